"""Runs a check's command under the supervisor and returns what it did."""

import errno
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

from sisyphus.adapters.running.capture import Capture
from sisyphus.adapters.running.command import SHELL_NAME, check_environment, find_shell, script
from sisyphus.adapters.running.ending import Report, conclude, unrun
from sisyphus.adapters.running.processes import find_family, kill_family
from sisyphus.adapters.running.sandbox import Sandbox
from sisyphus.adapters.supervisor import BOOT, MARKER, list_processes
from sisyphus.errors import MachineError
from sisyphus.model.check import Check
from sisyphus.model.evidence import Outcome, Run

GRACE_S = 5.0
"""Between the request to end and the kill."""
PIPE_GRACE_S = 2.0
"""For processes that still write when the command itself has ended."""
MATCH_LIMIT_S = 2.0
_BACKSTOP_S = 30.0
"""How long after all its limits the supervisor is held to be stopped."""
_LAST_DRAIN_S = 0.5
_CHUNK = 64 * 1024
_POLL_S = 0.05
_PROGRESS_CHARS = 500
_SUPERVISOR = (sys.executable, "-I", "-S", "-c", BOOT, str(Path(__file__).resolve().parents[2]))
_SEARCH = (
    "import re, sys; b = sys.stdin.buffer; n = int(b.readline())\n"
    "p, t = b.read(n).decode(), b.read().decode()\n"
    "try: sys.exit(0 if re.search(p, t, re.MULTILINE) else 1)\n"
    "except (re.error, OverflowError, RecursionError): sys.exit(3)"
)


def run_check(  # noqa: PLR0913 - each is a thing that a caller may want to set
    check: Check,
    root: Path,
    *,
    environment: Mapping[str, str] | None = None,
    timeout_s: float,
    grace_s: float = GRACE_S,
    cancel: Event | None = None,
    on_output: Callable[[str], None] | None = None,
    sandbox: Sandbox | None = None,
) -> Run:
    """Run a check's command in its folder below `root` and return when no process of it is left.

    The outcome of a command that ended by itself is UNCHECKED: `judge` compares it with the expectation. An
    `environment` is passed on whole, with the run's mark; the default is `check_environment()`. `on_output`
    is given the last line of what was just written, as it is. With a `sandbox` the command is shut in. Raises
    MachineError when no process can start.
    """
    variables = _variables(environment)
    argv = _arguments(check, variables, root)
    if isinstance(argv, str):
        return unrun(Outcome.ERROR, argv)
    cwd = root / check.cwd
    if sandbox:
        argv, variables = sandbox.wrap(argv, cwd), sandbox.environment(variables, cwd)
    try:
        supervised = _Supervised(argv, cwd, variables, timeout_s, grace_s)
    except OSError as error:
        if error.errno == errno.E2BIG:
            return unrun(Outcome.ERROR, "the command is too long for this system")
        raise MachineError(
            f"cannot start a process: {error.strerror}", fix="free memory and retry"
        ) from error
    supervised.attend(cancel or Event(), on_output or (lambda _: None))
    streams = supervised.captures["stdout"], supervised.captures["stderr"]
    cancelled = supervised.cancelled
    return conclude(supervised.report, *streams, cancelled=cancelled, timeout_s=timeout_s, cwd=check.cwd)


def _variables(environment: Mapping[str, str] | None) -> dict[str, str]:
    if os.name != "posix":
        raise MachineError("checks cannot be run on this system", fix="use Linux, macOS or WSL")
    ours = check_environment()
    if environment is None:
        return ours
    return {**check_environment({}), **environment, MARKER: ours[MARKER]}


def _arguments(check: Check, variables: Mapping[str, str], root: Path) -> list[str] | str:
    """Return what is to be started, or, as one text, why nothing can be."""
    shell = find_shell(variables, root) if check.shell in {"bash", "sh"} else None
    if shell is None:
        return f"no {check.shell} on this system"
    text = script(check)
    if "\0" in text + check.cwd:
        return "the command holds a NUL character"
    return [*shell, text, SHELL_NAME]


def search_text(pattern: str, text: str, limit_s: float = MATCH_LIMIT_S) -> bool | None:
    """Search a regular expression from a plan, in a process that can be ended: some patterns never would.

    `None` when it took too long. Raises ValueError for a pattern that is not one.
    """
    word = pattern.encode("utf-8", "replace")
    try:
        code = subprocess.run(  # noqa: S603 - our own program; the pattern goes in by stdin
            [sys.executable, "-I", "-S", "-c", _SEARCH],
            input=b"%d\n%b%b" % (len(word), word, text.encode("utf-8", "replace")),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=limit_s,
        ).returncode
    except subprocess.TimeoutExpired:
        return None
    if code not in {0, 1}:
        raise ValueError(f"not a regular expression: {pattern}")
    return code == 0


class _Supervised:
    """A supervisor process with the command below it, and the pipes from both."""

    def __init__(
        self, argv: list[str], cwd: Path, environment: Mapping[str, str], timeout_s: float, grace_s: float
    ) -> None:
        self.mark = f"{MARKER}={environment[MARKER]}"
        self.report = Report()
        self.captures = {"stdout": Capture(), "stderr": Capture()}
        self.cancelled = self.sweep_asked = False
        self.backstop = time.monotonic() + timeout_s + grace_s + _BACKSTOP_S
        status, told = os.pipe()
        try:
            self.process = subprocess.Popen(  # noqa: S603 - the one place that runs commands
                [*_SUPERVISOR, str(told), repr(timeout_s), repr(grace_s), str(cwd), *argv],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                pass_fds=(told,),
                start_new_session=True,
                cwd="/",
                env=environment,
            )
        except BaseException:
            os.close(status)
            raise
        finally:
            os.close(told)
        self.words = b""
        self.selector = selectors.DefaultSelector()
        self.selector.register(status, selectors.EVENT_READ, "status")
        for name, pipe in (("stdout", self.process.stdout), ("stderr", self.process.stderr)):
            if pipe is not None:
                self.selector.register(os.dup(pipe.fileno()), selectors.EVENT_READ, name)
                pipe.close()

    def attend(self, cancel: Event, on_output: Callable[[str], None]) -> None:
        """Read until the command is gone with all its processes, also when we are interrupted."""
        try:
            self.pump(cancel, on_output)
        except BaseException:
            self.send(b"c")
            try:
                self.pump(Event(), lambda _: None)
            except BaseException:
                self.send(b"s")  # interrupted again: no more patience
                raise
            raise
        finally:
            self.close()

    def pump(self, cancel: Event, on_output: Callable[[str], None]) -> None:
        """Read all pipes and direct the supervisor until it has ended."""
        silent_at = 0.0
        while pipes := {key.data for key in self.selector.get_map().values()}:
            now = time.monotonic()
            if "status" not in pipes:
                silent_at = silent_at or now
                if now > silent_at + _LAST_DRAIN_S:
                    return
            if cancel.is_set() and not self.cancelled and self.report.status is None:
                self.cancelled = True
                self.send(b"c")
            quiet = pipes == {"status"} or now > self.report.ended_at + PIPE_GRACE_S
            if self.report.status is not None and quiet and not self.sweep_asked:
                self.sweep_asked = True
                self.send(b"s")
            if now > self.backstop:
                self.process.kill()
            for key, _ in self.selector.select(_POLL_S):
                self.read(key.fd, key.data, on_output)

    def read(self, fd: int, name: str, on_output: Callable[[str], None]) -> None:
        """Take what one pipe holds."""
        chunk = os.read(fd, _CHUNK)
        if not chunk:
            self.selector.unregister(fd)
            os.close(fd)
        elif name == "status":
            *lines, self.words = (self.words + chunk).split(b"\n")
            for line in lines:
                self.report.take(line.decode())
        else:
            self.captures[name].feed(chunk)
            last = chunk.rstrip().rpartition(b"\n")[2][-_PROGRESS_CHARS:]
            if last:
                on_output(last.decode("utf-8", "replace"))

    def send(self, order: bytes) -> None:
        """Tell the supervisor something, if it still listens."""
        if self.process.stdin is None or self.process.stdin.closed:
            return
        try:
            os.write(self.process.stdin.fileno(), order)
        except OSError:
            self.process.stdin.close()  # the end of the pipe it obeys too; else it would wait for ever

    def close(self) -> None:
        """Let go of the pipes, which ends the supervisor, and make up for one that was killed."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(_BACKSTOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for key in list(self.selector.get_map().values()):
            self.selector.unregister(key.fd)
            os.close(key.fd)
        self.selector.close()
        if not self.report.swept:
            there, survivors = kill_family(
                lambda: find_family(list_processes(self.mark), self.report.main, self.process.pid),
                reap=lambda: None,
            )
            self.report.left, self.report.survivors = len(there), len(survivors)
