"""What the table of plans shows: of each plan the little that makes its row."""

from datetime import datetime

from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding
from sisyphus.model.judgement import Owner, Phase, Proof, Tally
from sisyphus.model.status import RepositoryStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A blocker as the table names it."""

    rule: str
    owner: Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One plan. Nothing here changes by time alone, so that a row may be kept."""

    name: str
    path: str
    active: bool
    phase: Phase
    sentence: str
    task: Tally
    final_wave: Tally
    acceptance: Tally
    proof: Proof
    agents_turn: bool
    """Whether something is left that an agent can do."""
    blockers: tuple[Waiting, ...]
    tampered: bool
    """Whether its evidence log does not hold together."""
    notes: tuple[str, ...]
    """What an active plan's row needs said beside it: that its work has another copy."""
    last_activity: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDocument:
    """The whole table."""

    taken_at: datetime
    repository: RepositoryStatus | None
    findings: tuple[Finding, ...]
    """Of the workspace."""
    plans: tuple[PlanRow, ...]
