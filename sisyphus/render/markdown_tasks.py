"""The report's sections about tasks and checks."""

from collections.abc import Iterator, Sequence

from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.plan import State
from sisyphus.model.status import PlanStatus, StatusDocument, TaskStatus
from sisyphus.render.escape import cell, code, prose, shorten
from sisyphus.render.words import STATE_SIGNS, counted, proven_words, standing_words

TITLE_LIMIT = 100
"""Longest quotation of a title, in characters."""


def tasks(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield every task: claimed, committed, checked."""
    for number, task in enumerate(plan.tasks):
        if number:
            yield ""
        title = prose(shorten(task.title, TITLE_LIMIT))
        yield f"### {STATE_SIGNS[task.state].replace('[', chr(92) + '[')} Task {prose(task.id)}: {title}"
        yield ""
        yield f"* Claimed: {_state(task)} ({code(f'{plan.path}:{task.line}')})"
        yield from _task_commits(task)
        yield f"* Checks: {proven_words(task.verification)}"
        if task.criteria.total:
            yield f"* Acceptance boxes: {task.criteria.done}/{task.criteria.total}"


def _state(task: TaskStatus) -> str:
    return "yes" if task.state is State.DONE else str(task.state).replace("_", " ")


def _task_commits(task: TaskStatus) -> Iterator[str]:
    for link in task.commits:
        reasons = "; ".join(prose(r) for r in link.reasons)
        word = "Hint, does not count" if link.confidence is Confidence.LOW else "Committed"
        yield f"* {word}: {commit_words(link)}, confidence {link.confidence}: {reasons}"
        named = [c for c in link.changes if any(_same_file(c.path, f) for f in task.files)]
        for change in named:
            yield f"    * {code(change.path)} {plus_minus(change.insertions, change.deletions)}"
    if task.no_commit or not task.commits:
        yield f"* Committed: {prose(task.no_commit or 'no commit found')}"


def _same_file(one: str, other: str) -> bool:
    """Whether two paths may mean one file: the plan's start at its root, git's at the top level."""
    return f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")


def commit_words(link: CommitLink) -> str:
    """Return a commit on one line: hash, subject, whether it is pushed."""
    pushed = {True: "pushed", False: "not pushed", None: "pushed: unknown"}[link.pushed]
    return f"{code(link.sha[:7])} {prose(shorten(link.subject, TITLE_LIMIT))} ({pushed})"


def plus_minus(insertions: int | None, deletions: int | None) -> str:
    """Return the size of a change; `None` stands for a binary file."""
    return "(binary)" if insertions is None or deletions is None else f"(+{insertions} −{deletions})"  # noqa: RUF001 - minus


def verification(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield every check with its outcome and evidence, or why it did not run."""
    if not plan.checks:
        return
    totals = plan.verification
    yield (
        f"{totals.passed} of {counted(totals.total, 'runnable check')} passed on this content; "
        f"{totals.failed} failed, {totals.stale} stale, {totals.unchecked} unchecked, "
        f"{totals.not_run} not run, {totals.not_runnable} cannot be run."
    )
    yield ""
    rows = []
    for status in plan.checks:
        evidence = status.evidence
        ran = (
            f"seq {evidence.seq} of {evidence.writer}, {evidence.started_at:%Y-%m-%d %H:%M} UTC"
            if evidence
            else "none"
        )
        at = f", at {evidence.subject.commit[:7]}" if evidence and evidence.subject.commit else ""
        result = prose(shorten(standing_words(status), 200), in_cell=True)
        place = cell(code(f"{status.check.path}:{status.check.line}"))
        rows.append((
            cell(code(shorten(status.check.command, 120))),
            prose(status.check.label, in_cell=True) if status.check.label else "plan",
            result,
            f"{place}; evidence {cell(code(ran)) if evidence else ran}{at}",
        ))  # fmt: skip
    yield from table_rows(("Command", "Task", "Result", "Source"), rows)


def table_rows(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield a Markdown table; cells are escaped by the caller."""
    yield f"| {' | '.join(header)} |"
    yield f"| {' | '.join('---' for _ in header)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
