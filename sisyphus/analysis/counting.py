"""Boxes and tasks to counts: one rule a figure, so that nobody has to guess why others count differently."""

from collections import Counter
from collections.abc import Iterable

from sisyphus.model.judgement import Counts, Tally
from sisyphus.model.plan import HEADLINE_ROLES, Box, Plan, Role, State
from sisyphus.model.status import OpenBox

_NOTHING = Tally()


def tally(states: Iterable[State]) -> Tally:
    """Count states."""
    counted = Counter(states)
    if not counted:  # most classes of most plans
        return _NOTHING
    return Tally(total=counted.total(), **{state.value: number for state, number in counted.items()})


def count_roles(plan: Plan) -> Counts:
    """Count boxes by role; tasks by their rows, with or without a box."""
    states: dict[Role, list[State]] = {role: [] for role in Role}
    for task in plan.tasks:
        states[task.role].append(task.state)
    for box in plan.boxes:
        if box.role not in HEADLINE_ROLES:
            states[box.role].append(box.state)
    return Counts(**{str(role): tally(states[role]) for role in Role})


def count_boxes(plan: Plan) -> Tally:
    """Count the list items with a box."""
    return tally(b.state for b in plan.boxes if b.in_list)


def count_outermost(plan: Plan) -> Tally:
    """Count the list items with a box in outermost lists."""
    return tally(b.state for b in plan.boxes if b.outermost)


def open_boxes(plan: Plan) -> tuple[OpenBox, ...]:
    """Return the boxes that are left, and open tasks without a box."""
    labels = {t.key: t.label for t in plan.tasks}
    boxed = {b.line for b in plan.boxes}
    found = [
        OpenBox(
            line=b.line,
            role=b.role,
            state=b.state,
            text=b.text,
            task=labels.get(b.task) if b.task else None,
        )
        for b in boxes_left(plan)
    ]
    found += [
        OpenBox(line=t.line, role=t.role, state=t.state, text=t.title, task=t.label)
        for t in plan.tasks
        if t.line not in boxed and t.state not in {State.DONE, State.CANCELLED}
    ]
    return tuple(sorted(found, key=lambda b: b.line))


def boxes_left(plan: Plan) -> tuple[Box, ...]:
    """Return the boxes that still wait for somebody: what stands inside a cancelled task waits no more."""
    cancelled = {t.key for t in plan.tasks if t.state is State.CANCELLED}
    return tuple(b for b in plan.boxes if b.state not in _SETTLED and b.task not in cancelled)


_SETTLED = frozenset({State.DONE, State.CANCELLED})
