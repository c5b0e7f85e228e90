"""Files that nobody else may lead us to or write: opened without following links, replaced in one step."""

import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sisyphus.errors import InputError, MachineError, SisyphusError

DECISIONS = "trust"
"""The folder of the user's state that holds what the user has allowed and denied."""

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_BLOCK = getattr(os, "O_NONBLOCK", 0)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LINKS = {errno.ELOOP, errno.ENOTDIR}
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def explain(error: OSError, path: str, *, own: bool = False) -> SisyphusError:
    """Turn an operating system's refusal into one that says what to do.

    `own` is for the user's state folder: what is wrong there is wrong with the machine, and with no plan.
    """
    if error.errno in _LINKS and own:
        fix = "put a real file or folder there, or set XDG_STATE_HOME to another folder"
        return MachineError("a symbolic link or no folder", path=path, fix=fix)
    if error.errno in _LINKS:
        return InputError("a symbolic link or no folder", path=path, fix="put a real file or folder there")
    if error.errno in _FULL:
        return MachineError(
            "the disk is full (or a quota or size limit)", path=path, fix="make room and retry"
        )
    return MachineError(error.strerror or str(error), path=path, fix="check permissions and the file system")


@contextmanager
def folder(base: Path, parts: Sequence[str], *, create: int | None = None) -> Iterator[int]:
    """Open a folder below `base` step by step, following no link below it; yields its descriptor.

    `create` is the mode of folders to be made. Raises FileNotFoundError for a missing one, else OSError.
    """
    flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
    here = os.open(base, flags)
    try:
        for part in parts:
            if create is not None:
                with suppress(FileExistsError):
                    os.mkdir(part, create, dir_fd=here)
            below = os.open(part, flags | _NO_FOLLOW, dir_fd=here)
            os.close(here)
            here = below
        yield here
    finally:
        os.close(here)


@contextmanager
def locked(fd: int) -> Iterator[None]:
    """Hold what is open to ourselves, among all who ask in this way; waits for its turn."""
    import fcntl  # noqa: PLC0415 - not there on Windows

    fcntl.flock(fd, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(fd, fcntl.LOCK_UN)


def open_regular(name: str, flags: int, parent: int, *, mode: int = 0o600) -> int:
    """Open a regular file in a folder; a link, pipe or device there is refused with ELOOP.

    `mode` is that of a file to be made, less what the user's mask takes away.
    """
    fd = os.open(name, flags | _NO_FOLLOW | _NO_BLOCK, mode, dir_fd=parent)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
    return fd


def read_regular(name: str, parent: int, limit: int) -> bytes:
    """Read a file of at most `limit` bytes; a longer one is refused with EFBIG."""
    with open(open_regular(name, os.O_RDONLY, parent), "rb") as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), name)
    return content


def write_atomically(name: str, content: bytes, parent: int, *, lasting: bool = True) -> None:
    """Write a file of mode 0600 so that a reader finds the old content or the new, never a part.

    What need not outlast a power cut, not `lasting`, is written quicker.
    """
    draft = f".{name}.{os.urandom(6).hex()}.tmp"
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600, dir_fd=parent)
    try:
        with open(fd, "wb") as stream:  # noqa: PTH123 - a descriptor
            stream.write(content)
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        os.replace(draft, name, src_dir_fd=parent, dst_dir_fd=parent)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft, dir_fd=parent)
        raise


def user_state_home(root: Path | None) -> Path:
    """Return the folder for what a repository must not touch, not yet made.

    XDG_STATE_HOME counts on every system. Raises InputError when the folder lies inside `root`; no root is
    for those who only look whether there is something.
    """
    home = _state_home(os.environ.get("XDG_STATE_HOME", ""))
    if root is not None and Path(os.path.realpath(home)).is_relative_to(os.path.realpath(root)):
        raise InputError(
            "your state folder lies inside the repository, which could then allow its own commands",
            path=str(home),
            fix="set XDG_STATE_HOME to a folder outside the repository",
        )
    return home


def _state_home(named: str) -> Path:
    if Path(named).is_absolute():
        return Path(named) / "sisyphus"
    try:
        if sys.platform.startswith("linux"):
            return Path("~/.local/state/sisyphus").expanduser()
        from platformdirs import user_state_path  # noqa: PLC0415 - start-up: on Linux we know the answer

        return user_state_path("sisyphus", appauthor=False)
    except RuntimeError as error:
        raise MachineError(
            "you have no home folder", fix="set XDG_STATE_HOME to a folder of yours"
        ) from error


@contextmanager
def user_folder(home: Path, name: str, *, create: bool) -> Iterator[int]:
    """Open a folder of the user's state; raises FileNotFoundError when it is missing and not to be made."""
    if create:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_private(home.stat(), str(home))
    with folder(home, [name], create=0o700 if create else None) as opened:
        require_private(os.fstat(opened), str(home / name))
        yield opened


def holds_anything(name: str) -> bool:
    """Whether a folder of the user's state has something in it; also where that cannot be seen."""
    try:
        with os.scandir(user_state_home(None) / name) as entries:
            return any(entries)
    except FileNotFoundError:
        return False
    except (OSError, SisyphusError):
        return True


def require_private(status: os.stat_result, path: str) -> None:
    """Raise MachineError for a file or folder that is not ours or that others may write."""
    if status.st_uid != os.geteuid():
        raise MachineError("belongs to another user", path=path, fix="remove it or run as its owner")
    if status.st_mode & _OTHERS_MAY_WRITE:
        raise MachineError("others may write it", path=path, fix=f"chmod go-w {path}")
