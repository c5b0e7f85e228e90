"""Rows that their structure tells, where words fail."""

import pytest

from sisyphus.model.plan import Plan, Role, State
from sisyphus.parse.plan import parse_plan


def read(text: str) -> Plan:
    return parse_plan(text.encode(), ".sisyphus/plans/p.md")


def roles(text: str) -> dict[str, Role]:
    return {t.label: t.role for t in read(text).tasks}


TODOS = "# P\n\n## TODOs\n- [x] 1. a\n- [x] 2. b\n\n"


@pytest.mark.parametrize(
    "heading", ["Abschließende Verifikation", "Zum Schluss", "Checks at the end", "终局"]
)
def test_reviews_behind_the_tasks_are_the_final_wave(heading: str) -> None:
    plan = read(f"{TODOS}## {heading}\n- [ ] F1. audit\n  - [ ] every row\n- [x] F2. x\n")
    assert [(t.label, t.role, t.state) for t in plan.tasks[2:]] == [
        ("F1", Role.FINAL_WAVE, State.OPEN),
        ("F2", Role.FINAL_WAVE, State.DONE),
    ]
    assert [b.task for b in plan.boxes if b.role is Role.ACCEPTANCE] == ["final-wave:f1"]


def test_reviews_as_headings_behind_the_tasks() -> None:
    assert roles(f"{TODOS}## Zum Schluss\n\n### [ ] F1. audit\n\nLook.\n")["F1"] is Role.FINAL_WAVE


@pytest.mark.parametrize(
    "rest",
    [
        "## Success Criteria\n- [ ] F1. audit\n",
        "## Final Checklist\n- [ ] F1. audit\n",
        "## Zum Schluss\n- [ ] F1. audit\n- [ ] and more\n",
        "## Final Verification Wave\n- [ ] F9. z\n\n## Zum Schluss\n- [ ] F1. audit\n",
    ],
)
def test_rows_that_are_no_reviews(rest: str) -> None:
    assert "F1" not in roles(TODOS + rest)


def test_features_before_the_tasks_are_no_reviews() -> None:
    assert "F1" not in roles("# P\n\n## Ziele der Nutzer\n- [ ] F1. schneller\n\n## TODOs\n- [ ] 1. a\n")


def test_one_review_at_the_end_of_the_list_speaks_for_all() -> None:
    found = roles("# P\n\n## TODOs\n- [ ] 1. a\n- [ ] F1. 流程测试\n- [ ] F2. 兼容验证\n")
    assert (found["1"], found["F1"], found["F2"]) == (Role.TASK, Role.FINAL_WAVE, Role.FINAL_WAVE)


def test_features_among_the_tasks_stay_tasks() -> None:
    found = roles("# P\n\n## TODOs\n- [ ] F1. Search page\n- [ ] F2. Code review page\n- [ ] B1. Index\n")
    assert found == {"F1": Role.TASK, "F2": Role.FINAL_WAVE, "B1": Role.TASK}


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("6. ~~f~~", State.CANCELLED),
        ("**6. ~~f g~~**", State.CANCELLED),
        ("Task 6: ~~f~~", State.CANCELLED),
        ("~~6. f~~", State.CANCELLED),
        ("6. ~~f~~ g", State.DONE),
        ("6. ~~f~~ and ~~g~~", State.DONE),
        ("6. ~~~~", State.DONE),
    ],
)
def test_a_title_struck_through_whole(title: str, state: State) -> None:
    assert read(f"# P\n\n## TODOs\n- [x] {title}\n- [ ] 7. h\n").tasks[0].state is state


def test_a_heading_with_box_and_id_inside_another_is_a_task_of_its_own() -> None:
    plan = read(
        "# P\n\n## TODOs\n\n### - [x] T1: first\n- [x] one\n\n#### [ ] T2: second\n- [ ] two\n\n#### [ ] T3: third\n"
        "\n### - [ ] T4: fourth\n"
    )
    assert [(t.label, t.state, t.line, t.end_line) for t in plan.tasks] == [
        ("T1", State.DONE, 5, 6),
        ("T2", State.OPEN, 8, 9),
        ("T3", State.OPEN, 11, 11),
        ("T4", State.OPEN, 13, 13),
    ]
    assert [b.task for b in plan.boxes if b.role is Role.ACCEPTANCE] == ["todo:t1", "todo:t2"]


def test_a_step_inside_a_heading_is_no_task() -> None:
    plan = read("# P\n\n## TODOs\n\n### - [x] T1: first\n\n#### [ ] Step 1: begin\n\n#### [ ] Look\n")
    assert [t.label for t in plan.tasks] == ["T1"]
    assert [u.line for u in plan.uncounted] == [7, 9]


def test_a_rule_is_no_text_of_a_task() -> None:
    (task,) = read("# P\n\n## TODOs\n\n### [ ] 1. a\n\n**What to do**:\n- Write\n\n---\n").tasks
    assert task.what_to_do == ("Write",)
