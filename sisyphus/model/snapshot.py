"""Everything that was observed at one moment: the whole input of the analysis."""

from datetime import datetime

from sisyphus.model.copies import Judged, PlanCopy
from sisyphus.model.deferred import dataclass
from sisyphus.model.evidence import EvidenceLogs
from sisyphus.model.finding import Finding
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import LostEntries, Notepad
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
    keys: tuple[tuple[str, str], ...] = ()
    """Of each runnable check: its id, and the key under which the user's decision about it is kept."""
    findings: tuple[Finding, ...] = ()
    named_files: tuple[NamedFile, ...] = ()
    """The evidence that the plan's tasks name, once each."""
    ledger: tuple[LedgerRow, ...] = ()
    """What the start-work ledgers say of this plan, in file order."""
    verdicts: tuple[Verdict, ...] = ()
    """Of ledger, notepads, named evidence and the rows of the final wave themselves."""
    copies: tuple[PlanCopy, ...] = ()
    """Files of the same name in other state folders, work trees and roots, equal ones too."""
    judged: tuple[Judged, ...] = ()
    """Hashes of the plan that drafts, notepads and ledgers name as judged, in file order."""
    as_planned: str | None = None
    """Hash of the plan's bytes with all its boxes open: what a review saw before the work began."""
    lost: tuple[LostEntries, ...] = ()
    """Entries that git knows of the plan's notepads and that are gone from them."""
    file_modified_at: datetime | None = None
    """Of the plan file alone; `None` when there is none."""
    touched_at: datetime | None = None
    """When plan or notepads last changed: by the commit where they are as git has them, else by the disk."""
    found_elsewhere: tuple[str, ...] = ()
    """For a plan that is not on disk: files of its name elsewhere below the root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One plan, as far as the others are judged by it: what it asks of the look that all share."""

    name: str
    path: str | None
    """Relative to the root; `None` when the plan does not lie in the work tree."""
    began: datetime | None
    """The first moment that notepads and work record."""
    shas: tuple[str, ...]
    """Commit ids that somebody wrote down."""
    ran: bool = False
    """Whether it has runs of checks."""
    outputs: frozenset[str] = frozenset()
    """Untracked files that those made here."""
    tree: str | None = None
    """The work tree that its work names."""


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
    every_plan: bool = True
    """Whether all plans of the workspace were read, not only those that were asked for."""
