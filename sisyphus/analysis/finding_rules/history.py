"""Findings about how work reached the history: boxes ticked in bulk or out of order, doubled commits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.labels import find_task, index_tasks
from sisyphus.analysis.linking.absence import NO_CHANGE
from sisyphus.analysis.linking.evidence import SHORT, telling_files
from sisyphus.analysis.linking.text import normalise
from sisyphus.analysis.linking.ticks import ticked_together
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.first_few import first_few
from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.plan import State, Task
from sisyphus.model.repository import Flip

_LABELS_AT_MOST = 10
BULK = 5
"""Tasks ticked by one commit that changes no code, from which on it is said. Two to four at once is how a
wave of tasks ends; over real plans one commit in six carries several tasks."""

BULK_WITH_PLAN = 10
"""The same for rows that came ticked with the plan's first commit and without code. Seven ticks in ten reach
history so, mostly because the plan was not tracked before: it is worth a word only for a long plan."""

AT_ONCE = timedelta(minutes=10)
"""Two commits of the same thing so close together come of two sessions rather than of second thoughts."""


def bulk_ticked(facts: Facts) -> Iterator[Finding]:
    """Many boxes were ticked by one commit: nobody can tell from it when each task was done."""
    for commit, number in ticked_together(facts.ticks).items():
        keys = [key for key, flip in facts.ticks.items() if flip.commit == commit]
        flip = facts.ticks[keys[0]]
        if flip.with_code or number < (BULK_WITH_PLAN if flip.before is None else BULK):
            continue
        came = "came ticked with the plan" if flip.before is None else "were ticked at once"
        message = f"{number} tasks {came} in commit {commit[:SHORT]}, which changes no code"
        yield facts.finding("bulk-ticked", Severity.INFO, message, facts.tasks[keys[0]].line)


def ticked_out_of_order(facts: Facts) -> Iterator[Finding]:
    """A task was ticked by an earlier commit than one that it depends on."""
    index = index_tasks(facts.plan)
    for task in facts.plan.tasks:
        own = _known(facts.ticks, task)
        if own is None:
            continue
        for label in task.depends_on:
            needed = find_task(index, label)
            other = _known(facts.ticks, needed) if needed is not None else None
            if other is not None and own.committed_at < other.committed_at:
                message = (
                    f"task {task.label} was ticked by {own.commit[:SHORT]}, "
                    f"before task {label}, on which it depends, by {other.commit[:SHORT]}"
                )
                yield facts.finding("ticked-out-of-order", Severity.INFO, message, task.line)
                break


def _known(ticks: Mapping[str, Flip], task: Task) -> Flip | None:
    """Return the flip of a task whose moment tells something: its row was there before, unticked."""
    flip = ticks.get(task.key)
    return None if flip is None or flip.before is None else flip


def ticked_without_change(facts: Facts) -> Iterator[Finding]:
    """Tasks are ticked, and nothing that they name has changed since the plan began."""
    idle = [
        task
        for task in facts.plan.tasks
        if task.state is State.DONE and (facts.links.get(task.key, ((), None))[1] or "").startswith(NO_CHANGE)
    ]
    if idle:
        names = first_few([task.label for task in idle], _LABELS_AT_MOST)
        what = f"task {names} is ticked" if len(idle) == 1 else f"tasks {names} are ticked"
        message = f"{what}, and no commit changes anything {'it names' if len(idle) == 1 else 'they name'}"
        yield facts.finding("ticked-without-change", Severity.WARNING, message, idle[0].line)


def doubled_commits(facts: Facts) -> Iterator[Finding]:
    """Two commits do the same for one task within minutes: two sessions may have worked on it at once."""
    told: set[tuple[str, str]] = set()
    for task in facts.plan.tasks:
        links = [k for k in facts.links.get(task.key, ((), None))[0] if k.confidence is not Confidence.LOW]
        for first, second in pairwise(sorted(links, key=lambda each: each.committed_at)):
            same = _same(facts, task, (first, second))
            if same and (first.sha, second.sha) not in told:
                told.add((first.sha, second.sha))
                apart = int((second.committed_at - first.committed_at).total_seconds() // 60)
                when = f"{apart} min apart" if apart else "within a minute"
                message = (
                    f"{first.sha[:SHORT]} and {second.sha[:SHORT]}, {when}, {same} for task {task.label}: "
                    "two sessions may have worked at once"
                )
                yield facts.finding("doubled-commits", Severity.INFO, message, task.line)


def _same(facts: Facts, task: Task, pair: Sequence[CommitLink]) -> str | None:
    """Return what two commits have in common that one commit would have had alone."""
    first, second = pair
    if second.committed_at - first.committed_at > AT_ONCE or "!" in second.subject.partition(" ")[0]:
        return None  # `fixup!` and its kind are meant to be a second one
    if normalise(first.subject) == normalise(second.subject):
        return "have the same subject"
    if facts.past is None:
        return None
    find = facts.past.history.named
    planned = frozenset(path for named in telling_files(task) for path in find(named))
    ours, theirs = (planned & {change.path for change in each.changes} for each in pair)
    return "change the same planned files" if ours and ours == theirs == planned else None
