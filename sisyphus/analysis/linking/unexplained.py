"""Commits of a plan's time that no task of any plan explains."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sisyphus.analysis.linking.history import History
from sisyphus.analysis.linking.past import Past
from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.plan import HEADLINE_ROLES, Plan, State
from sisyphus.model.repository import Commit, Flip
from sisyphus.model.snapshot import PlanRecord
from sisyphus.model.status import Unexplained

MOST = 200
"""Commits that are told of one plan, the newest; how many more there are is told too."""

_UNSETTLED = frozenset({State.OPEN, State.IN_PROGRESS, State.BLOCKED, State.OTHER})

Links = Mapping[str, tuple[tuple[CommitLink, ...], str | None]]


class Unclaimed:
    """The commits that change code and that no task explains, in the order of their time."""

    def __init__(self, history: History, links: Iterable[Links]) -> None:
        """Leave out merges, commits of state folders alone, and those that stand beside a task."""
        claimed = {each.sha for of_plan in links for some, _ in of_plan.values() for each in _standing(some)}
        self._commits = sorted(
            (
                commit
                for number, commit in enumerate(history.commits)
                if history.files[number] and len(commit.parents) <= 1 and commit.sha not in claimed
            ),
            key=lambda commit: commit.committed_at,
        )
        self._times = [commit.committed_at for commit in self._commits]

    def between(self, first: datetime | None, last: datetime | None) -> tuple[tuple[Unexplained, ...], int]:
        """Return the newest commits of a time, and how many more there are; `None` is an open end."""
        start = bisect_left(self._times, first) if first else 0
        end = bisect_right(self._times, last) if last else len(self._times)
        shown = self._commits[max(start, end - MOST) : end]
        return tuple(_describe(commit) for commit in reversed(shown)), max(end - start - len(shown), 0)


def _standing(links: Sequence[CommitLink]) -> Sequence[CommitLink]:
    """Return the links that explain a commit: those that count, and the later fixes behind them."""
    return links if any(each.confidence is not Confidence.LOW for each in links) else ()


def _describe(commit: Commit) -> Unexplained:
    return Unexplained(
        sha=commit.sha,
        subject=commit.subject,
        committed_at=commit.committed_at,
        insertions=sum(change.insertions or 0 for change in commit.changes),
        deletions=sum(change.deletions or 0 for change in commit.changes),
        pushed=commit.pushed,
    )


def time_of(
    record: PlanRecord, plan: Plan, past: Past, links: Links
) -> tuple[datetime | None, datetime | None]:
    """Return when the work on a plan began and ended; `None` for an end that is open.

    `record.since` is early by design. The first commit of a task, or the plan's own first commit, is nearer.
    """
    commits = [each.committed_at for some, _ in links.values() for each in _standing(some)]
    flips = past.flips_of(plan)
    starts = [*commits, *_first(flips)]
    start = max(min(starts), record.since) if starts and record.since else min(starts, default=record.since)
    settled = all(t.state not in _UNSETTLED for t in plan.tasks if t.role in HEADLINE_ROLES)
    if not settled or not plan.tasks:
        return start, None
    ended = record.work.ended_at if record.work else None
    ends = [*commits, *(flip.committed_at for flip in flips[:1]), *([ended] if ended else [])]
    return start, max(ends, default=None)


def _first(flips: Sequence[Flip]) -> list[datetime]:
    return [flips[-1].committed_at] if flips else []
