"""One word and one sentence for a plan. The boxes decide first, then the proof."""

from collections.abc import Sequence

from sisyphus.model.judgement import Counts, Owner, Phase, Proof, Verification
from sisyphus.model.plan import HEADLINE_ROLES, Box, Plan, Role, State
from sisyphus.model.status import Blocker, OpenBox

_STANDS_FOR_BOX = frozenset({"external-check", "marked-blocked", "awaiting-approval", "unmet-dependency"})
"""Rules whose blockers say why a box is open."""

DOUBTS = frozenset({"rejected-but-ticked", "evidence-missing", "evidence-empty"})
"""Findings that speak against a tick: beside them a plan is not complete, whatever its checks say."""


def find_phase(  # noqa: PLR0913 - each is a fact that decides
    plan: Plan,
    left: Sequence[OpenBox],
    blockers: Sequence[Blocker],
    verification: Verification,
    *,
    contradicted: bool,
    own_proof: bool = True,
    doubted: bool = False,
) -> Phase:
    """Return the phase of a plan on disk.

    `own_proof` unless a pass is only in somebody else's log; `doubted` where something says that what is
    ticked is not so.
    """
    if not any(t.marker is not None or t.state is not State.OTHER for t in plan.tasks):
        return Phase.NO_TASKS
    if contradicted:
        return Phase.CONTRADICTED
    if not _anything_done(plan):
        return Phase.PLANNED
    if left:
        return Phase.BLOCKED if not actionable(plan, left, blockers) else Phase.IN_PROGRESS
    proven = verification.total and verification.passed == verification.total and own_proof
    return _ticked_phase(blockers, proven=bool(proven) and not doubted)


def _ticked_phase(blockers: Sequence[Blocker], *, proven: bool) -> Phase:
    """Return the phase of a plan whose boxes are all ticked or cancelled."""
    if not proven:
        return Phase.DONE_UNVERIFIED
    if not blockers:
        return Phase.COMPLETE
    return Phase.IN_PROGRESS if any(b.owner is Owner.AGENT for b in blockers) else Phase.BLOCKED


def _anything_done(plan: Plan) -> bool:
    rows: tuple[Box, ...] = plan.boxes
    return any(b.state in {State.DONE, State.IN_PROGRESS} for b in rows) or any(
        t.state in {State.DONE, State.IN_PROGRESS} for t in plan.tasks
    )


def actionable(plan: Plan, left: Sequence[OpenBox], blockers: Sequence[Blocker]) -> tuple[OpenBox, ...]:
    """Return the open boxes that an agent can work on: nobody else has to act first."""
    waiting = {b.source.line for b in blockers if b.rule in _STANDS_FOR_BOX and b.owner is not Owner.AGENT}
    if any(b.rule == "awaiting-approval" for b in blockers):
        waiting |= {t.line for t in plan.tasks if t.role is Role.FINAL_WAVE}
    # What lies inside a task that waits, waits with it. By key: labels may be given twice.
    stuck = {t.key for t in plan.tasks if t.line in waiting}
    task_of = {b.line: b.task for b in plan.boxes}
    return tuple(
        b
        for b in left
        if b.line not in waiting and b.state is not State.BLOCKED and task_of.get(b.line) not in stuck
    )


def next_step(plan: Plan, phase: Phase, blockers: Sequence[Blocker]) -> tuple[str | None, str | None]:
    """Return the next command or the key of the next task: what an agent can mend comes before a push."""
    mend = next((b.remedy[0] for b in blockers if b.remedy and b.owner is Owner.AGENT), None)
    if mend:
        return mend, None
    going_on = phase in {Phase.IN_PROGRESS, Phase.PLANNED}
    task = next((t for t in plan.tasks if t.state in {State.OPEN, State.IN_PROGRESS}), None)
    if going_on and task:
        return None, task.key
    return next((b.remedy[0] for b in blockers if b.remedy), None), None


def describe(  # noqa: PLR0913 - all that the sentence names
    phase: Phase,
    counts: Counts,
    proof: Proof,
    left: Sequence[OpenBox],
    blockers: Sequence[Blocker],
    *,
    carried: int | None,
) -> str:
    """Return one sentence: what is done, what is open, and whose turn it is with which command.

    `carried` is the number of ticked rows that a commit carries; `None` when commits are unknown.
    """
    if phase is Phase.NO_TASKS:
        return f"No task rows recognised: {_unmarked(counts)}."
    parts = [_done(counts, proof, carried)]
    criteria = [b for b in left if b.role not in HEADLINE_ROLES]
    if criteria:
        parts.append(f"{_number(len(criteria), 'criterion', 'criteria')} open")
    if not left and proof.verified < proof.of:
        parts.append(f"{proof.verified} of {proof.of} proven by a check")
    ending = _turn(phase, blockers)
    return f"{', '.join(parts)}{ending}."


def _unmarked(counts: Counts) -> str:
    rows = counts.task.total + counts.final_wave.total
    if not rows:
        return "nothing here can be counted"
    them = "1 looks like a task but has" if rows == 1 else f"{rows} look like tasks but have"
    return f"{them} no box, so what is done is unknown"


def _done(counts: Counts, proof: Proof, carried: int | None) -> str:
    task, final = counts.task, counts.final_wave
    words = f"{task.done} of {_number(task.total, 'task', 'tasks')} done"
    if not proof.claimed:
        committed = ""
    elif carried is None:
        committed = ", commits unknown"
    elif final.total:
        committed = f", {carried} of {proof.claimed} ticked rows committed"
    else:
        committed = " and committed" if carried == proof.claimed else f", {carried} committed"
    if final.total:
        words += f", {final.done} of {_number(final.total, 'final review', 'final reviews')}"
    return words + committed


_PHASE_WORDS = {
    Phase.CONTRADICTED: "; what the plan says contradicts itself or its checks",
    Phase.PLANNED: "; no box is ticked yet",
    Phase.DONE_UNVERIFIED: "; the proof is missing or stale",
    Phase.COMPLETE: "; every check passed on this content",
}


_WHO = {Owner.AGENT: "the agent", Owner.USER: "you", Owner.EXTERNAL: "something external"}


def _turn(phase: Phase, blockers: Sequence[Blocker]) -> str:
    if phase is Phase.BLOCKED:
        others = [b for b in _of_boxes(blockers) or blockers if b.owner is not Owner.AGENT]
        with_command = next((b for b in others if b.remedy), None)
        if with_command:
            return f"; it waits for `{with_command.remedy[0]}` ({_WHO[with_command.owner]})"
        return f"; it waits for {_awaited(others[0])}" if others else "; it is blocked"
    return _PHASE_WORDS.get(phase, "; there is work left for an agent")


def _of_boxes(blockers: Sequence[Blocker]) -> list[Blocker]:
    """Return the causes for which boxes are open: the first of each group that holds a rule about boxes."""
    found: list[Blocker] = []
    head = None
    for one in blockers:
        head = one if one.part_of is None else head
        if one.rule in _STANDS_FOR_BOX and head is not None and head not in found:
            found.append(head)
    return found


def _awaited(blocker: Blocker) -> str:
    """Return what has to happen, and who can bring it about; an event of the outside speaks for itself."""
    if not blocker.waits:
        return _WHO[blocker.owner]
    events = ", then ".join(blocker.waits)
    return events if blocker.owner is Owner.EXTERNAL else f"{events} ({_WHO[blocker.owner]})"


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
