"""What evidence is worth after the content has moved on."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project


def checks_of(project: "Project") -> list[dict[str, Any]]:
    """What `verify --list --json` says of each check."""
    checks: list[dict[str, Any]] = json.loads(project.ask("verify", "--list", "--json").stdout)["checks"]
    return checks


def freshness(project: "Project") -> set[str]:
    return {c["result"]["freshness"] for c in checks_of(project)}


def verified(project: "Project") -> int:
    number: int = json.loads(project.ask("status", "--json").stdout)["plans"][0]["proof"]["verified"]
    return number


def log_of(project: "Project") -> Path:
    (log,) = (project.root / ".sisyphus" / "evidence" / "sisyphus" / "tally").glob("*.jsonl")
    return log


def tick(project: "Project") -> None:
    plan = project.root / ".sisyphus" / "plans" / "tally.md"
    plan.write_text(plan.read_text().replace("- [ ]", "- [x]"))


def test_edit_makes_it_stale_and_undoing_the_edit_fresh_again(checked: "Project") -> None:
    assert checked.ask("verify", "--trust-all").returncode == 0
    assert freshness(checked) == {"fresh"}
    before = (checked.root / "README.md").read_bytes()
    checked.write("README.md", "# Other\n")
    assert freshness(checked) == {"stale"}
    assert verified(checked) == 0
    plan = json.loads(checked.ask("status", "--json").stdout)["plans"][0]
    (blocker,) = [b for b in plan["blockers"] if b["rule"] == "stale-proof"]
    assert blocker["remedy"] == ["sisyphus verify tally --only stale"]
    checked.write("README.md", before)
    assert freshness(checked) == {"fresh"}


def test_new_commit_of_other_content_makes_it_stale(checked: "Project") -> None:
    assert checked.ask("verify", "--trust-all").returncode == 0
    checked.write("new.txt", "new\n")
    checked.commit("feat: new")
    assert freshness(checked) == {"stale"}


def test_ticking_a_box_and_committing_it_keeps_the_proof(checked: "Project") -> None:
    assert checked.ask("verify", "--trust-all").returncode == 0
    tick(checked)
    assert freshness(checked) == {"fresh"}
    assert verified(checked) == 2
    checked.commit("docs: tick task 2")
    assert freshness(checked) == {"moved"}
    assert verified(checked) == 2
    assert checked.ask("status", "--exit-code").returncode == 0


def test_amended_message_moves_it(checked: "Project") -> None:
    assert checked.ask("verify", "--trust-all").returncode == 0
    checked.git("commit", "-q", "--amend", "-m", "feat: count and rank words", at="2026-03-03T10:00:00+00:00")
    assert freshness(checked) == {"moved"}
    assert verified(checked) == 2


def test_what_a_check_makes_does_not_spoil_its_proof(checked: "Project") -> None:
    checked.write("checks/one.sh", "echo made > made.txt\n")
    checked.commit("test: make a file")
    assert checked.ask("verify", "--trust-all").returncode == 0
    assert (checked.root / "made.txt").exists()
    assert freshness(checked) == {"fresh"}


def test_a_check_that_changes_the_content_proves_nothing(checked: "Project") -> None:
    checked.write("checks/one.sh", "echo changed >> README.md\n")
    checked.commit("test: change a file")
    assert checked.ask("verify", "tally", "1", "--trust-all").returncode == 1
    result = checks_of(checked)[0]["result"]
    assert (result["freshness"], result["changed"]) == ("void", ["README.md"])
    assert verified(checked) == 0


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("a",), "void: a changed while it ran"),
        (("b", "a"), "void: a and b changed while it ran"),
        (("a", "b", "c", "d", "e"), "void: a, b, c and 2 more changed while it ran"),
        (("a\x1b[31mb",), "void: a^[[31mb changed while it ran"),
    ],
)
def test_a_void_run_names_the_files(checked: "Project", names: tuple[str, ...], told: str) -> None:
    for name in names:
        checked.write(name, "before\n")
    checked.write("checks/one.sh", 'for f in [a-e]*; do echo after > "$f"; done\n')
    checked.commit("test: change files")
    shown = checked.ask("verify", "tally", "1", "--trust-all").stdout
    assert told in shown
    assert sorted(names) == checks_of(checked)[0]["result"]["changed"]
    assert f"{len(names)} file" in checked.ask("evidence", "show", "1", "tally").stdout


def test_tampered_log(checked: "Project") -> None:
    assert checked.ask("verify", "--trust-all").returncode == 0
    log = log_of(checked)
    whole = log.read_text()
    log.write_text(whole.replace('"outcome":"passed"', '"outcome":"failed"', 1))
    run = checked.run("verify", "--trust-all")
    assert run.returncode == 7
    assert f".sisyphus/evidence/sisyphus/tally/{log.name}:" in run.stderr
    assert "fix: " in run.stderr
    assert run.stdout == ""
    answer = checked.ask("verify", "--trust-all", "--json")
    assert answer.returncode == 7
    assert json.loads(answer.stdout)["error"]["kind"] == "tampered"
    status = checked.ask("status", "tally")
    assert status.returncode == 0
    assert "evidence-tampered" in status.stdout
    assert checked.ask("status", "tally", "--exit-code").returncode == 7
    log.write_text(whole)
    assert checked.ask("verify", "--trust-all").returncode == 0


def test_cut_log(checked: "Project") -> None:
    assert checked.ask("verify", "--trust-all").returncode == 0
    log = log_of(checked)
    rows = log.read_text().split("\n")
    log.write_text("\n".join(rows[:2]) + "\n")
    assert verified(checked) == 0
    assert checked.ask("verify", "--trust-all").returncode == 7


def test_another_writer_s_log_is_read_beside_ours(checked: "Project", tmp_path: Path) -> None:
    assert checked.ask("verify", "--trust-all").returncode == 0
    checked.commit("docs: evidence")
    clone = tmp_path / "clone"
    checked.git("clone", "-q", str(checked.root), str(clone))
    seen = checked.ask("verify", "--list", "--json", at=clone)
    results = [c["result"] for c in json.loads(seen.stdout)["checks"]]
    assert [(r["outcome"], r["own"], r["freshness"]) for r in results] == [("passed", False, "moved")] * 2
    assert "passed elsewhere, in the log of" in checked.ask("verify", "--list", at=clone).stdout
    status = json.loads(checked.ask("status", "tally", "--json", at=clone).stdout)["plans"][0]
    assert (status["proof"]["verified"], status["tasks"][0]["verification"]["state"]) == (0, "not_run")
    (blocker,) = [b for b in status["blockers"] if b["rule"] == "untrusted-checks"]
    assert blocker["message"] == "1 check never ran here: not trusted yet"
    assert "2 passed elsewhere" in checked.ask("report", at=clone).stdout
    assert checked.ask("verify", "--only", "unproved", "--dry-run", at=clone).stdout.count("sh checks/") == 2
    assert checked.ask("verify", "--trust-all", at=clone).returncode == 0
    assert len(list((clone / ".sisyphus" / "evidence" / "sisyphus" / "tally").glob("*.jsonl"))) == 2
