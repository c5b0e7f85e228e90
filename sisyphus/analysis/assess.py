"""A snapshot to a judgement: the whole analysis, in the order in which it is concluded."""

from collections.abc import Iterable
from datetime import datetime

from sisyphus.analysis.conclude import conclude, gather
from sisyphus.analysis.counting import count_boxes, count_outermost
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.workspace_findings import find_workspace_findings
from sisyphus.analysis.linking.past import read_past
from sisyphus.analysis.linking.unexplained import Unclaimed, time_of
from sisyphus.analysis.results import find_figures
from sisyphus.analysis.surroundings import (
    describe_copies,
    describe_repository,
    describe_work,
    judge_missing,
    list_notepads,
)
from sisyphus.analysis.targets import find_targets
from sisyphus.analysis.tasks import judge_tasks
from sisyphus.model.deferred import replace
from sisyphus.model.plan import Role
from sisyphus.model.repository import Repository
from sisyphus.model.review import Others, others_among
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.model.status import PlanStatus, StatusDocument, Tool, Workspace

FORMAT_VERSION = 1
CRITERIA = frozenset({Role.DEFINITION_OF_DONE, Role.DELIVERABLE, Role.CHECKLIST})


def assess(snapshot: Snapshot) -> StatusDocument:
    """Judge every plan of a snapshot."""
    past = read_past(snapshot.repository, snapshot.prefix)
    naming = _plans_naming(snapshot.plans)
    facts = [
        gather(r, r.plan, snapshot, past, _shared_evidence(r, naming)) if r.plan else None
        for r in snapshot.plans
    ]
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
    judged = _status(facts)
    if unclaimed is None or facts.past is None or not facts.past.known:
        return judged
    shown, more = unclaimed.between(*time_of(facts.record, facts.plan, facts.past, facts.links))
    return replace(judged, unexplained=shown, unexplained_more=more)


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


def _status(facts: Facts) -> PlanStatus:
    record, plan, found = facts.record, facts.plan, conclude(facts)
    return PlanStatus(
        name=record.name,
        path=record.path,
        title=plan.title,
        sha256=plan.sha256,
        lines=plan.lines,
        active=record.active,
        phase=found.phase,
        sentence=found.sentence,
        objective=plan.objective,
        counts=found.counts,
        boxes=count_boxes(plan),
        top_level=count_outermost(plan),
        proof=found.proof,
        verification=found.verification,
        tasks=judge_tasks(facts, found.by_task),
        checks=facts.checks,
        boxes_open=found.boxes_open,
        agents_turn=found.agents_turn,
        blockers=found.blockers,
        next_command=found.next_command,
        next_task=found.next_task,
        findings=found.findings,
        uncounted=plan.uncounted,
        notepads=list_notepads(record),
        entries=tuple((n.path, e) for n in record.notepads for e in n.entries),
        evidence_heads=record.evidence.heads,
        work=describe_work(record),
        modified_at=record.modified_at,
        facts_at=_facts_at(record, facts.repository),
        file_modified_at=record.file_modified_at,
        last_activity=found.last_activity,
        copies=describe_copies(record),
        criteria=tuple(b for b in plan.boxes if b.role in CRITERIA),
        figures=find_figures(facts.checks),
        targets=find_targets(plan, facts.checks),
    )


def _facts_at(record: PlanRecord, repository: Repository | None) -> datetime | None:
    # Not when files were changed: a clone of the same facts has other times.
    moments = [e.ended_at for e in record.evidence.records]
    if repository and repository.commits:
        moments.append(repository.commits[0].committed_at)
    return max((m for m in moments if m is not None), default=None)
