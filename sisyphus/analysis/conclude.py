"""What is concluded of one plan: all that its row in the table shows, and what its status begins with."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sisyphus.analysis.blockers import find_blockers
from sisyphus.analysis.counting import boxes_left, count_roles, open_boxes
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.findings import find_findings
from sisyphus.analysis.linking.past import Past
from sisyphus.analysis.linking.ticks import find_ticks
from sisyphus.analysis.links import Links, is_committed, link
from sisyphus.analysis.phase import DOUBTS, actionable, find_phase, is_agents_turn, next_step
from sisyphus.analysis.sentence import Said, describe
from sisyphus.analysis.surroundings import last_activity
from sisyphus.analysis.verification import judge_checks, tally_by_task, tally_checks
from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding
from sisyphus.model.judgement import Counts, Phase, Proof, Proven, Verification
from sisyphus.model.plan import Plan, Role, State, Task
from sisyphus.model.repository import Repository
from sisyphus.model.review import Others
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.model.status import Blocker, OpenBox

SAID_BESIDE = "plan-copies-differ"
"""The rule whose finding is said beside an active plan's row."""
DECIDING = DOUBTS | {"ticked-but-failing", "contradicted-claim", SAID_BESIDE}
"""Rules whose findings decide phase, sentence or row; no other finding does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The conclusions; fields of the same name as in the status mean the same."""

    name: str
    path: str
    active: bool
    phase: Phase
    sentence: str
    counts: Counts
    proof: Proof
    verification: Verification
    by_task: Mapping[str | None, Verification]
    """Of the tasks that have checks, by their key."""
    boxes_open: tuple[OpenBox, ...]
    agents_turn: bool
    blockers: tuple[Blocker, ...]
    next_command: str | None
    next_task: str | None
    findings: tuple[Finding, ...]
    last_activity: datetime | None


def gather(
    record: PlanRecord, plan: Plan, snapshot: Snapshot, past: Past, shared: Mapping[str, Others] | None = None
) -> Facts:
    """Return what the rules look at; `shared` is the evidence that other plans name too."""
    ticks = find_ticks(plan, past.flips_of(plan))
    return Facts(
        record=record,
        plan=plan,
        repository=snapshot.repository,
        checks=judge_checks(record, snapshot.missing_programs, snapshot.subject),
        left=boxes_left(plan),
        links=link(
            plan, past, since=record.since, notepads=record.notepads, ledger=record.ledger, ticks=ticks
        ),
        names_files=_dirty_files(plan, snapshot.repository, snapshot.prefix),
        shared_evidence=shared or {},
        taken_at=snapshot.taken_at,
        ticks=ticks,
        past=past,
    )


def conclude(facts: Facts, *, only: frozenset[str] | None = None) -> Conclusion:
    """Conclude; with `only`, findings of those rules alone are looked for (`DECIDING` at least)."""
    record, plan = facts.record, facts.plan
    blockers, left = find_blockers(facts), open_boxes(plan)
    findings = _findings(facts, only)
    verification, by_task = tally_checks(facts.checks), tally_by_task(facts.checks)
    phase = _phase(facts, left, blockers, findings, verification)
    next_command, next_task = next_step(plan, phase, blockers)
    counts, proof = count_roles(plan), _count_proof(plan.tasks, facts.links, by_task)
    said = Said(
        phase=phase,
        counts=counts,
        proof=proof,
        verification=verification,
        boxes_open=left,
        blockers=blockers,
        findings=findings,
        carried=_count_carried(facts),
        next_label=next((t.label for t in plan.tasks if t.key == next_task), None),
        todo=actionable(plan, left, blockers),
    )
    return Conclusion(
        name=record.name,
        path=record.path,
        active=record.active,
        phase=phase,
        sentence=describe(said),
        counts=counts,
        proof=proof,
        verification=verification,
        by_task=by_task,
        boxes_open=left,
        agents_turn=_is_agents_turn(said),
        blockers=blockers,
        next_command=next_command,
        next_task=next_task,
        findings=findings,
        last_activity=last_activity(record, (each for some, _ in facts.links.values() for each in some)),
    )


def _phase(
    facts: Facts,
    left: tuple[OpenBox, ...],
    blockers: tuple[Blocker, ...],
    findings: tuple[Finding, ...],
    verification: Verification,
) -> Phase:
    return find_phase(
        facts.plan,
        left,
        blockers,
        verification,
        contradicted=_contradicted(findings, facts.plan),
        doubted=_doubted(findings),
    )


def _is_agents_turn(said: Said) -> bool:
    return is_agents_turn(
        said.phase, said.blockers, said.verification, work=bool(said.todo), doubted=_doubted(said.findings)
    )


def _doubted(findings: tuple[Finding, ...]) -> bool:
    return any(f.rule in DOUBTS for f in findings)


def _findings(facts: Facts, only: frozenset[str] | None) -> tuple[Finding, ...]:
    record, logs = facts.record, facts.record.evidence
    return (
        *facts.plan.findings, *record.findings, *logs.tampered, *logs.findings, *find_findings(facts, only),
    )  # fmt: skip


def _count_carried(facts: Facts) -> int | None:
    """Count the done tasks that a commit carries, the final reviews left out; `None` outside git."""
    if facts.repository is None:
        return None
    done = (t for t in facts.plan.tasks if t.state is State.DONE and t.role is Role.TASK)
    return sum(is_committed(facts.links[t.key]) for t in done)


def _count_proof(
    tasks: Sequence[Task], links: Mapping[str, Links], by_task: Mapping[str | None, Verification]
) -> Proof:
    """Count the three columns."""
    return Proof(
        claimed=sum(t.state is State.DONE for t in tasks),
        committed=sum(is_committed(links[t.key]) for t in tasks),
        verified=sum(t.key in by_task and by_task[t.key].state is Proven.PASSED for t in tasks),
        of=len(tasks),
    )


def _dirty_files(plan: Plan, repository: Repository | None, prefix: str) -> dict[str, tuple[str, ...]]:
    """Return for each task the files that differ from HEAD and that it names, relative to the root."""
    if repository is None:
        return {}
    dirty, upward = {f.path for f in repository.dirty_files}, "../" * prefix.count("/")
    found: dict[str, tuple[str, ...]] = {}
    for task in plan.tasks if dirty else ():
        # A plan may name files as they lie from its own root, or from the top level.
        places = (f if prefix + f in dirty else upward + f if f in dirty else None for f in task.files)
        names = tuple(place for place in places if place is not None)
        if names and task.state is State.DONE:
            found[task.key] = names
    return found


def _contradicted(findings: Iterable[Finding], plan: Plan) -> bool:
    rules = {f.rule for f in findings}
    open_tasks = any(t.state in {State.OPEN, State.IN_PROGRESS} for t in plan.tasks if t.role is Role.TASK)
    return "ticked-but-failing" in rules or ("contradicted-claim" in rules and open_tasks)
