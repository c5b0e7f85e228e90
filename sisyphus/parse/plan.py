"""A plan's bytes to a Plan: sections, tasks, boxes with their roles, fields, checks and findings."""

import hashlib
import posixpath
from bisect import bisect_right
from itertools import takewhile

from sisyphus.model.deferred import replace
from sisyphus.model.finding import Finding
from sisyphus.model.plan import Box, Claim, Plan, Role, State, Task
from sisyphus.parse.checks import find_checks
from sisyphus.parse.encoding import decode
from sisyphus.parse.markdown import Document, Kind, parse_markdown
from sisyphus.parse.plans.aims import find_aims
from sisyphus.parse.plans.claims import find_claims
from sisyphus.parse.plans.findings import find_faults
from sisyphus.parse.plans.outline import Form, Row, find_rows
from sisyphus.parse.plans.quoted import with_quoted
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below, find_sections
from sisyphus.parse.plans.task_list import read_tasks
from sisyphus.parse.plans.tasks import Split, split_rows
from sisyphus.parse.plans.uncounted import find_uncounted

ROLES = {
    SectionKind.DEFINITION_OF_DONE: Role.DEFINITION_OF_DONE,
    SectionKind.DELIVERABLE: Role.DELIVERABLE,
    SectionKind.CHECKLIST: Role.CHECKLIST,
    SectionKind.SUCCESS: Role.CHECKLIST,
    SectionKind.ACCEPTANCE: Role.CHECKLIST,
}
"""Role of a box outside tasks, by its section; OTHER for the rest."""


def parse_plan(content: bytes, path: str) -> Plan:
    """Read a plan. Raises InputError for bytes that are no text, or too many of them."""
    text, findings = decode(content, path)
    document = parse_markdown(text)
    if document.glued:
        from sisyphus.parse.plans.glued_headings import with_headings  # noqa: PLC0415 - start-up: few

        document = with_headings(document)
    sections = find_sections(document)
    rows = with_quoted(find_rows(document, sections))
    split = split_rows(document, rows)
    tasks = read_tasks(document, sections, split)
    boxes = _boxes(document, rows, split, tasks)
    tasks = _with_derived_states(tasks, boxes)
    checks, check_findings = find_checks(document, path=path, sections=sections, tasks=tasks, boxes=boxes)
    faults = find_faults(path, document, split, tasks, boxes)
    headings = (document.blocks[index] for index in document.places[Kind.HEADING])
    titles = (b.text for b in headings if b.level == 1)
    return Plan(
        path=path,
        name=posixpath.basename(path).removesuffix(".md"),
        title=next(titles, None),
        objective=_objective(document, sections),
        sha256=hashlib.sha256(content).hexdigest(),
        lines=len(document.lines),
        tasks=tasks,
        boxes=boxes,
        checks=checks,
        uncounted=find_uncounted(document, rows, boxes, split),
        claims=tuple(Claim(line=line, text=text) for line, text in find_claims(document, sections, tasks)),
        aims=tuple(find_aims(document, sections)),
        findings=_in_order((*findings, *faults, *check_findings)),
    )


def _in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.source.line or 0, f.rule)))


def _boxes(
    document: Document, rows: tuple[Row, ...], split: Split, tasks: tuple[Task, ...]
) -> tuple[Box, ...]:
    by_line = {t.line: t for t in tasks}
    spans = _spans(split, tasks)
    starts = [s[0] for s in spans]
    boxes: list[Box] = []
    for row in rows:
        own = by_line.get(row.line)
        if row.box is None or (row.form is not Form.ITEM and own is None):
            continue
        position = bisect_right(starts, row.line) - 1
        owner = spans[position][2] if position >= 0 and row.line <= spans[position][1] else None
        owner = None if row.quoted else own.key if own else owner
        role = own.role if own else Role.ACCEPTANCE if owner else ROLES.get(row.effective, Role.OTHER)
        boxes.append(
            Box(
                line=row.line,
                marker=row.box.marker,
                state=row.box.state,
                role=role if not row.quoted else Role.OTHER,
                text=row.box.text,
                task=owner,
                outermost=row.form is Form.ITEM and row.level == 0 and not row.quoted,
                in_list=row.form is Form.ITEM,
                recovered=row.line in document.hidden,
            )
        )
    return tuple(boxes)


def _spans(split: Split, tasks: tuple[Task, ...]) -> list[tuple[int, int, str]]:
    """Return the lines that belong to each task, in order: its body, and a heading that describes it."""
    first_by_label: dict[str, str] = {}
    for task in tasks:
        first_by_label.setdefault(task.label.casefold(), task.key)
    spans = [(t.line, t.end_line, t.key) for t in tasks]
    spans += [(row.line, row.end_line, first_by_label[label.casefold()]) for row, label in split.descriptions]
    return sorted(spans)


def _with_derived_states(tasks: tuple[Task, ...], boxes: tuple[Box, ...]) -> tuple[Task, ...]:
    """Give a task that has no box of its own the state of the boxes in its body, where it has some."""
    inner: dict[str, list[State]] = {}
    for box in boxes:
        if box.task and box.role is Role.ACCEPTANCE:
            inner.setdefault(box.task, []).append(box.state)
    return tuple(
        replace(t, state=_derived(inner[t.key])) if t.marker is None and t.key in inner else t for t in tasks
    )


def _derived(states: list[State]) -> State:
    counted = [s for s in states if s is not State.CANCELLED]
    if all(s is State.DONE for s in counted):
        return State.DONE if counted else State.CANCELLED
    if all(s in {State.DONE, State.BLOCKED} for s in counted):
        return State.BLOCKED
    return State.OPEN if all(s is State.OPEN for s in counted) else State.IN_PROGRESS


def _objective(document: Document, sections: tuple[Section, ...]) -> str | None:
    """Return the first paragraph below an objective's heading, the deepest such heading first.

    What stands below a heading of another kind in between, such as the deliverables, is none.
    """
    others = {s.line for s in sections if s.kind not in {SectionKind.OBJECTIVE, SectionKind.UNKNOWN}}
    for section in sorted((s for s in sections if s.kind is SectionKind.OBJECTIVE), key=lambda s: -s.level):
        below = takewhile(lambda block: block.line not in others, blocks_below(document, section))
        for block in below:
            if block.kind in {Kind.PARAGRAPH, Kind.ITEM} and block.text:
                return " ".join(block.text.split())
    return None
