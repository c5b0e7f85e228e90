"""`sisyphus evidence`: the stored runs as a table, one run whole, and what the check of the logs found."""

from collections.abc import Iterator, Sequence

from sisyphus.model.evidence import Evidence, Freshness, LogCheck, Outcome, Output
from sisyphus.render.assertions import assertion_words
from sisyphus.render.terminal import Line, Span, Style, headed, line, natural_widths, paint, table, wrap
from sisyphus.render.words import counted, figures_words

OUTCOME_STYLES = {
    Outcome.PASSED: Style.GOOD,
    Outcome.FAILED: Style.BAD,
    Outcome.UNCHECKED: Style.ATTENTION,
    Outcome.TIMEOUT: Style.BAD,
    Outcome.KILLED: Style.BAD,
    Outcome.ERROR: Style.BAD,
    Outcome.CANCELLED: Style.MUTED,
    Outcome.SKIPPED: Style.MUTED,
    Outcome.INCONCLUSIVE: Style.ATTENTION,
}
FRESHNESS_STYLES = {
    Freshness.FRESH: Style.GOOD,
    Freshness.MOVED: Style.GOOD,
    Freshness.PORTED: Style.ATTENTION,
    Freshness.STALE: Style.ATTENTION,
    Freshness.VOID: Style.BAD,
}
FRESHNESS_WORDS = {
    Freshness.FRESH: "fresh: it ran on the very content that is here",
    Freshness.MOVED: "moved: another commit, and the very content that is here",
    Freshness.PORTED: "ported: the same change in another commit, on other content",
    Freshness.STALE: "stale: other content is here now",
    Freshness.VOID: "void: files changed while it ran",
}
_HOLDS = {True: "holds", False: "does not hold", None: "could not be compared"}
_SHORT_SHA = 8
_LABEL = 13

Row = tuple[Evidence, Freshness]
"""A stored run, and what it is worth for the content that is here."""


def render_runs(word: str, rows: Sequence[Row], *, colour: bool, width: int) -> str:
    """Return a table of runs, one a line, and a sentence; `word` names the plan on a command line."""
    return paint(_runs(word, rows, width), colour=colour)


def _runs(word: str, rows: Sequence[Row], width: int) -> Iterator[Line]:
    if not rows:
        none = "No run of this plan's checks is stored."
        yield from map(line, wrap(f"{none} `sisyphus verify` runs them and keeps what they show.", width))
        return
    several = len({evidence.writer for evidence, _ in rows}) > 1
    heads = ("SEQ", "WHEN (UTC)", "CHECK", "OUTCOME", "FRESH", "COMMIT", "COMMAND", "WRITER")
    cells = [[Span(head, Style.MUTED) for head in heads]]
    cells += [_row(evidence, freshness) for evidence, freshness in rows]
    if not several:
        cells = [row[:-1] for row in cells]
    yield from table(cells, natural_widths(cells, width, flexible=6))
    yield line()
    own = sum(evidence.own for evidence, _ in rows)
    foreign = f", {len(rows) - own} of them written elsewhere" if own < len(rows) else ""
    yield line(f"{counted(len(rows), 'run')}{foreign}. Whole: sisyphus evidence show SEQ {word}")


def _row(evidence: Evidence, freshness: Freshness) -> list[Span]:
    commit = evidence.subject.commit
    dirty = "+" if commit and evidence.subject.dirty else ""
    return [
        Span(str(evidence.seq), Style.MUTED),
        Span(f"{evidence.started_at:%Y-%m-%d %H:%M}", Style.PLAIN),
        Span(evidence.check, Style.PLAIN),
        Span(str(evidence.outcome), OUTCOME_STYLES[evidence.outcome]),
        # Run to compare figures with: what it says of the content here was never asked.
        Span("baseline", Style.MUTED)
        if evidence.baseline
        else Span(str(freshness), FRESHNESS_STYLES[freshness]),
        Span(f"{commit[:_SHORT_SHA]}{dirty}" if commit else "-", Style.PLAIN),
        Span(" ".join(evidence.command.split()), Style.PLAIN),
        Span("own" if evidence.own else evidence.writer, Style.MUTED),
    ]


def render_run(row: Row, log: Sequence[tuple[str, str]], *, colour: bool, width: int) -> str:
    """Return one run whole. `log` holds the name and the stored text of each stream."""
    return paint(_run(row, log, width), colour=colour)


def _run(row: Row, log: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    evidence, freshness = row
    head = line(
        Span(f"seq {evidence.seq}", Style.STRONG),
        f"  {evidence.check}  ",
        Span(str(evidence.outcome), OUTCOME_STYLES[evidence.outcome]),
    )
    yield from headed(head, Span(FRESHNESS_WORDS[freshness], FRESHNESS_STYLES[freshness]), width)
    circumstances = evidence.circumstances
    for text in (*(circumstances.context if circumstances else ()), *evidence.command.split("\n")):
        yield line("    ", Span(text, Style.COMMAND))
    yield line()
    for label, text in _facts(evidence):
        for number, piece in enumerate(wrap(text, width - _LABEL)):
            yield line(Span(f"{label if number == 0 else '':<{_LABEL}}", Style.MUTED), piece)
    for name, text in log:
        yield line()
        yield line(Span(f"--- {name}", Style.STRONG))
        for each in text.removesuffix("\n").split("\n"):
            yield line("    ", each)


def _facts(evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield "writer", f"{evidence.writer} ({'this checkout' if evidence.own else 'another one'})"
    yield "started", f"{evidence.started_at:%Y-%m-%d %H:%M:%S} UTC, allowed: {evidence.trust}"
    if evidence.ended_at:
        how = f"signal {evidence.signal}" if evidence.signal else f"exit {evidence.exit}"
        took = "unknown" if evidence.duration_s is None else f"{evidence.duration_s:.1f} s"
        yield "ended", f"{evidence.ended_at:%Y-%m-%d %H:%M:%S} UTC, {how}, after {took}"
    if evidence.reason:
        yield "because", evidence.reason
    yield from _circumstances(evidence)
    if evidence.metrics:
        yield "figures", figures_words(evidence.metrics)
    yield from _subject(evidence)
    for name, output in (("stdout", evidence.stdout), ("stderr", evidence.stderr)):
        if output:
            yield name, _output_words(output)
    if evidence.changed:
        yield "changed", f"{counted(len(evidence.changed), 'file')}: {', '.join(evidence.changed[:10])}"
    if evidence.created:
        yield "created", f"{counted(len(evidence.created), 'file')}: {', '.join(evidence.created[:10])}"


def _circumstances(evidence: Evidence) -> Iterator[tuple[str, str]]:
    said = evidence.circumstances
    if said is None:
        return
    limit = "" if said.timeout_s is None else f", at most {said.timeout_s:g} s"
    yield (
        "ran in",
        f"{said.cwd or 'unknown'}, {said.shell or 'unknown shell'}{limit}, sandbox: {evidence.sandbox}",
    )
    yield "expected", said.expect or "the plan says nothing: exit 0"
    for result in said.results:
        yield "", f"{assertion_words(result.assertion)}: {_HOLDS[result.holds]}"
    if said.left_processes:
        yield "left", f"{counted(said.left_processes, 'process', 'processes')}, all ended"
    names = "not recorded" if said.environment is None else " ".join(said.environment)
    yield "environment", f"{names} (names only; values are never stored)"
    if said.machine:
        yield "machine", ", ".join(f"{name} {value}" for name, value in said.machine)


def _subject(evidence: Evidence) -> Iterator[tuple[str, str]]:
    subject = evidence.subject
    state = "with changes that were not committed" if subject.dirty else "nothing uncommitted"
    yield (
        "commit",
        f"{subject.commit or 'none'} ({state})" if subject.commit else "none: not in git, or no commit yet",
    )
    for name, value in (
        ("tree", subject.tree),
        ("patch id", subject.patch_id),
        ("source", subject.source),
        ("worktree", subject.worktree),
    ):
        yield name, value or "unknown"
    if evidence.ref:
        yield "checked out", f"{evidence.ref}, clean, apart from this work tree"


def _output_words(output: Output) -> str:
    cut = f", {output.kept} kept" if output.kept != output.bytes else ""
    secrets = f", {counted(output.redactions, 'secret')} taken out" if output.redactions else ""
    return f"{output.bytes} bytes{cut}{secrets}, sha256 {output.sha256}"


def render_checked(logs: Sequence[LogCheck], *, colour: bool, width: int, remarks: bool = True) -> str:
    """Return one line a log, with what is wrong and what nobody can know below it."""
    return paint(_checked(logs, width, remarks=remarks), colour=colour)


def _sign(log: LogCheck) -> Span:
    if log.faults:
        return Span("broken", Style.BAD)
    return Span("unread", Style.ATTENTION) if log.unread else Span("ok    ", Style.GOOD)


def _checked(logs: Sequence[LogCheck], width: int, *, remarks: bool) -> Iterator[Line]:
    for log in logs:
        sign = _sign(log)
        whose = ["own" if log.own else "foreign"] if log.writer else []
        numbers = ((log.lines, "line"), (log.runs, "run"), (log.outputs, "output"))
        held = ", ".join([*(counted(number, noun) for number, noun in numbers), *whose])
        yield line(sign, f"  {log.path}  ", Span(held, Style.MUTED))
        said = [(text, Style.BAD) for text in (*log.faults, *log.unread)]
        said += [(text, Style.ATTENTION) for text in log.remarks] if remarks else []
        for text, style in said:
            for piece in wrap(text, width - 8, indent=2):
                yield line("        ", Span(piece, style))
    if not logs:
        yield line("No evidence is stored here.")
    else:
        broken = sum(bool(log.faults) for log in logs)
        unread = sum(bool(log.unread) for log in logs)
        counts = ((broken, "broken"), (unread, "not read whole"))
        verdict = (
            ", ".join(f"{count} of them {what}" for count, what in counts if count) or "all hold together"
        )
        summary = f"{counted(len(logs), 'log')} checked: {verdict}. This shows changes, not who wrote them."
        yield from map(line, wrap(summary, width))
