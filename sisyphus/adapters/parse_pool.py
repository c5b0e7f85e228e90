"""Parsing many files at once, in processes of their own: one core parses some hundred plans a second."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sisyphus.adapters.cache import content_key, pack_whole
from sisyphus.adapters.files import read_file
from sisyphus.adapters.parsed import PARSERS
from sisyphus.errors import SisyphusError
from sisyphus.parse.encoding import MAX_BYTES

LEAST_BYTES = 1 << 20
"""Of text: with less, starting the processes takes longer than they save."""
_MOST_PROCESSES = 8
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

    No processes are started on a machine with one core, or that refuses them.
    """
    count = min(_cores(), _MOST_PROCESSES)
    if count < 2:  # noqa: PLR2004 - one could do no more than we do ourselves
        return {}
    import multiprocessing  # noqa: PLC0415 - start-up: only for many plans

    # Fresh processes, since a copy of one with threads may hang.
    context = multiprocessing.get_context("spawn")
    try:
        with context.Pool(count, initializer=_leave_interrupts) as pool:
            return dict(each for each in pool.imap_unordered(_parse, jobs, _PORTION) if each)
    except OSError:
        return {}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that asked: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _parse(job: Job) -> tuple[str, bytes] | None:
    try:
        content = read_file(Path(job.path), Path(job.bound), limit=MAX_BYTES)
        packed = pack_whole(PARSERS[job.kind](content, job.relative))
    except SisyphusError:
        return None
    return None if packed is None else (content_key(job.kind, content, job.relative), packed)
