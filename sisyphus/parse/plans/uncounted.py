"""Lines of a plan that look like a task or a box and were not counted as one, with the reason."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from itertools import chain

from sisyphus.model.plan import Box, Uncounted
from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.plans.labels import read_label
from sisyphus.parse.plans.outline import Form, Row
from sisyphus.parse.plans.rows import BOX_OPENERS, is_placeholder, looks_like_box
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.tasks import Split

_BOX_LINE = re.compile(r"\s*(?:<!--\s*)?(?:[-*+]|\d{1,9}[.)])\s+\[[ xX~/-]\](?:\s|$)")


def find_uncounted(
    document: Document, rows: tuple[Row, ...], boxes: tuple[Box, ...], split: Split
) -> tuple[Uncounted, ...]:
    """Return the lines that look like a box or a task and were not counted as one, with the reason."""
    counted = {b.line for b in boxes} | {t.row.line for t in split.tasks}
    prose = _prose_tasks(rows, split)
    found: dict[int, Uncounted] = {}
    for row, label in split.descriptions:
        found[row.line] = Uncounted(
            line=row.line, text=row.title, reason=f"describes task {label}, which has a row of its own"
        )
    for row in rows:
        if row.box and row.form is Form.ITEM and is_placeholder(row.title):
            found[row.line] = Uncounted(line=row.line, text=row.title, reason="a template's unfilled title")
        elif row.line not in counted and row.line not in found and row.box and row.form is not Form.CLOSE:
            found[row.line] = Uncounted(line=row.line, text=row.title, reason=_left_out(row))
        elif row.line in prose and row.line not in counted:
            found[row.line] = Uncounted(line=row.line, text=row.title, reason="prose beside tasks with boxes")
    for block in _unboxed(document, rows, split):
        if block.line not in counted:
            reason = "an item without a box beside tasks with boxes"
            found.setdefault(block.line, Uncounted(line=block.line, text=block.text, reason=reason))
    looks = chain.from_iterable(_LOOKS[b.kind](document, b) for b in _like_boxes(document, counted))
    found.update((one.line, one) for one in looks if one.line not in counted)
    return tuple(found[line] for line in sorted(found))


def _like_boxes(document: Document, counted: Container[int]) -> list[Block]:
    """Return the blocks in which to look for lines like a box: first the items, whose text is theirs too.

    Most are boxes that were counted, each once as an item and once as its text; they are left out.
    """
    blocks, places = document.blocks, document.places
    items = [blocks[index] for index in places[Kind.ITEM]]
    if not any(opener in document.text for opener in BOX_OPENERS - {"["}):
        items = [b for b in items if "[" in b.text]
    inside = [blocks[index] for kind in (Kind.PARAGRAPH, *_HIDING) for index in places[kind]]
    inside = [b for b in inside if "[" in (text := b.text) and _BRACKETS.search(text)]
    return [
        *(b for b in items if b.line not in counted),
        *(b for b in inside if b.end_line != b.line or b.line not in counted),
    ]


def _unboxed(document: Document, rows: tuple[Row, ...], split: Split) -> Iterator[Block]:
    """Yield the outermost items with an id that no task has, right below a heading with boxed tasks."""
    homes = {t.row.section.line for t in split.tasks if t.row.form is Form.ITEM}
    labels = {t.label for t in split.tasks}
    headings = [r.line for r in rows if r.form is Form.HEADING] if homes else []
    items = [document.blocks[index] for index in document.places[Kind.ITEM]] if homes else []
    for block in [b for b in items if not b.level]:
        if block.quoted or block.text[:1] in BOX_OPENERS:
            continue
        position = bisect_right(headings, block.line) - 1
        if (headings[position] if position >= 0 else 0) in homes and _id_of(block) not in {None, *labels}:
            yield block


def _id_of(block: Block) -> str | None:
    label = read_label(block.text)
    number = block.mark.rstrip(".)")
    return label.label if label else number if number.isdigit() else None


def _prose_tasks(rows: tuple[Row, ...], split: Split) -> set[int]:
    """Return the lines of prose with an id that no task has, below no heading that is a task."""
    prose = [
        (r.line, r.label.label)
        for r in rows
        if r.form is Form.PROSE and r.label and r.effective is SectionKind.TASKS
    ]
    if not prose:
        return set()
    labels = {t.label for t in split.tasks}
    bodies = [range(t.row.line, t.end_line + 1) for t in split.tasks if t.row.form is Form.HEADING]
    inside = {line for body in bodies for line in body}
    return {line for line, label in prose if label not in labels and line not in inside}


def _left_out(row: Row) -> str:
    """Return why a row with a box is neither a task nor a box."""
    if row.form is not Form.TABLE:
        return "a heading with a box"
    if row.effective is SectionKind.TASKS:
        return "a table row beside tasks with boxes of their own"
    return "a table row outside a task section"


def _near_box(document: Document, block: Block) -> Iterator[Uncounted]:
    """Yield an item that begins with brackets, dressed ones among them."""
    del document
    if looks_like_box(block.text):
        yield Uncounted(line=block.line, text=block.text, reason="brackets that are no checkbox")


_BRACKETS = re.compile(r"\[[ xX~/-]\]")
_BARE_BOX = re.compile(
    r"\s*(?:(?P<code>`)(?:[-*+]|\d{1,9}[.)])?\s*|(?P<escape>\\[-*+]|\d{1,9}\\[.)])\s*"
    r"|(?P<close>[-*+]|\d{1,9}[.)])[\u00a0\u3000]?"
    r"|(?P<other>[\u2022\u2023\u25e6\u25aa\u25cf\u00b7\u2013\u2014])\s*)?\[[ xX]\](?![(\[:])"
)
_BARE = {
    "code": "inside inline code",
    "escape": "an escaped bullet",
    "close": "no blank between bullet and box",
    "other": "no bullet of Markdown",
    None: "a box without a bullet",
}
"""Why a line of a paragraph is no box, by what stands before it: a group of the pattern above."""


def _bare_boxes(document: Document, block: Block) -> Iterator[Uncounted]:
    """Yield the lines of a paragraph that begin with a box, and with no bullet or one that makes none."""
    for number in range(block.line, block.end_line + 1):
        line = document.lines[number - 1]
        if match := _BARE_BOX.match(line):
            yield Uncounted(line=number, text=line.strip(), reason=_BARE[match.lastgroup])


def _hidden_boxes(document: Document, block: Block) -> Iterator[Uncounted]:
    """Yield the lines of a block that look like a box and are none there."""
    reason = _HIDING[block.kind]
    for number, line in enumerate(document.lines[block.line - 1 : block.end_line], block.line):
        if "[" in line and _BOX_LINE.match(line):
            yield Uncounted(line=number, text=line.strip(), reason=reason)


_HIDING = {
    Kind.FENCE: "inside a code fence",
    Kind.CODE: "inside indented code",
    Kind.HTML: "inside HTML or a comment",
}


_LOOKS = {Kind.PARAGRAPH: _bare_boxes, Kind.ITEM: _near_box} | dict.fromkeys(_HIDING, _hidden_boxes)
"""What to look for in a block of each kind."""
