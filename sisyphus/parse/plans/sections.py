"""Headings to sections. Words decide first (section_names.py); `plan.py` falls back to structure."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.plans.section_names import GROUP, SECTION_NAMES, TASK_HEADING, SectionKind


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


_EMPHASIS = re.compile(r"[*_`~]+")
_NUMBERING = re.compile(r"^(?:§\s*)?(?:\d+(?:\.\d+)*[a-z]?[.):、]?|[ivx]+[.)]|[a-z][.)])\s+")
_TRAILING = re.compile(r"\s*(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】)\s*$")  # noqa: RUF001 - full width


@lru_cache(maxsize=4096)
def normalise(heading: str) -> str:
    """Strip emphasis, emoji, numbering and trailing brackets; fold case and blanks."""
    text = _EMPHASIS.sub("", heading.split("\n", 1)[0])
    if text.isascii():
        text = text.replace("^", "").replace('"', "")
    else:
        text = text.replace("\u2019", "'").translate(_QUOTES)
        text = "".join([c for c in text if unicodedata.category(c) not in _DECORATION])
    text = " ".join(text.split()).strip(" :：#-–—").casefold()  # noqa: RUF001 - full width
    for _ in range(3):
        shorter = _TRAILING.sub("", text)
        if not shorter or shorter == text:
            break
        text = shorter.strip(" :：")  # noqa: RUF001 - full width
    return _NUMBERING.sub("", text)


_QUOTES = dict.fromkeys(
    map(ord, '"\u00ab\u00bb\u2018\u201a\u201c\u201d\u201e\u2039\u203a\u300c\u300d\u300e\u300f')
)
"""Quotation marks, as in the French name for done; a high comma may be an apostrophe."""
_DECORATION = frozenset({"So", "Sk", "Cf", "Mn", "Co", "Cs"})
"""Of ASCII only the circumflex and the backtick."""


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, SectionKind], dict[str, list[tuple[str, SectionKind]]]]:
    """Return the exact names, and by their first letter the prefixes, longest first."""
    exact: dict[str, SectionKind] = {}
    prefixes: list[tuple[str, SectionKind]] = []
    for kind, names in SECTION_NAMES.items():
        for written in names.split("|"):
            name = " ".join(written.split()).casefold()
            if name.endswith("*"):
                prefixes.append((name[:-1], kind))
            exact.setdefault(name.rstrip("*"), kind)
    by_letter: dict[str, list[tuple[str, SectionKind]]] = {}
    for prefix, kind in sorted(prefixes, key=lambda p: -len(p[0])):
        by_letter.setdefault(prefix[0], []).append((prefix, kind))
    return exact, by_letter


@lru_cache(maxsize=4096)
def classify(heading: str) -> SectionKind:
    """Return what a heading's words say; UNKNOWN when they say nothing."""
    text = normalise(heading)
    exact, prefixes = _names()
    if text in exact:
        return exact[text]
    if TASK_HEADING.match(text):
        return SectionKind.TASK
    for prefix, kind in prefixes.get(text[:1], ()):
        if text.startswith(prefix) and (
            prefix[-1] >= _UNSPACED or not text[len(prefix) : len(prefix) + 1].isalnum()
        ):
            return kind
    if text.endswith(_CHECKLISTS):
        return SectionKind.CHECKLIST
    return _part_of_group(text) if GROUP.match(text) else SectionKind.UNKNOWN


def _part_of_group(text: str) -> SectionKind:
    """Tell `Phase 1 acceptance criteria` and `Phase 4: Final Verification Wave` from `Phase 4: Testing`."""
    match = _GROUP_NUMBER.match(text)
    if match:
        rest = classify(match["rest"])
        if rest in _CRITERIA and not match["stop"]:
            return rest
        if rest is SectionKind.FINAL_WAVE and _WAVE.search(match["rest"]):
            return rest
    return SectionKind.GROUP


_CHECKLISTS = ("checklist", "检查清单", "檢查清單", "체크리스트", "チェックリスト", "чеклист", "чек-лист")
_GROUP_NUMBER = re.compile(
    r"(?:第\s*)?[^\W\d]*\s*\d+[a-z]?\s*(?:波次|阶段|階段|批次|批|波|阶|階|단계|フェーズ)?\s*(?P<stop>[:：.\-–—]\s*)?(?P<rest>\S.*)"  # noqa: RUF001 - full width
)
_WAVE = re.compile(r"wave|波|웨이브|ウェーブ|onda|ola|волна|đợt|gelombang|welle|vague")
_CRITERIA = {
    SectionKind.ACCEPTANCE,
    SectionKind.CHECKLIST,
    SectionKind.SUCCESS,
    SectionKind.DEFINITION_OF_DONE,
}
_UNSPACED = "\u2e80"
"""From here on scripts do without blanks between words."""
_TRANSPARENT = {SectionKind.GROUP, SectionKind.TASK, SectionKind.UNKNOWN}


def find_sections(document: Document) -> tuple[Section, ...]:
    """Return every heading's section, in file order."""
    headings = [b for b in document.blocks if b.kind is Kind.HEADING and not b.quoted and b.parent < 0]
    sections: list[Section] = []
    open_: list[tuple[int, SectionKind, SectionKind]] = []
    running = SectionKind.UNKNOWN
    for block, end in zip(headings, _ends(headings, len(document.lines)), strict=True):
        kind = classify(block.text)
        while open_ and open_[-1][0] >= block.level:
            open_.pop()
        _, inherited, around = open_[-1] if open_ else _OUTSIDE
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
        sections.append(Section(kind, effective, around, block.text, block.level, block.line, end))
    return tuple(sections)


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
