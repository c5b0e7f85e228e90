"""When a remote was last heard of, read from the files that git leaves."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sisyphus.adapters.files import as_moment
from sisyphus.adapters.repository.layout import Layout

_MOST_FILES = 2000
"""Files of one remote's branches that are looked at."""
_MOST_PACKED = 4 << 20


def read_fetched_at(layout: Layout, remote: str | None) -> datetime | None:
    """Return when a fetch or push last told of the remote; `None` when nothing says.

    A clone packs the branches that it brings, but packing them anew sets the time of that file too: it counts
    only when nothing better is there.
    """
    if remote is None or any(part in {"", ".", ".."} for part in remote.split("/")):
        return None
    common = layout.common_dir
    fetched = {layout.git_dir / "FETCH_HEAD", common / "FETCH_HEAD"}
    times = [time for path in fetched if (time := _time(path, filled=True)) is not None]
    for folder in (common / "logs" / "refs" / "remotes" / remote, common / "refs" / "remotes" / remote):
        times += [time for path in _files(folder) if (time := _time(path)) is not None]
    if not times and _is_packed(common / "packed-refs", remote):
        times = [time for time in [_time(common / "packed-refs")] if time is not None]
    return as_moment(max(times)) if times else None


def _time(path: Path, *, filled: bool = False) -> float | None:
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return None
    return None if filled and not status.st_size else status.st_mtime  # a fetch that fails empties the file


def _files(folder: Path) -> Iterator[Path]:
    waiting, left = [folder], _MOST_FILES
    while waiting and left > 0:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    left -= 1
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    elif entry.name != "HEAD":  # written once, by the clone or by hand
                        yield Path(entry.path)
                    if left <= 0:
                        return
        except (OSError, ValueError):
            continue


def _is_packed(path: Path, remote: str) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return f" refs/remotes/{remote}/".encode("utf-8", "surrogateescape") in stream.read(_MOST_PACKED)
    except (OSError, ValueError):
        return False
