"""Programs that we start ourselves, git and the shell, from folders of PATH that no repository has filled."""

import functools
import os
from collections.abc import Iterator
from pathlib import Path


def outside(search: str, *roots: Path) -> tuple[str, ...]:
    """Return the absolute entries of a PATH that lie outside `roots`, also where links really lead.

    `roots` may hold links too. An entry that cannot be followed is left out.
    """
    return _outside(search, tuple(map(str, roots)))


@functools.cache
def _outside(search: str, roots: tuple[str, ...]) -> tuple[str, ...]:
    """Kept for the life of the process: each call of git asks."""
    places = tuple(Path(os.path.realpath(root)) for root in roots)
    return tuple(e for e in search.split(os.pathsep) if e.startswith("/") and not _is_inside(e, places))


def find_programs(name: str, search: str, *roots: Path) -> Iterator[str]:
    """Yield the absolute paths of a program on a PATH outside `roots`; a link leading into them is none."""
    places = tuple(Path(os.path.realpath(root)) for root in roots)
    for entry in outside(search, *roots):
        found = f"{entry}/{name}"
        # Plain strings: asked at each start.
        if os.access(found, os.X_OK) and os.path.isfile(found) and not _is_inside(found, places):  # noqa: PTH113 - same
            yield found


def _is_inside(path: str, roots: tuple[Path, ...]) -> bool:
    try:
        real, written = Path(os.path.realpath(path)), Path(os.path.normpath(path))
    except (OSError, ValueError):
        return True
    return any(real.is_relative_to(root) or written.is_relative_to(root) for root in roots)
