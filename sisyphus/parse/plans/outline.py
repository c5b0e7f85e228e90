"""Rows of a plan: every box, every heading and every line that may be a task, before anything is decided."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from sisyphus.model.members import Enum, auto
from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.plans.labels import TASK_STARTS, Label, names_task, read_label, speaks_of_steps
from sisyphus.parse.plans.rows import (
    BOX_OPENERS,
    SYMBOLS,
    BoxText,
    read_box,
    read_close_box,
    read_sign,
    symbol_box,
)
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section
from sisyphus.parse.plans.status_words import heads_states, state_named


class Form(Enum):
    """How a row is written."""

    ITEM = auto()
    CLOSE = auto()
    """An item whose box lacks a blank or has other brackets: none for GitHub, and plainly meant as one."""
    HEADING = auto()
    TABLE = auto()
    PROSE = auto()


class Reading(NamedTuple):
    """What one block says by itself."""

    form: Form
    box: BoxText | None
    label: Label | None
    text: str


class Row(NamedTuple):
    """One line that holds a box or may be a task."""

    form: Form
    line: int
    end_line: int
    """For a heading: the last line below it, down to the next of its level or higher."""
    level: int
    """Heading level; for an item the number of items around it."""
    block: int
    """Index of its block."""
    parent: int
    """Block index of the nearest enclosing item; -1 when there is none."""
    quoted: bool
    box: BoxText | None
    label: Label | None
    title: str
    kind: SectionKind
    """For a heading: by its own words. UNKNOWN otherwise."""
    effective: SectionKind
    """What the section around it is for."""
    section: Section
    """For a heading its own; else the one that it stands in."""


_BEFORE_HEADINGS = Section(SectionKind.UNKNOWN, SectionKind.UNKNOWN, SectionKind.UNKNOWN, "", 0, 0, 0)
_BULLET = re.compile(r"[-*+]\s+")
_WORK = frozenset({SectionKind.TASKS, SectionKind.FINAL_WAVE})


def find_rows(document: Document, sections: tuple[Section, ...]) -> tuple[Row, ...]:
    """Return the rows in file order."""
    starts = [s.line for s in sections]
    rows: list[Row] = []
    for index, block in _candidates(document):
        reading = _READERS[block.kind](block)
        if reading is None and block.kind is not Kind.ROW:
            continue
        position = bisect_right(starts, block.line) - 1
        section = sections[position] if position >= 0 else _BEFORE_HEADINGS
        if reading is None:
            reading = _status_row(block) if section.effective in _WORK else None
        if reading is None:
            continue
        heading = reading.form is Form.HEADING
        label = reading.label
        row = (
            reading.form,
            block.line,
            section.end_line if heading else block.end_line,
            block.level,
            index,
            block.parent,
            block.quoted,
            reading.box,
            label,
            label.title if label and label.title else reading.text,
            section.kind if heading else SectionKind.UNKNOWN,
            section.effective,
            section,
        )
        # A third of the cost of Row(...), of which a plan makes hundreds.
        rows.append(tuple.__new__(Row, row))
    return tuple(rows)


def _candidates(document: Document) -> list[tuple[int, Block]]:
    """Return the blocks that may be rows, with their indices; most items and paragraphs are none."""
    blocks, places = document.blocks, document.places
    found = [*places[Kind.HEADING], *places[Kind.ROW]]
    found += [index for index in places[Kind.ITEM] if blocks[index].text[:1] in BOX_OPENERS]
    found += [
        index
        for index in places[Kind.PARAGRAPH]
        if (block := blocks[index]).parent < 0
        and ((start := block.text[:2]) == "**" or start in TASK_STARTS or start[:1] in SYMBOLS)
    ]
    return [(index, part) for index in sorted(found) for part in _parts_of(blocks[index])]


def _parts_of(block: Block) -> Sequence[Block]:
    if block.kind is not Kind.PARAGRAPH or ("\n**" not in block.text and block.text[0] not in SYMBOLS):
        return (block,)
    from sisyphus.parse.plans.prose_lines import parts_of  # noqa: PLC0415 - start-up: few

    return parts_of(block)


def _item(block: Block) -> Reading | None:
    box = read_box(block.text)
    if not box:
        close = None if block.quoted else read_close_box(block.text)
        return Reading(Form.CLOSE, *close, close[0].text) if close else None
    label = read_label(box.text)
    number = block.mark.rstrip(".)")
    if label is None and number.isdigit():
        label = Label(number, box.text, step=False)
    return tuple.__new__(Reading, (Form.ITEM, box, label, box.text))  # as for Row above


def _heading(block: Block) -> Reading | None:
    if block.quoted or block.parent >= 0:
        return None
    text = block.text.split("\n", 1)[0]
    if bullet := _BULLET.match(text):
        text = text[bullet.end() :]
    box = read_box(text)
    sign = text[:1] if text[:1] in SYMBOLS else ""
    label = read_label(box.text if box else text[len(sign) :].lstrip("\ufe0f "))
    if label and sign:
        # The sign is its state; `read_sign` finds it again.
        label = label._replace(title=f"{sign} {label.title}")
    if label and not box:
        box = read_box(label.title)
        label = label._replace(title=box.text) if box else label
    return tuple.__new__(Reading, (Form.HEADING, box, label, box.text if box else text))  # as for Row above


def _table_row(block: Block) -> Reading | None:
    if block.cells == block.header:
        return None
    for position, cell in enumerate(block.cells):
        box = symbol_box(cell)
        if box:
            rest = [c.strip() for i, c in enumerate(block.cells) if i != position and c.strip()]
            # What stands behind the sign is the title in the first column, a word for the state elsewhere.
            label, title = _table_label([box.text, *rest] if box.text and not position else rest)
            return Reading(Form.TABLE, box, label, title)
    return None


def _status_row(block: Block) -> Reading | None:
    """Read a row whose state is a word in a column of states."""
    cells = [c.strip() for c in block.cells]
    names = [h.strip(" *`").casefold() for h in block.header]
    at = next((i for i, name in enumerate(names) if heads_states(name)), len(cells))
    word = cells[at].strip(" *_`.").casefold() if at < len(cells) and block.cells != block.header else ""
    state = state_named(word)
    label, title = _table_label([c for i, c in enumerate(cells) if i != at and c])
    return Reading(Form.TABLE, BoxText(word, state, ""), label, title) if state and label else None


def _table_label(texts: list[str]) -> tuple[Label | None, str]:
    """Return the label and the title of a table row from its filled cells."""
    if not texts:
        return None, ""
    # A cell that is an id and nothing else needs no stop behind it.
    bare = texts[0].strip("#*` ")
    label = Label(bare, "", step=False) if _ID_CELL.fullmatch(bare) else read_label(texts[0])
    if label and label.title:
        return label, label.title
    label = label or read_label(bare + ".")
    if label and not label.title:
        title = texts[1] if len(texts) > 1 else ""
        return label._replace(title=title), title
    return None, texts[0]


_ID_CELL = re.compile(r"(?=\D*\d)[A-Z0-9]{1,12}(?:[.\-_][A-Z0-9]{1,12}){0,4}[a-z]?")


def _paragraph(block: Block) -> Reading | None:
    if block.quoted:
        return None
    line = block.text.split("\n", 1)[0]
    if line[:1] in SYMBOLS:
        from sisyphus.parse.plans.prose_lines import signed_line  # noqa: PLC0415 - start-up: few

        label, title = signed_line(line)
        return Reading(Form.PROSE, None, label, title) if title else None
    # Without emphasis only `Task 1: Title` is more than a sentence about task 1.
    label = read_label(line) if line[0] == "*" or names_task(line) else None
    return Reading(Form.PROSE, None, label, label.title) if label else None


_READERS = {Kind.ITEM: _item, Kind.HEADING: _heading, Kind.ROW: _table_row, Kind.PARAGRAPH: _paragraph}


def find_plain_items(document: Document, rows: tuple[Row, ...], kind: SectionKind) -> list[Row]:
    """Return the outermost items without a box that a kind of section numbers (`1. Add it`) or signs."""
    sections = [r.section for r in rows if r.form is Form.HEADING]
    if not any(s.effective is kind for s in sections):
        return []
    starts = [s.line for s in sections]
    found: list[Row] = []
    for index in document.places[Kind.ITEM]:
        block = document.blocks[index]
        if block.level or block.quoted:
            continue
        position = bisect_right(starts, block.line) - 1
        if position < 0:
            continue
        section, text = sections[position], block.text.split("\n", 1)[0].strip()
        sign = read_sign(text) if text[:1] in SYMBOLS else None
        label = read_label(sign.text if sign else text)
        number = block.mark.rstrip(".)")
        if label is None and (number.isdigit() or sign):
            label = Label(number if number.isdigit() else str(len(found) + 1), text, step=False)
        elif label and sign:
            label = label._replace(title=f"{sign.marker} {label.title}")
        # What is called steps tells how, and nothing of it is to be ticked.
        if label and section.effective is kind and not speaks_of_steps(section.title):
            line, end = block.line, block.end_line
            row = (Form.PROSE, line, end, 0, index, -1, False, None, label, label.title or text)
            found.append(Row(*row, SectionKind.UNKNOWN, kind, section))
    return found
