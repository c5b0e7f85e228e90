"""Commits by name, files as a commit has them, and a clean work tree of one commit that goes away again."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sisyphus.adapters.repository.call import GitFailure, Run
from sisyphus.adapters.repository.layout import Layout
from sisyphus.adapters.repository.parse import text
from sisyphus.errors import MachineError, UsageError
from sisyphus.model.deferred import dataclass

PREFIX = "sisyphus-at-"
"""Of the temporary folders that hold a work tree."""
_LOCK = "in-use"
_REGULAR = frozenset({b"100644", b"100755"})
_SUBMODULE = b"160000 "
_NO_FILTER = frozenset({b"unspecified", b"unset"})
_MOST_FILES_ASKED = 200_000

RunIn = Callable[[Path], Run]
"""From the top of a work tree to hardened calls of git in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """A clean work tree while it is there."""

    top: Path
    notes: tuple[str, ...]
    """What it lacks against a checkout made by hand, in words."""


def resolve_commit(run: Run, ref: str) -> str:
    """Return the id of the commit that the user names. Raises UsageError when there is none."""
    fix = "name a commit, branch or tag that `git rev-parse` knows"
    # What begins with a dash is an option to git, whatever stands before it on the line.
    if not ref or ref.startswith("-") or "\0" in ref:
        raise UsageError(f"no name of a commit: {ref!r}", fix=fix)
    try:
        out = run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except GitFailure as failure:
        raise UsageError(f"there is no commit {ref!r} here", fix=fix) from failure
    return text(out.strip())


def read_committed(run: Run, sha: str, path: str) -> bytes | None:
    """Return a file as a commit has it; `None` where it has no regular file there."""
    try:
        entry = run("ls-tree", "-z", "--full-tree", sha, "--", path).partition(b"\0")[0]
    except GitFailure:
        return None
    info, _, found = entry.partition(b"\t")
    if found != os.fsencode(path) or info[:6] not in _REGULAR:
        return None
    name = text(info).rpartition(" ")[2]
    return run("cat-file", "blob", name)


@contextmanager
def clean_worktree(run_in: RunIn, layout: Layout, sha: str) -> Iterator[Checkout]:
    """Check a commit out into a temporary folder, and take all of it away again, however the block ends.

    No hook and no filter runs, no submodule is fetched, no branch is made. What a run that was killed left
    behind is taken away first. Raises MachineError when the commit cannot be checked out.
    """
    run = run_in(layout.top)
    _remove_abandoned(run, layout)
    parent = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    top = parent / (layout.top.name or "tree")
    try:
        with _held(parent / _LOCK):
            try:
                run("worktree", "add", "--detach", "--no-checkout", "--quiet", "--", str(top), sha)
                here = run_in(top)
                here("-c", "core.sparseCheckout=false", "read-tree", "--reset", "-u", sha)
                notes = tuple(_notes(here))
            except GitFailure as failure:
                raise MachineError(
                    f"commit {sha[:12]} cannot be checked out: {failure.message}",
                    fix="check its objects with `git fsck`, and the space in the temporary folder",
                ) from failure
            yield Checkout(top=top, notes=notes)
    finally:
        _remove(run, layout, top)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold a lock that ends with this process: by it others know that the folder is in use."""
    import fcntl  # noqa: PLC0415 - not there on Windows

    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _notes(here: Run) -> Iterator[str]:
    """Say what stands otherwise in this work tree than in one that git made with all its programs."""
    files = here("ls-files", "-z", "--stage").split(b"\0")
    modules = sum(entry.startswith(_SUBMODULE) for entry in files)
    if modules:
        yield f"{modules} submodule{'s are' if modules > 1 else ' is'} not fetched: the folder is empty there"
    if len(files) > _MOST_FILES_ASKED:
        return
    said = here("ls-files", "-z", then=("check-attr", "-z", "--stdin", "filter")).split(b"\0")
    filtered = [(path, value) for path, value in zip(said[::3], said[2::3], strict=False)]
    raw = [path for path, value in filtered if value not in _NO_FILTER]
    if raw:
        whose = (
            f"{len(raw)} files, such as {text(raw[0])}, pass" if len(raw) > 1 else f"{text(raw[0])} passes"
        )
        yield f"{whose} through a filter (Git LFS or another), which is not run: the content there is raw"


def _remove(run: Run, layout: Layout, top: Path) -> None:
    """Take a temporary work tree away: its folder, then what the repository keeps of it."""
    _remove_folder(top.parent)
    entries = [entry for entry in _entries(layout) if _tree_of(entry) == top]
    if entries:
        with suppress(GitFailure):  # twice: a check may have locked it
            run("worktree", "remove", "--force", "--force", "--", str(top))
    for entry in entries:
        _remove_folder(entry)
    with suppress(OSError):  # as git does when the last one goes
        (layout.common_dir / "worktrees").rmdir()


def _remove_abandoned(run: Run, layout: Layout) -> None:
    """Take away what is left of runs that were killed. Only folders that we made ourselves are looked at."""
    for entry in _entries(layout):
        top = _tree_of(entry)
        if top is not None and _is_abandoned(top.parent):
            _remove(run, layout, top)


def _is_abandoned(parent: Path) -> bool:
    """Whether a folder is a temporary one of ours that no process holds. A link to one is none."""
    import fcntl  # noqa: PLC0415 - not there on Windows

    if parent.parent != Path(tempfile.gettempdir()).resolve() or not parent.name.startswith(PREFIX):
        return False
    try:
        status = parent.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
            return False
        lock = os.open(parent / _LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        # The folder is gone, or its lock: only an entry without a folder is surely nobody's any more.
        return not parent.exists()
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


def _entries(layout: Layout) -> list[Path]:
    try:
        return sorted((layout.common_dir / "worktrees").iterdir())
    except OSError:
        return []


def _tree_of(entry: Path) -> Path | None:
    """Return the work tree that an entry of the repository stands for; `None` for one that cannot be read."""
    try:
        pointer = os.fsdecode((entry / "gitdir").read_bytes()).rstrip("\n")
    except OSError:
        return None
    return (entry / pointer).parent if pointer else None


def _remove_folder(folder: Path) -> None:
    """Remove a folder that may be gone, with the rights that a check may have taken away in it."""
    shutil.rmtree(folder, ignore_errors=True)
    if not os.path.lexists(folder):
        return
    with suppress(OSError):
        folder.chmod(0o700)
    for here, names, _ in os.walk(folder):
        for below in (Path(here, name) for name in names):  # before the walk goes into it
            with suppress(OSError):
                if not below.is_symlink():
                    below.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
