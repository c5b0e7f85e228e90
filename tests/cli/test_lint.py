"""`sisyphus lint` on real folders: each rule fires on its fault and not beside it."""

import json
from typing import Any

import pytest

from sisyphus.analysis.lint import RULES
from tests.cli.conftest import Project

GOOD = """# Tally

## TODOs

- [ ] 1. Count the words

  **What to do**:
  - Write `src/count.py`

  **Parallelization**: Wave 1 | Blocks: 2 | Blocked By: None

  **References**: `docs/words.md:1-2`

  **Acceptance Criteria**:
  - [ ] `test -s count.txt` → exit code 0

  **Commit**: YES | Message: `feat: count` | Files: `src/count.py`

- [ ] 2. Rank the words

  **Parallelization**: Wave 2 | Blocked By: 1

  **Acceptance Criteria**:
  - [ ] `sh rank.sh` → contains "the"

  **Commit**: YES | Message: `feat: rank` | Files: `src/rank.py`

## Final Verification Wave

- [ ] F1. Review

## Definition of Done

- [ ] `make test` → exit code 0
"""
TWO = (
    GOOD.replace("Wave 2 | Blocked By: 1", "Wave 1")
    .replace("src/rank.py", "src/count.py")
    .replace("Blocks: 2 | ", "")
)
MATRIX = """
## Execution Strategy

### Dependency Matrix

| Task | Depends On | Blocks |
|------|------------|--------|
"""
SCENARIO = "\n  **QA Scenarios**:\n  ```\n  Scenario: It works\n    Tool: Bash\n    Steps: 1. true\n    Evidence: {}\n  ```\n"


def with_check(line: str) -> str:
    return GOOD.replace('  - [ ] `sh rank.sh` → contains "the"', line)


def row(line: str) -> str:
    return GOOD.replace("## Final", f"{line}\n\n## Final")


CASES: dict[str, tuple[str, str | None, str]] = {
    "broken-fence": (GOOD + "\n```sh\nmake\n", "```sh", "never closed"),
    "too-deep": (GOOD + "".join("  " * n + "- a\n" for n in range(90)), None, "deeper than"),
    "encoding": (GOOD.encode("utf-16").decode("latin-1"), None, "UTF-16"),
    "nul-character": (GOOD + "\0\n", "\0", "1 NUL"),
    "no-tasks": ("# Tally\n\nWords.\n", None, "no task rows"),
    "truncated-plan": (
        GOOD + MATRIX + "| 2 | 1 | 3 |\n| 3 | 2 | 4 |\n| 4 | 3 | - |\n",
        "2. Rank",
        "tasks 3, 4",
    ),
    "no-task-section": (GOOD.replace("## TODOs", "## Words"), "1. Count", "no task section"),
    "untracked-task": (GOOD.replace("- [ ] 2. Rank", "### 2. Rank"), "2. Rank", "no box of its own"),
    "unlabelled-task": ("## TODOs\n\n- [ ] Count\n- [ ] Rank\n", "Count", "2 tasks have no id"),
    "duplicate-id": (GOOD.replace("2. Rank", "1. Rank"), "1. Rank", "already on line 5"),
    "unknown-marker": (row("- [?] 3. Ask"), "[?]", "[?]"),
    "malformed-box": (row("- [] 3. Ask"), "- [] 3", "lacks the blank"),
    "unfilled-title": (row("- [ ] 3. <title>"), "<title>", "<title>"),
    "hidden-box": (row("<!--\n- [ ] 3. Old\n-->"), "3. Old", "a box stands"),
    "substep-number": (with_check("  - [ ] 1. Look"), "1. Look", "number of task 1"),
    "engine-heading": (
        GOOD.replace("Wave\n\n- [ ] F1", "Wave (MANDATORY)\n\n- [ ] F1"),
        "(MANDATORY)",
        "(v4.19.0 and later)",
    ),
    "engine-row": (row("- [ ] T3. Print"), "T3.", "(v3.16.0 and later)"),
    "engine-counts-all": (
        GOOD.replace("## TODOs", "## TODOs (2)").replace(
            "Final Verification Wave", "Final Verification Wave (all)"
        ),
        "## TODOs",
        "4 tasks where there are 3",
    ),
    "dependency-cycle": (GOOD.replace("Blocked By: None", "Blocked By: 2"), "1. Count", "1 → 2 → 1"),
    "unknown-dependency": (
        GOOD.replace("Wave 2 | Blocked By: 1", "Wave 2 | Blocked By: 1, 7"),
        "2. Rank",
        "depends on 7",
    ),
    "unknown-id": (GOOD.replace("Blocks: 2", "Blocks: 2, 7"), "1. Count", "blocks 7"),
    "blocks-disagree": (
        row("- [ ] 3. Print\n\n  **Parallelization**: Blocked By: 4\n\n- [ ] 4. Sort\n\n  **Blocks**: 2\n"),
        "4. Sort",
        "task 4 blocks 2",
    ),
    "matrix-disagrees": (
        row("- [ ] 3. Print") + MATRIX + "| 1 | - | 2 |\n| 2 | 3 | - |\n",
        "| 2 | 3",
        "2 waits for 3 in the matrix only",
    ),
    "same-wave-file": (TWO, "1. Count", "src/count.py"),
    "no-check": (with_check("  - [ ] It is right"), "2. Rank", "task 2 has no command"),
    "check-placeholder": (
        with_check("  - [ ] `curl localhost/<id>` → exit code 0"),
        "<id>",
        "`curl localhost/<id>`",
    ),
    "check-side-effect": (with_check("  - [ ] `git push origin main` → exit code 0"), "git push", "pushes"),
    "check-never-ends": (with_check("  - [ ] `npm run dev` → exit code 0"), "npm run", "`npm run dev`"),
    "check-interactive": (with_check("  - [ ] `vim notes.txt` → exit code 0"), "vim", "`vim notes.txt`"),
    "check-tool-call": (
        with_check(
            SCENARIO.format("x").replace(
                "1. true", "\n      1. GET /api/words\n      2. Assert: HTTP status 200"
            )
        ),
        "GET",
        "GET /api",
    ),
    "unclear-expectation": (
        with_check("  - [ ] `sh rank.sh` → looks as it should"),
        "looks as",
        "1 of 3 expectations",
    ),
    "masked-exit": (with_check("  - [ ] `make rank || true` → exit code 0"), "|| true", "|| true"),
    "evidence-shared": (
        GOOD.replace("\n  **Commit**", SCENARIO.format(".sisyphus/evidence/out.txt") + "\n  **Commit**"),
        "2. Rank",
        "tasks 1, 2 name",
    ),
    "no-commit-line": (
        GOOD.replace("  **Commit**: YES | Message: `feat: rank` | Files: `src/rank.py`\n", ""),
        "2. Rank",
        "task 2 does not",
    ),
    "external-check": (GOOD + "- [ ] CI passes (requires push)\n", "CI passes", "only a push, then a CI run"),
    "missing-file": (GOOD.replace("docs/words.md:1-2", "docs/gone.md"), "docs/gone", "docs/gone.md"),
    "missing-line": (GOOD.replace("docs/words.md:1-2", "docs/words.md:2-40"), "docs/words", "has 2 lines"),
    "unknown-rule": (row("<!-- sisyphus: ignore no-chek -->"), "no-chek", "no rule no-chek"),
    "unreadable-plan": (GOOD + "<<<<<<< a\n=======\n>>>>>>> b\n", None, "merge-conflict"),
}
"""For each rule a plan with its fault, what stands in the line that it names, and words of its message."""


def findings(project: Project, *arguments: str) -> list[dict[str, Any]]:
    done = project.ask("lint", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    plans = json.loads(done.stdout)["plans"]
    return [{**found, "plan": plan["name"]} for plan in plans for found in plan["findings"]]


@pytest.fixture
def folder(loose: Project) -> Project:
    loose.write("docs/words.md", "one\ntwo\n")
    return loose


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(RULES)


def test_a_good_plan_has_no_findings(folder: Project) -> None:
    folder.plan(GOOD)
    assert folder.ask("lint").stdout == "no findings in 1 plan\n"


@pytest.mark.parametrize("rule", CASES)
def test_each_rule_finds_its_fault(folder: Project, rule: str) -> None:
    text, place, words = CASES[rule]
    line = None if place is None else text[: text.index(place)].count("\n") + 1
    folder.plan(text.encode("latin-1") if rule == "encoding" else text)
    found = [f for f in findings(folder) if f["rule"] == rule]
    assert [f["source"]["line"] for f in found] == [line]
    assert words in found[0]["message"]
    order = ["error", "warning", "info"]
    assert order.index(found[0]["severity"]) >= order.index(RULES[rule].about.severity)
    assert (found[0]["why"], found[0]["fix"]) == (RULES[rule].about.why, RULES[rule].about.fix)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("malformed-box", row("- [P1] Ask\n- [END] x\n- [x](docs/words.md)")),
        ("truncated-plan", GOOD + MATRIX + "| 2 | 1 | 3 |\n| 3 | 2 | - |\n"),
        ("truncated-plan", GOOD + MATRIX + "| 2 | 1 | 8 |\n| 8 | 2 | - |\n| 9 | 8 | - |\n"),
        ("unknown-id", GOOD + MATRIX + "| 2. E2E run | 1 | - |\n"),
        ("unknown-id", row("- [ ] 3-5. Print, sort, show") + MATRIX + "| 4 | 1 | - |\n"),
        ("matrix-disagrees", GOOD + MATRIX.replace("| Task", "| Wave") + "| 2 | F1 | - |\n"),
        ("engine-row", row("- [~] 3. Ask")),
        ("matrix-disagrees", GOOD + MATRIX + "| 1 | - | 2 |\n| 2 | 1 | F1 |\n| F1 | 1, 2 | - |\n"),
        ("engine-counts-all", GOOD),
        ("check-never-ends", GOOD.replace("- [ ] 2", "- [x] 2").replace("sh rank.sh", "npm run dev")),
        ("evidence-shared", GOOD.replace("docs/words.md:1-2", ".sisyphus/evidence/task-2-x.txt")),
        ("missing-file", GOOD.replace("docs/words.md:1-2", "other/project/gone.md")),
        ("missing-file", GOOD.replace("docs/words.md:1-2", "gone.md")),
        ("missing-file", GOOD.replace("docs/words.md:1-2", "docs/*.md")),
        ("missing-file", GOOD.replace("docs/words.md:1-2", "docs/<name>.md")),
        ("missing-file", GOOD.replace("`docs/words.md:1-2`", "`docs/gone.md` (new)")),
        (
            "missing-file",
            GOOD.replace("docs/words.md:1-2", "docs/out.md").replace("src/rank.py", "docs/out.md"),
        ),
        ("missing-file", GOOD.replace("docs/words.md:1-2", ".sisyphus/drafts/tally.md")),
        ("missing-file", GOOD.replace("docs/words.md:1-2", "docs/../../../gone.md")),
        ("missing-line", GOOD.replace("docs/words.md:1-2", "docs/words.md:2")),
    ],
)
def test_what_an_author_would_call_wrong_is_not_said(folder: Project, rule: str, text: str) -> None:
    folder.plan(text)
    assert [f for f in findings(folder) if f["rule"] == rule] == []


def test_a_path_from_a_folder_below_is_there(folder: Project) -> None:
    folder.write("apps/web/docs/gone.md", "x\n")
    folder.plan(CASES["missing-file"][0])
    assert [f for f in findings(folder) if f["rule"] == "missing-file"] == []


def test_two_plans_with_the_same_evidence(folder: Project) -> None:
    text = GOOD.replace(
        "\n  **Commit**", SCENARIO.format(".sisyphus/evidence/task-1.txt") + "\n  **Commit**", 1
    )
    folder.plan(text, "one")
    folder.plan(text, "two")
    (found,) = findings(folder, "one")
    assert (found["rule"], found["source"]["line"]) == ("evidence-shared", 5)
    assert found["message"].startswith("plan two names the same evidence")


def test_comments_take_findings_back(folder: Project) -> None:
    text = with_check(
        "  <!-- sisyphus: ignore masked-exit (so it is) -->\n  - [ ] `make rank || true` → exit code 0"
    )
    folder.plan(text)
    assert folder.ask("lint").stdout == "no findings in 1 plan; 1 silenced\n"
    folder.plan(text.replace("ignore", "ignore-file"))
    assert folder.ask("lint").stdout == "no findings in 1 plan; 1 silenced\n"
    folder.plan(text.replace("masked-exit", "no-check"))
    assert folder.ask("lint", "--exit-code").returncode == 1


def test_a_comment_cannot_take_back_that_a_comment_is_wrong(folder: Project) -> None:
    folder.plan(GOOD + "\n<!-- sisyphus: ignore-file unknown-rule, no-chek -->\n")
    (found,) = findings(folder)
    assert (found["rule"], found["message"]) == ("unknown-rule", "there is no rule no-chek to ignore")


@pytest.mark.parametrize("odd", ["1" * 5000, "\u00b2", "\u2461"])
def test_an_id_that_is_no_number_ends_nothing(folder: Project, odd: str) -> None:
    matrix = f"| Task | Depends On |\n|---|---|\n| {odd} | 1 |\n"
    folder.plan(f"## TODOs\n\n- [x] {odd}. A\n- [x] {odd}\n- [x] 2. B\n\n## Dependency Matrix\n\n{matrix}")
    assert all(f["rule"] != "truncated-plan" for f in findings(folder))
    assert folder.ask("status", "tally").returncode == 0


def test_a_comment_on_one_task_leaves_the_others_in_the_sum(folder: Project) -> None:
    bare = "## TODOs\n\n- [ ] 1. A <!-- sisyphus: ignore no-check -->\n- [ ] 2. B\n- [ ] 3. C\n"
    folder.plan(bare)
    (found,) = [f for f in findings(folder) if f["rule"] == "no-check"]
    assert found["message"] == "tasks 2, 3 have no command that can show that it works"


def test_rules_are_chosen_by_id_and_by_beginning(folder: Project) -> None:
    folder.plan("## TODOs\n\n- [ ] 1. A\n- [ ] T2. B\n")
    every = {f["rule"] for f in findings(folder)}
    assert every == {"engine-row", "no-check", "no-commit-line"}
    assert {f["rule"] for f in findings(folder, "--select", "no")} == {"no-check", "no-commit-line"}
    assert {f["rule"] for f in findings(folder, "--select", "no,engine", "--ignore", "no-c")} == {
        "engine-row"
    }
    assert {f["rule"] for f in findings(folder, "--ignore", "no", "--select", "no-check")} == {"no-check"}
    assert {f["rule"] for f in findings(folder, "--ignore", "ALL", "--select", "no-check")} == {"no-check"}
    assert {f["rule"] for f in findings(folder, "--level", "warning")} == {"engine-row"}
    assert findings(folder, "--level", "error") == []
    wrong = folder.ask("lint", "--select", "no-chek")
    assert wrong.returncode == 2
    assert "did you mean no-check" in wrong.stderr


def test_exit_codes(folder: Project) -> None:
    folder.plan("## TODOs\n\n- [ ] 1. A\n")
    assert folder.ask("lint").returncode == 0
    assert folder.ask("lint", "--exit-code").returncode == 1
    assert folder.ask("lint", "--exit-code", "--level", "warning").returncode == 0
    assert folder.ask("lint", "nope").returncode == 2


def test_a_plan_that_cannot_be_read_is_an_error_alone_and_a_finding_among_others(folder: Project) -> None:
    folder.plan(b"\xff\xff", "bad")
    assert folder.ask("lint", "bad").returncode == 4
    folder.plan(GOOD)
    (found,) = findings(folder)
    assert (found["rule"], found["source"]["path"]) == ("unreadable-plan", ".sisyphus/plans/bad.md")


def test_several_plans_as_a_hook_names_them(project: Project) -> None:
    project.write("apps/one/.sisyphus/plans/a.md", "# A\n")
    project.write(".omo/plans/b.md", "# B\n")
    done = project.ask("lint", "apps/one/.sisyphus/plans/a.md", ".omo/plans/b.md", "--format", "github")
    files = [part for line in done.stdout.split("\n") for part in line.split(",") if "file=" in part]
    assert files == ["::error file=apps/one/.sisyphus/plans/a.md", "::error file=.omo/plans/b.md"]
    text = project.ask("lint", "apps/one/.sisyphus/plans/a.md", ".omo/plans/b.md").stdout
    assert "apps/one/.sisyphus/plans/a.md: error no-tasks: " in text


def test_rules_are_listed_and_explained(folder: Project) -> None:
    listed = folder.ask("lint", "--list").stdout
    assert [line.split()[0] for line in listed.split("\n") if line and line[0] != " "] == list(RULES)
    told = folder.ask("lint", "--explain", "no-check").stdout
    assert RULES["no-check"].about.fix in " ".join(told.split())
    assert "<!-- sisyphus: ignore no-check -->" in told
    assert [r["id"] for r in json.loads(folder.ask("lint", "--list", "--json").stdout)["rules"]] == list(
        RULES
    )
    assert folder.ask("lint", "--explain", "nope").returncode == 2


def test_nothing_is_written_and_no_state_is_needed(project: Project) -> None:
    project.write("notes/plan.md", GOOD)
    project.write("docs/words.md", "one\ntwo\n")
    before = sorted(p.as_posix() for p in project.root.rglob("*") if ".git/" not in p.as_posix())
    done = project.run("lint", "notes/plan.md", "--exit-code")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no findings in 1 plan\n", "")
    assert sorted(p.as_posix() for p in project.root.rglob("*") if ".git/" not in p.as_posix()) == before
