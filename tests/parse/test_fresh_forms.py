"""Forms of tasks and of their checks that plans written for these tests showed to be read wrongly."""

import pytest

from sisyphus.model.check import Check
from sisyphus.model.plan import Plan, State
from sisyphus.parse.plan import parse_plan


def read(text: str) -> Plan:
    return parse_plan(f"# P\n\n{text}\n".encode(), "x.md")


def test_a_table_of_tasks_says_what_they_wait_for() -> None:
    plan = read(
        "## Tasks\n\n| # | Task | Depends | Status |\n|---|---|---|---|\n| 1 | Build | - | ✅ Done |\n"
        "| 2 | Walk | 1 | 🔄 In progress |\n| 3 | Prune | 1, 2 | ⬜ |\n| 4 | Drop | 3 | ❌ Cancelled |\n"
    )

    assert [(t.state, t.depends_on) for t in plan.tasks] == [
        (State.DONE, ()),
        (State.IN_PROGRESS, ("1",)),
        (State.OPEN, ("1", "2")),
        (State.CANCELLED, ("3",)),
    ]


@pytest.mark.parametrize("bullet", ["- {} 1. {}", "- {} {}", "1. {} {}", "- {} Task 1: {}"])
def test_items_with_a_sign_for_a_box(bullet: str) -> None:
    plan = read("## TODOs\n" + "\n".join(bullet.format(sign, "Alpha") for sign in ("✅", "⬜", "❌")))

    assert [t.state for t in plan.tasks] == [State.DONE, State.OPEN, State.OPEN]
    assert {t.title[2:] for t in plan.tasks} == {"Alpha"}
    assert [f.rule for f in plan.findings if f.rule == "untracked-task"]


def test_each_line_in_bold_of_a_paragraph_may_be_a_task() -> None:
    plan = read("## Todos\n**1. Add parser** - in C\nwith care\n**2. Add printer**\n**Note**: none\n")

    assert [(t.label, t.line) for t in plan.tasks] == [("1", 4), ("2", 6)]


@pytest.mark.parametrize(
    "words",
    [
        "happy: `./a 3` prints `3`; failure: `./a x` exits 1.",
        "Happy path: `./a 3` prints `3`. Error path: `./a x` exits 1",
        "happy — `./a 3` prints `3` | failure — `./a x` exits 1",
    ],
)
def test_a_name_that_introduces_the_next_command_is_no_result_of_the_one_before(words: str) -> None:
    checks = read(f"## TODOs\n- [ ] 1. a\n  **QA scenarios**: {words}").checks

    assert [c.expect.understood for c in checks] == [True, True]
    assert [a.text or a.equals for c in checks for a in c.expect.assertions] == ["3", 1]


def test_everything_above() -> None:
    plan = read("## TODOs\n- [ ] 1. a\n- [ ] 2. b\n- [ ] 3. c\n  **Blocked By**: everything above")
    assert plan.tasks[2].depends_on == ("1", "2")


@pytest.mark.parametrize(
    "head",
    ["**Scenario 1: Happy path**", "**Scenario: Happy path**", "**Scenario 1**: Happy", "**Test case 2:**"],
)
def test_scenarios_with_a_number_or_a_title_in_bold(head: str) -> None:
    checks = read(
        f"## TODOs\n- [ ] 1. a\n  **QA Scenarios**:\n\n  {head}\n  - Tool: Bash\n  - Steps:\n"
        "    1. `./ring push 3`\n    2. `./ring len`\n  - Expected: prints `1`\n"
    ).checks

    assert [(c.command, c.origin.value) for c in checks] == [
        ("./ring push 3", "qa_scenario"),
        ("./ring len", "qa_scenario"),
    ]
    assert [a.text for a in checks[1].expect.assertions] == ["1"]


def results(*lines: str) -> list[str | None]:
    fence = "\n".join(("## Success Criteria", "### Verification Commands", "```bash", *lines, "```"))
    return [c.expect.text for c in read(f"## TODOs\n- [ ] 1. a\n\n{fence}").checks]


def test_a_comment_below_a_command_that_has_its_result_is_about_the_next() -> None:
    assert results("npm test  # Expected: 12 passed", "# Expected: no output", "grep -rn TODO src") == [
        "Expected: 12 passed",
        "Expected: no output",
    ]
    assert results("# Expected: 5 passed", "npm test", "# Expected: no output", "grep -rn TODO src") == [
        "Expected: 5 passed",
        "Expected: no output",
    ]
    assert results("# the tests", "npm test", "# Expected: 5 passed", "npm run lint") == [
        "Expected: 5 passed",
        None,
    ]


def wanted(check: Check) -> list[str | float | None]:
    assert check.expect.understood
    return [a.text or a.value for a in check.expect.assertions]


def test_what_is_announced_as_the_output_is_printed() -> None:
    plan = read(
        "## TODOs\n- [ ] 1. a\n  **Acceptance Criteria**:\n  ```bash\n  ./ring\n  ```\n  Expected output: `ok`"
    )
    assert wanted(plan.checks[0]) == ["ok"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("が 1 を出力する", 1),
        ("が 1 を返す", 1),
        ("が 3 以上", 3),
        ("の出力が `ok`", "ok"),
        ("の出力に `ok` が含まれる", "ok"),
        ("が「ok」と表示される", "ok"),
        ("가 1을 출력한다", 1),
        ("결과가 3이어야 한다", 3),
        ("가 `ok`를 포함해야 한다", "ok"),
        ("gibt 3 aus", 3),
        ("zeigt `ok` an", "ok"),
        ("in ra 3", 3),
        ("mencetak 3", 3),
        ("should print 3 to stdout", 3),
    ],
)
def test_results_with_the_verb_behind_them(words: str, shown: float | str) -> None:
    plan = read(f"## TODOs\n- [ ] 1. a\n  - [ ] `wc -l < a.txt` {words}")
    assert wanted(plan.checks[0]) == [shown]


@pytest.mark.parametrize(
    "words", ["が出力を変えない", "が 3 から 5 を出力する", "が `ok` だけを出力する", "が 1 を表示しない"]
)
def test_other_sentences_of_that_kind_are_not_understood(words: str) -> None:
    plan = read(f"## TODOs\n- [ ] 1. a\n  - [ ] `python -m ring` {words}")
    assert not plan.checks[0].expect.understood


def test_commits_that_a_paragraph_plans() -> None:
    plan = read(
        "## TODOs\n- [ ] 1. a\n- [ ] 2. b\n- [ ] 3. c\n\n## Commit Strategy\n\nAfter Task 1: `feat: a` (src/a.py). "
        "Tasks 2-3 → `fix: b`.\nOne commit each; run `make`.\n"
    )

    assert [(t.commit_plan.message, t.commit_plan.files, t.commit_plan.with_tasks) for t in plan.tasks] == [
        ("feat: a", ("src/a.py",), ()),
        ("fix: b", (), ("3",)),
        ("fix: b", (), ("2",)),
    ]


@pytest.mark.parametrize(
    ("criterion", "shown"),
    [
        ('Output of `./ring` contains "ok"', "ok"),
        ('`./ring` prints "ok"', "ok"),
        ('stdout of `bin/ring` is "ok"', "ok"),
    ],
)
def test_a_path_alone_that_is_run(criterion: str, shown: str) -> None:
    assert wanted(read(f"## TODOs\n- [ ] 1. a\n  - [ ] {criterion}").checks[0]) == [shown]


@pytest.mark.parametrize(
    "criterion",
    ["`./ring.sh` is executable", "`./src` → asserts it", "`./missing` returns an error", "`./ring` exists"],
)
def test_a_path_alone_that_is_not_run(criterion: str) -> None:
    assert not read(f"## TODOs\n- [ ] 1. a\n  - [ ] {criterion}").checks


def test_the_output_of_another_command_is_none_of_the_one_above() -> None:
    checks = read(
        "## TODOs\n- [ ] 1. a\n  - [ ] `make` exits 0\n  - [ ] stdout of `ring.txt` is empty"
    ).checks
    assert [c.expect.text for c in checks] == ["exits 0"]


@pytest.mark.parametrize(
    "words",
    ["não retorna nada", "no devuelve nada", "ne renvoie rien", "gibt nichts aus", "không trả về gì"],
)
def test_words_for_nothing(words: str) -> None:
    (check,) = read(f"## TODOs\n- [ ] 1. a\n  - [ ] `grep -rn TODO src` {words}").checks
    assert [a.kind.value for a in check.expect.assertions] == ["stdout_empty"]
    assert check.expect.understood


def test_waves_in_bold_group_tasks() -> None:
    tasks = read(
        "## TODOs\n**Wave 1 — Ground**\n- [x] 1. a\n**Wave 2**:\n- [ ] 2. b\n  **Blocked By**: Wave 1\n\n"
        "### Later\n- [ ] 3. c\n"
    ).tasks

    assert [t.wave for t in tasks] == ["Wave 1 — Ground", "Wave 2", None]
    assert tasks[1].depends_on == ("1",)


def test_tasks_that_all_stand_in_a_quote() -> None:
    quoted = "## TODOs\n> - [x] 1. a\n> - [ ] 2. b\n"

    assert [(t.label, t.state) for t in read(quoted).tasks] == [("1", State.DONE), ("2", State.OPEN)]
    assert [t.label for t in read(quoted + "\n- [ ] 3. c\n").tasks] == ["3"]


def test_numbers_in_brackets_or_code() -> None:
    plan = read("## TODOs\n- [ ] **[1]** a\n- [ ] [2] b\n- [ ] `3` c\n- [ ] **4** new tests\n")
    assert [t.label for t in plan.tasks] == ["1", "2", "3", "L7"]


@pytest.mark.parametrize(
    "words",
    ["under 2 seconds", "in less than 30s", "within 5 minutes", "completes in under 10s", "passes in 300 ms"],
)
def test_a_time_limit_is_no_circumstance(words: str) -> None:
    (check,) = read(f"## TODOs\n- [ ] 1. a\n  - [ ] `npm run build` {words}").checks
    assert not check.expect.understood


def test_text_in_quotes_inside_code_is_what_is_shown() -> None:
    plan = read('## TODOs\n- [ ] 1. a\n  - [ ] `gh run list --json conclusion` → `"success"`')
    assert wanted(plan.checks[0]) == ["success"]


def test_a_scenario_on_one_line() -> None:
    plan = read(
        "## TODOs\n- [ ] 1. a\n  **QA Scenarios**:\n"
        "  - Happy: Tool: Bash | Steps: `make push` | Expected: exit 0 | Evidence: .omo/evidence/a.txt\n"
        "  - Failure: Tool: Bash | Steps: `make bad` | Expected: exit 2 | Evidence: .omo/evidence/b.txt\n"
        "  - Scenario: both. Steps: run `make ring`. Expected: exit 3. Evidence: `.omo/evidence/c.txt`\n"
        "  - happy: `make r1` prints `1`; failure: `make r2` exits 4\n"
    )

    assert [(c.command, c.expect.text) for c in plan.checks] == [
        ("make push", "exit 0"),
        ("make bad", "exit 2"),
        ("make ring", "exit 3"),
        ("make r1", "prints `1`"),
        ("make r2", "exits 4"),
    ]


def test_a_result_of_signs_alone_is_not_passed_over() -> None:
    (check,) = read('## TODOs\n- [ ] 1. a\n  - [ ] `head -1 a.md` → Assert: "---"').checks
    assert not check.expect.understood


def test_numbered_items_with_boxes_for_their_steps_are_the_tasks() -> None:
    plan = read("## TODOs\n1. **Ground**\n   - [x] dig\n   - [ ] lay\n2. **Walls**\n   - [ ] build\n")

    assert [(t.label, t.state) for t in plan.tasks] == [("1", State.IN_PROGRESS), ("2", State.OPEN)]
    assert {b.task for b in plan.boxes} == {"todo:1", "todo:2"}


def test_waves_in_a_list_are_no_tasks() -> None:
    plan = read("## TODOs\n- **Wave 1**\n  - [x] 1. a\n- **Wave 2**\n  - [ ] 2. b\n")
    assert [t.label for t in plan.tasks] == ["1", "2"]


def test_a_struck_heading_without_a_box_is_cancelled() -> None:
    plan = read("## Tasks\n### ~~Task 1: Fence~~\n### Task 2: Gate\n")
    assert [t.state for t in plan.tasks] == [State.CANCELLED, State.OTHER]


@pytest.mark.parametrize(
    "row", ["<!-- id: 3 --> 3. Roof", '<a id="t3"></a>3. Roof', '<span id="x"></span> 3. Roof']
)
def test_what_shows_nothing_before_an_id(row: str) -> None:
    assert [(t.label, t.title) for t in read(f"## TODOs\n- [ ] {row}").tasks] == [("3", "Roof")]


@pytest.mark.parametrize("name", ["Needs", "**Requires**", "Prerequisite", "Waits for"])
def test_more_names_for_what_comes_first(name: str) -> None:
    plan = read(f"## TODOs\n- [ ] 1. a\n- [ ] 2. b\n  - {name}: Task 1\n")
    assert plan.tasks[1].depends_on == ("1",)


@pytest.mark.parametrize("said", ["Prerequisites: the app must run", "Requires: Node 20", "Needs: a key, b"])
def test_what_a_thing_needs_is_part_of_the_work(said: str) -> None:
    plan = read(f"## TODOs\n- [ ] 1. a\n- [ ] 2. b\n  **What to do**:\n  - dig\n  - {said}\n  - water\n")
    assert plan.tasks[1].what_to_do == ("dig", said, "water")
    assert plan.tasks[1].depends_on == ()


def test_a_matrix_with_arrows() -> None:
    plan = read("### Dependency Matrix\n- **2** → depends on 1\n\n## TODOs\n- [ ] 1. a\n- [ ] 2. b\n")
    assert plan.tasks[1].depends_on == ("1",)


def test_gherkin() -> None:
    checks = read(
        "## TODOs\n- [ ] 1. a\n  **QA Scenarios**:\n  ```gherkin\n  Scenario: push\n    Given a ring\n"
        '    When I run `make push`\n    Then it prints "3"\n    And the exit code is 0\n\n  Scenario: bad\n'
        "    When I run `make bad`\n    Then the command exits 2\n  ```\n"
    ).checks

    assert [(c.command, [a.text or a.equals for a in c.expect.assertions]) for c in checks] == [
        ("make push", ["3", 0]),
        ("make bad", [2]),
    ]
    assert all(c.expect.understood for c in checks)


@pytest.mark.parametrize(
    ("criterion", "kind", "value"),
    [
        ('Given it is built, when I run `make ring`, then it prints "3"', "stdout_contains", "3"),
        ("WHEN `make bad` is run THEN the system SHALL exit 2", "exit_code", 2),
        ("`make bad` is executed, it exits with code 2", "exit_code", 2),
        ("The exit code of `make bad` is 2", "exit_code", 2),
        ("Exit status of `make bad` should be non-zero", "exit_nonzero", None),
    ],
)
def test_sentences_that_go_on_to_a_result(criterion: str, kind: str, value: str | int | None) -> None:
    (check,) = read(f"## TODOs\n- [ ] 1. a\n  - [ ] {criterion}").checks

    assert check.expect.understood
    assert [(a.kind.value, a.text or a.equals) for a in check.expect.assertions] == [(kind, value)]


def test_a_commit_message_in_a_fence() -> None:
    tasks = read(
        "## TODOs\n- [ ] 1. a\n  **Commit**:\n  ```\n  feat(a): one\n\n  body\n  ```\n"
        "- [ ] 2. b\n  **Commit**: YES\n  - Message:\n    ```text\n    fix: two\n    ```\n"
        "- [ ] 3. c\n  **Commit**: NO\n  ```\n  fix: three\n  ```\n- [ ] 4. d\n  **Commit**: YES\n  ```bash\n  make\n  ```\n"
    ).tasks

    assert [(t.commit_plan.wanted, t.commit_plan.message) for t in tasks] == [
        (True, "feat(a): one"),
        (True, "fix: two"),
        (False, None),
        (True, None),
    ]


@pytest.mark.parametrize(
    ("words", "passed"),
    [("Passed: 4, Failed: 0", 4), ("Passed! - Failed: 0, Passed: 4", 4), ("Tests: 4 passed, 4 total", 4)],
)
def test_summaries_of_runners(words: str, passed: int) -> None:
    (check,) = read(f"## TODOs\n- [ ] 1. a\n  - [ ] `dotnet test` → {words}").checks

    assert check.expect.understood
    assert [a.value for a in check.expect.assertions if a.kind.value == "tests_passed"] == [passed]


def test_a_search_for_a_recorded_exit_code_ends_with_its_own() -> None:
    plan = read("## TODOs\n- [ ] 1. a\n  - [ ] Assert exit code is non-zero: `grep -q 'exit=[1-9]' run.log`")
    assert [a.equals for a in plan.checks[0].expect.assertions] == [0]


def test_a_file_that_is_empty_is_no_empty_output() -> None:
    (check,) = read("## TODOs\n- [ ] 1. a\n  - [ ] `diff old new > d.txt` produces an empty file").checks
    assert not check.expect.understood
    assert not check.expect.assertions
