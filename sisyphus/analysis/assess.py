"""A snapshot to a judgement: the whole analysis, in the order in which it is concluded."""

from collections.abc import Iterable
from datetime import datetime

from sisyphus.analysis.blockers import find_blockers
from sisyphus.analysis.counting import count_boxes, count_outermost, count_roles, is_left, open_boxes
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.findings import find_findings
from sisyphus.analysis.link_history import History
from sisyphus.analysis.links import link
from sisyphus.analysis.phase import describe, find_phase
from sisyphus.analysis.surroundings import describe_repository, describe_work, judge_missing, list_notepads
from sisyphus.analysis.verification import judge_checks, tally_checks
from sisyphus.model.finding import Finding
from sisyphus.model.judgement import (
    CheckStatus,
    CommitLink,
    Confidence,
    Criteria,
    Phase,
    Proof,
    Proven,
    Verification,
)
from sisyphus.model.plan import Plan, Role, State, Task
from sisyphus.model.repository import Repository
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.model.status import Blocker, PlanStatus, StatusDocument, TaskStatus, Tool, Workspace

FORMAT_VERSION = 1


def assess(snapshot: Snapshot) -> StatusDocument:
    """Judge every plan of a snapshot."""
    commits = snapshot.repository.commits if snapshot.repository else ()
    history = History(commits, snapshot.prefix)
    return StatusDocument(
        format_version=FORMAT_VERSION,
        tool=Tool(name="sisyphus", version=snapshot.tool_version),
        taken_at=snapshot.taken_at,
        workspace=Workspace(root=snapshot.root, state_dirs=snapshot.state_dirs, findings=snapshot.findings),
        repository=describe_repository(snapshot.repository) if snapshot.repository else None,
        plans=tuple(_assess_plan(record, snapshot, history) for record in snapshot.plans),
    )


def _assess_plan(record: PlanRecord, snapshot: Snapshot, history: History) -> PlanStatus:
    if record.plan is None:
        return judge_missing(record)
    facts = _gather(record, record.plan, snapshot, history)
    blockers = find_blockers(facts)
    logs = record.evidence
    findings = (
        *facts.plan.findings, *record.findings, *logs.tampered, *logs.findings, *find_findings(facts),
    )  # fmt: skip
    phase = find_phase(
        facts.plan,
        open_boxes(facts.plan),
        blockers,
        tally_checks(facts.checks),
        contradicted=_contradicted(findings, facts.plan),
    )
    return _conclude(facts, phase, blockers, findings)


def _gather(record: PlanRecord, plan: Plan, snapshot: Snapshot, history: History) -> Facts:
    return Facts(
        record=record,
        plan=plan,
        repository=snapshot.repository,
        checks=judge_checks(record, snapshot.missing_programs, snapshot.subject),
        left=tuple(b for b in plan.boxes if is_left(b)),
        links=_links(record, plan, snapshot, history),
        names_files=_dirty_files(plan, snapshot.repository, snapshot.prefix),
    )


def _conclude(
    facts: Facts, phase: Phase, blockers: tuple[Blocker, ...], findings: tuple[Finding, ...]
) -> PlanStatus:
    record, plan, repository = facts.record, facts.plan, facts.repository
    tasks = tuple(_task(t, facts) for t in plan.tasks)
    left, counts, proof = open_boxes(plan), count_roles(plan), _proof(tasks)
    return PlanStatus(
        name=record.name,
        path=record.path,
        title=plan.title,
        sha256=plan.sha256,
        lines=plan.lines,
        active=record.active,
        phase=phase,
        sentence=describe(phase, counts, proof, left, blockers, carried=_carried(tasks, repository)),
        objective=plan.objective,
        counts=counts,
        boxes=count_boxes(plan),
        top_level=count_outermost(plan),
        proof=proof,
        verification=tally_checks(facts.checks),
        tasks=tasks,
        checks=facts.checks,
        boxes_open=left,
        blockers=blockers,
        findings=findings,
        uncounted=plan.uncounted,
        notepads=list_notepads(record),
        entries=tuple((n.path, e) for n in record.notepads for e in n.entries),
        evidence_heads=record.evidence.heads,
        work=describe_work(record),
        modified_at=record.modified_at,
        facts_at=_facts_at(record, repository),
    )


def _facts_at(record: PlanRecord, repository: Repository | None) -> datetime | None:
    moments = [record.modified_at, *(e.ended_at for e in record.evidence.records)]
    if repository and repository.commits:
        moments.append(repository.commits[0].committed_at)
    return max((m for m in moments if m is not None), default=None)


def _links(
    record: PlanRecord, plan: Plan, snapshot: Snapshot, history: History
) -> dict[str, tuple[tuple[CommitLink, ...], str | None]]:
    repository = snapshot.repository
    if repository is None:
        return {t.key: ((), "not a git repository: commits are unknown") for t in plan.tasks}
    return link(
        plan,
        repository.commits,
        prefix=snapshot.prefix,
        since=record.since,
        notepads=record.notepads,
        dirty=repository.dirty_files,
        history=history,
    )


def _dirty_files(plan: Plan, repository: Repository | None, prefix: str) -> dict[str, tuple[str, ...]]:
    """Return for each task the files that differ from HEAD and that it names, relative to the root."""
    if repository is None:
        return {}
    dirty = {f.path for f in repository.dirty_files}
    found: dict[str, tuple[str, ...]] = {}
    for task in plan.tasks:
        names = tuple(f for f in task.files if prefix + f in dirty or f in dirty)
        if names and task.state is State.DONE:
            found[task.key] = names
    return found


def _contradicted(findings: Iterable[Finding], plan: Plan) -> bool:
    rules = {f.rule for f in findings}
    open_tasks = any(t.state in {State.OPEN, State.IN_PROGRESS} for t in plan.tasks if t.role is Role.TASK)
    return "ticked-but-failing" in rules or ("contradicted-claim" in rules and open_tasks)


def _task(task: Task, facts: Facts) -> TaskStatus:
    links, no_commit = facts.links.get(task.key, ((), "no commit found"))
    inner = [b for b in facts.plan.boxes if b.task == task.key and b.role is Role.ACCEPTANCE]
    return TaskStatus(
        id=task.label,
        key=task.key,
        role=task.role,
        title=task.title,
        state=task.state,
        marker=task.marker,
        line=task.line,
        end_line=task.end_line,
        depends_on=task.depends_on,
        blocks=task.blocks,
        wave=task.wave,
        files=task.files,
        criteria=Criteria(total=len(inner), done=sum(b.state is State.DONE for b in inner)),
        commit_plan=task.commit_plan,
        commits=links,
        no_commit=no_commit,
        verification=_task_verification(task, facts.checks),
    )


def _task_verification(task: Task, checks: tuple[CheckStatus, ...]) -> Verification:
    return tally_checks(c for c in checks if c.check.task == task.key)


def _is_committed(task: TaskStatus) -> bool:
    return any(c.confidence is not Confidence.LOW for c in task.commits)


def _carried(tasks: tuple[TaskStatus, ...], repository: Repository | None) -> int | None:
    if repository is None:
        return None
    return sum(_is_committed(t) for t in tasks if t.state is State.DONE)


def _proof(tasks: tuple[TaskStatus, ...]) -> Proof:
    return Proof(
        claimed=sum(t.state is State.DONE for t in tasks),
        committed=sum(map(_is_committed, tasks)),
        verified=sum(t.verification.state is Proven.PASSED for t in tasks),
        of=len(tasks),
    )
