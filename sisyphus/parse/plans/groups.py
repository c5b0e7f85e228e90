"""Waves and phases that tasks stand under: headings, and lines in bold that are nothing else."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.headings import names_group
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section

Group = tuple[int, int, str]
"""First line, last line, name."""

_BOLD = re.compile(
    r"\*\*(?P<name>[^*_\n]{2,100})(?:\*\*|__)[:\uff1a]?(?:[^\S\n]*\([^()\n]*\))?[:\uff1a]?[^\S\n]*(?:\n|$)"
)
"""All of a line."""


def find_groups(document: Document, sections: Sequence[Section]) -> list[Group]:
    """Return them in file order; one in bold ends with the next one, or with its section."""
    groups = [(s.line, s.end_line, s.title) for s in sections if s.kind is SectionKind.GROUP]
    bold = [*_items_in_bold(document), *_lines_in_bold(document.text)]
    if not bold:
        return groups
    starts = sorted([s.line for s in sections] + [line for line, _ in bold])
    for line, name in bold:
        after = bisect_right(starts, line)
        groups.append((line, starts[after] - 1 if after < len(starts) else len(document.lines), name))
    return sorted(groups)


def _items_in_bold(document: Document) -> Iterator[tuple[int, str]]:
    blocks = document.blocks
    for index in document.places[Kind.ITEM]:
        block = blocks[index]
        if not block.level and block.text[:2] == "**" and (name := _named(block.text, 0)):
            yield block.line, name


def _lines_in_bold(text: str) -> Iterator[tuple[int, str]]:
    """Yield those at the margin, also right behind an item, where they are a part of it only for Markdown."""
    text = f"\n{text}"
    line, counted, at = 0, 0, text.find("\n**")
    while at >= 0:
        if name := _named(text, at + 1):
            line += text.count("\n", counted, at + 1)
            counted = at + 1
            yield line, name
        at = text.find("\n**", at + 1)


def _named(text: str, at: int) -> str | None:
    match = _BOLD.match(text, at)
    return match["name"] if match and names_group(match["name"]) else None
