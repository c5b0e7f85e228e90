"""How a supervised command ended: from the supervisor's words to a Run."""

import errno
import os
import signal
import time

from sisyphus.adapters.running.capture import Capture
from sisyphus.adapters.running.command import why_not_started
from sisyphus.model.deferred import dataclass
from sisyphus.model.evidence import Outcome, Run

_SHELL_SIGNAL = 128
_DEADLY = frozenset(
    {"SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGSEGV"}
    | {"SIGTERM", "SIGXCPU", "SIGXFSZ", "SIGSYS"}
)
"""Signals whose exit code 128+n means a crash. SIGPIPE is none of them: `| head` ends its writer so."""


@dataclass(slots=True)
class Report:
    """What a supervisor has told so far."""

    main: int = -1
    """Process id of the command; -1 before it started."""
    refused: int | None = None
    """Error number, when the command could not be started."""
    timed_out: bool = False
    status: int | None = None
    """Wait status of the command; `None` while it runs."""
    duration_s: float | None = None
    ended_at: float = 0.0
    """By our monotonic clock."""
    swept: bool = False
    left: int = 0
    survivors: int = 0

    def take(self, line: str) -> None:
        """Read one line of the supervisor (its module says which there are)."""
        word, *values = line.split()
        numbers = [int(value) for value in values]
        match word:
            case "started":
                self.main = numbers[0]
            case "refused":
                self.refused = numbers[0]
            case "timeout":
                self.timed_out = True
            case "ended":
                self.status, self.duration_s, self.ended_at = numbers[0], numbers[1] / 1e9, time.monotonic()
            case "swept":
                self.swept, self.left, self.survivors = True, *numbers


def unrun(outcome: Outcome, reason: str) -> Run:
    """Make the run of a command that was never started."""
    return _run(outcome, reason, Capture(), Capture(), Report())


def conclude(  # noqa: PLR0913 - what is known of a run
    report: Report, stdout: Capture, stderr: Capture, *, cancelled: bool, timeout_s: float, cwd: str
) -> Run:
    """Name the end of a command. One that ended by itself is UNCHECKED: nobody has compared it yet."""
    if report.refused is not None:
        missing = report.refused in {errno.ENOENT, errno.ENOTDIR}
        why = f"{cwd}: no such folder" if missing else f"{cwd}: {os.strerror(report.refused)}"
        return _run(Outcome.ERROR, why, stdout, stderr, report)
    if cancelled:
        return _run(Outcome.CANCELLED, "cancelled", stdout, stderr, report)
    if report.timed_out:
        return _run(Outcome.TIMEOUT, f"no end within {timeout_s:g} s", stdout, stderr, report)
    if report.status is None:
        why = "the supervisor was killed" if report.main != -1 else "the supervisor did not start"
        return _run(Outcome.KILLED if report.main != -1 else Outcome.ERROR, why, stdout, stderr, report)
    code, name = _decode(report.status)
    if name:
        by = f"{name} ended the command" if code is None else f"{name} ended a program of it (exit {code})"
        return _run(Outcome.KILLED, by, stdout, stderr, report)
    words = stderr.kept().decode("utf-8", "replace") if code else ""
    why_not = why_not_started(code or 0, words)
    return _run(Outcome.ERROR if why_not else Outcome.UNCHECKED, why_not, stdout, stderr, report)


def _decode(status: int) -> tuple[int | None, str | None]:
    """Return exit code and signal name; both for a shell that tells of a program ended by a signal."""
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        return None, _signal_name(-code)
    name = _signal_name(code - _SHELL_SIGNAL) if code > _SHELL_SIGNAL else None
    return code, name if name in _DEADLY else None


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _run(outcome: Outcome, reason: str | None, stdout: Capture, stderr: Capture, report: Report) -> Run:
    ran = report.status is not None and report.refused is None
    code, name = _decode(report.status or 0) if ran else (None, None)
    if report.survivors:
        reason = f"{reason + '; ' if reason else ''}{report.survivors} processes could not be killed"
    return Run(
        outcome=outcome,
        exit=code,
        signal=name,
        duration_s=round(report.duration_s or 0.0, 6),
        stdout=stdout.kept(),
        stderr=stderr.kept(),
        stdout_sha256=stdout.sha256,
        stderr_sha256=stderr.sha256,
        stdout_bytes=stdout.bytes,
        stderr_bytes=stderr.bytes,
        left_processes=report.left,
        reason=reason,
    )
