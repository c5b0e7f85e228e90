"""What a `verify` leaves for CI: JUnit and CTRF files, annotations, the step summary; and -q, -v, the keys."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

EVIL = """# Tally

## TODOs

- [x] 1. Count

  **Acceptance Criteria**:
  - [x] `echo '::set-output name=a::b'; exit 3` → exit code 0
  - [x] `echo '##[add-mask]x ##vso[task.complete]y'` → feels ::error::about right
"""


@pytest.fixture
def failing(checked: "Project") -> "Project":
    checked.write(
        "checks/two.sh", "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do echo row $i; done; exit 4\n"
    )
    checked.commit("test: fail")
    return checked


def test_junit_and_ctrf(failing: "Project", tmp_path: Path) -> None:
    junit, ctrf = tmp_path / "j.xml", tmp_path / "c.json"
    run = failing.run("verify", "--trust-all", "--junit", str(junit), "--ctrf", str(ctrf))
    assert run.returncode == 1
    assert run.stderr == ""
    suites = ET.parse(junit).getroot()  # noqa: S314 - our own output
    assert (suites.get("tests"), suites.get("failures")) == ("2", "1")
    failure = suites.find("./testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("message") == "expected exit 0, got 4"
    assert [t["status"] for t in json.loads(ctrf.read_text())["results"]["tests"]] == ["passed", "failed"]


@pytest.mark.parametrize("inside", ["git", "no git"])
def test_files_of_the_result_in_the_tree_make_no_proof_stale(
    checked: "Project", loose: "Project", inside: str
) -> None:
    place = checked
    if inside == "no git":
        place = loose
        for path in (".sisyphus/plans/tally.md", "checks/one.sh", "checks/two.sh"):
            place.write(path, (checked.root / path).read_text())
    (place.root / "docs").mkdir()
    for _ in range(2):  # the second time they are there before
        run = place.ask(
            "verify", "--trust-all", "--junit", "j.xml", "--ctrf", "../docs/c.json", at=place.root / "checks"
        )
        assert run.returncode == 0, run.stdout
        assert (place.root / "checks/j.xml").exists()
        assert (place.root / "docs/c.json").exists()
        plan = json.loads(place.ask("status", "tally", "--json").stdout)["plans"][0]
        assert [t["verification"]["state"] for t in plan["tasks"]] == ["passed", "passed"]
    place.write("docs/new.md", "")
    plan = json.loads(place.ask("status", "tally", "--json").stdout)["plans"][0]
    assert [t["verification"]["state"] for t in plan["tasks"]] == ["stale", "stale"]


def test_secrets_are_taken_out_of_the_files(
    checked: "Project", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_TOKEN", "hunter2hunter2")
    checked.write("checks/one.sh", "echo hunter2hunter2; exit 1\n")
    junit = tmp_path / "j.xml"
    run = checked.ask("verify", "--trust-all", "--junit", str(junit))
    assert "[redacted]" in junit.read_text()
    assert "hunter2" not in junit.read_text() + run.stdout


def test_a_folder_that_is_not_there_is_said_before_anything_runs(checked: "Project") -> None:
    for file in ("no/such.xml", "checks"):
        run = checked.ask("verify", "--trust-all", "--junit", file)
        assert run.returncode == 2
        assert not (checked.root.parent / "ran").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_cannot_be_written_is_an_error_and_no_half_file(
    failing: "Project", tmp_path: Path
) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    shut.chmod(stat.S_IRUSR | stat.S_IXUSR)
    run = failing.ask("verify", "--trust-all", "--junit", str(shut / "j.xml"))
    assert run.returncode == 5
    assert "cannot be written" in run.stderr
    assert "2 checks: 1 passed, 1 failed." in run.stdout
    assert list(shut.iterdir()) == []


def test_a_full_disk_is_an_error_and_the_answer_is_given_all_the_same(failing: "Project") -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    run = failing.ask("verify", "--trust-all", "--junit", "/dev/full")
    assert run.returncode in {2, 5}
    assert "is a device, not a file" in run.stderr
    assert "2 checks: 1 passed, 1 failed." in run.stdout


def on_github(project: "Project", summary: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary), "CI": "true"}
    return subprocess.run(
        [sys.executable, "-m", "sisyphus", "verify", "--trust-all", *arguments],
        cwd=project.root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        timeout=60, check=False,
    )  # fmt: skip


def obeyed(text: str) -> list[str]:
    """Lines that GitHub or Azure would take for an order."""
    return [
        row for row in text.split("\n") if row.lstrip().startswith("::") or "##[" in row or "##vso[" in row
    ]


@pytest.mark.parametrize("arguments", [(), ("-v",), ("-q",), ("--json",)])
def test_on_github_failures_are_annotated_and_nothing_of_the_plan_is_an_order(
    project: "Project", tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    project.plan(EVIL)
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    run = on_github(project, summary, *arguments)
    assert run.returncode == 1
    assert obeyed(run.stdout) == []
    error, warning = obeyed(run.stderr)
    assert error.startswith("::error file=.sisyphus/plans/tally.md,line=8,title=c-")
    assert warning.startswith("::warning file=.sisyphus/plans/tally.md,line=9,title=c-")
    assert summary.read_text().startswith("before\n### sisyphus verify: tally")
    if arguments == ("--json",):
        assert len(json.loads(run.stdout)["checks"]) == 2


def test_errors_give_no_orders_either(project: "Project", tmp_path: Path) -> None:
    project.write("::error::##[group].md", "# P\n")
    run = on_github(project, tmp_path / "s", "::error::##[group].md", "::warning::x")
    assert run.returncode == 2
    assert obeyed(run.stderr) == []


def test_a_summary_that_cannot_be_written_is_only_said(checked: "Project", tmp_path: Path) -> None:
    run = on_github(checked, tmp_path / "no" / "summary.md")
    assert run.returncode == 0
    assert "the step summary could not be written" in run.stderr
    full = tmp_path / "full.md"
    full.write_text("x" * 1_000_000)
    assert on_github(checked, full).returncode == 0
    assert full.stat().st_size == 1_000_000, "a longer one would be dropped whole"


def test_the_end_shows_the_tail_and_how_to_repeat_and_see_the_rest(failing: "Project") -> None:
    run = failing.ask("verify", "--trust-all")
    assert "    row 14\n" in run.stdout
    assert "row 2\n" not in run.stdout
    assert "[2 lines above: sisyphus evidence show 3 tally]" in run.stdout
    assert "    again: sisyphus verify tally c-" in run.stdout
    assert "row 2" in failing.ask("evidence", "show", "3", "tally").stdout
    heads = next(row for row in run.stdout.split("\n") if row.startswith("CHECK"))
    assert heads.split() == ["CHECK", "TASK", "OUTCOME", "TIME", "COMMAND", "EXPECTS", "EVIDENCE"]


def test_quiet_shows_what_did_not_pass_and_a_sentence(failing: "Project") -> None:
    run = failing.ask("verify", "--trust-all", "-q")
    assert run.stderr == ""
    assert "checks/one.sh" not in run.stdout
    assert "CHECK " not in run.stdout
    assert "failed" in run.stdout.split("\n")[0]
    assert run.stdout.endswith("2 checks: 1 passed, 1 failed.\n")
    failing.write("checks/two.sh", "exit 0\n")
    assert failing.ask("verify", "--trust-all", "-q").stdout == "2 checks: 2 passed.\n"


def test_verbose_shows_the_output_of_every_check(failing: "Project") -> None:
    failing.write("checks/one.sh", "echo fine so far\n")
    run = failing.ask("verify", "--trust-all", "-v")
    assert "    fine so far\n" in run.stdout
    assert "    row 1\n" in run.stdout
    assert run.stdout.count("row 14") == 1, "not once more at the end"


def test_no_test_ran_is_no_pass_and_a_finding(checked: "Project") -> None:
    checked.write("checks/one.sh", "echo '==== no tests ran in 0.01s ===='\n")
    run = checked.ask("verify", "--trust-all")
    assert run.returncode == 3
    assert "2 checks: 1 passed, 1 unchecked." in run.stdout
    plan = json.loads(checked.ask("status", "--json").stdout)["plans"][0]
    (finding,) = [f for f in plan["findings"] if f["rule"] == "no-tests-ran"]
    assert finding["message"] == "no test ran in this check: sh checks/one.sh"


def test_list_names_the_key_of_each_check(checked: "Project", tmp_path: Path) -> None:
    listed: list[dict[str, Any]] = json.loads(checked.ask("verify", "--list", "--json").stdout)["checks"]
    keys = [c["key"] for c in listed]
    assert all(len(key) == 64 for key in keys)
    assert len(set(keys)) == 2
    trusted = tmp_path / "keys"
    trusted.write_text("\n".join(keys))
    assert checked.ask("verify", "--trust-file", str(trusted)).returncode == 0
