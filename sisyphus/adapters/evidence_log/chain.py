"""Reads a log of chained lines: what holds together, where it breaks, what was torn off at its end."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from sisyphus.model.deferred import dataclass

VERSION = 1
GENESIS = "0" * 64
"""What the first line names as the one before it."""
LINE_LIMIT = 1 << 20

Record = dict[str, Any]


@dataclass(slots=True)
class Chain:
    """How far a log was read. Filled while the records are taken."""

    count: int = 0
    """Lines that hold together."""
    last: str = GENESIS
    """Digest of the last of them."""
    end: int = 0
    """Where in the file they end."""
    broken: str | None = None
    """Why the line after them does not belong there. It and all behind it are void, and so is the last of
    them: each line is vouched for by the next, and its next is not the one that was written.
    """
    torn: bool = False
    """Whether the file ends in a part of a line, as after a crash."""
    newer: int = 0
    """Lines of a version that we do not know."""
    watch: int = 0
    """Number of a line whose digest is wanted."""
    watched: str | None = None
    """That digest, once the line was read."""


def digest(line: bytes) -> str:
    """Name a line by its bytes, without its end."""
    return hashlib.sha256(line).hexdigest()


def read_chain(stream: BinaryIO, chain: Chain) -> Iterator[Record]:
    """Yield the records that hold together, from where `chain` stands; it then says how the reading ended."""
    following = stream.readline(LINE_LIMIT + 1)
    while following:
        raw, following = following, b""
        if not raw.endswith(b"\n"):
            chain.torn = len(raw) <= LINE_LIMIT
            chain.broken = None if chain.torn else "is longer than any line that we write"
            return
        following = stream.readline(LINE_LIMIT + 1)
        line = raw.rstrip(b"\r\n")
        record = _parse(line)
        if record is None:
            chain.torn = not following
            chain.broken = None if chain.torn else "cannot be read"
            return
        known = record.get("v") == VERSION
        if known and record.get("prev") != chain.last:
            chain.broken = "does not follow the line before it"
            return
        if known and record.get("seq") != chain.count + 1:
            chain.broken = "has another number than its place"
            return
        chain.count += 1
        chain.last = digest(line)
        chain.end += len(raw)
        if chain.count == chain.watch:
            chain.watched = chain.last
        if known:
            yield record
        else:
            chain.newer += 1


def _parse(line: bytes) -> Record | None:
    try:
        record = _DECODER.decode(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    version = record.get("v") if isinstance(record, dict) else None
    return record if isinstance(version, int) and version >= VERSION else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _unique(pairs: list[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a name stands twice")
    return record


_DECODER = json.JSONDecoder(parse_constant=_refuse, object_pairs_hook=_unique)
"""Made once: `json.loads` makes one for each line, which the next collection of garbage has to find."""
