"""Appends to the evidence log of this checkout, so that a crash or a full disk never spoils what is there."""

import threading
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sisyphus.adapters.evidence_log.outputs import FOLDER_MODE, require_room, store_output
from sisyphus.adapters.evidence_log.own_log import OwnLog
from sisyphus.adapters.evidence_log.place import plan_parts
from sisyphus.adapters.evidence_log.record import HERE, Manner, end_record, read_evidence, start_record
from sisyphus.adapters.private import explain, folder
from sisyphus.adapters.running.redact import redact, redact_text, secret_values
from sisyphus.model.check import Check
from sisyphus.model.deferred import replace
from sisyphus.model.evidence import Evidence, Output, Run
from sisyphus.model.repository import Subject


class EvidenceWriter:
    """The own log of a plan, open for appending. Threads may share a writer, processes a log."""

    def __init__(self, state_dir: Path, plan: str, root: Path) -> None:
        """Raise InputError for a plan's name that is no file name, or a user state folder inside `root`."""
        self.plan, self._base, self._parts = plan, state_dir.parent, plan_parts(state_dir, plan)
        self._log = OwnLog(state_dir, plan, root)
        self._started: dict[int, tuple[dict[str, Any], Subject]] = {}
        self._secrets = secret_values()
        self._turn = threading.Lock()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Open the log, made if need be, and check it against its anchor.

        Raises TamperedError for a log that does not hold together, InputError for links in its path,
        MachineError where it or an output beside it cannot be written.
        """
        try:
            opened = self._open.enter_context(folder(self._base, self._parts, create=FOLDER_MODE))
            require_room(self._base, self._parts)
            with self._turn:
                self._log.begin(opened)
        except OSError as error:
            self.close()
            raise explain(error, self._log.path) from error
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the log; nothing is pending."""
        self._log.close()
        self._open.close()

    def started(self, check: Check, subject: Subject, trust: str, manner: Manner = HERE) -> int:
        """Write, durably, that a check is about to run. Returns the number of the record."""
        record = start_record(check, subject, trust, self.plan, datetime.now(UTC)) | manner._asdict()
        written = self._append(record)
        self._started[written["seq"]] = (written, subject)
        return int(written["seq"])

    def ended(  # noqa: PLR0913 - what a run leaves behind
        self,
        seq: int,
        run: Run,
        subject: Subject,
        *,
        created: tuple[str, ...] = (),
        changed: tuple[str, ...] = (),
        metrics: tuple[tuple[str, float], ...] = (),
    ) -> Evidence:
        """Write how the run that `started` numbered ended, its output first, secrets taken out.

        `subject` is the content after the run: if it is not that from before, the record says so, and names
        the files that are `changed`.
        """
        start, before = self._started.pop(seq)
        if run.reason:
            run = replace(run, reason=redact_text(run.reason, self._secrets))
        record = end_record(
            seq,
            run,
            changed_during=(before.source, before.worktree) != (subject.source, subject.worktree),
            stdout=self._keep(run.stdout, run.stdout_sha256, run.stdout_bytes),
            stderr=self._keep(run.stderr, run.stderr_sha256, run.stderr_bytes),
            created=created,
            changed=changed,
            metrics=metrics,
            at=datetime.now(UTC),
        )
        written = self._append(record)
        return read_evidence(start, written, self._log.writer, own=True)

    def _append(self, record: Mapping[str, Any]) -> dict[str, Any]:
        try:
            with self._turn:
                return self._log.append(record)
        except OSError as error:
            raise explain(error, self._log.path) from error

    def _keep(self, text: bytes, sha256: str, size: int) -> Output:
        kept, redactions = redact(text, self._secrets)
        blob = store_output(self._base, self._parts, kept)
        return Output(sha256=sha256, bytes=size, kept=len(kept), blob=blob, redactions=redactions)
