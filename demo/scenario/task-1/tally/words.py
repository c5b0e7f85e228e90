"""Text to words."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def words(text: str) -> list[str]:
    """Return the words of a text in their order, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]
