"""Numbers that stand in a ring, in brackets or in another width, such as `①`, `❷` and `⑴`."""

import unicodedata

from sisyphus.model.regex import regex

_BLOCKS = ((0x2460, 0x249B), (0x24EB, 0x24FF), (0x2776, 0x2793), (0x3251, 0x325F), (0x32B1, 0x32BF))
_ENCLOSED = {
    sign: str(int(unicodedata.numeric(sign)))
    for first, last in _BLOCKS
    for sign in map(chr, range(first, last + 1))
}
"""The number that each sign stands for."""
_SIGN = f"[{''.join(_ENCLOSED)}]"
_AT_START = regex(
    rf"(?P<before>[*_`~(\uff08\s]*|[^\W\d_]{{1,6}}\s?)(?P<sign>{_SIGN})"
    r"(?P<stop>(?=[*_`~]*\s*[.):\uff1a\u3001\u3002\uff0e\uff09\u2014\u2013]))?"
)
_ANYWHERE = regex(_SIGN)


def number_first(text: str) -> str:
    """Write the sign at the start of a row, or behind its first word, as a number with a stop behind it."""
    match = _AT_START.match(text)
    if match is None:
        return text
    stop = "" if match["stop"] is not None else "\u3001"  # which needs no blank behind it
    return f"{match['before']}{_ENCLOSED[match['sign']]}{stop}{text[match.end() :]}"


def in_digits(text: str) -> str:
    """Write all such signs and all digits of other widths as plain numbers."""
    if text.isascii():
        return text
    text = _ANYWHERE.sub(lambda m: _ENCLOSED[m[0]], text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
