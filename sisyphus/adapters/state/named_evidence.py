"""The files that a plan names as evidence: there or not, how large, how old, and what verdicts they hold."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from sisyphus.adapters.files import as_moment, read_head
from sisyphus.adapters.locate import STATE_DIRS, printable, real_folder
from sisyphus.adapters.place import Place
from sisyphus.errors import SisyphusError
from sisyphus.model.plan import Plan, Role
from sisyphus.model.review import NamedFile, Verdict
from sisyphus.model.work import Work

EVIDENCE_DIR = "evidence"
"""Folder of a state folder that keeps what was captured."""
HEAD = 4096
"""Bytes of a file in which its verdict is looked for."""
_MOST_FILES = 4000
"""Files of one plan that are looked for."""
_MOST_ENTRIES = 1000
"""Entries of a folder that are looked at."""


def observe_named(place: Place, plan: Plan, work: Work | None) -> tuple[NamedFile, ...]:
    """Look for the files that a plan's tasks name, by their exact paths and no others.

    A path in a state folder may lie in the other one. What is not here may be in the work's own work tree.
    """
    names = dict.fromkeys(p for task in plan.tasks for p in task.evidence_paths)
    bases = [place.root, *_own_worktree(place, work)]
    return tuple(_observe(name, bases, place.root) for name in list(names)[:_MOST_FILES])


def verdicts_of_named(place: Place, plan: Plan, files: Iterable[NamedFile]) -> Iterator[Verdict]:
    """Yield the verdicts in the files that the final wave names, each for the reviews that name it."""
    reviews = [t for t in plan.tasks if t.role is Role.FINAL_WAVE]
    for file in files:
        labels = [t.label for t in reviews if file.path in t.evidence_paths]
        if file.found is None or file.is_folder or not labels:
            continue
        path = place.root / file.found
        try:
            head = read_head(path, _base_of(place, path), size=HEAD)
        except SisyphusError:
            continue
        from sisyphus.parse.plans.verdicts import find_verdicts  # noqa: PLC0415 - start-up: few are there

        about = labels[0] if len(labels) == 1 else None
        if b"\0" not in head:
            text = head.decode("utf-8", "replace").replace("\r\n", "\n")
            yield from find_verdicts(text, file.found, about=about, at=file.modified_at)


def _own_worktree(place: Place, work: Work | None) -> Iterator[Path]:
    if work and work.worktree_path:
        own = real_folder(place.root, work.worktree_path)
        yield from (w for w in place.worktrees if own and w.is_relative_to(own))


def _base_of(place: Place, path: Path) -> Path:
    return next((w for w in place.worktrees if path.is_relative_to(w)), place.state.bound)


def _observe(name: str, bases: Sequence[Path], root: Path) -> NamedFile:
    for base in bases:
        for candidate in candidates(name):
            # Most are not there, and plans name thousands: those cost one look.
            joined = os.path.normpath(os.path.join(base, candidate))  # noqa: PTH118 - plain strings, as said
            if not os.path.lexists(joined):
                continue
            path = Path(joined)
            if path.is_relative_to(base) and (found := _look(path, base)):
                size, newest, is_folder = found
                inside = path.is_relative_to(root)
                return NamedFile(
                    path=name,
                    found=printable(path.relative_to(root).as_posix() if inside else str(path)),
                    size=size,
                    modified_at=as_moment(newest),
                    is_folder=is_folder,
                )
    return NamedFile(path=name, found=None)


def candidates(name: str) -> Iterator[str]:
    """Yield the paths where a named file may lie, relative to the root, the best first."""
    yield name
    state, _, below = name.partition("/")
    if state in STATE_DIRS:
        yield from (f"{other}/{below}" for other in STATE_DIRS if other != state)
    else:
        yield from (f"{each}/{name}" for each in STATE_DIRS)
        if not below:  # a file without a folder: evidence has one of its own
            yield from (f"{each}/{EVIDENCE_DIR}/{name}" for each in STATE_DIRS)


def _look(path: Path, base: Path) -> tuple[int, float, bool] | None:
    """Return size, time and kind of a file or folder; `None` for what is not there or lies outside `base`."""
    try:
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(base)):
            return None
        status = path.stat()
        if S_ISREG(status.st_mode):
            return status.st_size, status.st_mtime, False
        return (*_sum_up(path, status.st_mtime), True) if S_ISDIR(status.st_mode) else None
    except (OSError, ValueError):
        return None


def _sum_up(folder: Path, own: float) -> tuple[int, float]:
    """Return the size of the files right in a folder, and the time of the newest."""
    sizes, times = 0, [0.0]
    with os.scandir(folder) as entries:
        for entry, _ in zip(entries, range(_MOST_ENTRIES), strict=False):
            if entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                sizes += status.st_size
                times.append(status.st_mtime)
    return sizes, max(times) or own
