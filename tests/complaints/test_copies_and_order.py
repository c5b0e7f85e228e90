"""Complaints A18, B15, D2, D11, D13 and D16 to D18: copies, lost notes, and the order of the work."""

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta

from tests.complaints.conftest import Workspace

OPEN = "# Tally\n\n## TODOs\n- [x] 1. a\n- [ ] 2. b\n"


def said(workspace: Workspace, rule: str, name: str = "tally") -> list[str]:
    return [f.message for f in workspace.named(name).findings if f.rule == rule]


def test_a18_the_path_its_time_and_every_copy_with_its_count_are_printed(workspace: Workspace) -> None:
    read = workspace.write(".omo/plans/tally.md", OPEN)
    os.utime(read, (datetime(2026, 3, 1, 9, 30, tzinfo=UTC).timestamp(),) * 2)
    workspace.plan(OPEN.replace("[ ]", "[x]"))
    workspace.write("packages/web/.sisyphus/plans/tally.md", OPEN.replace("[x]", "[ ]"))
    text = workspace.say("status", "tally")
    assert ".omo/plans/tally.md, changed 2026-03-01 09:30 UTC not a git repository" in text
    assert "tasks 2/2 sisyphus status .sisyphus/plans/tally.md" in text
    assert "tasks 0/2 sisyphus status packages/web/.sisyphus/plans/tally.md" in text
    [plan] = json.loads(workspace.ask("status", "tally", "--json").stdout)["plans"]
    assert plan["file_modified_at"] == "2026-03-01T09:30:00Z"
    assert [(c["path"], c["same"], c["task"]["done"]) for c in plan["copies"]] == [
        (".sisyphus/plans/tally.md", False, 2),
        ("packages/web/.sisyphus/plans/tally.md", False, 0),
    ]


def test_a18_the_command_of_a_copy_shows_that_copy(workspace: Workspace) -> None:
    workspace.write(".omo/plans/tally.md", OPEN)
    workspace.plan(OPEN.replace("[ ]", "[x]"))
    [copy] = workspace.named("tally").copies
    assert "tasks 2/2" in workspace.say(*copy.command.split()[1:])


def test_b15_a_missing_plan_of_which_a_namesake_lies_elsewhere(workspace: Workspace) -> None:
    work = {"work_id": "w", "plan_name": "gone", "active_plan": ".sisyphus/plans/gone.md", "session_ids": []}
    workspace.write(".sisyphus/boulder.json", json.dumps({"works": {"w": work}}))
    workspace.write(".opencode/plans/gone.md", OPEN)
    plan = workspace.named("gone")
    assert plan.phase == "missing"
    assert said(workspace, "plan-elsewhere", "gone") == [
        ".opencode/plans/gone.md has the name of the missing plan; it is not taken for it"
    ]
    assert "sisyphus status .opencode/plans/gone.md" in workspace.say("status", "gone")


def test_d02_the_copy_of_the_works_own_tree_is_said_in_the_table_too(tracked: Workspace) -> None:
    tracked.plan(OPEN)
    tracked.commit("docs: plan")
    side = tracked.root.parent / "side"
    tracked.git("worktree", "add", "-q", str(side), "-b", "side")
    (side / ".sisyphus" / "plans" / "tally.md").write_text(OPEN.replace("[ ]", "[x]"))
    work = {"work_id": "w", "plan_name": "tally", "active_plan": ".sisyphus/plans/tally.md"}
    tracked.write(".sisyphus/boulder.json", json.dumps({"works": {"w": work | {"worktree_path": str(side)}}}))
    text = tracked.say("status")
    assert "2 of 2 tasks ticked there, 1 of 2 tasks ticked here; what is here counts" in text
    assert tracked.named("tally").counts.task.done == 1


def test_d03_activity_is_the_newest_of_all_signs_and_no_checkout(tracked: Workspace) -> None:
    tracked.plan(OPEN)
    tracked.commit("docs: plan", at="2026-03-02T10:00:00+00:00")
    assert tracked.named("tally").last_activity == datetime(2026, 3, 2, 10, tzinfo=UTC)
    row = {"event": "task-started", "plan": "tally", "task": "1", "ts": "2026-03-03T10:00:00Z"}
    tracked.write(".sisyphus/start-work/ledger.jsonl", json.dumps(row) + "\n")
    assert tracked.named("tally").last_activity == datetime(2026, 3, 3, 10, tzinfo=UTC)


def test_d11_entries_that_were_written_over_are_found_in_git(tracked: Workspace) -> None:
    tracked.plan(OPEN)
    notes = ".sisyphus/notepads/tally/learnings.md"
    tracked.write(notes, "# Learnings\n\n## [2026-03-01] Task: 1\n\nThe cache is slow.\n")
    sha = tracked.commit("docs: note")
    tracked.write(notes, "# Learnings\n\n## [2026-03-02] Task: 2\n\nThe parser wants bytes.\n")
    tracked.commit("docs: another")
    [message] = said(tracked, "notepad-entries-lost")
    assert '"[2026-03-01] Task: 1"' in message
    assert f"git show {sha}:{notes}" in message


def test_d13_a_state_folder_further_down_is_said_with_its_command(workspace: Workspace) -> None:
    workspace.plan(OPEN)
    workspace.write("packages/web/.sisyphus/plans/b.md", OPEN)
    [finding] = [f for f in workspace.look().workspace.findings if f.rule == "nested-state"]
    command = f"sisyphus status -C {workspace.root}/packages/web"
    assert f"packages/web (1 plan) has state folders of its own, not read here ({command})" in finding.message
    assert "b: Tally" in workspace.say("status", "b", "-C", str(workspace.root / "packages/web"))


SIDE_BY_SIDE = """## TODOs
- [ ] 1. Count

  **Parallelization**:
  - **Parallel Group**: Wave 1 (with Task 2)
  - **Blocks**: 3
  **Commit**: YES
  - Message: `feat: count`
  - Files: `src/words.py`, `tests/`
- [ ] 2. Rank

  **Parallelization**:
  - **Parallel Group**: Wave 1 (with Task 1)
  **Commit**: YES
  - Message: `feat: rank`
  - Files: `src/words.py`, `tests/`
- [ ] 3. Show

  **Parallelization**:
  - **Blocked By**: 2
"""


def test_d16_tasks_side_by_side_that_change_one_file(workspace: Workspace) -> None:
    workspace.plan(SIDE_BY_SIDE)
    assert said(workspace, "same-wave-file") == [
        "tasks 1, 2 run side by side in Wave 1 and change the same file: src/words.py"
    ]


def test_d16_blocks_and_blocked_by_that_let_a_task_start_too_early(workspace: Workspace) -> None:
    workspace.plan(SIDE_BY_SIDE)
    assert said(workspace, "blocks-disagree") == [
        "Blocks and Blocked By disagree: task 1 blocks 3, which only waits for 2"
    ]


def test_d17_the_order_of_the_ledger_is_held_against_the_plan(workspace: Workspace) -> None:
    workspace.plan("## TODOs\n- [x] 1. a\n- [x] 2. b\n\n  **Blocked By**: 1\n")
    start = datetime(2026, 3, 1, 10, tzinfo=UTC)
    rows = [
        {
            "event": "task-completed",
            "plan": "tally",
            "task": task,
            "ts": (start + timedelta(hours=n)).isoformat(),
        }
        for n, task in enumerate(("2", "1"))
    ]
    workspace.write(".sisyphus/start-work/ledger.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows))
    [message] = said(workspace, "taken-out-of-order")
    assert message.startswith("done in another order than planned: task 2 (")


def test_d17_the_order_of_the_commits_is_held_against_the_plan(tracked: Workspace) -> None:
    plan = "## TODOs\n- [{a}] 1. Count\n  **Commit**: YES\n  - Message: `feat: count the words`\n- [{b}] 2. Rank\n  **Blocked By**: 1\n  **Commit**: YES\n  - Message: `feat: rank the words`\n"
    tracked.plan(plan.format(a=" ", b=" "))
    tracked.commit("docs: plan")
    for name in ("rank", "count"):
        tracked.write(f"{name}.py", f"{name} = 1\n")
        tracked.commit(f"feat: {name} the words", at=f"2026-03-03T1{name == 'count':d}:00:00+00:00")
    tracked.plan(plan.format(a="x", b="x"))
    [message] = said(tracked, "taken-out-of-order")
    assert "came before task 1" in message
    assert "which it depends on" in message


def test_d18_a_review_of_an_older_copy_is_said(workspace: Workspace) -> None:
    workspace.plan(OPEN)
    before = hashlib.sha256(b"another plan").hexdigest()
    planned = hashlib.sha256(OPEN.replace("[x]", "[ ]").encode()).hexdigest()
    for digest, found in ((before, 1), (planned, 0), (hashlib.sha256(OPEN.encode()).hexdigest(), 0)):
        front = f"---\nslug: tally\nplan_path: .sisyphus/plans/tally.md\nreview:\n  momus:\n    plan_sha256: {digest}\n---\n"
        workspace.write(".sisyphus/drafts/tally.md", front)
        messages = said(workspace, "judged-older-copy")
        assert len(messages) == found
        assert all(m.startswith("momus judged an older copy of this plan: sha256") for m in messages)
