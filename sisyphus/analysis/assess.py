"""A snapshot to a judgement: the whole analysis, in the order in which it is concluded."""

from collections.abc import Iterable
from datetime import datetime

from sisyphus.analysis.blockers import find_blockers
from sisyphus.analysis.counting import count_boxes, count_outermost, count_roles, is_left, open_boxes
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.findings import find_findings
from sisyphus.analysis.link_history import History
from sisyphus.analysis.links import link
from sisyphus.analysis.phase import describe, find_phase, next_step
from sisyphus.analysis.surroundings import describe_repository, describe_work, judge_missing, list_notepads
from sisyphus.analysis.verification import judge_checks, tally_checks
from sisyphus.analysis.workspace_findings import find_workspace_findings
from sisyphus.model.finding import Finding
from sisyphus.model.judgement import (
    CheckStatus,
    CommitLink,
    Confidence,
    Criteria,
    Phase,
    Proof,
    Proven,
    Standing,
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
        workspace=Workspace(
            root=snapshot.root,
            state_dirs=snapshot.state_dirs,
            findings=(*snapshot.findings, *find_workspace_findings(snapshot)),
        ),
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
        own_proof=all(c.evidence.own for c in facts.checks if c.evidence and c.standing is Standing.PASSED),
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
        shared_evidence=_shared_evidence(record, snapshot),
        taken_at=snapshot.taken_at,
    )


def _shared_evidence(record: PlanRecord, snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Return the evidence that other plans name too, with their names."""
    own = {f.path for f in record.named_files}
    shared: dict[str, tuple[str, ...]] = {}
    for other in snapshot.plans:
        if other is not record:
            for path in own.intersection(f.path for f in other.named_files):
                shared[path] = (*shared.get(path, ()), other.name)
    return shared


def _conclude(
    facts: Facts, phase: Phase, blockers: tuple[Blocker, ...], findings: tuple[Finding, ...]
) -> PlanStatus:
    record, plan, repository = facts.record, facts.plan, facts.repository
    criteria, checks = _criteria(plan), _checks_by_task(facts.checks)
    tasks = tuple(
        _task(t, facts, criteria.get(t.key, _NO_CRITERIA), checks.get(t.key, ())) for t in plan.tasks
    )
    left, counts, proof = open_boxes(plan), count_roles(plan), _proof(tasks)
    next_command, next_task = next_step(plan, phase, blockers)
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
        next_command=next_command,
        next_task=next_task,
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
    found = link(
        plan,
        repository.commits,
        prefix=snapshot.prefix,
        since=record.since,
        notepads=record.notepads,
        ledger=record.ledger,
        dirty=repository.dirty_files,
        history=history,
    )
    if not repository.shallow:
        return found
    # What a shallow clone lacks may carry the task: no commit here is not no commit.
    unknown = "unknown: this clone is shallow and lacks older commits"
    return {key: (links, why if links else unknown) for key, (links, why) in found.items()}


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


_NO_CRITERIA = Criteria(total=0, done=0)


def _criteria(plan: Plan) -> dict[str, Criteria]:
    """Count the acceptance boxes of each task that has some."""
    states: dict[str, list[State]] = {}
    for box in plan.boxes:
        if box.task and box.role is Role.ACCEPTANCE:
            states.setdefault(box.task, []).append(box.state)
    return {key: Criteria(total=len(inner), done=inner.count(State.DONE)) for key, inner in states.items()}


def _checks_by_task(checks: tuple[CheckStatus, ...]) -> dict[str | None, list[CheckStatus]]:
    found: dict[str | None, list[CheckStatus]] = {}
    for status in checks:
        found.setdefault(status.check.task, []).append(status)
    return found


def _task(task: Task, facts: Facts, criteria: Criteria, checks: Iterable[CheckStatus]) -> TaskStatus:
    links, no_commit = facts.links.get(task.key, ((), "no commit found"))
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
        criteria=criteria,
        commit_plan=task.commit_plan,
        commits=links,
        no_commit=no_commit,
        verification=tally_checks(checks),
    )


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
