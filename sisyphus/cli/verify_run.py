"""Runs what was allowed: here or in a clean checkout, shut in or not, and again at the baseline."""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from sisyphus.adapters.commit_view import CommitView
from sisyphus.adapters.git import find_top_level
from sisyphus.adapters.observe import outputs_of
from sisyphus.adapters.private import user_state_home
from sisyphus.adapters.running.sandbox import Sandbox, make_sandbox
from sisyphus.adapters.verify import HERE, Ground, Order, Result, run_checks
from sisyphus.analysis.verification import judge_check
from sisyphus.cli.options import write_out
from sisyphus.cli.verify_scene import Scene
from sisyphus.cli.verify_view import View
from sisyphus.model.check import Check
from sisyphus.render.terminal import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How to run: the options of the command line that say so."""

    timeout_s: float | None
    jobs: int
    fail_fast: bool
    bwrap: str | None
    """Path of bubblewrap; `None` to run without."""
    baseline: CommitView | None
    reports: frozenset[str] = frozenset()
    """Files that are written of the runs afterwards, below the git top level or the root."""


def run_all(scene: Scene, allowed: Sequence[tuple[Check, str]], way: Way, view: View) -> list[Result]:
    """Run what is allowed, show each check as it ends, then the same ones at the baseline.

    Returns the results of the first series. Nothing of a checkout is left, however this ends.
    """
    if not allowed:
        return []
    with _ending_by_signal():
        with _ground(scene.at, view) as ground:
            results = _run(_order(scene, allowed, way, ground), scene, view)
        ran = {r.check.id for r in results}
        # An approval of its own is for one run: what it deploys or deletes is not done again for a figure.
        again = [pair for pair in allowed if pair[0].id in ran and pair[0].runnable]
        if way.baseline and again:
            if not view.quiet and not view.as_json:
                write_out(safe(f"at {way.baseline.ref} ({way.baseline.sha[:8]}), to compare with:") + "\n")
            with _ground(way.baseline, view, baseline=True) as ground:
                # Figures are wanted of each check, whatever fails there.
                _run(replace(_order(scene, again, way, ground), fail_fast=False), scene, view)
    return results


@contextmanager
def _ground(commit: CommitView | None, view: View, *, baseline: bool = False) -> Iterator[Ground]:
    """Give the work tree to run in."""
    with commit.check_out() if commit else nullcontext() as checkout:
        if commit is None or checkout is None:
            yield HERE
            return
        root, notes = checkout
        if not view.quiet:
            for note in notes:
                sys.stderr.write(safe(f"sisyphus: {commit.ref}: {note}") + "\n")
        yield Ground(root=root, ref=commit.ref, baseline=baseline)


def _order(scene: Scene, allowed: Sequence[tuple[Check, str]], way: Way, ground: Ground) -> Order:
    return Order(
        place=scene.place,
        record=scene.snapshot.plans[0],
        checks=allowed,
        outputs=outputs_of(scene.snapshot.plans),
        reports=way.reports,
        timeout_s=way.timeout_s,
        jobs=way.jobs,
        fail_fast=way.fail_fast,
        ground=ground,
        sandbox=sandbox_for(way.bwrap, ground.root or scene.place.root) if way.bwrap else None,
    )


def sandbox_for(bwrap: str, root: Path) -> Sandbox:
    """Return the sandbox for the work tree that holds `root`; the trust store is hidden in it."""
    top = find_top_level(root) or root.resolve()
    return make_sandbox(bwrap, top, hidden=(user_state_home(top),))


def _run(order: Order, scene: Scene, view: View) -> list[Result]:
    results: list[Result] = []
    checks = run_checks(order, progress=view.running, stopping=view.stopping)
    with view.live(len(order.checks)), closing(checks) as running:
        for result in running:
            results.append(result)
            status = judge_check(result.check, result.evidence, scene.snapshot.missing_programs)
            view.ran(status, result)
    return results


@contextmanager
def _ending_by_signal() -> Iterator[None]:
    """Make a request to end, or a terminal that is closed, end the checks as Ctrl-C does."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        # Who ignores hang-ups (nohup) wants the checks to go on.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action or signal.SIG_DFL)
