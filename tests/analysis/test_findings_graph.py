"""What a plan's own lists say against each other."""

from dataclasses import replace

import pytest

from sisyphus.analysis.finding_rules.graph import blocks_disagree, same_wave_same_file, wave_name, wave_number
from sisyphus.model.finding import Severity
from sisyphus.model.plan import CommitPlan, Role, State, Task
from tests.analysis.builders import facts
from tests.analysis.plan_builders import plan, task


def writes(label: str, *files: str, wave: str | None = "Wave 1", **fields: object) -> Task:
    line = 10 * int("".join(c for c in label if c.isdigit()) or 0) + 10
    row = replace(task(label, line), wave=wave, commit_plan=CommitPlan(files=files, message=f"feat: {label}"))
    return replace(row, **fields)  # type: ignore[arg-type]  # any field


def clash(*tasks: Task) -> list[str]:
    return [f.message for f in same_wave_same_file(facts(plan(*tasks)))]


def test_tasks_side_by_side_that_change_one_file() -> None:
    (finding,) = same_wave_same_file(
        facts(plan(writes("1", "src/a.py", "src/b.py"), writes("2", "./src/a.py"), writes("3", "src/c.py")))
    )
    assert finding.severity is Severity.WARNING
    assert finding.source.line == 20
    assert finding.message == "tasks 1, 2 run side by side in Wave 1 and change the same file: src/a.py"


@pytest.mark.parametrize(
    "second",
    [
        writes("2", "src/a.py", wave="Wave 2"),
        writes("2", "src/a.py", wave=None),
        writes("2", "src/a.py", depends_on=("1",)),
        writes("2", "src/a.py", parallel=False),
        writes("2", "src/a.py", state=State.DONE),
        writes("2", "src/a.py", state=State.CANCELLED),
        writes("F2", "src/a.py", role=Role.FINAL_WAVE),
        writes("2", "src/a.py", commit_plan=CommitPlan(files=("src/a.py",), with_tasks=("T1",))),
        writes("2", "src/a.py", commit_plan=CommitPlan(files=("src/a.py",), message="feat: 1")),
    ],
    ids=["later", "no wave", "waits", "alone", "done", "cancelled", "review", "grouped", "one commit"],
)
def test_what_does_not_run_beside_it_or_shares_its_commit_is_no_clash(second: Task) -> None:
    assert clash(writes("1", "src/a.py"), second) == []


def test_a_way_through_other_tasks_is_an_order_too() -> None:
    middle = writes("2", "x.py", depends_on=("1",))
    assert clash(writes("1", "src/a.py"), middle, writes("3", "src/a.py", depends_on=("2",))) == []


@pytest.mark.parametrize(
    "path", ["src/", "tests", "src/*.py", "Makefile", ".sisyphus/notepads/x/learnings.md", "src/{a,b}.py", ""]
)
def test_a_folder_a_pattern_and_state_are_no_file(path: str) -> None:
    assert clash(writes("1", path), writes("2", path)) == []


def test_waves_are_the_same_by_word_and_number() -> None:
    assert clash(writes("1", "a.py", wave="Wave 1 (with Task 2)"), writes("2", "a.py", wave="wave 1")) != []


@pytest.mark.parametrize(
    ("wave", "name", "number"),
    [
        ("Wave 2 (with Tasks 1, 3)", "wave 2", 2),
        ("**Wave 2**: x", "wave 2", 2),
        ("- Wave 1, parallel with T1", "wave 1", 1),
        ("波次 3", "波次 3", 3),
        ("Wave FINAL", "wave final", None),
        ("Sequential", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_names_of_waves(wave: str | None, name: str | None, number: int | None) -> None:
    assert (wave_name(wave), wave_number(wave)) == (name, number)


def disagree(*tasks: Task) -> list[str]:
    return [f.message for f in blocks_disagree(facts(plan(*tasks)))]


def row(
    label: str, line: int, blocks: tuple[str, ...] = (), after: tuple[str, ...] = (), **fields: object
) -> Task:
    base = replace(task(label, line, depends_on=after), blocks=blocks)
    return replace(base, **fields)  # type: ignore[arg-type]  # any field


def test_a_task_that_is_blocked_and_does_not_wait() -> None:
    assert disagree(row("1", 10, ("3",)), row("2", 20), row("3", 30, after=("2",))) == [
        "Blocks and Blocked By disagree: task 1 blocks 3, which only waits for 2"
    ]


@pytest.mark.parametrize(
    "third",
    [
        row("3", 30),
        row("3", 30, after=("1",)),
        row("3", 30, after=("2", "9")),
        row("3", 30, after=("2",), state=State.DONE),
        row("3", 30, after=("2",), wave="Wave 2"),
        row("4", 30, after=("2",)),
    ],
    ids=["says nothing", "waits", "names an unknown one", "done", "later wave", "another task"],
)
def test_what_changes_no_order_is_not_said(third: Task) -> None:
    assert disagree(row("1", 10, ("3",), wave="Wave 1"), row("2", 20, wave="Wave 1"), third) == []


def test_waiting_through_others_is_waiting() -> None:
    assert disagree(row("1", 10, ("3",)), row("2", 20, after=("1",)), row("3", 30, after=("2",))) == []


def test_a_review_waits_for_all_tasks_without_saying_so() -> None:
    review = replace(task("F1", 30, role=Role.FINAL_WAVE), depends_on=())
    assert disagree(row("1", 10, ("4",)), review, row("4", 40, after=("F1",))) == []


def test_a_number_that_two_tasks_have_is_nobodys() -> None:
    twin = replace(row("3", 40, after=("2",)), key="todo:3#2")
    assert disagree(row("1", 10, ("3",)), row("2", 20), row("3", 30, after=("2",)), twin) == []


def test_many_are_counted() -> None:
    rows = [row(str(n), n, ("9",)) for n in range(1, 7)]
    (message,) = disagree(*rows, row("8", 80), row("9", 90, after=("8",)))
    assert message.endswith("; and 3 more")


def test_a_long_chain_ends_without_recursion() -> None:
    chain = [row(str(n), n, after=(str(n - 1),) if n > 1 else ()) for n in range(1, 3000)]
    assert disagree(*chain, row("4000", 4000, ("2999",))) == []
