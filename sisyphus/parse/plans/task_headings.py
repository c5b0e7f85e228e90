"""Which headings are tasks, by their own words and by what stands below them."""

import re
from bisect import bisect_right
from collections import Counter

from sisyphus.parse.plans.labels import Label
from sisyphus.parse.plans.outline import Form, Row
from sisyphus.parse.plans.section_names import SectionKind

_STOPPED = re.compile(r"[*_`~\]]*(?:\s*[~～–-]\s*[\w.-]+)?\s*[:：.)）、—–]")  # noqa: RUF001 - full width
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_FEWEST = 2
"""One heading with an id is no list of tasks where no section says that it holds tasks."""


def names_task(row: Row, *, strict: bool) -> bool:
    """Whether a heading is a task by its own words: a box, `Task 3`, or (not strict) an id."""
    if row.form is not Form.HEADING:
        return False
    if row.box:
        return True
    if row.kind is SectionKind.TASK:
        return True
    return not strict and row.label is not None and row.kind is SectionKind.UNKNOWN


def named_headings(work: list[Row], fallback: SectionKind | None) -> list[Row]:
    """Return the headings that may be tasks; in place of a task section only clear ones."""
    lines = {r.line for r in clear_headings([r for r in work if r.effective is fallback])}
    return [
        r for r in work if r.line in lines or (r.effective is not fallback and names_task(r, strict=False))
    ]


def clear_headings(rows: list[Row]) -> list[Row]:
    """Return the headings that are tasks whatever section they stand in."""
    headings = [r for r in rows if r.form is Form.HEADING]
    named = [r for r in headings if names_task(r, strict=True)]
    titles = [r for r in named if r.level == 1 and not r.box]
    # One `# Task 0 …` is the title of the page.
    named = [r for r in named if r not in titles] if len(titles) == 1 else named
    return named or coded_headings(headings)


def coded_headings(headings: list[Row]) -> list[Row]:
    """Return headings with codes (`T1a: …`, `TC-P0-001: …`), or numbered ones in each wave or phase."""
    labelled = [r for r in headings if r.label and r.kind is SectionKind.UNKNOWN and _stopped(r)]
    levels = Counter(r.level for r in labelled if r.label and not r.label.label[0].isdigit())
    level = max(levels, key=lambda n: (levels[n], -n), default=0)
    if levels[level] >= _FEWEST:
        return [r for r in labelled if r.level == level and r.label and not r.label.label[0].isdigit()]
    groups = [r for r in headings if r.kind is SectionKind.GROUP]
    grouped = [r for r in labelled if r.section.around is SectionKind.GROUP]
    lines = [r.line for r in grouped]
    whole = groups and all(any_between(lines, g) for g in groups)
    return grouped if whole and len(grouped) >= _FEWEST else []


def _stopped(row: Row) -> bool:
    """Whether a stop follows the id, as in `T1a: Title`."""
    label = row.label.label if row.label else ""
    at = row.section.title.find(label)
    return at >= 0 and bool(_STOPPED.match(row.section.title, at + len(label)))


def heading_tasks(headings: list[Row], labelled: list[Row]) -> tuple[list[Row], tuple[tuple[Row, str], ...]]:
    """Return the headings that are tasks, and those that describe a task with a row of its own."""
    twins = {r.label.label.casefold(): r for r in labelled if r.label}
    lines = [r.line for r in labelled]
    boxed = [r.line for r in headings if r.box]
    owners: list[Row] = []
    descriptions: list[tuple[Row, str]] = []
    covered_to = 0
    around: Row | None = None
    for heading in headings:
        if heading.line <= covered_to:
            if around and _is_nested_task(heading, around):
                # The task before it ends where it begins.
                before = owners[-1]
                owners[-1] = before._replace(end_line=min(before.end_line, heading.line - 1))
                owners.append(heading)
            continue
        around = None
        if not heading.box:
            twin = twins.get(heading.label.label.casefold()) if heading.label else None
            if twin and twin.label and not heading.line < twin.line <= heading.end_line:
                descriptions.append((heading, twin.label.label))
                covered_to = heading.end_line
                continue
            # A heading over rows with ids of their own is a group of tasks, not a task.
            if any_between(lines, heading) or any_between(boxed, heading):
                continue
        owners.append(heading)
        around, covered_to = heading, heading.end_line
    return owners, tuple(descriptions)


def _is_nested_task(heading: Row, around: Row) -> bool:
    """Whether a heading below a task's has a box and an id of its own: a task, not a part of that one."""
    label = heading.label
    return bool(heading.box and label and not label.step and around.box)


def group_tasks(rows: tuple[Row, ...]) -> list[Row]:
    """Return waves or phases as tasks, for a plan that goes no deeper."""
    boxes = [r.line for r in rows if r.form is Form.ITEM and not r.quoted]
    found: list[Row] = []
    covered_to = 0
    for row in rows:
        if row.form is not Form.HEADING or row.kind is not SectionKind.GROUP or row.line <= covered_to:
            continue
        number = _NUMBER.search(row.title)
        inside = row.effective is SectionKind.UNKNOWN and any_between(boxes, row)
        if number and (inside or row.effective is SectionKind.TASKS):
            found.append(row._replace(label=Label(number[0], row.title, step=False)))
            covered_to = row.end_line
    return found


def any_between(lines: list[int], heading: Row) -> bool:
    """Whether one of the sorted lines lies below a heading."""
    return bisect_right(lines, heading.end_line) > bisect_right(lines, heading.line)
