"""Where the dependency matrix and the tasks' own fields put tasks in different orders."""

from collections.abc import Iterable, Iterator, Sequence

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.ways import reaches
from sisyphus.analysis.labels import find_task, index_tasks
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.first_few import first_few
from sisyphus.model.plan import Plan, State, Task

_SAID_AT_MOST = 3
_NAMED_AT_MOST = 4


def matrix_disagrees(facts: Facts) -> Iterator[Finding]:
    """The matrix and a task's own field put tasks in different orders; `sisyphus` goes by the field."""
    conflicts = dict(find_conflicts(facts.plan))
    if conflicts:
        line = next(iter(conflicts.values()))
        yield facts.finding("matrix-disagrees", Severity.INFO, sum_up(conflicts), line)


def sum_up(conflicts: Iterable[str]) -> str:
    """Return the message of a finding about conflicts."""
    texts = list(conflicts)
    return f"the dependency matrix and the tasks disagree: {first_few(texts, _SAID_AT_MOST, ';')}"


def find_conflicts(plan: Plan) -> Iterator[tuple[str, int]]:
    """Yield each conflict in words, with its line of the matrix; tasks that are over have none."""
    rows = [(task, task.matrix) for task in plan.tasks if task.matrix and task.matrix.depends_on]
    if not rows:
        return
    index = index_tasks(plan)
    by_field = {t.key: _keys(index, t.depends_on) for t in plan.tasks}
    by_matrix = by_field | {task.key: _keys(index, entry.depends_on) for task, entry in rows}
    labels = {t.key: t.label for t in plan.tasks}
    for task, entry in rows:
        if task.state in {State.DONE, State.CANCELLED} or not task.depends_on:
            continue
        more = [labels[k] for k in by_matrix[task.key] if not reaches(by_field, task.key, k)]
        fewer = [labels[k] for k in by_field[task.key] if not reaches(by_matrix, task.key, k)]
        if more:
            yield f"task {task.label} waits for {_listed(more)} in the matrix only", entry.line
        if fewer:
            yield f"task {task.label} waits for {_listed(fewer)} in its own field only", entry.line


def _keys(index: dict[str, Task], labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(task.key for label in labels if (task := find_task(index, label)))


def _listed(names: Sequence[str]) -> str:
    return first_few(list(dict.fromkeys(names)), _NAMED_AT_MOST)
