"""What a `verify` command line means: the place, its one plan, the content, the checks asked for."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sisyphus.adapters.commit_view import CommitView, find_commit, look_at
from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import Place, choose_plan, find_place
from sisyphus.adapters.running.command import running_inside_check
from sisyphus.analysis.assess import assess
from sisyphus.analysis.freshness import is_known
from sisyphus.analysis.verification import judge_check
from sisyphus.cli.verify_options import Only
from sisyphus.errors import MachineError, TamperedError, UsageError
from sisyphus.model.deferred import replace
from sisyphus.model.first_few import first_few
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.snapshot import Snapshot
from sisyphus.model.status import PlanStatus


class Scene(NamedTuple):
    """What the command line means, as it stands at one moment."""

    start: Path
    plan: str | None
    """The PLAN argument."""
    place: Place
    snapshot: Snapshot
    """Of the one plan that is meant; with `at`, as it would be with that commit checked out."""
    at: CommitView | None
    note: str | None = None
    """What the user should know about the plan that is read."""

    def notes(self) -> Iterator[str]:
        """Yield what the user should know before anything runs."""
        if self.note:
            yield self.note
        repository = self.snapshot.repository
        if repository and not is_known(repository.subject):
            for finding in repository.findings:
                yield f"what is here is not known, and no run proves anything: {finding}"

    def again(self) -> "Scene":
        """Observe the same once more, a named commit by its id: the name may stand for another one by now."""
        return observe_scene(self.start, self.plan, self.at.sha if self.at else None)


def observe_scene(start: Path, plan: str | None, at: str | None = None) -> Scene:
    """Observe the plan that is meant, at the commit `at` where one is named.

    Raises UsageError when its file is gone, or there is no such commit.
    """
    place = find_place(start, plan=plan)
    snapshot = take_snapshot(place, [choose_plan(place, start, plan)])
    record = snapshot.plans[0]
    if record.plan is None:
        fix = "restore the file, or name a plan that is there"
        raise UsageError("the plan is not on disk", fix=fix, path=record.path)
    if at is None:
        return Scene(start, plan, place, snapshot, None)
    view = find_commit(place, at)
    seen, note = look_at(view, place, snapshot)
    return Scene(start, plan, place, seen, view, note)


def judge(scene: Scene) -> PlanStatus:
    """Judge the one plan of a scene."""
    return assess(scene.snapshot).plans[0]


def select_checks(status: PlanStatus, wanted: Sequence[str], only: Only | None) -> list[CheckStatus]:
    """Return the checks of the named tasks, or by their own id. Raises UsageError for an unknown id."""
    known = {t.id.casefold() for t in status.tasks} | {t.key for t in status.tasks}
    known |= {c.check.id for c in status.checks}
    for name in wanted:
        if name.casefold() not in known:
            ids = first_few([t.id for t in status.tasks], _LABELS_NAMED) or "none"
            raise UsageError(f"no task or check {name!r} in {status.name}", fix=f"tasks are: {ids}")
    names = {n.casefold() for n in wanted}
    return [
        c
        for c in status.checks
        if (not names or names & {c.check.id, c.check.task, (c.check.label or "").casefold()})
        and (only is None or c.standing in _ONLY[only])
    ]


def as_named(status: CheckStatus, scene: Scene) -> CheckStatus:
    """Judge a check that the user has named: though what it belongs to is cancelled, its result is wanted."""
    if status.standing is not Standing.CANCELLED:
        return status
    consent = True if status.trusted else False if status.denied else None
    seen = scene.snapshot
    judged = judge_check(status.check, status.evidence, seen.missing_programs, seen.subject, consent=consent)
    return replace(judged, baseline=status.baseline, key=status.key)


_LABELS_NAMED = 20

_ONLY = {
    Only.FAILED: ("failed",),
    Only.STALE: ("stale",),
    Only.UNPROVED: ("not_run", "passed_elsewhere", "stale", "failed", "unchecked"),
}


def refuse_vain_run(scene: Scene) -> None:
    """Refuse to run where a proof would be worth nothing."""
    if running_inside_check():
        raise MachineError(
            "a check of `sisyphus verify` started `sisyphus verify`", fix="take it out of the plan's checks"
        )
    for finding in scene.snapshot.plans[0].evidence.tampered:
        raise TamperedError(
            finding.message,
            fix="move the log away to begin a new one; what it proved must be run again",
            path=finding.source.path,
            line=finding.source.line,
        )
