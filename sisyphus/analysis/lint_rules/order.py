"""Lint rules about the order of tasks: dependencies, waves, and the lists that should agree about them."""

import re
from collections.abc import Iterable, Iterator

from sisyphus.analysis.finding_rules.graph import blocks_disagree, same_wave_same_file
from sisyphus.analysis.finding_rules.matrix import find_conflicts, sum_up
from sisyphus.analysis.findings import dependency_cycle, unknown_dependency
from sisyphus.analysis.labels import canonical, find_task, index_tasks
from sisyphus.analysis.lint_rules.rows import missing_tail
from sisyphus.analysis.lint_rules.rule import LintRule, as_judged, found, is_over, is_silenced, listed
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.lint import Planned, Rule


def unknown_id(planned: Planned) -> Iterator[Finding]:
    """Matrix, waves, commit strategy or a Blocks list name a task that has no row."""
    index = index_tasks(planned.plan)
    if not index:
        return
    tail = {canonical(label) for label in missing_tail(planned)}
    shapes = {_shape(t.label) for t in planned.plan.tasks}
    told: set[str] = {*tail}

    def unknown_of(names: Iterable[str]) -> list[str]:
        # `E2E` and `P2` are words, where no row has an id of that form.
        new = [n for n in names if find_task(index, n) is None and _shape(n) in shapes]
        new = [n for n in new if canonical(n) not in told]
        told.update(map(canonical, new))
        return new

    for place in planned.text.announced:
        if unknown := unknown_of(place.labels):
            names = listed([n.upper() for n in unknown])
            message = f"the plan does not have {names}, named by {place.place}"
            yield found(planned, "unknown-id", Severity.WARNING, message, place.line)
    for task in planned.plan.tasks:
        if not is_over(task) and (unknown := unknown_of(task.blocks)):
            message = f"task {task.label} blocks {listed(unknown)}, which the plan does not have"
            yield found(planned, "unknown-id", Severity.WARNING, message, task.line)


def _shape(label: str) -> str:
    """Return the form of an id: letters as they are, each number as one digit."""
    return re.sub(r"\d+", "0", canonical(label))


def matrix_disagrees(planned: Planned) -> Iterator[Finding]:
    """The matrix and a task's own field put tasks in different orders."""
    conflicts = {
        text: line
        for text, line in find_conflicts(planned.plan)
        if not is_silenced(planned, "matrix-disagrees", line)
    }
    if conflicts:
        line = next(iter(conflicts.values()))
        yield found(planned, "matrix-disagrees", Severity.WARNING, sum_up(conflicts), line)


RULES = (
    LintRule(
        Rule(
            id="dependency-cycle",
            severity=Severity.ERROR,
            summary="Tasks wait for each other in a circle.",
            why="None of them can begin.",
            fix="take one of the dependencies out",
        ),
        as_judged(dependency_cycle),
    ),
    LintRule(
        Rule(
            id="unknown-dependency",
            severity=Severity.WARNING,
            summary="A task depends on an id that no row has.",
            why="What it waits for will never be done; often the tasks were numbered anew.",
            fix="name the task that is meant, or write its row",
        ),
        as_judged(unknown_dependency),
    ),
    LintRule(
        Rule(
            id="unknown-id",
            severity=Severity.WARNING,
            summary="Matrix, waves, commit strategy or a Blocks list name an id that no row has.",
            why="Either a task was lost, or these lists are older than the rows.",
            fix="write the row, or bring the list up to date",
        ),
        unknown_id,
    ),
    LintRule(
        Rule(
            id="blocks-disagree",
            severity=Severity.INFO,
            summary="A Blocks list says more than the Blocked By list at the other end.",
            why="An engine that reads only one of the lists starts the task too early.",
            fix="name the task in the Blocked By of the other one, or take it out of Blocks",
        ),
        as_judged(blocks_disagree),
    ),
    LintRule(
        Rule(
            id="matrix-disagrees",
            severity=Severity.WARNING,
            summary="The dependency matrix and a task's own field say different things.",
            why="Which of them an agent goes by is chance, and so is the order in which it works.",
            fix="change one of the two; the task's own field is what `sisyphus` goes by",
        ),
        matrix_disagrees,
    ),
    LintRule(
        Rule(
            id="same-wave-file",
            severity=Severity.WARNING,
            summary="Tasks of one wave change the same file.",
            why="They run side by side, and the later write overwrites the earlier one.",
            fix="let one wait for the other, move it into a later wave, or plan one commit for both",
        ),
        as_judged(same_wave_same_file),
    ),
)
"""Rules about order."""
