"""The pieces of a judgement: words for where something stands, counts, links and verified checks."""

from datetime import datetime

from sisyphus.model.check import Check
from sisyphus.model.deferred import dataclass
from sisyphus.model.evidence import Evidence, Freshness
from sisyphus.model.members import StrEnum
from sisyphus.model.repository import Change


class Phase(StrEnum):
    """One word for a plan, in order of precedence."""

    MISSING = "missing"
    NO_TASKS = "no_tasks"
    CONTRADICTED = "contradicted"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE_UNVERIFIED = "done_unverified"
    COMPLETE = "complete"


class Owner(StrEnum):
    """Who can remove a blocker."""

    AGENT = "agent"
    USER = "user"
    EXTERNAL = "external"


class Event(StrEnum):
    """What work waits for, in the order in which such things happen."""

    PUSH = "a push"
    CI = "a CI run"
    MERGE = "a merge"
    CREDENTIAL = "a credential"
    APPROVAL = "an approval"
    DEPLOYMENT = "a deployment"
    PERSON = "a person"


class Confidence(StrEnum):
    """How far a commit link can be trusted. Only high and medium count as committed."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Proven(StrEnum):
    """What the checks of a task say together."""

    PASSED = "passed"
    FAILED = "failed"
    STALE = "stale"
    PARTIAL = "partial"
    NOT_RUN = "not_run"
    NO_CHECKS = "no_checks"


class Standing(StrEnum):
    """What the latest evidence says of one check, for the content that is here now."""

    PASSED = "passed"
    FAILED = "failed"
    STALE = "stale"
    UNCHECKED = "unchecked"
    NOT_RUN = "not_run"
    ELSEWHERE = "passed_elsewhere"
    """A pass on this very content, in a log that this checkout did not write: shown, and no proof here."""
    NOT_RUNNABLE = "not_runnable"
    CANCELLED = "cancelled"
    """Its task, or the box that it stands in, is cancelled: nothing is owed, whatever it showed."""


NOT_OWED = frozenset({Standing.NOT_RUNNABLE, Standing.CANCELLED})
"""What is no part of the total: it holds nothing up and proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Boxes by state."""

    total: int = 0
    done: int = 0
    open: int = 0
    blocked: int = 0
    cancelled: int = 0
    in_progress: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """One tally a role."""

    task: Tally
    final_wave: Tally
    acceptance: Tally
    definition_of_done: Tally
    deliverable: Tally
    checklist: Tally
    other: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The three columns, in tasks and final-wave rows."""

    claimed: int
    committed: int
    verified: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Acceptance boxes of one task."""

    total: int
    done: int


class Landing(StrEnum):
    """How far a commit has come, as the last fetch knew."""

    LOCAL = "local"
    """No remote branch has it."""
    PUSHED = "pushed"
    LANDED = "landed"
    """The default branch has it."""
    REWRITTEN = "rewritten"
    """The default branch has its change in another commit, after a squash, rebase or cherry-pick."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitLink:
    """A commit that carries a task, and why we think so."""

    sha: str
    subject: str
    committed_at: datetime
    confidence: Confidence
    reasons: tuple[str, ...]
    insertions: int
    """Of the whole commit; binary files count 0."""
    deletions: int
    pushed: bool | None
    """`None` when there is no remote to push to."""
    changes: tuple[Change, ...]
    """All files of the commit."""
    landing: Landing = Landing.UNKNOWN
    pushed_to: tuple[str, ...] = ()
    """Remote branches that contain it, the first few."""
    landed_as: str | None = None
    """The commit of the default branch with the same change, after a squash or rebase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Checks by what their latest evidence says. Those that nothing is owed of are counted apart."""

    state: Proven
    passed: int
    failed: int
    stale: int
    not_run: int
    """Those that passed in the log of another checkout included."""
    unchecked: int
    total: int
    """Runnable checks of what is not cancelled."""
    not_runnable: int = 0
    cancelled: int = 0
    elsewhere: int = 0
    """Of those not run: passed in the log of another checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckStatus:
    """One check with its latest evidence, judged."""

    check: Check
    trusted: bool
    evidence: Evidence | None
    freshness: Freshness | None
    """`None` without evidence."""
    standing: Standing
    missing: tuple[str, ...]
    """Programs that it needs and that are not here."""
    denied: bool = False
    note: str
    """Why it is not proven, in words; empty for a fresh pass."""
    baseline: Evidence | None = None
    """Its latest run at another commit, for figures to compare with; it proves nothing."""
    key: str | None = None
    """Names what the user decides on: this very command in its place. `None` for what cannot be run."""
