"""`sisyphus status PLAN`: one plan in detail."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sisyphus.model.finding import Finding
from sisyphus.model.judgement import CommitLink, Confidence, Owner, Phase
from sisyphus.model.plan import State, number_of
from sisyphus.model.status import Blocker, OpenBox, PlanStatus, StatusDocument, TaskStatus
from sisyphus.render.emphasis import unmarked
from sisyphus.render.terminal import Line, Span, Style, line, natural_widths, paint, table, wrap
from sisyphus.render.text_copies import copy_lines, told_by_copies, written
from sisyphus.render.text_status import repository_line
from sisyphus.render.words import (
    OWNER_WORDS,
    PHASE_STYLES,
    PHASE_WORDS,
    PROVEN_STYLES,
    ROLE_WORDS,
    STATE_SIGNS,
    STATE_STYLES,
    committed_part,
    part,
    proven_words,
    role_counts,
)

_NO_LIMIT = 1_000_000_000
_LONGEST_LIST = 12
"""Rows of a list that are shown; the rest is counted, and `--json` has them all."""
_SHORTEST_RUN = 3


def render_plan(
    document: StatusDocument, plan: PlanStatus, *, colour: bool, width: int, whole: bool = False
) -> str:
    """Return one plan: sentence, figures, tasks, what is open, blockers, findings, next command.

    Long lists are cut unless `whole`.
    """
    return paint(_lines(document, plan, width, _NO_LIMIT if whole else _LONGEST_LIST), colour=colour)


def _lines(document: StatusDocument, plan: PlanStatus, width: int, most: int) -> Iterator[Line]:
    title = f"{plan.name}: {unmarked(plan.title)}" if plan.title and plan.title != plan.name else plan.name
    for text in wrap(title, width, indent=2):
        yield line(Span(text, Style.STRONG))
    for row in (plan.path + written(plan), repository_line(document.repository)):
        for text in wrap(row, width, indent=2):
            yield line(Span(text, Style.MUTED))
    yield line()
    yield line(Span(PHASE_WORDS[plan.phase], PHASE_STYLES[plan.phase]))
    for text in wrap(plan.sentence, width):
        yield line(text)
    if plan.phase is not Phase.MISSING:
        yield line()
        yield from _figures(document, plan, width)
    if plan.tasks:
        yield line()
        yield from _tasks(plan.tasks, width)
    yield from _open_boxes(plan, width, most)
    yield from _blockers(plan.blockers, width, most)
    if any(n.open for n in plan.notepads):
        from sisyphus.render.text_notepads import open_notes  # noqa: PLC0415 - start-up: few hold any

        yield from open_notes(plan, width, most)
    yield from _findings(plan, width, most)
    yield from copy_lines(plan, width, most)
    yield from _next(plan, width)


def _figures(document: StatusDocument, plan: PlanStatus, width: int) -> Iterator[Line]:
    yield from _three(document, plan, width)
    classes = " · ".join(f"{ROLE_WORDS[role]} {part(tally)}" for role, tally in role_counts(plan))
    for text in wrap(classes or "no boxes", width, indent=2):
        yield line(Span(text, Style.MUTED))
    if plan.boxes.total:
        boxes = f"boxes: {part(plan.top_level)} outermost, {part(plan.boxes)} all"
        yield line(Span(boxes, Style.MUTED))


def _three(document: StatusDocument, plan: PlanStatus, width: int) -> Iterator[Line]:
    """Yield what is claimed, committed and verified, on one line where that has room for it."""
    proof = plan.proof
    figures = (
        ("claimed ", f"{proof.claimed}/{proof.of}"),
        ("committed ", committed_part(plan, document.repository)),
        ("verified ", f"{proof.verified}/{proof.of}"),
    )
    gap = "   "
    if len(gap.join(word + figure for word, figure in figures)) > width:
        yield from (line(word, Span(figure, Style.STRONG)) for word, figure in figures)
        return
    pieces = [each for word, figure in figures for each in (gap + word, Span(figure, Style.STRONG))]
    yield line(figures[0][0], *pieces[1:])


def _tasks(tasks: Sequence[TaskStatus], width: int) -> Iterator[Line]:
    boxes = any(t.criteria.total for t in tasks)
    words = ("", "", "TASK", *(("BOXES",) if boxes else ()), "COMMIT", "CHECKS")
    rows = [[Span(h, Style.MUTED) for h in words], *(_task(t, boxes=boxes) for t in tasks)]
    yield from table(rows, natural_widths(rows, width, flexible=2))
    for why, ids in _without_commit(tasks).items():
        these = f"task{'s' * (len(ids) > 1)} {', '.join(_in_runs(ids))}"
        for text in wrap(f"{these}: {why}", width - 4, indent=2):
            yield line("    ", Span(text, Style.ATTENTION))


def _without_commit(tasks: Sequence[TaskStatus]) -> dict[str, list[str]]:
    """Return why done tasks have no commit, with the tasks that share the reason."""
    found: dict[str, list[str]] = {}
    for task in tasks:
        if task.state is State.DONE and task.no_commit:
            found.setdefault(task.no_commit, []).append(task.id)
    return found


def _in_runs(ids: Sequence[str]) -> Iterator[str]:
    """Yield ids, three numbers or more that follow each other as `4-19`."""
    numbers = map(number_of, ids)
    places = (None if number is None else number - at for at, number in enumerate(numbers))
    for _, group in groupby(
        zip(places, ids, strict=True), key=lambda pair: pair if pair[0] is None else pair[0]
    ):
        run = [id_ for _, id_ in group]
        if len(run) < _SHORTEST_RUN:
            yield from run
        else:
            yield f"{run[0]}-{run[-1]}"


def _task(task: TaskStatus, *, boxes: bool) -> list[Span]:
    style = STATE_STYLES[task.state]
    commits = ", ".join(map(_commit, task.commits[:2])) + (" …" if len(task.commits) > 2 else "")  # noqa: PLR2004 - two fit
    criteria = f"{task.criteria.done}/{task.criteria.total}" if task.criteria.total else "-"
    return [
        Span(STATE_SIGNS[task.state], style),
        Span(task.id, style),
        Span(unmarked(task.title), style),
        *((Span(criteria, style if task.criteria.total else Style.MUTED),) if boxes else ()),
        Span(commits or "-", Style.PLAIN if commits else Style.MUTED),
        Span(proven_words(task.verification), PROVEN_STYLES[task.verification.state]),
    ]


def _commit(link: CommitLink) -> str:
    """Return a short hash; a hint that does not count as committed is marked."""
    return link.sha[:7] + ("?" if link.confidence is Confidence.LOW else "")


def _open_boxes(plan: PlanStatus, width: int, most: int) -> Iterator[Line]:
    rows = {t.line for t in plan.tasks}
    boxes = [b for b in plan.boxes_open if b.line not in rows]
    if not boxes:
        return
    yield line()
    yield line(Span("Open boxes", Style.STRONG))
    texts = list(_box_texts(plan, boxes))
    for shown in texts[:most]:
        for text in wrap(shown, width - 2, indent=2):
            yield line("  ", text)
    yield from _rest(len(texts), most)


def _box_texts(plan: PlanStatus, boxes: Sequence[OpenBox]) -> Iterator[str]:
    """Yield open boxes, several criteria of one task as one text."""
    criteria = {t.id: t.criteria.total for t in plan.tasks}
    for task, group in groupby(boxes, key=lambda b: b.task):
        inside = list(group)
        if task is not None and len(inside) > 1:
            of = criteria.get(task, len(inside))
            yield f"line {inside[0].line}, task {task}: {len(inside)} of {of} criteria open"
            continue
        for box in inside:
            where = f"task {box.task}" if box.task else ROLE_WORDS[box.role]
            yield f"line {box.line}, {where}: {unmarked(box.text)}"


def _blockers(blockers: Sequence[Blocker], width: int, most: int) -> Iterator[Line]:
    if not blockers:
        return
    yield line()
    yield line(Span("Blockers", Style.STRONG))
    for blocker in blockers[:most]:
        place = f" ({blocker.source.path}:{blocker.source.line})" if blocker.source.line else ""
        if blocker.part_of:  # another place that speaks of the cause above
            for text in wrap(f"{blocker.rule}: {unmarked(blocker.message)}{place}", width - 12):
                yield line(" " * 12, Span(text, Style.MUTED))
            continue
        style = Style.ATTENTION if blocker.owner is Owner.USER else Style.PLAIN
        for number, text in enumerate(wrap(unmarked(blocker.message), width - 12)):
            yield line(
                "  ", Span(f"{OWNER_WORDS[blocker.owner] if not number else '':<8}", style), "  ", text
            )
        for text in wrap(f"{blocker.rule}: {blocker.why}{place}", width - 12):
            yield line(" " * 12, Span(text, Style.MUTED))
        for command in blocker.remedy:
            yield line(" " * 12, Span(command, Style.COMMAND))
    yield from _rest(len(blockers), most)


def _findings(plan: PlanStatus, width: int, most: int) -> Iterator[Line]:
    found = [f for f in plan.findings if not told_by_copies(plan, f)]
    if not found:
        return
    yield line()
    yield line(Span("Findings", Style.STRONG))
    for finding in found[:most]:
        for text in wrap(f"{_place(plan, finding)}{finding.message} [{finding.rule}]", width - 2, indent=2):
            yield line("  ", text)
    yield from _rest(len(found), most)


def _place(plan: PlanStatus, finding: Finding) -> str:
    """Return the line that a finding is about, of other files at least the path, unless its message does."""
    path, number = finding.source.path, finding.source.line
    if path and path in finding.message and finding.rule.startswith("unreadable-"):
        return ""
    if number:
        return f"{path}:{number}: "
    return f"{path}: " if path and path != plan.path else ""


def _rest(number: int, most: int) -> Iterator[Line]:
    if number > most:
        yield line(Span(f"  … and {number - most} more; -v shows them all", Style.MUTED))


def _next(plan: PlanStatus, width: int) -> Iterator[Line]:
    """Yield the next command last: the one that a person would look for."""
    task = next((t for t in plan.tasks if t.key == plan.next_task), None)
    if task:
        yield line()
        where = f"Next: task {task.id}, line {task.line}: "
        opening, *more = wrap(where + unmarked(task.title), width, indent=6)
        yield line(opening[: len(where)], Span(opening[len(where) :], Style.STRONG))
        for text in more:
            yield line(Span(text, Style.STRONG))
    elif plan.next_command:
        yield line()
        yield line("Next: ", Span(plan.next_command, Style.COMMAND))
    elif plan.phase is Phase.BLOCKED and plan.blockers:
        first = plan.blockers[0]
        yield line()
        for text in wrap(f"Next: {unmarked(first.message)} ({OWNER_WORDS[first.owner]})", width, indent=6):
            yield line(text)
    elif plan.phase is Phase.COMPLETE:
        yield line()
        yield line("Nothing is left to do: plan, git and evidence agree.")
