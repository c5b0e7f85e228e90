"""Appends one entry to a notepad: under a lock, in one write, never touching what is there."""

import codecs
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sisyphus.adapters.private import explain, folder, open_regular
from sisyphus.errors import InputError, MachineError
from sisyphus.parse.encoding import MAX_BYTES
from sisyphus.parse.notepads.compose import entry_text, scaffold_text

_FOLDER_MODE = 0o755
_FILE_MODE = 0o644
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TAIL = 4
"""Bytes that two line ends take at most."""


class Noted(NamedTuple):
    """Where a note was put."""

    path: str
    """Relative to the workspace root."""
    line: int
    """Of the entry's heading, from 1."""
    written_at: datetime


def append_note(  # noqa: PLR0913 - what makes a note
    root: Path, state_dir: str, plan: str, kind: str, text: str, *, task: str | None
) -> Noted:
    """Append an entry to `<state_dir>/notepads/<plan>/<kind>.md`, which is made when it is missing.

    No symbolic link below `root` is followed. What cannot be written whole is taken back.

    Raises:
        UsageError: the note is empty, too long or not text.
        InputError: the notepad is a link, no file, too large or in UTF-16.
        MachineError: the machine refuses.

    """
    at = datetime.now(UTC).replace(microsecond=0)
    entry = entry_text(text, task=task, at=at).encode("utf-8")
    parts, name = (state_dir, "notepads", plan), f"{kind}.md"
    shown = "/".join((*parts, name))
    try:
        with folder(root, parts, create=_FOLDER_MODE) as opened:
            descriptor = open_regular(name, _FLAGS, opened, mode=_FILE_MODE)
            try:
                line = _append(descriptor, scaffold_text(kind, plan).encode("utf-8"), entry, shown)
            finally:
                os.close(descriptor)
    except OSError as error:
        raise explain(error, shown) from error
    return Noted(path=shown, line=line, written_at=at)


def _append(descriptor: int, head: bytes, entry: bytes, shown: str) -> int:
    """Write behind what is there; return the line of the entry's heading."""
    import fcntl  # noqa: PLC0415 - not there on Windows

    fcntl.flock(descriptor, fcntl.LOCK_EX)  # let go of when the file is closed
    size = os.fstat(descriptor).st_size
    if size + len(entry) > MAX_BYTES:
        fix = "move it away: the next note begins a new one"
        raise InputError(f"the notepad would grow past {MAX_BYTES} bytes", fix=fix, path=shown)
    there = os.pread(descriptor, size, 0)
    if there.startswith(_WIDE_MARKS):
        raise InputError("the notepad is in UTF-16", fix="save it as UTF-8", path=shown)
    front = head + b"\n" if not there.strip() else _gap(there)
    _write_whole(descriptor, front + entry, size)
    return len((there + front).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))


def _gap(there: bytes) -> bytes:
    """Return what puts one blank line between the last entry and the next."""
    tail = there[-_TAIL:].replace(b"\r\n", b"\n")
    return b"\n" * max(0, 2 - (len(tail) - len(tail.rstrip(b"\n"))))


def _write_whole(descriptor: int, content: bytes, size: int) -> None:
    """Append in one write, or leave the file as it was."""
    try:
        written = os.write(descriptor, content)
        if written == len(content):
            os.fsync(descriptor)
            return
    except OSError:
        with suppress(OSError):
            os.ftruncate(descriptor, size)
        raise
    os.ftruncate(descriptor, size)
    raise MachineError("the disk is full (or a quota or size limit)", fix="make room and retry")
