"""Reading files that nobody vouches for, and writing files whole or not at all."""

import contextlib
import errno
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from sisyphus.errors import InputError, MachineError, SisyphusError, UsageError

_READ_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_CHUNK = 1 << 20
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISLNK, "a symbolic link that leads in a circle"),
)


def read_file(path: Path, root: Path | None, *, limit: int) -> bytes:
    """Read a regular file whole, without waiting for pipes or following links out of `root`.

    `root` is `None` for a file that the user named himself: it may lie anywhere, and its absence is a
    UsageError. Raises InputError for what is no regular file, lies outside the root, is gone, or holds more
    than `limit` bytes; MachineError when the machine does not let us read.
    """
    descriptor = _open(path, root)
    try:
        return _read_all(descriptor, path, limit)
    except OSError as error:
        _refuse_read(error, path, named=root is None)
    finally:
        os.close(descriptor)


def read_head(path: Path, root: Path, *, size: int) -> bytes:
    """Read the first `size` bytes of a regular file below `root`, whatever its length.

    Raises InputError and MachineError as `read_file` does.
    """
    descriptor = _open(path, root)
    try:
        _refuse_special(os.fstat(descriptor).st_mode, path)
        return os.read(descriptor, size)
    except OSError as error:
        _refuse_read(error, path, named=False)
    finally:
        os.close(descriptor)


def _open(path: Path, root: Path | None) -> int:
    try:
        real = Path(os.path.realpath(path))
        if root is not None and not real.is_relative_to(os.path.realpath(root)):
            raise InputError(
                f"leads out of {root}, to {real}",
                fix="replace the link by the file, or name the file itself on the command line",
                path=str(path),
            )
        _refuse_special(real.lstat().st_mode, path)
        return os.open(real, _READ_FLAGS)
    except ValueError as error:
        raise UsageError(f"not a path: {str(path)!r}", fix="give a path without NUL characters") from error
    except OSError as error:
        _refuse_read(error, path, named=root is None)


def _read_all(descriptor: int, path: Path, limit: int) -> bytes:
    status = os.fstat(descriptor)
    _refuse_special(status.st_mode, path)
    content = bytearray()
    if status.st_size <= limit:
        # One byte more than allowed is asked for: the file may have grown since.
        while len(content) <= limit and (chunk := os.read(descriptor, min(_CHUNK, limit + 1 - len(content)))):
            content += chunk
    if max(status.st_size, len(content)) > limit:
        size = max(status.st_size, len(content))
        raise InputError(
            f"file is too large ({size} bytes; at most {limit} are read)",
            fix="split the file, or move logs and pasted output out of it",
            path=str(path),
        )
    return bytes(content)


def _refuse_special(mode: int, path: Path) -> None:
    if stat.S_ISREG(mode):
        return
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "no regular file")
    raise InputError(f"is {kind}, not a file", fix="give a regular file", path=str(path))


def _refuse_read(error: OSError, path: Path, *, named: bool) -> NoReturn:
    if error.errno in _MISSING and named:
        raise UsageError("no such file", fix="check the path", path=str(path)) from error
    if error.errno in _MISSING:
        raise InputError("file is gone", fix="run the command again", path=str(path)) from error
    if error.errno in {errno.ELOOP, errno.ENXIO}:
        raise InputError(
            "is a link or a socket, not a file", fix="give a regular file", path=str(path)
        ) from error
    raise MachineError(
        f"cannot be read: {_reason(error)}", fix="check its permissions", path=str(path)
    ) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole, or as it was before.

    An existing file keeps its mode; a symbolic link is replaced, not followed. The folder must exist. Raises
    UsageError when `path` is or leads to a folder, a pipe or a device, or its folder is missing; MachineError
    when the machine refuses.
    """
    try:
        mode = _mode_of(path)
        temporary = path.with_name(f".sisyphus-{os.urandom(8).hex()}.tmp")
        descriptor = os.open(temporary, _WRITE_FLAGS, 0o666)
    except ValueError as error:
        raise UsageError(f"not a path: {str(path)!r}", fix="give a path to a file") from error
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR}:
            raise UsageError(
                "there is no such folder", fix="make the folder first", path=str(path.parent)
            ) from error
        raise unwritten(error, path) from error
    written = False
    try:
        try:
            _write_all(descriptor, content)
            if mode is not None:
                os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
        written = True
    except OSError as error:
        raise unwritten(error, path) from error
    finally:
        # Also on Ctrl-C: no half-written file is left behind.
        if not written:
            with contextlib.suppress(OSError):
                temporary.unlink()
    _sync_folder(path.parent)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _mode_of(path: Path) -> int | None:
    """Give the permissions of the file that is replaced; `None` when there is none."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode) and _is_stream(path):
        fix = "give the path of a file to write, or - where that stands for stdout"
        raise UsageError("leads to a device or a stream, not to a file", fix=fix, path=str(path))
    if stat.S_ISLNK(mode):
        return None
    if not stat.S_ISREG(mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "no regular file")
        raise UsageError(f"is {kind}, not a file", fix="give the path of a file to write", path=str(path))
    return stat.S_IMODE(mode)


def _is_stream(link: Path) -> bool:
    """Tell whether a link leads to no file, or is one such as `/dev/stdout` that nobody means to replace."""
    folder = f"{os.path.realpath(link.parent)}/"
    return folder.startswith(("/dev/", "/proc/")) or (link.exists() and not link.is_file())


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the file system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def unwritten(error: OSError, path: Path) -> SisyphusError:
    """Return the error that says why a file could not be written, and what to do."""
    fixes = {
        errno.ENOSPC: "free some space on the disk",
        errno.EDQUOT: "free some of your disk quota",
        errno.EFBIG: "raise the limit on the size of files (ulimit -f)",
        errno.EROFS: "choose a folder on a writable file system",
        errno.ENOENT: "make the folder first",
    }
    fix = fixes.get(error.errno or 0, "check the permissions of the folder")
    return MachineError(f"cannot be written: {_reason(error)}", fix=fix, path=str(path))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def as_moment(seconds: float) -> datetime | None:
    """Return a file's time in UTC, in whole seconds; `None` for a number that no calendar has."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (OSError, OverflowError, ValueError):
        return None


def modified_at(path: Path) -> datetime | None:
    """Return when a file was last changed; `None` when it is not there to tell."""
    try:
        return as_moment(path.stat().st_mtime)
    except (OSError, ValueError):
        return None


def list_markdown(folder: Path) -> list[Path]:
    """List the Markdown files of a folder by name: regular files and links to some, hidden ones left out.

    A folder that is missing holds none. Raises MachineError when it cannot be listed.
    """
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if is_listed(entry)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise MachineError(
            f"cannot be listed: {_reason(error)}", fix="check the permissions of the folder", path=str(folder)
        ) from error
    return [folder / name for name in sorted(names)]


def is_listed(entry: os.DirEntry[str]) -> bool:
    """Tell whether a folder's entry is a Markdown file; a link whose target cannot be seen is none."""
    if entry.name.startswith(".") or not entry.name.lower().endswith(".md"):
        return False
    try:
        return entry.is_file()
    except OSError:
        return False
