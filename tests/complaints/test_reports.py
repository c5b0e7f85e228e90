"""Complaints C5, C6, E7, E9 and E11: the answer is quick to get, the same each time, and fit for a script."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.complaints.test_waiting import DONE, PUSH

if TYPE_CHECKING:
    from tests.complaints.conftest import Workspace

CHECKED = "# Tally\n\n## TODOs\n- [x] 1. a\n\n  **Acceptance Criteria**:\n  - [x] `sh one.sh` → exit code 0\n"


def test_c05_a_report_of_the_same_facts_is_the_same_bytes(workspace: "Workspace") -> None:
    file = workspace.plan(PUSH)
    first = workspace.ask("report", "tally").stdout
    os.utime(file, (0, 0))
    assert workspace.ask("report", "tally").stdout == first
    assert workspace.ask("report", "tally", "--write").returncode == 0
    assert workspace.ask("report", "tally").stdout == first


def test_c06_when_everything_is_done_the_last_line_says_so(tracked: "Workspace") -> None:
    tracked.write("one.sh", "exit 0\n")
    tracked.plan(CHECKED)
    tracked.commit("feat: one")
    assert tracked.run("verify", "tally", "--trust-all").returncode == 0
    answer = tracked.ask("status", "tally", "--exit-code")
    assert answer.returncode == 0, answer.stdout
    assert (
        answer.stdout.rstrip("\n").split("\n")[-1] == "Nothing is left to do: plan, git and evidence agree."
    )
    assert "Nothing is left to do" in tracked.say("report", "tally")


def test_e07_the_answer_needs_no_model_no_network_and_no_agent(
    workspace: "Workspace", monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.plan(PUSH)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    answer = workspace.run("status", "--json")
    assert json.loads(answer.stdout)["plans"][0]["phase"] == "blocked"


BOAST = "# Final status\n\n**Status**: ALL TASKS COMPLETE\n\n2/2 tasks, 41 tests pass in 3.2s\n"


def test_e09_what_an_agent_s_report_says_is_never_taken_for_a_fact(workspace: "Workspace") -> None:
    workspace.plan(PUSH)
    for name in ("SUMMARY", "COMPLETION", "FINAL_STATUS"):
        workspace.write(f".sisyphus/notepads/tally/{name}.md", BOAST)
    report = workspace.ask("report", "tally").stdout
    assert "| Tasks | 1/2 | plan, rows of the task sections, by their own box |" in report
    assert "41 tests" not in report
    assert report.count("a report that an agent wrote: not read as fact") == 3
    assert "| Committed | unknown |" in report


def test_e09_a_contradiction_is_listed_with_both_sides(workspace: "Workspace") -> None:
    workspace.plan(f"{PUSH}\n## Notes\n\n✅ ALL TASKS COMPLETE\n")
    section = workspace.ask("report", "tally").stdout.partition("## Contradictions")[2]
    assert (
        "(`.sisyphus/plans/tally.md:9` against `.sisyphus/plans/tally.md:5`, contradicted-claim)" in section
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [(f"{DONE}- [ ] 2. b\n", 1), (PUSH, 3), (DONE, 1), ("# Tally\n\nwords\n", 1)],
)
def test_e11_each_answer_has_its_own_exit_code(workspace: "Workspace", text: str, code: int) -> None:
    workspace.plan(text)
    for command in ("status", "report"):
        assert workspace.ask(command, "tally", "--exit-code").returncode == code
        assert workspace.ask(command, "tally").returncode == 0


def test_e11_a_missing_plan_is_not_0_percent(workspace: "Workspace") -> None:
    work = {"active_plan": "/elsewhere/.sisyphus/plans/gone.md", "plan_name": "gone"}
    workspace.write(".sisyphus/boulder.json", json.dumps(work))
    answer = workspace.ask("status", "gone", "--json", "--exit-code")
    assert answer.returncode == 3
    assert json.loads(answer.stdout)["plans"][0]["phase"] == "missing"
    assert not list(Path(workspace.root).glob("**/FINAL_STATUS.md"))
