"""`sisyphus verify`: what would run, what ran, and what that says."""

from collections.abc import Iterator, Mapping, Sequence

from sisyphus.model.check import Check
from sisyphus.model.evidence import Freshness
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.plan import plan_word
from sisyphus.model.status import PlanStatus
from sisyphus.render.assertions import expectation_words, expected_briefly
from sisyphus.render.terminal import (
    Line,
    Span,
    Style,
    fit,
    headed,
    line,
    natural_widths,
    paint,
    safe,
    table,
    wrap,
)
from sisyphus.render.words import counted, figures_words, standing_words

STANDING_STYLES = {
    Standing.PASSED: Style.GOOD,
    Standing.FAILED: Style.BAD,
    Standing.STALE: Style.ATTENTION,
    Standing.UNCHECKED: Style.ATTENTION,
    Standing.NOT_RUN: Style.ATTENTION,
    Standing.ELSEWHERE: Style.ATTENTION,
    Standing.NOT_RUNNABLE: Style.MUTED,
    Standing.CANCELLED: Style.MUTED,
}

_TAIL_LINES = 12
"""Lines of output that are shown of a check that did not pass."""
_WORD = 12
"""Cells for how a check stands."""
_LEAST_COMMAND = 16
"""Cells for a command, however narrow the terminal is."""


def render_list(statuses: Sequence[CheckStatus], *, in_plan: int = 0, colour: bool, width: int) -> str:
    """Return every check with its place, expectation, and why it would not run."""
    return paint(_list(statuses, in_plan, width), colour=colour)


def _list(statuses: Sequence[CheckStatus], in_plan: int, width: int) -> Iterator[Line]:
    for status in statuses:
        check = status.check
        place = f"{check.path}:{check.line}  {_belongs(check)}, {check.origin}"
        yield from headed(line(Span(check.id, Style.STRONG)), Span(place, Style.MUTED), width)
        for text in (*check.context, *check.command.split("\n")):
            yield line("    ", Span(text, Style.COMMAND))
        for text in wrap(f"expects: {expectation_words(check.expect)}", width - 4, indent=2):
            yield line("    ", Span(text, Style.MUTED))
        note = status.note if check.needs_own_approval and status.note else standing_words(status)
        for text in wrap(note, width - 4, indent=2):
            yield line("    ", Span(text, STANDING_STYLES[status.standing]))
        if check.needs_own_approval and status.key and not status.trusted:
            yield line("    ", Span(f"key {status.key}", Style.MUTED))
    yield line(summary(statuses, in_plan=in_plan))


def _belongs(check: Check) -> str:
    return f"task {check.label}" if check.label else "plan"


def render_ran(status: CheckStatus, duration_s: float, *, left: int = 0, colour: bool, width: int) -> str:
    """Return the line of one check that has just ended, with its figures and, if it did not pass, why.

    `left` is how many processes it left behind, all ended by us.
    """
    head = f"{result_word(status):<{_WORD}} {duration_s:6.1f} s  "
    room = max(width - len(head), _LEAST_COMMAND)
    command = wrap(" ".join(status.check.command.split()), room, indent=2)
    lines = [line(Span(head, STANDING_STYLES[status.standing]), command[0])]
    lines += [line(" " * len(head), text) for text in command[1:]]
    said = [status.note, figures_words(status.evidence.metrics) if status.evidence else ""]
    said += [f"left {counted(left, 'process', 'processes')} running, ended"] if left else []
    lines += [line(" " * len(head), Span(t, Style.MUTED)) for note in said if note for t in wrap(note, room)]
    return paint(lines, colour=colour)


def render_output(text: str, *, colour: bool) -> str:
    """Return the output of a check, whole and indented."""
    rows = text.strip("\n").split("\n") if text.strip() else []
    return paint([line("    ", Span(row, Style.MUTED)) for row in rows], colour=colour)


def render_end(  # noqa: PLR0913 - what is shown, and how
    plan: PlanStatus,
    statuses: Sequence[CheckStatus],
    tails: Mapping[str, str],
    *,
    colour: bool,
    width: int,
    brief: bool = False,
) -> str:
    """Return the output of what failed, the closing table, and one sentence.

    `tails` holds the output of checks by id. `brief` leaves out the table.
    """
    return paint(_end(plan, statuses, tails, width, brief=brief), colour=colour)


def _end(
    plan: PlanStatus, statuses: Sequence[CheckStatus], tails: Mapping[str, str], width: int, *, brief: bool
) -> Iterator[Line]:
    for status in statuses:
        if status.standing is Standing.FAILED and status.check.id in tails:
            yield from _failure(plan, status, tails[status.check.id], width)
    if statuses and not brief:
        yield line()
        rows = [[Span(head, Style.MUTED) for head in HEADS], *(_row(status, width) for status in statuses)]
        if width < _WIDE:
            rows = [row[:1] + row[2:] for row in rows]
        yield from table(rows, natural_widths(rows, width, flexible=len(rows[0]) - 3))
    if not brief:
        yield from _why_not(plan, statuses, width)
        yield line()
    yield line(summary(statuses, in_plan=len(plan.checks)))


def _why_not(plan: PlanStatus, statuses: Sequence[CheckStatus], width: int) -> Iterator[Line]:
    """Say once for each reason why checks did not run, and how to be asked about those that need it."""
    notes: dict[str, list[str]] = {}
    waits = False
    for status in statuses:
        owed = status.standing is Standing.NOT_RUNNABLE and status.check.needs_own_approval
        if owed or status.standing in {Standing.NOT_RUN, Standing.ELSEWHERE}:
            notes.setdefault(status.note, []).append(status.check.id)
        elif status.denied:
            notes.setdefault("you denied it (sisyphus trust list)", []).append(status.check.id)
        waits |= owed and not (status.trusted or status.denied or status.missing)
    if notes:
        yield line()
    for note, checks in notes.items():
        yield from (line(Span(text, Style.MUTED)) for text in wrap(f"{', '.join(checks)}: {note}", width))
    if waits:
        word = plan_word(plan.name, plan.path)
        yield line(
            "    to be asked about one, on a terminal: ", Span(f"sisyphus verify {word} CHECK", Style.COMMAND)
        )


def _failure(plan: PlanStatus, status: CheckStatus, output: str, width: int) -> Iterator[Line]:
    """Show a check that failed: where it stands, why, the end of its output, how to repeat just it."""
    check = status.check
    word = plan_word(plan.name, plan.path)
    yield line()
    command = " ".join(check.command.split())
    for number, text in enumerate(wrap(f"--- {check.id}: {command}", width, indent=4)):
        yield line(Span(text, Style.STRONG if number == 0 else Style.PLAIN))
    for text in wrap(f"{check.path}:{check.line}  {_belongs(check)}: {status.note}", width - 4, indent=2):
        yield line("    ", Span(text, Style.MUTED))
    rows = output.strip("\n").split("\n") if output.strip() else []
    left = len(rows) - _TAIL_LINES
    if left > 0 and status.evidence:
        whole = f"sisyphus evidence show {status.evidence.seq} {word}"
        yield line(Span(f"    [{counted(left, 'line')} above: {whole}]", Style.MUTED))
    for text in rows[-_TAIL_LINES:]:
        yield line("    ", text)
    yield line("    again: ", Span(f"sisyphus verify {word} {check.id}", Style.COMMAND))


HEADS = ("CHECK", "TASK", "OUTCOME", "TIME", "COMMAND", "EXPECTS", "EVIDENCE")
_WIDE = 100
"""Cells from which on there is room for the task."""


def _row(status: CheckStatus, width: int) -> list[Span]:
    evidence = status.evidence if _counts(status) else None
    expect = expected_briefly(status.check.expect)
    took = evidence.duration_s if evidence else None
    room = max(width // 4, 14)
    return [
        Span(status.check.id, Style.PLAIN),
        Span(status.check.label or "-", Style.PLAIN),
        Span(result_word(status), STANDING_STYLES[status.standing]),
        Span("-" if took is None else f"{took:.1f} s", Style.PLAIN),
        Span(" ".join(status.check.command.split()), Style.PLAIN),
        Span(fit(safe(expect), room).rstrip(), Style.MUTED),
        Span(f"seq {evidence.seq}" if evidence else "-", Style.MUTED),
    ]


def _counts(status: CheckStatus) -> bool:
    """Whether the latest run is worth telling: a server's that was stopped here, not one on other content."""
    return status.standing is not Standing.NOT_RUNNABLE or status.freshness in {
        Freshness.FRESH,
        Freshness.MOVED,
    }


def result_word(status: CheckStatus) -> str:
    """Return how a check stands in a word; of one that failed or was stopped, what became of its run."""
    told = status.standing is Standing.FAILED or (
        status.standing is Standing.NOT_RUNNABLE and _counts(status)
    )
    if told and status.evidence:
        return str(status.evidence.outcome)
    return str(status.standing).replace("_", " ")


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
