"""Parsing many files at once, in processes of their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sisyphus.adapters.files import read_file
from sisyphus.adapters.kept.cache import content_key, pack_whole
from sisyphus.adapters.kept.crew import Crew, CrewLost, Worker, hands
from sisyphus.adapters.kept.parsed import PARSERS
from sisyphus.errors import SisyphusError
from sisyphus.parse.encoding import MAX_BYTES

_PORTION = 16
"""Files handed over at a time."""


class Job(NamedTuple):
    """One file to parse."""

    kind: str
    path: str
    bound: str
    relative: str


def parse_all(jobs: Sequence[Job]) -> dict[str, bytes]:
    """Return packed parses by their key; what cannot be read or parsed is left out, and found again later.

    Nothing where no processes can be started.
    """
    if hands() == 1:
        return {}
    portions = [jobs[at : at + _PORTION] for at in range(0, len(jobs), _PORTION)]
    try:
        with Crew(_parser) as crew:
            return {key: packed for _, done in crew.share(portions) for key, packed in done}
    except CrewLost:
        return {}


def _parser() -> Worker:
    return _parse_some


def _parse_some(jobs: Sequence[Job]) -> list[tuple[str, bytes]]:
    return [parsed for job in jobs if (parsed := _parse(job))]


def _parse(job: Job) -> tuple[str, bytes] | None:
    try:
        content = read_file(Path(job.path), Path(job.bound), limit=MAX_BYTES)
        packed = pack_whole(PARSERS[job.kind](content, job.relative))
    except SisyphusError:
        return None
    return None if packed is None else (content_key(job.kind, content, job.relative), packed)
