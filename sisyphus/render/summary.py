"""Ten lines of plain text, for a chat or the message of a commit."""

from collections.abc import Iterator

from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.render.escape import shorten
from sisyphus.render.markdown_blockers import causes
from sisyphus.render.measures import counted_commits, measure, named, size_words
from sisyphus.render.terminal import line, paint
from sisyphus.render.words import (
    OWNER_WORDS,
    PHASE_WORDS,
    ROLE_WORDS,
    committed_part,
    counted,
    part,
    role_counts,
    totals_words,
)

LAST_LINE = "Made by sisyphus report --format summary: "
_LONGEST = 200
_MOST_COMMITS = 3


def render_summary(document: StatusDocument, plan: PlanStatus) -> str:
    """Return at most ten lines, each of one fact. Same facts, same bytes."""
    # A `#` in front would make a comment of it in a commit message.
    lines = [shorten(text, _LONGEST).lstrip("#") for text in _lines(document, plan)]
    return paint((line(text) for text in lines), colour=False)


def _lines(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    proof = plan.proof
    yield f"{plan.title or plan.name}: {PHASE_WORDS[plan.phase]}"
    yield plan.sentence
    committed = committed_part(plan, document.repository)
    yield f"Claimed {proof.claimed}/{proof.of}, committed {committed}, verified {proof.verified}/{proof.of}"
    classes = ", ".join(f"{ROLE_WORDS[role]} {part(tally)}" for role, tally in role_counts(plan))
    yield f"Boxes: {part(plan.boxes)} in all, {part(plan.top_level)} outermost; {classes or 'none'}"
    yield f"Changes: {_changes(plan)}"
    yield f"Checks: {totals_words(plan.verification)}"
    figures = [f"{named(f.name)} {measure(f.name, f.before)} before, "
               f"{measure(f.name, f.after)} now" for f in plan.figures]  # fmt: skip
    if figures:
        yield f"Measured: {'; '.join(figures)}"
    heads = [f"{head.message} ({OWNER_WORDS[head.owner]})" for head, _ in causes(plan)]
    yield f"Blocked by: {'; '.join(heads) or 'nothing'}"
    task = next((f"task {t.id}: {t.title}" for t in plan.tasks if t.key == plan.next_task), None)
    yield f"Next: {task or plan.next_command or next(iter(heads), 'nothing')}"
    head = document.repository.head if document.repository else None
    yield (
        f"{LAST_LINE}{plan.path} sha256 {(plan.sha256 or 'unknown')[:12]}, HEAD {(head or 'unknown')[:12]}, "
        f"{document.tool.name} {document.tool.version}"
    )


def _changes(plan: PlanStatus) -> str:
    commits = counted_commits(plan)
    if not commits:
        return "no commit found"
    shown = ", ".join(c.sha[:7] for c in commits[-_MOST_COMMITS:])
    more = len(commits) - _MOST_COMMITS
    return f"{size_words(commits)}: {shown}" + (f" and {counted(more, 'commit')} before" if more > 0 else "")
