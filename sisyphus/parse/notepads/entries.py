"""From a notepad's outline to its entries: which headings are entries, which hold some, which are parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sisyphus.model.notepad import Entry, Part
from sisyphus.parse.notepads.blocks import (
    Block,
    blocks_of,
    has_content,
    is_content,
    part_name,
    parts_of,
    unquoted,
)
from sisyphus.parse.notepads.names import Reading
from sisyphus.parse.notepads.outline import Section
from sisyphus.parse.notepads.part_names import GENERIC_NAMES, PART_NAMES
from sisyphus.parse.notepads.shelves import is_shelf
from sisyphus.parse.notepads.stamp import Stamp, find_date, find_task, parse_stamp
from sisyphus.parse.notepads.state import entry_verdict
from sisyphus.parse.notepads.titles import judge_title
from sisyphus.parse.notepads.words import first_sentence, is_none, must_act, tells_none

_ENTRY_DEPTH = 3
"""Headings below this level are parts, whatever stands above them."""

_TITLE_LENGTH = 120
_HEADLINE = 60
"""Characters of a line that an author breaks off, rather than wraps."""
_NUMBERED = re.compile(
    r"(?:issue|decision|blocker|problem|risk|bug|learning|gotcha)(?: ?#?\d{1,4})? ?[:.\-\u2013—]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Above:
    """What the heading above an entry says for it."""

    group: str = ""
    written_at: datetime | date | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """Goes through an outline and makes its entries, in file order."""

    reading: Reading
    lines: Sequence[str]
    """Of the whole file."""

    def entries(self, root: Section, head: Section, loose: Sequence[Block]) -> Iterator[Entry]:
        """Yield all entries. `loose`: the text under the file's title, less the sentence on its purpose."""
        stamp = parse_stamp(head.heading)
        above = _Above(task=stamp.task, written_at=stamp.written_at)
        yield from self._loose(loose, above)
        for child in head.children:
            yield from self._section(child, above)
        for child in root.children[1:] if head is not root else ():
            yield from self._section(child, _Above())

    def _section(self, section: Section, above: _Above) -> Iterator[Entry]:
        stamp = parse_stamp(section.heading)
        shelf = self.reading is not Reading.RECORD and not stamp.leading and is_shelf(stamp.title)
        group = section.heading if shelf else ""
        below = _Above(group, stamp.written_at or above.written_at, stamp.task or above.task)
        if shelf or _is_group(section, stamp):
            own = Section(section.level, section.heading, section.line, section.lines)
            if shelf:
                yield from self._loose(blocks_of(section.lines), below)
            elif has_content(section):
                yield self._entry(own, stamp, above)
            for child in section.children:
                yield from self._section(child, below)
        elif self._says_something(section, stamp):
            yield self._entry(section, stamp, above)

    def _says_something(self, section: Section, stamp: Stamp) -> bool:
        blocks = [block for part in section.walk() for block in blocks_of(part.lines) if is_content(block)]
        if blocks and all(self._is_empty(block) for block in blocks):
            return stamp.leading or _has_parts(section)
        if blocks or any(has_content(part) for part in section.walk()):
            return True
        state_like = self.reading is not Reading.RECORD and judge_title(stamp.title) is not None
        return state_like or must_act(section.heading) is not None or _has_parts(section)

    def _is_empty(self, block: Block) -> bool:
        """Tell whether a block says that there is nothing; a record may say so of what it goes on to tell."""
        says_none = tells_none(block.text)
        return says_none and (self.reading is not Reading.RECORD or len(block.text) <= _TITLE_LENGTH)

    def _entry(self, section: Section, stamp: Stamp, above: _Above) -> Entry:
        below = section.walk()
        parts = parts_of(section)
        blocks = [block for part in below for block in blocks_of(part.lines)]
        written = [number for part in below for number, line, _ in part.lines if line.strip()]
        end = max([section.line, *written, *(part.line for part in below)])
        title = _title(section.heading, stamp)
        verdict = entry_verdict(self.reading, title, above.group, parts, blocks)
        return Entry(
            title=title,
            line=section.line,
            end_line=end,
            written_at=stamp.written_at or _part_date(parts) or above.written_at,
            task=stamp.task or _part_task(parts) or above.task,
            state=verdict.state,
            status_text=verdict.words,
            asks=verdict.asks(title),
            parts=parts,
            text="\n".join(self.lines[section.line : end]).strip("\n"),
        )

    def _loose(self, blocks: Sequence[Block], above: _Above) -> Iterator[Entry]:
        """Make an entry of each bullet or run of paragraphs that stands under no heading of its own."""
        for run in _runs([block for block in blocks if is_content(block) and not self._is_empty(block)]):
            first, _, rest = unquoted(run[0]).text.partition("\n")
            stamp = parse_stamp(first)
            if is_none(stamp.title) and not stamp.leading:
                continue
            rows = [
                (block.line + at, line, False)
                for block in run
                for at, line in enumerate(block.text.split("\n"))
            ]
            parts = parts_of(Section(0, "", run[0].line, rows))
            verdict = entry_verdict(self.reading, "", above.group, parts, run)
            yield Entry(
                title=_short(_headline(stamp.title or first, rest)),
                line=run[0].line,
                end_line=run[-1].end_line,
                written_at=stamp.written_at or above.written_at,
                task=stamp.task or above.task,
                state=verdict.state,
                status_text=verdict.words,
                asks=verdict.asks(stamp.title),
                parts=parts,
                text="\n\n".join(block.text for block in run),
            )


def _title(heading: str, stamp: Stamp) -> str:
    """Give the title; the task, or the whole heading, where nothing but a remark in brackets is left."""
    if stamp.task is not None and (not stamp.title or (stamp.leading and stamp.title[0] in "([")):
        return f"Task {stamp.task} {stamp.title}".rstrip()
    return stamp.title or heading or "untitled"


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield each bullet alone, and neighbouring paragraphs together up to one with a stamp of its own."""
    run: list[Block] = []
    for block in blocks:
        stamped = parse_stamp(block.text.split("\n", 1)[0]).leading
        if run and (block.bullet or run[-1].bullet or stamped):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _is_group(section: Section, stamp: Stamp) -> bool:
    """Tell whether the headings under a heading are entries rather than its parts."""
    if not section.children or section.level >= _ENTRY_DEPTH:
        return False
    named = stamp.leading and bool(stamp.title or stamp.task)
    if section.level == 1 or any(_is_entry_heading(child.heading, dated=named) for child in section.children):
        return True
    parts = part_name(section.children[0].heading).lower() in GENERIC_NAMES
    return not named and not parts and not has_content(section)


def _is_entry_heading(heading: str, *, dated: bool) -> bool:
    """Tell whether a heading is an entry wherever it stands. `dated`: a task in front is not enough."""
    if _NUMBERED.match(heading):
        return part_name(heading).lower() not in GENERIC_NAMES
    stamp = parse_stamp(heading)
    return stamp.leading and bool(stamp.title) and (stamp.written_at is not None or not dated)


def _has_parts(section: Section) -> bool:
    """Tell whether a heading has a named part with a text, even one that says that there is none."""
    return any(part.text and part.name.lower() in PART_NAMES for part in parts_of(section))


def _part_date(parts: Sequence[Part]) -> datetime | date | None:
    named = (
        find_date(part.text[:_TITLE_LENGTH])
        for part in parts
        if part.name.lower() in {"date", "日期", "날짜", "fecha"}
    )
    return next(named, None)


def _part_task(parts: Sequence[Part]) -> str | None:
    named = (find_task(f"task {part.text[:_TITLE_LENGTH]}") for part in parts if part.name.lower() == "task")
    return next(named, None)


def _headline(first: str, rest: str) -> str:
    """Give the text that a title is taken from: a short line above a paragraph is one, a long one goes on."""
    begins = rest[:1].isupper() and not first.endswith((",", "-", "\u2013"))
    return first if begins and len(first) <= _HEADLINE else f"{first}\n{rest}"


def _short(text: str) -> str:
    """Give the first sentence, cut at a word."""
    sentence = first_sentence(text)
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    cut = sentence[:_TITLE_LENGTH].rsplit(" ", 1)[0]
    return f"{cut} …"
