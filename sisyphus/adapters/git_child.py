"""One process of git that was started: fed, read to its end within a time limit, and ended for sure."""

import os
import signal
import threading
from contextlib import suppress
from dataclasses import field
from typing import IO, Protocol

from sisyphus.model.deferred import dataclass

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

    def run(self, feed: bytes, limit_s: float) -> bool:
        """Feed and read the process to its end, or to the most that is wanted; `False` when time was up."""
        output, self.process.stdout = self.process.stdout, None
        reader = threading.Thread(target=self._read, args=(output,), daemon=True)
        reader.start()
        complaints = self._attend(feed)
        reader.join(limit_s)
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
            threading.Thread(target=_feed, args=(food, feed), daemon=True).start()
        listener = threading.Thread(target=self._listen, args=(errors,), daemon=True)
        listener.start()
        return listener

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
