"""Checks of cancelled tasks: listed with the reason, run only where they are named, and holding nothing up."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

PLAN = """# Tally

## TODOs

- [x] 1. Count the words

  **What to do**: write `count.sh`

  **Acceptance Criteria**:
  - [x] `sh checks/one.sh` → exit code 0

- [-] 2. Rank the words

  **Acceptance Criteria**:
  - [ ] `sh checks/two.sh` → exit code 0
"""


@pytest.fixture
def cancelled(project: "Project") -> "Project":
    """The check of the done task passes, that of the cancelled one fails; each notes that it ran."""
    project.plan(PLAN)
    project.write("count.sh", "wc -w\n")
    project.write("checks/one.sh", "echo one >> ../ran\n")
    project.write("checks/two.sh", "echo two >> ../ran; exit 1\n")
    project.commit("feat: count the words")
    return project


@pytest.fixture
def ran(cancelled: "Project") -> Callable[[], list[str]]:
    file = cancelled.root.parent / "ran"
    return lambda: file.read_text().split() if file.exists() else []


def test_it_does_not_run_and_holds_nothing_up(cancelled: "Project", ran: Callable[[], list[str]]) -> None:
    run = cancelled.ask("verify", "--trust-all")
    assert (run.returncode, ran()) == (0, ["one"]), run.stdout
    assert "2 checks: 1 passed, 1 cancelled." in run.stdout
    status = json.loads(cancelled.ask("status", "tally", "--json").stdout)["plans"][0]
    assert status["phase"] == "complete"
    assert [t["verification"]["state"] for t in status["tasks"]] == ["passed", "no_checks"]
    assert cancelled.ask("status", "--exit-code").returncode == 0


def test_it_holds_nothing_up_though_it_has_failed(cancelled: "Project", ran: Callable[[], list[str]]) -> None:
    cancelled.plan(PLAN.replace("- [-] 2.", "- [x] 2."))
    cancelled.git("commit", "-qam", "docs: plan")
    assert cancelled.ask("verify", "--trust-all").returncode == 1
    cancelled.plan(PLAN)
    cancelled.git("commit", "-qam", "docs: cancel the ranking")
    assert sorted(ran()) == ["one", "two"]
    status = json.loads(cancelled.ask("status", "tally", "--json").stdout)["plans"][0]
    assert (status["phase"], status["blockers"]) == ("complete", [])


def test_it_is_listed_with_its_reason(cancelled: "Project") -> None:
    listed = cancelled.ask("verify", "--list").stdout
    assert "sh checks/two.sh" in listed
    assert "cancelled: its task is cancelled, so nothing is owed" in listed
    rows = json.loads(cancelled.ask("verify", "--list", "--json").stdout)["checks"]
    assert [(r["runnable"], r["why_not"], r["standing"]) for r in rows] == [
        (True, None, "not_run"),
        (True, None, "cancelled"),
    ]
    assert "its task is cancelled" in cancelled.ask("report").stdout
    assert "sh checks/two.sh" not in cancelled.ask("verify", "--dry-run").stdout


def test_it_runs_where_it_is_named(cancelled: "Project", ran: Callable[[], list[str]]) -> None:
    assert "sh checks/two.sh" in cancelled.ask("verify", "tally", "2", "--dry-run").stdout
    run = cancelled.ask("verify", "tally", "2", "--trust-all")
    assert (run.returncode, ran()) == (1, ["two"])
    assert "1 check: 1 failed." in run.stdout
    assert cancelled.ask("verify", "tally", "--trust-all").returncode == 0


def test_a_plan_of_nothing_else_is_not_proven(cancelled: "Project") -> None:
    cancelled.plan(PLAN.replace("  - [x] `sh checks/one.sh` → exit code 0\n", "  - [x] All are counted\n"))
    cancelled.git("commit", "-qam", "docs: plan")
    said = cancelled.ask("status", "tally").stdout
    assert "its checks are of what is cancelled" in " ".join(said.split())
    assert "no check (1 cancelled)" in said
