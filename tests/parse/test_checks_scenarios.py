"""QA scenarios: their keys, steps and results, fenced and bare, in several languages."""

import textwrap

import pytest

from sisyphus.model.check import Check, Origin, WhyNot
from sisyphus.parse.plan import parse_plan

HEAD = "## TODOs\n\n- [ ] 1. Do it\n\n  **QA Scenarios**:\n\n"


def checks(scenario: str, *, fenced: bool = True) -> tuple[Check, ...]:
    body = textwrap.dedent(scenario)
    body = f"```\n{body}```\n" if fenced else body
    return parse_plan((HEAD + textwrap.indent(body, "  ")).encode(), "p.md").checks


def told(scenario: str, *, fenced: bool = True) -> list[tuple[str, str | None]]:
    return [(c.command, c.expect.text) for c in checks(scenario, fenced=fenced)]


def test_numbered_steps_with_their_asserts() -> None:
    scenario = """\
        Scenario: the old name is gone
          Tool: Bash (grep)
          Preconditions: `npm ci` has run
          Steps:
            1. Run: grep -n "old" src/a.ts
            2. Assert: returns empty (exit code 1, no matches)
            3. npx tsc --noEmit
            4. Assert exit code 0
          Expected Result: Nothing is left
          Failure Indicators: `grep -c old` prints a number
          Evidence: .sisyphus/evidence/task-1.txt
        """
    assert told(scenario) == [
        ('grep -n "old" src/a.ts', "returns empty (exit code 1, no matches)"),
        ("npx tsc --noEmit", "Assert exit code 0"),
    ]
    assert {(c.origin, c.task) for c in checks(scenario)} == {(Origin.QA_SCENARIO, "todo:1")}
    assert [c.line for c in checks(scenario)] == [12, 14]


def test_the_expected_result_belongs_to_the_last_command() -> None:
    scenario = """\
        Scenario: builds
          Tool: Bash
          Steps:
            1. npm ci
            2. npm run build
          Expected Result: build succeeds
        """
    assert told(scenario) == [("npm ci", None), ("npm run build", "build succeeds")]


def test_several_scenarios_do_not_mix() -> None:
    scenario = """\
        Scenario: one
          Steps: npm test
        Scenario: two
          Steps: Open the page and look
          Expected: all tests pass
        """
    assert told(scenario) == [("npm test", None)]


def test_steps_on_one_line() -> None:
    scenario = "Scenario: x\n  Steps: 1. `make build` 2. Run `./bin/app --help` 3. verify it prints `usage`\n"
    assert told(scenario) == [("make build", None), ("./bin/app --help", "verify it prints `usage`")]


def test_a_step_with_an_arrow() -> None:
    scenario = "Scenario: x\n  Steps:\n    1. grep -c a b.md → expect ≥3\n  Expected: documented\n"
    assert told(scenario) == [("grep -c a b.md", "→ expect ≥3")]


def test_quoted_scripts_and_heredocs_are_one_command() -> None:
    scenario = """\
        Scenario: code
          Steps:
            1. python3 -c "
               import app
               print('1. ok')
               "
            2. Assert output contains "ok"
            3. cat > x <<'EOF'
               Scenario: inside
               EOF
        """
    first, second = checks(scenario)
    assert first.command == "python3 -c \"\nimport app\nprint('1. ok')\n\""
    assert first.expect.text == 'Assert output contains "ok"'
    assert second.command == "cat > x <<'EOF'\nScenario: inside\nEOF"


def test_a_heredoc_in_backticks() -> None:
    scenario = "Scenario: x\n  Steps: Run `python3 - <<'PY'\nimport app\nprint(True)\nPY`\n  Expected: prints `True`\n"
    (check,) = checks(scenario)
    assert check.command == "python3 - <<'PY'\nimport app\nprint(True)\nPY"
    assert check.expect.text == "prints `True`"


def test_cd_and_variables_are_context_of_the_scenario() -> None:
    scenario = """\
        Scenario: x
          Steps:
            1. cd backend
            2. count=$(rg -c x . | wc -l)
            3. echo "found: $count"
            4. Assert: count = 1
        """
    (check,) = checks(scenario)
    assert check.context == ("cd backend", "count=$(rg -c x . | wc -l)")
    assert check.runnable


def test_steps_of_a_browser_are_no_commands() -> None:
    scenario = """\
        Scenario: x
          Tool: Playwright
          Steps:
            1. Navigate to: http://localhost:3000
            2. Wait for: .card visible (timeout: 5s)
            3. Click the button
            4. Screenshot: .sisyphus/evidence/a.png
        """
    assert checks(scenario) == ()


@pytest.mark.parametrize(
    "step",
    [
        'browser_navigate(url="http://localhost:3000")',
        'lsp_diagnostics(path="src/a.ts")',
        "GET /api/items",
        "POST /api/items",
        "registry.execute('a', {name: 1})",
    ],
)
def test_calls_of_tools_are_shown_and_not_run(step: str) -> None:
    (check,) = checks(f"Scenario: x\n  Steps:\n    1. {step}\n  Expected: 200\n")
    assert (check.command, check.runnable, check.why_not) == (step, False, WhyNot.TOOL_CALL)


@pytest.mark.parametrize(
    "keys",
    [
        ("Scenario", "Tool", "Steps", "Expected Result", "Evidence"),
        ("场景", "工具", "步骤", "预期结果", "证据"),
        ("Escenario", "Herramienta", "Pasos", "Resultado esperado", "Evidencia"),
        ("시나리오", "도구", "단계", "예상 결과", "증거"),
        ("シナリオ", "ツール", "手順", "期待結果", "証拠"),
        ("Cenário", "Ferramenta", "Passos", "Resultado esperado", "Evidência"),
        ("Scenario", "Tool", "Steps", "Expected", "Evidence"),
    ],
)
@pytest.mark.parametrize("fenced", [True, False])
def test_keys_in_several_languages(keys: tuple[str, ...], *, fenced: bool) -> None:
    scenario, tool, steps, expected, evidence = keys
    text = f"{scenario}: a\n  {tool}: Bash\n  {steps}:\n    1. npm test\n  {expected}: exit code 0\n  {evidence}: x.txt\n"
    if not fenced:
        text = "\n".join(
            f"- {line.strip()}" if not line.strip()[0].isdigit() else line for line in text.split("\n")[:-1]
        )
    found = told(text, fenced=fenced)
    assert found == [("npm test", "exit code 0")]


def test_a_bare_scenario_without_a_fence() -> None:
    scenario = """\
        Scenario: it runs
          Tool: Bash
          Steps: Run `npm test`.
          Expected: all tests pass
        """
    assert told(scenario, fenced=False) == [("npm test", "all tests pass")]


def test_one_line_happy_and_failure_paths() -> None:
    scenario = "- Happy path: `cargo test a > out.txt`; expected test exits `0`.\n- Failure edge: `cargo test b`; expected exit 1\n"
    assert told(scenario, fenced=False) == [
        ("cargo test a > out.txt", "expected test exits `0`"),
        ("cargo test b", "expected exit 1"),
    ]


def test_yaml_with_steps_is_no_scenario() -> None:
    text = HEAD + "  ```yaml\n  steps:\n    - name: x\n      run: npm test\n  expected: y\n  ```\n"
    assert parse_plan(text.encode(), "p.md").checks == ()


def test_a_fence_cut_off_by_an_unindented_heredoc() -> None:
    text = (
        HEAD
        + "  ```\n  Scenario: x\n    Steps: python3 - <<'PY'\nprint(1)\nPY\n    Expected: prints `1`\n  ```\n"
    )
    (check,) = parse_plan(text.encode(), "p.md").checks
    assert check.command == "python3 - <<'PY'\nprint(1)\nPY"
    assert check.expect.text == "prints `1`"


def test_setup_steps_are_commands_and_leave_their_folder() -> None:
    text = """\
        ## TODOs

        - [ ] 1. A

          **QA Scenarios**:
          ```
          Scenario: It starts
            Tool: Bash
            Steps:
              1. cd web && npm install
              2. sleep 5
              3. npm test
            Expected Result: All tests pass
          ```
        """
    found = parse_plan(textwrap.dedent(text).encode(), "p.md").checks
    assert [(c.command, c.context) for c in found] == [
        ("cd web && npm install", ()),
        ("sleep 5", ("cd web",)),
        ("npm test", ("cd web",)),
    ]
    assert [c.expect.text for c in found] == [None, None, "All tests pass"]
