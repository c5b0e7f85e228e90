"""Each fault is made for real, and each test ends by looking for processes that carry its mark."""

import os
import re
import shlex
import signal
import subprocess
import sys
import textwrap
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sisyphus.adapters import runner
from sisyphus.adapters.runner import run_check, search_text
from sisyphus.adapters.running.command import check_environment, running_inside_check
from sisyphus.model.check import Check, Expectation, Origin
from sisyphus.model.evidence import Outcome, Run

PYTHON = shlex.quote(sys.executable)
"""In shell text: the checkout may lie in a folder with blanks."""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"
)


def make_check(command: str, *, context: tuple[str, ...] = (), cwd: str = ".", shell: str = "bash") -> Check:
    return Check(
        id="c-0123456789",
        task=None,
        label=None,
        origin=Origin.ACCEPTANCE,
        path="plan.md",
        line=1,
        command=command,
        context=context,
        cwd=cwd,
        shell=shell,
        expect=Expectation(text=None, assertions=(), understood=True),
        runnable=True,
    )


def marked(mark: str) -> list[int]:
    """Find live processes whose environment holds the mark; zombies have none."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if mark.encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


class Bench:
    """Runs commands under a mark of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mark = f"mark-{uuid.uuid4().hex}"

    @property
    def environment(self) -> dict[str, str]:
        return {**check_environment(), "BENCH": self.mark}

    def run(  # noqa: PLR0913 - as run_check
        self,
        command: str,
        *,
        context: tuple[str, ...] = (),
        cwd: str = ".",
        timeout_s: float = 20,
        grace_s: float = 0.3,
        extra: Mapping[str, str] | None = None,
        cancel: threading.Event | None = None,
    ) -> Run:
        return run_check(
            make_check(command, context=context, cwd=cwd),
            self.root,
            environment={**self.environment, **(extra or {})},
            timeout_s=timeout_s,
            grace_s=grace_s,
            cancel=cancel,
        )


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    assert marked(made.mark) == []


def wait_for(path: Path) -> None:
    """Wait until a process under test says that it is there."""
    limit = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < limit, f"{path} never came"
        time.sleep(0.01)


def test_a_command_that_ends_by_itself_is_not_yet_judged(bench: Bench) -> None:
    run = bench.run("echo out; echo err >&2; exit 3")
    assert (run.outcome, run.exit, run.signal, run.left_processes) == (Outcome.UNCHECKED, 3, None, 0)
    assert (run.stdout, run.stderr, run.stdout_bytes, run.stderr_bytes) == (b"out\n", b"err\n", 4, 4)
    assert run.duration_s > 0


def test_a_failing_part_of_a_pipeline_counts(bench: Bench) -> None:
    assert bench.run("(exit 4) | cat").exit == 4


def test_standard_input_is_at_its_end_and_there_is_no_terminal(bench: Bench) -> None:
    run = bench.run("cat; test -t 0 || test -t 1 || echo none; (: < /dev/tty) 2>/dev/null || echo no tty")
    assert run.stdout == b"none\nno tty\n"


def test_signals_that_python_ignores_are_back_to_normal(bench: Bench) -> None:
    run = bench.run("yes | head -1; echo ${PIPESTATUS[0]}; kill -INT $$; echo survived")
    assert run.stdout == b"y\n141\n"
    assert (run.outcome, run.signal) == (Outcome.KILLED, "SIGINT")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("nosuchprogram --check", "nosuchprogram: command not found"),
        ("true && ./nofile.sh", "./nofile.sh: No such file or directory"),
        ("/etc/passwd", "/etc/passwd: Permission denied"),
        ("sh -c 'nosuchthing'", "nosuchthing: command not found"),
        ("if then", "the shell cannot read the command: syntax error near unexpected token `then'"),
        ("exit 127", "a program was not found"),
    ],
)
def test_what_cannot_be_started_is_an_error(bench: Bench, command: str, reason: str) -> None:
    run = bench.run(command)
    assert (run.outcome, run.reason) == (Outcome.ERROR, reason)


def test_a_missing_folder_is_an_error(bench: Bench) -> None:
    run = bench.run("true", cwd="absent")
    assert (run.outcome, run.exit, run.reason) == (Outcome.ERROR, None, "absent: no such folder")


def test_a_nul_or_a_foreign_shell_is_an_error(bench: Bench) -> None:
    assert bench.run("echo \0").reason == "the command holds a NUL character"
    foreign = make_check("dir", shell="powershell")  # noqa: S604 - the check's field, no subprocess
    run = run_check(foreign, bench.root, timeout_s=5)
    assert (run.outcome, run.reason) == (Outcome.ERROR, "no powershell on this system")


def test_a_command_longer_than_the_system_takes_is_an_error(bench: Bench) -> None:
    run = bench.run("true " + "x" * (1 << 18))
    assert (run.outcome, run.reason) == (Outcome.ERROR, "the command is too long for this system")


def test_a_folder_that_the_command_removes_does_no_harm(bench: Bench) -> None:
    (bench.root / "here").mkdir()
    run = bench.run("rmdir ../here && pwd -P; exit 0", cwd="here")
    assert run.exit == 0
    assert bench.run("true", cwd="here").outcome is Outcome.ERROR


def test_context_comes_before_the_command(bench: Bench) -> None:
    (bench.root / "apps").mkdir()
    run = bench.run('pwd; echo "$A-$?"', context=("cd apps", "export A='b c'", "X=$(false)"))
    assert run.stdout == f"{bench.root}/apps\nb c-0\n".encode()


@pytest.mark.parametrize(
    "line", ["cd absent", "  cd absent && export A=1", "source absent.sh", ". ./absent.sh"]
)
def test_a_context_line_that_fails_ends_the_run(bench: Bench, line: str) -> None:
    run = bench.run("touch ran", context=("true", line))
    assert (run.outcome, run.reason) == (Outcome.ERROR, "context line 2 failed")
    assert not (bench.root / "ran").exists()


def test_an_assignment_may_fail_in_context(bench: Bench) -> None:
    assert bench.run("echo [$N]", context=("N=$(grep -c x /dev/null)",)).stdout == b"[0]\n"


@pytest.mark.parametrize(
    ("command", "exit_code", "name"),
    [("kill -KILL $$", None, "SIGKILL"), ("bash -c 'kill -SEGV $$'; exit $?", 139, "SIGSEGV")],
)
def test_death_by_signal(bench: Bench, command: str, exit_code: int | None, name: str) -> None:
    run = bench.run(command)
    assert (run.outcome, run.exit, run.signal) == (Outcome.KILLED, exit_code, name)
    assert run.reason
    assert run.reason.startswith(name)


def test_time_limit(bench: Bench) -> None:
    run = bench.run("echo begun; sleep 60; echo never", timeout_s=0.5)
    assert (run.outcome, run.reason, run.stdout) == (Outcome.TIMEOUT, "no end within 0.5 s", b"begun\n")
    assert 0.5 <= run.duration_s < 20


def test_a_time_limit_lets_the_command_clean_up(bench: Bench) -> None:
    run = bench.run("trap 'echo bye; exit 0' TERM; sleep 60 & wait", timeout_s=0.5, grace_s=10)
    assert (run.outcome, run.stdout) == (Outcome.TIMEOUT, b"bye\n")


def test_a_command_that_ignores_the_request_to_end_is_killed(bench: Bench) -> None:
    run = bench.run("trap '' TERM HUP INT; while :; do sleep 1; done", timeout_s=0.5)
    assert (run.outcome, run.signal) == (Outcome.TIMEOUT, "SIGKILL")


def test_a_stopped_command_is_killed(bench: Bench) -> None:
    run = bench.run("kill -STOP $$", timeout_s=0.5)
    assert run.outcome is Outcome.TIMEOUT


def test_a_background_child_that_holds_the_pipes_is_not_waited_for(bench: Bench) -> None:
    run = bench.run("sleep 60 & echo hi")
    assert (run.outcome, run.exit, run.stdout, run.left_processes) == (Outcome.UNCHECKED, 0, b"hi\n", 1)


def test_a_child_that_writes_on_for_a_moment_is_heard(bench: Bench) -> None:
    run = bench.run("(sleep 0.3; echo late) & echo early")
    assert (run.stdout, run.left_processes) == (b"early\nlate\n", 0)


DAEMON = """
import os, sys, time
if os.fork():
    os._exit(0)
os.setsid()
if os.fork():
    os._exit(0)
if "quiet" in sys.argv:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1), os.dup2(null, 2)
open("daemon", "w").write(str(os.getpid()))
time.sleep(600)
"""


@pytest.mark.parametrize("manner", ["quiet", "loud"])
def test_a_daemon_left_behind_is_killed_and_counted(bench: Bench, manner: str) -> None:
    (bench.root / "daemon.py").write_text(DAEMON)
    run = bench.run(f"{PYTHON} -I daemon.py {manner}; until test -s daemon; do sleep 0.01; done")
    assert (run.outcome, run.exit, run.left_processes) == (Outcome.UNCHECKED, 0, 1)
    assert not Path("/proc", (bench.root / "daemon").read_text(), "environ").exists()


def test_a_daemon_that_drops_its_environment_is_killed_too(bench: Bench) -> None:
    run = bench.run("(env -i setsid sh -c 'echo $$ > pid; exec sleep 600' &); until test -s pid; do :; done")
    assert run.left_processes == 1
    assert not Path("/proc", (bench.root / "pid").read_text().strip()).exists()


def test_a_process_that_forks_on_while_it_is_killed(bench: Bench) -> None:
    (bench.root / "breed.py").write_text(
        textwrap.dedent("""
        import os, signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        end = time.monotonic() + 60
        while time.monotonic() < end:  # a parent always gives way to its child
            if os.fork():
                os._exit(0)
        """)
    )
    run = bench.run(f"for i in 1 2 3; do {PYTHON} -I breed.py & done; sleep 60", timeout_s=1)
    assert run.outcome is Outcome.TIMEOUT
    assert run.reason == "no end within 1 s"


def test_a_command_that_kills_its_supervisor_is_swept_all_the_same(bench: Bench) -> None:
    run = bench.run("(setsid sleep 600 &) ; env -i sleep 600 & kill -KILL $PPID; sleep 600")
    assert (run.outcome, run.reason) == (Outcome.KILLED, "the supervisor was killed")


def test_a_command_that_stops_its_supervisor(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_BACKSTOP_S", 0.5)
    run = bench.run("kill -STOP $PPID; sleep 600", timeout_s=0.3, grace_s=0.1)
    assert (run.outcome, run.reason) == (Outcome.KILLED, "the supervisor was killed")


def test_cancelling(bench: Bench) -> None:
    cancel = threading.Event()

    def press() -> None:
        wait_for(bench.root / "up")
        cancel.set()

    threading.Thread(target=press).start()
    run = bench.run("touch up; sleep 600", cancel=cancel)
    assert (run.outcome, run.reason) == (Outcome.CANCELLED, "cancelled")


@pytest.mark.parametrize("command", ["sleep 600", "trap '' TERM; sleep 600 & setsid sleep 600"])
def test_an_interrupt_kills_the_tree_and_goes_on_up(bench: Bench, command: str) -> None:
    def press() -> None:
        wait_for(bench.root / "up")
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt):
        bench.run(f"touch up; {command}")
    assert marked(bench.mark) == []


def test_a_second_interrupt_does_not_wait(bench: Bench) -> None:
    def press() -> None:
        for sign in ("up", "asked"):
            wait_for(bench.root / sign)
            os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        bench.run("trap 'touch asked' TERM; touch up; while :; do sleep 0.1; done", grace_s=300)
    assert time.monotonic() - began < 200


def test_an_error_of_the_listener_kills_the_tree(bench: Bench) -> None:
    def listen(_: str) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        run_check(
            make_check("echo x; sleep 600"),
            bench.root,
            environment=bench.environment,
            timeout_s=30,
            on_output=listen,
        )


PARENT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import test_runner
root, mark, command = Path(sys.argv[2]), sys.argv[3], sys.argv[4]
bench = test_runner.Bench(root)
bench.mark = mark
bench.run(command, timeout_s=600)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("manner", ["plain", "daemon", "deaf"])
def test_the_tree_dies_with_its_runner(bench: Bench, number: signal.Signals, manner: str) -> None:
    (bench.root / "daemon.py").write_text(DAEMON)
    command = {
        "plain": "sleep 600 & touch up; sleep 600",
        "daemon": f"{PYTHON} -I daemon.py loud; until test -s daemon; do :; done; touch up; sleep 99",
        "deaf": "trap '' TERM HUP; setsid sleep 600 & touch up; sleep 600; sleep 600",
    }[manner]
    arguments = [str(Path(__file__).parent), str(bench.root), bench.mark, command]
    with subprocess.Popen([sys.executable, "-c", PARENT, *arguments]) as parent:
        wait_for(bench.root / "up")
        assert len(marked(bench.mark)) > 1
        parent.send_signal(number)
    limit = time.monotonic() + 20
    while marked(bench.mark) and time.monotonic() < limit:
        time.sleep(0.01)
    assert marked(bench.mark) == []


def test_a_flood_is_counted_hashed_and_cut_at_flat_memory(bench: Bench) -> None:
    program = f"""
import hashlib, resource, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
import test_runner
bench = test_runner.Bench(Path({str(bench.root)!r}))
bench.mark = {bench.mark!r}
bench.run("true")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
run = bench.run("yes 0123456789abcde | head -c 200000000", timeout_s=120)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
whole = hashlib.sha256(b"0123456789abcde\\n" * 12_500_000).hexdigest()
kept = len(run.stdout)
print(run.stdout_bytes, run.stdout_sha256 == whole, kept < 600_000, grown < 8_000, run.outcome)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "200000000 True True True unchecked\n"


def test_a_cut_says_how_much_is_missing_and_leaves_whole_lines(bench: Bench) -> None:
    run = bench.run("seq 1 200000")
    head, said, tail = re.split(rb"\[\.\.\. (\d+) bytes cut \.\.\.\]\n", run.stdout)
    assert len(head) + int(said) + len(tail) == run.stdout_bytes
    assert head.startswith(b"1\n2\n")
    assert tail.endswith(b"\n199999\n200000\n")
    last, first = int(head.split(b"\n")[-2]), int(tail.split(b"\n")[0])
    assert last < first
    assert b"".join(b"%d\n" % number for number in range(1, last + 1)) == head
    assert b"".join(b"%d\n" % number for number in range(first, 200001)) == tail


def test_bytes_that_are_no_text_are_kept(bench: Bench) -> None:
    assert bench.run(r"printf '\377\000\200'").stdout == b"\xff\x00\x80"


def test_the_listener_is_given_the_last_line(bench: Bench) -> None:
    heard: list[str] = []
    run_check(make_check("echo one; echo two"), bench.root, timeout_s=20, on_output=heard.append)
    assert heard[-1] == "two"


def test_secrets_of_our_environment_are_not_passed_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_TOKEN", "PYTHONPATH", "BASH_ENV", "GIT_DIR", "LD_PRELOAD", "SSH_AUTH_SOCK"):
        monkeypatch.setenv(name, "leak")
    monkeypatch.setenv("LC_TIME", "C")
    run = run_check(make_check("env"), bench.root, timeout_s=20)
    names = {line.partition("=")[0] for line in run.stdout.decode().split("\n")}
    assert {"PATH", "LC_TIME", "SISYPHUS_RUN_ID", "TERM", "NO_COLOR", "CI"} <= names
    assert b"leak" not in run.stdout


def test_a_check_knows_that_it_runs_inside_one(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SISYPHUS_RUN_ID", raising=False)
    assert not running_inside_check()
    root = Path(runner.__file__).parents[2]
    code = f"import sys; sys.path.insert(0, {str(root)!r}); from sisyphus.adapters.running.command import *"
    run = bench.run(f'{PYTHON} -c "{code}; print(running_inside_check())"')
    assert run.stdout == b"True\n"


def test_modules_in_the_command_folder_are_not_imported(bench: Bench) -> None:
    for name in ("os", "select", "signal", "sisyphus", "ctypes"):
        (bench.root / f"{name}.py").write_text("open('owned', 'w')\n")
    run = bench.run("true", extra={"PYTHONPATH": str(bench.root), "PYTHONSTARTUP": "os.py"})
    assert run.exit == 0
    assert not (bench.root / "owned").exists()


def test_importing_needs_nothing_that_only_unix_has() -> None:
    names = "CHLD HUP PIPE XFSZ STOP KILL QUIT"
    modules = "runner running.judge trust evidence evidence_log.writer supervisor running.command"
    code = f"""
import sys, signal, importlib
sys.modules["fcntl"] = sys.modules["resource"] = None
import subprocess, selectors
for name in {names.split()!r}:
    delattr(signal, "SIG" + name)
for name in {modules.split()!r}:
    importlib.import_module("sisyphus.adapters." + name)
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(runner.__file__).parents[2])


def test_many_at_once(bench: Bench) -> None:
    runs: list[Run] = []
    threads = [
        threading.Thread(target=lambda n=n: runs.append(bench.run(f"sleep 0.1; exit {n}"))) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(run.exit or 0 for run in runs) == list(range(8))


def test_no_descriptor_is_left_open(bench: Bench) -> None:
    bench.run("true")
    before = {entry.name for entry in Path("/proc/self/fd").iterdir()}
    bench.run("true")
    bench.run("kill -KILL $PPID; sleep 600")
    assert {entry.name for entry in Path("/proc/self/fd").iterdir()} == before


def test_no_descriptor_of_ours_reaches_the_command(bench: Bench) -> None:
    run = bench.run("ls /proc/self/fd")
    assert run.stdout.split() == [b"0", b"1", b"2", b"3"]  # the last is the listing itself


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^b+$", "a\nbb\n", True),
        ("z", "abc", False),
        (r"\d+ passed", "12 passed", True),
        ("(a+)+$", "a" * 40 + "!", None),
    ],
)
def test_searching_a_pattern_ends(pattern: str, text: str, found: bool | None) -> None:  # noqa: FBT001 - a table's column
    assert search_text(pattern, text, limit_s=5 if found is not None else 0.5) is found


def test_a_pattern_that_is_none() -> None:
    with pytest.raises(ValueError, match="not a regular expression"):
        search_text("(", "text")
