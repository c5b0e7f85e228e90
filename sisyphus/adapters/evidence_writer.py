"""Appends to the evidence log of this checkout, so that a crash or a full disk never spoils what is there."""

import hashlib
import os
import stat
import threading
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sisyphus.adapters.anchor import Anchor, AnchorFile, anchor_fault
from sisyphus.adapters.evidence_chain import LINE_LIMIT, VERSION, Chain, digest, read_chain
from sisyphus.adapters.evidence_place import SUFFIX, plan_parts, shown_path, writer_name
from sisyphus.adapters.evidence_record import HERE, Manner, end_record, plain, read_evidence, start_record
from sisyphus.adapters.private import explain, folder, open_regular, write_atomically
from sisyphus.adapters.redact import redact, redact_text, secret_values
from sisyphus.errors import InputError, MachineError, TamperedError
from sisyphus.model.check import Check
from sisyphus.model.evidence import Evidence, Output, Run
from sisyphus.model.repository import Subject

_FOLDER_MODE = 0o755
_APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND


class EvidenceWriter:
    """The own log of a plan, open for appending. Threads may share a writer, processes a log."""

    def __init__(self, state_dir: Path, plan: str, root: Path) -> None:
        """Raise InputError for a plan's name that is no file name, or a user state folder inside `root`."""
        self.state_dir, self.plan = state_dir, plan
        self.writer = writer_name(root)
        self.name = self.writer + SUFFIX
        self.path = shown_path(state_dir, plan, self.name, root)
        self._parts = plan_parts(state_dir, plan)
        self._anchor_file = AnchorFile(state_dir, plan, self.writer, root)
        self._chain = Chain()
        self._started: dict[int, tuple[dict[str, Any], Subject]] = {}
        self._secrets = secret_values()
        self._turn = threading.Lock()
        self._folder = self._log = -1
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Open the log, made if need be, and check it against its anchor.

        Raises TamperedError for a log that does not hold together, InputError for links in its path,
        MachineError where it cannot be written.
        """
        try:
            self._folder = self._open.enter_context(
                folder(self.state_dir.parent, self._parts, create=_FOLDER_MODE)
            )
            with self._turn:
                if self._is_gone():
                    self._anchor_file.remove()  # gone is not changed: `git clean` takes it too
                self._open_log()
        except OSError as error:
            self.close()
            raise explain(error, self.path) from error
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
        if self._log >= 0:
            os.close(self._log)
            self._log = -1
        self._open.close()

    def started(self, check: Check, subject: Subject, trust: str, manner: Manner = HERE) -> int:
        """Write, durably, that a check is about to run. Returns the number of the record."""
        record = start_record(check, subject, trust, self.plan, datetime.now(UTC)) | manner._asdict()
        with self._turn:
            written = self._append(record)
        self._started[written["seq"]] = (written, subject)
        return int(written["seq"])

    def ended(
        self,
        seq: int,
        run: Run,
        subject: Subject,
        *,
        created: tuple[str, ...] = (),
        metrics: tuple[tuple[str, float], ...] = (),
    ) -> Evidence:
        """Write how the run that `started` numbered ended, its output first, secrets taken out.

        `subject` is the content after the run: if it is not that from before, the record says so.
        """
        start, before = self._started.pop(seq)
        record = end_record(
            seq,
            run,
            changed_during=(before.source, before.worktree) != (subject.source, subject.worktree),
            stdout=self._store(run.stdout, run.stdout_sha256, run.stdout_bytes),
            stderr=self._store(run.stderr, run.stderr_sha256, run.stderr_bytes),
            created=created,
            metrics=metrics,
            at=datetime.now(UTC),
        )
        if run.reason:
            record["reason"] = redact_text(run.reason, self._secrets)
        with self._turn:
            written = self._append(record)
        return read_evidence(start, written, self.writer, own=True)

    def _store(self, text: bytes, sha256: str, size: int) -> Output:
        kept, redactions = redact(text, self._secrets)
        blob = None
        if kept:
            name = hashlib.sha256(kept).hexdigest()
            blob = f"out/{name[:2]}/{name}.txt"
            parts = (*self._parts, "out", name[:2])
            try:
                with folder(self.state_dir.parent, parts, create=_FOLDER_MODE) as opened:
                    write_atomically(f"{name}.txt", kept, opened)
            except OSError as error:
                raise explain(error, f"{self.path.rpartition('/')[0]}/{blob}") from error
        return Output(sha256=sha256, bytes=size, kept=len(kept), blob=blob, redactions=redactions)

    def _open_log(self) -> None:
        """Open the file that now has the log's name and read it from the start."""
        if self._log >= 0:
            os.close(self._log)
            self._log = -1
        self._log = open_regular(self.name, _APPEND, self._folder)
        if os.fstat(self._log).st_mode & stat.S_IWOTH:
            raise InputError("anyone may write it", path=self.path, fix=f"chmod o-w {self.path}")
        anchor = self._anchor_file.read()
        self._chain = Chain(watch=anchor.count if anchor else 0)
        self._catch_up()
        if anchor and (fault := anchor_fault(self._chain, anchor)):
            raise TamperedError(
                f"the log {fault}",
                path=self.path,
                fix="restore it from git or a backup, or move it away: the next run begins a new one",
            )
        if self._chain.count > (anchor.count if anchor else 0):
            self._write_anchor()

    def _is_gone(self) -> bool:
        try:
            os.stat(self.name, dir_fd=self._folder, follow_symlinks=False)
        except FileNotFoundError:
            return True
        return False

    def _catch_up(self) -> None:
        """Read what was written since we last looked, by another process or before a crash."""
        chain = self._chain
        chain.torn = False
        with open(os.dup(self._log), "rb") as stream:  # noqa: PTH123 - a descriptor
            stream.seek(chain.end)
            for _ in read_chain(stream, chain):
                pass
        if chain.broken:
            fix = "restore the log from git or a backup; what follows this line proves nothing"
            raise TamperedError(f"the line {chain.broken}", path=self.path, line=chain.count + 1, fix=fix)

    def _append(self, record: Mapping[str, Any]) -> dict[str, Any]:
        import fcntl  # noqa: PLC0415 - not there on Windows

        try:
            fcntl.flock(self._log, fcntl.LOCK_EX)
            try:
                self._follow()
                written = self._write_line(record)
            finally:
                if self._log >= 0:
                    fcntl.flock(self._log, fcntl.LOCK_UN)
        except OSError as error:
            raise explain(error, self.path) from error
        self._write_anchor()  # after the start too: a command could put another start in its place
        return written

    def _follow(self) -> None:
        """Bring our view of the log to what is on disk; move a torn last line aside."""
        import fcntl  # noqa: PLC0415 - not there on Windows

        try:
            there = os.stat(self.name, dir_fd=self._folder, follow_symlinks=False)
            same = os.path.samestat(there, os.fstat(self._log))
        except FileNotFoundError:
            same = False
        if not same:  # the check itself, or someone else, put another file there
            self._open_log()
            fcntl.flock(self._log, fcntl.LOCK_EX)
        size = os.fstat(self._log).st_size
        if size < self._chain.end:
            raise TamperedError(
                "the log became shorter", path=self.path, fix="restore it from git or a backup"
            )
        if size > self._chain.end:
            self._catch_up()
        if self._chain.torn:
            self._set_torn_aside(os.fstat(self._log).st_size)

    def _set_torn_aside(self, size: int) -> None:
        torn = os.pread(self._log, size - self._chain.end, self._chain.end)
        aside = open_regular(f"{self.writer}.torn", _APPEND, self._folder)
        try:
            os.write(aside, torn.rstrip(b"\n") + b"\n")
        finally:
            os.close(aside)
        os.ftruncate(self._log, self._chain.end)
        self._chain.torn = False

    def _write_line(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Append one line in one write, or leave the file as it was."""
        import rfc8785  # noqa: PLC0415 - start-up: only a writer needs it

        chain = self._chain
        whole: dict[str, Any] = plain({**record, "v": VERSION, "seq": chain.count + 1, "prev": chain.last})
        line = rfc8785.dumps(whole)
        if len(line) >= LINE_LIMIT:
            raise InputError(
                "the check is too long to be recorded", path=self.path, fix="shorten its command"
            )
        try:
            written = os.write(self._log, line + b"\n")
            if written == len(line) + 1:
                os.fsync(self._log)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._log, chain.end)
            raise
        if written != len(line) + 1:
            os.ftruncate(self._log, chain.end)
            raise MachineError(
                "the disk is full (or a quota or size limit)", path=self.path, fix="make room and retry"
            )
        chain.count += 1
        chain.last = digest(line)
        chain.end += len(line) + 1
        return whole

    def _write_anchor(self) -> None:
        self._anchor_file.write(Anchor(self._chain.count, self._chain.last))
