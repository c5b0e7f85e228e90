"""Pieces of inline code in a text."""

import re
from collections.abc import Iterator

_TICKS = re.compile(r"`+")
_TWO = 2


def code_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and content of each piece of inline code, in linear time."""
    if "`" not in text:
        return
    if text.count("`") == _TWO:
        # Most texts with inline code hold one piece.
        start, stop = text.index("`"), text.rindex("`")
        if stop > start + 1:
            yield start, stop + 1, text[start + 1 : stop]
        return
    runs = [m.span() for m in _TICKS.finditer(text)]
    following: list[int] = [-1] * len(runs)
    last: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        width = runs[index][1] - runs[index][0]
        following[index] = last.get(width, -1)
        last[width] = index
    index = 0
    while index < len(runs):
        other = following[index]
        if other < 0:
            index += 1
            continue
        yield runs[index][0], runs[other][1], text[runs[index][1] : runs[other][0]]
        index = other + 1
