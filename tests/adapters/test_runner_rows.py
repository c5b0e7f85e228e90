"""Ways in which runners are known to hang or to leave processes behind. `bench` looks for survivors at the end."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sisyphus.model.evidence import Outcome
from tests.adapters.test_runner import DAEMON, PYTHON, Bench, marked

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    assert marked(made.mark) == []


@pytest.mark.parametrize(
    "command",
    [
        "sleep 600 & sleep 600",
        "sleep 600 & wait",
        "sh -c 'sleep 600 & wait'",
        "setsid sleep 600 & sleep 600",
        "(trap '' TERM; sleep 600; sleep 600) & sleep 600",
        "nohup sleep 600 >/dev/null 2>&1 & disown; sleep 600",
        "yes > /dev/null",
        "while :; do :; done",
        "sleep 600 | sleep 600 | cat",
    ],
)
def test_a_limit_ends_all_of_it(bench: Bench, command: str) -> None:
    assert bench.run(command, timeout_s=0.4).outcome is Outcome.TIMEOUT


@pytest.mark.parametrize("manner", ["quiet", "loud"])
def test_a_daemon_is_gone_after_a_limit_too(bench: Bench, manner: str) -> None:
    (bench.root / "daemon.py").write_text(DAEMON)
    run = bench.run(f"{PYTHON} -I daemon.py {manner}; sleep 600", timeout_s=2)
    assert run.outcome is Outcome.TIMEOUT
    assert not Path("/proc", (bench.root / "daemon").read_text(), "environ").exists()


def test_a_crowd_is_killed_to_the_last(bench: Bench) -> None:
    """Each generation doubles, as in a fork bomb, up to 128 processes that are deaf to all but a kill."""
    (bench.root / "crowd.py").write_text(
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "for _ in range(7):\n"
        "    os.fork()\n"
        "time.sleep(600)\n"
    )
    run = bench.run(f"{PYTHON} -I crowd.py", timeout_s=3)
    assert (run.outcome, run.reason) == (Outcome.TIMEOUT, "no end within 3 s")


def test_a_size_limit_of_the_command_s_own_is_a_death_by_signal(bench: Bench) -> None:
    run = bench.run("ulimit -f 1; head -c 2000000 /dev/zero > big; exit $?")
    assert (run.outcome, run.exit, run.signal) == (Outcome.KILLED, 153, "SIGXFSZ")


@pytest.mark.parametrize(
    "command",
    [
        "read -r word",
        "read -rs -p 'Password: ' word < /dev/tty",
        "cat > /dev/null; false",
        "python3 -c 'input()'",
        "sudo -S true < /dev/stdin || false",
    ],
)
def test_a_question_is_answered_by_the_end_of_input(bench: Bench, command: str) -> None:
    run = bench.run(command)
    assert run.outcome in {Outcome.UNCHECKED, Outcome.ERROR}
    assert run.exit not in {0, None}


@pytest.mark.parametrize(
    "command", ["chmod 000 .", 'rm -rf "$PWD"', "mkdir -p a; chmod 000 a; cd a", 'mv "$PWD" ../away']
)
def test_a_folder_that_is_spoilt_does_no_harm(bench: Bench, command: str) -> None:
    place = bench.root / "place"
    place.mkdir()
    assert bench.run(command, cwd="place").outcome is Outcome.UNCHECKED
    if place.exists():
        place.chmod(0o755)


def test_no_child_of_ours_is_left_unreaped(bench: Bench) -> None:
    bench.run("sleep 600 & true")
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "stat="], capture_output=True, text=True, check=False
    ).stdout.split()
    assert not [state for state in listed if state.startswith("Z")]
