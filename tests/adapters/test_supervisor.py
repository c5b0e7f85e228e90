"""The supervisor as on systems without /proc and subreapers, and what it finds of a run."""

import os
import shlex
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from sisyphus.adapters import runner
from sisyphus.adapters.runner import run_check
from sisyphus.adapters.running.command import check_environment
from sisyphus.adapters.running.processes import (
    find_family,
    kill_family,
    proc_entry,
    proc_table,
    send_signal,
)
from sisyphus.adapters.supervisor import ps_table
from sisyphus.model.check import Check, Expectation, Origin
from sisyphus.model.evidence import Outcome, Run

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"
)

ELSEWHERE = """
import sys
sys.path.append(sys.argv[1])
import sisyphus.adapters.supervisor as supervisor
supervisor.proc_entry = lambda pid: None
supervisor.adopt_orphans = lambda: False
supervisor.main(sys.argv[2:])
"""
DAEMON = """
import os, time
if os.fork(): os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
open("daemon", "w").write(str(os.getpid()))
time.sleep(600)
"""


class Bench:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.mark = uuid.uuid4().hex

    def run(self, command: str, timeout_s: float = 30) -> Run:
        check = Check(
            id="c-0123456789",
            task=None,
            label=None,
            origin=Origin.ACCEPTANCE,
            path="plan.md",
            line=1,
            command=command,
            expect=Expectation(text=None, assertions=(), understood=True),
            runnable=True,
        )
        environment = {**check_environment(), "BENCH": self.mark}
        return run_check(check, self.root, environment=environment, timeout_s=timeout_s, grace_s=0.3)

    def left(self) -> set[int]:
        return proc_table(f"BENCH={self.mark}")[1]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    package = str(Path(runner.__file__).parents[2])
    monkeypatch.setattr(runner, "_SUPERVISOR", (sys.executable, "-I", "-S", "-c", ELSEWHERE, package))
    made = Bench(tmp_path)
    yield made
    assert made.left() == set()


def test_elsewhere_a_command_ends_as_it_does(bench: Bench) -> None:
    run = bench.run("echo hi; exit 3")
    assert (run.outcome, run.exit, run.stdout, run.left_processes) == (Outcome.UNCHECKED, 3, b"hi\n", 0)


def test_elsewhere_a_background_child_is_killed(bench: Bench) -> None:
    assert bench.run("sleep 600 & echo hi").left_processes == 1


def test_elsewhere_a_daemon_is_known_by_its_mark(bench: Bench) -> None:
    (bench.root / "daemon.py").write_text(DAEMON)
    run = bench.run(f"{shlex.quote(sys.executable)} -I daemon.py; until test -s daemon; do sleep 0.01; done")
    assert (run.exit, run.left_processes) == (0, 1)


def test_elsewhere_the_time_limit_holds(bench: Bench) -> None:
    run = bench.run("trap '' TERM; setsid sleep 600 & sleep 600; sleep 600", timeout_s=0.5)
    assert run.outcome is Outcome.TIMEOUT


def test_ps_says_what_proc_says(bench: Bench) -> None:
    environment = {**os.environ, "BENCH": bench.mark}
    with subprocess.Popen(["sleep", "600"], env=environment, start_new_session=True) as child:
        try:
            table, marked = ps_table(f"BENCH={bench.mark}")
            assert marked == {child.pid}
            assert table[child.pid][:2] == (os.getpid(), child.pid)
            assert proc_table(f"BENCH={bench.mark}")[1] == {child.pid}
        finally:
            child.kill()


def test_a_family_is_found_by_descent_group_or_mark(bench: Bench) -> None:
    environment = {**os.environ, "BENCH": bench.mark}
    command = ["bash", "-c", "env -i sleep 600 & env -i sleep 601 & wait"]
    with subprocess.Popen(command, env=environment, start_new_session=True) as child:
        limit = time.monotonic() + 20
        while len(find_family(proc_table(""), -1, child.pid)) < 2:
            assert time.monotonic() < limit
        below = set(find_family(proc_table(""), -1, child.pid))
        assert set(find_family(proc_table(""), child.pid, child.pid)) == below
        assert set(find_family(proc_table(f"BENCH={bench.mark}"), -1, -1)) == {child.pid, *below}
        there, survivors = kill_family(lambda: find_family(proc_table(""), child.pid, -1), reap=lambda: None)
        assert (there, survivors) == ({child.pid, *below}, set())
    assert child.returncode == -signal.SIGKILL


def test_a_process_that_got_the_number_of_another_is_spared() -> None:
    with subprocess.Popen(["sleep", "600"]) as child:
        entry = proc_entry(child.pid)
        assert entry
        send_signal(child.pid, (*entry[:3], "1"), signal.SIGKILL)
        time.sleep(0.05)
        assert child.poll() is None
        send_signal(child.pid, entry, signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    send_signal(child.pid, entry, signal.SIGKILL)


def test_an_odd_program_name_does_not_mislead(tmp_path: Path) -> None:
    odd = tmp_path / "a) R 1 1 (b"
    odd.symlink_to("/bin/sleep")
    with subprocess.Popen([str(odd), "600"]) as child:
        try:
            limit = time.monotonic() + 20
            while b"a) R" not in Path(f"/proc/{child.pid}/stat").read_bytes():
                assert time.monotonic() < limit
            entry = proc_entry(child.pid)
            assert entry
            assert entry[0] == os.getpid()
        finally:
            child.kill()
