"""Runs one command and sees to it that no process of it is left, whatever happens to the rest of us.

A program of its own (`STATUS_FD TIMEOUT GRACE CWD ARGV...`). Its standard input is a pipe from the parent:
`c` stops the command (a second `c` kills it), `s` sweeps what is left, end of file means that the parent is
gone. Its stdout and stderr are the command's. It answers on STATUS_FD with lines: `started PID`,
`refused ERRNO`, `timeout`, `ended WAIT_STATUS NANOSECONDS`, `swept LEFT SURVIVORS`.
"""

import os
import select
import sys
import time

from sisyphus.adapters.running.processes import (
    Entry,
    Listing,
    adopt_orphans,
    find_family,
    kill_family,
    proc_entry,
    proc_table,
    send_signal,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
else:
    import _signal as signal  # as in `processes`: it starts with each check

MARKER = "SISYPHUS_RUN_ID"
"""Environment variable by which a process of a run is known."""
BOOT = (
    "import sys; sys.path.append(sys.argv[1]); import sisyphus.adapters.supervisor as s; s.main(sys.argv[2:])"
)
"""For `python -I -S -c`, with the folder of our package behind it: nothing of the command's is imported."""
_LEAVING_S = 0.1
_PS_LIMIT_S = 5.0
# By name, so that this module can be imported where they do not exist.
_HANDLED = tuple(
    filter(None, (getattr(signal, f"SIG{name}", None) for name in ("CHLD", "TERM", "INT", "HUP")))
)
_IGNORED_BY_PYTHON = tuple(filter(None, (getattr(signal, f"SIG{name}", None) for name in ("PIPE", "XFSZ"))))


class Supervision:
    """One command under watch."""

    def __init__(self, status_fd: int, timeout_s: float, grace_s: float) -> None:
        self.status_fd = status_fd
        self.timeout_s = timeout_s
        self.grace_s = grace_s
        self.adopts = adopt_orphans()
        self.marker = f"{MARKER}={os.environ.get(MARKER, '')}"
        self.main = 0
        self.began = 0
        self.ended = False
        self.childless = False
        self.woken, wake = os.pipe()
        for fd in (self.woken, wake):
            os.set_blocking(fd, False)
        signal.set_wakeup_fd(wake)
        for number in _HANDLED:
            signal.signal(number, lambda *_: None)

    def tell(self, line: str) -> None:
        """Report to the parent, if there still is one."""
        try:
            os.write(self.status_fd, line.encode() + b"\n")
        except OSError:
            return

    def start(self, cwd: str, argv: list[str]) -> bool:
        """Start the command in a session of its own; false, and told, when that cannot be."""
        failed, failing = os.pipe()
        waiting, going = os.pipe()
        self.began = time.monotonic_ns()
        self.main = os.fork()
        if not self.main:
            os.close(going)
            os.read(waiting, 1)
            become(argv, cwd, failing)
        self.tell(f"started {self.main}")  # before the command can do anything to us
        os.close(going)
        os.close(failing)
        reason = os.read(failed, 64).decode()
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):  # or the parent would never see their end
            os.dup2(quiet, stream)
        if reason:
            self.tell(f"refused {reason}")
        return not reason

    def reap(self) -> None:
        """Collect ended children, orphans among them, and tell of the command's own end."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                self.childless = True
                return
            if not pid:
                return
            if pid == self.main:
                self.ended = True
                self.tell(f"ended {status} {time.monotonic_ns() - self.began}")

    def family(self) -> dict[int, Entry]:
        """Find what runs of the command. An adopting parent without children has no descendants either."""
        if self.adopts:
            return {} if self.childless else find_family(list_processes(""), -1, os.getpid())
        return find_family(list_processes(self.marker), self.main, os.getpid())

    def watch(self) -> None:
        """Return when it is time to sweep: on the parent's word or end, or after a stop and its grace."""
        deadline = time.monotonic() + self.timeout_s
        stopping = False
        while True:
            timed = stopping or not self.ended  # a command that ended by itself waits for the parent's word
            wait = max(0.0, deadline - time.monotonic()) if timed else None
            ready = select.select([0, self.woken], [], [], wait)[0]
            signals = os.read(self.woken, 512) if self.woken in ready else b""
            order = os.read(0, 1) if 0 in ready else None
            self.reap()
            if order in {b"", b"s"} or signal.SIGTERM in signals:
                return
            late = (stopping or not self.ended) and time.monotonic() >= deadline
            if order == b"c" or late:
                if stopping:
                    return
                stopping = True
                if late:
                    self.tell("timeout")
                # The shell first: with its child gone before it, it would go on to the next command.
                for pid, entry in sorted(self.family().items(), key=lambda pair: pair[0] != self.main):
                    send_signal(pid, entry, signal.SIGTERM)
                deadline = time.monotonic() + self.grace_s

    def sweep(self) -> None:
        """Kill what is left, and tell how many there were beside the command itself."""
        # Who has let go of the pipes may need a moment to be gone: that is no process left behind.
        leaving = time.monotonic() + _LEAVING_S
        while self.ended and self.family() and time.monotonic() < leaving:
            time.sleep(_LEAVING_S / 20)
            self.reap()
        there, survivors = kill_family(self.family, self.reap)
        self.reap()
        self.tell(f"swept {len(there - {self.main})} {len(survivors)}")


def list_processes(marker: str) -> Listing:
    """List all processes, and which of them have `marker` (`NAME=value`) in their environment."""
    return proc_table(marker) if proc_entry(os.getpid()) else ps_table(marker)


def ps_table(marker: str) -> Listing:
    """Ask ps for all processes, where there is no /proc."""
    import subprocess  # noqa: PLC0415 - start-up: Linux never needs it

    flags = "-axEww" if sys.platform == "darwin" else "axeww"
    command = ["/bin/ps", flags, "-o", "pid=,ppid=,pgid=,stat=,command="]
    try:
        # Without our environment: it would carry the mark itself.
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={"LC_ALL": "C"}) as listing:  # noqa: S603 - fixed
            try:
                listed = listing.communicate(timeout=_PS_LIMIT_S)[0].decode("utf-8", "replace")
            except subprocess.TimeoutExpired:
                listing.kill()
                return {}, set()
    except OSError:
        return {}, set()
    table: dict[int, Entry] = {}
    marked = set()
    for line in listed.split("\n"):
        columns = line.split(None, 4)
        if len(columns) > 4 and all(column.isdigit() for column in columns[:3]):  # noqa: PLR2004 - as asked for
            pid, parent, group = map(int, columns[:3])
            table[pid] = (parent, group, columns[3], "")
            if marker and marker in columns[4].split(" "):
                marked.add(pid)
    table.pop(listing.pid, None)
    return table, marked


def become(argv: list[str], cwd: str, failing: int) -> None:
    """Turn this fresh child into the command; tells the error number through `failing` when it cannot."""
    try:
        os.setsid()
        for number in (*_HANDLED, *_IGNORED_BY_PYTHON):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(cwd)
        os.execve(argv[0], argv, os.environ)  # noqa: S606 - the shell that is wanted stands in argv
    except OSError as error:
        os.write(failing, str(error.errno).encode())
    finally:
        os._exit(127)


def main(argv: list[str]) -> None:
    """Run `argv` as described at the top."""
    supervision = Supervision(int(argv[0]), float(argv[1]), float(argv[2]))
    os.set_inheritable(supervision.status_fd, False)  # noqa: FBT003 - takes no name
    if supervision.start(argv[3], argv[4:]):
        supervision.watch()
    supervision.sweep()
