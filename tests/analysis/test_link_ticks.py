"""When boxes were ticked, what a tick says of the commit that made it, and of the way work went."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from sisyphus.analysis.assess import assess
from sisyphus.analysis.linking.past import read_past
from sisyphus.analysis.linking.ticks import describe_tick, find_ticks
from sisyphus.analysis.links import Links, link
from sisyphus.model.finding import Finding
from sisyphus.model.plan import Box, Plan, Role, State, Task
from sisyphus.model.repository import Commit, Flip
from tests.analysis.builders import REPOSITORY, record, snapshot
from tests.analysis.link_builders import HIGH, LOW, MEDIUM, START, commit, of, plan_of, reasons, task, wants

PATH = ".sisyphus/plans/fast-ci.md"


def with_boxes(*tasks: Task) -> Plan:
    """A plan in which each task has a box on a line of its own."""
    rows = [replace(t, line=number) for number, t in enumerate(tasks, start=3)]
    boxes = (
        Box(
            line=t.line, marker=t.marker or " ", state=t.state, role=Role.TASK, text=f"{t.label}. {t.title}",
            task=t.key, outermost=True, in_list=True,
        )
        for t in rows
    )  # fmt: skip
    return plan_of(*rows, boxes=tuple(boxes))


def flip(
    text: str,
    by: Commit,
    before: str | None = " ",
    after: str | None = "x",
    *,
    with_code: bool = True,
) -> Flip:
    return Flip(
        path=PATH,
        line=3,
        text=text,
        before=before,
        after=after,
        commit=by.sha,
        committed_at=by.committed_at,
        with_code=with_code,
    )


def tied(plan: Plan, flips: Iterable[Flip], *commits: Commit) -> dict[str, Links]:
    repository = replace(REPOSITORY, commits=commits, flips=tuple(flips))
    return link(plan, read_past(repository, ""), since=START)


def findings(plan: Plan, flips: Iterable[Flip], *commits: Commit) -> list[Finding]:
    repository = replace(REPOSITORY, commits=commits, flips=tuple(flips))
    one = replace(record(plan), since=START)
    return list(assess(snapshot(one, repository=repository)).plans[0].findings)


def messages(rule: str, found: list[Finding]) -> list[str]:
    return [finding.message for finding in found if finding.rule == rule]


MADE = commit("work", "z.py")
LATER = commit("more", "y.py", hours=60)


# Which flip is a task's


def test_the_last_flip_to_done_counts() -> None:
    plan = with_boxes(task("1", title="Count **words**"))
    first, again = flip("1. Count words", MADE), flip("1. Count words", LATER)
    undone = flip("1. Count words", LATER, "x", " ")
    assert find_ticks(plan, (again, first)) == {"todo:1": again}
    assert find_ticks(plan, (undone, first)) == {}, "it was ticked again without a commit"
    assert find_ticks(plan, (again, undone, first)) == {"todo:1": again}


@pytest.mark.parametrize("state", [State.OPEN, State.BLOCKED, State.CANCELLED])
def test_a_task_that_is_not_done_has_no_tick(state: State) -> None:
    assert find_ticks(with_boxes(task("1", state=state)), (flip("1. Do it", MADE),)) == {}


def test_an_edited_title_is_known_by_its_label_and_most_of_its_words() -> None:
    plan = with_boxes(task("1", title="Count the words of a text"))
    edited = flip("1. Count the words of a file", MADE)
    assert find_ticks(plan, (edited,)) == {"todo:1": edited}
    assert find_ticks(plan, (flip("1. Paint the shed", MADE),)) == {}


def test_rows_that_read_alike_have_no_known_tick() -> None:
    assert (
        find_ticks(with_boxes(task("1"), replace(task("1"), key="todo:1#2")), (flip("1. Do it", MADE),)) == {}
    )


def test_the_row_that_was_taken_away_is_no_tick() -> None:
    assert find_ticks(with_boxes(task("1")), (flip("1. Do it", MADE, "x", None),)) == {}


def test_what_the_status_tells_of_a_tick() -> None:
    came = describe_tick(flip("1. Do it", MADE, None, with_code=False))
    assert (came.commit, came.committed_at, came.with_plan, came.with_code) == (
        MADE.sha,
        MADE.committed_at,
        True,
        False,
    )
    assert not describe_tick(flip("1. Do it", MADE)).with_plan


# What a tick says of its commit


def test_a_tick_together_with_code_ties_and_with_a_file_surely() -> None:
    found = tied(with_boxes(task("1")), [flip("1. Do it", MADE)], MADE)
    assert of(found) == [("work", MEDIUM)]
    assert reasons(found) == ("ticks its box together with code",)
    assert of(tied(with_boxes(task("1", "z.py")), [flip("1. Do it", MADE)], MADE)) == [("work", HIGH)]


@pytest.mark.parametrize(
    "weak",
    [flip("1. Do it", MADE, with_code=False), flip("1. Do it", MADE, None), flip("1. Do it", LATER)],
    ids=["without code", "came ticked with its row", "by a commit that is not here"],
)
def test_what_says_nothing(weak: Flip) -> None:
    assert of(tied(with_boxes(task("1")), [weak], MADE)) == []


def test_a_bulk_tick_is_a_hint_that_raises_nothing() -> None:
    tasks = [task(str(n), f"src/{n}.py" if n == 1 else "") for n in range(1, 7)]
    swept = commit("wave", "src/1.py", *(f"lib/{n}.py" for n in range(9)))
    flips = [flip(f"{n}. Do it", swept) for n in range(1, 7)]
    found = tied(with_boxes(*tasks), flips, swept)
    assert of(found, "1") == of(found, "2") == [("wave", LOW)]
    assert reasons(found, "2") == ("ticks its box and those of 5 other tasks together with code",)


def test_a_tick_alone_goes_behind_the_planned_message() -> None:
    planned = task("1", "src/a.py", plan=wants("feat: add routes here"))
    made = commit("feat: add routes here", "src/a.py", hours=40)
    found = tied(with_boxes(planned), [flip("1. Do it", MADE)], MADE, made)
    assert of(found) == [("feat: add routes here", HIGH)]


def test_a_tick_beside_other_code_goes_behind_the_files_that_the_task_names() -> None:
    before = commit("before", "src/a.py", hours=40)
    found = tied(with_boxes(task("1", "src/a.py")), [flip("1. Do it", MADE)], MADE, before)
    assert of(found) == [("before", MEDIUM)]
    both = commit("both", "src/a.py", hours=50)
    found = tied(with_boxes(task("1", "src/a.py")), [flip("1. Do it", both)], both, before)
    assert of(found) == [("both", HIGH)]


# Findings


def test_many_boxes_ticked_by_a_commit_of_the_plan_alone_are_said() -> None:
    plan = with_boxes(*(task(str(n)) for n in range(1, 6)))
    flips = [flip(f"{n}. Do it", MADE, with_code=False) for n in range(1, 6)]
    [message] = messages("bulk-ticked", findings(plan, flips, MADE))
    assert message == f"5 tasks were ticked at once in commit {MADE.sha[:8]}, which changes no code"
    assert messages("bulk-ticked", findings(plan, flips[:4], MADE)) == []
    with_code = [replace(each, with_code=True) for each in flips]
    assert messages("bulk-ticked", findings(plan, with_code, MADE)) == []


@pytest.mark.parametrize(("number", "said"), [(9, 0), (10, 1)])
def test_rows_that_came_ticked_are_said_of_long_plans_only(number: int, said: int) -> None:
    plan = with_boxes(*(task(str(n)) for n in range(number)))
    flips = [flip(f"{n}. Do it", MADE, None, with_code=False) for n in range(number)]
    assert len(messages("bulk-ticked", findings(plan, flips, MADE))) == said


def test_a_task_ticked_before_its_dependency_is_said() -> None:
    plan = with_boxes(task("1"), replace(task("2"), depends_on=("1",)))
    early = [flip("2. Do it", MADE), flip("1. Do it", LATER)]
    [message] = messages("ticked-out-of-order", findings(plan, early, LATER, MADE))
    assert message == (
        f"task 2 was ticked by {MADE.sha[:8]}, before task 1, on which it depends, by {LATER.sha[:8]}"
    )
    in_order = [flip("1. Do it", MADE), flip("2. Do it", LATER)]
    assert messages("ticked-out-of-order", findings(plan, in_order, LATER, MADE)) == []
    came = [flip("2. Do it", MADE, None), flip("1. Do it", LATER)]
    assert messages("ticked-out-of-order", findings(plan, came, LATER, MADE)) == []


def test_two_commits_of_the_same_thing_within_minutes_are_said() -> None:
    plan = with_boxes(task("1", "src/a.py", plan=wants("feat: add routes here")))
    first = commit("feat: add routes here", "src/a.py", hours=48)
    second = commit("Add routes here", "src/b.py", hours=48.1)
    [message] = messages("doubled-commits", findings(plan, [], second, first))
    assert message.startswith(f"{first.sha[:8]} and {second.sha[:8]}, 6 min apart, have the same subject")
    fixup = commit("fixup! feat: add routes here", "src/b.py", hours=48.1)
    assert messages("doubled-commits", findings(plan, [], fixup, first)) == []
    next_day = commit("feat: add routes here", "src/b.py", hours=70)
    assert messages("doubled-commits", findings(plan, [], next_day, first)) == []


def test_two_commits_of_all_planned_files_within_minutes_are_said() -> None:
    plan = with_boxes(task("1", "src/a.py", "src/b.py"))
    first, second = (commit(f"work {n}", "src/a.py", "src/b.py", hours=48 + n / 20) for n in (0, 1))
    [message] = messages("doubled-commits", findings(plan, [], second, first))
    assert "change the same planned files" in message
    half = commit("work 1", "src/b.py", hours=48.05)
    assert messages("doubled-commits", findings(plan, [], half, first)) == []


def test_ticked_tasks_without_any_change_are_said_once() -> None:
    plan = with_boxes(task("1", "src/a.py"), task("2", "src/b.py"), task("3", "z.py"))
    [finding] = [f for f in findings(plan, [], MADE) if f.rule == "ticked-without-change"]
    assert finding.message == "tasks 1, 2 are ticked, and no commit changes anything they name"
    assert finding.source.line == 3


def test_what_may_have_changed_unseen_is_not_said_to_be_unchanged() -> None:
    plan = with_boxes(task("1", "src/a.py"))
    shallow = replace(REPOSITORY, commits=(MADE,), shallow=True)
    [status] = assess(snapshot(replace(record(plan), since=START), repository=shallow)).plans
    assert messages("ticked-without-change", list(status.findings)) == []
    elsewhere = commit("else", "lib/a.py")
    other = commit("other", "bin/a.py")
    assert messages("ticked-without-change", findings(plan, [], elsewhere, other)) == [], (
        "either may be meant"
    )
