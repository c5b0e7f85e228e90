"""Names of sections in the dress that authors give them."""

import pytest

from sisyphus.parse.plan import parse_plan
from sisyphus.parse.plans.headings import classify
from sisyphus.parse.plans.section_names import SectionKind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Overall Acceptance Criteria", SectionKind.ACCEPTANCE),
        ("Key Project Deliverables", SectionKind.DELIVERABLE),
        ("Detailed TODOs", SectionKind.TASKS),
        ("Full Dependency Matrix", SectionKind.MATRIX),
        ("详细任务清单", SectionKind.TASKS),
        ("전체 성공 기준", SectionKind.SUCCESS),
        ("TODOs — Implementation", SectionKind.TASKS),
        ("Implementation Tasks — Phase 1", SectionKind.TASKS),
        ("TODOs / 任务清单", SectionKind.TASKS),
        ("Part 3: TODOs", SectionKind.TASKS),
        ("Teil 2 — Erfolgskriterien", SectionKind.SUCCESS),
        ("第三部分：任务清单", SectionKind.TASKS),
        ("Fertigstellung (Definition of Done)", SectionKind.DEFINITION_OF_DONE),
        ("Letzter Durchgang (Final Verification Wave)", SectionKind.FINAL_WAVE),
        ("Offene Arbeit（TODOs）", SectionKind.TASKS),
        ("План реализации", SectionKind.TASKS),
        ("Part 2: Backend", SectionKind.GROUP),
        ("Track A", SectionKind.GROUP),
        ("阶段一：准备", SectionKind.GROUP),
    ],
)
def test_a_name_in_dress_is_known(heading: str, kind: SectionKind) -> None:
    assert classify(heading) is kind


@pytest.mark.parametrize(
    "heading",
    [
        "Windows support (TODO)",
        "Core Architecture of Plugins",
        "Completed Tasks",
        "Follow-up Tasks",
        "Parser (steps)",
        "Partial results",
    ],
)
def test_words_that_name_no_section(heading: str) -> None:
    assert classify(heading) in {SectionKind.UNKNOWN, SectionKind.CONTEXT}


def read(text: str) -> list[tuple[str, str]]:
    return [(t.label, t.state.value) for t in parse_plan(text.encode(), "x.md").tasks]


def test_a_numbered_heading_among_tasks_is_a_task_whatever_word_it_begins_with() -> None:
    text = "## TODOs\n### 1. Parser\n### 2. Context menu\n### 3. Notes API\n### 4. Verify: login\n"

    assert [label for label, _ in read(text)] == ["1", "2", "3", "4"]


def test_a_heading_with_a_box_is_a_task_whatever_word_it_begins_with() -> None:
    text = "## Tasks\n### [x] 1. Parser\n### [ ] 2. Context menu\n### [ ] Risk engine\n"

    assert read(text) == [("1", "done"), ("2", "open"), ("L4", "open")]


def test_a_part_behind_the_tasks_goes_on_with_them() -> None:
    assert read("## TODOs\n- [x] 1. a\n\n## Part 2: Backend\n- [ ] 2. b\n") == [("1", "done"), ("2", "open")]


def test_boxes_of_a_section_with_a_known_name_are_no_tasks_whatever_stands_before_it() -> None:
    text = "# P\n\n## Detailed TODOs\n- [x] 1. a\n\n## Overall Acceptance Criteria\n- [ ] fast\n"
    plan = parse_plan(text.encode(), "x.md")

    assert [(b.line, b.role.value) for b in plan.boxes] == [(4, "task"), (7, "checklist")]
    assert plan.findings == ()
