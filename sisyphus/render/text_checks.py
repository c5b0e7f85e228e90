"""`sisyphus verify`: what would run, what ran, and what that says."""

from collections.abc import Iterator, Sequence

from sisyphus.model.check import AssertionKind, Check, Expectation
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.plan import plan_word
from sisyphus.model.status import PlanStatus
from sisyphus.render.terminal import Line, Span, Style, line, natural_widths, paint, table, wrap
from sisyphus.render.words import counted, standing_words

STANDING_STYLES = {
    Standing.PASSED: Style.GOOD,
    Standing.FAILED: Style.BAD,
    Standing.STALE: Style.ATTENTION,
    Standing.UNCHECKED: Style.ATTENTION,
    Standing.NOT_RUN: Style.ATTENTION,
    Standing.NOT_RUNNABLE: Style.MUTED,
}

_TAIL_LINES = 12
"""Lines of output that are shown of a check that did not pass."""


def render_list(statuses: Sequence[CheckStatus], *, in_plan: int = 0, colour: bool, width: int) -> str:
    """Return every check with its place, expectation, and why it would not run."""
    return paint(_list(statuses, in_plan, width), colour=colour)


def _list(statuses: Sequence[CheckStatus], in_plan: int, width: int) -> Iterator[Line]:
    for status in statuses:
        check = status.check
        yield line(
            Span(check.id, Style.STRONG),
            Span(f"  {check.path}:{check.line}  {_belongs(check)}, {check.origin}", Style.MUTED),
        )
        for text in (*check.context, *check.command.split("\n")):
            yield line("    ", Span(text, Style.COMMAND))
        for text in wrap(f"expects: {expectation_words(check.expect)}", width - 4, indent=2):
            yield line("    ", Span(text, Style.MUTED))
        note = standing_words(status)
        for text in wrap(note, width - 4, indent=2):
            yield line("    ", Span(text, STANDING_STYLES[status.standing]))
    yield line(summary(statuses, in_plan=in_plan))


def _belongs(check: Check) -> str:
    return f"task {check.label}" if check.label else "plan"


def expectation_words(expect: Expectation) -> str:
    """Return what a check should show: the plan's words, then how they were understood."""
    understood = ", ".join(_WORDS[a.kind].format(a=a, value=_figure(a.value)) for a in expect.assertions)
    if expect.text is None:
        return understood
    if not expect.understood:
        return f"{expect.text} (not understood: can never count as passed)"
    return f"{expect.text} ({understood})"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


_WORDS = {
    AssertionKind.EXIT_CODE: "exit {a.equals}",
    AssertionKind.EXIT_NONZERO: "exit other than 0",
    AssertionKind.STDOUT_EMPTY: "no output",
    AssertionKind.STDOUT_CONTAINS: "output contains {a.text!r}",
    AssertionKind.STDOUT_EQUALS: "output is {a.text!r}",
    AssertionKind.STDOUT_MATCHES: "output matches {a.pattern!r}",
    AssertionKind.STDOUT_NUMBER: "printed number {a.op} {value}",
    AssertionKind.TESTS_PASSED: "tests passed {a.op} {value}",
    AssertionKind.FAILURES: "failures {a.op} {value}",
    AssertionKind.FILE_EXISTS: "file {a.path} exists",
}
"""How an assertion reads."""


def render_ran(status: CheckStatus, duration_s: float, *, colour: bool, width: int) -> str:
    """Return the line of one check that has just ended."""
    word = str(status.standing).replace("_", " ")
    head = f"{word:<9} {duration_s:6.1f} s  "
    command = wrap(" ".join(status.check.command.split()), max(width - len(head), 20), indent=len(head))
    lines = [line(Span(head, STANDING_STYLES[status.standing]), command[0])]
    lines += [line(text) for text in command[1:]]
    if status.note:
        lines += [line(" " * len(head), Span(t, Style.MUTED)) for t in wrap(status.note, width - len(head))]
    return paint(lines, colour=colour)


def render_end(
    plan: PlanStatus, statuses: Sequence[CheckStatus], tails: dict[str, str], *, colour: bool, width: int
) -> str:
    """Return the closing table, the output of what failed, and one sentence.

    `tails` holds the output of checks by id.
    """
    return paint(_end(plan, statuses, tails, width), colour=colour)


def _end(
    plan: PlanStatus, statuses: Sequence[CheckStatus], tails: dict[str, str], width: int
) -> Iterator[Line]:
    for status in statuses:
        if status.standing is Standing.FAILED and tails.get(status.check.id):
            yield line()
            yield line(Span(f"--- {status.check.id}: {' '.join(status.check.command.split())}", Style.STRONG))
            rows = tails[status.check.id].rstrip("\n").split("\n")
            for text in rows[-_TAIL_LINES:]:
                yield line("    ", text)
            yield line(
                "    again: ",
                Span(f"sisyphus verify {plan_word(plan.name, plan.path)} {status.check.id}", Style.COMMAND),
            )
    yield line()
    rows_of = [[Span(h, Style.MUTED) for h in ("CHECK", "TASK", "RESULT", "COMMAND", "EVIDENCE")]]
    rows_of += [_row(status) for status in statuses]
    yield from table(rows_of, natural_widths(rows_of, width, flexible=3))
    yield line()
    yield line(summary(statuses, in_plan=len(plan.checks)))


def _row(status: CheckStatus) -> list[Span]:
    evidence = status.evidence
    return [
        Span(status.check.id, Style.PLAIN),
        Span(status.check.label or "-", Style.PLAIN),
        Span(str(status.standing).replace("_", " "), STANDING_STYLES[status.standing]),
        Span(" ".join(status.check.command.split()), Style.PLAIN),
        Span(f"seq {evidence.seq}" if evidence else "-", Style.MUTED),
    ]


def summary(statuses: Sequence[CheckStatus], *, in_plan: int = 0) -> str:
    """Return one sentence over checks, naming only what there is; the plan may have more (`in_plan`)."""
    if not statuses and in_plan:
        return f"None of the plan's {counted(in_plan, 'check')} is what was asked for."
    if not statuses:
        return "No check stands in this plan: there is nothing that could prove it."
    parts = []
    for standing in Standing:
        number = sum(s.standing is standing for s in statuses)
        if number:
            parts.append(f"{number} {str(standing).replace('_', ' ')}")
    return f"{counted(len(statuses), 'check')}: {', '.join(parts)}."
