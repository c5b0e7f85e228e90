"""`sisyphus audit` on real repositories: a report that lies in every kind, one that was true, one that is."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.conftest import Project

PLAN = """# Tally

## TODOs

- [x] 1. Count the words

  **What to do**:
  - Write `src/count.py`

- [x] 2. Rank the words

  **What to do**:
  - Write `src/rank.py`

- [ ] 3. Print the table

## Definition of Done

- [x] Words are counted
- [ ] GitHub Actions CI passes
"""

REPORT = """# Final status

**Commit**: `{commit}`
**Message**: "feat: count and rank the words"

| Metric | Value |
|--------|-------|
| Tasks completed | 3/3 |
| Plan progress | 100% complete |
| Code changes | 2 files, +90 -30 lines |
| Total time | ~20 minutes |

- **ALL TASKS COMPLETE**
- ✅ Task 3: Print the table
- All 806 tests pass
- Coverage: 96.61%
- All commits pushed to origin
- Merged to `main`
- Created `src/table.py`
- Deleted `src/rank.py`
- `src/count.py` (+56, -14)

## Verification (5/5)

- ✅ Lint passes

## Commits

- `{other}` - fix: mend the printer
"""

LIES = {
    "Tasks completed | 3/3": ("progress", "false", "the tasks give 2/3"),
    "Plan progress | 100% complete": ("percentage", "false", "the tasks give 2/3"),
    "Code changes | 2 files, +90 -30 lines": ("diffstat", "false", "2 files, +5 -0"),
    "Total time | ~20 minutes": ("duration", "unevidenced", "no evidence record took about as long"),
    "ALL TASKS COMPLETE": ("completion", "false", "1 box is open (line 15 of the plan)"),
    "Task 3: Print the table": ("completion", "unevidenced", "its box is open"),
    "All 806 tests pass": ("tests", "unevidenced", "no evidence record or stored log has such a figure"),
    "Coverage: 96.61%": ("coverage", "unevidenced", "no evidence record or stored log has such a figure"),
    "All commits pushed to origin": ("push", "false", "no branch of origin has"),
    "Merged to `main`": ("push", "false", "it was never pushed"),
    "Created `src/table.py`": ("file", "false", "it is not there, and no commit of the plan's time has it"),
    "Deleted `src/rank.py`": ("file", "false", "it is there"),
    "`src/count.py` (+56, -14)": ("diffstat", "false", "changes it by +3 -0"),
    "Verification (5/5)": ("verification", "unevidenced", "nothing stored shows it"),
    "Lint passes": ("verification", "unevidenced", "nothing stored shows it"),
    "`{other}` - fix: mend the printer": ("commit", "false", "its message is “docs: start”"),
}
"""What the report says, and what is to be said of it."""


class Lies(NamedTuple):
    """A repository and the answer about it."""

    project: Project
    claims: list[dict[str, Any]]
    head: str
    first: str


def note(project: Project, text: str, name: str = "FINAL_STATUS", *, later: int = 60) -> Path:
    """Write a report, `later` seconds after the plan."""
    file = project.write(f".sisyphus/notepads/tally/{name}.md", text)
    plan = project.root / ".sisyphus/plans/tally.md"
    at = plan.stat().st_mtime + later
    os.utime(file, (at, at))
    return file


def build(project: Project) -> tuple[str, str]:
    """Commit two of three tasks to a branch that is not pushed; return the branch's and main's commit."""
    first = project.git("rev-parse", "HEAD")
    origin = project.root.parent / "origin.git"
    project.git("init", "-q", "--bare", str(origin))
    project.git("remote", "add", "origin", str(origin))
    project.git("push", "-q", "origin", "main")
    project.git("checkout", "-q", "-b", "feat/words")
    project.write("src/count.py", "count = 1\nword = 2\nboth = 3\n")
    project.write("src/rank.py", "rank = 1\norder = 2\n")
    head = project.commit("feat: count and rank the words")
    project.write(".git/info/exclude", ".sisyphus/\n")
    project.plan(PLAN)
    return head, first


def answer(project: Project, *arguments: str) -> dict[str, Any]:
    run = project.ask("audit", *arguments, "--json")
    assert run.returncode == 0, run.stderr
    document: dict[str, Any] = json.loads(run.stdout)
    return document


@pytest.fixture
def lies(project: Project) -> Lies:
    head, first = build(project)
    note(project, REPORT.format(commit=head[:7], other=first[:7]))
    return Lies(project, answer(project, "tally")["claims"], head, first)


@pytest.mark.parametrize("said", LIES)
def test_each_lie_is_found(lies: Lies, said: str) -> None:
    kind, verdict, actual = LIES[said]
    text = said.format(other=lies.first[:7])
    found = [c for c in lies.claims if c["text"].startswith(text) and c["kind"] == kind]
    assert [c["verdict"] for c in found] == [verdict]
    assert actual in found[0]["actual"]


def test_a_report_that_lies_in_every_kind_has_each_kind(lies: Lies) -> None:
    assert {kind for kind, _, _ in LIES.values()} == {c["kind"] for c in lies.claims}


def test_what_is_true_in_it_is_said_to_be_true(lies: Lies) -> None:
    true = [c for c in lies.claims if c["verdict"] == "true"]
    assert [(c["kind"], c["text"], c["source"]) for c in true] == [
        ("commit", f"Commit: `{lies.head[:7]}`", f"commit {lies.head[:7]}")
    ]


def test_claims_are_as_promised(lies: Lies) -> None:
    fields = {"text", "kind", "path", "line", "verdict", "actual", "source"}
    assert all(set(c) == fields for c in lies.claims)
    lines = REPORT.split("\n")
    for claim in lies.claims:
        assert claim["path"] == ".sisyphus/notepads/tally/FINAL_STATUS.md"
        assert (
            claim["verdict"] == "true"
            or claim["text"].split()[-1][:5] in lines[claim["line"] - 1] + lies.first
        )


def test_false_ones_come_first_in_eighty_columns(lies: Lies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = lies.project.ask("audit", "tally").stdout
    lines = text.rstrip("\n").split("\n")
    assert lines[0] == "tally: 17 claims: 1 true, 10 false, 6 without evidence, in 1 text"
    verdicts = [line.split("  ")[0] for line in lines[2:] if line[:1].strip()]
    assert verdicts == sorted(verdicts, key=["false", "no evidence", "true"].index)
    assert max(map(len, lines)) <= 80


def test_exit_code_tells_of_false_claims(lies: Lies) -> None:
    assert lies.project.ask("audit", "tally", "--exit-code").returncode == 1
    note(lies.project, f"Commit {lies.head[:7]}, all 806 tests pass")
    assert lies.project.ask("audit", "tally", "--exit-code").returncode == 0


def test_annotations_for_github(lies: Lies) -> None:
    rows = lies.project.ask("audit", "tally", "--format", "github").stdout.rstrip("\n").split("\n")
    assert rows[0].startswith("::error file=.sisyphus/notepads/tally/FINAL_STATUS.md,line=")
    assert [r.split(" ")[0] for r in rows] == ["::error"] * 10 + ["::notice"]


def test_one_report_is_audited_by_its_path(lies: Lies) -> None:
    note(lies.project, "3/3 tasks done", "SUMMARY")
    one = answer(lies.project, ".sisyphus/notepads/tally/SUMMARY.md")
    assert (one["plan"]["name"], [c["text"] for c in one["claims"]]) == ("tally", ["3/3 tasks done"])


def test_a_text_from_elsewhere_is_held_against_the_plan_that_it_names(lies: Lies) -> None:
    lies.project.plan("# Other\n\n## TODOs\n\n- [ ] 1. a\n", name="other")
    lies.project.write("pr.md", "Done as in .sisyphus/plans/tally.md: 2/3 tasks\n")
    one = answer(lies.project, "pr.md")
    assert (one["plan"]["name"], [c["verdict"] for c in one["claims"]]) == ("tally", ["true"])


def test_what_was_true_when_written_is_stale(project: Project) -> None:
    project.plan(PLAN)
    note(project, "# Status\n\n2/3 tasks done, not pushed yet\n")
    project.commit("docs: plan", at="2026-03-03T10:00:00+00:00")
    project.plan(PLAN.replace("- [ ] 3.", "- [x] 3."))
    project.commit("feat: print the table", at="2026-03-04T10:00:00+00:00")
    claims = answer(project, "tally")["claims"]
    progress = next(c for c in claims if c["kind"] == "progress")
    assert progress["verdict"] == "stale"
    assert progress["actual"].startswith(
        "says 2/3 tasks; so it was when this was written (the tasks), now the tasks give 3/3"
    )


def test_not_pushed_is_stale_once_it_is_pushed(project: Project) -> None:
    head, _ = build(project)
    note(project, f"Commit {head[:7]} is not pushed yet\n")
    before = answer(project, "tally")["claims"]
    project.git("push", "-q", "origin", "feat/words")
    after = answer(project, "tally")["claims"]
    verdicts = [[c["verdict"] for c in claims if c["kind"] == "push"] for claims in (before, after)]
    assert verdicts == [["true"], ["stale"]]


def test_work_after_a_report_does_not_make_it_false(project: Project) -> None:
    build(project)
    project.git("push", "-q", "origin", "feat/words")
    note(project, "# R\n\nAll commits pushed to origin\n\n2 files changed, 5 insertions(+)\n")
    project.write("src/rank.py", "rank = 1\norder = 3\n")
    project.git("commit", "-q", "-a", "-m", "fix: rank the words", at="2099-01-01T00:00:00+00:00")
    assert [c["verdict"] for c in answer(project, "tally")["claims"]] == ["true", "true"]


def test_an_output_that_is_gone_makes_no_report_false(project: Project) -> None:
    build(project)
    project.write("shots/kept.png", b"")
    project.write(".git/info/exclude", ".sisyphus/\nshots/\n")
    note(project, "Created `shots/home.svg`\n")
    assert [c["verdict"] for c in answer(project, "tally")["claims"]] == ["uncheckable"]


def test_a_plan_that_changed_since_makes_no_report_false(project: Project) -> None:
    build(project)
    note(project, "# Status\n\n1/3 tasks done\n\nALL TASKS COMPLETE\n", later=-60)
    assert [c["verdict"] for c in answer(project, "tally")["claims"]] == ["uncheckable", "uncheckable"]


def test_a_commit_that_was_rebased_is_found_again(project: Project) -> None:
    head, _ = build(project)
    note(project, f"Commit: `{head[:7]}`\n")
    project.git(
        "commit", "-q", "--amend", "-m", "feat: words, counted and ranked", at="2026-03-05T10:00:00+00:00"
    )
    new = project.git("rev-parse", "--short=7", "HEAD")
    claim = answer(project, "tally")["claims"][0]
    assert (claim["kind"], claim["verdict"]) == ("commit", "true")
    assert f"HEAD has its change as {new}" in claim["actual"]


def test_a_made_up_commit(project: Project) -> None:
    build(project)
    note(project, "Commit: `abc1234def`\n")
    claim = answer(project, "tally")["claims"][0]
    assert (claim["verdict"], "this clone has no such commit" in claim["actual"]) == ("unevidenced", True)
    project.git("remote", "remove", "origin")
    claim = answer(project, "tally")["claims"][0]
    assert claim["verdict"] == "false"


def test_the_messages_of_the_plans_commits_are_read(project: Project) -> None:
    build(project)
    project.git(
        "commit",
        "-q",
        "--amend",
        "-m",
        "feat: count and rank the words\n\nAll 12 tests pass, 2/2 tasks done.",
    )
    paths = {c["path"] for c in answer(project, "tally")["claims"]}
    assert paths == {f"commit {project.git('rev-parse', '--short=7', 'HEAD')}"}


def test_two_reports_that_contradict_each_other_are_named(project: Project) -> None:
    build(project)
    note(project, "Coverage: 91%\n")
    note(project, "Coverage: 88%\n", "SUMMARY")
    actual = {c["path"].rpartition("/")[2]: c["actual"] for c in answer(project, "tally")["claims"]}
    assert actual["SUMMARY.md"].endswith("FINAL_STATUS.md:1 says otherwise: 91 %")
    assert actual["FINAL_STATUS.md"].endswith("SUMMARY.md:1 says otherwise: 88 %")


def test_evidence_proves_or_refutes(project: Project) -> None:
    project.plan(
        "# Tally\n\n## TODOs\n\n- [x] 1. Count\n\n  **Acceptance Criteria**:\n  - [x] `sh t.sh` → exit code 0\n"
    )
    project.write("t.sh", "echo '===== 7 passed, 1 failed in 0.12s ====='\n")
    project.commit("feat: count")
    note(
        project,
        "# R\n\n- All 8 tests pass\n- 7 tests passed, 1 failed\n- All tests pass\n- All word tests pass\n- All 4 rank tests pass\n- ✅ `sh t.sh` passes\n",
    )
    assert project.ask("verify", "tally", "--trust-all").returncode == 0
    claims = [
        (c["text"], c["verdict"]) for c in answer(project, "tally")["claims"] if c["kind"] != "duration"
    ]
    assert sorted(claims) == [
        ("7 tests passed, 1 failed", "true"),
        ("All 4 rank tests pass", "unevidenced"),
        ("All 8 tests pass", "false"),
        ("All tests pass", "false"),
        ("All word tests pass", "unevidenced"),
        ("`sh t.sh` passes", "true"),
    ]


def test_outside_git_commits_are_unknown_not_wrong(loose: Project) -> None:
    loose.plan(PLAN)
    note(
        loose,
        "Commit `abc1234`: 2 files changed, 5 insertions(+)\n\nCreated `src/count.py`, pushed to origin\n",
    )
    assert {c["verdict"] for c in answer(loose, "tally")["claims"]} == {"uncheckable"}


def test_a_report_of_ours_is_not_audited(project: Project) -> None:
    build(project)
    assert project.ask("report", "tally", "--write").returncode == 0
    assert answer(project, "tally")["reports"] == []


def test_nothing_is_written(lies: Lies) -> None:
    def files() -> dict[str, bytes]:
        return {
            str(p): p.read_bytes() for p in lies.project.root.rglob("*") if p.is_file() and p.name != "index"
        }

    before = files()
    lies.project.ask("audit", "tally")
    assert files() == before


def test_a_report_that_cannot_be_read_is_a_finding(lies: Lies) -> None:
    (lies.project.root / ".sisyphus/notepads/tally/SUMMARY.md").symlink_to("/etc/hostname")
    document = answer(lies.project, "tally")
    assert len(document["claims"]) == len(lies.claims)
    assert [f["rule"] for f in document["findings"]] == ["unreadable-notepad"]


SHARED = Path(__file__).resolve().parents[3] / "shared"


def test_the_seed_case(tmp_path: Path) -> None:
    build_seed = SHARED / "cases" / "seed.sh"
    if not build_seed.exists():
        pytest.skip("needs the seed case, which is not part of the project")
    root = tmp_path / "seed"
    subprocess.run(["bash", str(build_seed), str(root), "--with-reports"], check=True, capture_output=True)
    claims = answer(Project(root, lambda *_: ""), "ci-optimization")["claims"]
    assert len(claims) >= 25
    false = [c for c in claims if c["verdict"] == "false"]
    assert len(false) == 3
    assert all("(+56, -14)" in c["text"] and "+55 -15" in c["actual"] for c in false)
    verdicts = {
        kind: {c["verdict"] for c in claims if c["kind"] == kind} for kind in {c["kind"] for c in claims}
    }
    for kind in ("progress", "percentage", "commit", "push"):
        assert verdicts[kind] == {"true"}
    for kind in ("tests", "coverage", "verification", "duration"):
        assert verdicts[kind] == {"unevidenced"}
    boxes = next(c for c in claims if c["kind"] == "progress" and "11/12" in c["text"])
    assert boxes["actual"] == "says 11/12 boxes; the outermost boxes give 11/12 (all boxes give 16/17)"
