"""Where commands stand in a plan, what they are for, and what is no command."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.model.check import AssertionKind, Check, Origin
from sisyphus.model.plan import Plan
from sisyphus.parse.plan import parse_plan


def plan(text: str) -> Plan:
    return parse_plan(textwrap.dedent(text).encode(), "plans/p.md")


def checks(text: str) -> tuple[Check, ...]:
    return plan(text).checks


def commands(text: str) -> list[str]:
    return [check.command for check in checks(text)]


def one(text: str) -> Check:
    found = checks(text)
    assert len(found) == 1, [c.command for c in found]
    return found[0]


SEED = """\
    # Faster builds

    ## Work Objectives

    ### Definition of Done
    - [x] `moon run :ci` passes locally (with four workers)
    - [ ] The hosted pipeline passes (requires a push)

    ## Verification Strategy

    ### Verification Steps
    1. **Run it locally**:
       ```bash
       # Run the suite with four workers
       moon run backend:test -- -n 4
       ```
       *Expected*: All tests pass, no "relation does not exist" errors.

    ## TODOs

    - [x] 1. Change the fixtures

      **What to do**:
      - Run `npm install` and then `pytest -x` while you work

      **References**:
      - `src/fixtures.py:10` - see `pytest --fixtures`

      **Acceptance Criteria**:
      - [x] Running `pytest -n 2` creates 2 databases (`gw0`, `gw1`)
      - [x] Workflow valid (YAML syntax check)

    ## Success Criteria

    ### Verification Commands
    ```bash
    # Check parallel execution
    uv run pytest -n 2 tests/accounting/

    # Check workflow syntax
    moon run :lint
    ```
    """


@pytest.mark.parametrize(
    "text",
    [
        "Run the following and see no error:",
        "Run: all unit tests",
        "Run: the commands above",
        "`curl to the endpoint` returns JSON",
        "works in `claude code`",
    ],
)
def test_words_that_stand_for_commands_are_none(text: str) -> None:
    assert commands(f"## Success Criteria\n\n- [ ] {text}\n") == []


def test_every_place_of_a_plan() -> None:
    found = [(c.origin, c.task, c.command) for c in checks(SEED)]
    assert found == [
        (Origin.DEFINITION_OF_DONE, None, "moon run :ci"),
        (Origin.VERIFICATION_STEP, None, "moon run backend:test -- -n 4"),
        (Origin.ACCEPTANCE, "todo:1", "pytest -n 2"),
        (Origin.SUCCESS_CRITERIA, None, "uv run pytest -n 2 tests/accounting/"),
        (Origin.SUCCESS_CRITERIA, None, "moon run :lint"),
    ]


def test_what_the_plan_says_about_results() -> None:
    done, verified, criterion, parallel, lint = checks(SEED)
    assert done.expect.understood
    assert verified.expect.text == 'All tests pass, no "relation does not exist" errors.'
    assert not verified.expect.understood
    assert [a.kind for a in verified.expect.assertions] == [AssertionKind.EXIT_CODE]
    assert criterion.expect.text is not None
    assert criterion.expect.text.startswith("creates 2 databases")
    assert not criterion.expect.understood
    # A comment that only describes is no expectation.
    assert parallel.expect.text is None
    assert lint.expect.text is None
    assert lint.expect.understood


def test_lines_labels_and_paths() -> None:
    criterion = checks(SEED)[2]
    assert (criterion.line, criterion.label, criterion.path) == (30, "1", "plans/p.md")
    assert criterion.programs == ("pytest",)
    assert (criterion.shell, criterion.cwd, criterion.timeout_s) == ("bash", ".", 600)


def task(body: str) -> str:
    return "## TODOs\n\n- [ ] 1. Do it\n\n" + textwrap.indent(body, "  ")


@pytest.mark.parametrize(
    "body",
    [
        "**What to do**:\n- Run `npm test` before you start\n",
        "**Must NOT do**:\n- Never run `npm publish`\n",
        "**References**:\n- `make help` lists the targets\n",
        "**Recommended Agent Profile**:\n- **Skills**: `git-master`\n",
        "**Commit**: YES\n- Message: `test: run npm test`\n- Files: `a.py`\n",
    ],
)
def test_parts_of_a_task_that_hold_no_checks(body: str) -> None:
    assert commands(task(body)) == []


def test_a_task_title_holds_no_check() -> None:
    assert commands("## TODOs\n- [ ] 1. Run `npm test` once\n") == []


@pytest.mark.parametrize(
    ("body", "origin"),
    [
        ("**Acceptance Criteria**:\n- [ ] `npm test` passes\n", Origin.ACCEPTANCE),
        ("**Acceptance Criteria** (agent-executable only):\n- [ ] `npm test` passes\n", Origin.ACCEPTANCE),
        ("Acceptance criteria (agent-executable): `npm test` passes\n", Origin.ACCEPTANCE),
        ("**Verification**:\n- `npm test` passes\n", Origin.VERIFICATION_STEP),
        ("**验收标准**：\n- [ ] `npm test` 通过\n", Origin.ACCEPTANCE),
        ("**Criterios de aceptación**:\n- [ ] `npm test` pasa\n", Origin.ACCEPTANCE),
        ("**Commit**: YES\n- Pre-commit: `npm test`\n", Origin.PRE_COMMIT),
        ("- Pre-commit: npm test\n", Origin.PRE_COMMIT),
        ("- [ ] `npm test` passes\n", Origin.ACCEPTANCE),
    ],
)
def test_parts_of_a_task_that_hold_checks(body: str, origin: Origin) -> None:
    check = one(task(body))
    assert (check.command, check.origin, check.task) == ("npm test", origin, "todo:1")


def test_a_part_ends_where_the_next_begins() -> None:
    body = "**Acceptance Criteria**:\n- [ ] `npm test` passes\n\n**References**:\n- `npm run lint` is documented\n"
    assert commands(task(body)) == ["npm test"]


def test_parts_that_follow_without_a_blank_line() -> None:
    body = "What to do / Must NOT do:\n- Write it\nAcceptance criteria (agent-executable):\n- `npm test` exits 0\nCommit: Y | feat(x): y\n"
    assert commands(task(body)) == ["npm test"]


@pytest.mark.parametrize(
    ("heading", "origin"),
    [
        ("## Success Criteria", Origin.SUCCESS_CRITERIA),
        ("### Verification Commands", Origin.SUCCESS_CRITERIA),
        ("## Verification Strategy", Origin.VERIFICATION_STEP),
        ("### Definition of Done", Origin.DEFINITION_OF_DONE),
        ("### Final Checklist", Origin.CHECKLIST),
        ("## 成功标准", Origin.SUCCESS_CRITERIA),
        ("## Final Verification Wave", Origin.FINAL_WAVE),
    ],
)
def test_sections(heading: str, origin: Origin) -> None:
    assert one(f"{heading}\n\n- [ ] `npm test` passes\n").origin is origin


def test_sections_without_checks() -> None:
    assert commands("## Context\n\n`npm test` fails today\n\n```bash\nnpm test\n```\n") == []
    assert commands("## Execution Strategy\n\n```\nnpm test\n```\n") == []


def test_commit_strategy_table_and_bullets() -> None:
    table = """\
    ## Commit Strategy

    | After Task | Message | Files | Verification |
    |---|---|---|---|
    | 1 | `test: add x` | `make.py` | `npm test` |
    | 2 | `fix: y` | b.py | cargo test --all |
    """
    found = checks(table)
    assert [(c.command, c.line) for c in found] == [("npm test", 5), ("cargo test --all", 6)]
    assert {c.origin for c in found} == {Origin.COMMIT_STRATEGY}
    bullets = "## Commit Strategy\n\n- **1**: `feat(x): y` - a.py, b.py\n  - Pre-commit: `cargo test`\n"
    assert one(bullets).origin is Origin.PRE_COMMIT


def test_a_final_wave_row_keeps_its_verdict_line_apart() -> None:
    text = """\
    ## Final Verification Wave

    - [ ] F2. **Code Quality Review**
      Run `tsc --noEmit` + linter + `npm test`. Review all changed files.
      Output: `Build [PASS/FAIL] | VERDICT`
    """
    found = checks(text)
    assert [c.command for c in found] == ["tsc --noEmit", "npm test"]
    assert [c.expect.text for c in found] == [None, None]
    assert {(c.origin, c.task) for c in found} == {(Origin.FINAL_WAVE, "final-wave:f2")}


@pytest.mark.parametrize(
    "line",
    [
        "`src/app.py` exists",
        "`feat(auth): add login`",
        "branch `feature/login` is merged",
        "`useSession()` returns null",
        "`SELECT * FROM users` is fast",
        '`{"status": "ok"}` is returned',
        "`DATABASE_URL` is read",
        "`type User = string` is exported",
        "`--no-backup` is documented",
        "`node 20` or newer is named",
        "`@scope/package` is published",
        "the README documents `npm run dev`",
        "the hook runs `npm test` for everyone",
        "never needs `npm install` again, so do not run `npm install`",
        "make sure the tests pass",
        "find the button and click it",
        "test that the page opens",
    ],
)
def test_look_alikes(line: str) -> None:
    assert commands(f"## Success Criteria\n\n- [ ] {line}\n") == []


@pytest.mark.parametrize(
    ("line", "command", "text"),
    [
        ("Run `npm test`", "npm test", None),
        ("1. Run: `npm test` → PASS", "npm test", "→ PASS"),
        ("运行 `npm test`", "npm test", None),
        ("All tests pass (`make test`)", "make test", "All tests pass"),
        ("Types: `npx tsc --noEmit`", "npx tsc --noEmit", None),
        ("npm run build passes with zero errors", "npm run build", "passes with zero errors"),
        ("grep -c x f == 0", "grep -c x f", "== 0"),
        ("docker images app (local only)", "docker images app", None),
        ("bun test src/a.test.ts and confirm all pass", "bun test src/a.test.ts", "confirm all pass"),
        ("`grep -q x f` — documented `here`", "grep -q x f", "— documented `here`"),
        ("grep -c '^x' src/中文/a.ts", "grep -c '^x' src/中文/a.ts", None),
        ("npm test 通过", "npm test", "通过"),
        ("`pytest` passes", "pytest", "passes"),
        ("`$ cargo test` is green", "cargo test", "is green"),
    ],
)
def test_a_command_without_its_lead_and_its_remark(line: str, command: str, text: str | None) -> None:
    check = one(f"## Success Criteria\n\n- [ ] {line}\n")
    assert (check.command, check.expect.text) == (command, text)


def test_several_commands_share_that_they_pass_and_nothing_else() -> None:
    found = checks("## Success Criteria\n\n- [ ] `npm run lint`, `npm run types`, and `npm test` all pass\n")
    assert [(c.command, c.expect.text) for c in found] == [
        ("npm run lint", "all pass"),
        ("npm run types", "all pass"),
        ("npm test", "all pass"),
    ]
    printed = checks("## Success Criteria\n\n- [ ] `make build` and `./bin/app --version` prints `1.2`\n")
    assert [c.expect.text for c in printed] == [None, "prints `1.2`"]


def test_results_below_a_command() -> None:
    text = "## Success Criteria\n\n- [ ] Run `npm test`\n- [ ] Run `npm run lint`\n  - Expected: no errors\n"
    assert [c.expect.text for c in checks(text)] == [None, "no errors"]


def test_bare_words_are_commands_only_where_they_are_asked_for() -> None:
    assert commands("## Verification\n\n- Framework: `pytest` with `ruff`\n") == []
    assert commands("## Verification\n\nVerify: `pytest`, `ruff check .`, `mypy`\n") == [
        "pytest",
        "ruff check .",
        "mypy",
    ]


def test_the_folder_that_the_plan_names() -> None:
    assert one("## Success Criteria\n\n- [ ] `npm test` passes in `frontend/`\n").cwd == "frontend"
    assert one("## Success Criteria\n\n- [ ] `npm test` → PASS (bot/)\n").cwd == "bot"
    several = one("## Success Criteria\n\n- [ ] `npm test` passes in bot/, backend/\n")
    assert several.cwd == "."
    assert not several.expect.understood


def test_ids_do_not_depend_on_lines() -> None:
    before = checks(SEED)
    after = checks("    # Title\n\n\n" + SEED)
    assert [c.id for c in before] == [c.id for c in after]
    assert [c.line + 3 for c in before] == [c.line for c in after]


def test_ids_tell_repeated_commands_apart() -> None:
    found = checks("## Success Criteria\n\n- [ ] `npm test` passes\n- [ ] `npm test` is green\n")
    assert len({c.id for c in found}) == 2
    assert all(c.id.startswith("c-") and len(c.id) == 12 for c in found)


def test_commits_alone_prove_nothing() -> None:
    text = "## Success Criteria\n\n```bash\ngit add -A\ngit commit -m 'x'\ngit merge topic\ngit status --short\n```\n"
    assert commands(text) == ["git status --short"]


def test_masked_exit_codes_are_findings() -> None:
    found = plan(
        "## Success Criteria\n\n```bash\nnpm test || true\nnpm run lint | tee out.txt\nnpm run types\n```\n"
    )
    masked = [f for f in found.findings if f.rule == "masked-exit"]
    assert [(f.source.path, f.source.line) for f in masked] == [("plans/p.md", 4), ("plans/p.md", 5)]
    assert not found.checks[0].expect.understood
    assert found.checks[1].expect.understood


def test_html_comments_hold_no_commands() -> None:
    assert commands("## Success Criteria\n\n<!--\n```bash\nnpm test\n```\n-->\n") == []


@given(st.text(max_size=400))
def test_any_text_in_a_place_gives_checks(text: str) -> None:
    body = f"## Success Criteria\n\n- [ ] {text}\n\n{text}\n"
    for check in parse_plan(body.replace("\0", "").encode("utf-8", "replace"), "p.md").checks:
        assert check.command
        assert (check.why_not is None) == check.runnable


@given(
    st.text(alphabet="`\"'()[]{}<>|&;$#\\ \nabc*-:1.→", max_size=300),
    st.sampled_from(["bash", "", "powershell", "cmd"]),
)
def test_any_fence_gives_checks(text: str, language: str) -> None:
    body = f"## Success Criteria\n\n```{language}\n{text}\n```\n"
    plan_ = parse_plan(body.encode(), "p.md")
    lines = body.count("\n") + 1
    assert all(1 <= c.line <= lines for c in plan_.checks)
    assert len({c.id for c in plan_.checks}) == len(plan_.checks)


@pytest.mark.parametrize(
    "body",
    [
        "- [ ] " + "`npm test` and " * 3000,
        "- [ ] `npm test` " + "(" * 20000,
        "```bash\n" + "for i in a; do\n" * 2000 + "```",
        "```bash\n" + "echo 'a\n" * 2000 + "```",
        "- [ ] `npm test` " + "all tests pass and " * 2000,
        "- [ ] " + "1. 2. 3. " * 5000,
        "```bash\necho " + "$(" * 5000 + "\n```",
    ],
)
def test_hostile_text_is_read_in_linear_time(body: str) -> None:
    parse_plan(f"## Success Criteria\n\n{body}\n".encode(), "p.md")


def test_a_label_with_a_long_run_of_blanks_is_read_at_once() -> None:
    # 4,000 blanks took half a minute, 100,000 would never have ended.
    text = "## TODOs\n- [ ] 1. a\n\n  **Acceptance Criteria**:\n  **a" + " " * 100_000 + ")**\n"
    assert [t.label for t in parse_plan(text.encode(), "p.md").tasks] == ["1"]


@pytest.mark.parametrize(
    "header", ["Pre-commit", "Pre-Commit Check", "Verification", "提交前", "커밋 전 검증"]
)
def test_the_commit_table_by_its_last_column(header: str) -> None:
    check = one(
        f"""\
        ## Commit Strategy

        | After | Message | Files | {header} |
        |---|---|---|---|
        | 1 | `feat(a): add b` | `src/a.ts` | `bun test` |
        """
    )
    assert (check.command, check.origin) == ("bun test", Origin.COMMIT_STRATEGY)


@pytest.mark.parametrize(
    ("heading", "origin"),
    [
        ("### Phase 1 Verification", Origin.VERIFICATION_STEP),
        ("### Wave 3: 最终验证", Origin.VERIFICATION_STEP),
        ("### Unit Tests", Origin.ACCEPTANCE),
        ("### 单元测试", Origin.ACCEPTANCE),
    ],
)
def test_headings_that_ask_for_checks(heading: str, origin: Origin) -> None:
    check = one(f"# P\n\n## TODOs\n\n- [ ] 1. A\n\n{heading}\n\n- `npm test` passes\n")
    assert (check.command, check.origin) == ("npm test", origin)


@pytest.mark.parametrize(
    ("label", "origin"),
    [
        ("**Pre-commit checks**:", Origin.PRE_COMMIT),
        ("**Manual Tests:**", Origin.VERIFICATION_STEP),
        ("**QA after each:**", Origin.QA_SCENARIO),
        ("**Test 2: Errors**", Origin.VERIFICATION_STEP),
    ],
)
def test_labels_that_ask_for_checks(label: str, origin: Origin) -> None:
    check = one(
        f"""\
        ## TODOs

        - [ ] 1. A

          **What to do**:
          - Build it

          {label}
          ```bash
          npm test
          ```
        """
    )
    assert (check.command, check.origin, check.task) == ("npm test", origin, "todo:1")


def test_a_command_with_its_result_is_a_check_wherever_a_task_has_them() -> None:
    text = """\
        ## TODOs

        - [ ] 1. Validate the examples
          - Command: `python3 check.py a.json`
          - Expected: exit 0
        - [ ] 2. Write the test
          - Run: `pytest tests/test_a.py`
          - Expected: FAIL
        - [ ] 3. Look
          - Command: `ls`
          - File: a.py
        """
    check = one(text)
    assert (check.command, check.task, check.expect.text) == ("python3 check.py a.json", "todo:1", "exit 0")
    assert check.origin is Origin.VERIFICATION_STEP


def test_an_item_that_names_its_result_has_no_siblings() -> None:
    text = """\
        ## Success Criteria

        - Run: `npm test`
        - Expected: all pass
        - `npm run lint` passes
        - No output from `git diff --exit-code`
        - `cat VERSION` prints "1.2.3"
        """
    assert [(c.command, c.expect.text) for c in checks(text)] == [
        ("npm test", "all pass"),
        ("npm run lint", "passes"),
        ("git diff --exit-code", "No output"),
        ("cat VERSION", 'prints "1.2.3"'),
    ]


def test_a_result_reaches_into_no_other_section() -> None:
    text = """\
        ### Task 1: Parser

        **Step 2: Run test to verify it fails**

        Run: `pytest tests/test_a.py`
        Expected: FAIL

        **Step 4: Run test to verify it passes**

        Run: `pytest tests/test_a.py`
        Expected: PASS

        **Step 6: Tidy up**

        Run: `ruff check src`
        Expected: no output

        ## Success Criteria

        - [ ] Tests pass: `make test`

        ## Testing

        1. Unit: `npm run test:unit`
        """
    assert [(c.command, c.expect.text) for c in checks(text)] == [
        ("pytest tests/test_a.py", "PASS"),
        ("ruff check src", "no output"),
        ("make test", "Tests pass"),
        ("npm run test:unit", None),
    ]


@pytest.mark.parametrize("code", ["true", "false", "ls", "test 1 = 2", "seq 3", "test a"])
@pytest.mark.parametrize(
    "said", ["→ exit code 0", "exits 1", "must exit with 0", ": exit status 1", "→ exits non-zero"]
)
def test_what_has_an_exit_code_is_a_command_however_short(code: str, said: str) -> None:
    plan = parse_plan(
        f"## TODOs\n- [ ] 1. a\n  **Acceptance Criteria**:\n  - [ ] `{code}` {said}\n".encode(), "p.md"
    )
    assert [check.command for check in plan.checks] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "`true` → the cache is on",
        "`rg` exits 1 with no match",
        "`date` exits the form",
        "`check it` → exit 0 x",
    ],
)
def test_words_without_an_exit_code_of_their_own_stay_words(text: str) -> None:
    plan = parse_plan(f"## TODOs\n- [ ] 1. a\n  **Acceptance Criteria**:\n  - [ ] {text}\n".encode(), "p.md")
    assert plan.checks == ()


@pytest.mark.parametrize("said", ["prints 3", "→ outputs 3", "→ output: 3", "→ output is 3", "stdout 3"])
def test_a_number_that_is_said_to_be_printed_is_one_whatever_prints_it(said: str) -> None:
    plan = parse_plan(
        f"## TODOs\n- [ ] 1. a\n  **Acceptance Criteria**:\n  - [ ] `sh count.sh` {said}\n".encode(), "p.md"
    )
    (assertion,) = plan.checks[0].expect.assertions
    assert (assertion.kind, assertion.op, assertion.value) == (AssertionKind.STDOUT_NUMBER, "==", 3.0)


@pytest.mark.parametrize("said", ["prints 3 rows of figures", "→ 3", "shows 3"])
def test_a_number_that_may_be_something_else_is_not_understood(said: str) -> None:
    plan = parse_plan(
        f"## TODOs\n- [ ] 1. a\n  **Acceptance Criteria**:\n  - [ ] `sh count.sh` {said}\n".encode(), "p.md"
    )
    assert not plan.checks[0].expect.understood
