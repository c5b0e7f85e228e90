"""Plans that follow no template: where structure has to say what the tasks are."""

import pytest

from sisyphus.model.plan import Plan, Role, State
from sisyphus.parse.plan import parse_plan


def read(text: str) -> Plan:
    return parse_plan(text.encode(), ".sisyphus/plans/odd.md")


def tasks(text: str) -> list[tuple[str, str]]:
    return [(t.label, t.state.value) for t in read(text).tasks]


def roles(text: str) -> list[tuple[int, str]]:
    return [(b.line, b.role.value) for b in read(text).boxes]


def test_headings_with_codes_are_tasks_and_their_boxes_criteria() -> None:
    text = "# Test plan\n\n### Core\n#### TC-A1-001: Start\n- [x] starts\n#### TC-A1-002: Stop\n- [ ] stops\n"

    assert tasks(text) == [("TC-A1-001", "done"), ("TC-A1-002", "open")]
    assert roles(text) == [(5, "acceptance"), (7, "acceptance")]


def test_one_heading_with_a_code_is_no_list_of_tasks() -> None:
    assert tasks("# Notes\n\n## A1: the first idea\n\nprose\n") == []


def test_numbered_headings_in_every_phase_are_tasks() -> None:
    text = "# Plan\n## Phase 1: Safety\n### 1. Password\n### 2. Token\n## Phase 2: Speed\n### 3. Cache\n"

    assert tasks(text) == [("1", "other"), ("2", "other"), ("3", "other")]


def test_numbered_headings_outside_phases_are_chapters() -> None:
    assert tasks("# Design\n## 1. Introduction\n## 2. Data model\n### 2.1 Tables\n") == []


def test_a_page_title_is_no_task() -> None:
    assert tasks("# Task 0 mapping table\n\n## Rows\n\n| a | b |\n| - | - |\n| 1 | 2 |\n") == []


def test_phases_are_tasks_where_a_task_section_goes_no_deeper() -> None:
    assert tasks("# P\n## Task breakdown\n### Phase 1: Base\n- a file\n### Phase 2: Rest\n- a file\n") == [
        ("1", "other"),
        ("2", "other"),
    ]


def test_waves_that_hold_only_a_gate_are_tasks() -> None:
    text = "# P\n## Wave 1: Styles\n### Stop/Go\n- [x] builds\n## Wave 2: Views\n### Wave 2 Stop/Go\n- [ ] builds\n"

    assert tasks(text) == [("1", "done"), ("2", "open")]
    assert roles(text) == [(4, "acceptance"), (7, "acceptance")]


def test_criteria_of_a_phase_are_a_checklist() -> None:
    text = (
        "## Implementation tasks\n### Phase 1: Base\n- [ ] 1.1 a\n"
        "#### Phase 1 Acceptance Criteria\n- [ ] builds\n### Phase 2 Final Checklist\n- [ ] linted\n"
    )
    assert roles(text) == [(3, "task"), (5, "checklist"), (7, "checklist")]


def test_a_phase_that_is_called_testing_holds_tasks() -> None:
    text = "## Phase 1: Build\n- [ ] make it\n## Phase 2: Verification\n- [ ] run it\n"

    assert roles(text) == [(2, "task"), (4, "task")]


def test_a_phase_can_be_the_final_wave() -> None:
    text = (
        "## Phase 1: Work\n### Tasks\n- [x] **A1.1: do**\n"
        "## Phase 2: Final Verification Wave\n### Tasks\n- [ ] **F2.1: look**\n"
    )
    assert roles(text) == [(3, "task"), (6, "final_wave")]


def test_final_reviews_may_be_headings_in_a_plan_without_a_task_section() -> None:
    text = (
        "## Execution Strategy\n#### Task 1: a\n## Final Verification Wave\n### F1: audit\n### F2: review\n"
    )

    assert [(t.label, t.role) for t in read(text).tasks] == [
        ("1", Role.TASK),
        ("F1", Role.FINAL_WAVE),
        ("F2", Role.FINAL_WAVE),
    ]


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("### Task 1: a ✅", "done"),
        ("### 任务 1：甲（RED）✅", "done"),
        ("### Task 1: ⏳ a", "open"),
        ("### Task 1: a", "other"),
    ],
)
def test_a_sign_in_a_heading_is_its_state(heading: str, state: str) -> None:
    assert tasks(f"## Tasks\n{heading}\n\nprose\n") == [("1", state)]


def test_a_sign_in_a_heading_is_no_box() -> None:
    plan = read("## Tasks\n### Task 1: a ✅\n")

    assert plan.boxes == ()
    assert "✅" in plan.findings[0].message


def test_status_tables_in_phases_hold_tasks() -> None:
    text = (
        "# Progress\n## Phase 1: Base\n| Task | State |\n| - | - |\n| 1.1 folder | ✅ done |\n"
        "## Phase 2: Rest\n| Task | State |\n| - | - |\n| 2.1 test | ⏳ pending |\n"
    )
    plan = read(text)

    assert [(t.label, t.title, t.state) for t in plan.tasks] == [
        ("1.1", "folder", State.DONE),
        ("2.1", "test", State.OPEN),
    ]


def test_tables_with_ids_outweigh_boxes_without() -> None:
    text = "## Before\n- [ ] a phone\n## 1. Login\n| # | Test | Pass? |\n| - | - | - |\n| 1.1 | page | ☐ |\n"

    assert tasks(text) == [("1.1", "open")]
    assert roles(text) == [(2, "other"), (6, "task")]


def test_a_table_outside_phases_is_no_list_of_tasks() -> None:
    plan = read("## Features\n| Feature | Ready |\n| - | - |\n| 1.1 search | ✅ |\n")

    assert plan.tasks == ()
    assert [u.line for u in plan.uncounted] == [4]


def test_an_id_in_a_cell_of_its_own_is_kept_whole() -> None:
    text = "## Tasks\n| ID | What | State |\n| - | - | - |\n| BE-2.1-IMPL | back end | 🔄 running |\n"

    assert [(t.label, t.title, t.state.value) for t in read(text).tasks] == [
        ("BE-2.1-IMPL", "back end", "in_progress")
    ]


def test_sections_without_ids_beside_one_with_ids_hold_tasks_too() -> None:
    text = "## Done\n- [x] start\n### Design\n- [x] US-2.1 contract\n## To come\n- [ ] review\n"

    assert [t.state.value for t in read(text).tasks] == ["done", "done", "open"]


def test_boxes_outside_the_phases_are_no_tasks() -> None:
    text = "## Phase 1: Build\n#### Parser\n- [ ] write\n## Requirements\n- [ ] fast\n"

    assert roles(text) == [(3, "task"), (5, "other")]


def test_an_unfilled_template_row_is_no_task() -> None:
    plan = read("## Todos\n- [ ] 1. <title>\n\n## Final verification wave\n- [ ] F1. Plan compliance audit\n")

    assert [t.label for t in plan.tasks] == ["F1"]
    assert [(u.line, u.reason) for u in plan.uncounted] == [(2, "a template's unfilled title")]


def test_a_row_below_the_description_of_another_task_is_still_a_task() -> None:
    """Each heading describes the other's row, and the last row lies below the wrong one."""
    text = "- [x] 6. Sort\n## Task 7: Print\n## Task 6: Sort\n- [ ] 7. Print\n"

    assert tasks(text) == [("6", "done"), ("7", "open")]
