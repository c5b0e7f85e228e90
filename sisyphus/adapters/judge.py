"""Compares what a run showed with what its check expects."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sisyphus.adapters.numbers import read_number
from sisyphus.adapters.summaries import read_tests
from sisyphus.model.check import Assertion, AssertionKind, Check
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
_SEEKS = re.compile(
    r"(?:^|[\s|;&(!/])(?:[efz]?grep|rg|ag|ack|diff|cmp|comm|test|\[\[?|pgrep|which|type|command -v)(?=\s|$)"
    r"|\bgit\s(?:[^|;&\n]{0,200}\s)?(?:grep|diff)(?=\s|$)"
)
"""Programs that say "no" by exit code 1: then 1 is an answer and no failure."""
_COMPARES = re.compile(r"(?:^|[\s|;&(!/])(?:diff|cmp|comm)(?=\s|$)")
_QUIET_KINDS = frozenset(
    {AssertionKind.STDOUT_EMPTY, AssertionKind.STDOUT_NUMBER, AssertionKind.STDOUT_EQUALS}
)
_SEEKER_BROKE = re.compile(
    r"^(?:/\S{0,200}/)?(?:[efz]?grep|rg|ag|diff|cmp): .{0,300}: "
    r"(?:No such file|IO error|Permission denied|Is a directory|binary file|Unmatched|Invalid).{0,200}$",
    re.MULTILINE,
)
_NOT_FOUND = re.compile(r"^check: (?:line )?\d+: (.{1,300}: (?:command )?not found)$", re.MULTILINE)
_FALLBACK = re.compile(r"\|\|\s*(?!true\b|:|echo\b|printf\b|exit\b)\S")
_SHOWN = 60
_SIGPIPE_EXIT = 141

Fault = tuple[Outcome, str]
"""What a run becomes when an assertion does not hold, and why in words."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A run as an assertion looks at it."""

    check: Check
    run: Run
    folder: Path
    stdout: str
    stderr: str

    @property
    def exit(self) -> int | None:
        # In a pipeline it means that a reader such as `head` had enough, which is no failure of its writer.
        piped = self.run.exit == _SIGPIPE_EXIT and "|" in self.check.command
        return 0 if piped else self.run.exit

    @property
    def cut(self) -> bool:
        """Whether there was output that nobody can look at any more."""
        return self.run.stdout_bytes > len(self.run.stdout) or self.run.stderr_bytes > len(self.run.stderr)


def judge(check: Check, run: Run, root: Path) -> Run:
    """Decide whether a run that ended by itself passed, failed or shows nothing that can be compared.

    Runs that ended otherwise stay what they are, but for an exit code that the plan itself names. `contains`
    and `matches` look at both streams, as a reader of a terminal does; the other forms at stdout alone.
    `file_exists` looks at the disk below `root`.
    """
    assertions = check.expect.assertions
    codes = [item.equals for item in assertions if item.kind is AssertionKind.EXIT_CODE]
    could_start = run.outcome is Outcome.KILLED or run.exit in {126, 127}
    named = could_start and run.exit is not None and codes == [run.exit]
    if run.outcome is not Outcome.UNCHECKED and not named:
        return run
    if not check.expect.understood and not assertions:
        # Nothing can be compared, not even the exit code: "refuses a bad key" may want another one.
        code = f"; exit {run.exit}" if run.exit else ""
        return replace(run, outcome=Outcome.UNCHECKED, reason=_not_understood(check) + code)
    seen = _Seen(check, run, root / check.cwd, _clean(run.stdout), _clean(run.stderr))
    faults = [] if codes else [*_exit_faults(seen)]
    faults += [fault for item in assertions if (fault := ASSERTIONS[item.kind](item, seen))]
    if faults:
        failed = any(outcome is Outcome.FAILED for outcome, _ in faults)
        return replace(
            run,
            outcome=Outcome.FAILED if failed else Outcome.UNCHECKED,
            reason="; ".join(why for _, why in faults),
        )
    doubt = None if named else _doubt(seen)
    if not check.expect.understood:
        doubt = _not_understood(check)
    return replace(run, outcome=Outcome.UNCHECKED if doubt else Outcome.PASSED, reason=doubt)


def _not_understood(check: Check) -> str:
    if check.expect.text is None:
        return "its exit code says nothing: the command hides a failure before it"
    return f"the expectation is not understood: {_short(check.expect.text)}"


def _exit_faults(seen: _Seen) -> list[Fault]:
    """Look at the exit code where no assertion names one: 0, or another that is natural here."""
    kinds = {item.kind for item in seen.check.expect.assertions}
    seeks = bool(_SEEKS.search(seen.check.command))
    if AssertionKind.EXIT_NONZERO in kinds:
        if seeks and seen.exit not in {0, 1}:
            return [(Outcome.FAILED, f"expected exit 1, got {seen.exit}")]
        return []
    may_fail = any(
        item.kind is AssertionKind.FAILURES and _compare(item, 1) is None
        for item in seen.check.expect.assertions
    )
    shows_difference = _COMPARES.search(seen.check.command) and any(
        kind.startswith("stdout_") for kind in kinds
    )
    natural = {0, 1} if may_fail or shows_difference or (seeks and kinds & _QUIET_KINDS) else {0}
    if seen.exit in natural:
        return []
    wanted = "0 or 1" if 1 in natural else "0"
    return [(Outcome.FAILED, f"expected exit {wanted}, got {seen.exit}")]


def _doubt(seen: _Seen) -> str | None:
    """Say why a run that shows what was expected still proves nothing: a program in it never did its work."""
    missing = _NOT_FOUND.search(seen.stderr)
    if missing and not _FALLBACK.search(seen.check.command):
        return missing[1]
    kinds = {item.kind for item in seen.check.expect.assertions}
    wants_nothing = bool(kinds & (_QUIET_KINDS | {AssertionKind.EXIT_NONZERO}))
    hides = "!" in seen.check.command or "||" in seen.check.command
    if (wants_nothing or hides) and (broken := _SEEKER_BROKE.search(seen.stderr)):
        return broken[0]
    return None


def _exit_code(item: Assertion, seen: _Seen) -> Fault | None:
    if item.equals in {seen.exit, seen.run.exit}:
        return None
    return Outcome.FAILED, f"expected exit {item.equals}, got {seen.run.exit}"


def _exit_nonzero(_: Assertion, seen: _Seen) -> Fault | None:
    return None if seen.exit else (Outcome.FAILED, "expected a non-zero exit, got 0")


def _stdout_empty(_: Assertion, seen: _Seen) -> Fault | None:
    shown = seen.stdout.strip()
    return (Outcome.FAILED, f"expected no output, got {_short(shown)}") if shown else None


def _stdout_contains(item: Assertion, seen: _Seen) -> Fault | None:
    wanted = item.text or ""
    if wanted in seen.stdout or wanted in seen.stderr:
        return None
    return _not_there(f"the output does not contain {_short(wanted)}", seen)


def _stdout_equals(item: Assertion, seen: _Seen) -> Fault | None:
    wanted, shown = (item.text or "").strip(), seen.stdout.strip()
    return None if shown == wanted else (Outcome.FAILED, f"expected {_short(wanted)}, got {_short(shown)}")


def _stdout_matches(item: Assertion, seen: _Seen) -> Fault | None:
    from sisyphus.adapters.runner import search_text  # noqa: PLC0415 - start-up: few checks need it

    pattern = item.pattern or ""
    try:
        found = search_text(pattern, f"{seen.stdout}\n{seen.stderr}")
    except ValueError as error:
        return Outcome.UNCHECKED, str(error)
    if found is None:
        return Outcome.UNCHECKED, f"the pattern {_short(pattern)} takes too long to search"
    return None if found else _not_there(f"the output does not match {_short(pattern)}", seen)


def _stdout_number(item: Assertion, seen: _Seen) -> Fault | None:
    number = read_number(seen.stdout)
    if number is None:
        return Outcome.FAILED, f"expected a number, got {_short(seen.stdout.strip())}"
    return _compare(item, number)


def _tests_passed(item: Assertion, seen: _Seen) -> Fault | None:
    tests = read_tests(f"{seen.stdout}\n{seen.stderr}")
    if tests is None or tests.passed is None:
        return Outcome.UNCHECKED, "no count of passed tests in the output"
    return _compare(item, tests.passed, "passed tests")


def _failures(item: Assertion, seen: _Seen) -> Fault | None:
    tests = read_tests(f"{seen.stdout}\n{seen.stderr}")
    if tests is None or tests.failed is None:
        return Outcome.UNCHECKED, "no count of failed tests in the output"
    return _compare(item, tests.failed, "failures")


def _file_exists(item: Assertion, seen: _Seen) -> Fault | None:
    try:
        there = (seen.folder / (item.path or "")).exists()
    except (OSError, ValueError):
        there = False
    return None if there else (Outcome.FAILED, f"no file {item.path}")


ASSERTIONS: Mapping[AssertionKind, Callable[[Assertion, _Seen], Fault | None]] = {
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


def _compare(item: Assertion, number: float, what: str = "") -> Fault | None:
    test = _OPERATORS.get(item.op or "")
    if test is None or item.value is None:
        return Outcome.UNCHECKED, "the assertion is incomplete"
    if test(number, item.value):
        return None
    operands = f"{item.op} {item.value:g}" if item.op != "==" else f"{item.value:g}"
    return Outcome.FAILED, f"expected {operands}{' ' + what if what else ''}, got {number:g}"


def _not_there(why: str, seen: _Seen) -> Fault:
    if seen.cut:
        return Outcome.UNCHECKED, f"{why}, as far as it was kept"
    return Outcome.FAILED, why


def _clean(output: bytes) -> str:
    return _ANSI.sub("", output.decode("utf-8", "replace")).replace("\r\n", "\n")


def _short(text: str) -> str:
    first = text.strip().partition("\n")[0]
    return f'"{first[:_SHOWN]}..."' if len(first) > _SHOWN or "\n" in text.strip() else f'"{first}"'
