"""`sisyphus verify`: the only command that runs anything."""

from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sisyphus.cli.options import (
    HERE,
    Answer,
    Colour,
    ColourOption,
    DirectoryOption,
    JsonOption,
    PlanArgument,
    QuietOption,
    VerboseOption,
    start_folder,
    terminal_width,
    wants_colour,
)
from sisyphus.errors import MachineError, TamperedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sisyphus.adapters.place import Place
    from sisyphus.adapters.verify import Order, Result
    from sisyphus.cli.consent import Wish
    from sisyphus.cli.verify_view import View
    from sisyphus.model.check import Check
    from sisyphus.model.judgement import CheckStatus
    from sisyphus.model.snapshot import Snapshot
    from sisyphus.model.status import PlanStatus


class Only(StrEnum):
    """Which checks to run."""

    FAILED = "failed"
    STALE = "stale"
    UNPROVED = "unproved"


TasksArgument = Annotated[
    list[str] | None, typer.Argument(metavar="TASK", help="Ids of tasks or checks; all without.")
]
ListOption = Annotated[bool, typer.Option("--list", help="Show the checks; run nothing.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would run; run nothing.")]
JobsOption = Annotated[int, typer.Option("--jobs", "-j", min=1, max=64, help="Checks at a time.")]
TimeoutOption = Annotated[
    float | None, typer.Option("--timeout", min=0.1, help="Seconds that each check may take.")
]
OnlyOption = Annotated[Only | None, typer.Option("--only", help="Run only these checks.")]
FailFastOption = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first failure.")]
TrustAllOption = Annotated[
    bool, typer.Option("--trust-all", help="Allow every runnable command of the plan, this once.")
]
TrustFileOption = Annotated[
    Path | None, typer.Option("--trust-file", metavar="FILE", help="Allow the keys listed in FILE.")
]


def verify(  # noqa: PLR0913 - each is an option of the command
    plan: PlanArgument = None,
    tasks: TasksArgument = None,
    *,
    list_: ListOption = False,
    dry_run: DryRunOption = False,
    jobs: JobsOption = 1,
    timeout: TimeoutOption = None,
    only: OnlyOption = None,
    fail_fast: FailFastOption = False,
    trust_all: TrustAllOption = False,
    trust_file: TrustFileOption = None,
    directory: DirectoryOption = HERE,
    as_json: JsonOption = False,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001 - every command has it; nothing more to say here yet
) -> Answer:
    """Run the plan's own checks that you trust, and keep evidence tied to the commit.

    Shows each command before its first run and asks. Without a terminal nothing untrusted runs (exit 6).
    """
    from sisyphus.cli.consent import Wish  # noqa: PLC0415 - start-up: only where used
    from sisyphus.cli.verify_view import View  # noqa: PLC0415 - same

    scene = _look(start_folder(directory), plan)
    status = _judge(scene.snapshot)
    selected = select_checks(status, tasks or [], only)
    view = View(as_json=as_json, quiet=quiet, colour=wants_colour(color), width=terminal_width())
    if list_ or dry_run:
        return view.listing(status, [s for s in selected if list_ or (s.check.runnable and not s.missing)])
    _refuse(scene.snapshot)
    allowed = _allow(selected, scene, Wish(everything=trust_all, file=trust_file, timeout_s=timeout))
    results = _run(_order(scene, allowed, timeout, jobs, fail_fast=fail_fast), scene.snapshot, view)
    ids = {s.check.id for s in selected}
    status = _judge(_look(scene.start, plan).snapshot)
    return view.ending(status, [s for s in status.checks if s.check.id in ids], results)


class _Scene(NamedTuple):
    """What the command line means, as it stands at one moment."""

    start: Path
    place: "Place"
    snapshot: "Snapshot"
    """Of the one plan that is meant."""


def _look(start: Path, plan: str | None) -> _Scene:
    """Observe the plan that is meant. Raises UsageError when its file is gone."""
    from sisyphus.adapters.observe import take_snapshot  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.place import choose_plan, find_place  # noqa: PLC0415 - same

    place = find_place(start, plan=plan)
    snapshot = take_snapshot(place, [choose_plan(place, start, plan)])
    record = snapshot.plans[0]
    if record.plan is None:
        fix = "restore the file, or name a plan that is there"
        raise UsageError("the plan is not on disk", fix=fix, path=record.path)
    return _Scene(start, place, snapshot)


def _allow(selected: "Sequence[CheckStatus]", scene: _Scene, wish: "Wish") -> "list[tuple[Check, str]]":
    """Return the checks that may run and can, each with how it was allowed."""
    from sisyphus.cli.consent import allow_checks  # noqa: PLC0415 - start-up: only where used

    runnable = [s.check for s in selected if s.check.runnable]
    here = {s.check.id for s in selected if not s.missing}
    return [pair for pair in allow_checks(runnable, scene.snapshot, scene.place, wish) if pair[0].id in here]


def _order(
    scene: _Scene, checks: "list[tuple[Check, str]]", timeout: float | None, jobs: int, *, fail_fast: bool
) -> "Order":
    from sisyphus.adapters.observe import outputs_of  # noqa: PLC0415 - start-up: only where used
    from sisyphus.adapters.verify import Order  # noqa: PLC0415 - same

    return Order(
        place=scene.place,
        record=scene.snapshot.plans[0],
        checks=checks,
        outputs=outputs_of(scene.snapshot.plans),
        timeout_s=timeout,
        jobs=jobs,
        fail_fast=fail_fast,
    )


def _judge(snapshot: "Snapshot") -> "PlanStatus":
    from sisyphus.analysis.assess import assess  # noqa: PLC0415 - start-up: only where used

    return assess(snapshot).plans[0]


def select_checks(status: "PlanStatus", wanted: "Sequence[str]", only: Only | None) -> "list[CheckStatus]":
    """Return the checks of the named tasks, or by their own id. Raises UsageError for an unknown id."""
    known = {t.id.casefold() for t in status.tasks} | {t.key for t in status.tasks}
    known |= {c.check.id for c in status.checks}
    for name in wanted:
        if name.casefold() not in known:
            ids = ", ".join(t.id for t in status.tasks) or "none"
            raise UsageError(f"no task or check {name!r} in {status.name}", fix=f"tasks are: {ids}")
    names = {n.casefold() for n in wanted}
    return [
        c
        for c in status.checks
        if (not names or names & {c.check.id, c.check.task, (c.check.label or "").casefold()})
        and (only is None or c.standing in _ONLY[only])
    ]


_ONLY = {
    Only.FAILED: ("failed",),
    Only.STALE: ("stale",),
    Only.UNPROVED: ("not_run", "stale", "failed", "unchecked"),
}


def _refuse(snapshot: "Snapshot") -> None:
    """Refuse to run where a proof would be worth nothing."""
    from sisyphus.adapters.command import running_inside_check  # noqa: PLC0415 - start-up: only where used

    if running_inside_check():
        raise MachineError(
            "a check of `sisyphus verify` started `sisyphus verify`", fix="take it out of the plan's checks"
        )
    for finding in snapshot.plans[0].evidence.tampered:
        raise TamperedError(
            finding.message,
            fix="move the log away to begin a new one; what it proved must be run again",
            path=finding.source.path,
            line=finding.source.line,
        )


def _run(order: "Order", snapshot: "Snapshot", view: "View") -> "list[Result]":
    """Run what was ordered and show each check as it ends."""
    from sisyphus.adapters.verify import run_checks  # noqa: PLC0415 - start-up: only where used
    from sisyphus.analysis.verification import judge_check  # noqa: PLC0415 - same

    results: list[Result] = []
    if not order.checks:
        return results
    with closing(run_checks(order, progress=view.running)) as running:
        for result in running:
            results.append(result)
            status = judge_check(result.check, result.evidence, snapshot.missing_programs)
            view.ran(status, result.run.duration_s)
    return results
