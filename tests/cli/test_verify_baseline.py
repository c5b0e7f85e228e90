"""`verify --baseline REF`: figures before and after, which prove nothing by themselves."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

PLAN = """# Tally

## TODOs

- [x] 1. Count quicker

  **Acceptance Criteria**:
  - [x] `sh count.sh` → exit code 0
"""


@pytest.fixture
def quicker(project: "Project") -> "Project":
    """A check that took 0.6 s and ran 3 tests, and now takes no time and runs 5."""
    project.plan(PLAN)
    project.write("count.sh", "sleep 0.6; echo 'TOTAL 10 1 90%'; echo '3 passed in 0.60s'\n")
    project.commit("feat: count")
    project.write("count.sh", "echo 'TOTAL 10 1 95%'; echo '5 passed in 0.10s'\n")
    project.commit("perf: count quicker")
    return project


def checks_of(project: "Project", *arguments: str) -> list[dict[str, Any]]:
    checks: list[dict[str, Any]] = json.loads(project.ask("verify", "--json", *arguments).stdout)["checks"]
    return checks


def test_before_and_after_stand_beside_each_other(quicker: "Project") -> None:
    run = quicker.run("verify", "--trust-all", "--baseline", "HEAD~1")
    assert run.returncode == 0, run.stderr
    rows = [" ".join(row.split()) for row in run.stdout.split("\n")]
    assert any(row.startswith("tests passed 3 5 +2") for row in rows), run.stdout
    assert any(row.startswith("coverage 90.00 % 95.00 % +5") for row in rows)
    assert any(row.startswith("duration 0.6") and row.endswith("x faster") for row in rows)
    assert "Before ran in a clean checkout" in run.stdout.replace("\n", " ")
    assert run.stdout.rstrip().endswith("1 check: 1 passed.")
    (check,) = checks_of(quicker, "--list")
    before, figures = check["baseline"], check["baseline"]["figures"]
    assert (before["ref"], before["commit"]) == ("HEAD~1", quicker.git("rev-parse", "HEAD~1"))
    assert figures["tests_passed"] == {"before": 3.0, "after": 5.0, "change": 2.0, "factor": None}
    assert figures["duration_s"]["factor"] > 2
    assert check["result"]["metrics"]["tests_passed"] == 5
    assert not (quicker.root / ".git" / "worktrees").exists()


def test_without_a_baseline_there_is_none(quicker: "Project") -> None:
    run = quicker.ask("verify", "--trust-all")
    assert "BEFORE" not in run.stdout
    assert checks_of(quicker, "--list")[0]["baseline"] is None


def test_a_baseline_never_counts_as_proof(quicker: "Project") -> None:
    """Not even where its content is that of this tree."""
    quicker.write("count.sh", "exit 1\n")
    quicker.commit("fix: break it")
    run = quicker.ask("verify", "--trust-all", "--baseline", "HEAD~1")
    assert run.returncode == 1
    assert "failed" in run.stdout
    quicker.git("reset", "-q", "--hard", "HEAD~1")
    (check,) = checks_of(quicker, "--list")
    assert check["standing"] == "stale"
    assert check["baseline"]["outcome"] == "passed"
    plan = json.loads(quicker.ask("status", "--json").stdout)["plans"][0]
    assert plan["proof"]["verified"] == 0


def test_a_baseline_that_fails_changes_no_exit_code_and_gives_no_figures(quicker: "Project") -> None:
    (quicker.root / "count.sh").rename(quicker.root / "tally.sh")
    plan = quicker.root / ".sisyphus" / "plans" / "tally.md"
    plan.write_text(PLAN.replace("sh count.sh", "./tally.sh"))
    (quicker.root / "tally.sh").chmod(0o755)
    quicker.write("tally.sh", "#!/bin/sh\necho '5 passed in 0.10s'\n")
    quicker.commit("refactor: rename")
    run = quicker.ask("verify", "--trust-all", "--baseline", "HEAD~1")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "error, now passed" in run.stdout
    figures = checks_of(quicker, "--list")[0]["baseline"]["figures"]
    assert figures["duration_s"]["before"] is None
    assert figures["duration_s"]["change"] is None
    assert figures["tests_passed"] == {"before": None, "after": 5.0, "change": None, "factor": None}


def test_both_may_begin_clean(quicker: "Project") -> None:
    run = quicker.ask("verify", "--trust-all", "--at", "HEAD", "--baseline", "HEAD~1")
    assert run.returncode == 0
    assert "clean checkout" not in run.stdout
    (check,) = checks_of(quicker, "--list")
    assert (check["result"]["ref"], check["baseline"]["ref"]) == ("HEAD", "HEAD~1")


def test_only_what_is_trusted_runs_at_the_baseline(quicker: "Project") -> None:
    assert quicker.ask("verify", "--baseline", "HEAD~1").returncode == 6
    assert not (quicker.root / ".sisyphus" / "evidence").exists()


def test_what_a_baseline_makes_hides_no_file_here(quicker: "Project") -> None:
    """An untracked file of this tree stays content, though a run elsewhere made one of that name."""
    quicker.write("count.sh", "echo x > notes.txt\n")
    quicker.commit("test: make notes")
    quicker.write("count.sh", "true\n")
    quicker.commit("test: make none")
    assert quicker.ask("verify", "--trust-all", "--baseline", "HEAD~1").returncode == 0
    assert checks_of(quicker, "--list")[0]["standing"] == "passed"
    quicker.write("notes.txt", "by hand\n")
    assert checks_of(quicker, "--list")[0]["standing"] == "stale"


def test_evidence_written_before_there_were_baselines_is_still_read(quicker: "Project") -> None:
    assert quicker.ask("verify", "--trust-all").returncode == 0
    (log,) = (quicker.root / ".sisyphus" / "evidence" / "sisyphus" / "tally").glob("*.jsonl")
    older = [json.loads(row) for row in log.read_text().split("\n") if row]
    for record in older:
        for name in ("sandbox", "ref", "baseline"):
            record.pop(name, None)
    # A log of another writer, whose chain is its own.
    last, rows = "0" * 64, []
    for record in older:
        rows.append(json.dumps({**record, "prev": last}, sort_keys=True, separators=(",", ":")))
        last = hashlib.sha256(rows[-1].encode()).hexdigest()
    log.unlink()
    log.with_name("older-00000000.jsonl").write_text("\n".join(rows) + "\n")
    (check,) = checks_of(quicker, "--list")
    assert (check["standing"], check["result"]["writer"]) == ("passed_elsewhere", "older-00000000")
    assert check["result"]["outcome"] == "passed"
    assert (check["result"]["sandbox"], check["result"]["ref"]) == ("none", None)
