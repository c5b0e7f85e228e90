"""What stands around a plan: notepads, work, repository, signs of life; and a plan that is missing."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sisyphus.analysis.counting import count_roles
from sisyphus.analysis.verification import tally_checks
from sisyphus.model.copies import CopyStatus, PlanCopy
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.judgement import CommitLink, Counts, Owner, Phase, Proof, Tally
from sisyphus.model.notepad import EntryState, NotepadStatus
from sisyphus.model.plan import Plan, Role
from sisyphus.model.repository import Repository
from sisyphus.model.shell_word import path_word
from sisyphus.model.snapshot import PlanRecord
from sisyphus.model.status import Blocker, DirtyCount, PlanStatus, RepositoryStatus
from sisyphus.model.work import WorkStatus

_MOST_HINTS = 3
"""Files that are named for a missing plan."""


def list_notepads(record: PlanRecord) -> tuple[NotepadStatus, ...]:
    """Return the notepads of a plan with their number of entries, and of those that are open."""
    return tuple(
        NotepadStatus(
            kind=n.kind,
            path=n.path,
            entries=len(n.entries),
            open=sum(e.state is EntryState.OPEN for e in n.entries),
            is_report=n.is_report,
            purpose=n.purpose,
        )
        for n in record.notepads
    )


def describe_work(record: PlanRecord) -> WorkStatus | None:
    """Return the work that names a plan; `None` when there is none."""
    work = record.work
    if work is None:
        return None
    return WorkStatus(
        work_id=work.work_id,
        status=work.status,
        started_at=work.started_at,
        ended_at=work.ended_at,
        sessions=len(work.session_ids),
        worktree_path=work.worktree_path,
    )


def _plan_missing(record: PlanRecord) -> Blocker:
    return Blocker(
        rule="plan-missing",
        owner=Owner.USER,
        message=f"the plan {record.name} is not on disk",
        why=f"a work names {record.work.active_plan if record.work else record.path}",
        remedy=tuple(f"sisyphus status {path_word(path)}" for path in record.found_elsewhere[:_MOST_HINTS]),
        task=None,
        source=Source(path=record.path),
    )


def _elsewhere(record: PlanRecord) -> tuple[Finding, ...]:
    """Say where a file of the missing plan's name lies: it may be the plan, and may be another one."""
    return tuple(
        Finding(
            rule="plan-elsewhere",
            severity=Severity.INFO,
            message=f"{path} has the name of the missing plan; it is not taken for it",
            source=Source(path=path),
        )
        for path in record.found_elsewhere[:_MOST_HINTS]
    )


def judge_missing(record: PlanRecord) -> PlanStatus:
    """Judge a plan that a work names and that is not on disk: not 0 %, not complete."""
    nothing, elsewhere = Tally(), _elsewhere(record)
    return PlanStatus(
        name=record.name,
        path=record.path,
        title=None,
        sha256=None,
        lines=None,
        active=record.active,
        phase=Phase.MISSING,
        sentence="The plan is not on disk, though a work names it.",
        objective=None,
        counts=Counts(**dict.fromkeys(map(str, Role), nothing)),
        boxes=nothing,
        top_level=nothing,
        proof=Proof(claimed=0, committed=0, verified=0, of=0),
        verification=tally_checks(()),
        tasks=(),
        checks=(),
        boxes_open=(),
        blockers=(_plan_missing(record),),
        next_command=None,
        next_task=None,
        findings=(*record.findings, *record.evidence.tampered, *record.evidence.findings, *elsewhere),
        uncounted=(),
        notepads=list_notepads(record),
        entries=tuple((n.path, e) for n in record.notepads for e in n.entries),
        evidence_heads=record.evidence.heads,
        work=describe_work(record),
        modified_at=record.modified_at,
        facts_at=record.modified_at,
        last_activity=last_activity(record),
    )


def last_activity(record: PlanRecord, links: Iterable[CommitLink] = ()) -> datetime | None:
    """Return the newest sign of life of a plan; `links` are the commits of its tasks. `None` without any."""
    moments = (*_signs_of_life(record), *(link.committed_at for link in links))
    return max((m for m in moments if m is not None), default=None)


def _signs_of_life(record: PlanRecord) -> Iterator[datetime | None]:
    """Yield what was written down. A file as git has it counts by its commit, not by its checkout."""
    yield record.modified_at if record.touched_at is None else record.touched_at
    yield from (row.at for row in record.ledger)
    yield from (run.ended_at or run.started_at for run in record.evidence.records)
    if work := record.work:
        yield from (work.updated_at, work.started_at, work.ended_at)


def describe_copies(record: PlanRecord) -> tuple[CopyStatus, ...]:
    """Return the other copies of a plan."""
    plan = record.plan
    return () if plan is None else tuple(_describe_copy(copy, plan) for copy in record.copies)


def _describe_copy(copy: PlanCopy, plan: Plan) -> CopyStatus:
    same = copy.sha256 == plan.sha256
    counts = _counts(copy, plan, same=same)
    return CopyStatus(
        path=copy.path,
        place=copy.place,
        same=same,
        sha256=copy.sha256,
        modified_at=copy.modified_at,
        task=counts.task if counts else None,
        final_wave=counts.final_wave if counts else None,
        command=f"sisyphus status {path_word(copy.path)}",
    )


def _counts(copy: PlanCopy, plan: Plan, *, same: bool) -> Counts | None:
    read = plan if same else copy.plan
    return None if read is None else count_roles(read)


def describe_repository(repository: Repository) -> RepositoryStatus:
    """Return where the repository stands, without its history."""
    untracked = sum(f.untracked for f in repository.dirty_files)
    return RepositoryStatus(
        head=repository.head,
        branch=repository.branch,
        detached=repository.detached,
        default_branch=repository.default_branch,
        remote=repository.remote,
        upstream=repository.upstream,
        ahead=repository.ahead,
        behind=repository.behind,
        unpushed=repository.unpushed,
        dirty=DirtyCount(modified=len(repository.dirty_files) - untracked, untracked=untracked),
        worktrees=len(repository.worktrees),
        shallow=repository.shallow,
        operation=repository.operation,
        fetched_at=repository.fetched_at,
    )
