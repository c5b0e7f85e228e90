"""A snapshot to a judgement: the whole analysis, in the order in which it is concluded."""

from collections.abc import Iterable
from datetime import datetime

from sisyphus.analysis.blockers import find_blockers
from sisyphus.analysis.copies import describe_copies
from sisyphus.analysis.counting import count_boxes, count_outermost, count_roles, is_left, open_boxes
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.workspace_findings import find_workspace_findings
from sisyphus.analysis.findings import find_findings
from sisyphus.analysis.linking.past import Past, read_past
from sisyphus.analysis.linking.ticks import find_ticks
from sisyphus.analysis.linking.unexplained import Unclaimed, time_of
from sisyphus.analysis.links import link
from sisyphus.analysis.phase import DOUBTS, actionable, find_phase, next_step
from sisyphus.analysis.results import find_figures
from sisyphus.analysis.sentence import describe
from sisyphus.analysis.surroundings import (
    describe_repository,
    describe_work,
    judge_missing,
    last_activity,
    list_notepads,
)
from sisyphus.analysis.targets import find_targets
from sisyphus.analysis.tasks import count_carried, count_proof, judge_tasks
from sisyphus.analysis.verification import judge_checks, tally_checks
from sisyphus.model.deferred import replace
from sisyphus.model.finding import Finding
from sisyphus.model.judgement import Phase, Standing
from sisyphus.model.plan import Plan, Role, State
from sisyphus.model.repository import Repository
from sisyphus.model.review import Others, others_among
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.model.status import Blocker, PlanStatus, StatusDocument, Tool, Workspace

FORMAT_VERSION = 1


def assess(snapshot: Snapshot) -> StatusDocument:
    """Judge every plan of a snapshot."""
    past = read_past(snapshot.repository, snapshot.prefix)
    naming = _plans_naming(snapshot.plans)
    facts = [_gather(r, r.plan, snapshot, past, naming) if r.plan else None for r in snapshot.plans]
    unclaimed = Unclaimed(past.history, (f.links for f in facts if f)) if snapshot.every_plan else None
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
        plans=tuple(
            _assess_plan(one, unclaimed) if one else _missing(record, snapshot.repository)
            for one, record in zip(facts, snapshot.plans, strict=True)
        ),
    )


def _missing(record: PlanRecord, repository: Repository | None) -> PlanStatus:
    return replace(judge_missing(record), facts_at=_facts_at(record, repository))


def _assess_plan(facts: Facts, unclaimed: Unclaimed | None) -> PlanStatus:
    blockers, record = find_blockers(facts), facts.record
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
        doubted=any(f.rule in DOUBTS for f in findings),
        own_proof=all(c.evidence.own for c in facts.checks if c.evidence and c.standing is Standing.PASSED),
    )
    judged = _conclude(facts, phase, blockers, findings)
    if unclaimed is None or facts.past is None or not facts.past.known:
        return judged
    shown, more = unclaimed.between(*time_of(record, facts.plan, facts.past, facts.links))
    return replace(judged, unexplained=shown, unexplained_more=more)


def _gather(
    record: PlanRecord, plan: Plan, snapshot: Snapshot, past: Past, naming: dict[str, list[str]]
) -> Facts:
    return Facts(
        record=record,
        plan=plan,
        repository=snapshot.repository,
        checks=judge_checks(record, snapshot.missing_programs, snapshot.subject),
        left=tuple(b for b in plan.boxes if is_left(b)),
        links=link(plan, past, since=record.since, notepads=record.notepads, ledger=record.ledger),
        names_files=_dirty_files(plan, snapshot.repository, snapshot.prefix),
        shared_evidence=_shared_evidence(record, naming),
        taken_at=snapshot.taken_at,
        ticks=find_ticks(plan, past.flips_of(plan)),
        past=past,
    )


def _plans_naming(records: Iterable[PlanRecord]) -> dict[str, list[str]]:
    """Return for each file that plans name as evidence the plans that do, in their order."""
    naming: dict[str, list[str]] = {}
    for record in records:
        for path in dict.fromkeys(f.path for f in record.named_files):
            naming.setdefault(path, []).append(record.name)
    return naming


def _shared_evidence(record: PlanRecord, naming: dict[str, list[str]]) -> dict[str, Others]:
    """Return the evidence that other plans name too, with their names."""
    paths = {f.path for f in record.named_files}
    return {path: others for path in paths if (others := others_among(naming[path], record.name))}


def _conclude(
    facts: Facts, phase: Phase, blockers: tuple[Blocker, ...], findings: tuple[Finding, ...]
) -> PlanStatus:
    record, plan, repository = facts.record, facts.plan, facts.repository
    tasks = judge_tasks(facts)
    next_command, next_task = next_step(plan, phase, blockers)
    status = PlanStatus(
        name=record.name,
        path=record.path,
        title=plan.title,
        sha256=plan.sha256,
        lines=plan.lines,
        active=record.active,
        phase=phase,
        sentence="",
        objective=plan.objective,
        counts=count_roles(plan),
        boxes=count_boxes(plan),
        top_level=count_outermost(plan),
        proof=count_proof(tasks),
        verification=tally_checks(facts.checks),
        tasks=tasks,
        checks=facts.checks,
        boxes_open=open_boxes(plan),
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
    return _with_results(_with_files(_with_sentence(status, facts), record), facts)


def _with_sentence(status: PlanStatus, facts: Facts) -> PlanStatus:
    carried = count_carried(status.tasks, facts.repository)
    todo = actionable(facts.plan, status.boxes_open, status.blockers)
    return replace(status, sentence=describe(status, carried=carried, todo=todo))


def _with_results(status: PlanStatus, facts: Facts) -> PlanStatus:
    """Add what was measured, and what the plan is measured by."""
    return replace(
        status,
        criteria=tuple(b for b in facts.plan.boxes if b.role in CRITERIA),
        figures=find_figures(facts.checks),
        targets=find_targets(facts.plan, facts.checks),
    )


def _with_files(status: PlanStatus, record: PlanRecord) -> PlanStatus:
    """Add what the files of a plan tell by their times and their copies."""
    return replace(
        status,
        file_modified_at=record.file_modified_at,
        last_activity=last_activity(record, (c for t in status.tasks for c in t.commits)),
        copies=describe_copies(record),
    )


def _facts_at(record: PlanRecord, repository: Repository | None) -> datetime | None:
    # Not when files were changed: a clone of the same facts has other times.
    moments = [e.ended_at for e in record.evidence.records]
    if repository and repository.commits:
        moments.append(repository.commits[0].committed_at)
    return max((m for m in moments if m is not None), default=None)


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


CRITERIA = frozenset({Role.DEFINITION_OF_DONE, Role.DELIVERABLE, Role.CHECKLIST})
