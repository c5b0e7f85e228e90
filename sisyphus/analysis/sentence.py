"""One sentence for a plan: what is done, what is open, and whose turn it is with which command."""

from collections.abc import Sequence

from sisyphus.analysis.phase import STANDS_FOR_BOX
from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding
from sisyphus.model.judgement import Counts, Owner, Phase, Proof, Verification
from sisyphus.model.plan import HEADLINE_ROLES
from sisyphus.model.status import Blocker, OpenBox

_WHO = {Owner.AGENT: "the agent", Owner.USER: "you", Owner.EXTERNAL: "something external"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the sentence of a plan is made of."""

    phase: Phase
    counts: Counts
    proof: Proof
    verification: Verification
    boxes_open: tuple[OpenBox, ...]
    blockers: tuple[Blocker, ...]
    findings: tuple[Finding, ...]
    carried: int | None
    """Ticked tasks that a commit carries; `None` when commits are unknown."""
    next_label: str | None
    """Of the task to go on with."""
    todo: tuple[OpenBox, ...]
    """The open boxes that an agent can work on."""


def describe(plan: Said) -> str:
    """Return the sentence of a plan."""
    if plan.phase is Phase.NO_TASKS:
        return f"No task rows recognised: {_unmarked(plan.counts)}."
    parts = [_done(plan.counts, plan.carried)]
    criteria = [b for b in plan.boxes_open if b.role not in HEADLINE_ROLES]
    if criteria:
        parts.append(f"{_number(len(criteria), 'criterion', 'criteria')} open")
    if not plan.boxes_open and plan.proof.verified < plan.proof.of:
        parts.append(f"{plan.proof.verified} of {plan.proof.of} proven by a check")
    return f"{', '.join(parts)}; {_turn(plan)}."


def _unmarked(counts: Counts) -> str:
    rows = counts.task.total + counts.final_wave.total
    if not rows:
        return "nothing here can be counted"
    them = "1 looks like a task but has" if rows == 1 else f"{rows} look like tasks but have"
    return f"{them} no box, so what is done is unknown"


def _done(counts: Counts, carried: int | None) -> str:
    task, final = counts.task, counts.final_wave
    words = f"{task.done} of {_number(task.total, 'task', 'tasks')} done"
    if task.done and carried is None:
        words += ", commits unknown"
    elif task.done:
        words += " and committed" if carried == task.done else f", {carried} committed"
    if final.total:
        words += f", {final.done} of {_number(final.total, 'final review', 'final reviews')} done"
    return words


_SAID = {
    Phase.COMPLETE: "every check passed on this content",
}


def _turn(plan: Said) -> str:
    match plan.phase:
        case Phase.CONTRADICTED:
            return _clash(plan)
        case Phase.DONE_UNVERIFIED:
            return _unproven(plan)
        case Phase.BLOCKED:
            return _wait(plan.blockers)
        case Phase.PLANNED:
            return _not_begun(plan)
    return _SAID.get(plan.phase) or _left(plan)


def _not_begun(plan: Said) -> str:
    if not plan.boxes_open:
        return "every box is cancelled"
    return "no box is ticked yet" + ("" if plan.todo else f", and {_wait(plan.blockers)}")


def _left(plan: Said) -> str:
    if plan.next_label is not None:
        return f"task {plan.next_label} is next (the agent)"
    if plan.todo:
        them = "1 open box is" if len(plan.todo) == 1 else f"{len(plan.todo)} open boxes are"
        return f"{them} left for the agent, the first on line {plan.todo[0].line}"
    return "there is work left for an agent"


def _clash(plan: Said) -> str:
    failing = [f for f in plan.findings if f.rule == "ticked-but-failing"]
    if len(failing) == 1:
        return failing[0].message.partition(": ")[0]
    if failing:
        return f"{len(failing)} checks of ticked tasks fail"
    line = next((f.source.line for f in plan.findings if f.rule == "contradicted-claim"), None)
    return f"line {line} of the plan says that all is complete"


def _unproven(plan: Said) -> str:
    """Return what keeps a plan whose boxes are all ticked from being proven: the worst of it."""
    checks = plan.verification
    if not checks.total:
        said = "no check of the plan can run" if checks.not_runnable else "the plan has no check"
        return "its checks are of what is cancelled" if checks.cancelled else said
    if checks.failed:
        return "1 check fails" if checks.failed == 1 else f"{checks.failed} checks fail"
    if checks.stale:
        return f"the proof of {_number(checks.stale, 'check', 'checks')} is stale"
    if checks.not_run:
        return _not_run(checks)
    if checks.unchecked:
        return f"what {_number(checks.unchecked, 'check', 'checks')} showed could not be judged"
    return "something speaks against a tick"


def _not_run(checks: Verification) -> str:
    if checks.not_run == checks.elsewhere:
        return "another checkout ran the checks, not this one"
    of = "" if checks.not_run == checks.total else f" of {checks.total}"
    have = "check has" if checks.not_run == 1 and not of else "checks have"
    return f"{checks.not_run}{of} {have} not run"


def _wait(blockers: Sequence[Blocker]) -> str:
    others = [b for b in _of_boxes(blockers) or blockers if b.owner is not Owner.AGENT]
    with_command = next((b for b in others if b.remedy), None)
    if with_command:
        return f"it waits for `{with_command.remedy[0]}` ({_WHO[with_command.owner]})"
    return f"it waits for {_awaited(others[0])}" if others else "it is blocked"


def _of_boxes(blockers: Sequence[Blocker]) -> list[Blocker]:
    """Return the causes for which boxes are open: the first of each group that holds a rule about boxes."""
    found: list[Blocker] = []
    head = None
    for one in blockers:
        head = one if one.part_of is None else head
        if one.rule in STANDS_FOR_BOX and head is not None and head not in found:
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
