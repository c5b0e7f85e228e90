"""A plan's bytes to a Plan: sections, tasks, boxes with their roles, fields, checks and findings."""

import hashlib
import posixpath
from bisect import bisect_right
from dataclasses import replace

from sisyphus.model.finding import Finding
from sisyphus.model.plan import Box, Claim, CommitPlan, Plan, Role, State, Task
from sisyphus.parse.checks import find_checks
from sisyphus.parse.commit_plan import read_commit, read_strategy
from sisyphus.parse.dependencies import parse_labels, read_matrix
from sisyphus.parse.encoding import decode
from sisyphus.parse.field_names import Field
from sisyphus.parse.fields import FieldLine, read_fields
from sisyphus.parse.markdown import Document, Kind, parse_markdown
from sisyphus.parse.outline import Form, Row, find_rows
from sisyphus.parse.paths import find_evidence_paths, find_paths
from sisyphus.parse.plan_findings import find_claims, find_faults, find_uncounted
from sisyphus.parse.rows import read_sign
from sisyphus.parse.section_names import SectionKind
from sisyphus.parse.sections import Section, find_sections
from sisyphus.parse.tasks import Split, TaskRow, split_rows

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
    sections = find_sections(document)
    rows = find_rows(document, sections)
    split = split_rows(document, rows)
    tasks = _tasks(document, sections, split)
    boxes = _boxes(document, rows, split, tasks)
    tasks = _with_derived_states(tasks, boxes)
    checks, check_findings = find_checks(document, path=path, sections=sections, tasks=tasks, boxes=boxes)
    faults = find_faults(path, document, split, tasks, boxes)
    titles = (b.text for b in document.blocks if b.kind is Kind.HEADING and b.level == 1)
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
        claims=tuple(Claim(line=line, text=text) for line, text in find_claims(document, tasks)),
        findings=_in_order((*findings, *faults, *check_findings)),
    )


def _in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.source.line or 0, f.rule)))


def _tasks(document: Document, sections: tuple[Section, ...], split: Split) -> tuple[Task, ...]:
    fenced = frozenset(
        n for b in document.blocks if b.kind is Kind.FENCE for n in range(b.line, b.end_line + 1)
    )
    matrix = read_matrix(document, sections)
    strategy = read_strategy(document, sections)
    groups = _groups(sections)
    seen: dict[str, int] = {}
    tasks: list[Task] = []
    for row in split.tasks:
        key = f"{'final-wave' if row.final else 'todo'}:{row.label.casefold()}"
        seen[key] = seen.get(key, 0) + 1
        task = _task(document, row, key if seen[key] == 1 else f"{key}#{seen[key]}", fenced)
        depends, blocks = matrix.get(row.label.casefold(), ((), ()))
        tasks.append(
            replace(
                task,
                depends_on=task.depends_on or depends,
                blocks=task.blocks or blocks,
                wave=task.wave or _group_of(groups, task.line),
                commit_plan=_merged(task.commit_plan, strategy.get(row.label.casefold())),
            )
        )
    return tuple(tasks)


def _task(document: Document, row: TaskRow, key: str, fenced: frozenset[int]) -> Task:
    box = row.row.box or (read_sign(row.row.title) if row.row.form is Form.HEADING else None)
    lines = tuple(read_fields(document.lines, row.row.line + 1, row.end_line, fenced))
    first = FieldLine(row.row.line, None, row.row.title, opens=False)
    evidence = (
        p for n in range(row.row.line, row.end_line + 1) for p in find_evidence_paths(document.lines[n - 1])
    )
    commit = read_commit(lines)
    return Task(
        label=row.label,
        key=key,
        role=Role.FINAL_WAVE if row.final else Role.TASK,
        title=row.row.title,
        state=box.state if box else State.OTHER,
        marker=box.marker if box else None,
        line=row.row.line,
        end_line=row.end_line,
        depends_on=_labels(lines, Field.BLOCKED_BY) or _depends_in_parallel(lines),
        blocks=_labels(lines, Field.BLOCKS),
        wave=_wave(lines),
        files=_files(first, lines, commit),
        references=tuple(
            p for f in lines if f.field is Field.REFERENCES for p in find_paths(f.value, f.line)
        ),
        evidence_paths=tuple(dict.fromkeys(evidence)),
        commit_plan=commit,
    )


def _labels(lines: tuple[FieldLine, ...], field: Field) -> tuple[str, ...]:
    labels: dict[str, None] = {}
    for line in lines:
        if line.field is field:
            labels.update(dict.fromkeys(parse_labels(line.value)))
    return tuple(labels)


def _depends_in_parallel(lines: tuple[FieldLine, ...]) -> tuple[str, ...]:
    """Read `Parallelizable: NO (depends on 0)`, the form of the first plans."""
    for line in lines:
        if line.field is Field.PARALLEL and "depend" in line.value.casefold():
            return parse_labels(line.value)
    return ()


def _wave(lines: tuple[FieldLine, ...]) -> str | None:
    for line in lines:
        if line.field is Field.GROUP and line.opens and line.value:
            return line.value.strip("*` ") or None
    return None


def _files(first: FieldLine, lines: tuple[FieldLine, ...], commit: CommitPlan) -> tuple[str, ...]:
    """Return the paths of the Files field, the title, the commit plan and the work list, in this order."""
    named = [line for line in lines if line.field is Field.FILES]
    work = [line for line in lines if line.field in {None, Field.WHAT}]
    found = [p.path for line in (*named, first) for p in find_paths(line.value, line.line)]
    found += commit.files
    found += [p.path for line in work for p in find_paths(line.value, line.line)]
    return tuple(dict.fromkeys(found))


def _merged(own: CommitPlan, strategy: CommitPlan | None) -> CommitPlan:
    """Fill what a task's own Commit field leaves open from the Commit Strategy."""
    if strategy is None or own.wanted is False:
        return own
    return replace(
        own,
        wanted=strategy.wanted if own.wanted is None else own.wanted,
        message=own.message or strategy.message,
        files=own.files or strategy.files,
        with_tasks=own.with_tasks or strategy.with_tasks,
    )


def _groups(sections: tuple[Section, ...]) -> list[tuple[int, int, str]]:
    return [(s.line, s.end_line, s.title) for s in sections if s.kind is SectionKind.GROUP]


def _group_of(groups: list[tuple[int, int, str]], line: int) -> str | None:
    position = bisect_right(groups, (line, 0, "")) - 1
    if position >= 0 and groups[position][0] < line <= groups[position][1]:
        return groups[position][2].strip("*` ") or None
    return None


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
        first_by_label.setdefault(task.label, task.key)
    spans = [(t.line, t.end_line, t.key) for t in tasks]
    spans += [(row.line, row.end_line, first_by_label[label]) for row, label in split.descriptions]
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
    """Return the first paragraph below an objective's heading, the deepest such heading first."""
    for section in sorted((s for s in sections if s.kind is SectionKind.OBJECTIVE), key=lambda s: -s.level):
        for block in document.blocks:
            if block.line > section.end_line:
                break
            if block.line > section.line and block.kind in {Kind.PARAGRAPH, Kind.ITEM} and block.text:
                return " ".join(block.text.split())
    return None
