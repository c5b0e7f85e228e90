"""What checks showed before and after: at the baseline, and in the run that has just ended."""

from collections.abc import Iterator, Sequence

from sisyphus.model.comparison import Figure, compare
from sisyphus.model.evidence import is_time
from sisyphus.model.judgement import CheckStatus
from sisyphus.render.measures import SAME
from sisyphus.render.terminal import Line, Span, Style, line, natural_widths, paint, table, wrap

_UNKNOWN = "unknown"
_SHORT_S = 0.1
"""Below it milliseconds are shown."""
_MORE_IS_BETTER = frozenset({"tests_passed", "coverage_percent"})
_LESS_IS_BETTER = frozenset({"tests_failed"})


def render_comparison(statuses: Sequence[CheckStatus], *, colour: bool, width: int) -> str:
    """Return a table of figures before and after; empty when no check was run at a baseline."""
    compared = [s for s in statuses if s.baseline]
    return paint(_rows(compared, width), colour=colour) if compared else ""


def _rows(compared: Sequence[CheckStatus], width: int) -> Iterator[Line]:
    first = compared[0].baseline
    name = "" if first is None else f"{first.ref or 'baseline'} ({(first.subject.commit or '')[:8]})"
    yield line()
    yield line(Span(f"Before: {name}. After: the run above.", Style.STRONG))
    heads = ("CHECK", "FIGURE", "BEFORE", "AFTER", "CHANGE", "COMMAND")
    rows = [[Span(head, Style.MUTED) for head in heads]]
    rows += [row for status in compared for row in _of_check(status)]
    yield from table(rows, natural_widths(rows, width, flexible=5))
    if any(s.evidence and not s.evidence.ref for s in compared):
        said = (
            "Before ran in a clean checkout, after in this work tree with its builds and caches; "
            "with --at HEAD both are clean."
        )
        yield from (line(Span(text, Style.MUTED)) for text in wrap(said, width))


def _of_check(status: CheckStatus) -> Iterator[list[Span]]:
    before, after = status.baseline, status.evidence
    if before is None:
        return
    outcomes = (str(before.outcome), str(after.outcome) if after else _UNKNOWN)
    change = "" if outcomes[0] == outcomes[1] else f"{outcomes[0]}, now {outcomes[1]}"
    command = " ".join(status.check.command.split())
    yield _row(status.check.id, "outcome", outcomes, Span(change), command)
    for figure in compare(before, after):
        if figure.before == figure.after == 0:
            continue
        shown = (_value(figure.name, figure.before), _value(figure.name, figure.after))
        yield _row("", _label(figure.name), shown, _change(figure), "")


def _row(check: str, name: str, values: tuple[str, str], change: Span, command: str) -> list[Span]:
    return [Span(check), Span(name), Span(values[0]), Span(values[1]), change, Span(command, Style.MUTED)]


def _label(name: str) -> str:
    return name.removesuffix("_percent").removesuffix("_s").replace("_", " ")


def _value(name: str, value: float | None) -> str:
    if value is None:
        return _UNKNOWN
    if is_time(name):
        return f"{value:.2f} s" if value >= _SHORT_S else f"{value * 1000:.0f} ms"
    return f"{value:.2f} %" if name.endswith("_percent") else f"{value:g}"


def _change(figure: Figure) -> Span:
    """Return the change in words; colour only where it is plain which way is better."""
    change, factor = figure.change, figure.factor
    if not figure.comparable:
        return Span("not comparable", Style.MUTED)
    if change is None:
        return Span("unknown", Style.MUTED)
    if figure.is_time:
        if factor is None or 1 / SAME < factor < SAME:
            return Span("about the same")
        faster = factor > 1
        words = f"{factor if faster else 1 / factor:.1f}x {'faster' if faster else 'slower'}"
        return Span(words, Style.GOOD if faster else Style.ATTENTION)
    if not change:
        return Span("none")
    better = (figure.name in _MORE_IS_BETTER and change > 0) or (
        figure.name in _LESS_IS_BETTER and change < 0
    )
    known = figure.name in _MORE_IS_BETTER | _LESS_IS_BETTER
    style = Style.PLAIN if not known else Style.GOOD if better else Style.ATTENTION
    return Span(f"{change:+.4g}", style)
