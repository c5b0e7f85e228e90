"""`sisyphus verify`: which checks run, what is shown of them, and the exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

Ran = Callable[[], list[str]]


def checks_of(project: "Project", *arguments: str) -> list[dict[str, Any]]:
    """What `verify --json` says of each check."""
    checks: list[dict[str, Any]] = json.loads(project.ask("verify", "--json", *arguments).stdout)["checks"]
    return checks


def plan_of(project: "Project") -> dict[str, Any]:
    """What `status --json` says of the plan."""
    plan: dict[str, Any] = json.loads(project.ask("status", "--json").stdout)["plans"][0]
    return plan


def script(*commands: str) -> str:
    """A plan with one ticked task and a block of commands."""
    block = "\n".join(commands)
    return f"# P\n\n## TODOs\n\n- [x] 1. a\n\n## Success Criteria\n\n```bash\n{block}\n```\n"


def test_passes_and_keeps_evidence(checked: "Project", ran: Ran) -> None:
    run = checked.run("verify", "--trust-all")
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("passed") >= 3
    assert "2 checks: 2 passed." in run.stdout
    assert ran() == ["one", "two"]
    assert [c["result"]["outcome"] for c in checks_of(checked, "--list")] == ["passed", "passed"]
    (log,) = (checked.root / ".sisyphus" / "evidence" / "sisyphus" / "tally").glob("*.jsonl")
    records = [json.loads(row) for row in log.read_text().split("\n") if row]
    assert [r["type"] for r in records] == ["started", "ended"] * 2
    assert plan_of(checked)["proof"]["verified"] == 2


def test_list_and_dry_run_show_and_run_nothing(checked: "Project", ran: Ran) -> None:
    for option in ("--list", "--dry-run"):
        run = checked.ask("verify", option)
        assert run.returncode == 0
        assert "sh checks/one.sh" in run.stdout
    assert ran() == []


def test_failed_check(checked: "Project") -> None:
    checked.write("checks/one.sh", "echo 'three words lost'; exit 4\n")
    run = checked.ask("verify", "--trust-all")
    assert run.returncode == 1
    assert "expected exit 0, got 4" in run.stdout
    assert "    three words lost" in run.stdout
    plan = plan_of(checked)
    assert plan["phase"] == "contradicted"
    (blocker,) = [b for b in plan["blockers"] if b["rule"] == "failed-check"]
    assert blocker["task"] == "1"
    assert blocker["remedy"][0].startswith("sisyphus verify tally c-")
    assert [f["rule"] for f in plan["findings"] if f["severity"] == "error"] == ["ticked-but-failing"]
    assert checked.ask("status", "--exit-code").returncode == 1
    again = checked.ask(*blocker["remedy"][0].split()[1:], "--trust-all")
    assert again.returncode == 1
    assert "1 check: 1 failed." in again.stdout


def test_missing_program_is_not_run_and_never_passed(project: "Project") -> None:
    project.plan(script("galetest --all", "echo fine"))
    run = project.ask("verify", "--trust-all")
    assert run.returncode == 3
    assert "2 checks: 1 passed, 1 not run." in run.stdout
    listed = project.ask("verify", "--list").stdout
    assert "not run: galetest not found" in listed
    assert [c["standing"] for c in checks_of(project, "--list")] == ["not_run", "passed"]
    assert "missing-tool" in [b["rule"] for b in plan_of(project)["blockers"]]


def test_nothing_to_run_is_no_pass(project: "Project") -> None:
    project.plan("# P\n\n## TODOs\n\n- [x] 1. a\n")
    run = project.ask("verify", "--trust-all")
    assert run.returncode == 1
    assert "nothing that could prove it" in run.stdout


def test_expectation_that_is_not_understood_is_unchecked(project: "Project") -> None:
    project.plan(
        "# P\n\n## TODOs\n\n- [x] 1. a\n  **Acceptance Criteria**:\n  - [x] `echo hi` → feels about right\n"
    )
    run = project.ask("verify", "--trust-all")
    assert run.returncode == 3
    assert [c["result"]["outcome"] for c in checks_of(project, "--list")] == ["unchecked"]
    assert plan_of(project)["proof"]["verified"] == 0


def test_tasks_and_checks_by_id(checked: "Project", ran: Ran) -> None:
    second = checks_of(checked, "--list")[1]["id"]
    assert checked.ask("verify", "tally", second, "--trust-all").returncode == 0
    assert ran() == ["two"]
    assert checked.ask("verify", "tally", "1", "--trust-all").returncode == 0
    assert ran() == ["two", "one"]
    assert [c["id"] for c in checks_of(checked, "tally", "2", "--list")] == [second]
    for unknown in ("3", "c-0000000000", ""):
        run = checked.ask("verify", "tally", unknown, "--trust-all")
        assert run.returncode == 2
        assert "tasks are: 1, 2" in run.stderr
    assert ran() == ["two", "one"]


def test_only(checked: "Project", ran: Ran) -> None:
    checked.write("checks/two.sh", "echo two >> ../ran; exit 1\n")
    assert checked.ask("verify", "--only", "unproved", "--trust-all").returncode == 1
    assert checked.ask("verify", "--only", "failed", "--trust-all").returncode == 1
    assert ran() == ["one", "two", "two"]
    assert [c["task"] for c in checks_of(checked, "--only", "unproved", "--list")] == ["2"]
    checked.write("README.md", "# Other\n")
    assert [c["task"] for c in checks_of(checked, "--only", "stale", "--list")] == ["1", "2"]


def test_fail_fast_leaves_the_rest(checked: "Project", ran: Ran) -> None:
    checked.write("checks/one.sh", "echo one >> ../ran; exit 1\n")
    run = checked.ask("verify", "--trust-all", "--fail-fast")
    assert run.returncode == 1
    assert ran() == ["one"]
    assert "2 checks: 1 failed, 1 not run." in run.stdout


def test_jobs_show_results_in_order(project: "Project") -> None:
    project.write("job.sh", "sleep 0.$1\n")
    project.plan(script(*(f"sh job.sh {5 - n}" for n in range(1, 5))))
    run = project.ask("verify", "--trust-all", "--jobs", "4")
    assert run.returncode == 0, run.stdout
    shown = [row.rsplit(" ", 1)[1] for row in run.stdout.split("\n") if row.startswith("passed ")]
    assert shown == ["4", "3", "2", "1"]
    assert "4 checks: 4 passed." in run.stdout


def test_time_limit(project: "Project") -> None:
    project.plan(script("sleep 30"))
    run = project.ask("verify", "--trust-all", "--timeout", "0.3")
    assert run.returncode == 1
    assert "no end within 0.3 s" in run.stdout


@pytest.mark.parametrize("limit", ["nan", "inf", "1e300", "31536001"])
def test_limit_that_is_no_time_to_wait_is_refused(project: "Project", limit: str) -> None:
    project.plan(script("true"))
    run = project.ask("verify", "--trust-all", "--timeout", limit)
    assert run.returncode == 2
    assert "--timeout" in run.stderr


def test_verify_inside_verify_is_refused(project: "Project") -> None:
    package = Path(__file__).parents[2]
    project.write("again.sh", f"PYTHONPATH='{package}' '{sys.executable}' -m sisyphus verify --trust-all\n")
    project.plan(script("sh again.sh"))
    run = project.ask("verify", "--trust-all")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "started `sisyphus verify`" in run.stdout


def test_reader_that_leaves_stops_no_check(checked: "Project", ran: Ran) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [sys.executable, "-m", "sisyphus", "verify", "--trust-all"],
        cwd=checked.root,
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert run.stderr == b""
    assert ran() == ["one", "two"]


def test_outside_git(loose: "Project") -> None:
    loose.plan(script("test -f README.md"))
    loose.write("README.md", "# Loose\n")
    assert loose.ask("verify", "--trust-all").returncode == 0
    assert [c["result"]["freshness"] for c in checks_of(loose, "--list")] == ["fresh"]
    loose.write("other.txt", "new\n")
    assert [c["result"]["freshness"] for c in checks_of(loose, "--list")] == ["stale"]


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_interrupt_ends_everything(project: "Project", form: tuple[str, ...]) -> None:
    project.plan(script("sh -c 'sleep 71.25 & sleep 71.5'"))
    project.commit("docs: plan")
    process = subprocess.Popen(
        [sys.executable, "-m", "sisyphus", "verify", "--trust-all", *form],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: len(sleepers()) == 2)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    if form:
        assert (json.loads(out)["error"]["kind"], said) == ("interrupted", "")
    else:
        assert said == "sisyphus: interrupted\n"
    assert sleepers() == []
    (check,) = checks_of(project, "--list")
    assert check["result"]["outcome"] == "cancelled"
    assert check["standing"] == "not_run"


def sleepers() -> list[str]:
    """Processes that the interrupted check started."""
    listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [row for row in listed.split("\n") if row.strip().partition(" ")[2].startswith("sleep 71.")]


def wait_for(happened: Callable[[], bool], limit_s: float = 30) -> None:
    until = time.monotonic() + limit_s
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.05)
