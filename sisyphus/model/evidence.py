"""What runs of checks showed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sisyphus.model.finding import Finding
from sisyphus.model.repository import Subject


class Outcome(StrEnum):
    """How one run of one check ended. Only PASSED is a pass."""

    PASSED = "passed"
    FAILED = "failed"
    UNCHECKED = "unchecked"
    TIMEOUT = "timeout"
    KILLED = "killed"
    ERROR = "error"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    INCONCLUSIVE = "inconclusive"


class Freshness(StrEnum):
    """Whether a record still speaks of the content that is here now."""

    FRESH = "fresh"
    MOVED = "moved"
    PORTED = "ported"
    STALE = "stale"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One stream of one run."""

    sha256: str
    """Of all bytes that the command wrote, kept or not."""
    bytes: int
    kept: int
    """How many of them are stored."""
    blob: str | None
    """Path of the stored text below the evidence folder; `None` for an empty stream."""
    redactions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the process did. A failing command is a Run, not an exception."""

    outcome: Outcome
    exit: int | None
    """`None` when a signal ended it or it never started."""
    signal: str | None
    """Such as `SIGKILL`."""
    duration_s: float
    """By the monotonic clock."""
    stdout: bytes
    """Head and tail, with a line between them that says how much was cut."""
    stderr: bytes
    stdout_sha256: str
    stderr_sha256: str
    stdout_bytes: int
    stderr_bytes: int
    left_processes: int
    """Processes that were still there when the command ended, all killed."""
    reason: str | None = None
    """For what did not run or did not pass: why, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One record of an evidence log that ended, or one that never did."""

    seq: int
    writer: str
    """Name of the log: one checkout on one machine, or one CI job."""
    own: bool
    """Whether this checkout wrote it; others' logs have integrity but foreign provenance."""
    check: str
    """Id of the check."""
    task: str | None
    command: str
    outcome: Outcome
    exit: int | None
    signal: str | None
    duration_s: float | None
    started_at: datetime
    """UTC."""
    ended_at: datetime | None
    reason: str | None
    subject: Subject
    changed_during: bool
    """Whether the content changed while the command ran: then it proves nothing."""
    stdout: Output | None
    stderr: Output | None
    created: tuple[str, ...]
    """Untracked files that appeared during the run: outputs, not inputs, of the check."""
    trust: str
    """How the run was allowed: `exact`, `once`, `all` or `file`."""
    metrics: tuple[tuple[str, float], ...] = ()
    """Figures read from the output, such as `tests_passed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLogs:
    """All evidence of one plan, every writer's log checked and read together."""

    records: tuple[Evidence, ...]
    """By start time."""
    heads: tuple[tuple[str, int, str], ...] = ()
    """Of each log: writer, number of records, hash of the last."""
    tampered: tuple[Finding, ...] = ()
    """Breaks of a chain; non-empty means exit code 7."""
    findings: tuple[Finding, ...] = ()
