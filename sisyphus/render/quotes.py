"""What agents and plans wrote, quoted in Markdown: cut, escaped, lists kept as lists."""

import re
from collections.abc import Iterator

from sisyphus.render.emphasis import unmarked
from sisyphus.render.escape import code, prose, shorten

_MARKER = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[.\]\s+)?")
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})")
_MOST_POINTS = 6
_LONGEST_POINT = 200
_LONGEST_CODE = 100


def quote(name: str, text: str, depth: int = 0) -> Iterator[str]:
    """Yield a named text as an item of a list; a text that is a list has its points below it."""
    indent = " " * 4 * depth
    lead, points = split_points(text)
    yield f"{indent}* {name}: {lead}" if lead else f"{indent}* {name}:"
    for point in points[:_MOST_POINTS]:
        yield f"{indent}    * {point}"
    if len(points) > _MOST_POINTS:
        yield f"{indent}    * … and {len(points) - _MOST_POINTS} more"


def split_points(text: str) -> tuple[str, list[str]]:
    """Return the words before a text's list, and the points of it; all of it escaped and cut."""
    words: list[str] = []
    points: list[list[str]] = []
    for line in _without_fences(text):
        marker = _MARKER.match(line)
        if marker:
            points.append([line[marker.end() :]])
        elif points and line.startswith((" ", "\t")) and line.strip():
            points[-1].append(line)
        elif line.strip():
            # A paragraph behind a list is a point of its own: the order of what was said is kept.
            (points.append([line]) if points else words.append(line))
    return _shown(words), [shown for p in points if (shown := _shown(p))]


def _shown(lines: list[str]) -> str:
    return prose(shorten(unmarked(" ".join(line.strip() for line in lines)), _LONGEST_POINT))


def _without_fences(text: str) -> Iterator[str]:
    """Yield the lines of a text, a fenced block as its first line of code."""
    inside, first = "", ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if inside:
            if fence and line.strip() == inside:
                inside = ""
                if first:
                    yield code(shorten(first, _LONGEST_CODE))
            else:
                first = first or line.strip()
        elif fence:
            inside, first = fence[0].strip(), ""
        else:
            yield line
    if inside and first:
        yield code(shorten(first, _LONGEST_CODE))  # never closed: code up to the end
