"""Complaints D1 and D4 to D9: state that is lost, stale or mixed up."""

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sisyphus.model.judgement import Phase, Tally

if TYPE_CHECKING:
    from tests.complaints.conftest import Workspace

OPEN = "# Tally\n\n## TODOs\n- [x] 1. a\n- [ ] 2. b\n"
CHECKED = "# Tally\n\n## TODOs\n- [x] 1. a\n\n  **Acceptance Criteria**:\n  - [x] `sh checks/one.sh` → exit code 0\n"


def work(name: str, **fields: object) -> dict[str, object]:
    """One work of boulder.json."""
    path = f".sisyphus/plans/{name}.md"
    return {"work_id": name, "plan_name": name, "active_plan": path, "status": "active"} | fields


def boulder(workspace: "Workspace", *works: dict[str, object], at: str = ".sisyphus", **root: object) -> None:
    document = {"works": {str(w["work_id"]): w for w in works}} | root
    workspace.write(f"{at}/boulder.json", json.dumps(document))


def test_d01_plans_of_two_sessions_do_not_hide_each_other(workspace: "Workspace") -> None:
    workspace.plan(OPEN, "a")
    workspace.plan(OPEN, "b")
    boulder(workspace, work("a"), work("b"), active_work_id="a", active_plan=".sisyphus/plans/b.md")
    document = workspace.look()
    assert [(p.name, p.active) for p in document.plans] == [("a", True), ("b", True)]
    [finding] = [f for f in document.workspace.findings if f.rule == "boulder-mirror"]
    assert (
        "root says active_plan '.sisyphus/plans/b.md', work 'a' says '.sisyphus/plans/a.md'"
        in finding.message
    )


def test_d01_two_active_plans_are_a_question_and_no_guess(workspace: "Workspace") -> None:
    workspace.plan(OPEN, "a")
    workspace.plan(OPEN, "b")
    boulder(workspace, work("a"), work("b"))
    answer = workspace.ask("report")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "several plans: a, b" in answer.stderr


def test_d04_the_age_and_the_word_of_an_abandoned_work_are_shown(workspace: "Workspace") -> None:
    file = workspace.plan(OPEN, "a")
    os.utime(file, (datetime(2026, 1, 2, tzinfo=UTC).timestamp(),) * 2)
    boulder(workspace, work("a", status="abandoned", started_at="2026-01-01T10:00:00Z"))
    plan = workspace.named("a")
    assert not plan.active
    assert plan.work is not None
    assert (plan.work.status, plan.work.started_at) == ("abandoned", datetime(2026, 1, 1, 10, tzinfo=UTC))
    assert plan.modified_at == datetime(2026, 1, 2, tzinfo=UTC)
    shown = json.loads(workspace.ask("status", "--json").stdout)["plans"][0]
    assert (shown["work"]["status"], shown["modified_at"]) == ("abandoned", "2026-01-02T00:00:00Z")


def test_d05_finished_plans_are_told_from_the_rest_without_boulder_json(workspace: "Workspace") -> None:
    workspace.plan(CHECKED, "done")
    workspace.write("checks/one.sh", "exit 0\n")
    workspace.plan(OPEN, "open")
    assert workspace.ask("verify", "done", "--trust-all").returncode == 0
    assert [(p.name, p.phase) for p in workspace.look().plans] == [
        ("done", Phase.COMPLETE),
        ("open", Phase.IN_PROGRESS),
    ]
    assert "1 complete: done (--all shows them)" in workspace.say("status")


def test_d06_a_boulder_that_came_back_in_the_old_folder_is_said(workspace: "Workspace") -> None:
    workspace.plan(OPEN, "a")
    workspace.write(".omo/plans/a.md", OPEN)
    boulder(workspace, work("a"))
    [finding] = [f for f in workspace.look().workspace.findings if f.rule == "state-leftover"]
    assert finding.source.path == ".sisyphus/boulder.json"
    assert ".omo has no boulder.json" in finding.message


@pytest.mark.parametrize(
    "recorded", ["/home/ada/app/.sisyphus/plans/a.md", "C:\\Users\\ada\\app\\.sisyphus\\plans\\a.md"]
)
def test_d07_a_plan_of_another_machine_is_found_by_its_name(workspace: "Workspace", recorded: str) -> None:
    workspace.write(".omo/plans/a.md", OPEN)
    boulder(workspace, work("a", active_plan=recorded), at=".omo")
    plan = workspace.named("a")
    assert (plan.path, plan.active, plan.phase) == (".omo/plans/a.md", True, Phase.IN_PROGRESS)
    assert ".omo/plans/a.md" in workspace.say("status", "a")


def test_d08_the_plan_file_alone_is_enough(workspace: "Workspace") -> None:
    plan = workspace.judge(OPEN)
    assert plan.work is None
    assert plan.counts.task == Tally(total=2, done=1, open=1)
    assert "tasks 1/2" in workspace.say("status", "tally")


@pytest.mark.parametrize(
    ("wanted", "found"), [("auth", "auth"), ("auth-t", "auth-tokens"), ("oad", "upload"), ("AUTH", "auth")]
)
def test_d09_a_name_is_exact_or_one_prefix_or_one_part(
    workspace: "Workspace", wanted: str, found: str
) -> None:
    for name in ("auth", "auth-tokens", "upload"):
        workspace.plan(OPEN, name)
    assert workspace.say("status", wanted).startswith(f"{found}: Tally")


def test_d09_a_tie_lists_the_candidates_and_fails(workspace: "Workspace") -> None:
    for name in ("auth-api", "auth-tokens", "upload"):
        workspace.plan(OPEN, name)
    answer = workspace.ask("status", "auth")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "auth-api, auth-tokens" in answer.stderr


ODD = {
    "empty object": "{}",
    "null works": '{"works": null, "active_plan": null}',
    "a list": "[]",
    "cut off": '{"works": {"a": {"work_id"',
    "no bytes": "",
    "null active": '{"active_work_id": null, "works": {"a": {"plan_name": "a", "session_ids": ["s", "s"]}}}',
    "foreign prefix": '{"active_plan": ".sisyphus/plans/a.md", "plan_name": "a", "session_ids": ["sherry:s"]}',
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_d14_an_odd_boulder_stops_nothing(workspace: "Workspace", text: str) -> None:
    workspace.plan(OPEN, "a")
    workspace.write(".sisyphus/boulder.json", text)
    plan = workspace.named("a")
    assert plan.counts.task == Tally(total=2, done=1, open=1)
    assert plan.work is None or plan.work.sessions == 1


def test_d15_a_session_of_two_works_is_said(workspace: "Workspace") -> None:
    workspace.plan(OPEN, "a")
    workspace.plan(OPEN, "b")
    boulder(workspace, work("a", session_ids=["s1", "s2"]), work("b", session_ids=["opencode:s2"]))
    document = workspace.look()
    assert [p.work.sessions for p in document.plans if p.work] == [2, 1]
    [finding] = [f for f in document.workspace.findings if f.rule == "shared-session"]
    assert "s2" in finding.message
    assert "a, b" in finding.message
    assert finding.source.path == ".sisyphus/boulder.json"
