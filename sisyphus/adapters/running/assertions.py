"""Compares what a run showed with single assertions: one function a kind."""

import operator
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from sisyphus.adapters.numbers import read_number
from sisyphus.adapters.runners.summaries import read_tests
from sisyphus.model.check import Assertion, AssertionKind, Check
from sisyphus.model.deferred import dataclass
from sisyphus.model.evidence import Outcome, Run

_ANSI = re.compile(r"\x1b(?:\[[0-9;?]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\))")
_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SHOWN = 60
_SIGPIPE_EXIT = 141

Fault = tuple[Outcome, str]
"""What a run becomes when an assertion does not hold, and why in words."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A run as an assertion looks at it."""

    check: Check
    run: Run
    folder: Path
    stdout: str
    stderr: str

    @property
    def exit(self) -> int | None:
        """The exit code as a reader of the check means it."""
        # In a pipeline it means that a reader such as `head` had enough, which is no failure of its writer.
        piped = self.run.exit == _SIGPIPE_EXIT and "|" in self.check.command
        return 0 if piped else self.run.exit

    @property
    def cut(self) -> bool:
        """Whether there was output that nobody can look at any more."""
        return self.run.stdout_bytes > len(self.run.stdout) or self.run.stderr_bytes > len(self.run.stderr)


def _exit_code(item: Assertion, seen: Seen) -> Fault | None:
    if item.equals in {seen.exit, seen.run.exit}:
        return None
    return Outcome.FAILED, f"expected exit {item.equals}, got {seen.run.exit}"


def _exit_nonzero(_: Assertion, seen: Seen) -> Fault | None:
    return None if seen.exit else (Outcome.FAILED, "expected a non-zero exit, got 0")


def _stdout_empty(_: Assertion, seen: Seen) -> Fault | None:
    shown = seen.stdout.strip()
    return (Outcome.FAILED, f"expected no output, got {short(shown)}") if shown else None


def _stdout_contains(item: Assertion, seen: Seen) -> Fault | None:
    wanted = item.text or ""
    if wanted in seen.stdout or wanted in seen.stderr:
        return None
    return _not_there(f"the output does not contain {short(wanted)}", seen)


def _stdout_equals(item: Assertion, seen: Seen) -> Fault | None:
    wanted, shown = (item.text or "").strip(), seen.stdout.strip()
    return None if shown == wanted else (Outcome.FAILED, f"expected {short(wanted)}, got {short(shown)}")


def _stdout_matches(item: Assertion, seen: Seen) -> Fault | None:
    from sisyphus.adapters.runner import search_text  # noqa: PLC0415 - start-up: few checks need it

    pattern = item.pattern or ""
    # A pattern tied to the start is about stdout as a whole: it counts lines, and no message among them.
    text = seen.stdout if pattern.startswith(r"\A") else f"{seen.stdout}\n{seen.stderr}"
    try:
        found = search_text(pattern, text)
    except ValueError as error:
        return Outcome.UNCHECKED, str(error)
    if found is None:
        return Outcome.UNCHECKED, f"the pattern {short(pattern)} takes too long to search"
    return None if found else _not_there(f"the output does not match {short(pattern)}", seen)


def _stdout_number(item: Assertion, seen: Seen) -> Fault | None:
    number = read_number(seen.stdout)
    if number is None:
        return Outcome.FAILED, f"expected a number, got {short(seen.stdout.strip())}"
    return compare_number(item, number)


def _tests_passed(item: Assertion, seen: Seen) -> Fault | None:
    tests = read_tests(f"{seen.stdout}\n{seen.stderr}")
    if tests is None or tests.passed is None:
        return Outcome.UNCHECKED, "no count of passed tests in the output"
    return compare_number(item, tests.passed, "passed tests")


def _failures(item: Assertion, seen: Seen) -> Fault | None:
    tests = read_tests(f"{seen.stdout}\n{seen.stderr}")
    if tests is None or tests.failed is None:
        return Outcome.UNCHECKED, "no count of failed tests in the output"
    return compare_number(item, tests.failed, "failures")


def _file_exists(item: Assertion, seen: Seen) -> Fault | None:
    try:
        there = (seen.folder / (item.path or "")).exists()
    except (OSError, ValueError):
        there = False
    return None if there else (Outcome.FAILED, f"no file {item.path}")


ASSERTIONS: Mapping[AssertionKind, Callable[[Assertion, Seen], Fault | None]] = {
    AssertionKind.EXIT_CODE: _exit_code,
    AssertionKind.EXIT_NONZERO: _exit_nonzero,
    AssertionKind.STDOUT_EMPTY: _stdout_empty,
    AssertionKind.STDOUT_CONTAINS: _stdout_contains,
    AssertionKind.STDOUT_EQUALS: _stdout_equals,
    AssertionKind.STDOUT_MATCHES: _stdout_matches,
    AssertionKind.STDOUT_NUMBER: _stdout_number,
    AssertionKind.TESTS_PASSED: _tests_passed,
    AssertionKind.FAILURES: _failures,
    AssertionKind.FILE_EXISTS: _file_exists,
}


def compare_number(item: Assertion, number: float, what: str = "") -> Fault | None:
    """Compare a number by the assertion's operator; `what` names it in the fault."""
    test = _OPERATORS.get(item.op or "")
    if test is None or item.value is None:
        return Outcome.UNCHECKED, "the assertion is incomplete"
    if test(number, item.value):
        return None
    operands = f"{item.op} {item.value:g}" if item.op != "==" else f"{item.value:g}"
    return Outcome.FAILED, f"expected {operands}{' ' + what if what else ''}, got {number:g}"


def _not_there(why: str, seen: Seen) -> Fault:
    if seen.cut:
        return Outcome.UNCHECKED, f"{why}, as far as it was kept"
    return Outcome.FAILED, why


def clean(output: bytes) -> str:
    """Return output as text without colours, its lines ended by a newline alone."""
    return _ANSI.sub("", output.decode("utf-8", "replace")).replace("\r\n", "\n")


def short(text: str) -> str:
    """Return the first line of a text in quotes, cut where it is long."""
    first = text.strip().partition("\n")[0]
    return f'"{first[:_SHOWN]}..."' if len(first) > _SHOWN or "\n" in text.strip() else f'"{first}"'
