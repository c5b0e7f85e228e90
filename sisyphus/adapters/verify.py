"""Runs checks and keeps what they show: start record, run, judgement, end record, in this order."""

import math
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock

from sisyphus.adapters.content import look_at_folder
from sisyphus.adapters.evidence_log.record import Manner
from sisyphus.adapters.evidence_log.writer import EvidenceWriter
from sisyphus.adapters.git import find_top_level, reopening
from sisyphus.adapters.place import Place, evidence_home
from sisyphus.adapters.repository.content import ContentWatch
from sisyphus.adapters.repository.sighting import Sighting, changed_files
from sisyphus.adapters.runner import run_check
from sisyphus.adapters.running.judge import blame_sandbox, judge
from sisyphus.adapters.running.metrics import read_metrics
from sisyphus.adapters.running.sandbox import KIND, Sandbox
from sisyphus.model.check import Check
from sisyphus.model.deferred import dataclass, replace
from sisyphus.model.evidence import Evidence, Outcome, Run
from sisyphus.model.snapshot import PlanRecord

Progress = Callable[[Check, str | None], None]
"""Called with a running check and its latest line of output, `None` when it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The work tree that the checks run in."""

    root: Path | None = None
    """Of a clean checkout; `None` for the work tree of the place."""
    ref: str | None = None
    """What the user called the commit that is checked out there."""
    baseline: bool = False
    """Whether the runs only give figures to compare with."""


HERE = Ground()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to run and how."""

    place: Place
    record: PlanRecord
    checks: Sequence[tuple[Check, str]]
    """Each with how it was allowed."""
    outputs: frozenset[str]
    """Untracked files that earlier runs made."""
    timeout_s: float | None
    """Limit for every check; `None` keeps each one's own."""
    reports: frozenset[str] = frozenset()
    """Files that the caller will write of the runs, named as untracked ones are: outputs as well."""
    jobs: int = 1
    fail_fast: bool = False
    ground: Ground = HERE
    sandbox: Sandbox | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One check that ran, with its record and the run itself."""

    check: Check
    evidence: Evidence
    run: Run


def run_checks(
    order: Order, *, progress: Progress | None = None, stopping: Callable[[], None] = lambda: None
) -> Generator[Result]:
    """Run the checks and yield their results in order, each as soon as those before it are there.

    Nothing keeps running when the caller stops: an interrupt or a closed generator cancels what is under way;
    `stopping` is called when that is waited for.
    """
    cancel = Event()
    home = evidence_home(order.place, order.record.path)
    with (
        EvidenceWriter(home, order.record.name, order.place.root) as writer,
        ThreadPoolExecutor(max_workers=max(order.jobs, 1)) as pool,
    ):
        runner = _Runner(order, writer, cancel, progress)
        pending = [pool.submit(runner.run, check, trust) for check, trust in order.checks]
        try:
            yield from _in_order(pending)
        finally:
            # A worker that waits for its process notices this within a moment.
            cancel.set()
            for future in pending:
                future.cancel()
            if not all(future.done() for future in pending):
                stopping()


def _in_order(pending: "list[Future[Result | None]]") -> Generator[Result]:
    for future in pending:
        result = future.result()
        if result is None:
            return
        yield result


class _Runner:
    """What the runs of one order share."""

    def __init__(
        self, order: Order, writer: EvidenceWriter, cancel: Event, progress: Progress | None
    ) -> None:
        self.order, self.writer, self.cancel, self.progress = order, writer, cancel, progress
        # A clean checkout holds no outputs yet: all that is untracked there, a check has made.
        self.reports = frozenset[str]() if order.ground.root else order.reports
        self.outputs = frozenset[str]() if order.ground.root else order.outputs | order.reports
        self.root = order.ground.root or Path(order.place.root)
        self.manner = Manner(
            sandbox=KIND if order.sandbox else Manner().sandbox,
            ref=order.ground.ref,
            baseline=order.ground.baseline,
        )
        place, top = order.place, find_top_level(self.root)
        state_dirs = tuple(place.prefix + d for d in place.state_dirs)
        self.content = ContentWatch(reopening(top), state_dirs) if top else None
        self.turn = Lock()
        self.seen: Sighting | None = None

    def run(self, check: Check, trust: str) -> Result | None:
        """Run one check; `None` when it was cancelled before its turn."""
        if self.cancel.is_set():
            return None
        before = self.seen or self._observe()
        limit = self.order.timeout_s or check.timeout_s
        seq = self.writer.started(
            replace(check, timeout_s=math.ceil(limit)), before.subject, trust, self.manner
        )
        if self.progress:
            self.progress(check, "")
        heard = self.progress
        run = run_check(
            check,
            self.root,
            timeout_s=limit,
            cancel=self.cancel,
            on_output=(lambda text: heard(check, text)) if heard else None,
            sandbox=self.order.sandbox,
        )
        if self.progress:
            self.progress(check, None)
        run = judge(check, run, self.root)
        run = blame_sandbox(run) if self.order.sandbox else run
        after, created = self._look_after(before)
        evidence = self.writer.ended(
            seq,
            run,
            after.subject,
            created=(*sorted(self.reports), *created),
            changed=changed_files(before, after),
            metrics=read_metrics(run),
        )
        if self.order.fail_fast and run.outcome not in {Outcome.PASSED, Outcome.UNCHECKED}:
            self.cancel.set()
        return Result(check=check, evidence=evidence, run=run)

    def _look_after(self, before: Sighting) -> tuple[Sighting, tuple[str, ...]]:
        """Look what a run left, its new files apart."""
        after = self._observe()
        created = tuple(sorted(after.untracked - before.untracked - self.reports))
        if created:
            # Files that the run made are its outputs: they were no part of what it ran on.
            with self.turn:
                self.outputs |= frozenset(created)
            after = self._observe()
        # With several runs side by side, what one leaves behind is not what the next began with.
        self.seen = after if self.order.jobs <= 1 else None
        return after, created

    def _observe(self) -> Sighting:
        if self.content:
            return self.content.look(self.outputs)
        place: Place = self.order.place
        return look_at_folder(self.root, place.state_dirs, self.outputs)
