"""Everything that was observed at one moment: the whole input of the analysis."""

from dataclasses import dataclass
from datetime import datetime

from sisyphus.model.evidence import EvidenceLogs
from sisyphus.model.finding import Finding
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan
from sisyphus.model.repository import Repository, Subject
from sisyphus.model.review import NamedFile, Verdict
from sisyphus.model.work import Boulder, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """One plan with all that lies beside it."""

    name: str
    path: str
    plan: Plan | None
    """`None` when a work names a plan that is not on disk."""
    notepads: tuple[Notepad, ...]
    work: Work | None
    """The work of boulder.json that names this plan."""
    active: bool
    evidence: EvidenceLogs
    since: datetime | None
    """When the plan's life began, as far as is known: commits before it are not its work."""
    modified_at: datetime | None
    """Of the newest of plan and notepads."""
    trusted: frozenset[str]
    """Ids of the checks that the user has trusted."""
    denied: frozenset[str] = frozenset()
    """Ids of the checks that the user has denied."""
    findings: tuple[Finding, ...] = ()
    named_files: tuple[NamedFile, ...] = ()
    """The evidence that the plan's tasks name, once each."""
    ledger: tuple[LedgerRow, ...] = ()
    """What the start-work ledgers say of this plan, in file order."""
    verdicts: tuple[Verdict, ...] = ()
    """Of ledger, notepads, named evidence and the rows of the final wave themselves."""
    copies: tuple[Plan, ...] = ()
    """Other copies of the plan, in the main work tree or the work's own, where their content differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One moment of one workspace."""

    tool_version: str
    taken_at: datetime
    """UTC."""
    root: str
    """Absolute path of the folder that holds the state folders."""
    state_dirs: tuple[str, ...]
    """Relative to the root, the newer layout first."""
    prefix: str
    """Root relative to the git top level, with a trailing slash; empty when they are the same."""
    plans: tuple[PlanRecord, ...]
    boulder: Boulder | None
    repository: Repository | None
    """`None` outside git."""
    subject: Subject
    """The content that is here now, which evidence is held against."""
    missing_programs: frozenset[str]
    """Programs that checks start and that PATH does not have."""
    findings: tuple[Finding, ...] = ()
