"""Complaints A7, A8, C2, C10 and C11: work that waits is neither done nor an agent's next step."""

from typing import TYPE_CHECKING

import pytest

from sisyphus.model.judgement import Phase, Tally

if TYPE_CHECKING:
    from tests.complaints.conftest import Workspace


def test_a07_a_blocked_task_is_counted_and_holds_the_plan_open(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] 1. a\n- [~] 2. push\n")
    assert plan.counts.task == Tally(total=2, done=1, blocked=1)
    assert plan.phase is Phase.BLOCKED
    assert [(b.rule, b.task) for b in plan.blockers] == [("marked-blocked", "2")]


def test_a08_done_blocked_open_and_cancelled_are_four_figures(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] A1. a\n- [~] A2. b\n- [ ] A3. c\n- [-] A4. d\n- [/] A5. e\n")
    assert plan.counts.task == Tally(total=5, done=1, blocked=1, open=1, cancelled=1, in_progress=1)
    assert plan.phase is Phase.IN_PROGRESS


def test_a08_nothing_left_for_the_agent_is_not_complete(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] 1. a\n- [~] 2. b\n- [-] 3. c\n")
    assert plan.phase is Phase.BLOCKED
    assert workspace.ask("status", "tally", "--exit-code").returncode == 3


PLAN = "## TODOs\n- [x] 1. a\n- [ ] 2. b\n"


def test_c11_the_newest_entry_on_a_subject_wins(workspace: "Workspace") -> None:
    workspace.plan(PLAN)
    workspace.write(
        ".sisyphus/notepads/tally/problems.md",
        "# Problems\n\n## [2026-03-01 10:00] Blockers\n\nNo blockers.\n\n"
        "## [2026-03-02 10:00] The push is refused\n\n**Status**: BLOCKED - needs the user's key\n",
    )
    [blocker] = [b for b in workspace.named("tally").blockers if b.rule == "notepad-blocker"]
    assert blocker.source.line == 7
    assert blocker.message == "The push is refused"
    assert "BLOCKED" in blocker.why


HELD = [
    ("problems", "## Task 2\n\n**Status**: BLOCKED - needs the user to provide a key\n", True),
    ("problems", "## Task 2: waits on legal\n\nStatus: Waiting for approval from legal\n", True),
    ("learnings", "## Task 2\n\n<start-work-blocked-external> needs a real device\n", True),
    ("problems", "## Task 2\n\n**Status**: BLOCKED - the cell above divides by zero\n", False),
    ("problems", "## Task 2: a flaky test\n\n**Status**: Open\n\nIt only passes in CI.\n", False),
    ("problems", "## Task 2\n\n**Status**: Resolved - the user gave the key\n", False),
    ("problems", "## Something else\n\n**Status**: BLOCKED - needs the user to provide a key\n", False),
]


@pytest.mark.parametrize(("kind", "entry", "held"), HELD)
def test_c2_an_open_task_that_a_notepad_holds_up_is_not_the_agents(
    workspace: "Workspace", kind: str, entry: str, *, held: bool
) -> None:
    workspace.plan(PLAN)
    workspace.write(f".sisyphus/notepads/tally/{kind}.md", f"# Notes\n\n{entry}")
    judged = workspace.named("tally")
    assert (judged.phase is Phase.BLOCKED, judged.next_task is None) == (held, held)
    assert workspace.ask("status", "tally", "--exit-code").returncode == (3 if held else 1)


def test_c10_a_task_whose_last_word_in_the_ledger_is_a_stop_is_not_the_agents(workspace: "Workspace") -> None:
    workspace.plan(PLAN)
    row = '{"event": "task", "task": "2", "plan": "tally", "message": "<start-work-blocked-external> no board"}\n'
    workspace.write(".sisyphus/start-work/ledger.jsonl", row)
    assert workspace.named("tally").phase is Phase.BLOCKED
    workspace.plan(PLAN + "- [ ] 3. c\n")
    assert workspace.named("tally").next_task == "todo:3"


def test_c11_resolved_closes_what_was_blocked(workspace: "Workspace") -> None:
    workspace.plan(PLAN)
    workspace.write(
        ".sisyphus/notepads/tally/problems.md",
        "# Problems\n\n## [2026-03-02 10:00] The push is refused\n\n**Status**: BLOCKED - needs the user's key\n\n"
        "## [2026-03-03 10:00] The push is refused\n\n**Status**: Resolved\n",
    )
    assert [b for b in workspace.named("tally").blockers if b.rule == "notepad-blocker"] == []
