"""Which rows of a plan are tasks, what their boxes say, and what every other box stands for."""

import pytest

from sisyphus.errors import InputError
from sisyphus.model.plan import Plan, Role, State
from sisyphus.parse.plan import parse_plan

FENCE = "`" * 3


def read(text: str) -> Plan:
    return parse_plan(text.encode(), ".sisyphus/plans/p.md")


def tasks(text: str) -> list[str]:
    return [f"{t.key} {t.state} {t.line}" for t in read(text).tasks]


def boxes(text: str) -> list[tuple[int, str, str | None]]:
    return [(b.line, str(b.role), b.task) for b in read(text).boxes]


def rules(text: str) -> set[str]:
    return {f.rule for f in read(text).findings}


TASKS = [
    # Acceptance boxes are no tasks, and a nested box says nothing of its task (complaints of 9/28 for 9/9).
    ("## TODOs\n- [x] 1. a\n  - [ ] crit\n  - [ ] crit\n", ["todo:1 done 2"]),
    ("## TODOs\n- [ ] 1. a\n  - [x] 1. step\n", ["todo:1 open 2"]),
    # Ids are the author's own.
    ("## TODOs\n- [x] T1.1 a\n- [ ] H1. b\n- [x] F5. c\n", ["todo:t1.1 done 2", "todo:h1 open 3", "todo:f5 done 4"]),
    ("## TODOs\n- [ ] 0. setup\n- [x] 01. a\n", ["todo:0 open 2", "todo:01 done 3"]),
    ("## 任务\n- [x] 任务1：起步\n- [ ] 任务2：结束\n", ["todo:1 done 2", "todo:2 open 3"]),
    ("## TODOs\n- [x] **1. a**\n- [ ] **P0-1**: b\n", ["todo:1 done 2", "todo:p0-1 open 3"]),
    # Every kind of list.
    ("## TODOs\n* [ ] 1. a\n+ [x] 2. b\n", ["todo:1 open 2", "todo:2 done 3"]),
    ("## TODOs\n1. [ ] a\n2. [x] b\n", ["todo:1 open 2", "todo:2 done 3"]),
    ("## TODOs\n - [ ] 1. a\n-  [x] 2) b\n", ["todo:1 open 2", "todo:2 done 3"]),
    # Markers.
    ("## TODOs\n- [x] 1. a\n- [~] 2. push\n", ["todo:1 done 2", "todo:2 blocked 3"]),
    ("## TODOs\n- [-] 1. a\n- [N/A] 2. b\n- [/] 3. c\n", ["todo:1 cancelled 2", "todo:2 cancelled 3", "todo:3 in_progress 4"]),
    ("## TODOs\n- [x] 1. a\n- [?] 2. b\n", ["todo:1 done 2", "todo:2 other 3"]),
    ("## TODOs\n- [x] ~~1. gone~~\n- [x] 2. b (SKIPPED)\n- [x] 3. c DEFERRED\n", ["todo:1 cancelled 2", "todo:2 cancelled 3", "todo:3 blocked 4"]),
    ("## TODOs\n- [P1] a\n- [END] b\n- [x](u) c\n- [x] 1. d\n", ["todo:1 done 5"]),
    # Headings: decorated, of other levels, with other words in between.
    ("## ✅ TODOs (12 tasks)\n- [x] 1. a\n## Success Criteria\n- [ ] ok\n", ["todo:1 done 2"]),
    ("# **TODOs**\n- [x] 1. a\n", ["todo:1 done 2"]),
    ("TODOs\n-----\n- [x] 1. a\n", ["todo:1 done 3"]),
    ("## TODOs\n## Wave 1\n- [x] 1. a\n## Wave 2\n- [ ] 2. b\n", ["todo:1 done 3", "todo:2 open 5"]),
    ("## TODOs\n- [x] 1. a\n## Final Verification Wave (MANDATORY — after ALL tasks)\n- [ ] F1. b\n", ["todo:1 done 2", "final-wave:f1 open 4"]),
    ("## TODOs\n- [x] 1. a\n## Context\n- [ ] 2. no\n", ["todo:1 done 2"]),
    # Tasks that are headings.
    ("## Tasks\n### 1. [x] Done\n", ["todo:1 done 2"]),
    ("## Tasks\n### - [x] T1: Done\n### [ ] T2: Open\n", ["todo:t1 done 2", "todo:t2 open 3"]),
    ("## TODOs\n### Task 1: a\n- [x] s\n- [ ] t\n### Task 2: b\n- [x] s\n", ["todo:1 in_progress 2", "todo:2 done 5"]),
    ("## TODOs\n### Task 1: a\n- [x] 1.1 s\n- [ ] 1.2 t\n", ["todo:1.1 done 3", "todo:1.2 open 4"]),
    ("## TODOs\n- [x] 1. a\n\n### Task 1: a\n- [ ] detail\n", ["todo:1 done 2"]),
    # Tables of tasks.
    ("## Tasks\n| # | Task | State |\n|---|---|---|\n| 1 | a | ✅ |\n| 2 | b | ⬜ |\n", ["todo:1 done 4", "todo:2 open 5"]),
    # Without ids, and without a section of tasks.
    ("- [x] a\n- [ ] b\n", ["todo:1 done 1", "todo:2 open 2"]),
    ("## Phase 1: x\n- [x] 1. a\n## Definition of Done\n- [ ] ok\n", ["todo:1 done 2"]),
    # What is no row.
    ("## TODOs\n<!--\n- [ ] 1. old\n-->\n- [x] 2. b\n", ["todo:2 done 5"]),
    (f"## TODOs\n{FENCE}\n- [ ] 1. sample\n{FENCE}\n- [x] 2. b\n", ["todo:2 done 5"]),
    ("## TODOs\n> - [ ] 1. quoted\n\n- [x] 2. b\n", ["todo:2 done 4"]),
    # A fence that is never closed inside an item.
    (f"## TODOs\n- [x] 1. a\n  {FENCE}\n  Scenario: x\n- [ ] 2. b\n- [ ] 3. c\n", ["todo:1 done 2", "todo:2 open 5", "todo:3 open 6"]),
    # Repeated ids are all kept.
    ("## TODOs\n- [x] 1. a\n- [ ] 1. b\n", ["todo:1 done 2", "todo:1#2 open 3"]),
    # No byte order mark, carriage return or line separator changes anything.
    ("\ufeff## TODOs\r\n- [x] 1. a\r\n- [ ] 2. b\u2028c\r\n", ["todo:1 done 2", "todo:2 open 3"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TASKS)
def test_tasks(text: str, expected: list[str]) -> None:
    assert tasks(text) == expected


def test_boxes_have_the_role_of_their_place() -> None:
    text = (
        "## Work Objectives\n### Concrete Deliverables\n- [x] d\n### Definition of Done\n- [ ] ok\n  - [ ] inner\n"
        "### Must Have\n- [ ] m\n## TODOs\n- [x] 1. a\n\n  **Acceptance Criteria**:\n  - [x] crit\n"
        "## Success Criteria\n### Final Checklist\n- [x] c\n"
    )
    assert boxes(text) == [
        (3, "deliverable", None),
        (5, "definition_of_done", None),
        (6, "definition_of_done", None),
        (8, "other", None),
        (10, "task", "todo:1"),
        (13, "acceptance", "todo:1"),
        (16, "checklist", None),
    ]


def test_a_body_at_the_margin_belongs_to_its_task() -> None:
    text = "## TODOs\n\n- [x] 1. a\n\n**What to do**:\n- it\n\n**Acceptance Criteria**:\n- [ ] crit\n\n- [ ] 2. b\n"
    plan = read(text)
    assert [(t.label, t.line, t.end_line) for t in plan.tasks] == [("1", 3, 9), ("2", 11, 11)]
    assert [(b.role, b.task) for b in plan.boxes][1] == (Role.ACCEPTANCE, "todo:1")


def test_criteria_that_follow_a_long_task_without_an_id_are_its_own() -> None:
    text = "## TODOs\n- [x] 1. a\n\n  **What to do**:\n  - it\n\n  **Acceptance Criteria**:\n- [x] crit\n- [x] crit\n- [ ] 2. b\n"
    plan = read(text)
    assert [t.label for t in plan.tasks] == ["1", "2"]
    assert [b.task for b in plan.boxes] == ["todo:1", "todo:1", "todo:1", "todo:2"]


def test_a_short_row_without_an_id_among_tasks_is_a_task() -> None:
    assert tasks("## TODOs\n- [x] 1. a\n- [ ] deploy\n- [ ] 2. b\n") == [
        "todo:1 done 2",
        "todo:l3 open 3",
        "todo:2 open 4",
    ]


def test_prose_tasks_are_listed_as_untracked() -> None:
    text = "## Todos\n**1. Add parser** do x\n## Final verification wave\n- [ ] F1. audit\n"
    plan = read(text)
    assert [(t.key, t.state, t.marker) for t in plan.tasks] == [
        ("todo:1", State.OTHER, None),
        ("final-wave:f1", State.OPEN, " "),
    ]
    assert "untracked-task" in rules(text)


def test_a_heading_without_a_box_is_listed_and_its_state_is_unknown() -> None:
    plan = read("## TODOs\n### 1. Do it\ntext\n")
    assert [(t.label, t.state, t.marker) for t in plan.tasks] == [("1", State.OTHER, None)]
    assert [b for b in plan.boxes if b.role is Role.TASK] == []


FINDINGS = [
    ("# T\n\ntext\n", "no-tasks"),
    ("## TODOs\n- [x] 1. a\n- [ ] 1. b\n", "duplicate-id"),
    ("## TODOs\n- [?] 1. a\n", "unknown-marker"),
    (f"## TODOs\n  {FENCE}\n- [ ] 1. a\n", "broken-fence"),
    ("- [ ] a\n", "unlabelled-task"),
    ("## Phase 1\n- [ ] 1. a\n", "no-task-section"),
]


@pytest.mark.parametrize(("text", "rule"), FINDINGS)
def test_faults_are_said(text: str, rule: str) -> None:
    assert rule in rules(text)
    assert rule not in rules("## TODOs\n- [x] 1. a\n")


def test_recovered_boxes_are_counted_and_said() -> None:
    plan = read(f"## TODOs\n- [x] 1. a\n\n text\n\n  {FENCE}sh\n- [ ] 2. b\n- [ ] 3. c\n")
    assert [b.recovered for b in plan.boxes] == [False, True, True]
    [finding] = [f for f in plan.findings if f.rule == "broken-fence"]
    assert "2 boxes were recovered from line 7" in finding.message


def test_what_looks_like_a_box_and_is_none_is_explained() -> None:
    text = f"## TODOs\n- [x] 1. a\n- [ x] 2. b\n{FENCE}\n- [ ] 3. c\n{FENCE}\n"
    assert [(u.line, u.reason) for u in read(text).uncounted] == [
        (3, "brackets that are no checkbox"),
        (5, "inside a code fence"),
    ]


HIDDEN = [
    ("<!-- - [ ] 2. b -->", "inside HTML or a comment"),
    ("<!--\n- [ ] 2. b\n-->", "inside HTML or a comment"),
    ("`- [ ] 2. b`", "inside inline code"),
    ("\\- [ ] 2. b", "an escaped bullet"),
    ("2\\. [ ] b", "an escaped bullet"),
    ("    - [ ] 2. b", None),
    ("-[ ] 2. b", "no blank between bullet and box"),
    ("\u2022 [ ] 2. b", "no bullet of Markdown"),
    ("[ ] 2. b", "a box without a bullet"),
    ("2. b", "an item without a box beside tasks with boxes"),
    ("* Task 2: b", "an item without a box beside tasks with boxes"),
    ("1. a", None),
    ("* no id", None),
    ("  1) in the body of a task", None),
    ("### Notes\n2. b", None),
    ("> 2. b", None),
]


@pytest.mark.parametrize(("lines", "reason"), HIDDEN)
def test_what_looks_like_a_task_and_is_none_is_explained(lines: str, reason: str | None) -> None:
    plan = read(f"## TODOs\n- [x] 1. a\n\n{lines}\n")
    assert [u.reason for u in plan.uncounted] == ([reason] if reason else [])


@pytest.mark.parametrize("rows", ["### 1. a\n1. step\n2. step\n", "**1. a**\n\n2. b\n", "- 1. a\n- 2. b\n"])
def test_items_without_boxes_are_none_where_no_task_is_an_item_with_one(rows: str) -> None:
    assert read(f"## TODOs\n{rows}").uncounted == ()


CLAIMS = [
    ("# T\n\n**Status**: ✅ COMPLETED\n", True),
    ("# T\n\nALL TASKS COMPLETE\n", True),
    ("## ✅ STATUS: COMPLETED\n", True),
    ("## Wave 1: Foundation (COMPLETED)\n", False),
    ("The parser is complete.\n", False),
    ("complete\n", False),
    ("# T\n\n所有任务已完成\n", True),
    ("## TODOs\n- [x] 1. a\n- [ ] 2. b\n\n**ALL TASKS COMPLETE** ✅\n", True),
    ("## TODOs\n- [x] 1. a\n- [ ] 2. b\n\n**Todas las tareas completadas**\n", True),
    ("## TODOs\n- [x] 1. a\n- [ ] 2. b\n\n**Status**: ✅ Completed\n", False),
    ("## TODOs\n- [x] 1. a\n- [ ] 2. b\n\nPlan complete.\n", False),
]


@pytest.mark.parametrize(("text", "claimed"), CLAIMS)
def test_only_a_claim_on_the_whole_plan_is_one(text: str, *, claimed: bool) -> None:
    assert bool(read(text).claims) is claimed


def test_figures_of_a_plan() -> None:
    plan = read("# Title\n\n## Work Objectives\n### Core Objective\nMake it\nfast.\n\n## TODOs\n- [ ] 1. a\n")
    assert (plan.title, plan.objective, plan.name, plan.lines) == ("Title", "Make it fast.", "p", 9)
    assert len(plan.sha256) == 64


@pytest.mark.parametrize(
    ("below", "objective"),
    [
        ("### Concrete Deliverables\n- [x] `a.py` is there\n", None),
        ("### Definition of Done\n- [ ] It works\n### Core Objective\nMake it fast.\n", "Make it fast."),
        ("### For whom\nFor sailors.\n### Definition of Done\n- [ ] It works\n", "For sailors."),
    ],
)
def test_what_stands_below_another_heading_is_no_objective(below: str, objective: str | None) -> None:
    assert read(f"# Title\n\n## Work Objectives\n\n{below}\n## TODOs\n- [ ] 1. a\n").objective == objective


def test_conflict_markers_are_an_error_with_their_line() -> None:
    with pytest.raises(InputError, match=r"p\.md:2"):
        read("# T\n<<<<<<< HEAD\n- [ ] 1. a\n=======\n- [x] 1. a\n>>>>>>> b\n")


CLAIMS = [
    ("## ✅ Completed\n- x", False),
    ("## ✅ 已完成\n\n### BE\n1. x", False),
    ("## ✅ COMPLETED", True),
    ("## Status: ✅ COMPLETE\n- x", True),
    ("**Status**: ✅ COMPLETED (2026-01-02)", True),
    ("**Status**: COMPLETE (all tasks done)", True),
    ("**Status**: COMPLETE (except task 2)", False),
    ("**状态**: ✅ 已完成", True),
    ("All 12 tasks completed successfully.", True),
    ("## Success Criteria\n\nAll tasks complete.", False),
    ("**Status**: Phase 1 complete", False),
    ("When all tasks are complete, tell the user.", False),
]


@pytest.mark.parametrize(("text", "claims"), CLAIMS)
def test_what_claims_that_the_plan_is_complete(text: str, claims: bool) -> None:  # noqa: FBT001 - a table's column
    found = parse_plan(f"## TODOs\n- [ ] 1. a\n\n## Notes\n\n{text}\n".encode(), "x.md").claims

    assert bool(found) is claims
