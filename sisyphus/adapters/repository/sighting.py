"""What one look at the content of a work tree saw, and which files two looks see otherwise."""

from collections.abc import Mapping
from typing import NamedTuple

from sisyphus.model.repository import Subject


class Sighting(NamedTuple):
    """The content that a check would run on, at one moment."""

    subject: Subject
    untracked: frozenset[str]
    files: Mapping[str, str]
    """By path, what tells its content: of files that differ from HEAD; of all files where there is no git."""


def changed_files(before: Sighting, after: Sighting) -> tuple[str, ...]:
    """Return the files whose content is another one; where HEAD moved, only those outside of commits."""
    paths = before.files.keys() | after.files.keys()
    return tuple(sorted(path for path in paths if before.files.get(path) != after.files.get(path)))
