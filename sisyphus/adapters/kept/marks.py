"""What files look like from outside: the same mark, the same content, unless it was changed just now."""

import os
import stat
from collections.abc import Iterable

Mark = tuple[int, ...]
"""Kind, device, number, size, and times of change in ns."""

RACY_NS = 2_000_000_000
"""A file changed so shortly before it was looked at may change again without another time."""

MOST_ENTRIES = 50_000
"""Files of the state folders that are looked at."""


class OddEntry(Exception):  # noqa: N818 - no error: there is no telling by marks, that is all
    """Something whose content its own mark does not tell, or more than is looked at."""


def mark_at(path: str) -> Mark | None:
    """Return the mark of what lies at a path; `None` when nothing does. Links are not followed at the end."""
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise OddEntry(path) from error
    return _mark(status)


def is_plain(mark: Mark) -> bool:
    """Whether it is the mark of a regular file, which tells of its content."""
    return stat.S_ISREG(mark[0])


def is_settled(marks: Iterable[Mark | None], at_ns: int) -> bool:
    """Whether none of the files was changed shortly before they were looked at."""
    return all(mark is None or max(mark[4:]) <= at_ns - RACY_NS for mark in marks)


def marks_below(folder: str, name: str = "", *, but: str = "", depth: int = 64) -> dict[str, Mark]:
    """Return the marks of all files below a folder, by path relative to it, behind `name`.

    What is called `but` right in the folder is passed over; a folder that is missing holds none. Raises
    OddEntry for links, pipes and the like, for folders that cannot be listed, and for more than MOST_ENTRIES.
    """
    found: dict[str, Mark] = {}
    _walk(folder, name, but, depth, found)
    return found


def names_in(folder: str) -> list[str]:
    """Return the names in a folder; none for one that is missing. Raises OddEntry where it is none."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names alone
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OddEntry(folder) from error


def _walk(folder: str, name: str, but: str, depth: int, found: dict[str, Mark]) -> None:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                path = f"{name}/{entry.name}" if name else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if depth <= 0:
                        raise OddEntry(path)
                    if entry.name != but:
                        _walk(entry.path, path, "", depth - 1, found)
                    continue
                mark = found[path] = _mark(entry.stat(follow_symlinks=False))
                if not is_plain(mark) or len(found) > MOST_ENTRIES:
                    raise OddEntry(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OddEntry(folder) from error


def _mark(status: os.stat_result) -> Mark:
    kind = stat.S_IFMT(status.st_mode)
    return kind, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
