"""From one command line of `sisyphus verify` to its answer: look, ask, run, look again."""

import sys

from sisyphus.adapters.commit_view import CommitView, find_commit
from sisyphus.adapters.evidence import require_own_log
from sisyphus.cli.consent import Wish, allow_checks
from sisyphus.cli.options import Answer
from sisyphus.cli.verify_files import publish, refuse_lost_files, reports_of
from sisyphus.cli.verify_options import Request
from sisyphus.cli.verify_room import OPEN, SHUT_IN, find_room
from sisyphus.cli.verify_run import Way, run_all
from sisyphus.cli.verify_scene import (
    Scene,
    as_named,
    judge,
    observe_scene,
    refuse_vain_run,
    select_checks,
)
from sisyphus.cli.verify_view import View
from sisyphus.errors import SisyphusError
from sisyphus.model.deferred import replace
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.status import PlanStatus
from sisyphus.render.terminal import safe
from sisyphus.render.text_baseline import render_comparison


def answer_request(request: Request, view: View) -> Answer:
    """Do what was asked for."""
    scene = observe_scene(request.start, request.plan, request.at)
    notes = () if view.quiet else tuple(scene.notes())
    status = judge(scene)
    selected = select_checks(status, request.tasks, request.only)
    if request.show_only:
        shown = [s for s in selected if not request.runnable_only or _would_run(s, request)]
        return replace(view.listing(status, shown), warnings=notes)
    refuse_vain_run(scene)
    refuse_lost_files(request)
    way = _way(request, scene, quiet=view.quiet)
    for note in notes:
        sys.stderr.write(safe(f"sisyphus: {note}") + "\n")
    able = [s.check for s in selected if s.check.can_run and not s.missing and _is_meant(s, request)]
    allowed = allow_checks(able, scene.snapshot, scene.place, _wish(request, scene, way))
    results = run_all(scene, allowed, way, view)
    seen = scene.again()
    after = judge(seen)
    ids = {s.check.id for s in selected} | _brought_in(status, after, request, quiet=view.quiet)
    shown = [as_named(s, seen) if request.tasks else s for s in after.checks if s.check.id in ids]
    answer = publish(request, seen, shown, results, view.ending(after, shown, results))
    try:
        require_own_log(seen.snapshot.plans[0].evidence, seen.place.root)
    except SisyphusError as error:
        said = f"{error.message} (fix: {error.fix})"
        answer = replace(answer, code=error.exit_code, warnings=(*answer.warnings, said))
    if way.baseline is None or view.as_json:
        return answer
    ran = {r.check.id for r in results}
    table = render_comparison([s for s in shown if s.check.id in ran], colour=view.colour, width=view.width)
    return replace(answer, text=table + answer.text)


def _way(request: Request, scene: Scene, *, quiet: bool) -> Way:
    """Return how to run. Raises UsageError for a REF that is none, MachineError for a sandbox."""
    return Way(
        timeout_s=request.timeout_s,
        jobs=request.jobs,
        fail_fast=request.fail_fast,
        bwrap=find_room(request.sandbox, scene.place, quiet=quiet),
        baseline=None if request.baseline is None else find_commit(scene.place, request.baseline),
        reports=reports_of(request, scene.place),
    )


def _would_run(status: CheckStatus, request: Request) -> bool:
    """Whether a check runs once the ordinary ones are allowed; what needs its own approval must have it."""
    can = status.check.runnable or (status.check.can_run and status.trusted)
    return can and not status.missing and _is_meant(status, request)


def _is_meant(status: CheckStatus, request: Request) -> bool:
    """Whether a check is to run as far as it can: one of what is cancelled only where it is named."""
    return bool(request.tasks) or status.standing is not Standing.CANCELLED


def _brought_in(before: PlanStatus, after: PlanStatus, request: Request, *, quiet: bool) -> set[str]:
    """Return the checks asked for that an edit brought in while others ran, and say that there are some."""
    known, names = {s.check.id for s in before.checks}, {name.casefold() for name in request.tasks}
    new = (s.check for s in after.checks if s.check.id not in known and s.check.runnable)
    found = {c.id for c in new if not names or names & {c.task, (c.label or "").casefold()}}
    if found and not quiet:
        said = "the plan was edited while its checks ran; what is new in it did not run"
        sys.stderr.write(f"sisyphus: {said}\n")
    return found


def _wish(request: Request, scene: Scene, way: Way) -> Wish:
    commits: tuple[CommitView | None, ...] = (scene.at, way.baseline)
    return Wish(
        everything=request.trust_all,
        file=request.trust_file,
        drift=request.trust_drift,
        timeout_s=request.timeout_s,
        commits=tuple(view.sha for view in commits if view),
        room=SHUT_IN if way.bwrap else OPEN,
    )
