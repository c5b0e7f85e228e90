"""Parsing many files at once, in processes of their own: one core parses some hundred plans a second."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sisyphus.adapters.files import read_file
from sisyphus.adapters.kept.cache import content_key, pack_whole
from sisyphus.adapters.kept.parsed import PARSERS
from sisyphus.errors import SisyphusError
from sisyphus.parse.encoding import MAX_BYTES

LEAST_BYTES = 4 << 20
"""Of text: with less, starting the processes takes longer than they save."""
_MOST_PROCESSES = 8
_SAFE_PATH = "PYTHONSAFEPATH"
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

    No processes are started on a machine with one core, or that refuses them, nor by a Python that would let
    the current folder give them their modules.
    """
    count = min(_cores(), _MOST_PROCESSES)
    deaf = sys.flags.ignore_environment and not sys.flags.safe_path
    if count < 2 or deaf:  # noqa: PLR2004 - one could do no more than we do ourselves
        return {}
    # Start-up: only for many plans.
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # noqa: PLC0415 - as said
    from multiprocessing import get_context  # noqa: PLC0415 - same

    try:
        with _no_module_of_the_current_folder():
            # Fresh processes, since a copy of one with threads may hang.
            pool = ProcessPoolExecutor(count, get_context("spawn"), _leave_interrupts)
            try:
                return dict(each for each in pool.map(_parse, jobs, chunksize=_PORTION) if each)
            finally:
                pool.shutdown(cancel_futures=True)  # on Ctrl-C what has begun is ended, and no more
    except (OSError, BrokenExecutor):
        return {}


@contextmanager
def _no_module_of_the_current_folder() -> Iterator[None]:
    """Keep what is started meanwhile from importing out of the current folder, which is the repository's.

    A spawned Python is given its program by `-c`, and looks there first: a `multiprocessing.py` would run.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


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
