"""Runs checks and keeps what they show: start record, run, judgement, end record, in this order."""

import math
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock

from sisyphus.adapters.content import digest_folder, list_folder
from sisyphus.adapters.evidence_writer import EvidenceWriter
from sisyphus.adapters.git import observe
from sisyphus.adapters.judge import judge
from sisyphus.adapters.metrics import read_metrics
from sisyphus.adapters.place import Place, evidence_home
from sisyphus.adapters.runner import run_check
from sisyphus.model.check import Check
from sisyphus.model.evidence import Evidence, Outcome, Run
from sisyphus.model.repository import Subject
from sisyphus.model.snapshot import PlanRecord

Progress = Callable[[Check, str], None]
"""Called with a running check and its latest line of output."""


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
    jobs: int = 1
    fail_fast: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One check that ran, with its record and the run itself."""

    check: Check
    evidence: Evidence
    run: Run


def run_checks(order: Order, *, progress: Progress | None = None) -> Generator[Result]:
    """Run the checks and yield their results in order, each as soon as those before it are there.

    Nothing keeps running when the caller stops: an interrupt or a closed generator cancels what is under way.
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
        self.outputs = order.outputs
        self.turn = Lock()
        self.subject: tuple[Subject, frozenset[str]] | None = None

    def run(self, check: Check, trust: str) -> Result | None:
        """Run one check; `None` when it was cancelled before its turn."""
        if self.cancel.is_set():
            return None
        before, untracked = self.subject or self._observe()
        limit = self.order.timeout_s or check.timeout_s
        seq = self.writer.started(replace(check, timeout_s=math.ceil(limit)), before, trust)
        if self.progress:
            self.progress(check, "")
        heard = self.progress
        run = run_check(
            check,
            self.order.place.root,
            timeout_s=limit,
            cancel=self.cancel,
            on_output=(lambda text: heard(check, text)) if heard else None,
        )
        run = judge(check, run, self.order.place.root)
        after, now_untracked = self._observe()
        created = tuple(sorted(now_untracked - untracked))
        if created:
            # Files that the run made are its outputs: they were no part of what it ran on.
            with self.turn:
                self.outputs |= frozenset(created)
            after, now_untracked = self._observe()
        # With several runs side by side, what one leaves behind is not what the next began with.
        self.subject = (after, now_untracked) if self.order.jobs <= 1 else None
        evidence = self.writer.ended(seq, run, after, created=created, metrics=read_metrics(run))
        if self.order.fail_fast and run.outcome not in {Outcome.PASSED, Outcome.UNCHECKED}:
            self.cancel.set()
        return Result(check=check, evidence=evidence, run=run)

    def _observe(self) -> tuple[Subject, frozenset[str]]:
        place: Place = self.order.place
        repository = observe(
            Path(place.root),
            since=datetime.now(UTC),
            state_dirs=tuple(place.prefix + d for d in place.state_dirs),
            outputs=self.outputs,
            max_commits=1,
        )
        if repository is None:
            return digest_folder(place.root, place.state_dirs, self.outputs), list_folder(
                place.root, place.state_dirs
            )
        return repository.subject, frozenset(f.path for f in repository.dirty_files if f.untracked)
