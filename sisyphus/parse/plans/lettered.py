"""Lists of ids that are single letters: `A, C-E`."""

import re
from collections.abc import Iterator

from sisyphus.model.regex import regex

_LETTER = regex(r"(?P<first>[A-Z])(?![a-z])(?:\s?[-\u2013~]\s?(?P<last>[A-Z])(?![a-z]))?")
_LETTERS = regex(
    r"[\s\[(*`]*(?![NYX][\s\])*`]*$)(?:tasks?\s)?(?-i:[A-Z])"
    r"(?:\s?(?:[,;\u3001\uff0c&+~\u2013-]|and)\s?(?:tasks?\s)?(?-i:[A-Z]))*[\s\])*`.]*",
    re.IGNORECASE,
)
"""`N`, `Y` and `X` alone are answers."""
_LONGEST = 100


def lettered(text: str) -> tuple[str, ...]:
    """Read a text that is a list of letters and nothing else; ranges are spelt out."""
    if len(text) > _LONGEST or not _LETTERS.fullmatch(text):
        return ()
    return tuple(dict.fromkeys(label for match in _LETTER.finditer(text) for label in _spelt(match)))


def _spelt(match: "re.Match[str]") -> Iterator[str]:
    first, last = ord(match["first"]), ord(match["last"] or match["first"])
    return map(chr, range(first, max(first, last) + 1))
