"""Forms in plans that were written for this test alone: what a person understands at once."""

import pytest

from sisyphus.model.plan import Plan, State, Task
from sisyphus.parse.plan import parse_plan
from sisyphus.parse.plans.labels import read_label


def read(text: str) -> Plan:
    return parse_plan(text.encode(), "x.md")


def rows(*texts: str) -> tuple[Task, ...]:
    """Return the tasks of a section with these rows."""
    return read("## TODOs\n\n" + "\n".join(texts) + "\n").tasks


def ids(*texts: str) -> list[str]:
    return [t.label for t in rows(*texts)]


def test_empty_brackets_are_an_open_task_and_no_box() -> None:
    plan = read("## TODOs\n- [x] 1. a\n- [] 2. b\n")

    assert [(t.label, t.state) for t in plan.tasks] == [("1", State.DONE), ("2", State.OPEN)]
    assert sum(b.in_list for b in plan.boxes) == 1
    assert [(f.rule, f.source.line) for f in plan.findings] == [("malformed-box", 3)]


def test_empty_brackets_need_no_id_where_no_row_has_one() -> None:
    assert [t.state for t in rows("- [x] copy it", "- [] delete it")] == [State.DONE, State.OPEN]


def test_empty_brackets_inside_a_task_are_told_and_not_counted() -> None:
    plan = read("## TODOs\n- [ ] 1. a\n  - [] works\n")

    assert (len(plan.tasks), [u.line for u in plan.uncounted]) == (1, [3])


def test_a_star_behind_the_box_marks_a_task_that_may_be_left_out() -> None:
    assert [(t.label, t.title) for t in rows("- [ ] 1. a", "- [ ]* 2.3 Write tests")] == [
        ("1", "a"),
        ("2.3", "Write tests"),
    ]


@pytest.mark.parametrize(
    ("row", "id_"),
    [
        ("2．全角", "2"),
        ("（2）全角", "2"),
        ("(2) bracket", "2"),
        ("#2 hash", "2"),
        ("**#2** hash", "2"),
    ],
)
def test_ids_in_other_dress(row: str, id_: str) -> None:
    assert ids("- [ ] 1. a", f"- [ ] {row}") == ["1", id_]


def test_a_number_that_counts_things_is_no_id() -> None:
    assert "3" not in ids("- [ ] 1. a", "- [ ] (3 files) move them")


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("~~1. a~~ (moved to 7)", State.CANCELLED),
        ("~~**1. a**~~ → task 7", State.CANCELLED),
        ("1. ~~a~~ — no longer wanted", State.CANCELLED),
        ("1. ~~old~~ new name", State.DONE),
    ],
)
def test_a_struck_title_with_a_remark(title: str, state: State) -> None:
    assert [t.state for t in rows(f"- [x] {title}")] == [state]


@pytest.mark.parametrize(
    ("value", "with_tasks"),
    [
        ("NO (part of commit 1)", ("1",)),
        ("(grouped with 1)", ("1",)),
        ("squash into 1", ("1",)),
        ("N | part of 1", ("1",)),
        ("NO (amend into 1 and 2)", ("1", "2")),
        ("NO (validation, fixes as amendments to Commit 2)", ("2",)),
        ("part of the commit of task 1", ("1",)),
        ("NO (groups with T1)", ("1",)),
        ("NO (合并到任务2)", ("2",)),
        ("YES | feat(x): merge 2 readers", ()),
        ("YES — `fix: merged 2 forms`", ()),
        ("YES (with 2 files)", ()),
    ],
)
def test_whose_commit_holds_the_change(value: str, with_tasks: tuple[str, ...]) -> None:
    task = rows("- [ ] 1. a", "- [ ] 2. b", f"- [ ] 3. c\n  **Commit**: {value}")[2]

    assert task.commit_plan.with_tasks == with_tasks


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("Y | feat(x): read both (groups with 1)", "feat(x): read both"),
        ("YES — fix: read both", "fix: read both"),
        ("YES | feat(x): read it (again)", "feat(x): read it (again)"),
    ],
)
def test_the_message_beside_yes(value: str, message: str) -> None:
    assert rows(f"- [ ] 1. a\n  **Commit**: {value}")[0].commit_plan.message == message


@pytest.mark.parametrize(
    ("value", "needs"),
    [
        ("任务1", ("1",)),
        ("任务1和2", ("1", "2")),
        ("任务1至2", ("1", "2")),
        ("T1-T2", ("1", "2")),
        ("All previous tasks", ("1", "2")),
        ("ALL", ("1", "2")),
        ("All (Task 2)", ("2",)),
        ("所有前置任务", ("1", "2")),
        ("모든 이전 작업", ("1", "2")),
        ("all tests green", ()),
    ],
)
def test_what_a_task_waits_for(value: str, needs: tuple[str, ...]) -> None:
    tasks = rows("- [ ] 1. a", "- [ ] 2. b", f"- [ ] 3. c\n  **Blocked By**: {value}", "- [ ] 4. d")

    assert tasks[2].depends_on == needs


def test_days_and_counts_are_no_ids() -> None:
    tasks = rows("- [ ] 1. a", "- [ ] 2. b", "- [ ] 3. c\n  **依赖**: 2天, 2个接口")

    assert tasks[2].depends_on == ()


def test_ids_are_named_as_the_rows_name_them() -> None:
    tasks = rows("- [ ] T1. a", "- [ ] T2. b\n  **Blocked By**: 1\n  **Blocks**: 3", "- [ ] T3. c")

    assert (tasks[1].depends_on, tasks[1].blocks) == (("T1",), ("T3",))


def test_what_was_crossed_out_because_it_is_done_is_done() -> None:
    title = "1. ~~Bridge~~ — **DONE, committed as `a18f6d1`**"

    assert [t.state for t in rows(f"- [x] {title}", "- [x] 2. ~~Types~~ — **SUPERSEDED by 7**")] == [
        State.DONE,
        State.CANCELLED,
    ]


@pytest.mark.parametrize("end", ["  ```", "```", "  ~~~"])
def test_a_row_glued_to_the_end_of_a_fence(end: str) -> None:
    opening = end.replace("~~~", "~~~bash").replace("```", "```bash")
    plan = read(f"## TODOs\n- [x] 1. a\n{opening}\n  echo\n{end}- [ ] 2. b\n\n  text\n- [ ] 3. c\n")

    assert [(t.label, t.line, t.title) for t in plan.tasks] == [("1", 2, "a"), ("2", 5, "b"), ("3", 8, "c")]
    assert [(b.line, b.recovered) for b in plan.boxes][1] == (5, True)
    assert [(f.rule, f.source.line) for f in plan.findings] == [("broken-fence", 3)]


def test_a_section_glued_to_the_end_of_a_fence() -> None:
    plan = read("## TODOs\n- [x] 1. a\n```\necho\n```## Success Criteria\n- [ ] ok\n```\nx\n```\n")

    assert [(b.line, b.role.value) for b in plan.boxes] == [(2, "task"), (6, "checklist")]


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("### Task 1: Parser (done)", State.DONE),
        ("### Task 1 (in progress): Parser", State.IN_PROGRESS),
        ("### Task 1: Parser [blocked]", State.BLOCKED),
        ("### Task 1: Parser ✅ DONE", State.DONE),
        ("### 任务1：解析（已完成）", State.DONE),
        ("### Task 1: Parser\n**Status**: ✅ Complete", State.DONE),
        ("### Task 1: Parser\n- Status: In Progress (since Monday)", State.IN_PROGRESS),
        ("### Task 1: Parser\n**状态**：待办", State.OPEN),
        ("### Task 1: Parser (new)", State.OTHER),
        ("### Task 1: Count what is done", State.OTHER),
        ("### Task 1: Parser (done)\n- [ ] it parses", State.OPEN),
    ],
)
def test_a_task_without_a_box_tells_its_state(heading: str, state: State) -> None:
    plan = read(f"## Tasks\n\n{heading}\n\ntext\n")

    assert [(t.label, t.state, t.marker) for t in plan.tasks] in (
        [("1", state, None)],
        [("1", state, "✅")],
    )
    assert "untracked-task" in {f.rule for f in plan.findings}


def test_lines_that_name_tasks_are_listed_as_untracked() -> None:
    plan = read("## TODOs\n\nTask 1: Set it up\n\nTask 2 is hard.\n\nTask 3: Build it\n")

    assert [(t.label, t.state) for t in plan.tasks] == [("1", State.OTHER), ("3", State.OTHER)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- **[x] 2. bold**", 1),
        ("- ~~[ ] 2. struck~~", 1),
        ("\n-[ ] 2. no blank", 1),
        ("\n[ ] 2. no bullet", 1),
        ("\n[x](https://example.org) is a link", 0),
        ("- **[docs](a.md)** is a link", 0),
    ],
)
def test_what_looks_like_a_box_is_told(line: str, told: int) -> None:
    plan = read(f"## TODOs\n- [ ] 1. a\n{line}\n")

    assert (len(plan.tasks), len(plan.uncounted)) == (1, told)


def test_letters_are_ids_of_what_is_called_a_task() -> None:
    first, second, third = rows(
        "- [x] Task A: Schema",
        "- [ ] **Task B**: Load a file\n  **Depends on**: Task A",
        "- [ ] Task C — Report\n  **Blocked By**: A, B (see D)",
    )

    assert [t.label for t in (first, second, third)] == ["A", "B", "C"]
    assert (second.depends_on, third.depends_on) == (("A",), ("A", "B"))
    assert [t.label for t in rows("- [ ] 1. a", "- [ ] Task A is easy")] != ["1", "A"]


def test_boxes_below_a_task_with_a_letter_are_its_criteria() -> None:
    plan = read(
        "## Tasks\n\n### Task A: Schema\n- [x] table\n\n### Task B: Loader\n- [ ] read\n- [x] write\n"
    )

    assert [(t.label, t.state) for t in plan.tasks] == [("A", State.DONE), ("B", State.IN_PROGRESS)]


@pytest.mark.parametrize("tag", ["[P0]", "(P1)", "[backend]"])
def test_a_tag_before_the_number_is_no_id(tag: str) -> None:
    assert [(t.label, t.title) for t in rows(f"- [ ] {tag} 3. Sort")] == [("3", f"{tag} Sort")]


def test_a_bullet_with_a_hard_blank_is_told() -> None:
    assert [u.line for u in read("## TODOs\n- [ ] 1. a\n\n-\u00a0[ ] 2. b\n").uncounted] == [4]


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("1. Sort — SKIPPED (needs a server)", State.CANCELLED),
        ("1. Sort (optional) - SKIPPED: no need", State.CANCELLED),
        ("1. ~~Sort~~ SUPERSEDED — the panel is gone", State.CANCELLED),
        ("1. ~~Sort~~ — **SUPERSEDED by 7**", State.CANCELLED),
        ("1. Handle CANCELLED orders", State.DONE),
        ("1. Show: cancelled orders in grey", State.DONE),
    ],
)
def test_a_word_that_takes_a_box_back_may_have_a_reason_behind_it(title: str, state: State) -> None:
    assert [t.state for t in rows(f"- [x] {title}")] == [state]


@pytest.mark.parametrize("heading", ["Remaining Tasks", "📋 待完成任务", "남은 작업", "Offene Aufgaben"])
def test_sections_for_what_is_left(heading: str) -> None:
    assert [t.label for t in read(f"## {heading}\n\n- [ ] 1. a\n- [ ] 2. b\n").tasks] == ["1", "2"]


def test_subtasks_in_the_files_of_taskmaster() -> None:
    plan = read(
        "# Task ID: 4\n# Title: Import\n# Subtasks:\n## 1. Header [done]\n### Details:\nx\n## 2. Rows [pending]\n"
    )

    assert [(t.label, t.state) for t in plan.tasks] == [("1", State.DONE), ("2", State.OPEN)]


@pytest.mark.parametrize(
    "row",
    [
        "3. c — depends on 1, 2",
        "3. c - needs 1 and 2",
        "3. c (blocked by #1, #2)",
        "3. c [depends_on: 1, 2]",
        "3. c\n  - depends_on: [1, 2]",
        "3. c\n  **depends_on**: 1, 2",
    ],
)
def test_what_a_row_says_that_it_needs(row: str) -> None:
    assert rows("- [ ] 1. a", "- [ ] 2. b", f"- [ ] {row}")[2].depends_on == ("1", "2")


def test_other_words_behind_a_dash_name_no_task() -> None:
    assert rows("- [ ] 1. a", "- [ ] 2. Stop — after 1 retry")[1].depends_on == ()


@pytest.mark.parametrize("opening", ["\\`\\`\\`", "\\`\\`\\`bash", "```"])
def test_steps_in_an_escaped_fence_are_checks(opening: str) -> None:
    closing = opening.removesuffix("bash")
    body = "  Scenario: x\n    Tool: Bash\n    Steps:\n      1. go test ./...\n    Expected Result: PASS\n"
    plan = read(
        f"## TODOs\n\n- [ ] 1. a\n\n  **QA Scenarios**:\n  {opening}\n{body}  {closing}\n\n- [ ] 2. b\n"
    )

    assert [(c.line, c.label, c.command, c.expect.text) for c in plan.checks] == [
        (10, "1", "go test ./...", "PASS")
    ]


def test_a_date_is_no_id() -> None:
    assert ids("- [ ] 2026-03-01: call the bank", "- [ ] 2026-03-02 write") == ["1", "2"]


def test_a_task_in_prose_beside_boxes_is_told() -> None:
    plan = read("## TODOs\n\n- [ ] 1. a\n\n**2. Prose** b\n\n**1. More** on a\n")

    assert ([t.label for t in plan.tasks], [u.line for u in plan.uncounted]) == (["1"], [5])


def test_bold_numbers_below_a_task_heading_are_its_text() -> None:
    plan = read("## Tasks\n\n### Task 4: a\n\n**1. Add it:**\n\n**2. Use it:**\n\n### Task 5: b\n")

    assert ([t.label for t in plan.tasks], plan.uncounted) == (["4", "5"], ())


@pytest.mark.parametrize("bullet", ["•", "–", "●"])
def test_a_bullet_that_is_none_in_markdown_is_told(bullet: str) -> None:
    assert [u.line for u in read(f"## TODOs\n- [ ] 1. a\n\n{bullet} [ ] 2. b\n").uncounted] == [4]


@pytest.mark.parametrize(
    ("title", "state"),
    [("Parser - DONE", State.DONE), ("Parser — WIP", State.IN_PROGRESS), ("Mark orders - done", State.OTHER)],
)
def test_a_state_in_capitals_behind_a_dash(title: str, state: State) -> None:
    assert [t.state for t in read(f"## Tasks\n\n### Task 1: {title}\n\ntext\n").tasks] == [state]


def test_blanks_without_end_cost_no_more_than_their_length() -> None:
    blanks = " " * 20_000
    plan = read(
        f"## TODOs\n- [ ] 1. a\n  **Blocked By**: all{blanks}x\n  **Commit**: goes{blanks}x\n\n### Task 2: b -{blanks}x\n"
    )

    assert plan.tasks[0].depends_on == ()


def test_a_heading_keeps_the_dashes_of_its_title() -> None:
    plan = read("## Tasks\n\n### Task 1: Parser - dates - zones\n\n### - [ ] Task 2: x - y\n")

    assert [t.title for t in plan.tasks] == ["Parser - dates - zones", "x - y"]


@pytest.mark.parametrize(
    ("row", "label", "title"),
    [
        ("🔧 1. Parser", "1", "🔧 Parser"),
        ("✅ 3. Done", "3", "✅ Done"),
        ("⚙️ T2: Parser", "T2", "⚙️ Parser"),
        ("👨‍💻 F1. Audit", "F1", "👨‍💻 Audit"),
        ("🚀 **4.** Ship", "4", "🚀 Ship"),
        ("5.Parser", "5", "Parser"),
        ("6.解析", "6", "解析"),
        ("#F2 Audit", "F2", "Audit"),
    ],
)
def test_ids_behind_an_emoji_and_before_a_word(row: str, label: str, title: str) -> None:
    found = read_label(row)
    assert found
    assert (found.label, found.title) == (label, title)


@pytest.mark.parametrize("row", ["🔧 Parser", "3.js is new", "🔧 3 files change", "2.x and on", "#Fix it"])
def test_numbers_that_are_no_ids(row: str) -> None:
    assert read_label(row) is None
