"""Processes of our own that share a work: one core parses some hundred plans a second, and judges no more."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import connection, get_context, resource_tracker
from typing import Any, Self

from sisyphus.errors import SisyphusError

Worker = Callable[[Any], Any]
"""Does one part of the work."""

LEAST_BYTES = 4 << 20
"""Of text to parse: with less, starting the processes takes longer than they save."""
_MOST_PROCESSES = 8
_SAFE_PATH = "PYTHONSAFEPATH"


class CrewLost(Exception):  # noqa: N818 - no error: who asked does the work alone
    """A process could not be started, or came to its end with its work undone."""


def hands() -> int:
    """Return how many processes may share a work; one where it is better done alone.

    That is so on a machine with one core, and for a Python that would let the current folder give the
    processes their modules.
    """
    if sys.flags.ignore_environment and not sys.flags.safe_path:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_PROCESSES)


class Crew:
    """Some processes, each with a worker that is made once there and keeps what it learns."""

    def __init__(self, make: Callable[..., Worker], *arguments: object) -> None:
        """Start them; `make` is a function of a module, called in each. Raises CrewLost."""
        # Fresh processes, since a copy of one with threads may hang.
        context = get_context("spawn")
        self._ends: list[connection.Connection] = []
        self._processes: list[Any] = []
        try:
            with _no_module_of_the_current_folder(), _deaf_to_interrupts():
                for _ in range(hands()):
                    here, there = context.Pipe()
                    self._ends.append(here)
                    process = context.Process(
                        target=_serve, args=(there, gc.get_threshold(), make, arguments), daemon=True
                    )
                    process.start()
                    self._processes.append(process)
                    there.close()
        except OSError as error:
            self.__exit__()
            raise CrewLost from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None = None, *_: object) -> None:
        for end in self._ends:
            end.close()  # which is how a process learns that it is over
        for process in self._processes:
            if kind is not None:
                process.terminate()  # it keeps nothing that could be left half done
            process.join()

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self._ends)

    def share(self, parts: Sequence[object]) -> list[tuple[int, Any]]:
        """Give the parts out one by one to whoever is free; return for each who did it, and the result."""
        results: list[tuple[int, Any]] = [(0, None)] * len(parts)
        waiting = iter(enumerate(parts))
        busy: dict[connection.Connection, int] = {}
        try:
            for end, (number, part) in zip(self._ends, waiting, strict=False):
                end.send(part)
                busy[end] = number
            while busy:
                ready = connection.wait(list(busy))
                for end in [end for end in busy if end in ready]:
                    results[busy.pop(end)] = (self._ends.index(end), end.recv())
                    if more := next(waiting, None):
                        busy[end] = more[0]
                        end.send(more[1])
        except (EOFError, OSError) as error:
            raise CrewLost from error
        return results

    def tell(self, parts: Sequence[object]) -> list[Any]:
        """Give each process its own part; return the results in the same order."""
        try:
            for end, part in zip(self._ends, parts, strict=True):
                end.send(part)
            return [end.recv() for end in self._ends]
        except (EOFError, OSError) as error:
            raise CrewLost from error


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


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Leave Ctrl-C to this process, which ends the others: what is started meanwhile does not hear it."""
    resource_tracker.ensure_running()  # or it is started meanwhile, and lets them hear again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    end: connection.Connection,
    gc_of: tuple[int, int, int],
    make: Callable[..., Worker],
    arguments: tuple[object, ...],
) -> None:
    """Do the parts that come, until no more can; `gc_of` is how seldom garbage is looked for."""
    # As in the process that asked: much is made that is kept, and little that goes in circles.
    gc.set_threshold(*gc_of)
    worker = make(*arguments)
    while True:
        try:
            part = end.recv()
        except EOFError:
            return
        try:
            end.send(worker(part))
        except (OSError, SisyphusError):  # who asked then does the work alone, meets it too, and says it
            return
