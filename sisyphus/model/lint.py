"""What is held against a plan before anyone starts on it, and what came of that."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime

from sisyphus.model.deferred import dataclass, field
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.plan import Plan, Reference
from sisyphus.model.review import Others
from sisyphus.model.snapshot import PlanRecord
from sisyphus.model.status import Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule as it is told to people."""

    id: str
    """In kebab-case; the same as in `status` where both know the fault."""
    severity: Severity
    """Of its findings, at most: some are milder."""
    summary: str
    """What it finds, in one line."""
    why: str
    fix: str
    default: bool = True
    """Whether it is asked where nobody selects rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A comment of the plan that takes rules back for some lines."""

    line: int
    """Of the comment."""
    rules: tuple[str, ...]
    """Ids; empty for all."""
    first: int
    last: int
    """Lines that it is about, inclusive; 0 and 0 for the whole file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silences:
    """All such comments of a plan, so that one line is looked up without a walk through all of them."""

    comments: tuple[Silence, ...] = ()
    """In file order."""
    reach: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=dict)
    """By rule (empty for all): the first lines, ascending, and behind each the furthest last line so far.

    A comment about the whole file reaches from 0 to the end of all files.
    """

    def cover(self, rule: str, line: int) -> bool:
        """Whether what a rule says of a line is taken back; line 0 is the file as a whole."""
        for name in ("", rule):
            firsts, lasts = self.reach.get(name, ((), ()))
            position = bisect_right(firsts, line) - 1
            if position >= 0 and lasts[position] >= line:
                return True
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A task's row that the original engine does not count."""

    line: int
    since: str
    """The first of its versions that does not, such as `v4.19.0`; all later ones do not, either."""
    reason: str
    heading: int | None
    """The heading that makes it so; `None` when the row itself does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineView:
    """What the original engine, in its newest rule, makes of a plan's rows."""

    structured: bool
    """Whether it finds a task section; without one it counts every box that is not indented."""
    counted: int
    """Boxes that it counts as tasks."""
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """Ids of tasks that a plan names outside its task rows."""

    place: str
    """Such as `the dependency matrix`."""
    line: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the plan."""

    line: int
    text: str
    """With its signs, cut short."""
    is_work: bool
    """Whether its own words name tasks or the final wave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintText:
    """What the text of a plan tells beside what is in `Plan`."""

    headings: tuple[Heading, ...] = ()
    silences: Silences = Silences()
    engine: EngineView = EngineView(structured=True, counted=0)
    announced: tuple[Announced, ...] = ()
    cut_short: str | None = None
    """Why the last line looks as if writing broke off; `None` when it does not."""
    promised: frozenset[int] = frozenset()
    """Lines that speak of something to be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One plan with what it is held against."""

    plan: Plan
    record: PlanRecord
    """Its own: what lies beside the plan is read as far as a rule needs it."""
    text: LintText
    absent: tuple[Reference, ...] = ()
    """References to files that are not there, though their first folder is."""
    short: tuple[tuple[Reference, int], ...] = ()
    """References to lines behind a file's end, with its number of lines."""
    shared_evidence: Mapping[str, Others] = field(default_factory=dict)
    """By path: the other plans that name it as evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """A finding with what its rule says about it."""

    rule: str
    severity: Severity
    message: str
    source: Source
    against: Source | None
    why: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedPlan:
    """What was found in one plan."""

    name: str
    path: str
    prefix: str
    """What stands before paths to make them relative to the git top level; empty where they are."""
    findings: tuple[LintFinding, ...]
    """The gravest first, those of one rule together."""
    silenced: int
    """How many findings comments of the plan took back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintScene:
    """All plans that are asked about."""

    plans: tuple[Planned, ...]
    unreadable: tuple[tuple[str, Finding], ...] = ()
    """Name and fault of each plan that cannot be read."""
    prefix: str = ""
    """What stands before paths to make them relative to the git top level."""
    tool_version: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityCounts:
    """Findings by severity."""

    error: int
    warning: int
    info: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LintDocument:
    """The whole answer of `lint`."""

    format_version: int
    tool: Tool
    taken_at: datetime
    plans: tuple[LintedPlan, ...]
    """Those without findings too."""
    counts: SeverityCounts
