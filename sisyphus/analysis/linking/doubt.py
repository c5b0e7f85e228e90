"""Takes weight from commits that only seem to carry a task. The rules are numbered as in `links`."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sisyphus.analysis.labels import canonical
from sisyphus.analysis.linking.evidence import STRONG, WEAK_FILES, WORDS, Evidence, Kind, Scene, confidence
from sisyphus.analysis.linking.history import History
from sisyphus.model.deferred import dataclass, field
from sisyphus.model.judgement import Confidence
from sisyphus.model.plan import State, Task

DOUBTFUL = timedelta(days=1)
"""How much earlier than the plan's life `since` may be."""

SCAFFOLD = 10
"""Files of a commit that only adds, from which on it counts as a scaffold."""

_TICK_ALONE = frozenset({Kind.TICK})

MOST_BY_FILES = 3
"""Commits that one task may be tied to by its files alone."""


@dataclass(slots=True)
class Candidates:
    """The commits that may carry one task."""

    task: Task
    evidence: dict[int, list[Evidence]]
    demoted: set[int] = field(default_factory=set)
    _kinds: dict[int, frozenset[Kind]] = field(default_factory=dict)

    def kinds(self, number: int) -> frozenset[Kind]:
        """Return which kinds of evidence speak for a commit; asked when all evidence is gathered."""
        known = self._kinds.get(number)
        if known is None:
            known = self._kinds[number] = frozenset(evidence.kind for evidence in self.evidence[number])
        return known

    def confidence(self, number: int) -> Confidence | None:
        """Return how far the link can be trusted; `None` when it is none."""
        level = confidence(self.kinds(number))
        return Confidence.LOW if level is not None and number in self.demoted else level

    def by_files(self) -> set[int]:
        """Return the commits that only files speak for."""
        return {n for n in self.evidence if self.kinds(n) <= WEAK_FILES | {Kind.FILES}}

    def counted(self) -> set[int]:
        """Return the commits that count as the task's."""
        return {n for n in self.evidence if self.confidence(n) in {Confidence.HIGH, Confidence.MEDIUM}}


def doubt(scene: Scene, candidates: dict[str, Candidates], since: datetime | None) -> None:
    """Demote the commits that the rules doubt."""
    for one in candidates.values():
        _doubt_default_branch(scene.history, one, since)
        _doubt_scaffold(scene.history, one, since)
    rivals = _rivals(scene.history, candidates)
    for one in candidates.values():
        _doubt_other_tasks(one, rivals)
    for one in candidates.values():
        _doubt_order(one, candidates)
        _doubt_crowd(one)


class Rivals(NamedTuple):
    """The tasks that speak for one commit, by their keys."""

    planned: frozenset[str]
    """Those with strong evidence."""
    done: frozenset[str]
    mentioned: frozenset[str]
    """Those that its words mention, and that more than words speak for."""


def _rivals(history: History, candidates: dict[str, Candidates]) -> dict[int, Rivals]:
    """Return for each commit who speaks for it; of several tasks with one label the last may be meant."""
    labels = {canonical(one.task.label): one for one in candidates.values()}
    named = {
        (n, one.task.key)
        for label, one in labels.items()
        for n in one.evidence.keys() & set(history.by_label.get(label, ()))
    }
    by_number: dict[int, list[Candidates]] = {}
    for one in candidates.values():
        for number in one.evidence:
            by_number.setdefault(number, []).append(one)
    return {
        number: Rivals(
            planned=frozenset(o.task.key for o in some if o.kinds(number) & STRONG),
            done=frozenset(o.task.key for o in some if o.task.state is State.DONE),
            mentioned=frozenset(
                o.task.key for o in some if (number, o.task.key) in named and o.kinds(number) - WORDS
            ),
        )
        for number, some in by_number.items()
    }


def _others(keys: frozenset[str], one: Candidates) -> bool:
    """Whether somebody else is among the tasks."""
    return len(keys) > (one.task.key in keys)


def _doubt_default_branch(history: History, one: Candidates, since: datetime | None) -> None:
    """Apply rule 4."""
    by_files = one.by_files()
    own = {n for n in one.evidence if history.commits[n].on_default is False}
    if since is None:
        if history.branched:
            one.demoted |= by_files - own
    elif own:
        until = since + DOUBTFUL
        one.demoted |= {n for n in by_files - own if history.commits[n].committed_at <= until}


def _doubt_scaffold(history: History, one: Candidates, since: datetime | None) -> None:
    """Apply rule 3, for commits after the first."""
    if since is not None:
        return
    for number in one.by_files():
        changes = history.commits[number].changes
        if len(changes) >= SCAFFOLD and not any(change.deletions for change in changes):
            one.demoted.add(number)


def _doubt_other_tasks(one: Candidates, rivals: dict[int, Rivals]) -> None:
    """Apply rules 9 and 5, and drop files alone where words already name the commit."""
    by_files = one.by_files()
    ticked = {n for n in one.evidence if one.kinds(n) == _TICK_ALONE}
    if one.counted() - ticked:
        one.demoted |= ticked
    if one.counted() - by_files:
        one.demoted |= by_files
    has_message = one.task.commit_plan.message and one.task.commit_plan.wanted is not False
    for number in by_files:
        of = rivals[number]
        if (
            (has_message and _others(of.planned, one))
            or (one.task.state is not State.DONE and _others(of.done, one))
            or _others(of.mentioned, one)
        ):
            one.demoted.add(number)


def _doubt_crowd(one: Candidates) -> None:
    """Apply rule 6."""
    crowd = one.by_files() & one.counted()
    if len(crowd) > MOST_BY_FILES:
        one.demoted |= crowd


def _doubt_order(one: Candidates, candidates: dict[str, Candidates]) -> None:
    """Apply rule 8. Numbers fall with time."""
    several = one.by_files() & one.counted()
    if len(several) < 2 or not one.task.depends_on:  # noqa: PLR2004 - a tie takes two
        return
    needed = {canonical(label) for label in one.task.depends_on}
    others = [o for o in candidates.values() if o is not one and canonical(o.task.label) in needed]
    began = max((n for other in others for n in other.counted() - several), default=None)
    early = {n for n in several if began is not None and n > began}
    if early != several:
        one.demoted |= early
