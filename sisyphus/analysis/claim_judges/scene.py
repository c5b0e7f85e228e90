"""What claims are held against: the plan, the commits that belong to it, and what its reports name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sisyphus.model.claim import Claim, ClaimKind, JudgedClaim, Report, Reported, Verdict
from sisyphus.model.judgement import Confidence
from sisyphus.model.plan import Plan
from sisyphus.model.repository import Commit, NamedCommit, Repository
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.model.status import PlanStatus

SHORT = 7
"""Digits of a commit id as shown."""


class Found(NamedTuple):
    """A commit that a report names, as it was found."""

    commit: Commit | None
    """With its changes; `None` when only its id is known to be there."""
    sha: str
    subject: str | None
    on_head: bool
    branches: tuple[str, ...]
    """That have it, where HEAD lacks it."""
    twin: str | None
    """The commit of HEAD with the same change, or else the same message."""
    by_patch: bool
    """Whether the twin was found by its change."""


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed once is kept
class Scene:
    """Everything about one plan that a judge may look at."""

    record: PlanRecord
    plan: Plan | None
    status: PlanStatus
    repository: Repository | None
    prefix: str
    reported: Reported
    other_plans: frozenset[str]

    @cached_property
    def linked(self) -> tuple[Commit, ...]:
        """The commits that carry tasks of the plan, newest first."""
        wanted = {c.sha for t in self.status.tasks for c in t.commits if c.confidence is not Confidence.LOW}
        return tuple(c for c in self.commits if c.sha in wanted)

    @property
    def commits(self) -> tuple[Commit, ...]:
        """Those of HEAD that were read, newest first."""
        return self.repository.commits if self.repository else ()

    @cached_property
    def branch_commits(self) -> tuple[Commit, ...]:
        """What the branch has and the default branch lacks; empty on the default branch itself."""
        return tuple(c for c in self.commits if c.on_default is False)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The first line that some report gives for a commit id."""
        said = (c for r in self.reported.reports for c in r.claims if c.kind is ClaimKind.COMMIT)
        return {c.sha: c.title for c in said if c.sha and c.title}

    @cached_property
    def _named_by(self) -> dict[str, frozenset[str]]:
        return {
            r.path: frozenset(c.sha for c in r.claims if c.kind is ClaimKind.COMMIT and c.sha)
            for r in self.reported.reports
        }

    @cached_property
    def _by_prefix(self) -> dict[str, tuple[Commit, bool]]:
        """Commits by the first digits of their ids, and whether HEAD has them; the newest of several."""
        found: dict[str, tuple[Commit, bool]] = {}
        if self.repository:
            for on_head, commits in ((False, self.repository.elsewhere), (True, self.repository.commits)):
                found |= {c.sha[:SHORT]: (c, on_head) for c in reversed(commits)}
        return found

    def find(self, sha: str) -> Found | None:
        """Return the commit that an id names; `None` when this clone has none, as far as it was read."""
        commit, on_head = self._by_prefix.get(sha[:SHORT], (None, False))
        if commit and commit.sha.startswith(sha):
            asked = self.asked(sha)
            twin, by = (asked.twin, asked.twin_by) if asked else (None, None)
            return Found(commit, commit.sha, commit.subject, on_head, commit.branches, twin, by == "patch")
        asked = self.asked(sha)
        if asked is None or asked.sha is None:
            return None
        by_patch = asked.twin_by == "patch"
        return Found(None, asked.sha, asked.subject, asked.on_head, asked.branches, asked.twin, by_patch)

    def asked(self, sha: str) -> NamedCommit | None:
        """Return what git says of an id that was asked for by name."""
        named = self.repository.named if self.repository else ()
        return next((n for n in named if n.asked == sha), None)

    def stands_for(self, sha: str) -> Commit | None:
        """Return the commit that an id means now: itself, the same change, the message given for it."""
        found = self.find(sha)
        if found and found.commit and (found.on_head or found.twin is None):
            return found.commit
        if found and found.twin:
            return next((c for c in self.commits if c.sha.startswith(found.twin)), found.commit)
        return self.by_title(sha) if found is None else None

    def by_title(self, sha: str) -> Commit | None:
        """Return the one commit with the first line that a report gives for an id."""
        title = self.titles.get(sha)
        same = [c for c in self.commits if title and plain(c.subject) == plain(title)]
        return same[0] if len(same) == 1 else None

    def named_by(self, claim: Claim) -> tuple[Commit, ...]:
        """Return the commits that a claim's line names, else those of its report, as they stand now."""
        shas: Iterable[str] = [claim.sha] if claim.sha else sorted(self._named_by.get(claim.path, ()))
        found = {c for c in map(self.stands_for, shas) if c}
        return tuple(sorted(found, key=lambda c: (c.committed_at, c.sha), reverse=True))

    def full_history(self) -> bool:
        """Whether every commit of HEAD was read."""
        return bool(
            self.repository
            and not self.repository.shallow
            and not self.repository.commits_cut
            and self.record.since is None
        )


def plain(text: str) -> str:
    """Return a commit message's first line for comparing."""
    return " ".join(text.lower().strip(" .`'\"*").split())


def short(sha: str) -> str:
    """Return a commit id as shown."""
    return sha[:SHORT]


def scene_of(snapshot: Snapshot, status: PlanStatus, reported: Reported, names: Iterable[str]) -> Scene:
    """Set the scene for the plan that `status` speaks of; `names` are those of all plans."""
    record = next(r for r in snapshot.plans if r.path == status.path)
    return Scene(
        record=record,
        plan=record.plan,
        status=status,
        repository=snapshot.repository,
        prefix=snapshot.prefix,
        reported=reported,
        other_plans=frozenset(names) - {status.name},
    )


def judged(claim: Claim, verdict: Verdict, actual: str, source: str | None = None) -> JudgedClaim:
    """Return a claim with its verdict."""
    return JudgedClaim(claim=claim, verdict=verdict, actual=actual, source=source)


def older(commits: Iterable[Commit], report: Report, scene: Scene) -> tuple[Commit, ...]:
    """Return the commits that a report can have known; none where nobody knows when it was written."""
    at = written_at(report, scene)
    return tuple(c for c in commits if at is not None and c.committed_at <= at)


def written_at(report: Report, scene: Scene) -> datetime | None:
    """Return when a report was written: as git has it, else the file system; `None` for a notepad."""
    if report.written_at is None:
        return None
    path = scene.prefix + report.path
    committed = next((c for c in scene.commits if any(f.path == path for f in c.changes)), None)
    return committed.committed_at if committed else report.written_at
