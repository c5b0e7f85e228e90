"""`sisyphus status`: every plan in one table."""

from collections.abc import Iterator, Sequence

from sisyphus.model.judgement import Phase
from sisyphus.model.plan import plan_word
from sisyphus.model.status import RepositoryStatus
from sisyphus.model.table import PlanRow, TableDocument
from sisyphus.render.status_columns import lay_out, legend
from sisyphus.render.terminal import Line, Span, Style, line, natural_widths, paint, table, wrap
from sisyphus.render.words import counted, located

NO_LIMIT = 1_000_000
"""Cells of a row that nothing cuts."""

_MOST_SENTENCES = 5
"""Active plans whose state is said in a sentence below the table."""


def render_status(
    document: TableDocument,
    *,
    colour: bool,
    width: int,
    cut: bool = True,
    everything: bool = False,
) -> str:
    """Return the table of plans, active ones first; complete ones are folded unless `everything`.

    Without `cut` only sentences are laid out for `width`: nothing limits a row, as in a pipe.
    """
    everything = everything or len(document.plans) == 1
    shown = [p for p in document.plans if everything or p.active or p.phase is not Phase.COMPLETE]
    return paint(_lines(document, shown, width, width if cut else None), colour=colour)


def _lines(document: TableDocument, shown: Sequence[PlanRow], width: int, room: int | None) -> Iterator[Line]:
    names = {p.name for p in shown}
    folded = [p.name for p in document.plans if p.name not in names]
    for text in wrap(repository_line(document.repository), width, indent=2):
        yield line(Span(text, Style.MUTED))
    yield line()
    if shown:
        yield from _table(shown, document, width, room)
    if folded:
        for text in wrap(f"{len(folded)} complete: {', '.join(folded)} (--all shows them)", width, indent=2):
            yield line(Span(text, Style.MUTED))
    yield from _sentences([p for p in shown if p.active or len(document.plans) == 1], width)
    for finding in document.findings:
        yield line()
        for text in wrap(f"{finding.rule}: {located(finding)}", width, indent=2):
            yield line(Span(text, Style.ATTENTION))
    if document.plans:
        chosen = next((p for p in document.plans if p.active), document.plans[0])
        yield line()
        yield line("Details: ", Span(f"sisyphus status {plan_word(chosen.name, chosen.path)}", Style.COMMAND))


def _sentences(plans: Sequence[PlanRow], width: int) -> Iterator[Line]:
    """Yield where the first plans stand, and whether the copy that their work uses says something else."""
    for plan in plans[:_MOST_SENTENCES]:
        yield line()
        yield from sentence_lines(plan, width)
        for note in plan.notes:
            for text in wrap(note, width - 2, indent=2):
                yield line(Span(f"  {text}", Style.ATTENTION))


def _table(shown: Sequence[PlanRow], document: TableDocument, width: int, room: int | None) -> Iterator[Line]:
    layout, rows = lay_out(shown, document, room)
    widths = natural_widths(rows, NO_LIMIT if room is None else room, flexible=0)
    yield from table(rows, widths)
    words = legend(layout, document)
    for text in wrap(words, width - 2) if words else ():
        yield line(Span(f"  {text}", Style.MUTED))


def sentence_lines(plan: PlanRow, width: int) -> Iterator[Line]:
    """Yield the sentence that says where a plan stands."""
    for number, text in enumerate(wrap(f"{plan.name}: {plan.sentence}", width, indent=2)):
        yield line(Span(text, Style.STRONG if not number else Style.PLAIN))


def repository_line(repository: RepositoryStatus | None) -> str:
    """Return where the repository stands, on one line; unknown is left out or said."""
    if repository is None:
        return "not a git repository: commits are unknown"
    if repository.head is None:
        return f"branch {repository.branch or 'unknown'}, no commit known"
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
