"""Compares what a run showed with what its check expects."""

import re
from pathlib import Path

from sisyphus.adapters.runners.summaries import nothing_ran
from sisyphus.adapters.running.assertions import ASSERTIONS, Fault, Seen, clean, compare_number, short
from sisyphus.model.check import AssertionKind, Check
from sisyphus.model.deferred import replace
from sisyphus.model.evidence import AssertionResult, Outcome, Run

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
_WANTS_TERMINAL = re.compile(
    r"(?i)\b(?:not a (?:tty|terminal)|inappropriate ioctl for device|no tty present|a terminal is required"
    r"|requires? (?:a |an interactive )?(?:tty|terminal)|(?:open|reading from|setting up) (?:/dev/)?tty)\b"
)
_READ_ONLY = re.compile(r"(?i)\bread-only file ?system\b|\bEROFS\b")
_FALLBACK = re.compile(r"\|\|\s*(?!true\b|:|echo\b|printf\b|exit\b)\S")


def judge(check: Check, run: Run, root: Path) -> Run:
    """Decide whether a run that ended by itself passed, failed or shows nothing that can be compared.

    Runs that ended otherwise stay what they are, but for an exit code that the plan itself names. `contains`
    and `matches` look at both streams, as a reader of a terminal does; the other forms at stdout alone.
    `file_exists` looks at the disk below `root`. What each assertion came to stands in `results`.
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
    seen = Seen(check, run, root / check.cwd, clean(run.stdout), clean(run.stderr))
    compared = [(item, ASSERTIONS[item.kind](item, seen)) for item in assertions]
    run = replace(run, results=tuple(AssertionResult(assertion=a, holds=_holds(f)) for a, f in compared))
    faults = [*([] if codes else _exit_faults(seen)), *(fault for _, fault in compared if fault)]
    if faults:
        failed = any(outcome is Outcome.FAILED for outcome, _ in faults)
        if _WANTS_TERMINAL.search(f"{seen.stderr}\n{seen.stdout}"):
            faults.append((Outcome.FAILED, "it asks for a terminal, and checks have none"))
        return replace(
            run,
            outcome=Outcome.FAILED if failed else Outcome.UNCHECKED,
            reason="; ".join(why for _, why in faults),
        )
    doubt = None if named else _doubt(seen)
    if not check.expect.understood:
        doubt = _not_understood(check)
    return replace(run, outcome=Outcome.UNCHECKED if doubt else Outcome.PASSED, reason=doubt)


def blame_sandbox(run: Run) -> Run:
    """Say of a run that failed in the sandbox when that kept it from writing: maybe no fault of its own."""
    shown = f"{clean(run.stderr)}\n{clean(run.stdout)}"
    if run.outcome is not Outcome.FAILED or not _READ_ONLY.search(shown):
        return run
    hint = "it wanted to write where the sandbox lets nothing be written: try it with --sandbox off"
    return replace(run, reason=f"{run.reason}; {hint}" if run.reason else hint)


def _holds(fault: Fault | None) -> bool | None:
    """Tell what a fault says of its assertion: `None` for one that could not be compared."""
    if fault is None:
        return True
    return False if fault[0] is Outcome.FAILED else None


def _not_understood(check: Check) -> str:
    if check.expect.text is None:
        return "its exit code says nothing: the command hides a failure before it"
    return f"the expectation is not understood: {short(check.expect.text)}"


def _exit_faults(seen: Seen) -> list[Fault]:
    """Look at the exit code where no assertion names one: 0, or another that is natural here."""
    kinds = {item.kind for item in seen.check.expect.assertions}
    seeks = bool(_SEEKS.search(seen.check.command))
    if AssertionKind.EXIT_NONZERO in kinds:
        if seeks and seen.exit not in {0, 1}:
            return [(Outcome.FAILED, f"expected exit 1, got {seen.exit}")]
        return []
    may_fail = any(
        item.kind is AssertionKind.FAILURES and compare_number(item, 1) is None
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


def _doubt(seen: Seen) -> str | None:
    """Say why a run that shows what was expected still proves nothing: a program in it never did its work."""
    missing = _NOT_FOUND.search(seen.stderr)
    if missing and not _FALLBACK.search(seen.check.command):
        return missing[1]
    kinds = {item.kind for item in seen.check.expect.assertions}
    wants_nothing = bool(kinds & (_QUIET_KINDS | {AssertionKind.EXIT_NONZERO}))
    hides = "!" in seen.check.command or "||" in seen.check.command
    if (wants_nothing or hides) and (broken := _SEEKER_BROKE.search(seen.stderr)):
        return broken[0]
    return nothing_ran(seen.check.expect.assertions, f"{seen.stdout}\n{seen.stderr}")
