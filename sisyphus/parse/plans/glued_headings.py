"""Headings without the blank behind their `#`, such as `##TODOs`: none for GitHub, and plainly meant."""

import re
from collections.abc import Container, Iterator

from sisyphus.parse.markdown import Block, Document, Kind, places_of
from sisyphus.parse.plans.headings import classify, is_name
from sisyphus.parse.plans.prose_lines import cut
from sisyphus.parse.plans.section_names import SectionKind

_GLUED = re.compile(r"(?P<signs>#{2,6})(?P<title>[^#\s].*)")
"""One `#` alone begins a hashtag."""
_GROUPS = frozenset({SectionKind.GROUP, SectionKind.TASK})


def with_headings(document: Document) -> Document:
    """Make headings of the lines that would name a section, a wave or a task; only they stay `glued`."""
    glued = frozenset(document.glued)
    blocks: list[Block] = []
    moved: dict[int, int] = {-1: -1}
    kept: list[int] = []
    for index, block in enumerate(document.blocks):
        moved[index] = len(blocks)
        own = block._replace(parent=moved[block.parent])
        if block.kind is not Kind.PARAGRAPH or block.quoted or block.parent >= 0:
            blocks.append(own)
            continue
        for part in _parts(own, glued):
            blocks.append(part)
            if part.kind is Kind.HEADING:
                kept.append(part.line)
    found = tuple(blocks)
    return document._replace(blocks=found, places=places_of(found), glued=tuple(kept))


def _parts(block: Block, glued: Container[int]) -> Iterator[Block]:
    """Yield a paragraph as the headings among its lines, and what stands between them."""
    lines = block.text.split("\n")
    near = [(at, line.strip()) for at, line in enumerate(lines) if block.line + at in glued]
    found = {at: match for at, line in near if (match := _GLUED.fullmatch(line)) and _names(match["title"])}
    if not found:
        yield block
        return
    begins = sorted({0, *found, *(at + 1 for at in found if at + 1 < len(lines))})
    for at, part in zip(begins, cut(block, begins), strict=True):
        if at not in found:
            yield part
            continue
        title, level = found[at]["title"].rstrip("#").rstrip(), len(found[at]["signs"])
        yield part._replace(kind=Kind.HEADING, text=title, level=level)


def _names(title: str) -> bool:
    return is_name(title) or classify(title) in _GROUPS
