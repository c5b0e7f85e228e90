"""What is here, where there is no git to tell: a digest over a folder's files."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sisyphus.adapters.repository.sighting import Sighting
from sisyphus.adapters.repository.subject import is_output
from sisyphus.model.repository import Subject

_MOST_FILES = 20_000
_MOST_BYTES = 256 * 1024 * 1024
_CHUNK = 1 << 20


def look_at_folder(root: Path, state_dirs: tuple[str, ...], outputs: frozenset[str]) -> Sighting:
    """Return the content without `outputs`, with all files of the folder."""
    files: dict[str, str] = {}
    subject = digest_folder(root, state_dirs, outputs, files)
    return Sighting(subject, list_folder(root, state_dirs), files)


def list_folder(root: Path, state_dirs: tuple[str, ...]) -> frozenset[str]:
    """Return the files that a digest would hold, relative to the root."""
    return frozenset(path.relative_to(root).as_posix() for path in _files(root, state_dirs))


def digest_folder(
    root: Path,
    state_dirs: tuple[str, ...],
    outputs: frozenset[str] = frozenset(),
    files: dict[str, str] | None = None,
) -> Subject:
    """Digest a folder's files; state folders, build outputs and the files in `outputs` are left out.

    The digest is `None` for a folder too large to be read each time: evidence is then never fresh. In `files`
    the digest of each file is put.
    """
    total = hashlib.sha256()
    room = _MOST_BYTES
    try:
        inputs = (p for p in _files(root, state_dirs) if p.relative_to(root).as_posix() not in outputs)
        for number, path in enumerate(sorted(inputs)):
            if number >= _MOST_FILES or room < 0:
                return _subject(None)
            room -= path.lstat().st_size
            if room >= 0:
                digest = _digest(path)
                total.update(os.fsencode(path.relative_to(root)) + b"\0" + digest)
                if files is not None:
                    files[path.relative_to(root).as_posix()] = digest.hex()
    except OSError:
        return _subject(None)
    return _subject(f"sha256:{total.hexdigest()}" if room >= 0 else None)


def _subject(source: str | None) -> Subject:
    return Subject(
        commit=None,
        tree=None,
        patch_id=None,
        source=source,
        worktree=f"sha256:{hashlib.sha256().hexdigest()}",
        dirty=False,
        root_commit=None,
    )


def _files(root: Path, state_dirs: tuple[str, ...]) -> Iterator[Path]:
    count = 0
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        inside = here.relative_to(root)
        folders[:] = [
            f
            for f in folders
            if not is_output((inside / f / "x").as_posix()) and (inside / f).as_posix() not in state_dirs
        ]
        # A link to a folder is listed as a folder and never entered: it is content by its target.
        for name in (*names, *(f for f in folders if (here / f).is_symlink())):
            if not is_output((inside / name).as_posix()):
                count += 1
                if count > _MOST_FILES + 1:
                    return
                yield here / name


def _digest(path: Path) -> bytes:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return b"link" + hashlib.sha256(os.fsencode(path.readlink())).digest()
    if not stat.S_ISREG(mode):
        return b"special"
    digest = hashlib.sha256(b"program" if mode & stat.S_IXUSR else b"file")
    # Another file may stand there by now: none that leads elsewhere, and no pipe that would be waited for.
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:  # noqa: PTH123 - a handle
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()
