"""Stores what checks wrote, beside their log: each text once, under its digest."""

import errno
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from sisyphus.adapters.private import explain, folder, write_atomically

FOLDER_MODE = 0o755
_OUT = "out"


def require_room(base: Path, parts: Sequence[str]) -> None:
    """Make the folder for outputs; raises OSError where nothing could be stored, before anything has run."""
    with folder(base, [*parts, _OUT], create=FOLDER_MODE) as opened:
        for place in (".", ".."):
            if not os.access(place, os.W_OK | os.X_OK, dir_fd=opened):
                raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def store_output(base: Path, parts: Sequence[str], kept: bytes) -> str | None:
    """Store what was kept of one stream and return its path below the log's folder; `None` for nothing.

    `parts` are the folders from `base` to that of the log. Raises MachineError, InputError for links.
    """
    if not kept:
        return None
    name = hashlib.sha256(kept).hexdigest()
    blob = f"{_OUT}/{name[:2]}/{name}.txt"
    try:
        with folder(base, [*parts, _OUT, name[:2]], create=FOLDER_MODE) as opened:
            write_atomically(f"{name}.txt", kept, opened)
    except OSError as error:
        raise explain(error, "/".join([*parts, blob])) from error
    return blob
