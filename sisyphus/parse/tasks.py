"""Which rows are tasks, and which task every other row belongs to. Structure decides where words fail."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.outline import Form, Row
from sisyphus.parse.rows import read_box
from sisyphus.parse.section_names import SectionKind

_WORK = (SectionKind.TASKS, SectionKind.FINAL_WAVE)
_FALLBACKS = (SectionKind.UNKNOWN, SectionKind.EXECUTION)
"""Where tasks may stand in a plan without a task section, tried in this order."""


class TaskRow(NamedTuple):
    """A row that is a task."""

    row: Row
    end_line: int
    """Last line of its body."""
    final: bool
    """Whether it is a row of the final wave."""
    label: str
    ordinal: bool
    """Whether the label was given here, since the author gave none."""


class Split(NamedTuple):
    """Rows told apart."""

    tasks: tuple[TaskRow, ...]
    descriptions: tuple[tuple[Row, str], ...]
    """Headings that describe a task whose row stands elsewhere, with its label."""
    fallback: SectionKind | None
    """The kind of section that was read for tasks in place of a task section."""


def split_rows(document: Document, rows: tuple[Row, ...]) -> Split:
    """Decide which rows are tasks."""
    fallback = _fallback(rows)
    work = [r for r in rows if not r.quoted and (r.effective in _WORK or r.effective is fallback)]
    headings = [r for r in work if r.form is Form.HEADING and _names_task(r, strict=fallback is not None)]
    inside = _inside_boxed_items(document, work)
    items = [r for r in work if r.form is Form.ITEM and r.parent not in inside]
    labelled = [r for r in items if r.label and not r.label.step]
    owners, descriptions = _heading_tasks(headings, labelled)
    covers = sorted((r.line, r.end_line) for r in (*owners, *(d for d, _ in descriptions)))
    free = [r for r in items if not _covered(r.line, covers)]
    before = _siblings(document)
    chosen = list(owners)
    for region in (*_WORK, fallback):
        here = [r for r in free if region and r.effective is region]
        chosen += _item_tasks(here, before, owned=any(r.effective is region for r in owners))
    if not any(r.effective is not SectionKind.FINAL_WAVE for r in chosen):
        chosen += _loose_tasks(work)
    chosen.sort(key=lambda r: r.line)
    has_final = any(r.effective is SectionKind.FINAL_WAVE for r in chosen)
    return Split(tuple(_task_rows(chosen, work, document, has_final=has_final)), descriptions, fallback)


def _covered(line: int, covers: list[tuple[int, int]]) -> bool:
    """Whether a line lies below one of the headings, which do not overlap."""
    position = bisect_right(covers, (line, 0)) - 1
    return position >= 0 and covers[position][0] < line <= covers[position][1]


def _fallback(rows: tuple[Row, ...]) -> SectionKind | None:
    """Return the kind of section to read for tasks where no task section holds any."""
    written = [r for r in rows if not r.quoted]
    if any(r.effective is SectionKind.TASKS and _may_be_task(r) for r in written):
        return None
    for kind in _FALLBACKS:
        if any(r.effective is kind and (r.form is Form.ITEM or _names_task(r, strict=True)) for r in written):
            return kind
    return None


def _may_be_task(row: Row) -> bool:
    return row.form in {Form.ITEM, Form.TABLE, Form.PROSE} or _names_task(row, strict=False)


def _names_task(row: Row, *, strict: bool) -> bool:
    """Whether a heading is a task by its own words: a box, `Task 3`, or (not strict) an id."""
    if row.form is not Form.HEADING:
        return False
    if row.box:
        return True
    if row.kind is SectionKind.TASK:
        return True
    return not strict and row.label is not None and row.kind is SectionKind.UNKNOWN


def _inside_boxed_items(document: Document, rows: Iterable[Row]) -> frozenset[int]:
    """Return the block indices of items with a box, with all items inside them."""
    boxed = {r.block for r in rows if r.form is Form.ITEM}
    inside = set(boxed)
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.ITEM and block.parent in inside:
            inside.add(index)
    return frozenset(inside)


def _heading_tasks(headings: list[Row], labelled: list[Row]) -> tuple[list[Row], tuple[tuple[Row, str], ...]]:
    """Return the headings that are tasks, and those that describe a task with a row of its own."""
    twins = {r.label.label.casefold(): r for r in labelled if r.label}
    lines = [r.line for r in labelled]
    boxed = [r.line for r in headings if r.box]
    owners: list[Row] = []
    descriptions: list[tuple[Row, str]] = []
    covered_to = 0
    for heading in headings:
        if heading.line <= covered_to:
            continue
        if not heading.box:
            twin = twins.get(heading.label.label.casefold()) if heading.label else None
            if twin and twin.label and not heading.line < twin.line <= heading.end_line:
                descriptions.append((heading, twin.label.label))
                covered_to = heading.end_line
                continue
            # A heading over rows with ids of their own is a group of tasks, not a task.
            if _any_between(lines, heading) or _any_between(boxed, heading):
                continue
        owners.append(heading)
        covered_to = heading.end_line
    return owners, tuple(descriptions)


def _any_between(lines: list[int], heading: Row) -> bool:
    """Whether one of the sorted lines lies below a heading."""
    return bisect_right(lines, heading.end_line) > bisect_right(lines, heading.line)


_COMPACT = 3
"""Lines of a row that is a task among short siblings; behind a longer one, boxes without an id are criteria."""


def _item_tasks(items: list[Row], before: dict[int, int], *, owned: bool) -> list[Row]:
    """Return the items of one region that are tasks: those with ids; all of them where none has one."""
    labelled = {r.block for r in items if r.label and not r.label.step}
    if not labelled:
        return [] if owned else items
    compact: set[int] = set()
    chosen: list[Row] = []
    for row in items:
        if row.block in labelled or before.get(row.block, -1) in compact:
            chosen.append(row)
            if row.end_line - row.line < _COMPACT:
                compact.add(row.block)
    return chosen


def _siblings(document: Document) -> dict[int, int]:
    """Return for each item the block index of the item right before it in the same list."""
    before: dict[int, int] = {}
    last: dict[int, int] = {}
    for index, block in enumerate(document.blocks):
        if block.kind is Kind.ITEM:
            previous = last.get(block.parent, -1)
            if previous >= 0 and document.blocks[previous].kind is Kind.ITEM:
                before[index] = previous
        last[block.parent] = index
    return before


def _loose_tasks(work: list[Row]) -> list[Row]:
    """Return table rows, or else bold prose, where a task section has nothing better."""
    for form in (Form.TABLE, Form.PROSE):
        found = [r for r in work if r.form is form and r.effective is SectionKind.TASKS]
        if found:
            return found
    return []


def _task_rows(
    chosen: list[Row], work: list[Row], document: Document, *, has_final: bool
) -> Iterable[TaskRow]:
    named = any(r.label for r in chosen)
    starts = sorted({r.line for r in chosen} | {r.line for r in work if r.form is Form.HEADING})
    for number, row in enumerate(chosen, 1):
        label = row.label.label if row.label else str(number) if not named else f"L{row.line}"
        final = row.effective is SectionKind.FINAL_WAVE or (not has_final and _reviews(row))
        position = bisect_right(starts, row.line)
        limit = starts[position] - 1 if position < len(starts) else len(document.lines)
        yield TaskRow(row, _body_end(row, limit, document), final, label, row.label is None)


_REVIEW_WORDS = ("audit", "review", "qa", "fidelity", "compliance", "verification")


def _reviews(row: Row) -> bool:
    """Whether a row outside any final wave is one of its reviews by its id and words."""
    if not row.label or row.label.label[:1] not in {"F", "f"} or not row.label.label[1:].isdigit():
        return False
    title = row.title.casefold()
    return any(w in title for w in _REVIEW_WORDS)


def _body_end(row: Row, limit: int, document: Document) -> int:
    """Return the last line of a task's body, which authors often forget to indent."""
    end = _unindented_end(row, limit, document) if row.form in {Form.ITEM, Form.PROSE} else row.end_line
    while end > row.line and not document.lines[end - 1].strip():
        end -= 1
    return end


def _unindented_end(row: Row, limit: int, document: Document) -> int:
    """Return where a body ends that goes on at the margin behind its item."""
    end = row.end_line
    for block in document.blocks[row.block + 1 :]:
        if block.line > limit or block.kind in {Kind.HEADING, Kind.RULE}:
            break
        if block.line <= end or block.parent == row.block:
            end = max(end, block.end_line)
            continue
        if end == row.end_line and not _opens_body(block.kind, block.text):
            break
        end = max(end, min(block.end_line, limit))
    return end


def _opens_body(kind: Kind, text: str) -> bool:
    """Whether a block at the margin behind a task begins its body: a field, or a box that is no task."""
    if kind is Kind.ITEM:
        return read_box(text) is not None
    return kind is Kind.PARAGRAPH and text.startswith("**")
