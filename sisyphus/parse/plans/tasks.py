"""Which rows are tasks, and which task every other row belongs to. Structure decides where words fail."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.bodies import body_end
from sisyphus.parse.plans.continued import with_continued
from sisyphus.parse.plans.labels import read_label
from sisyphus.parse.plans.letters import with_letters
from sisyphus.parse.plans.outline import Form, Row, find_plain_items
from sisyphus.parse.plans.reviews import find_reviews, is_review_id, with_reviews
from sisyphus.parse.plans.rows import is_placeholder
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.task_headings import (
    clear_headings,
    group_tasks,
    heading_tasks,
    named_headings,
    names_task,
)

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
    rows = with_reviews(with_continued(with_letters(rows)))
    work = [r for r in rows if not r.quoted and (r.effective in _WORK or r.effective is fallback)]
    inside = _inside_boxed_items(document, work)
    items = [
        r
        for r in work
        if (r.form is Form.ITEM or (r.form is Form.CLOSE and r.effective in _WORK))
        and r.parent not in inside
        and not is_placeholder(r.title)
    ]
    labelled = [r for r in items if r.label and not r.label.step]
    owners, descriptions = heading_tasks(named_headings(work, fallback), labelled)
    covers = sorted((r.line, r.end_line) for r in (*owners, *(d for d, _ in descriptions)))
    free = _free(items, covers, owners, descriptions)
    before = _Siblings(document)
    chosen = list(owners)
    for region in (*_WORK, fallback):
        here = [r for r in free if region and r.effective is region]
        owned = any(r.effective is region for r in owners)
        if region and region is fallback and not any(r.label for r in here):
            here = _unnamed(here, [] if owned else _numbered_tables(work))
        steps = region is SectionKind.TASKS and not owned and _are_steps(here)
        above = _numbered_above(here, find_plain_items(document, rows, region)) if region and steps else []
        chosen += above or _item_tasks(here, before, owned=owned)
    if not any(r.effective is not SectionKind.FINAL_WAVE for r in chosen):
        chosen += (
            _loose_tasks(work) or find_plain_items(document, rows, SectionKind.TASKS) or group_tasks(rows)
        )
    if chosen and not any(r.effective is SectionKind.FINAL_WAVE for r in chosen):
        tabled = [r for r in work if r.form is Form.TABLE and r.effective is SectionKind.FINAL_WAVE]
        loose = tabled or find_plain_items(document, rows, SectionKind.FINAL_WAVE)
        chosen += [r for r in loose if r.label and is_review_id(r.label.label)]
    chosen.sort(key=lambda r: r.line)
    has_final = any(r.effective is SectionKind.FINAL_WAVE for r in chosen)
    return Split(tuple(_task_rows(chosen, work, document, has_final=has_final)), descriptions, fallback)


def _free(
    items: list[Row],
    covers: list[tuple[int, int]],
    owners: list[Row],
    descriptions: tuple[tuple[Row, str], ...],
) -> list[Row]:
    """Return the items that belong to no heading: those below none, and the only row of a described task.

    Such a row may stand below the description of another task.
    """
    free = {r.line for r in items if not _covered(r.line, covers)}
    rows = (*owners, *(r for r in items if r.line in free))
    alone = {label.casefold() for _, label in descriptions} - {
        r.label.label.casefold() for r in rows if r.label
    }
    return [
        r
        for r in items
        if r.line in free or (r.label and not r.label.step and r.label.label.casefold() in alone)
    ]


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
        here = [r for r in written if r.effective is kind]
        if any(r.form is Form.ITEM for r in here) or _numbered_tables(here) or clear_headings(here):
            return kind
    return None


def _may_be_task(row: Row) -> bool:
    return row.form in {Form.ITEM, Form.CLOSE, Form.TABLE, Form.PROSE} or names_task(row, strict=False)


def _numbered_tables(rows: list[Row]) -> list[Row]:
    """Return table rows with ids under numbered headings, phases or waves: tasks without a task section."""
    return [
        r
        for r in rows
        if r.form is Form.TABLE
        and r.label
        and r.effective in _FALLBACKS
        and (r.section.kind is SectionKind.GROUP or read_label(r.section.title.lstrip("*_")))
    ]


def _inside_boxed_items(document: Document, rows: Iterable[Row]) -> frozenset[int]:
    """Return the block indices of items with a box, with all items inside them."""
    inside = {r.block for r in rows if r.form is Form.ITEM or r.form is Form.CLOSE}
    blocks = document.blocks
    for index in document.places[Kind.ITEM]:
        if blocks[index].parent in inside:
            inside.add(index)
    return frozenset(inside)


_COMPACT = 3
"""Lines of a row among short siblings, tasks all; behind a longer one, boxes without an id are criteria."""


def _item_tasks(items: list[Row], before: "_Siblings", *, owned: bool) -> list[Row]:
    """Return the items of one region that are tasks: those with ids; all of them where none has one."""
    labelled = {r.block: r.section for r in items if r.label and not r.label.step}
    if not labelled:
        return [] if owned else items
    sections = sorted({(s.line, s.end_line) for s in labelled.values()})
    starts = [s[0] for s in sections]
    reach = list(accumulate((s[1] for s in sections), max))
    compact: set[int] = set()
    chosen: list[Row] = []
    for row in items:
        # A section of its own, with no ids at all, is no part of the tasks elsewhere.
        position = bisect_right(starts, row.section.line) - 1
        apart = row.level == 0 and not owned and (position < 0 or reach[position] < row.section.line)
        if row.block in labelled or apart or (compact and before.of(row.block) in compact):
            chosen.append(row)
            if row.end_line - row.line < _COMPACT:
                compact.add(row.block)
    return chosen


def _are_steps(items: list[Row]) -> bool:
    """Whether boxes without ids stand all inside other items, as below `1. **Ground**`."""
    return bool(items) and all(not r.label and (r.parent >= 0 or r.level) for r in items)


def _numbered_above(items: list[Row], plain: list[Row]) -> list[Row]:
    """Return the plain items with numbers, where each of the boxes stands inside one of them."""
    covers = [(r.line, r.end_line) for r in plain]
    return plain if all(_covered(r.line, covers) for r in items) else []


def _unnamed(items: list[Row], tables: list[Row]) -> list[Row]:
    """Return what to read in place of a task section where no item has an id."""
    return tables or [r for r in items if _in_group(r)] or items


def _in_group(row: Row) -> bool:
    """Whether a row stands in a wave or phase, or in a section right below one."""
    return SectionKind.GROUP in {row.section.kind, row.section.around}


class _Siblings:
    """The items right before items in the same list, looked for once somebody asks."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._before: dict[int, int] | None = None

    def of(self, index: int) -> int:
        """Return the block index of the item right before an item; -1 where there is none."""
        if self._before is None:
            self._before = self._find()
        return self._before.get(index, -1)

    def _find(self) -> dict[int, int]:
        before: dict[int, int] = {}
        last: dict[int, int] = {}
        for index, block in enumerate(self._blocks):
            if block.kind is Kind.ITEM:
                previous = last.get(block.parent, -1)
                if previous >= 0 and self._blocks[previous].kind is Kind.ITEM:
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
    reviews = frozenset() if has_final else find_reviews(chosen)
    starts = sorted({r.line for r in chosen} | {r.line for r in work if r.form is Form.HEADING})
    for number, row in enumerate(chosen, 1):
        label = row.label.label if row.label else str(number) if not named else f"L{row.line}"
        final = row.effective is SectionKind.FINAL_WAVE or row.line in reviews
        position = bisect_right(starts, row.line)
        limit = starts[position] - 1 if position < len(starts) else len(document.lines)
        yield TaskRow(row, body_end(row, limit, document), final, label, row.label is None)
