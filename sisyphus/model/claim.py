"""What a report says of a plan's work, and what was found when it was held against plan, git and evidence."""

from datetime import datetime

from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding
from sisyphus.model.members import StrEnum
from sisyphus.model.status import Tool


class ClaimKind(StrEnum):
    """What a claim is about."""

    PROGRESS = "progress"
    PERCENTAGE = "percentage"
    COMMIT = "commit"
    DIFFSTAT = "diffstat"
    FILE = "file"
    TESTS = "tests"
    COVERAGE = "coverage"
    DURATION = "duration"
    PUSH = "push"
    COMPLETION = "completion"
    VERIFICATION = "verification"


class Verdict(StrEnum):
    """What became of a claim, the worst first."""

    FALSE = "false"
    STALE = "stale"
    """It was true when it was written and is not now."""
    UNEVIDENCED = "unevidenced"
    """Nothing that is stored proves it."""
    UNCHECKABLE = "uncheckable"
    """What it would be held against cannot be known here."""
    TRUE = "true"


class Counted(StrEnum):
    """What a figure or a word of completion counts."""

    TASKS = "tasks"
    FINAL_WAVE = "final wave"
    BOXES = "boxes"
    DELIVERABLES = "deliverables"
    DEFINITION_OF_DONE = "definition of done"
    ACCEPTANCE = "acceptance criteria"
    CHECKLIST = "checklist"
    WORK = "work"
    """The plan as a whole, without saying what is counted."""
    TESTS = "tests"


class Deed(StrEnum):
    """What was done to a file."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


class Arrival(StrEnum):
    """How far work is said to have come."""

    BRANCH = "branch"
    """It lies on a branch of this name."""
    CLEAN = "clean"
    """Nothing is left uncommitted."""
    UNPUSHED = "unpushed"
    PUSHED = "pushed"
    PULL_REQUEST = "pull request"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one line. Which of the fields are set follows from `kind`."""

    kind: ClaimKind
    text: str
    """The line, or the part of it that says so."""
    path: str
    """Of the report; `commit` and a short id for a commit message."""
    line: int
    heading: str = ""
    """The headings above it, outermost first."""
    narrow: bool = False
    """Whether it speaks of a part of the plan only: a wave, a phase, a session."""
    counted: Counted | None = None
    deed: Deed | None = None
    arrival: Arrival | None = None
    done: int | None = None
    """Of `total`; of tests, those that passed."""
    total: int | None = None
    percent: float | None = None
    decimals: int = 0
    """Digits behind the point that the percentage is given with."""
    seconds: float | None = None
    task: str | None = None
    """Label of the one task that is meant."""
    title: str | None = None
    """Of that task, as the report has it; of a commit, its message's first line."""
    sha: str | None = None
    """As written, lower case. For other kinds than `commit`: the commit that the line names."""
    branch: str | None = None
    file: str | None = None
    files: int | None = None
    """How many files a change touches."""
    insertions: int | None = None
    deletions: int | None = None
    changed_lines: int | None = None
    """Insertions and deletions together, as `git diff --stat` gives them per file."""
    command: str | None = None
    """What is said to have been run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text that makes claims: a report, a notepad, a commit message."""

    path: str
    claims: tuple[Claim, ...]
    written_at: datetime | None
    """When the file was last changed, by the file system; of a commit message, when it was committed.

    `None` for a notepad, whose lines are of many moments.
    """
    commit: str | None = None
    """Set for a commit message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLog:
    """Output that an agent kept beside the plan, with the figures in it. Anybody could have written it."""

    path: str
    metrics: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """All that reports say of one plan, and what was looked up on disk to judge them."""

    reports: tuple[Report, ...]
    logs: tuple[StoredLog, ...] = ()
    present: frozenset[str] = frozenset()
    """Those of the files named in claims that are on disk, as the claims name them."""
    folders: frozenset[str] = frozenset()
    """The first folders of those names that are on disk, relative to the root or the git top level."""
    plan_modified_at: datetime | None = None
    """When the plan's file was last changed, by the file system."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim and what became of it."""

    claim: Claim
    verdict: Verdict
    actual: str
    """What was found, in words for a reader who knows neither plan nor tool."""
    source: str | None
    """Where: `file:line`, `commit <id>`, an evidence record; `None` when nothing was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDocument:
    """The whole answer of `audit`."""

    format_version: int
    tool: Tool
    taken_at: datetime
    plan: str
    path: str
    """Of the plan."""
    reports: tuple[str, ...]
    """What was read, in the order read."""
    claims: tuple[JudgedClaim, ...]
    """By verdict, the worst first; then by place."""
    prefix: str = ""
    """What stands before the paths of reports to make them relative to the git top level."""
    findings: tuple[Finding, ...] = ()
