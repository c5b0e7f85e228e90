"""Fences that lie: left open, or with fences of their own length inside. Where they really end."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from sisyphus.parse.fence_doubts import (
    FENCE_LINE,
    ROW,
    end_of_open,
    is_closed,
    is_doubtful,
    is_of_code,
    is_of_markdown,
    is_row_or_section,
    is_stray_end,
    wraps_file,
)

_GLUED = re.compile(
    r"[ \t]*(?P<markup>`{3,}|~{3,})[ \t]*(?=(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX~/-]\][ \t]+\S|##[ \t]+\S)"
)
"""A fence that ends, and right behind it the row or section that should stand on the next line."""
_BOX = re.compile(rf"\s*{ROW.pattern}")
_MASK = "\x00"
"""Stands for a fence character that the parser must not see."""


class BrokenFence(NamedTuple):
    """A fence that ends elsewhere than CommonMark says: sooner when left open, later when mis-nested."""

    line: int
    """Where it opens."""
    ended_before: int
    """The first line behind it."""
    swallowed_to: int
    """The last line that CommonMark counts as its content."""


class FenceLines:
    """Where the lines of a text stand that tell whether its fences balance; found when first asked for.

    Each fence would look for them again, in all lines below it.
    """

    def __init__(self, body: Sequence[str], openings: Iterable[int]) -> None:
        self.body = body
        self._openings = openings
        self._ends: dict[str, dict[int, int]] = {}

    @cached_property
    def _marks(self) -> list[tuple[int, str, int]]:
        """Of each line: its index, its fence's marks, and 1 where that can only open one, else -1.

        Among them, without marks, those on which CommonMark sees a fence open in an item.
        """
        lines = ((n, line) for n, line in enumerate(self.body) if "```" in line or "~~~" in line)
        found = {n: match for n, line in lines if (match := FENCE_LINE.match(line))}
        marks = [(n, match[1], 1 if match[2].strip() else -1) for n, match in found.items()]
        return sorted(marks + [(n, "", 0) for n in self._openings if n not in found])

    @cached_property
    def _rows(self) -> list[int]:
        return [n for n, line in enumerate(self.body) if is_row_or_section(line)]

    @cached_property
    def _boxes(self) -> list[int]:
        return [n for n, line in enumerate(self.body) if "[" in line and _BOX.match(line)]

    def balanced(self, markup: str, first: int) -> int | None:
        """Return the first line below `first` at which each fence of such marks that was opened is closed."""
        if markup not in self._ends:
            self._ends[markup] = self._balance(markup)
        return self._ends[markup].get(first)

    def _balance(self, markup: str) -> dict[int, int]:
        ends: dict[int, int] = {}
        depth = 0
        waiting: list[tuple[int, int]] = []
        for number, marks, step in self._marks:
            if marks and not marks.startswith(markup):
                continue
            depth += step
            while waiting and depth < waiting[-1][0]:
                ends[waiting.pop()[1]] = number
            waiting.append((depth, number))
        return ends

    def row_between(self, first: int, last: int) -> bool:
        """Whether an unindented row or a section stands on one of the lines `(first, last]`."""
        return _any_within(self._rows, first + 1, last)

    def box_between(self, first: int, last: int) -> bool:
        """Whether a box stands on one of the lines `[first, last]`."""
        return _any_within(self._boxes, first, last)


def _any_within(numbers: Sequence[int], first: int, last: int) -> bool:
    position = bisect_left(numbers, first)
    return position < len(numbers) and numbers[position] <= last


def find_fault(
    markup: str, lines: FenceLines, first: int, end: int, *, astray: bool = False
) -> BrokenFence | None:
    """Return what is wrong with the fence that CommonMark sees on the lines `[first, end)`.

    `astray` is whether a fence behind it, at the margin, is never closed.
    """
    body = lines.body
    if wraps_file(markup, body, first) or is_stray_end(markup, body, first, end):
        return BrokenFence(first + 1, first + 2, end)
    inside = [line for line in body[first + 1 : end] if "```" in line or "~~~" in line]
    if any(m and m[2].strip() for m in map(FENCE_LINE.match, inside)):
        for number in range(first + 1, end):
            if _ends_glued(markup, body[number]):
                return BrokenFence(first + 1, number + 1, end)
        closed = _nested_end(markup, lines, first, end)
        if closed is not None:
            return BrokenFence(first + 1, closed + 1, end)
    line = _break_line(markup, body, first, end, astray=astray)
    return None if line is None else BrokenFence(first + 1, line + 1, end)


def _ends_glued(markup: str, line: str) -> bool:
    """Whether a line ends a fence, and a row or a section's heading begins right behind it."""
    glued = _GLUED.match(line) if markup in line else None
    return bool(glued and glued["markup"].startswith(markup))


def unglued(line: str) -> str:
    """Return a line without a fence's end that a row is glued to."""
    glued = _GLUED.match(line)
    return line[glued.end() :] if glued else line


def _nested_end(markup: str, lines: FenceLines, first: int, end: int) -> int | None:
    """Return the index behind the line that really closes a fence with fences of its own length inside.

    Authors put ```` ```json ```` into ```` ```markdown ````; CommonMark then ends the outer fence with the
    inner one, and takes what follows for code. `None` where the inner fences do not balance, where only a
    sample of Markdown could hold the boxes that CommonMark sees behind the inner one, and where prose stands
    between code.
    """
    closed = lines.balanced(markup, first)
    if closed is None or closed + 1 <= end or lines.row_between(first, closed):
        return None
    body = lines.body
    if not is_of_markdown(body[first]) and lines.box_between(max(end, first + 1), closed):
        return None
    prose = is_of_code(body[first]) and end_of_open(body, first, closed) is not None
    return None if prose else closed + 1


def _break_line(markup: str, body: Sequence[str], first: int, end: int, *, astray: bool) -> int | None:
    """Return the index of the line that ends a fence early, or `None` for a fence that tells the truth.

    A fence opened with indentation never holds an unindented checkbox or `## ` heading: over 301 real plans
    that rule found all but one of the boxes that broken fences hid. A fence that is never closed does not
    hold them either.
    """
    if body[first][:1] in {" ", "\t"}:
        inside = range(first + 1, end)
        return next((number for number in inside if is_row_or_section(body[number])), None)
    if is_closed(markup, body, first, end) and not is_doubtful(markup, body, first, end, astray=astray):
        return None
    return end_of_open(body, first, end)


def mask(body: list[str], fault: BrokenFence) -> None:
    """Make the fence lines inside a mis-nested fence ordinary text, for the parser's eyes only."""
    for number in range(fault.line, fault.ended_before - 2):
        if FENCE_LINE.match(body[number]):
            body[number] = body[number].replace("`", _MASK).replace("~", _MASK)


def fence_text(body: Sequence[str], first: int, end: int) -> str:
    """Return the lines `[first, end)` below a fence without the indentation of the fence itself."""
    opening = body[first - 1]
    indent = len(opening) - len(opening.lstrip(" \t"))
    return "".join(line[min(indent, len(line) - len(line.lstrip())) :] + "\n" for line in body[first:end])
