"""Words and signs that several renderings share."""

from collections.abc import Sequence
from datetime import datetime

from sisyphus.model.finding import Finding
from sisyphus.model.judgement import CheckStatus, Confidence, Owner, Phase, Proven, Tally, Verification
from sisyphus.model.plan import Role, State
from sisyphus.model.status import PlanStatus, RepositoryStatus
from sisyphus.model.table import PlanRow
from sisyphus.render.terminal import Style

PHASE_WORDS = {
    Phase.MISSING: "plan missing",
    Phase.NO_TASKS: "no tasks",
    Phase.CONTRADICTED: "contradicted",
    Phase.PLANNED: "planned",
    Phase.IN_PROGRESS: "in progress",
    Phase.BLOCKED: "blocked",
    Phase.DONE_UNVERIFIED: "done, unverified",
    Phase.COMPLETE: "complete",
}

PHASE_STYLES = {
    Phase.MISSING: Style.BAD,
    Phase.NO_TASKS: Style.BAD,
    Phase.CONTRADICTED: Style.BAD,
    Phase.PLANNED: Style.MUTED,
    Phase.IN_PROGRESS: Style.PLAIN,
    Phase.BLOCKED: Style.ATTENTION,
    Phase.DONE_UNVERIFIED: Style.ATTENTION,
    Phase.COMPLETE: Style.GOOD,
}

ROLE_WORDS = {
    Role.TASK: "tasks",
    Role.FINAL_WAVE: "final wave",
    Role.ACCEPTANCE: "acceptance",
    Role.DEFINITION_OF_DONE: "definition of done",
    Role.DELIVERABLE: "deliverables",
    Role.CHECKLIST: "checklist",
    Role.OTHER: "other boxes",
}

ROLE_RULES = {
    Role.TASK: "rows of the task sections, by their own box",
    Role.FINAL_WAVE: "rows of the final verification wave, by their own box",
    Role.ACCEPTANCE: "boxes inside tasks",
    Role.DEFINITION_OF_DONE: "boxes under Definition of Done",
    Role.DELIVERABLE: "boxes under Deliverables",
    Role.CHECKLIST: "boxes of checklists and success criteria",
    Role.OTHER: "boxes elsewhere",
}
"""What the figure of each role counts."""

STATE_SIGNS = {
    State.OPEN: "[ ]",
    State.DONE: "[x]",
    State.BLOCKED: "[~]",
    State.CANCELLED: "[-]",
    State.IN_PROGRESS: "[/]",
    State.OTHER: "[?]",
}

STATE_STYLES = {
    State.OPEN: Style.PLAIN,
    State.DONE: Style.MUTED,
    State.BLOCKED: Style.ATTENTION,
    State.CANCELLED: Style.MUTED,
    State.IN_PROGRESS: Style.PLAIN,
    State.OTHER: Style.ATTENTION,
}

CONFIDENCE_WORDS = {
    Confidence.HIGH: "surely",
    Confidence.MEDIUM: "probably",
    Confidence.LOW: "perhaps",
}

OWNER_WORDS = {Owner.AGENT: "agent", Owner.USER: "you", Owner.EXTERNAL: "external"}

PROVEN_STYLES = {
    Proven.PASSED: Style.GOOD,
    Proven.FAILED: Style.BAD,
    Proven.STALE: Style.ATTENTION,
    Proven.PARTIAL: Style.ATTENTION,
    Proven.NOT_RUN: Style.PLAIN,
    Proven.NO_CHECKS: Style.MUTED,
}


def part(tally: Tally) -> str:
    """Return `done/total`, or `-` where there is nothing to count."""
    return f"{tally.done}/{tally.total}" if tally.total else "-"


def committed_part(status: PlanStatus | PlanRow, repository: RepositoryStatus | None) -> str:
    """Return how many tasks are committed; outside git that is unknown, not 0."""
    proof = status.proof
    if not proof.of:
        return "-"
    return f"{proof.committed}/{proof.of}" if repository is not None else "unknown"


def role_counts(status: PlanStatus) -> list[tuple[Role, Tally]]:
    """Return the classes of boxes that a plan has, in the order of `Role`."""
    found = [(role, getattr(status.counts, role)) for role in Role]
    return [(role, tally) for role, tally in found if tally.total]


def proven_words(verification: Verification) -> str:
    """Return what the checks of a task say, such as `passed 2/2` or `not run 0/1`."""
    if verification.state is Proven.NO_CHECKS:
        apart = ((verification.not_runnable, "not runnable"), (verification.cancelled, "cancelled"))
        rest = ", ".join(f"{number} {word}" for number, word in apart if number)
        return f"no check ({rest})" if rest else "no check"
    word = str(verification.state).replace("_", " ")
    return f"{word} {verification.passed}/{verification.total}"


def totals_words(checks: Verification) -> str:
    """Return how many checks passed on this content, and what became of the others; no zeros."""
    others = (
        ("failed", checks.failed), ("stale", checks.stale), ("unchecked", checks.unchecked),
        ("passed elsewhere", checks.elsewhere), ("not run", checks.not_run - checks.elsewhere),
    )  # fmt: skip
    rest = ", ".join(f"{number} {word}" for word, number in others if number)
    words = f"{checks.passed} of {counted(checks.total, 'runnable check')} passed on this content"
    words += f": {rest}" if rest else ""
    words += f"; {checks.not_runnable} more cannot be run" if checks.not_runnable else ""
    return words + (f"; {checks.cancelled} more are of what is cancelled" if checks.cancelled else "")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


_HOUR = 3600
_TWO_DAYS = 48 * _HOUR


def ago(moment: datetime | None, now: datetime) -> str:
    """Return how long ago something was, such as `3 h ago`; a date for what the clock calls the future."""
    if moment is None:
        return "unknown"
    seconds = (now - moment).total_seconds()
    if seconds < -_HOUR:
        return f"{moment:%Y-%m-%d}"
    if seconds < 60:  # noqa: PLR2004 - a minute
        return "just now"
    if seconds < _HOUR:
        return f"{seconds // 60:.0f} min ago"
    return f"{seconds // _HOUR:.0f} h ago" if seconds < _TWO_DAYS else f"{seconds // (24 * _HOUR):.0f} d ago"


_FIGURES = {
    "tests_passed": "{:g} passed",
    "tests_failed": "{:g} failed",
    "tests_skipped": "{:g} skipped",
    "tests_total": "",
    "test_duration_s": "in {:g} s",
    "coverage_percent": "coverage {:g} %",
}
"""How a figure reads; the total stands in its parts."""


def figures_words(metrics: Sequence[tuple[str, float]]) -> str:
    """Return the figures that a run printed, such as `806 passed, 2 failed, in 75.6 s, coverage 96.61 %`."""
    shown = [(name, _FIGURES.get(name, name.replace("_", " ") + " {:g}"), value) for name, value in metrics]
    return ", ".join(
        form.format(value) for name, form, value in shown if form and (value or name not in _SILENT)
    )


_SILENT = frozenset({"tests_failed", "tests_skipped", "test_duration_s"})
"""Figures that say nothing where they are 0."""


def standing_words(status: CheckStatus) -> str:
    """Return where a check stands and why, such as `not run: moon not found`, with the figures it printed."""
    word = str(status.standing).replace("_", " ")
    said = status.note if status.note.startswith(word) else ": ".join(filter(None, (word, status.note)))
    figures = figures_words(status.evidence.metrics if status.evidence else ())
    return f"{said} ({figures})" if figures else said


def located(finding: Finding) -> str:
    """Return a finding's message behind its path and line, unless it names the path itself."""
    path, number = finding.source.path, finding.source.line
    if not path or path in finding.message:
        return finding.message
    return f"{path}:{number}: {finding.message}" if number else f"{path}: {finding.message}"
