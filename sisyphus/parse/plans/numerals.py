"""Numbers as people write them: in a ring, in another width, or behind a sign: `①`, `⑴`, `No. 7`, `№ 7`."""

import re
import unicodedata

from sisyphus.model.regex import regex
from sisyphus.parse.pieces import holds_any

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


_NUMERO_SIGN = r"(?:N[or]\.|N\.?[\u00ba\u00b0]\.?|\u2116)\s?(?=\d)"
"""A sign that a number follows, in English, German, Spanish, Portuguese, French and Russian."""
_NUMERO = regex(rf"(?<![^\W_]){_NUMERO_SIGN}", re.IGNORECASE)
_NUMERO_FIRST = regex(rf"(?P<before>[*_`~(\[\s]*){_NUMERO_SIGN}", re.IGNORECASE)
_NUMERO_PIECES = ("o.", "r.", "\u00ba", "\u00b0", "\u2116")


def hashed(text: str) -> str:
    """Write every `No. 7`, `Nr. 7`, `Nº 7` and `№ 7` as `#7`."""
    if "." not in text and text.isascii():
        return text
    return _NUMERO.sub("#", text) if holds_any(text.lower(), _NUMERO_PIECES) else text


def hash_first(text: str) -> str:
    """Write likewise the number at the start of a row."""
    match = _NUMERO_FIRST.match(text)
    return f"{match['before']}#{text[match.end() :]}" if match else text


def in_digits(text: str) -> str:
    """Write all such signs and all digits of other widths as plain numbers."""
    if text.isascii():
        return text
    text = _ANYWHERE.sub(lambda m: _ENCLOSED[m[0]], text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
