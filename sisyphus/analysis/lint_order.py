"""Lint rules about the order of tasks: dependencies, waves, and the lists that should agree about them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from sisyphus.analysis.findings import dependency_cycle, unknown_dependency
from sisyphus.analysis.findings_graph import blocks_disagree, same_wave_same_file
from sisyphus.analysis.labels import canonical, find_task, index_tasks
from sisyphus.analysis.lint_rows import missing_tail
from sisyphus.analysis.lint_rule import LintRule, as_judged, found, is_over, is_silenced, listed
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.lint import Planned, Rule

_MOST_STEPS = 2000
_SAID_AT_MOST = 3
_MERGED = re.compile(r"(\d{1,6})-(\d{1,6})")
_WIDEST = 500


def unknown_id(planned: Planned) -> Iterator[Finding]:
    """Matrix, waves, commit strategy or a Blocks list name a task that has no row."""
    index = index_tasks(planned.plan)
    if not index:
        return
    tail = {canonical(label) for label in missing_tail(planned)}
    shapes = {_shape(t.label) for t in planned.plan.tasks}
    told: set[str] = {*tail, *_merged(planned)}

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


def _merged(planned: Planned) -> Iterator[str]:
    """Yield the ids that a row stands for which merges several, such as `22-23.`."""
    for task in planned.plan.tasks:
        if match := _MERGED.fullmatch(canonical(task.label)):
            first, last = int(match[1]), int(match[2])
            yield from map(str, range(first, min(last, first + _WIDEST) + 1))


def _shape(label: str) -> str:
    """Return the form of an id: letters as they are, each number as one digit."""
    return re.sub(r"\d+", "0", canonical(label))


def matrix_disagrees(planned: Planned) -> Iterator[Finding]:
    """The matrix and a task's own field put tasks in different orders."""
    index = index_tasks(planned.plan)
    by_field = {
        t.key: tuple(n.key for d in t.depends_on if (n := find_task(index, d))) for t in planned.plan.tasks
    }
    by_matrix = dict(by_field)
    rows = [(row, task) for row in planned.text.matrix if (task := find_task(index, row.label))]
    for row, task in rows:
        by_matrix[task.key] = tuple(n.key for d in row.depends_on if (n := find_task(index, d)))
    tasks = {t.key: t for t in planned.plan.tasks}
    odd: dict[str, int] = {}
    for row, task in rows:
        if is_over(task) or not row.depends_on or not task.depends_on:
            continue
        if is_silenced(planned, "matrix-disagrees", row.line):
            continue
        more = [tasks[k].label for k in by_matrix[task.key] if not _reaches(by_field, task.key, k)]
        fewer = [tasks[k].label for k in by_field[task.key] if not _reaches(by_matrix, task.key, k)]
        if more:
            odd[f"task {task.label} waits for {listed(more)} in the matrix only"] = row.line
        if fewer:
            odd[f"task {task.label} waits for {listed(fewer)} in its own field only"] = row.line
    if odd:
        texts = list(odd)
        rest = len(texts) - _SAID_AT_MOST
        said = "; ".join(texts[:_SAID_AT_MOST]) + (f"; and {rest} more" if rest > 0 else "")
        message = f"the dependency matrix and the tasks disagree: {said}"
        yield found(planned, "matrix-disagrees", Severity.WARNING, message, odd[texts[0]])


def _reaches(graph: Mapping[str, tuple[str, ...]], start: str, goal: str) -> bool:
    """Whether a task waits for another one, be it through others; too long a way to follow counts as one."""
    seen = {start}
    waiting = [start]
    while waiting:
        if len(seen) > _MOST_STEPS:
            return True
        for key in graph.get(waiting.pop(), ()):
            if key == goal:
                return True
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return False


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
