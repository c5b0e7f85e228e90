"""YAML front matter, which Markdown knows nothing of."""

import re
from collections.abc import Sequence

_LONGEST = 200
_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:")
_REST = re.compile(r"\s|#(?!#)|- (?!\[.?\]\s)")
"""What may stand behind a key: its value, a comment, an item of a list that is no box."""


def without_front_matter(lines: Sequence[str]) -> list[str]:
    """Blank out YAML front matter, which CommonMark reads as a rule and a setext heading.

    A plan may as well begin with a rule: then headings and boxes follow, and no key.
    """
    body = list(lines)
    end = _end(body) if body and body[0].rstrip() == "---" else 0
    body[:end] = [""] * end
    return body


def _end(lines: Sequence[str]) -> int:
    """Return how many lines the front matter takes, its two rules included; 0 where it is none."""
    keyed = False
    for number in range(1, min(len(lines), _LONGEST)):
        line = lines[number].rstrip()
        if line in {"---", "..."}:
            return number + 1 if keyed else 0
        if _KEY.match(line):
            keyed = True
        elif line and not (keyed and _REST.match(line)):
            return 0
    return 0
