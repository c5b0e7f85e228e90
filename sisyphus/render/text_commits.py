"""`sisyphus status PLAN --commits`: every task with its commits and why, and what no task explains."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sisyphus.model.judgement import CommitLink, Landing
from sisyphus.model.plan import State
from sisyphus.model.status import PlanStatus, RepositoryStatus, StatusDocument, Tick, Unexplained
from sisyphus.render.emphasis import unmarked
from sisyphus.render.terminal import Line, Span, Style, line, natural_widths, paint, table, wrap
from sisyphus.render.text_status import repository_line
from sisyphus.render.words import CONFIDENCE_WORDS, STATE_SIGNS, STATE_STYLES, ago, counted

_SHORT = 7
_INDENT = 5
"""Cells before a commit: it stands below the box of its task."""
_HEADINGS = ("COMMIT", "SUBJECT", "LINES", "PUSHED", "LANDED")
_NARROW = 70
"""Below this width there is no column for what landed; `--json` has it."""

_LANDED = {
    Landing.LOCAL: "no",
    Landing.PUSHED: "no",
    Landing.LANDED: "yes",
    Landing.REWRITTEN: "as ",
    Landing.UNKNOWN: "unknown",
}
_LANDING_STYLES = {
    Landing.LOCAL: Style.ATTENTION,
    Landing.PUSHED: Style.PLAIN,
    Landing.LANDED: Style.GOOD,
    Landing.REWRITTEN: Style.GOOD,
    Landing.UNKNOWN: Style.MUTED,
}

Row = tuple[Span, ...]


def render_commits(document: StatusDocument, plan: PlanStatus, *, colour: bool, width: int) -> str:
    """Return the whole table of a plan's commits."""
    return paint(_lines(document, plan, width), colour=colour)


def _lines(document: StatusDocument, plan: PlanStatus, width: int) -> Iterator[Line]:
    for text in wrap(f"{plan.name}: {plan.title}" if plan.title else plan.name, width, indent=2):
        yield line(Span(text, Style.STRONG))
    for text in wrap(f"{plan.path}, {repository_line(document.repository)}", width, indent=2):
        yield line(Span(text, Style.MUTED))
    yield line()
    if not plan.tasks:
        yield line("There is no task to tie to a commit.")
        return
    yield from _tasks(document.repository, plan, width)
    yield from _untold(document.repository, plan, width)
    yield from _unexplained(document.repository, plan, width)
    yield from _age(document, plan, width)


def _tasks(repository: RepositoryStatus | None, plan: PlanStatus, width: int) -> Iterator[Line]:
    headings = tuple(Span(word, Style.MUTED) for word in _HEADINGS)
    rows = [headings, *(_commit(each, repository) for task in plan.tasks for each in task.commits)]
    if width < _NARROW:
        rows = [row[:-1] for row in rows]
    shown = iter(_laid_out(rows, width))
    if len(rows) > 1:
        yield next(shown)
    for task in plan.tasks:
        style = STATE_STYLES[task.state]
        for number, text in enumerate(wrap(f"{task.id}. {unmarked(task.title)}", width - _INDENT, indent=2)):
            yield line(Span(f"{STATE_SIGNS[task.state] if not number else '':<4} {text}", style))
        for each in task.commits:
            yield next(shown)
            why = f"{CONFIDENCE_WORDS[each.confidence]}: {'; '.join(each.reasons)}"
            yield from _below(why, width, Style.MUTED)
        if task.no_commit and repository:
            done = task.state is State.DONE
            yield from _below(task.no_commit, width, Style.ATTENTION if done else Style.MUTED)
        if task.ticked:
            yield from _below(_ticked(task.ticked), width, Style.MUTED)


def _laid_out(rows: Sequence[Row], width: int) -> list[Line]:
    return table(rows, natural_widths(rows, width, flexible=1, indent=_INDENT), indent=_INDENT)


def _below(text: str, width: int, style: Style) -> Iterator[Line]:
    """Yield a text below a commit's subject."""
    indent = _INDENT + _SHORT + 2
    for piece in wrap(text, max(width - indent, _SHORT), indent=2):
        yield line(Span(" " * indent + piece, style))


def _commit(link: CommitLink, repository: RepositoryStatus | None) -> Row:
    landed = _LANDED[link.landing] + (link.landed_as or "")[:_SHORT]
    return (
        Span(link.sha[:_SHORT]),
        Span(link.subject),
        Span(f"+{link.insertions} -{link.deletions}", Style.MUTED),
        _pushed(link, link.pushed_to, repository),
        Span(landed, _LANDING_STYLES[link.landing]),
    )


def _pushed(
    commit: CommitLink | Unexplained, places: Sequence[str], repository: RepositoryStatus | None
) -> Span:
    """Return where a commit was pushed to; without a remote there is nowhere."""
    if commit.pushed is None:
        remote = repository.remote if repository else None
        return Span("unknown" if remote else "no remote", Style.MUTED)
    if not commit.pushed:
        return Span("no", Style.ATTENTION)
    more = f" +{len(places) - 1}" if len(places) > 1 else ""
    return Span((places[0] if places else "yes") + more, Style.GOOD)


def _ticked(tick: Tick) -> str:
    """Return when a box was ticked, and by what."""
    moment, sha = f"{tick.committed_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC", tick.commit[:_SHORT]
    if tick.with_plan:
        return f"ticked: {moment} or earlier, its row came ticked with {sha}"
    return f"ticked: {moment} by {sha}, {'together with code' if tick.with_code else 'without code'}"


def _untold(repository: RepositoryStatus | None, plan: PlanStatus, width: int) -> Iterator[Line]:
    """Say of which ticked tasks git does not know when they were ticked."""
    done = [task for task in plan.tasks if task.state is State.DONE]
    silent = [task.id for task in done if task.ticked is None]
    if repository is None or not silent:
        return
    which = f"task {', '.join(silent)}" if len(silent) < len(done) else "any task"
    yield line()
    for text in wrap(f"When the box of {which} was ticked is unknown: no commit here ticks it.", width):
        yield line(Span(text, Style.MUTED))


def _unexplained(repository: RepositoryStatus | None, plan: PlanStatus, width: int) -> Iterator[Line]:
    if not plan.unexplained:
        return
    yield line()
    number = len(plan.unexplained) + plan.unexplained_more
    title = f"{counted(number, 'commit')} of the plan's time that no task explains"
    for text in wrap(title, width):
        yield line(Span(text, Style.STRONG))
    yield from _laid_out([_left(each, repository) for each in plan.unexplained], width)
    if plan.unexplained_more:
        yield line(Span(f"     … and {plan.unexplained_more} older", Style.MUTED))


def _left(commit: Unexplained, repository: RepositoryStatus | None) -> Row:
    return (
        Span(commit.sha[:_SHORT]),
        Span(commit.subject),
        Span(f"+{commit.insertions} -{commit.deletions}", Style.MUTED),
        _pushed(commit, (), repository),
    )


def _age(document: StatusDocument, plan: PlanStatus, width: int) -> Iterator[Line]:
    """Say how old the knowledge of the remote is: nothing here asks it."""
    repository = document.repository
    if repository is None or repository.remote is None:
        return
    if not plan.unexplained and not any(task.commits for task in plan.tasks):
        return
    yield line()
    for text in wrap(f"Pushed and landed {_as_of(repository.fetched_at, document.taken_at)}.", width):
        yield line(Span(text, Style.MUTED))


def _as_of(fetched_at: datetime | None, now: datetime) -> str:
    if fetched_at is None:
        return "as far as is known here: no fetch is on record"
    return f"as of the last fetch or push, {ago(fetched_at, now)}"
