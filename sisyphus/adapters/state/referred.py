"""The files that a plan refers to: there or not, and how many lines they have."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from sisyphus.adapters.files import read_file
from sisyphus.adapters.locate import STATE_DIRS
from sisyphus.adapters.place import Place
from sisyphus.errors import SisyphusError
from sisyphus.model.plan import Reference

_MOST_ENTRIES = 200_000
"""Files and folders that are looked through for a path that is not where it is said to be."""
_MOST_BYTES = 8 * 1024 * 1024
"""Of a larger file the lines are not counted."""
_MADE = frozenset(
    {
        "node_modules", "dist", "build", "target", "out", "vendor", "third_party", "venv", ".venv",
        "coverage", "site-packages", "__pycache__", "generated", ".next", ".git", "tmp", "temp",
    }
)  # fmt: skip
"""Folders that programs fill: what is not in them now may be there tomorrow."""
_HOST = re.compile(
    r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|dev|net|ai|app|gg|sh|co|edu|gov)", re.IGNORECASE
)


_PASSED_OVER = _MADE | {".."}


def look_up(
    place: Place, references: Iterable[Reference]
) -> tuple[tuple[Reference, ...], tuple[tuple[Reference, int], ...]]:
    """Return the references to what is not there, and those to lines behind a file's end with its length.

    A path may be meant from the root, from the git top level, or from any folder below: one that fits
    anywhere is there. Nothing is said of a path whose first folder is not there, which may be another
    project's, nor of a bare file name.
    """
    bases = list(dict.fromkeys((place.root, place.top_level or place.root)))
    absent: list[Reference] = []
    short: list[tuple[Reference, int]] = []
    known: dict[str, Path | None] = {}
    lengths: dict[Path, int | None] = {}
    for reference in references:
        if reference.path not in known:
            known[reference.path] = _find(reference.path, bases)
        found = known[reference.path]
        if found is None:
            if _may_be_missed(reference.path, bases):
                absent.append(reference)
        elif reference.first_line is not None:
            if found not in lengths:
                lengths[found] = _count_lines(found, bases)
            length = lengths[found]
            if length is not None and max(reference.first_line, reference.last_line or 0) > length:
                short.append((reference, length))
    elsewhere = _found_below(bases[-1], {r.path for r in absent})
    return tuple(r for r in absent if r.path not in elsewhere), tuple(short)


def _find(name: str, bases: Sequence[Path]) -> Path | None:
    for base in bases:
        path = Path(os.path.normpath(base / name))
        try:
            if path.is_relative_to(base) and path.exists():
                return path
        except (OSError, ValueError):
            continue
    return None


def _may_be_missed(name: str, bases: Sequence[Path]) -> bool:
    parts = name.rstrip("/").split("/")
    first = parts[0]
    if len(parts) == 1 or first in STATE_DIRS or _PASSED_OVER.intersection(parts) or _HOST.fullmatch(first):
        return False
    return any((base / first).is_dir() for base in bases)


def _count_lines(path: Path, bases: Sequence[Path]) -> int | None:
    """Return how many lines a text file has; `None` for a folder, and where that cannot be told."""
    base = next(b for b in bases if path.is_relative_to(b))
    try:
        content = read_file(path, base, limit=_MOST_BYTES)
    except SisyphusError:
        return None
    if b"\0" in content:
        return None
    return content.count(b"\n") + (not content.endswith(b"\n") and bool(content))


def _found_below(root: Path, names: set[str]) -> set[str]:
    """Return those of the paths that end the path of a file or folder; all of them in too large a tree."""
    if not names:
        return set()
    by_last: dict[str, list[str]] = {}
    for name in names:
        by_last.setdefault(name.rstrip("/").rsplit("/", 1)[-1], []).append(name)
    found: set[str] = set()
    met = 0
    for folder, folders, files in os.walk(root):
        met += len(folders) + len(files)
        if met > _MOST_ENTRIES:
            return set(names)
        folders[:] = [f for f in folders if f not in _MADE]
        for entry in (*folders, *files):
            for name in by_last.get(entry, ()):
                if f"{folder}/{entry}".endswith("/" + name.rstrip("/")):
                    found.add(name)
    return found
