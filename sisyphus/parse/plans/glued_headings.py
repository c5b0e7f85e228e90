"""Headings without the blank behind their `#`, such as `##TODOs`: none for GitHub, and plainly meant."""

import re

from sisyphus.parse.markdown import Block, Document, Kind, places_of
from sisyphus.parse.plans.headings import classify, is_name
from sisyphus.parse.plans.section_names import SectionKind

_GLUED = re.compile(r"(?P<signs>#{2,6})(?P<title>[^#\s].*)")
"""One `#` alone begins a hashtag."""
_GROUPS = frozenset({SectionKind.GROUP, SectionKind.TASK})


def with_headings(document: Document) -> Document:
    """Make headings of the lines that would name a section, a wave or a task; only they stay `glued`."""
    glued = set(document.glued)
    blocks: list[Block] = []
    moved: dict[int, int] = {-1: -1}
    kept: list[int] = []
    for index, block in enumerate(document.blocks):
        moved[index] = len(blocks)
        own = block._replace(parent=moved[block.parent])
        first, _, rest = block.text.partition("\n")
        match = _GLUED.match(first) if block.kind is Kind.PARAGRAPH and block.line in glued else None
        if match is None or block.quoted or block.parent >= 0 or not _names(match["title"]):
            blocks.append(own)
            continue
        kept.append(block.line)
        title = match["title"].rstrip("#").rstrip()
        heading = own._replace(kind=Kind.HEADING, end_line=block.line, text=title, level=len(match["signs"]))
        blocks.append(heading)
        if rest:
            blocks.append(own._replace(line=block.line + 1, text=rest))
    found = tuple(blocks)
    return document._replace(blocks=found, places=places_of(found), glued=tuple(kept))


def _names(title: str) -> bool:
    return is_name(title) or classify(title) in _GROUPS
