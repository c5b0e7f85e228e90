"""One process of git that was started: fed, read to its end within a time limit, and ended for sure."""

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Protocol

from sisyphus.adapters.repository.call import GitFailure
from sisyphus.adapters.repository.obstacle import Watch
from sisyphus.adapters.repository.parse import telling_line
from sisyphus.errors import SilentError
from sisyphus.model.deferred import dataclass, field

MOST_BYTES = 512 << 20
"""That a call may print: more is no repository that anybody works in, and would fill the memory."""
_MOST_STDERR = 64 << 10
_CHUNK = 1 << 20

GRACE_S = 2.0
"""Seconds that a killed call may take to let go of its pipes."""


class Process(Protocol):
    """What is used of a started process."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None

    def poll(self) -> int | None:
        """Return the exit code; `None` while it runs."""

    def wait(self) -> int:
        """Wait for its end."""


@dataclass(slots=True)
class Reading:
    """What a process prints.

    Each pipe belongs to a thread, which alone reads or writes it and closes it. So somebody who holds on to a
    pipe after the kill cannot hold us; and no number of a closed pipe is read that means another by then.
    """

    process: Process
    most: int
    chunks: list[bytes] = field(default_factory=list)
    complaints: bytes = b""
    cut: bool = False
    """Whether it printed more than `most` bytes."""

    def run(self, feed: bytes, limit_s: float, watch: Watch | None) -> bool:
        """Feed and read the process to its end, or to the most that is wanted.

        `False` when time was up, or when there is something that it would wait for in vain.
        """
        output, self.process.stdout = self.process.stdout, None
        reader = _owner(output, self._read)
        complaints = self._attend(feed)
        patience_s = min(watch.patience_s, limit_s) if watch else limit_s
        reader.join(patience_s)
        if watch and reader.is_alive() and not watch.is_vain(reader.is_alive):
            reader.join(limit_s - patience_s)
        if reader.is_alive():
            end(self.process)
            reader.join(GRACE_S)
            return False
        if self.cut:
            end(self.process)
            return True
        complaints.join(GRACE_S)  # its output is closed: what is left is to end
        return self._wait(limit_s)

    def pass_on(self, feed: bytes) -> None:
        """Feed a process whose output another one reads, and keep its complaints from stopping it."""
        if self.process.stdout is not None:
            self.process.stdout.close()  # or it would not notice that the other one has ended
        self._attend(feed)

    def _attend(self, feed: bytes) -> threading.Thread:
        """Feed the process and listen to its complaints; return the thread that listens."""
        errors, self.process.stderr = self.process.stderr, None
        food, self.process.stdin = self.process.stdin, None
        if food is not None:
            _owner(food, _feed, feed)
        return _owner(errors, self._listen)

    def _wait(self, limit_s: float) -> bool:
        if self.process.poll() is not None:
            return True
        waiting = threading.Thread(target=self.process.wait, daemon=True)
        waiting.start()
        waiting.join(limit_s)
        return not waiting.is_alive()

    def _read(self, stream: IO[bytes] | None) -> None:
        if stream is None:
            return
        left = self.most
        with stream:
            while chunk := os.read(stream.fileno(), min(_CHUNK, left + 1)):
                self.chunks.append(chunk[:left])
                if len(chunk) > left:
                    self.cut = True
                    return
                left -= len(chunk)

    def _listen(self, stream: IO[bytes] | None) -> None:
        """Read stderr to its end, and keep its beginning: a full pipe would stop the process."""
        if stream is None:
            return
        with stream:
            while chunk := os.read(stream.fileno(), _MOST_STDERR):
                self.complaints = (self.complaints + chunk)[:_MOST_STDERR]


def _owner(stream: IO[bytes] | None, act: Callable[..., None], *more: object) -> threading.Thread:
    """Start the thread that a pipe belongs to from here on. Raises RuntimeError where there is none."""
    thread = threading.Thread(target=act, args=(stream, *more), daemon=True)
    try:
        thread.start()
    except RuntimeError:
        if stream is not None:
            stream.close()
        raise
    return thread


def read_answer(  # noqa: PLR0913 - what one call is
    process: Process, name: str, feed: bytes, *, most: int | None, limit_s: float, watch: Watch | None
) -> bytes:
    """Read the process of `git <name>` to its end, or `most` bytes of it, and return what it printed.

    Raises GitFailure when git said no or waits in vain, SilentError when it did not answer in time.
    """
    reading = Reading(process, most or MOST_BYTES)
    if not reading.run(feed, limit_s, watch):
        if watch and watch.obstacle:
            raise GitFailure(0, watch.obstacle)
        fix = f"run `git {name}` by hand to see what it waits for"
        raise SilentError(f"`git {name}` did not answer within {limit_s:g} s", fix=fix)
    if reading.cut:
        if most is None:
            raise GitFailure(0, f"`git {name}` prints more than {MOST_BYTES >> 20} MiB")
    elif code := process.poll():
        raise GitFailure(code, telling_line(reading.complaints))
    return b"".join(reading.chunks)


def _feed(stream: IO[bytes], feed: bytes) -> None:
    with suppress(OSError), stream:  # it may end without having read everything
        stream.write(feed)


def end(process: Process) -> None:
    """See to it that nothing of a process is left. It leads a session of its own."""
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def close(process: Process) -> None:
    """End a process and close the pipes that no thread has taken over."""
    end(process)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with suppress(OSError):
                stream.close()
