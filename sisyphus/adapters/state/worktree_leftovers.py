"""What would be lost with another work tree: files not committed there, and state that is not here."""

import filecmp
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sisyphus.adapters.git import open_access
from sisyphus.adapters.repository.call import GitFailure
from sisyphus.adapters.repository.parse import parse_status, text
from sisyphus.errors import MachineError
from sisyphus.model.deferred import replace
from sisyphus.model.repository import Repository, is_same_folder

_STATUS = (
    "status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all",
    "--ignored=matching",
)  # fmt: skip
_MOST_FILES = 1000
"""Files of ignored state that are compared."""


def with_leftovers(
    repository: Repository | None, worktrees: Iterable[str | None], state_dirs: tuple[str, ...]
) -> Repository | None:
    """Look into the work trees in which works were done, as boulder.json names them.

    `state_dirs` are relative to the git top level. A tree that cannot be read stays unknown.
    """
    named = [path for path in worktrees if path]
    if repository is None or not named:
        return repository
    here = Path(repository.top_level)
    looked = tuple(
        replace(tree, leftovers=_leftovers(Path(tree.path), here, state_dirs))
        if not tree.current and any(is_same_folder(tree.path, path) for path in named)
        else tree
        for tree in repository.worktrees
    )
    return replace(repository, worktrees=looked)


def _leftovers(tree: Path, here: Path, state_dirs: tuple[str, ...]) -> tuple[str, ...] | None:
    if not os.path.isdir(tree):  # noqa: PTH112 - raises nothing
        return None
    try:
        run = open_access(tree).run
        data = run(*_STATUS) if run else None
    except (GitFailure, MachineError):
        return None
    if data is None:
        return None
    changed = [text(e.path) for e in parse_status(data).entries or ()]
    ignored = [text(t[2:]) for t in data.split(b"\0") if t.startswith(b"! ")]
    folders = tuple(f"{folder}/" for folder in state_dirs)
    state = [p for p in (*changed, *ignored) if f"{p.rstrip('/')}/".startswith(folders)]
    work = [p for p in changed if p not in set(state)]
    return tuple(sorted({*work, *_missing_here(islice(_files(tree, state), _MOST_FILES), tree, here)}))


def _files(tree: Path, paths: Iterable[str]) -> Iterator[str]:
    """Yield the files that some paths stand for; an ignored folder is given as one path."""
    for path in paths:
        if not (tree / path).is_dir() or (tree / path).is_symlink():
            yield path
            continue
        for folder, _, names in os.walk(tree / path):
            yield from (Path(folder, name).relative_to(tree).as_posix() for name in names)


def _missing_here(paths: Iterable[str], tree: Path, here: Path) -> Iterator[str]:
    for path in paths:
        try:
            same = filecmp.cmp(tree / path, here / path, shallow=False)
        except OSError:
            same = False
        if not same:
            yield path
