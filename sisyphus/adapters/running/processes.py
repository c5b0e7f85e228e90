"""Finds and kills all processes of one run. Imports little: the supervisor starts with it for each check."""

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from collections.abc import Callable
else:
    # What `signal` wraps in enums: they and `collections` take a third of a supervisor's start.
    import _signal as signal

SWEEP_LIMIT_S = 10.0
_PR_SET_CHILD_SUBREAPER = 36
_ENVIRON_BYTES = 1 << 22

Entry = tuple[int, int, str, str]
"""Parent, group, state and time of birth. The group is the session on Linux, the process group elsewhere."""


Listing = tuple[dict[int, Entry], set[int]]
"""All processes by number, and the numbers of those whose environment holds the mark of the run."""


def adopt_orphans() -> bool:
    """Make this process the parent of its orphaned descendants. False where the system has no such thing."""
    if not sys.platform.startswith("linux") or not proc_entry(os.getpid()):
        return False
    import ctypes  # noqa: PLC0415 - start-up: only Linux needs it

    try:
        return bool(ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False


def _read_start(path: str, size: int) -> bytes:
    try:
        fd = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.read(fd, size)
    except OSError:
        return b""
    finally:
        os.close(fd)


def proc_entry(pid: int) -> Entry | None:
    """Read one process from /proc; `None` when it is gone or there is no /proc."""
    # The program's name stands in brackets and may itself hold brackets and spaces.
    fields = _read_start(f"/proc/{pid}/stat", 4096).rpartition(b")")[2].decode("ascii", "replace").split()
    return (int(fields[1]), int(fields[3]), fields[0], fields[19]) if fields else None


def proc_table(marker: str) -> Listing:
    """Read all processes from /proc; `marker` is `NAME=value`, empty where nobody is to be marked."""
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208 - start-up: pathlib
    table = {pid: entry for pid in pids if (entry := proc_entry(pid))}
    if not marker:
        return table, set()
    word = b"\0" + marker.encode() + b"\0"
    return table, {
        pid for pid in table if word in b"\0" + _read_start(f"/proc/{pid}/environ", _ENVIRON_BYTES) + b"\0"
    }


def find_family(listed: Listing, group: int, ancestor: int) -> dict[int, Entry]:
    """Find the live processes of a run, this process and `ancestor` left out.

    They are those below `ancestor`, those of the group (none for -1), those that are marked, and all
    descendants of these.
    """
    table, marked = listed
    children: dict[int, list[int]] = {}
    for pid, entry in table.items():
        children.setdefault(entry[0], []).append(pid)
    queue = [ancestor, *marked, *(pid for pid, entry in table.items() if entry[1] == group)]
    seen = set(queue)
    while queue:
        fresh = [child for child in children.get(queue.pop(), ()) if child not in seen]
        seen.update(fresh)
        queue.extend(fresh)
    seen -= {ancestor, os.getpid()}
    return {pid: table[pid] for pid in seen if pid in table and table[pid][2][0] not in "ZX"}


def send_signal(pid: int, entry: Entry, number: int) -> None:
    """Signal a process, never another one that got its number since; one gone or not ours is left alone."""
    try:
        if not sys.platform.startswith("linux") or not entry[3]:
            os.kill(pid, number)
            return
        handle = os.pidfd_open(pid)
        try:
            now = proc_entry(pid)
            if now and now[3] == entry[3]:
                signal.pidfd_send_signal(handle, number)
        finally:
            os.close(handle)
    except OSError:
        return


def kill_family(
    find: "Callable[[], dict[int, Entry]]", reap: "Callable[[], None]"
) -> tuple[set[int], set[int]]:
    """Kill all processes of a run. Returns those that were there, and those that could not be killed.

    They are stopped first, until no new one turns up, so that none can fork away between look and kill.
    """
    there: set[int] = set()
    stopped: set[int] = set()
    limit = time.monotonic() + SWEEP_LIMIT_S
    while True:
        reap()
        family = find()
        if not family or time.monotonic() > limit:
            return there, set(family)
        there.update(family)
        number = signal.SIGSTOP if family.keys() - stopped else signal.SIGKILL
        for pid, entry in family.items():
            send_signal(pid, entry, number)
        if number == signal.SIGSTOP:
            stopped.update(family)
        else:
            stopped.clear()
            time.sleep(0.002)
