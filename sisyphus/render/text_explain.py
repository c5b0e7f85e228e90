"""`sisyphus status PLAN --explain`: what each figure counts, and what was not counted and why."""

from collections.abc import Iterator

from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.render.terminal import Line, Span, Style, line, natural_widths, paint, table, wrap
from sisyphus.render.words import ROLE_RULES, ROLE_WORDS, committed_part, part, role_counts


def render_explanation(document: StatusDocument, plan: PlanStatus, *, colour: bool, width: int) -> str:
    """Return the rule of each figure and every line that was left out."""
    return paint(_lines(document, plan, width), colour=colour)


def _lines(document: StatusDocument, plan: PlanStatus, width: int) -> Iterator[Line]:
    yield line(Span("How the figures are counted", Style.STRONG))
    rows = [(ROLE_WORDS[role], part(tally), ROLE_RULES[role]) for role, tally in role_counts(plan)]
    rows.append(
        ("outermost boxes", part(plan.top_level), "items with a box in outermost lists, of any class")
    )
    rows.append(("all boxes", part(plan.boxes), "every list item with a box, as GitHub shows them"))
    proof = plan.proof
    rows.append(("claimed", f"{proof.claimed}/{proof.of}", "ticked rows of tasks and final wave"))
    committed = committed_part(plan, document.repository)
    rows.append(("committed", committed, "tasks that a commit carries, beyond a hint"))
    rows.append(
        (
            "verified",
            f"{proof.verified}/{proof.of}",
            "tasks whose runnable checks all passed here",
        )
    )
    cells = [[Span(a), Span(b, Style.STRONG), Span(c, Style.MUTED)] for a, b, c in rows]
    yield from table(cells, natural_widths(cells, width - 2, flexible=2), indent=2)
    yield line()
    if not plan.uncounted:
        yield from map(line, wrap("Every line that looks like a task or a box was counted.", width))
        return
    yield line(Span("Not counted", Style.STRONG))
    for item in plan.uncounted:
        for text in wrap(f"{plan.path}:{item.line}: {item.reason}: {item.text}", width - 2, indent=2):
            yield line("  ", text)
