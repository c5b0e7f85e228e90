"""Headings to sections. Words decide first (section_names.py); `plan.py` falls back to structure."""

from bisect import bisect_right
from operator import attrgetter
from typing import NamedTuple

from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.plans.headings import classify, is_name
from sisyphus.parse.plans.labels import read_label
from sisyphus.parse.plans.rows import read_box
from sisyphus.parse.plans.section_names import SectionKind


class Section(NamedTuple):
    """One heading with everything below it down to the next heading of its level or higher."""

    kind: SectionKind
    """By its own words."""
    effective: SectionKind
    """Its own kind where known; else that of the section it belongs to. Never GROUP or TASK."""
    around: SectionKind
    """By the words of the heading that it stands under; UNKNOWN at the top."""
    title: str
    level: int
    line: int
    end_line: int


_TRANSPARENT = {SectionKind.GROUP, SectionKind.TASK, SectionKind.UNKNOWN}


def find_sections(document: Document) -> tuple[Section, ...]:
    """Return every heading's section, in file order."""
    everywhere = [document.blocks[index] for index in document.places[Kind.HEADING]]
    headings = [b for b in everywhere if not b.quoted and b.parent < 0]
    sections: list[Section] = []
    open_: list[tuple[int, SectionKind, SectionKind]] = []
    running = SectionKind.UNKNOWN
    for block, end in zip(headings, _ends(headings, len(document.lines)), strict=True):
        while open_ and open_[-1][0] >= block.level:
            open_.pop()
        _, inherited, around = open_[-1] if open_ else _OUTSIDE
        kind = _kind(block.text, inherited)
        effective = kind if kind not in _TRANSPARENT else inherited
        # `### Tasks` within the final wave are the reviews.
        if kind is SectionKind.TASKS and inherited is SectionKind.FINAL_WAVE:
            effective = inherited
        # `## Wave 1` under `## TODOs` is of the same level and still part of it.
        if kind in {SectionKind.GROUP, SectionKind.TASK} and inherited not in _WORK and running in _WORK:
            effective = running
        if kind not in {SectionKind.GROUP, SectionKind.TASK} and (kind in _WORK or block.level <= _TOP):
            running = effective
        open_.append((block.level, effective, kind))
        section = (kind, effective, around, block.text, block.level, block.line, end)
        # A third of the cost of Section(...), of which a plan makes dozens.
        sections.append(tuple.__new__(Section, section))
    return tuple(sections)


def _kind(heading: str, inherited: SectionKind) -> SectionKind:
    """Return a heading's kind; an id among tasks, or a box, outweighs the words that it begins with."""
    kind = classify(heading)
    if kind in _TRANSPARENT or is_name(heading):
        return kind
    if "[" in heading and read_box(heading):
        return SectionKind.TASK
    return SectionKind.UNKNOWN if inherited in _WORK and read_label(heading) else kind


def blocks_below(document: Document, section: Section) -> tuple[Block, ...]:
    """Return the blocks of a section, its heading left out, without a walk through all others."""
    first = bisect_right(document.blocks, section.line, key=_line_of)
    return document.blocks[first : bisect_right(document.blocks, section.end_line, key=_line_of)]


_line_of = attrgetter("line")


def _ends(headings: list[Block], last: int) -> list[int]:
    """Return for each heading the line before the next one of its level or higher."""
    ends = [last] * len(headings)
    open_: list[int] = []
    for index, block in enumerate(headings):
        while open_ and headings[open_[-1]].level >= block.level:
            ends[open_.pop()] = block.line - 1
        open_.append(index)
    return ends


_OUTSIDE = (0, SectionKind.UNKNOWN, SectionKind.UNKNOWN)
_TOP = 2
"""A heading of this level or above ends the section before it, whatever it says."""
_WORK = {SectionKind.TASKS, SectionKind.FINAL_WAVE}
