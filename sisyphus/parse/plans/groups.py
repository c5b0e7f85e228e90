"""Waves and phases that tasks stand under: headings, and lines in bold that are nothing else."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.headings import classify
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section

Group = tuple[int, int, str]
"""First line, last line, name."""

_BOLD = re.compile(r"(?:\*\*|__)(?P<name>[^*_\n]{2,100})(?:\*\*|__)[:\uff1a]?(?:\s*\([^()\n]*\))?[:\uff1a]?$")


def find_groups(document: Document, sections: Sequence[Section]) -> list[Group]:
    """Return them in file order; one in bold ends with the next one, or with its section."""
    groups = [(s.line, s.end_line, s.title) for s in sections if s.kind is SectionKind.GROUP]
    items = [document.blocks[index] for index in document.places[Kind.ITEM]]
    texts = [(b.line, b.text) for b in items if b.text[:2] == "**" and not b.level]
    # Right behind an item a line is a part of it for Markdown, and not for who wrote it.
    texts += [(n, line) for n, line in enumerate(document.lines, 1) if line[:2] == "**"]
    bold = [(line, name) for line, text in texts if (name := _named(text))]
    if not bold:
        return groups
    starts = sorted([s.line for s in sections] + [line for line, _ in bold])
    for line, name in bold:
        after = bisect_right(starts, line)
        groups.append((line, starts[after] - 1 if after < len(starts) else len(document.lines), name))
    return sorted(groups)


def _named(text: str) -> str | None:
    match = _BOLD.match(text.split("\n", 1)[0].rstrip())
    return match["name"] if match and classify(match["name"]) is SectionKind.GROUP else None
