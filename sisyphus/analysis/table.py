"""Judgements to the rows of the table, and what those rows come to."""

from sisyphus.analysis.conclude import DECIDING, SAID_BESIDE, Conclusion, conclude, gather
from sisyphus.analysis.linking.past import Past
from sisyphus.analysis.surroundings import judge_missing
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.model.table import PlanRow, TableDocument, Waiting


def judge_row(record: PlanRecord, snapshot: Snapshot, past: Past) -> PlanRow:
    """Judge one plan, as far as its row shows."""
    if record.plan is None:
        return row_of(judge_missing(record))
    return row_of(conclude(gather(record, record.plan, snapshot, past), only=DECIDING))


def table_of(document: StatusDocument) -> TableDocument:
    """Return the table of what was judged."""
    return TableDocument(
        taken_at=document.taken_at,
        repository=document.repository,
        findings=document.workspace.findings,
        plans=tuple(row_of(plan) for plan in document.plans),
    )


def row_of(plan: PlanStatus | Conclusion) -> PlanRow:
    """Return the row of one plan."""
    return PlanRow(
        name=plan.name,
        path=plan.path,
        active=plan.active,
        phase=plan.phase,
        sentence=plan.sentence,
        task=plan.counts.task,
        final_wave=plan.counts.final_wave,
        acceptance=plan.counts.acceptance,
        proof=plan.proof,
        agents_turn=plan.agents_turn,
        blockers=tuple(Waiting(rule=b.rule, owner=b.owner) for b in plan.blockers),
        tampered=any(f.rule == "evidence-tampered" for f in plan.findings),
        notes=tuple(f.message for f in plan.findings if f.rule == SAID_BESIDE),
        last_activity=plan.last_activity,
    )
