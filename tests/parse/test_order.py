"""What a plan says about order: waves among dependencies, the matrix beside the tasks' own fields."""

import pytest

from sisyphus.model.plan import MatrixEntry, Plan
from sisyphus.parse.plan import parse_plan
from sisyphus.parse.plans.dependencies import parse_needs
from sisyphus.parse.plans.wave_names import WAVE_WORDS, wave_key


def read(text: str) -> Plan:
    return parse_plan(text.encode(), ".sisyphus/plans/p.md")


def needs(text: str) -> dict[str, tuple[str, ...]]:
    return {t.label: t.depends_on for t in read(text).tasks}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Wave 1, Task 1", ("Wave 1", "1")),
        ("Wave 1 completion", ("Wave 1",)),
        ("All of Wave 1", ("Wave 1",)),
        ("Waves 1-3", ("Wave 1", "Wave 2", "Wave 3")),
        ("Phases 1, 2 and 4", ("Phase 1", "Phase 2", "Phase 4")),
        ("Wave 1, 2", ("Wave 1", "2")),
        ("Phase 1 (Tasks 3, 5)", ("3", "5")),
        ("Wave 1: Task 2", ("2",)),
        ("Phase 3, Task 11", ("Phase 3", "11")),
        ("依赖于 Phase 1 和 Phase 2 完成", ("Phase 1", "Phase 2")),
        ("波次 1, 任务 3", ("波次 1", "3")),
        ("第2阶段", ("阶段 2",)),
        ("Final verification", ("Wave FINAL",)),
        ("Final Verification (F1)", ("F1",)),
        ("Task 2 (needs the types of Wave 1)", ("2",)),
        ("None (but sequenced after Wave 2)", ()),
        ("NO (depends on Wave 1)", ("Wave 1",)),
        ("2. This carries the Wave 3 commit", ("2",)),
        ("1, 3-5", ("1", "3", "4", "5")),
    ],
)
def test_labels_and_waves_of_a_list(text: str, labels: tuple[str, ...]) -> None:
    assert parse_needs(text) == labels


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wave 1", "Wave 1: Setup"),
        ("wave 01", "Wave 1 (with 2, 3)"),
        ("Onda 2", "Wave 2"),
        ("波次 3", "第3波次"),
        ("Wave FINAL", "Final Verification Wave"),
        ("4", "Wave 4"),
    ],
)
def test_names_of_one_wave(one: str, other: str) -> None:
    assert wave_key(one) == wave_key(other) is not None


def test_names_of_no_wave_or_of_others() -> None:
    assert wave_key("A") is wave_key("Sequential") is wave_key(None) is None
    assert wave_key("Wave 1") != wave_key("Wave 11") != wave_key("Phase 11")
    assert len({word for words in WAVE_WORDS.values() for word in words.split("|")}) == sum(
        words.count("|") + 1 for words in WAVE_WORDS.values()
    )


WAVES = """# P

## TODOs

### Wave 1: Ground
- [x] 1. a
- [ ] 2. b

### Wave 2: House
- [ ] 3. c

  **Blocked By**: Wave 1, Task 9
  **Blocks**: Final Verification Wave
- [ ] 4. d

  **Blocked By**: Wave 2
- [ ] 9. e

  **Blocked By**: Wave 7

## Final Verification Wave
- [ ] F1. Audit

  **Blocked By**: Waves 1-2
"""


def test_a_wave_stands_for_its_tasks() -> None:
    found = needs(WAVES)
    assert found["3"] == ("1", "2", "9")
    assert found["F1"] == ("1", "2", "3", "4", "9")
    assert read(WAVES).tasks[2].blocks == ("F1",)


def test_the_own_wave_is_what_stands_before() -> None:
    assert needs(WAVES)["4"] == ("3",)


def test_a_wave_is_done_without_what_was_given_up() -> None:
    assert needs(WAVES.replace("- [ ] 2. b", "- [-] 2. b"))["3"] == ("1", "9")
    assert needs(WAVES.replace("- [ ] 2. b", "- [-] 2. b").replace("- [x] 1.", "- [-] 1."))["3"] == ("9",)


def test_an_unknown_wave_is_kept_to_be_told() -> None:
    assert needs(WAVES)["9"] == ("Wave 7",)


def matrix(table: str, body: str = "") -> str:
    return (
        f"# P\n\n### Dependency Matrix\n\n{table}\n\n## TODOs\n\n- [ ] 1. a\n- [ ] 2. b\n{body}- [ ] 3. c\n"
    )


def test_a_matrix_of_waves_names_no_tasks() -> None:
    table = "| Wave | Depends On | Tasks |\n|---|---|---|\n| 1 | - | 1 |\n| 2 | 1 | 2 |\n| 3 | 2 | 3 |"
    plan = read(matrix(table))
    assert [(t.depends_on, t.matrix) for t in plan.tasks] == [((), None)] * 3


def test_the_matrix_is_kept_apart() -> None:
    table = "| Task | Depends On | Blocks |\n|---|---|---|\n| 2 | 1 | 3 |\n| 3 | Wave 9, 2 | - |"
    task, last = read(matrix(table, "\n  **Blocked By**: None\n  **Blocks**: None\n")).tasks[1:]
    assert (task.depends_on, task.blocks) == ((), ())
    assert task.matrix == MatrixEntry(line=7, depends_on=("1",), blocks=("3",))
    assert last.depends_on == ("Wave 9", "2")
    assert last.matrix == MatrixEntry(line=8, depends_on=("Wave 9", "2"))


def test_the_matrix_fills_what_a_task_leaves_open() -> None:
    table = "| Task | Depends On | Blocks |\n|---|---|---|\n| 2 | 1 | 3 |"
    assert read(matrix(table)).tasks[1].blocks == ("3",)
    assert read(matrix(table, "\n  **Blocks**: the release\n")).tasks[1].blocks == ("3",)


@pytest.mark.parametrize(
    "header",
    [
        "| 任务 | 依赖 | 被依赖 |",
        "| Tarea | Depende de | Bloquea |",
        "| Task | Blocked By | Blocks |",
        "| Aufgabe | Blockiert durch | Blockiert |",
        "| タスク | ブロック元 | ブロック |",
    ],
)
def test_headers_of_a_matrix(header: str) -> None:
    task = read(matrix(f"{header}\n|---|---|---|\n| 2 | 1 | 3 |")).tasks[1]
    assert (task.depends_on, task.blocks) == (("1",), ("3",))


def test_a_matrix_may_leave_the_letter_out() -> None:
    text = "# P\n\n### Dependency Matrix\n\n| Task | Depends On |\n|---|---|\n| T2 | T1 |\n\n## TODOs\n- [ ] 1. a\n- [ ] 2. b\n"
    assert needs(text)["2"] == ("1",)


def test_a_merged_row_takes_the_rows_of_all_its_ids() -> None:
    text = (
        "# P\n\n### Dependency Matrix\n\n| Task | Depends On | Blocks |\n|---|---|---|\n| 22 | 21 | 23 |\n| 23 | 20, 22 | 24 |\n"
        "\n## TODOs\n- [ ] 20. a\n- [ ] 21. b\n- [ ] 22-23. c\n- [ ] 24. d\n"
    )
    task = read(text).tasks[2]
    assert (task.depends_on, task.blocks) == (("21", "20"), ("24",))


def test_a_row_of_a_merged_table_stands_for_each() -> None:
    table = "| Task | Depends On | Blocks |\n|---|---|---|\n| 2-3. | 1 | - |"
    assert needs(matrix(table)) == {"1": (), "2": ("1",), "3": ("1",)}


def test_an_id_with_a_dash_is_no_range() -> None:
    text = (
        "# P\n\n### Dependency Matrix\n\n| Task | Depends On |\n|---|---|\n| 1 | 7 |\n"
        "\n## TODOs\n- [ ] P0-1. a\n- [ ] P0-2. b\n"
    )
    assert needs(text) == {"P0-1": (), "P0-2": ()}


@pytest.mark.parametrize(
    ("field", "group", "wave"),
    [
        ("**Parallel Group**: A", "A", "Wave 1"),
        ("**Parallel Group**: Wave 2 (with 3, 4)", "Wave 2 (with 3, 4)", "Wave 2 (with 3, 4)"),
        ("**Parallel Group**: Sequential", "Sequential", "Wave 1"),
        ("**Wave**: 2", None, "2"),
        ("**Files**: `a.py`", None, "Wave 1"),
    ],
)
def test_parallel_group_and_wave(field: str, group: str | None, wave: str) -> None:
    (task,) = read(f"# P\n\n## TODOs\n\n### Wave 1\n\n- [ ] 1. a\n\n  {field}\n").tasks
    assert (task.parallel_group, task.wave) == (group, wave)
