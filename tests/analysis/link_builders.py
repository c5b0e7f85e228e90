"""Commits, tasks and what ties them, for the tests of links."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sisyphus.analysis.linking.past import read_past
from sisyphus.analysis.links import Links, link
from sisyphus.model.judgement import Confidence
from sisyphus.model.notepad import Entry, EntryState, Notepad
from sisyphus.model.plan import Box, CommitPlan, Plan, Reference, Role, State, Task
from sisyphus.model.repository import Change, Commit, DirtyFile, Repository
from tests.analysis.builders import REPOSITORY

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
NO_PLAN = CommitPlan()
HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


def commit(  # noqa: PLR0913 - a commit has many sides
    subject: str,
    *files: str,
    body: str = "",
    hours: float = 48,
    root: bool = False,
    merge: bool = False,
    on_default: bool | None = True,
    deletions: int = 1,
) -> Commit:
    sha = hashlib.sha1(f"{subject}{files}{hours}".encode(), usedforsecurity=False).hexdigest()
    when = START + timedelta(hours=hours)
    return Commit(
        sha=sha,
        parents=() if root else ("0" * 40, "1" * 40) if merge else ("0" * 40,),
        author="Ada <ada@example.org>",
        authored_at=when,
        committed_at=when,
        subject=subject,
        body=body,
        changes=tuple(Change(path=f, insertions=3, deletions=deletions) for f in files),
        pushed=None,
        on_default=on_default,
    )


def task(  # noqa: PLR0913 - so has a task
    label: str,
    *files: str,
    title: str = "Do it",
    state: State = State.DONE,
    role: Role = Role.TASK,
    references: tuple[str, ...] = (),
    plan: CommitPlan = NO_PLAN,
) -> Task:
    return Task(
        label=label,
        key=f"todo:{label.lower()}",
        role=role,
        title=title,
        state=state,
        marker="x" if state is State.DONE else " ",
        line=1,
        end_line=2,
        files=files,
        references=tuple(Reference(path=path) for path in references),
        commit_plan=plan,
    )


def plan_of(*tasks: Task, boxes: tuple[Box, ...] = (), name: str = "fast-ci") -> Plan:
    return Plan(
        path=f".sisyphus/plans/{name}.md",
        name=name,
        title=None,
        objective=None,
        sha256="0" * 64,
        lines=10,
        tasks=tasks,
        boxes=boxes,
        checks=(),
    )


def tie(  # noqa: PLR0913 - all that links depend on
    tasks: Task | tuple[Task, ...],
    *commits: Commit,
    since: datetime | None = START,
    prefix: str = "",
    dirty: tuple[DirtyFile, ...] = (),
    notepads: tuple[Notepad, ...] = (),
    around: Repository = REPOSITORY,
) -> dict[str, Links]:
    plan = plan_of(*(tasks if isinstance(tasks, tuple) else (tasks,)))
    repository = replace(around, commits=commits, dirty_files=dirty)
    return link(plan, read_past(repository, prefix), since=since, notepads=notepads)


def of(found: dict[str, Links], label: str = "1") -> list[tuple[str, Confidence]]:
    return [(each.subject, each.confidence) for each in found[f"todo:{label}"][0]]


def why(found: dict[str, Links], label: str = "1") -> str | None:
    return found[f"todo:{label}"][1]


def reasons(found: dict[str, Links], label: str = "1") -> tuple[str, ...]:
    return found[f"todo:{label}"][0][0].reasons


def wants(message: str | None = None, *with_tasks: str, wanted: bool | None = True) -> CommitPlan:
    return CommitPlan(wanted=wanted, message=message, with_tasks=with_tasks)


def notepad(text: str, *, entry_task: str | None = None, title: str = "Done") -> Notepad:
    entry = Entry(
        title=title,
        line=7,
        end_line=9,
        written_at=date(2026, 3, 3),
        task=entry_task,
        state=EntryState.NOTE,
        status_text=None,
        parts=(),
        text=text,
    )
    return Notepad(
        kind="learnings", path="n/learnings.md", is_report=False, title=None, purpose=None, entries=(entry,)
    )
