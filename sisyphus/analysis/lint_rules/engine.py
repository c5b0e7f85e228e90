"""Lint rules about what the original engine will not count, or count too much."""

from bisect import bisect_right
from collections.abc import Iterator

from sisyphus.analysis.lint_rules.rule import LintRule, found, labels
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.lint import Heading, Planned, Rule
from sisyphus.model.plan import HEADLINE_ROLES, State, Task

_STRICT = "v4.19.0"


def engine_heading(planned: Planned) -> Iterator[Finding]:
    """A heading keeps the engine from seeing the task rows below it."""
    headings = {h.line: h for h in planned.text.headings}
    for (line, _, since), rows in _groups(planned).items():
        if line is not None:
            heading = headings.get(line)
            said = f"below `{heading.text}`" if heading else "above the first heading"
            message = f"{_engine(since)} does not count {labels(rows)} {said}"
            yield found(planned, "engine-heading", _severity(since), message, line or rows[0].line)


def engine_row(planned: Planned) -> Iterator[Finding]:
    """The form of a row keeps the engine from counting it."""
    for (line, reason, since), rows in _groups(planned).items():
        if line is None:
            message = f"{_engine(since)} does not count {labels(rows)}: {reason}"
            yield found(planned, "engine-row", _severity(since), message, rows[0].line)


def _groups(planned: Planned) -> dict[tuple[int | None, str, str], list[Task]]:
    """Return the tasks that it drops, by heading, reason and version."""
    tasks = {t.line: t for t in planned.plan.tasks}
    groups: dict[tuple[int | None, str, str], list[Task]] = {}
    for row in planned.text.engine.dropped:
        task = tasks[row.line]
        # A task without a box is told by `untracked-task`; other markers are set while the work goes on.
        if task.marker is not None and task.state in {State.OPEN, State.DONE}:
            groups.setdefault((row.heading, row.reason, row.since), []).append(task)
    return groups


def engine_counts_all(planned: Planned) -> Iterator[Finding]:
    """Without a section that it knows, the engine counts criteria as tasks."""
    engine = planned.text.engine
    rows = [t for t in planned.plan.tasks if t.role in HEADLINE_ROLES]
    if engine.structured or not rows or engine.counted <= len(rows):
        return
    heading = _heading_of(planned, rows[0])
    why = f"`{heading.text}` is no task section for it" if heading else "it finds no task section"
    message = f"the original engine counts {engine.counted} tasks where there are {len(rows)}: {why}"
    line = heading.line if heading else rows[0].line
    yield found(planned, "engine-counts-all", Severity.WARNING, message, line)


def _heading_of(planned: Planned, task: Task) -> Heading | None:
    """Return the last heading above a task that names tasks."""
    above = planned.text.headings[: bisect_right(planned.text.headings, task.line, key=lambda h: h.line)]
    return next((h for h in reversed(above) if h.is_work), None)


def _engine(since: str) -> str:
    return f"the original engine ({since} and later)"


def _severity(since: str) -> Severity:
    """What only the newest rule drops was right when it was written."""
    return Severity.INFO if since == _STRICT else Severity.WARNING


RULES = (
    LintRule(
        Rule(
            id="engine-heading",
            severity=Severity.WARNING,
            summary="Task rows stand below a heading that the original engine does not know.",
            why="It counts rows below exactly `## TODOs` and `## Final Verification Wave` and no others; a"
            " plan"
            " whose final wave it does not see is reported as complete before the wave has begun. Until"
            " v4.18.2"
            " it let words follow the name; a finding that is only true of later versions is a note.",
            fix="let the heading read `## TODOs` or `## Final Verification Wave`, put remarks into the line"
            " below, and use `###` for waves and groups within",
        ),
        engine_heading,
    ),
    LintRule(
        Rule(
            id="engine-row",
            severity=Severity.WARNING,
            summary="Task rows have a form that the original engine does not count.",
            why="It counts only `- [ ] 1. Title` and `- [ ] F1. Title` at the start of a line, from 1 on; all"
            " else is passed over in silence, so that the plan looks smaller, or complete.",
            fix="write the row as `- [ ] N. Title`, not indented, and close each code fence",
        ),
        engine_row,
    ),
    LintRule(
        Rule(
            id="engine-counts-all",
            severity=Severity.WARNING,
            summary="The original engine will count criteria as tasks.",
            why="Where it finds neither `## TODOs` nor `## Final Verification Wave` it counts every box"
            " that is"
            " not indented: done criteria, deliverables and checklists too.",
            fix="let the heading above the tasks read exactly `## TODOs`",
        ),
        engine_counts_all,
    ),
)
"""Rules about the original engine."""
