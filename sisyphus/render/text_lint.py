"""The answer of `lint` for people: one line a finding, what to do once a rule, a sentence at the end."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sisyphus.model.finding import Severity
from sisyphus.model.lint import LintDocument, LintedPlan, LintFinding
from sisyphus.render.terminal import Line, Span, Style, line, paint, wrap
from sisyphus.render.words import counted

SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SEVERITY_STYLES = {
    Severity.ERROR: Style.BAD,
    Severity.WARNING: Style.ATTENTION,
    Severity.INFO: Style.MUTED,
}
_SHOWN = 5
"""Findings of one rule in one plan that are shown; more of them with `-v`."""


def render_lint(document: LintDocument, *, colour: bool, width: int, whole: bool = False) -> str:
    """Return the findings, plan by plan; every line fits `width` cells."""
    return paint(_lines(document, width, whole=whole), colour=colour)


def sentence(document: LintDocument) -> str:
    """Return such as `12 findings: 2 errors, 7 warnings, 3 notes in 3 plans`."""
    total = sum(len(plan.findings) for plan in document.plans)
    silenced = sum(plan.silenced for plan in document.plans)
    taken_back = f"; {silenced} silenced" if silenced else ""
    if not total:
        return f"no findings in {counted(len(document.plans), 'plan')}{taken_back}"
    numbers = {
        Severity.ERROR: document.counts.error,
        Severity.WARNING: document.counts.warning,
        Severity.INFO: document.counts.info,
    }
    parts = [counted(number, SEVERITY_WORDS[s]) for s, number in numbers.items() if number]
    hit = sum(bool(plan.findings) for plan in document.plans)
    every = counted(len(document.plans), "plan")
    plans = every if hit == len(document.plans) else f"{hit} of {every}"
    return f"{counted(total, 'finding')}: {', '.join(parts)} in {plans}{taken_back}"


def _lines(document: LintDocument, width: int, *, whole: bool) -> Iterator[Line]:
    several = len({plan.prefix for plan in document.plans}) > 1
    for plan in document.plans:
        for _, group in groupby(plan.findings, key=lambda f: f.rule):
            yield from _group(plan, tuple(group), width, whole=whole, prefix=plan.prefix if several else "")
        if plan.findings:
            yield line()
    for text in wrap(sentence(document), width, indent=2):
        yield line(Span(text, Style.STRONG))


def _group(
    plan: LintedPlan, findings: Sequence[LintFinding], width: int, *, whole: bool, prefix: str
) -> Iterator[Line]:
    shown = findings if whole or len(findings) <= _SHOWN + 1 else findings[:_SHOWN]
    for finding in shown:
        yield from _finding(plan, finding, width, prefix)
    if len(shown) < len(findings):
        more = f"  and {len(findings) - len(shown)} more of {findings[0].rule} (-v shows them)"
        yield line(Span(more, Style.MUTED))
    for text in wrap(f"fix: {findings[0].fix}", width - 2, indent=5):
        yield line("  ", Span(text, Style.MUTED))


def _finding(plan: LintedPlan, finding: LintFinding, width: int, prefix: str) -> Iterator[Line]:
    number = f":{finding.source.line}" if finding.source.line else ""
    place = f"{prefix}{finding.source.path or plan.path}{number}:"
    word = SEVERITY_WORDS[finding.severity]
    head = f"{place} {word} {finding.rule}:"
    first, *rest = wrap(f"{head} {finding.message}", width, indent=4)
    before, found, after = first.partition(f" {word} {finding.rule}:")
    if found:
        style = SEVERITY_STYLES[finding.severity]
        yield line(before, " ", Span(word, style), found[len(word) + 1 :], after)
    else:
        yield line(first)
    yield from (line(text) for text in rest)
