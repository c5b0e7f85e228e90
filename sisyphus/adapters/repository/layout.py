"""Where a repository keeps its things, found without starting git."""

import os
import stat
from pathlib import Path

from sisyphus.model.deferred import dataclass

OPERATIONS = (
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
)
"""Files in the git folder that tell of an operation under way; the first one found counts."""

_MOST = 4096
"""Bytes read of a `.git` or `commondir` file."""
_MOST_WORKTREES = 200
_NO_BLOCK = getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The folders of one work tree."""

    top: Path
    git_dir: Path
    common_dir: Path

    @property
    def linked(self) -> bool:
        """Whether it is a further work tree of another checkout."""
        return self.git_dir != self.common_dir

    @property
    def shallow(self) -> bool:
        """Whether history was cut when cloning."""
        try:
            return (self.common_dir / "shallow").stat().st_size > 0
        except OSError:
            return False

    @property
    def operation(self) -> str | None:
        """What is under way, such as `rebase`."""
        return next((word for name, word in OPERATIONS if _exists(self.git_dir / name)), None)


def find_top_level(folder: Path) -> Path | None:
    """Return the top folder of the work tree that holds `folder`, with links resolved; `None` outside git.

    Folders that only look like a bare repository are passed over: one can lie in any checkout.
    """
    try:
        start = folder.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return None
    return next((d for d in (start, *start.parents) if _is_top(d)), None)


def read_layout(top: Path) -> Layout:
    """Return where the work tree at `top` keeps its things; nothing is checked for existence."""
    git_dir = top / ".git"
    if pointer := _first_line(git_dir):
        git_dir = top / pointer.removeprefix("gitdir:").strip()
    common = _first_line(git_dir / "commondir")
    return Layout(top=top, git_dir=git_dir, common_dir=git_dir / common if common else git_dir)


def main_worktree(layout: Layout) -> Path | None:
    """Return the top of the main work tree, with links resolved; `None` for a bare repository."""
    common = Path(os.path.realpath(layout.common_dir))
    return common.parent if common.name == ".git" else None


def list_worktrees(layout: Layout) -> tuple[Path, ...]:
    """Return the tops of all work trees of a repository, the main one first, with links resolved.

    A work tree counts when it points back to the repository; one that was removed does not.
    """
    main = main_worktree(layout)
    found = [main] if main else []
    try:
        kept = sorted((layout.common_dir / "worktrees").iterdir())[:_MOST_WORKTREES]
    except OSError:
        kept = []
    for entry in kept:
        pointer = _first_line(entry / "gitdir")
        marker = entry / pointer.strip() if pointer else None
        back = _first_line(marker) if marker else None
        if marker and back and _same(marker.parent / back.removeprefix("gitdir:").strip(), entry):
            found.append(marker.parent)
    return tuple(dict.fromkeys(Path(os.path.realpath(path)) for path in found))


def _same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except (OSError, ValueError):
        return False


def _is_top(folder: Path) -> bool:
    marker = folder / ".git"
    return (_first_line(marker) or "").startswith("gitdir:") or _exists(marker / "HEAD")


def _exists(path: Path) -> bool:
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def _first_line(path: Path) -> str | None:
    """Return the first line of a regular file; `None` for anything else, and for what can be no path."""
    try:
        # Opened first and looked at then, without waiting: what is a file now may be a pipe a moment later.
        opened = os.open(path, os.O_RDONLY | _NO_BLOCK)
    except (OSError, ValueError):
        return None
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            return None
        text = os.read(opened, _MOST).decode("utf-8", "surrogateescape")
    except OSError:
        return None
    finally:
        os.close(opened)
    line = text.split("\n", 1)[0].rstrip("\r")
    return None if "\0" in line else line
