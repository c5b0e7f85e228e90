"""YAML front matter, which Markdown knows nothing of."""

import re
from collections.abc import Sequence

_LONGEST = 200
_ENTRY = re.compile(r"[A-Za-z_][\w-]*\s*:|\s|#|- ")


def without_front_matter(lines: Sequence[str]) -> list[str]:
    """Blank out YAML front matter, which CommonMark reads as a rule and a setext heading."""
    body = list(lines)
    if body and body[0].rstrip() == "---":
        for number in range(1, min(len(body), _LONGEST)):
            if body[number].rstrip() in {"---", "..."}:
                body[: number + 1] = [""] * (number + 1)
                break
            if body[number] and not _ENTRY.match(body[number]):
                break
    return body
