"""Fences that lie: left open, or with fences of their own length inside. Where they really end."""

import re
from collections.abc import Sequence
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


def find_fault(
    markup: str, body: Sequence[str], first: int, end: int, *, astray: bool = False
) -> BrokenFence | None:
    """Return what is wrong with the fence that CommonMark sees on the lines `[first, end)`.

    `astray` is whether a fence behind it, at the margin, is never closed.
    """
    if wraps_file(markup, body, first) or is_stray_end(markup, body, first, end):
        return BrokenFence(first + 1, first + 2, end)
    inside = [line for line in body[first + 1 : end] if "```" in line or "~~~" in line]
    if any(m and m[2].strip() for m in map(FENCE_LINE.match, inside)):
        for number in range(first + 1, end):
            if _ends_glued(markup, body[number]):
                return BrokenFence(first + 1, number + 1, end)
        closed = _nested_end(markup, body, first, end)
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


def _nested_end(markup: str, body: Sequence[str], first: int, end: int) -> int | None:
    """Return the index behind the line that really closes a fence with fences of its own length inside.

    Authors put ```` ```json ```` into ```` ```markdown ````; CommonMark then ends the outer fence with the
    inner one, and takes what follows for code. `None` where the inner fences do not balance, where only a
    sample of Markdown could hold the boxes that CommonMark sees behind the inner one, and where prose stands
    between code.
    """
    depth = 1
    sample = is_of_markdown(body[first])
    code = is_of_code(body[first])
    for number in range(first + 1, len(body)):
        line = body[number]
        if is_row_or_section(line) or (number >= end and not sample and "[" in line and _BOX.match(line)):
            return None
        fence = FENCE_LINE.match(line)
        if fence and fence[1].startswith(markup):
            depth += 1 if fence[2].strip() else -1
            if not depth:
                prose = code and end_of_open(body, first, number) is not None
                return number + 1 if number + 1 > end and not prose else None
    return None


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
