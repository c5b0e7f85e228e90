"""Forms that a model gives to names, lists and numbers, beside those of the template."""

import pytest

from sisyphus.model.plan import Plan, Task
from sisyphus.parse.plan import parse_plan


def read(text: str) -> Plan:
    return parse_plan(text.encode(), "x.md")


def tasks_with(*bodies: str) -> tuple[Task, ...]:
    """Return one task for each body of one line."""
    return read("## TODOs\n" + "".join(f"- [ ] {n}. t\n  {body}\n" for n, body in enumerate(bodies))).tasks


@pytest.mark.parametrize(
    "name",
    [
        "**Blocked By** (hard):",
        "*Blocked By*:",
        "- *Blocked By*:",
        "_Depends on_:",
        "**⛔ Blocked By**:",
        "⛔ **Blocked By**:",
        "- 🔗 Depends on:",
    ],
)
def test_a_field_in_dress(name: str) -> None:
    assert tasks_with("x", f"{name} 0")[1].depends_on == ("0",)


def test_a_field_all_in_italics() -> None:
    assert tasks_with("x", "*Depends on: Task 0*")[1].depends_on == ("0",)


def test_headings_below_a_task_heading_name_its_fields() -> None:
    text = (
        "## TODOs\n### Task 1: Parser\n#### What to do\n- write it in `src/a.py`\n#### 📁 Files\n`src/b.py`\n"
        "#### References\n- `docs/c.md:7` - shape\n#### Dependencies: Task 9\n#### Acceptance Criteria\n- [ ] parses\n"
    )
    (task,) = read(text).tasks

    assert (task.what_to_do, task.files) == (("write it in `src/a.py`",), ("src/b.py", "src/a.py"))
    assert [(r.path, r.first_line) for r in task.references] == [("docs/c.md", 7)]
    assert task.depends_on == ("9",)


@pytest.mark.parametrize(
    ("title", "needs"),
    [
        ("c (depends: 1)", ("1",)),
        ("c (depends on 1, 2)", ("1", "2")),
        ("c [blocked by: T1-T3]", ("T1", "T2", "T3")),
        ("c (after Task 2)", ("2",)),
        ("c（依赖 1、2）", ("1", "2")),
        ("c (after 3 retries)", ()),
        ("c (depends on libpq 15)", ()),
        ("c (1, 2)", ()),
    ],
)
def test_dependencies_in_a_title(title: str, needs: tuple[str, ...]) -> None:
    (task,) = read(f"## TODOs\n- [ ] 7. {title}\n").tasks

    assert task.depends_on == needs


@pytest.mark.parametrize(
    ("value", "needs", "wave"),
    [
        ("YES (Wave 2)", (), "Wave 2"),
        ("YES, Wave 2", (), "Wave 2"),
        ("YES (Wave 2, 依赖 Task 9)", ("9",), "Wave 2"),
        ("NO (depends on 0.1)", ("0.1",), None),
        ("NO (depends on 0.x)", (), None),
        ("YES (independent of 3)", (), None),
        ("YES with T1, T2 (other files)", (), None),
        ("Wave 2. Blocks Tasks 5-23. Blocked by: 9.", ("9",), "Wave 2"),
    ],
)
def test_what_a_parallelization_line_says(value: str, needs: tuple[str, ...], wave: str | None) -> None:
    (task,) = tasks_with(f"**Parallelization**: {value}")

    assert (task.depends_on, task.wave) == (needs, wave)


def test_lines_below_a_parallelization_say_nothing_of_dependencies() -> None:
    (task,) = tasks_with("**Parallelization**: Wave 1\n  - passes after tasks 2-6")

    assert task.depends_on == ()


@pytest.mark.parametrize(
    ("bullet", "needs", "blocks"),
    [
        ("- **4**: depends on 1, 2; blocks 5", ("1", "2"), ("5",)),
        ("- Task 4 depends on 1, 2.", ("1", "2"), ()),
        ("- T4: blocks: T5 / blocked-by: T1, T2", ("T1", "T2"), ("T5",)),
        ("- **4**: depends on nothing; blocks **5-6** (two).", (), ("5", "6")),
        ("- F1-F4 block Task 4.", (), ()),
    ],
)
def test_a_matrix_in_words(bullet: str, needs: tuple[str, ...], blocks: tuple[str, ...]) -> None:
    (task,) = read(f"## Dependency Matrix\n{bullet}\n\n## TODOs\n- [ ] 4. x\n").tasks

    assert (task.depends_on, task.blocks) == (needs, blocks)


def test_ids_of_several_parts() -> None:
    plan = read("## TODOs\n- [x] W1-T2: a\n- [ ] P1.T3 b\n- [ ] FE-03 c\n")

    assert [t.label for t in plan.tasks] == ["W1-T2", "P1.T3", "FE-03"]


def test_a_sign_before_the_id_of_a_heading_is_its_state() -> None:
    plan = read("## TODOs\n### ✅ 1. Parser\nx\n### ⬜ 2. Builder\nx\n")

    assert [(t.label, t.state.value) for t in plan.tasks] == [("1", "done"), ("2", "open")]


def test_tasks_that_count_on_in_a_section_of_another_name_are_tasks() -> None:
    text = "## TODOs\n- [x] 1. a\n- [x] 2. b\n\n## Backend\n- [ ] 3. c\n  - [ ] inner\n\n## Manual run\n- [ ] 1. open\n"
    plan = read(text)

    assert [(t.label, t.state.value) for t in plan.tasks] == [("1", "done"), ("2", "done"), ("3", "open")]
    assert [(b.line, b.role.value) for b in plan.boxes[3:]] == [(7, "acceptance"), (10, "other")]


def test_a_word_in_a_column_of_states_is_a_state() -> None:
    text = (
        "## Tasks\n| ID | Task | Status |\n|---|---|---|\n| T1 | Setup | Done |\n| T2 | Build | pending |\n"
        "| T3 | Ship | In Progress |\n| T4 | Tell | **Blocked** |\n| T5 | Rest | soon |\n"
    )

    assert [(t.label, t.title, t.state.value) for t in read(text).tasks] == [
        ("T1", "Setup", "done"),
        ("T2", "Build", "open"),
        ("T3", "Ship", "in_progress"),
        ("T4", "Tell", "blocked"),
    ]


def test_words_for_states_elsewhere_make_no_tasks() -> None:
    table = "| # | Item | Status |\n|---|---|---|\n| 1 | Setup | Done |\n"
    beside = read(f"## TODOs\n{table}\n- [ ] 1. a\n")
    apart = read(f"## Review\n{table}")

    assert [(t.label, t.state.value) for t in beside.tasks] == [("1", "open")]
    assert [u.reason for u in beside.uncounted] == ["a table row beside tasks with boxes of their own"]
    assert (apart.tasks, apart.uncounted) == ((), ())


def test_a_numbered_list_without_boxes_is_listed_and_said_to_be_untracked() -> None:
    plan = read("## TODOs\n1. **Add a parser**\n   - in `src/a.py`\n2. Build\n\n## Notes\n1. No task\n")

    assert [(t.label, t.title, t.state.value) for t in plan.tasks] == [
        ("1", "**Add a parser**", "other"),
        ("2", "Build", "other"),
    ]
    assert {f.rule for f in plan.findings} == {"untracked-task"}


@pytest.mark.parametrize("text", ["## Steps\n1. a\n2. b\n", "## TODOs\n1. why\n\n### Wave 1\n- [ ] 1. a\n"])
def test_a_numbered_list_that_tells_how_or_stands_beside_tasks(text: str) -> None:
    assert all(t.marker is not None for t in read(text).tasks)


def test_scenarios_as_a_pair_of_bullets_and_as_given_when_then() -> None:
    (pair,) = tasks_with("**QA scenarios**:\n  - Happy path: open it → 200\n  - Failure path: no key → 401")
    (spoken,) = tasks_with(
        "**QA scenarios**:\n  Scenario: Open\n    Given: it runs\n    When: I open it\n    Then: 200"
    )

    assert [s.title for s in pair.scenarios] == ["Happy path: open it → 200", "Failure path: no key → 401"]
    assert [(s.preconditions, s.steps, s.expected) for s in spoken.scenarios] == [
        (("it runs",), ("I open it",), ("200",))
    ]


def test_a_box_without_a_blank_behind_it_makes_a_task_and_no_box() -> None:
    plan = read(
        "## TODOs\n- [x]1. a\n  - [ ] crit\n- [ ] 2. b\n  **Blocked By**: 1\n- [x]no id\n- [x](http://z) d\n"
    )

    assert [(t.label, t.state.value) for t in plan.tasks] == [("1", "done"), ("2", "open")]
    assert [(b.line, b.role.value) for b in plan.boxes if b.in_list] == [(3, "acceptance"), (4, "task")]
    assert [(f.rule, f.source.line) for f in plan.findings] == [("malformed-box", 2)]
    assert [u.line for u in plan.uncounted] == [6, 7]


@pytest.mark.parametrize(
    ("body", "needs"),
    [
        ("- Dependencies: needs access to `Client`\n    1. Build it\n    2. Ship it", ()),
        ("**Dependencies**: Node 20, `zod` 3", ()),
        ("**Dependencies**: 3 packages", ()),
        ("**Blocked By**: AWS S3 bucket", ()),
        ("**Blocked By**: Fix 0, Fix 9", ("0",)),
        ("**Blocked By**: approval of the plan, Task 3", ("3",)),
        ("**Blocked By**:\n    - Task 3: the schema\n    - T4\n    - the owner", ("3", "T4")),
        ("**Blocked By**: 3 and 4", ("3", "4")),
        ("**Blocked By**: 3 for its types", ("3",)),
        ("**Blocked By**: #3, F1", ("3", "F1")),
        ("**Dependencies**: Waves 1 complete, Task 5", ("Wave 1", "5")),
    ],
)
def test_what_lists_tasks_and_what_lists_other_things(body: str, needs: tuple[str, ...]) -> None:
    (task,) = tasks_with(body)

    assert task.depends_on == needs


def test_the_first_plans_have_their_matrix_under_parallelization() -> None:
    text = (
        "## Parallelization\n\n| Group | Tasks | Reason |\n|---|---|---|\n| A | 1, 2 | files apart |\n\n"
        "| Task | Depends On | Reason |\n|---|---|---|\n| 2 | 1 | uses its types |\n\n## TODOs\n- [ ] 1. a\n- [ ] 2. b\n"
    )

    assert [(t.label, t.depends_on) for t in read(text).tasks] == [("1", ()), ("2", ("1",))]


def test_reviews_without_boxes_are_listed() -> None:
    tasks = "## TODOs\n- [x] 1. a\n\n"
    plan = read(f"{tasks}## Final Verification Wave\n- F1 Plan compliance\n- F2. Code quality\n- not one\n")
    boxed = read(f"{tasks}## Final Verification Wave\n- [ ] F1. Plan compliance\n- F2 is left to the user\n")

    assert [(t.label, t.role.value, t.state.value) for t in plan.tasks[1:]] == [
        ("F1", "final_wave", "other"),
        ("F2", "final_wave", "other"),
    ]
    assert [t.label for t in boxed.tasks] == ["1", "F1"]
