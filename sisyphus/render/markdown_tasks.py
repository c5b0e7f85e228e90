"""The report's sections about tasks and checks."""

from collections.abc import Iterator, Sequence

from sisyphus.model.finding import UNEVIDENCED_CLAIMS
from sisyphus.model.judgement import CheckStatus, CommitLink, Confidence
from sisyphus.model.notepad import Entry
from sisyphus.model.plan import State
from sisyphus.model.repository import Change
from sisyphus.model.status import PlanStatus, StatusDocument, TaskStatus
from sisyphus.render.escape import cell, code, prose, shorten
from sisyphus.render.measures import plus_minus
from sisyphus.render.words import STATE_SIGNS, counted, proven_words, standing_words, totals_words

TITLE_LIMIT = 100
"""Longest quotation of a title, in characters."""
_MOST_TASKS = 10
"""Tasks that are told of one by one; more are a table."""
_MOST_CHECKS = 20
"""Rows of checks; more are told of by what keeps them from running."""
_MOST_FILES = 6
_MOST_NOTES = 3
_MOST_LINES = 8
_FILE_PARTS = frozenset({"file", "files", "files changed", "files modified", "files created"})


def tasks(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield every task: claimed, committed, checked; many of them as a table."""
    if len(plan.tasks) > _MOST_TASKS:
        yield from _task_table(plan)
        return
    for place, task in enumerate(plan.tasks):
        if place:
            yield ""
        title = prose(shorten(task.title, TITLE_LIMIT))
        yield f"### {_sign(task)} Task {prose(task.id)}: {title}"
        yield ""
        yield f"* Claimed: {_state(task)} ({code(f'{plan.path}:{task.line}')})"
        if task.state is State.OPEN and not task.commits and not task.verification.total:
            continue  # what is not begun has no commit and no proof to tell of
        yield from _task_commits(task)
        yield from _task_checks(plan, task)
        if task.criteria.total:
            yield f"* Acceptance boxes: {task.criteria.done}/{task.criteria.total}"
        yield from _notes(plan, task)


def _sign(task: TaskStatus) -> str:
    return STATE_SIGNS[task.state].replace("[", "\\[")


def _task_table(plan: PlanStatus) -> Iterator[str]:
    rows = []
    for task in plan.tasks:
        commits = [c for c in task.commits if c.confidence is not Confidence.LOW]
        shown = ", ".join(code(c.sha[:7]) for c in commits[:_MOST_NOTES]) + (
            " …" if len(commits) > _MOST_NOTES else ""
        )
        why = prose(task.no_commit or "no commit found", in_cell=True)
        title = prose(shorten(task.title, TITLE_LIMIT), in_cell=True)
        rows.append((
            f"{_sign(task)} Task {prose(task.id, in_cell=True)}: {title}",
            _state(task),
            shown or why,
            proven_words(task.verification),
            cell(code(f"{plan.path}:{task.line}")),
        ))  # fmt: skip
    yield from table_rows(("Task", "Claimed", "Committed", "Checks", "In the plan"), rows)


def _state(task: TaskStatus) -> str:
    return "yes" if task.state is State.DONE else str(task.state).replace("_", " ")


def _task_commits(task: TaskStatus) -> Iterator[str]:
    for link in task.commits:
        reasons = "; ".join(prose(r) for r in link.reasons)
        word = "Hint, does not count" if link.confidence is Confidence.LOW else "Committed"
        yield f"* {word}: {commit_words(link)}, confidence {link.confidence}: {reasons}"
        named = named_changes(link, task)
        for change in named[:_MOST_FILES]:
            yield f"    * {code(change.path)} {plus_minus(change.insertions, change.deletions)}"
        if len(named) > _MOST_FILES:
            yield f"    * … and {counted(len(named) - _MOST_FILES, 'file')} more"
    if task.no_commit or not task.commits:
        yield f"* Committed: {prose(task.no_commit or 'no commit found')}"


def named_changes(link: CommitLink, task: TaskStatus) -> list[Change]:
    """Return what a commit changes of the files that a task names."""
    return [c for c in link.changes if any(_same_file(c.path, f) for f in task.files)]


def _task_checks(plan: PlanStatus, task: TaskStatus) -> Iterator[str]:
    yield f"* Checks: {proven_words(task.verification)}"
    mine = [c for c in plan.checks if c.check.task == task.key and c.check.runnable]
    for status in mine[:_MOST_FILES]:
        command = code(shorten(status.check.command, TITLE_LIMIT))
        yield f"    * {command}: {prose(shorten(standing_words(status), 200))}"
    if len(mine) > _MOST_FILES:
        yield f"    * … and {len(mine) - _MOST_FILES} more, section Verification"


def _notes(plan: PlanStatus, task: TaskStatus) -> Iterator[str]:
    """Yield what notepads say of a task: words of whoever wrote them, not facts."""
    found = [(path, e) for path, e in plan.entries if _is_about(e, task)]
    for path, entry in found[:_MOST_NOTES]:
        yield f"* Note: {prose(shorten(entry.title, TITLE_LIMIT))} ({code(f'{path}:{entry.line}')})"
    if len(found) > _MOST_NOTES:
        yield f"* … and {counted(len(found) - _MOST_NOTES, 'note')} more"


def _is_about(entry: Entry, task: TaskStatus) -> bool:
    """Whether an entry names the task, or a file of it as the file that it is about."""
    if entry.task is not None:
        return entry.task.casefold() == task.id.casefold()
    about = [p.text for p in entry.parts if p.name.casefold() in _FILE_PARTS]
    return any(name in text for text in about for name in task.files)


def _same_file(one: str, other: str) -> bool:
    """Whether two paths may mean one file: the plan's start at its root, git's at the top level."""
    return f"/{one}".endswith(f"/{other}") or f"/{other}".endswith(f"/{one}")


def commit_words(link: CommitLink) -> str:
    """Return a commit on one line: hash, subject, whether it is pushed."""
    pushed = {True: "pushed", False: "not pushed", None: "pushed: unknown"}[link.pushed]
    return f"{code(link.sha[:7])} {prose(shorten(link.subject, TITLE_LIMIT))} ({pushed})"


def verification(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield every check with its outcome and evidence, or why it did not run."""
    bare = [f"{prose(f.message)}." for f in plan.findings if f.rule == UNEVIDENCED_CLAIMS]
    if not plan.checks:
        yield from bare
        return
    yield f"{totals_words(plan.verification)}."
    whole = len(plan.checks) <= _MOST_CHECKS
    shown = [c for c in plan.checks if whole or c.evidence]
    if shown:
        yield ""
        yield from table_rows(("Command", "Task", "Result", "Source"), [_check_row(c) for c in shown])
    if not whole:
        yield ""
        yield from _not_run([c for c in plan.checks if not c.evidence])
    for words in bare:
        yield ""
        yield words


def _check_row(status: CheckStatus) -> tuple[str, ...]:
    evidence = status.evidence
    place = cell(code(f"{status.check.path}:{status.check.line}"))
    ran = ""
    if evidence:
        at = f" at {code(evidence.subject.commit[:7])}" if evidence.subject.commit else ""
        log = f"seq {evidence.seq} of {cell(code(evidence.writer))}"
        ran = f"; run {evidence.started_at:%Y-%m-%d %H:%M} UTC{at} ({log})"
    return (
        cell(code(shorten(status.check.command, 120))),
        prose(status.check.label, in_cell=True) if status.check.label else "plan",
        prose(shorten(standing_words(status), 200), in_cell=True),
        f"{place}{ran}",
    )


def _not_run(checks: Sequence[CheckStatus]) -> Iterator[str]:
    """Yield the checks that never ran by what keeps them from it, with their lines."""
    reasons: dict[str, list[int]] = {}
    for status in checks:
        reasons.setdefault(standing_words(status), []).append(status.check.line)
    for reason, lines in reasons.items():
        shown = ", ".join(map(str, lines[:_MOST_LINES])) + (" …" if len(lines) > _MOST_LINES else "")
        yield f"* {counted(len(lines), 'check')}: {prose(shorten(reason, 200))} (line {shown})"


def table_rows(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield a Markdown table; cells are escaped by the caller."""
    yield f"| {' | '.join(header)} |"
    yield f"| {' | '.join('---' for _ in header)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
