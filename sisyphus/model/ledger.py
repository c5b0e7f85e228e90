"""What an agent's start-work ledger asserts. Nothing in it is proof, and nothing in it is ever run."""

from datetime import datetime

from sisyphus.model.deferred import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line of a ledger, whichever shape the agent gave it."""

    path: str
    line: int
    event: str
    """Such as `task-completed`; empty when the line names none."""
    plan: str | None
    """The plan's name, without folder and suffix."""
    task: str | None
    """Label of the task, as in the plan; `None` when the line is about the whole plan."""
    at: datetime | None
    """UTC."""
    verdict: str | None
    """As written, in lower case: `confirmed`, `needs-fix`, `pass` …"""
    session: str | None
    """Without its platform prefix."""
    checks: tuple[tuple[str, str], ...]
    """Names and results that the line lists, such as (`F1`, `PASS`)."""
    shas: tuple[str, ...]
    """Commit ids that the line names, seven hexadecimal digits or more, in lower case."""
    artifacts: tuple[str, ...]
    """Paths that the line names as evidence."""
    claims: tuple[str, ...]
    """Its prose: notes, evidence, verification, blockers."""
