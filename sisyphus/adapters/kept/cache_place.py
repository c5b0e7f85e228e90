"""Where parses are kept, for which code they hold, and how much room they take."""

import functools
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from sisyphus import __version__
from sisyphus.adapters.repository.layout import find_top_level

SUFFIX = ".parsed"
ROWS_SUFFIX = ".rows"
MOST_BYTES = 256 << 20
"""Of all cache files together; the longest unused go first."""

_OWN = ("model", "parse", "adapters/kept")
"""What decides how a parse is made and kept."""
_OTHERS = ("markdown_it", "tree_sitter", "tree_sitter_bash")
"""What decides how a text is read, beside our own code."""


def cache_folder(root: Path) -> Path | None:
    """Return the folder for cache files, not yet made; `None` where nothing is to be kept.

    That is so with SISYPHUS_NO_CACHE set, without a home, and for a folder inside the work tree that holds
    the workspace at `root`: it must not be written, and what lies there is anybody's.
    """
    if os.environ.get("SISYPHUS_NO_CACHE"):
        return None
    try:
        home = _cache_home(os.environ.get("XDG_CACHE_HOME", ""))
        inside = find_top_level(root) or root.resolve()
        outside = not home.resolve().is_relative_to(inside)
    except (OSError, RuntimeError):
        return None
    return home if outside else None


def _cache_home(named: str) -> Path:
    if Path(named).is_absolute():
        return Path(named) / "sisyphus"
    if sys.platform.startswith("linux"):
        return Path("~/.cache/sisyphus").expanduser()
    from platformdirs import user_cache_path  # noqa: PLC0415 - start-up: on Linux we know the answer

    return user_cache_path("sisyphus", appauthor=False)


@functools.cache
def code_mark(*more: str) -> bytes:
    """Return 32 bytes that change with whatever decides how a text is read, and with `more` of the floors.

    That is the version, Python's own (which `marshal` follows), and the files of the code: a checkout that is
    worked on changes without its version. Where those cannot be looked at, as while they are exchanged, it is
    a mark that nothing has.
    """
    digest = hashlib.sha256(f"{__version__} {sys.implementation.cache_tag} {sys.hexversion}".encode())
    # Plain strings: a hundred files at each start.
    package = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120 - as said
    found: list[str] = []
    try:
        for name in (*_OWN, *more):
            found += _marks_below(f"{package}/{name}")
        specs = (find_spec(name) for name in _OTHERS)
        found += [_marked(spec.origin) for spec in specs if spec and spec.origin]
    except OSError:
        return os.urandom(digest.digest_size)
    digest.update("\n".join(sorted(found)).encode("utf-8", "replace"))
    return digest.digest()


def _marks_below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield _marked(entry.path)
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _marks_below(entry.path)


def _marked(path: str) -> str:
    status = os.stat(path)  # noqa: PTH116 - as above
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def evict(folder: int, own: str) -> None:
    """Remove the cache files of other workspaces that were not written for longest, until all have room."""
    found: list[tuple[float, int, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if SUFFIX in entry.name or ROWS_SUFFIX in entry.name:  # drafts of a run that was killed too
                    found.append((status.st_mtime, status.st_size, entry.name))
    room = MOST_BYTES
    for _, size, name in sorted(found, key=lambda f: (f[2] != own, -f[0])):
        room -= size
        if room < 0 and name != own:
            with suppress(OSError):
                os.unlink(name, dir_fd=folder)
