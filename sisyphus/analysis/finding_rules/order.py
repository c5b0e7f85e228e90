"""Findings about the order in which work was really done, held against the order that the plan wants."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.graph import wave_number
from sisyphus.analysis.labels import canonical, find_task, index_tasks
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.first_few import first_few
from sisyphus.model.judgement import Confidence
from sisyphus.model.plan import Role, Task

if TYPE_CHECKING:
    from datetime import datetime

_NAMED_AT_MOST = 3
_ENDED = frozenset({"task-completed", "task-complete", "task-done", "completed"})
"""Events of a ledger that say that a task is done."""


class _Span(NamedTuple):
    """When a task was worked on, as one source tells."""

    first: float
    last: float
    said: str
    """The commit, or the row of the ledger, that says so."""


def taken_out_of_order(facts: Facts) -> Iterator[Finding]:
    """A task was finished before one that it depends on was begun, or before the wave in front of its own."""
    sources = (_by_commits(facts), _by_ledger(facts))
    odd: dict[str, int] = {}
    for task, needed, why in _wanted_order(facts):
        for spans in sources:
            early, late = spans.get(task.key), spans.get(needed.key)
            if early and late and early.last < late.first:
                which = f"task {task.label} ({early.said}) came before task {needed.label} ({late.said})"
                text = f"{which}, {why}"
                odd.setdefault(text, task.line)
                break
    if odd:
        texts, lines = list(odd), list(odd.values())
        message = f"done in another order than planned: {first_few(texts, _NAMED_AT_MOST, ';')}"
        yield facts.finding("taken-out-of-order", Severity.INFO, message, lines[0])


def _wanted_order(facts: Facts) -> Iterator[tuple[Task, Task, str]]:
    """Yield pairs of a task, one that should come before it, and why."""
    index = index_tasks(facts.plan)
    for task in facts.plan.tasks:
        for label in task.depends_on:
            needed = find_task(index, label)
            if needed is not None and needed.key != task.key:
                yield task, needed, "which it depends on"
    yield from _waves_in_order(facts)


def _waves_in_order(facts: Facts) -> Iterator[tuple[Task, Task, str]]:
    """Yield for each wave its tasks with the first task of the wave before: one pair says enough."""
    waves: dict[int, list[Task]] = {}
    for task in facts.plan.tasks:
        number = wave_number(task.wave)
        if number is not None and task.role is Role.TASK:
            waves.setdefault(number, []).append(task)
    numbers = sorted(waves)
    spans = _by_commits(facts)
    for before, after in pairwise(numbers):
        earlier = [t for t in waves[before] if t.key in spans]
        later = [t for t in waves[after] if t.key in spans]
        if earlier and later:
            # All of the later wave before any of the earlier one: single tasks that slip are no other order.
            begun = min(earlier, key=lambda t: spans[t.key].first)
            ended = max(later, key=lambda t: spans[t.key].last)
            yield ended, begun, f"though wave {after} comes after wave {before}"


def _by_commits(facts: Facts) -> Mapping[str, _Span]:
    """Return the places of tasks in the history; commits of a rebase share a moment, but keep their order."""
    place = _places(facts)
    found: dict[str, _Span] = {}
    for key, (links, _) in facts.links.items():
        sure = [c for c in links if c.confidence is not Confidence.LOW and c.sha in place]
        if sure:
            at = sorted(place[c.sha] for c in sure)
            newest = max(sure, key=lambda c: place[c.sha])
            found[key] = _Span(at[0], at[-1], f"commit {newest.sha[:7]}")
    return found


def _places(facts: Facts) -> Mapping[str, float]:
    """Return the places of the linked commits, the oldest first."""
    if facts.past is None:
        commits = facts.repository.commits if facts.repository else ()
        return {commit.sha: float(-number) for number, commit in enumerate(commits)}
    shas = {link.sha for links, _ in facts.links.values() for link in links}
    return {sha: float(-number) for sha in shas for number in facts.past.history.find_id(sha)}


def _by_ledger(facts: Facts) -> Mapping[str, _Span]:
    """Return when the ledgers say that tasks were done; their last word counts."""
    index = index_tasks(facts.plan)
    moments: dict[str, tuple[datetime, str]] = {}
    for row in facts.record.ledger:
        if row.task is None or row.at is None or row.event.casefold() not in _ENDED:
            continue
        task = find_task(index, row.task)
        if task is not None and canonical(task.label) == canonical(row.task):
            moments[task.key] = (row.at, f"{row.path}:{row.line}")
    return {key: _Span(at.timestamp(), at.timestamp(), said) for key, (at, said) in moments.items()}
