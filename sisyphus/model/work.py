"""What boulder.json says about works under way."""

from datetime import datetime

from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One run of an agent on one plan, as the agent recorded it."""

    work_id: str
    plan_name: str
    active_plan: str
    """As recorded: often an absolute path of another machine."""
    status: str
    """`active`, `completed`, `paused`, `abandoned`, or what an unknown dialect says."""
    started_at: datetime | None
    ended_at: datetime | None
    updated_at: datetime | None
    session_ids: tuple[str, ...]
    """Without their platform prefix, once each."""
    worktree_path: str | None
    plan_path: str | None = None
    """The plan file it was resolved to, relative to the root; `None` when no such file is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boulder:
    """One boulder.json, every era read into the same shape."""

    path: str
    works: tuple[Work, ...]
    active_work_id: str | None
    """`None` when the file does not name one; never invented."""
    findings: tuple[Finding, ...] = ()

    @property
    def active(self) -> tuple[Work, ...]:
        """Works that are neither completed nor abandoned."""
        return tuple(w for w in self.works if w.status not in {"completed", "abandoned"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStatus:
    """The work of boulder.json that belongs to a plan."""

    work_id: str
    status: str
    started_at: datetime | None
    ended_at: datetime | None
    sessions: int
    worktree_path: str | None
