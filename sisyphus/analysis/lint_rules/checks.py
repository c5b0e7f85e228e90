"""Lint rules about the commands that should prove a task."""

from collections.abc import Iterator

from sisyphus.analysis.lint_rules.rule import (
    Find,
    LintRule,
    as_read,
    found,
    is_over,
    is_silenced,
    labels,
    listed,
)
from sisyphus.model.check import Check, Origin, WhyNot
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.lint import Planned, Rule
from sisyphus.model.plan import Role, Task

_SHOWN = 60


def no_check(planned: Planned) -> Iterator[Finding]:
    """A task has no command that could prove it; all such tasks of a plan are one finding."""
    proven = {c.task for c in planned.plan.checks if c.runnable}
    rows = [t for t in planned.plan.tasks if t.role is Role.TASK and not is_over(t)]
    bare = [t for t in rows if t.key not in proven and not is_silenced(planned, "no-check", t.line)]
    if bare:
        message = f"{_none_or_some(bare, rows)} command that can show that it works"
        yield found(planned, "no-check", Severity.INFO, message, bare[0].line)


def _none_or_some(bare: list[Task], rows: list[Task]) -> str:
    if len(bare) == len(rows) > 1:
        return f"none of the {len(rows)} open tasks has a"
    return f"{labels(bare)} {'has' if len(bare) == 1 else 'have'} no"


def _cannot_run(rule: str, why_not: WhyNot, severity: Severity, words: str) -> Find:
    """Make the rule about checks that are not run for one reason."""

    def find(planned: Planned) -> Iterator[Finding]:
        for check in _waiting(planned):
            if check.why_not is why_not:
                mild = why_not is WhyNot.LONG_RUNNING and _is_step(check)
                risk = f" ({check.risk})" if check.risk else ""
                message = f"{words}{risk}: {_shown(check)}"
                yield found(planned, rule, Severity.INFO if mild else severity, message, check.line)

    return find


def _is_step(check: Check) -> bool:
    """Whether a server is started for the steps that follow: it proves nothing by itself and need not."""
    return check.origin is Origin.QA_SCENARIO or check.command.rstrip().endswith("&")


def unclear_expectation(planned: Planned) -> Iterator[Finding]:
    """What commands should show is said in words that no rule reads; one finding a plan."""
    # That `|| true` leaves no exit code to go by is said by `masked-exit`.
    masked = {f.source.line for f in planned.plan.findings if f.rule == "masked-exit"}
    told = [c for c in _waiting(planned) if c.runnable and c.expect.text and c.line not in masked]
    unclear = [
        c for c in told if not c.expect.understood and not is_silenced(planned, "unclear-expectation", c.line)
    ]
    if unclear:
        first = _cut(unclear[0].expect.text or "")
        others = f"; also lines {listed([str(c.line) for c in unclear[1:]])}" if len(unclear) > 1 else ""
        message = f"{len(unclear)} of {len(told)} expectations not understood: “{first}”{others}"
        yield found(planned, "unclear-expectation", Severity.INFO, message, unclear[0].line)


def _waiting(planned: Planned) -> Iterator[Check]:
    """Yield the checks that are still to be run: those of tasks that are over have said what they can."""
    over = {t.key for t in planned.plan.tasks if is_over(t)}
    yield from (c for c in planned.plan.checks if c.task not in over)


def _shown(check: Check) -> str:
    return f"`{_cut(check.command)}`"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


RULES = (
    LintRule(
        Rule(
            id="no-check",
            severity=Severity.INFO,
            summary="Tasks have no command that could prove them.",
            why="Such a task can be claimed and committed, never verified.",
            fix="add a criterion with a command and what it shows: `make test` → exit code 0",
        ),
        no_check,
    ),
    LintRule(
        Rule(
            id="check-placeholder",
            severity=Severity.WARNING,
            summary="A check holds a placeholder that nobody will fill in.",
            why="It is never run, so it proves nothing.",
            fix="write the value, or make a command that finds it",
        ),
        _cannot_run("check-placeholder", WhyNot.PLACEHOLDER, Severity.WARNING, "holds a placeholder"),
    ),
    LintRule(
        Rule(
            id="check-side-effect",
            severity=Severity.INFO,
            summary="A check changes something outside the work tree.",
            why="It pushes, deploys, deletes, drives containers or another machine: `verify` runs it only"
            " when it"
            " was allowed by itself, so that in CI it proves nothing.",
            fix="check for what should be there by a command that only reads",
        ),
        _cannot_run("check-side-effect", WhyNot.SIDE_EFFECT, Severity.INFO, "is not run unasked"),
    ),
    LintRule(
        Rule(
            id="check-never-ends",
            severity=Severity.WARNING,
            summary="A check is a server or a watcher, which does not end by itself.",
            why="It has no result.",
            fix="start it in the background, ask it something, and stop it, all in one command",
        ),
        _cannot_run("check-never-ends", WhyNot.LONG_RUNNING, Severity.WARNING, "does not end by itself"),
    ),
    LintRule(
        Rule(
            id="check-interactive",
            severity=Severity.INFO,
            summary="A check waits for a person at the keyboard.",
            why="Checks run without a terminal.",
            fix="give the answers as options, or pipe them in",
        ),
        _cannot_run("check-interactive", WhyNot.INTERACTIVE, Severity.INFO, "wants a terminal"),
    ),
    LintRule(
        Rule(
            id="check-tool-call",
            severity=Severity.INFO,
            summary="A check is a call of an agent's tool, an HTTP verb or an expression, not a shell"
            " command.",
            why="Only an agent can do it, and nothing but its word remains.",
            fix="write it as a shell command where there is one: curl, a test, a script",
        ),
        _cannot_run("check-tool-call", WhyNot.TOOL_CALL, Severity.INFO, "no shell command"),
    ),
    LintRule(
        Rule(
            id="unclear-expectation",
            severity=Severity.INFO,
            summary="What a check should show is not understood.",
            why="A run that ends with 0 is then `unchecked`, never `passed`.",
            fix="say it as an exit code, a text, a number or a count of tests: → exit code 0, → contains"
            " `ok`",
        ),
        unclear_expectation,
    ),
    LintRule(
        Rule(
            id="masked-exit",
            severity=Severity.WARNING,
            summary="The exit code that counts is not that of the command in question.",
            why="Behind `|| true`, `; echo` or a pipe a failure looks like success.",
            fix="leave `|| true` out, or expect a text instead of an exit code",
        ),
        as_read("masked-exit"),
    ),
)
"""Rules about checks."""
