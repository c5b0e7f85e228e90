"""Lint rules about the rows of a plan: whether each task can be found, named and counted."""

import re
from collections.abc import Iterator

from sisyphus.analysis.labels import canonical
from sisyphus.analysis.lint_rules.rule import LintRule, as_read, found, listed, summed_up
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.lint import Planned, Rule
from sisyphus.model.plan import Role, State, Task, number_of

_ALMOST_A_BOX = re.compile(r"\[[ \t]{0,4}[xX~/-]?[ \t]{0,4}\](?!\()")
_SAID_SINGLY = 3
"""Findings of one rule that are told one by one; more of them are summed up."""
_LEAST_TAIL = 2
"""Tasks that must be missing at the end before a plan counts as broken off."""


def truncated_plan(planned: Planned) -> Iterator[Finding]:
    """Tasks that the plan names have no rows, and all of them would come last; or the text breaks off."""
    missing = missing_tail(planned)
    if missing:
        rows = [t for t in planned.plan.tasks if t.role is Role.TASK]
        until = f"its task rows end with {rows[-1].label}" if rows else "it has no task rows"
        message = f"the plan names tasks {listed(missing)}, and {until}"
        yield found(planned, "truncated-plan", Severity.ERROR, message, rows[-1].line if rows else None)
    if planned.text.cut_short:
        line = planned.plan.lines or None
        yield found(planned, "truncated-plan", Severity.ERROR, planned.text.cut_short, line)


def missing_tail(planned: Planned) -> tuple[str, ...]:
    """Return the ids behind the last task row that the matrix or the waves name; none for one id alone."""
    rows = [t for t in planned.plan.tasks if t.role is Role.TASK]
    known = [number for t in rows if (number := number_of(t.label)) is not None]
    if len(known) < len(rows):
        return ()
    last = max(known, default=-1)
    named = {
        number: label
        for place in planned.text.announced
        for label in place.labels
        if (number := number_of(canonical(label))) is not None and number > last
    }
    numbers = sorted(named)
    # Numbers with a gap before them are those of another plan.
    follows = numbers == list(range(last + 1, last + 1 + len(numbers))) or not rows
    return tuple(named[n] for n in numbers) if len(numbers) >= _LEAST_TAIL and follows else ()


def malformed_box(planned: Planned) -> Iterator[Finding]:
    """Brackets at the start of an item look like a box and are none."""
    yield from as_read("malformed-box")(planned)
    for line in planned.plan.uncounted:
        # `[P1]` and `[END]` are tags.
        almost = line.reason == "brackets that are no checkbox" and _ALMOST_A_BOX.match(line.text)
        if almost or line.reason in _BARE:
            message = f"no checkbox, so it is not counted: {line.text[:60]}"
            yield found(planned, "malformed-box", Severity.WARNING, message, line.line)


_BARE = frozenset({"no blank between bullet and box", "a box without a bullet", "no bullet of Markdown"})


def unfilled_title(planned: Planned) -> Iterator[Finding]:
    """A row still holds the template's `<title>`."""
    for line in planned.plan.uncounted:
        if line.reason == "a template's unfilled title":
            yield found(
                planned,
                "unfilled-title",
                Severity.WARNING,
                f"a row of the template: {line.text[:60]}",
                line.line,
            )


def hidden_box(planned: Planned) -> Iterator[Finding]:
    """Boxes stand in a comment or in HTML, where nobody sees them; the original engine counts them."""
    lines = [u for u in planned.plan.uncounted if u.reason == "inside HTML or a comment"]
    if lines:
        which = "a box stands" if len(lines) == 1 else f"{len(lines)} boxes stand"
        message = f"{which} in HTML or a comment: {lines[0].text[:40]}"
        yield found(planned, "hidden-box", Severity.INFO, message, lines[0].line)


def substep_number(planned: Planned) -> Iterator[Finding]:
    """A box inside a task begins with the number of a task."""
    numbers = {t.label: t for t in planned.plan.tasks if t.role is Role.TASK and t.label.isdigit()}
    for box in planned.plan.boxes:
        number, stop, _ = box.text.partition(". ")
        owner = numbers.get(number) if stop else None
        if box.role is Role.ACCEPTANCE and owner is not None and _is_open(owner):
            message = f"a box inside a task begins with the number of task {number}: {box.text[:40]}"
            yield found(planned, "substep-number", Severity.INFO, message, box.line)


def _is_open(task: Task) -> bool:
    return task.state in {State.OPEN, State.IN_PROGRESS}


RULES = (
    LintRule(
        Rule(
            id="no-tasks",
            severity=Severity.ERROR,
            summary="The plan has no task rows.",
            why="Nothing can be counted, ticked or proven; engines take such a plan for complete, or for"
            " empty.",
            fix="write the tasks as rows `- [ ] 1. Title` below a heading `## TODOs`",
        ),
        as_read("no-tasks"),
    ),
    LintRule(
        Rule(
            id="truncated-plan",
            severity=Severity.ERROR,
            summary="The plan breaks off: tasks that it names have no rows, or its last line is cut.",
            why="Plans are written in pieces, and a piece that was lost takes its tasks with it unseen.",
            fix="write the missing part, or take the ids out of the matrix and the waves",
        ),
        truncated_plan,
    ),
    LintRule(
        Rule(
            id="no-task-section",
            severity=Severity.INFO,
            summary="No heading names the tasks; they were found by their form.",
            why="Other tools look for a heading such as `## TODOs`, and count other rows without it.",
            fix="put the task rows below a heading `## TODOs`",
        ),
        as_read("no-task-section"),
    ),
    LintRule(
        Rule(
            id="untracked-task",
            severity=Severity.WARNING,
            summary="A task is written as a heading or as prose, without a box of its own.",
            why="Nobody can tick it, so nobody can tell whether it is done.",
            fix="give it a row `- [ ] N. Title`",
        ),
        summed_up("untracked-task", "tasks have no box of their own", _SAID_SINGLY),
    ),
    LintRule(
        Rule(
            id="unlabelled-task",
            severity=Severity.INFO,
            summary="Task rows have no id.",
            why="Dependencies, evidence, commits and notes name a task by its id; a place in the file"
            " changes.",
            fix="begin each row with a number: `- [ ] 1. Title`",
        ),
        as_read("unlabelled-task"),
    ),
    LintRule(
        Rule(
            id="duplicate-id",
            severity=Severity.WARNING,
            summary="Two task rows have the same id.",
            why="Whoever names the id means one of them; sessions and evidence of the two are mixed up.",
            fix="number the rows anew, and the ids that depend on them",
        ),
        summed_up("duplicate-id", "rows have an id that a row above has, too", _SAID_SINGLY),
    ),
    LintRule(
        Rule(
            id="unknown-marker",
            severity=Severity.WARNING,
            summary="A box holds a sign that has no meaning.",
            why="The box counts neither as open nor as done.",
            fix="use `[ ]` open, `[x]` done, `[~]` blocked, `[-]` cancelled or `[/]` in progress",
        ),
        as_read("unknown-marker"),
    ),
    LintRule(
        Rule(
            id="malformed-box",
            severity=Severity.WARNING,
            summary="Brackets look like a checkbox and are none.",
            why="`[]` and `[x]Title` are plain text in Markdown: the row is in no count of boxes.",
            fix="write `- [ ] ` with one blank in the brackets and one behind them",
        ),
        malformed_box,
    ),
    LintRule(
        Rule(
            id="unfilled-title",
            severity=Severity.WARNING,
            summary="A row of the template was not filled in.",
            why="The original engine counts the row as a task that nobody can do.",
            fix="fill the row in, or delete it",
        ),
        unfilled_title,
    ),
    LintRule(
        Rule(
            id="hidden-box",
            severity=Severity.INFO,
            summary="Boxes stand in a comment or in HTML.",
            why="No reader sees them, and the original engine counts those of them that are not indented.",
            fix="delete the comment, or write the boxes outside of it",
        ),
        hidden_box,
    ),
    LintRule(
        Rule(
            id="substep-number",
            severity=Severity.INFO,
            summary="A box inside a task begins with the number of another task.",
            why="The original engine takes such a box, once it is ticked, for the row of the task of that"
            " number.",
            fix="begin the box with words, or with a letter: `- [ ] a. …`",
        ),
        substep_number,
    ),
)
"""Rules about rows."""
