"""The body of a pull request: what changed for which task, what proves it, what is at risk, what is open."""

from collections.abc import Iterator

from sisyphus.model.judgement import Confidence
from sisyphus.model.plan import HEADLINE_ROLES, State
from sisyphus.model.status import PlanStatus, StatusDocument, TaskStatus
from sisyphus.render.escape import cell, code, prose, shorten
from sisyphus.render.markdown import Sections, chapters, seal
from sisyphus.render.markdown_blockers import causes, place, risk_words
from sisyphus.render.markdown_results import before_after
from sisyphus.render.markdown_tasks import TITLE_LIMIT, verification
from sisyphus.render.measures import changed_files, counted_commits, plus_minus, size_words
from sisyphus.render.words import OWNER_WORDS, PHASE_WORDS, proven_words

FIRST_LINE = "## Summary"
_MOST_TASKS = 20
_MOST_FILES = 8
_MOST_BOXES = 10


def render_pr(document: StatusDocument, plan: PlanStatus) -> str:
    """Return a pull request's body, ending in one newline. Same facts, same bytes."""
    return seal("\n\n".join(chapters(SECTIONS, document, plan)) + "\n")


def _summary(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    yield f"{prose(plan.title or plan.name)} (plan {code(plan.path)})"
    if plan.objective:
        yield ""
        yield f"Objective: {prose(shorten(plan.objective, 400))}"
    yield ""
    yield f"**{PHASE_WORDS[plan.phase].capitalize()}.** {prose(plan.sentence)}"


def _before_after(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    yield from before_after(plan)


def _changes(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    done = [t for t in plan.tasks if t.role in HEADLINE_ROLES and (t.state is State.DONE or _sure(t))]
    for task in done[:_MOST_TASKS]:
        title = prose(shorten(task.title, TITLE_LIMIT))
        yield f"* Task {prose(task.id)}: {title} (checks: {proven_words(task.verification)})"
        for link in task.commits:
            if link.confidence is not Confidence.LOW:
                yield f"    * {code(link.sha[:7])} {prose(shorten(link.subject, TITLE_LIMIT))}"
        if not _sure(task):
            yield f"    * {prose(task.no_commit or 'no commit found')}"
    if len(done) > _MOST_TASKS:
        yield f"* … and {len(done) - _MOST_TASKS} more tasks"
    commits = counted_commits(plan)
    if not commits:
        return
    yield f"* In all: {size_words(commits)}"
    files = changed_files(commits)
    for change in files[:_MOST_FILES]:
        yield f"    * {code(change.path)} {plus_minus(change.insertions, change.deletions)}"
    if len(files) > _MOST_FILES:
        yield f"    * … and {len(files) - _MOST_FILES} more files"


def _sure(task: TaskStatus) -> bool:
    return any(c.confidence is not Confidence.LOW for c in task.commits)


def _risk(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    if plan.tasks:
        yield f"{risk_words(plan)}."


def _open(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    for head, _ in causes(plan):
        commands = "".join(f", {code(command)}" for command in head.remedy)
        yield f"* {prose(shorten(head.message, TITLE_LIMIT))} ({OWNER_WORDS[head.owner]}{commands})"
    for box in plan.boxes_open[:_MOST_BOXES]:
        yield f"* line {box.line} is open: {prose(shorten(box.text, 160))}"
    if len(plan.boxes_open) > _MOST_BOXES:
        yield f"* … and {len(plan.boxes_open) - _MOST_BOXES} more boxes"


def _facts(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    head = document.repository.head if document.repository else None
    words = [f"{document.tool.name} {document.tool.version}"]
    words += [f"HEAD {code(head)}"] if head else []
    words += [f"{code(plan.path)} sha256 {code(plan.sha256[:12])}"] if plan.sha256 else []
    words += [f"{n} records of {cell(code(w))}" for w, n, _ in plan.evidence_heads]
    words += [f"{code(place(f.source))}: {f.rule}" for f in plan.findings if f.severity == "error"][
        :_MOST_BOXES
    ]
    yield f"Generated from {', '.join(words)}."


SECTIONS: Sections = (
    (FIRST_LINE.removeprefix("## "), _summary),
    ("Before and after", _before_after),
    ("Changes", _changes),
    ("Verification", verification),
    ("Risk", _risk),
    ("Open", _open),
    ("Source", _facts),
)
"""Sections in order; one that yields nothing is left out."""
