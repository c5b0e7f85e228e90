"""Fences that lie: left open, or with fences of their own length inside. Where they really end."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_COLUMN_0_BOX = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?:[^\[\]\n]|N/A)\](?:[ \t]|$)")
_COLUMN_0_SECTION = re.compile(r"##[ \t]+\S")
_GLUED = re.compile(
    r"[ \t]*(?P<markup>`{3,}|~{3,})[ \t]*(?=(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX~/-]\][ \t]+\S|##[ \t]+\S)"
)
"""A fence that ends, and right behind it the row or section that should stand on the next line."""
_BOX = re.compile(rf"\s*{_COLUMN_0_BOX.pattern}")
_AT_COLUMN_0 = frozenset("-*+0123456789#")
"""First characters of such lines."""
_MASK = "\x00"
"""Stands for a fence character that the parser must not see."""
_FENCE_LINE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*(.*)$")


class BrokenFence(NamedTuple):
    """A fence that ends elsewhere than CommonMark says: sooner when left open, later when mis-nested."""

    line: int
    """Where it opens."""
    ended_before: int
    """The first line behind it."""
    swallowed_to: int
    """The last line that CommonMark counts as its content."""


def find_fault(markup: str, body: Sequence[str], first: int, end: int) -> BrokenFence | None:
    """Return what is wrong with the fence that CommonMark sees on the lines `[first, end)`."""
    inside = [line for line in body[first + 1 : end] if "```" in line or "~~~" in line]
    if any(m and m[2].strip() for m in map(_FENCE_LINE.match, inside)):
        for number in range(first + 1, end):
            if _ends_glued(markup, body[number]):
                return BrokenFence(first + 1, number + 1, end)
        closed = _nested_end(markup, body, first, end)
        if closed is not None:
            return BrokenFence(first + 1, closed + 1, end)
        lost = _lost_line(markup, body, first, end)
        if lost is not None:
            return BrokenFence(first + 1, lost + 1, end)
    line = _break_line(markup, body, first, end)
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
    inner one, and takes what follows for code. `None` where the inner fences do not balance, and where only a
    sample of Markdown could hold the boxes that CommonMark sees behind the inner one.
    """
    depth = 1
    sample = _is_sample(body[first], of_markdown=True)
    for number in range(first + 1, len(body)):
        line = body[number]
        if _is_at_margin(line) or (number >= end and not sample and "[" in line and _BOX.match(line)):
            return None
        fence = _FENCE_LINE.match(line)
        if fence and fence[1].startswith(markup):
            depth += 1 if fence[2].strip() else -1
            if not depth:
                return number + 1 if number + 1 > end else None
    return None


def _is_at_margin(line: str) -> bool:
    """Whether a line is an unindented row or section, which most fences do not hold."""
    return line[:1] in _AT_COLUMN_0 and bool(_COLUMN_0_BOX.match(line) or _COLUMN_0_SECTION.match(line))


def _lost_line(markup: str, body: Sequence[str], first: int, end: int) -> int | None:
    """Return the index of the first row or section in a fence whose end is missing, or which is a stray end.

    Both are told by a fence of a language that opens behind the row: what CommonMark takes for the end is
    that one's. A sample of Markdown may hold both, unless its fences are never all closed.
    """
    if _is_sample(body[first]) and _balances(markup, body, first):
        return None
    row: int | None = None
    for number in range(first + 1, end):
        line = body[number]
        if row is None:
            row = number if _is_at_margin(line) else None
        elif (fence := _FENCE_LINE.match(line)) and fence[2].strip() and fence[1].startswith(markup):
            return row
    return None


def _is_sample(opening: str, *, of_markdown: bool = False) -> bool:
    """Whether a fence is opened for text, or for a sample of Markdown alone."""
    language = opening.lstrip("> \t`~").casefold()
    return bool(_OF_MARKDOWN.match(language)) or (not of_markdown and not _OF_CODE.match(language))


_OF_MARKDOWN = re.compile(r"(?:markdown|md|mdx)\b")
_OF_CODE = re.compile(r"(?!(?:te?xt|plaintext)\b)\w")


def _balances(markup: str, body: Sequence[str], first: int) -> bool:
    """Whether a fence and those inside it are all closed before the file ends, each by an end of its own."""
    depth = 1
    for number in range(first + 1, min(len(body), first + _FAR)):
        fence = _FENCE_LINE.match(body[number])
        if fence and fence[1].startswith(markup):
            depth += 1 if fence[2].strip() else -1
            if not depth:
                return True
    return False


_FAR = 2000
"""Lines in which a sample ends."""


def _break_line(markup: str, body: Sequence[str], first: int, end: int) -> int | None:
    """Return the index of the line that ends a fence early, or `None` for a fence that tells the truth.

    A fence opened with indentation never holds an unindented checkbox or `## ` heading: over 301 real plans
    that rule found all but one of the boxes that broken fences hid. A fence that is never closed does not
    hold them either.
    """
    indented = body[first][:1] in {" ", "\t"}
    if not indented and _closed(markup, body, first, end):
        return None
    for number in range(first + 1, end):
        line = body[number]
        if _is_at_margin(line):
            return number
    return None


def _closed(markup: str, body: Sequence[str], first: int, end: int) -> bool:
    if end - 1 <= first:
        return False
    last = _FENCE_LINE.match(body[end - 1].lstrip("> \t"))
    return bool(last and not last[2].strip() and last[1].startswith(markup))


def mask(body: list[str], fault: BrokenFence) -> None:
    """Make the fence lines inside a mis-nested fence ordinary text, for the parser's eyes only."""
    for number in range(fault.line, fault.ended_before - 2):
        if _FENCE_LINE.match(body[number]):
            body[number] = body[number].replace("`", _MASK).replace("~", _MASK)


def fence_text(body: Sequence[str], first: int, end: int) -> str:
    """Return the lines `[first, end)` below a fence without the indentation of the fence itself."""
    opening = body[first - 1]
    indent = len(opening) - len(opening.lstrip(" \t"))
    return "".join(line[min(indent, len(line) - len(line.lstrip())) :] + "\n" for line in body[first:end])
