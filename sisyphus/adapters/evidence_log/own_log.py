"""The log that this checkout appends to, as a file: locked, chained, anchored outside the repository."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sisyphus.adapters.evidence_log.anchor import Anchor, AnchorFile, anchor_fault, ends_at, free_log, vouched
from sisyphus.adapters.evidence_log.chain import GENESIS, LINE_LIMIT, VERSION, Chain, digest, read_chain
from sisyphus.adapters.evidence_log.place import SUFFIX, shown_path, writer_name
from sisyphus.adapters.evidence_log.record import plain
from sisyphus.adapters.private import locked, open_regular
from sisyphus.errors import InputError, MachineError, TamperedError

_APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND


class OwnLog:
    """Our own log of one plan, in its open folder. Raises OSError where it cannot be used."""

    def __init__(self, state_dir: Path, plan: str, root: Path) -> None:
        """Raise InputError for a user state folder inside `root`."""
        self.state_dir, self.plan, self.root = state_dir, plan, root
        self._name_log(writer_name(root))
        self._anchor_file = AnchorFile(state_dir, plan, self.writer, root)
        self._chain = Chain()
        self._folder = self._log = -1

    def _name_log(self, writer: str) -> None:
        self.writer, self.name = writer, writer + SUFFIX
        self.path = shown_path(self.state_dir, self.plan, self.name, self.root)

    def begin(self, opened: int) -> None:
        """Open the log in its folder, made if need be, and check it against its anchor.

        Raises TamperedError for one that does not hold together, InputError for a link in its place.
        """
        self._folder = opened
        with locked(opened):
            self._begin()

    def close(self) -> None:
        """Close the file; nothing is pending."""
        if self._log >= 0:
            os.close(self._log)
            self._log = -1

    def append(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Write one line, durably, and return the record as it stands there."""
        while True:
            with locked(self._log):
                if not self._is_exchanged():
                    return self._append_locked(record)
            # The check itself, or someone else, put another file there.
            with locked(self._open_log()):
                self._read_log()

    def _begin(self) -> None:
        """Go on with the log that our anchor knows to its last line, else begin another.

        A log that is gone was not changed: `git clean` takes it too. One that has our name and no anchor, or
        lines that we did not write, is left as it is: whoever goes on with it would vouch for it.
        """
        anchor = self._anchor_file.read()
        there = {name.removesuffix(SUFFIX) for name in os.listdir(self._folder) if name.endswith(SUFFIX)}  # noqa: PTH208 - a descriptor
        if anchor and anchor.log in there:
            self._name_log(anchor.log)
            with locked(self._open_log()):
                known = self._read_log()
                if ends_at(self._chain, known):
                    return
        if self._anchor_file.writer in there:  # a link or a pipe of our name is refused, not passed by
            os.close(open_regular(self._anchor_file.writer + SUFFIX, os.O_RDONLY, self._folder))
        self._name_log(free_log(self._anchor_file.writer, there))
        self._anchor_file.write(Anchor(0, GENESIS, self.writer))
        with locked(self._open_log()):
            self._read_log()

    def _open_log(self) -> int:
        """Open the file that now has the log's name."""
        self.close()
        self._log = open_regular(self.name, _APPEND, self._folder)
        if os.fstat(self._log).st_mode & stat.S_IWOTH:
            raise InputError("anyone may write it", path=self.path, fix=f"chmod o-w {self.path}")
        return self._log

    def _read_log(self) -> Anchor:
        """Read the log, locked, from its start, and return the anchor that it agrees with."""
        anchor = self._known()
        self._chain = Chain(watch=anchor.count)
        self._catch_up()
        if fault := anchor_fault(self._chain, anchor):
            raise TamperedError(
                f"the log {fault}",
                path=self.path,
                fix="restore it from git or a backup, or move it away: the next run begins a new one",
            )
        return anchor

    def _known(self) -> Anchor:
        anchor = self._anchor_file.read()
        if anchor is None or anchor.log != self.writer:
            raise TamperedError(
                "your state folder no longer knows the log", path=self.path, fix="run again: a new log begins"
            )
        return anchor

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

    def _append_locked(self, record: Mapping[str, Any]) -> dict[str, Any]:
        self._follow()
        anchor = self._known()
        if not ends_at(self._chain, anchor):
            raise TamperedError(
                "lines were added that were not written here",
                path=self.path,
                line=vouched(self._chain, anchor) + 1,
                fix="run again: a new log begins",
            )
        return self._write_line(record)

    def _is_exchanged(self) -> bool:
        try:
            there = os.stat(self.name, dir_fd=self._folder, follow_symlinks=False)
            return not os.path.samestat(there, os.fstat(self._log))
        except FileNotFoundError:
            return True

    def _follow(self) -> None:
        """Bring our view of the log to what is on disk; move a torn last line aside."""
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
        # Announced first, told after: a crash in between leaves a line that is known to be ours.
        self._anchor_file.write(Anchor(chain.count, chain.last, self.writer, digest(line)))
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
        self._anchor_file.write(Anchor(chain.count, chain.last, self.writer))
        return whole
