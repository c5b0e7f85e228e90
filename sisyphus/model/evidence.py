"""What runs of checks showed."""

from datetime import datetime

from sisyphus.model.check import Assertion
from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding
from sisyphus.model.members import StrEnum
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


RAN_THROUGH = frozenset({Outcome.PASSED, Outcome.UNCHECKED})
"""Outcomes whose times can be compared: a run that fails is often a short one."""


def is_time(name: str) -> bool:
    """Whether a figure of a run counts seconds, by its name."""
    return name.endswith("_s")


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
class AssertionResult:
    """What one assertion came to in one run."""

    assertion: Assertion
    holds: bool | None
    """`None` when it could not be compared."""


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
    results: tuple[AssertionResult, ...] = ()
    """Of each assertion of the check, in its order; empty for a run that did not end by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How a run came about, as far as its record says; older records say less."""

    cwd: str | None
    """Relative to the workspace root."""
    context: tuple[str, ...]
    shell: str | None
    timeout_s: float | None
    expect: str | None
    """The plan's words; `None` when it says nothing."""
    environment: tuple[str, ...] | None
    """Names of the variables that the command saw, never their values; `None` when not recorded."""
    machine: tuple[tuple[str, str], ...] = ()
    """System, architecture and the versions of what ran and judged it, by name."""
    left_processes: int | None = None
    results: tuple[AssertionResult, ...] = ()


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
    circumstances: Circumstances | None = None
    """`None` where nobody asked for them, as in made-up records."""
    sandbox: str = "none"
    """What the command was shut into: `bwrap` or `none`."""
    ref: str | None = None
    """What the user called the commit that was checked out for the run; `None` for a run in this work tree.

    Such a checkout is clean: no untracked file, build output or environment of this work tree is in it.
    """
    changed: tuple[str, ...] = ()
    """Files whose content changed while it ran, where that is known; created outputs are none."""
    baseline: bool = False
    """Whether the run only gives figures to compare with. It then never counts as proof."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCheck:
    """One evidence log, looked at whole: its chain, its anchor and the outputs that it names."""

    plan: str
    path: str
    """Of the log, as messages show it."""
    writer: str
    own: bool
    lines: int
    """Records that hold together."""
    last: str
    """Digest of the last of them."""
    runs: int
    outputs: int
    """Stored outputs that are what the records name."""
    faults: tuple[str, ...]
    """Why the log does not hold together; empty when it does."""
    unread: tuple[str, ...] = ()
    """What the machine did not let us read: whether that holds together is unknown."""
    remarks: tuple[str, ...]
    """What cannot be known, and what is odd but no fault."""
