"""Figures: one rule each, classes never summed."""

from dataclasses import fields, replace

from sisyphus.analysis.counting import (
    boxes_left,
    count_boxes,
    count_outermost,
    count_roles,
    open_boxes,
    tally,
)
from sisyphus.model.judgement import Counts, Tally
from sisyphus.model.plan import Role, State
from tests.analysis.plan_builders import box, key, plan, task

ONE = task("1", 10, State.DONE)
INNER = (
    box(11, "a", State.DONE, Role.ACCEPTANCE, key("1")),
    box(12, "b", State.OPEN, Role.ACCEPTANCE, key("1")),
)


def test_every_state_has_its_own_number() -> None:
    assert {f.name for f in fields(Tally)} == {"total", *(s.value for s in State)}
    counted = tally(State)
    assert all(getattr(counted, state) == 1 for state in State)
    assert counted.total == len(State)


def test_every_role_has_its_own_tally() -> None:
    assert {f.name for f in fields(Counts)} == set(Role)


def test_cancelled_blocked_and_unknown_are_not_done() -> None:
    counted = tally([State.DONE, State.CANCELLED, State.BLOCKED, State.OTHER, State.IN_PROGRESS, State.OPEN])
    assert counted == Tally(total=6, done=1, open=1, blocked=1, cancelled=1, in_progress=1, other=1)


def test_acceptance_boxes_are_no_tasks() -> None:
    counts = count_roles(plan(ONE, boxes=INNER))
    assert counts.task == Tally(total=1, done=1)
    assert counts.acceptance == Tally(total=2, done=1, open=1)
    assert counts.definition_of_done == counts.other == Tally()


def test_each_role_is_counted_apart() -> None:
    boxes = tuple(
        box(30 + n, "x", State.DONE, role)
        for n, role in enumerate(Role)
        if role not in {Role.TASK, Role.FINAL_WAVE}
    )
    counts = count_roles(plan(ONE, task("F1", 20, role=Role.FINAL_WAVE), boxes=boxes))
    assert {role: getattr(counts, role).total for role in Role} == dict.fromkeys(Role, 1)
    assert counts.final_wave == Tally(total=1, open=1)


def test_a_task_without_a_box_is_counted_as_a_task_and_not_as_a_box() -> None:
    prose = replace(task("2", 20, State.OTHER), marker=None)
    there = plan(ONE, prose)
    assert count_roles(there).task == Tally(total=2, done=1, other=1)
    assert count_boxes(there) == Tally(total=1, done=1)


def test_all_boxes_are_list_items_and_outermost_ones_a_part_of_them() -> None:
    heading = replace(box(5, "Heading task", State.DONE), in_list=False, outermost=False)
    there = plan(ONE, boxes=(*INNER, heading))
    assert count_boxes(there) == Tally(total=3, done=2, open=1)
    assert count_outermost(there) == Tally(total=1, done=1)


def test_recovered_boxes_count() -> None:
    assert count_boxes(plan(boxes=(replace(box(5), recovered=True),))).total == 1


def test_open_boxes_are_those_that_still_wait() -> None:
    boxes = tuple(box(30 + n, state.value, state) for n, state in enumerate(State))
    left = open_boxes(plan(boxes=boxes))
    assert [b.state for b in left] == [s for s in State if s not in {State.DONE, State.CANCELLED}]
    assert [b.line for b in left] == [b.line for b in boxes_left(plan(boxes=boxes))]


def test_what_stands_inside_a_cancelled_task_waits_no_more() -> None:
    moot = box(21, "c", State.OPEN, Role.ACCEPTANCE, key("2"))
    there = plan(ONE, task("2", 20, State.CANCELLED), boxes=(*INNER, moot))
    assert [b.line for b in open_boxes(there)] == [12]
    assert count_roles(there).acceptance == Tally(total=3, done=1, open=2)


def test_open_boxes_name_the_task_by_its_label_and_come_in_file_order() -> None:
    prose = replace(task("T9", 5, State.OTHER), marker=None)
    left = open_boxes(plan(ONE, prose, boxes=INNER))
    assert [(b.line, b.task, b.role) for b in left] == [(5, "T9", Role.TASK), (12, "1", Role.ACCEPTANCE)]
