"""What was parsed before, kept in the user's cache folder: one file for each workspace.

It saves work and decides nothing. A file's entry counts as long as size, times and number of the file are
those of the moment it was read; else the file is read again, and its parse found by the hash of its bytes.
A cache that is broken, of another version, or that others may write is as good as none, and so is a folder
that cannot be written. It holds plain data (see packing.py), which cannot execute anything.
"""

import hashlib
import marshal
import os
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

from sisyphus.adapters.kept.cache_place import SUFFIX, cache_folder, code_mark, evict
from sisyphus.adapters.kept.marks import Mark, OddEntry, is_plain, is_settled, mark_at
from sisyphus.adapters.kept.packing import PackingError, pack, unpack
from sisyphus.adapters.private import open_regular, require_private, user_folder, write_atomically
from sisyphus.errors import SisyphusError

_MAGIC = b"sisyphus parse cache 1\n"
_NUMBER = 8
"""Bytes of the length of the index."""
_MOST_BYTES = 64 << 20
"""Of one file; what would not fit is not kept."""
_MOST_ENTRY = 16 << 20
"""Bytes of one parse before compression."""


class Seen(NamedTuple):
    """A file as it was when it was read."""

    mark: Mark
    at_ns: int
    key: str


class Blob(NamedTuple):
    """Where a parse stands in the file, and its checksum."""

    offset: int
    size: int
    checksum: int


def mark_of(path: Path) -> Mark | None:
    """Return the mark of a regular file; `None` for what is none, links among them."""
    try:
        mark = mark_at(str(path))
    except OddEntry:
        return None
    return mark if mark is not None and is_plain(mark) else None


def content_key(kind: str, content: bytes, relative: str) -> str:
    """Name a parse: by what was parsed, as what, and under which path, which a parse holds too."""
    return f"{kind}:{hashlib.sha256(content).hexdigest()}:{relative}"


class News(NamedTuple):
    """What another process learned of the same workspace."""

    parses: dict[str, bytes]
    seen: dict[str, Seen]
    """Of the files that it needed."""


class ParseCache:
    """The parses of one workspace. Nothing here raises: without a usable cache everything is unknown."""

    def __init__(self, root: Path) -> None:
        """Open the cache of the workspace at `root`."""
        self._name = f"{hashlib.sha256(os.fsencode(root)).hexdigest()[:32]}{SUFFIX}"
        self._folder = cache_folder(root)
        self._descriptor: int | None = None
        self._seen: dict[str, Seen] = {}
        self._blobs: dict[str, Blob] = {}
        self._new: dict[str, bytes] = {}
        self._used: set[str] = set()
        self._changed = False
        if self._folder is not None:
            self._open(self._folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def key_of(self, path: Path, mark: Mark | None) -> str | None:
        """Return the key of a file's parse, if the file is as it was when it was read."""
        seen = self._seen.get(str(path))
        if seen is None or mark is None or seen.mark != mark or not is_settled([mark], seen.at_ns):
            return None
        self._used.add(str(path))
        return seen.key

    def load(self, key: str) -> Any:  # noqa: ANN401 - whatever was kept under the key
        """Return a parse; `None` when it is not there, or not whole."""
        try:
            data = self._new.get(key) or self._read(self._blobs[key])
            return unpack(marshal.loads(zlib.decompress(data)))  # noqa: S302 - plain data: unpack takes nothing else
        except (KeyError, ValueError, TypeError, EOFError, OSError, zlib.error, PackingError):
            return None

    def note(self, path: Path, mark: Mark | None, key: str, at_ns: int) -> None:
        """Note that a file had this mark and its bytes this key at a moment before they were read."""
        if self._folder is not None and mark is not None:
            self._seen[str(path)] = Seen(mark, at_ns, key)
            self._used.add(str(path))
            self._changed = True

    def keep(self, key: str, value: object) -> None:
        """Keep a parse, if it is not too large."""
        if self._folder is not None:
            self.keep_packed(key, pack_whole(value))

    def keep_packed(self, key: str, data: bytes | None) -> None:
        """Keep a parse that `pack_whole` packed, here or in another process."""
        if self._folder is not None and data is not None:
            self._new[key] = data
            self._changed = True

    def news(self) -> News:
        """Return what was parsed and used since this was asked before."""
        told = News(self._new, {path: self._seen[path] for path in self._used})
        self._new, self._used = {}, set()
        return told

    def learn(self, news: News) -> None:
        """Take over what another process learned."""
        self._changed |= bool(news.parses) or any(self._seen.get(p) != s for p, s in news.seen.items())
        self._new |= news.parses
        self._seen |= news.seen
        self._used |= news.seen.keys()

    def save(self, *, everything: bool) -> None:
        """Write what is new; with `everything`, forget what was not used: its files are gone."""
        if self._folder is None or not (self._changed or (everything and len(self._used) < len(self._seen))):
            return
        seen = {p: s for p, s in self._seen.items() if not everything or p in self._used}
        content = self._whole(seen)
        with suppress(OSError, SisyphusError), user_folder(self._folder, ".", create=True) as opened:
            write_atomically(self._name, content, opened, lasting=False)
            evict(opened, self._name)

    def _open(self, folder: Path) -> None:
        try:
            with user_folder(folder, ".", create=False) as opened:
                descriptor = self._descriptor = open_regular(self._name, os.O_RDONLY, opened)
            require_private(os.fstat(descriptor), self._name)
        except (OSError, SisyphusError):
            self.__exit__()
            return
        with suppress(OSError, ValueError, TypeError, EOFError):
            self._seen, self._blobs = _read_index(descriptor)

    def _read(self, blob: Blob) -> bytes:
        if self._descriptor is None:
            raise KeyError
        data = os.pread(self._descriptor, blob.size, blob.offset)
        if zlib.crc32(data) != blob.checksum:
            raise ValueError
        return data

    def _whole(self, seen: dict[str, Seen]) -> bytes:
        """Return the file: its index, then the parses that the index names."""
        blobs: dict[str, Blob] = {}
        parts: list[bytes] = []
        offset = 0
        for key in dict.fromkeys(s.key for s in seen.values()):
            try:
                data = self._new.get(key) or self._read(self._blobs[key])
            except (KeyError, ValueError, OSError):
                continue
            if offset + len(data) > _MOST_BYTES:
                break
            blobs[key] = Blob(offset, len(data), zlib.crc32(data))
            parts.append(data)
            offset += len(data)
        index = marshal.dumps(
            (
                {path: tuple(s) for path, s in seen.items() if s.key in blobs},
                {key: tuple(b) for key, b in blobs.items()},
            )
        )
        head = _MAGIC + code_mark() + len(index).to_bytes(_NUMBER) + zlib.crc32(index).to_bytes(4)
        return b"".join((head, index, *parts))


def pack_whole(value: object) -> bytes | None:
    """Return a parse as it is kept; `None` when it is too large, or holds what no cache may hold."""
    try:
        data = marshal.dumps(pack(value))
    except (PackingError, ValueError):
        return None
    return zlib.compress(data, 1) if len(data) <= _MOST_ENTRY else None


def now_ns() -> int:
    """Return the time, in the terms of the file system's own."""
    return time.time_ns()


def _read_index(descriptor: int) -> tuple[dict[str, Seen], dict[str, Blob]]:
    """Read the index of a cache file. Raises ValueError or another of its kind for one of another make."""
    front = _MAGIC + code_mark()
    head = os.pread(descriptor, len(front) + _NUMBER + 4, 0)
    if not head.startswith(front) or len(head) < len(front) + _NUMBER + 4:
        raise ValueError("of another version")
    size = int.from_bytes(head[len(front) : -4])
    index = os.pread(descriptor, min(size, _MOST_BYTES), len(head))
    if zlib.crc32(index) != int.from_bytes(head[-4:]) or len(index) != size:
        raise ValueError("not whole")
    seen, blobs = marshal.loads(index)  # noqa: S302 - plain data, of a file that only we may write
    start = len(head) + size
    return (
        {path: Seen(*each) for path, each in seen.items()},
        {key: Blob(offset + start, length, check) for key, (offset, length, check) in blobs.items()},
    )
