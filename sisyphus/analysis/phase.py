"""One word for a plan, and what comes next. The boxes decide first, then the proof."""

from collections.abc import Sequence

from sisyphus.analysis.labels import find_task, index_tasks
from sisyphus.model.judgement import Owner, Phase, Verification
from sisyphus.model.plan import Box, Plan, Role, State
from sisyphus.model.status import Blocker, OpenBox

STANDS_FOR_BOX = frozenset({"external-check", "marked-blocked", "awaiting-approval", "unmet-dependency"})
"""Rules whose blockers say why a box is open."""

KEEP_FROM_PROOF = frozenset({"untrusted-checks", "missing-tool"})
"""Rules of blockers that keep proof from being made, and that no agent can take away."""

_UNFINISHED = frozenset({State.OPEN, State.IN_PROGRESS, State.BLOCKED})

DOUBTS = frozenset({"rejected-but-ticked", "evidence-missing", "evidence-empty"})
"""Findings that speak against a tick: beside them a plan is not complete, whatever its checks say."""


def find_phase(  # noqa: PLR0913 - each is a fact that decides
    plan: Plan,
    left: Sequence[OpenBox],
    blockers: Sequence[Blocker],
    verification: Verification,
    *,
    contradicted: bool,
    doubted: bool = False,
) -> Phase:
    """Return the phase of a plan on disk; `doubted` where something says that what is ticked is not so."""
    if not any(t.marker is not None or t.state is not State.OTHER for t in plan.tasks):
        return Phase.NO_TASKS
    if contradicted:
        return Phase.CONTRADICTED
    if not _anything_done(plan):
        return Phase.PLANNED
    if left:
        return Phase.BLOCKED if not actionable(plan, left, blockers) else Phase.IN_PROGRESS
    proven = verification.total and verification.passed == verification.total
    return _ticked_phase(blockers, proven=bool(proven) and not doubted)


def _ticked_phase(blockers: Sequence[Blocker], *, proven: bool) -> Phase:
    """Return the phase of a plan whose boxes are all ticked or cancelled."""
    if not proven:
        return Phase.DONE_UNVERIFIED
    if not blockers:
        return Phase.COMPLETE
    return Phase.IN_PROGRESS if any(b.owner is Owner.AGENT for b in blockers) else Phase.BLOCKED


def is_agents_turn(
    phase: Phase, blockers: Sequence[Blocker], verification: Verification, *, work: bool, doubted: bool
) -> bool:
    """Whether something is left that an agent can do; `work` where that is an open box."""
    if phase is Phase.PLANNED:
        return work or any(b.owner is Owner.AGENT for b in blockers)
    if phase is Phase.DONE_UNVERIFIED:
        untold = verification.unchecked and not verification.not_run
        waits = untold or any(b.rule in KEEP_FROM_PROOF for b in blockers)
        return bool(not waits or verification.failed or verification.stale or doubted)
    return phase not in {Phase.COMPLETE, Phase.BLOCKED, Phase.MISSING}


def _anything_done(plan: Plan) -> bool:
    rows: tuple[Box, ...] = plan.boxes
    return any(b.state in {State.DONE, State.IN_PROGRESS} for b in rows) or any(
        t.state in {State.DONE, State.IN_PROGRESS} for t in plan.tasks
    )


def actionable(plan: Plan, left: Sequence[OpenBox], blockers: Sequence[Blocker]) -> tuple[OpenBox, ...]:
    """Return the open boxes that an agent can work on: nobody else has to act first."""
    waiting = _waiting(plan, blockers)
    # What lies inside a task that waits, waits with it. By key: labels may be given twice.
    stuck = {t.key for t in plan.tasks if t.line in waiting}
    task_of = {b.line: b.task for b in plan.boxes}
    return tuple(
        b
        for b in left
        if b.line not in waiting and b.state is not State.BLOCKED and task_of.get(b.line) not in stuck
    )


def _of_open_task(plan: Plan, blocker: Blocker) -> bool:
    """Whether a check fails because its task is not done yet: the task comes first then."""
    line = blocker.source.line or 0
    rows = (t for t in plan.tasks if t.state in {State.OPEN, State.IN_PROGRESS})
    return blocker.rule == "failed-check" and any(t.line <= line <= t.end_line for t in rows)


def _waiting(plan: Plan, blockers: Sequence[Blocker]) -> set[int | None]:
    """Return the lines of the boxes for which somebody else has to act first."""
    others = [b for b in blockers if b.owner is not Owner.AGENT]
    lines = {b.source.line for b in others if b.rule in STANDS_FOR_BOX} | _noted(plan, others)
    tasks = [t for t in plan.tasks if t.role is Role.TASK and t.state in _UNFINISHED]
    # The final wave comes after all tasks: where each of those waits, it waits with them.
    all_wait = bool(tasks) and all(t.line in lines or t.state is State.BLOCKED for t in tasks)
    if all_wait or any(b.rule == "awaiting-approval" for b in blockers):
        lines |= {t.line for t in plan.tasks if t.role is Role.FINAL_WAVE}
    return lines


def _noted(plan: Plan, blockers: Sequence[Blocker]) -> set[int | None]:
    """Return the lines of the open tasks that a notepad or the ledger holds up."""
    named = [b.task for b in blockers if b.holds and b.task]
    index = index_tasks(plan) if named else {}
    found = (find_task(index, label) for label in named)
    return {t.line for t in found if t is not None and t.state is State.OPEN}


def next_step(plan: Plan, phase: Phase, blockers: Sequence[Blocker]) -> tuple[str | None, str | None]:
    """Return the next command or the key of the next task: what an agent can mend comes before a push."""
    own = [b for b in blockers if b.remedy and b.owner is Owner.AGENT]
    mend = next((b.remedy[0] for b in own if not _of_open_task(plan, b)), None)
    if mend:
        return mend, None
    going_on = phase in {Phase.IN_PROGRESS, Phase.PLANNED}
    waiting = _waiting(plan, blockers)
    # The reviews come last, wherever they stand.
    rows = sorted(plan.tasks, key=lambda t: t.role is Role.FINAL_WAVE)
    open_tasks = (t for t in rows if t.state in {State.OPEN, State.IN_PROGRESS})
    task = next((t for t in open_tasks if t.line not in waiting), None)
    if going_on and task:
        return None, task.key
    return next((b.remedy[0] for b in blockers if b.remedy), None), None
