"""What the analysis concludes, shaped as `status --json`: these values written down."""

from dataclasses import dataclass
from datetime import datetime

from sisyphus.model.finding import Finding, Source
from sisyphus.model.judgement import (
    CheckStatus,
    CommitLink,
    Counts,
    Criteria,
    Owner,
    Phase,
    Proof,
    Tally,
    Verification,
)
from sisyphus.model.notepad import Entry
from sisyphus.model.plan import CommitPlan, Role, State, Uncounted


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskStatus:
    """One task: claimed, committed, verified."""

    id: str
    key: str
    role: Role
    title: str
    state: State
    marker: str | None
    line: int
    end_line: int
    depends_on: tuple[str, ...]
    blocks: tuple[str, ...]
    wave: str | None
    files: tuple[str, ...]
    criteria: Criteria
    commit_plan: CommitPlan
    commits: tuple[CommitLink, ...]
    no_commit: str | None
    """Why no commit was found; `None` when one was."""
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBox:
    """A box that is not done, wherever it stands."""

    line: int
    role: Role
    state: State
    text: str
    task: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """A gap between what is claimed and what is done, and who can close it."""

    rule: str
    owner: Owner
    message: str
    why: str
    remedy: tuple[str, ...]
    """Exact commands, in order; empty when there is none to give."""
    task: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NotepadStatus:
    """One notepad in a list."""

    kind: str
    path: str
    entries: int
    is_report: bool
    purpose: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStatus:
    """The work of boulder.json that belongs to a plan."""

    work_id: str
    status: str
    started_at: datetime | None
    ended_at: datetime | None
    sessions: int
    worktree_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStatus:
    """All that is known of one plan."""

    name: str
    path: str
    title: str | None
    sha256: str | None
    lines: int | None
    active: bool
    phase: Phase
    sentence: str
    """The plan's state in one sentence of plain text."""
    objective: str | None
    counts: Counts
    boxes: Tally
    """List items, as GitHub renders them, plus the extra markers."""
    top_level: Tally
    """The part of them in outermost lists."""
    proof: Proof
    verification: Verification
    """Over all checks of the plan."""
    tasks: tuple[TaskStatus, ...]
    checks: tuple[CheckStatus, ...]
    boxes_open: tuple[OpenBox, ...]
    blockers: tuple[Blocker, ...]
    findings: tuple[Finding, ...]
    uncounted: tuple[Uncounted, ...]
    """Lines that look like a task or a box and were not counted as one."""
    notepads: tuple[NotepadStatus, ...]
    entries: tuple[tuple[str, Entry], ...]
    """Notepad path and entry, for the report; reports' own entries are none."""
    evidence_heads: tuple[tuple[str, int, str], ...]
    work: WorkStatus | None
    modified_at: datetime | None
    facts_at: datetime | None
    """Newest moment among commit, plan, notepads and evidence: the same facts give the same moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirtyCount:
    """Files that differ from HEAD, state folders apart."""

    modified: int
    untracked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryStatus:
    """Where the repository stands. Unknown is `None`."""

    head: str | None
    branch: str | None
    detached: bool
    default_branch: str | None
    remote: str | None
    upstream: str | None
    ahead: int | None
    behind: int | None
    unpushed: int | None
    dirty: DirtyCount
    worktrees: int
    shallow: bool
    operation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Which program answered."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Which folder was looked at."""

    root: str
    state_dirs: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusDocument:
    """The whole answer of `status --json`."""

    format_version: int
    tool: Tool
    taken_at: datetime
    workspace: Workspace
    repository: RepositoryStatus | None
    plans: tuple[PlanStatus, ...]
