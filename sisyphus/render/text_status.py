"""`sisyphus status`: every plan in one table."""

from collections.abc import Iterator

from sisyphus.model.judgement import Owner, Phase
from sisyphus.model.plan import plan_word
from sisyphus.model.status import PlanStatus, RepositoryStatus, StatusDocument
from sisyphus.render.terminal import Line, Span, Style, line, natural_widths, paint, table, wrap
from sisyphus.render.words import (
    OWNER_WORDS,
    PHASE_STYLES,
    PHASE_WORDS,
    committed_part,
    counted,
    part,
)

_HEADINGS = ("PLAN", "PHASE", "TASKS", "FINAL", "COMMITTED", "VERIFIED", "WAITS FOR")
_WIDE = 100
"""From this width on the table says who is waited for; narrower, names need the room more."""


def render_status(document: StatusDocument, *, colour: bool, width: int, everything: bool = False) -> str:
    """Return the table of plans, active ones first; complete ones are folded unless `everything`."""
    return paint(_lines(document, width, everything=everything), colour=colour)


def _lines(document: StatusDocument, width: int, *, everything: bool) -> Iterator[Line]:
    everything = everything or len(document.plans) == 1
    shown = [p for p in document.plans if everything or p.active or p.phase is not Phase.COMPLETE]
    folded = [p.name for p in document.plans if p not in shown]
    for text in wrap(repository_line(document.repository), width, indent=2):
        yield line(Span(text, Style.MUTED))
    yield line()
    rows = [[Span(h, Style.MUTED) for h in _HEADINGS], *(_row(p, document.repository) for p in shown)]
    if width < _WIDE:
        rows = [row[:-1] for row in rows]
    yield from table(rows, natural_widths(rows, width, flexible=0), indent=0)
    if folded:
        for text in wrap(f"{len(folded)} complete: {', '.join(folded)} (--all shows them)", width, indent=2):
            yield line(Span(text, Style.MUTED))
    for plan in shown:
        if plan.active or len(document.plans) == 1:
            yield line()
            yield from sentence_lines(plan, width)
    for finding in document.workspace.findings:
        yield line()
        for text in wrap(f"{finding.rule}: {finding.message}", width, indent=2):
            yield line(Span(text, Style.ATTENTION))
    if document.plans:
        chosen = next((p for p in document.plans if p.active), document.plans[0])
        yield line()
        yield line("Details: ", Span(f"sisyphus status {plan_word(chosen.name, chosen.path)}", Style.COMMAND))


def _row(plan: PlanStatus, repository: RepositoryStatus | None) -> list[Span]:
    muted = Style.MUTED if plan.phase is Phase.COMPLETE else Style.PLAIN
    mark = "* " if plan.active else "  "
    return [
        Span(mark + plan.name, muted if not plan.active else Style.STRONG),
        Span(PHASE_WORDS[plan.phase], PHASE_STYLES[plan.phase]),
        Span(part(plan.counts.task), muted),
        Span(part(plan.counts.final_wave), muted),
        Span(committed_part(plan, repository), muted),
        Span(f"{plan.proof.verified}/{plan.proof.of}" if plan.proof.of else "-", muted),
        Span(_waits_for(plan), Style.ATTENTION if plan.phase is Phase.BLOCKED else muted),
    ]


def _waits_for(plan: PlanStatus) -> str:
    owners = {b.owner for b in plan.blockers}
    return ", ".join(OWNER_WORDS[o] for o in Owner if o in owners) or "-"


def sentence_lines(plan: PlanStatus, width: int) -> Iterator[Line]:
    """Yield the sentence that says where a plan stands."""
    for number, text in enumerate(wrap(f"{plan.name}: {plan.sentence}", width, indent=2)):
        yield line(Span(text, Style.STRONG if not number else Style.PLAIN))


def repository_line(repository: RepositoryStatus | None) -> str:
    """Return where the repository stands, on one line; unknown is left out or said."""
    if repository is None:
        return "not a git repository: commits are unknown"
    if repository.head is None:
        return f"branch {repository.branch or 'unknown'}, no commit yet"
    where = f"branch {repository.branch}" if repository.branch else "detached HEAD"
    parts = [f"{where} at {repository.head[:7]}"]
    if repository.operation:
        parts.append(f"{repository.operation} under way")
    if repository.remote is None:
        parts.append("no remote")
    elif repository.unpushed is None:
        parts.append("pushed: unknown")
    else:
        parts.append(
            f"{counted(repository.unpushed, 'commit')} not pushed" if repository.unpushed else "pushed"
        )
    changed = repository.dirty.modified + repository.dirty.untracked
    if changed:
        parts.append(f"{counted(changed, 'file')} not committed")
    if repository.shallow:
        parts.append("shallow clone: older commits are unknown")
    return ", ".join(parts)
