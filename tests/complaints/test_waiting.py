"""Complaints C1 to C4, C7 to C10, C12 and C13: waiting work is named, with whose turn it is and the command."""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sisyphus.model.judgement import Owner, Phase, Tally

if TYPE_CHECKING:
    from tests.complaints.conftest import Workspace

DONE = "# Tally\n\n## TODOs\n- [x] 1. a\n"
PUSH = f"{DONE}- [ ] 2. Push to origin (needs credentials)\n"
WAVE = "\n## Final Verification Wave\n- [ ] F1. Audit\n- [ ] F2. Review\n"


def gates(workspace: "Workspace") -> list[tuple[str, tuple[str, ...]]]:
    """The rules about the way to the remote that fire, with their commands."""
    rules = {"no-remote", "pending-push", "diverged", "detached-head", "unmerged-worktree"}
    return [(b.rule, b.remedy) for b in workspace.named("tally").blockers if b.rule in rules]


def add_remote(workspace: "Workspace", folder: Path) -> None:
    origin = str(folder / "origin.git")
    workspace.git("init", "-q", "--bare", "-b", "main", origin)
    workspace.git("remote", "add", "origin", origin)


def test_c01_a_task_that_only_the_user_can_do_is_no_work_for_the_agent(workspace: "Workspace") -> None:
    plan = workspace.judge(PUSH)
    assert plan.phase is Phase.BLOCKED
    [blocker] = plan.blockers
    assert (blocker.rule, blocker.task, blocker.owner) == ("external-check", "2", Owner.USER)
    assert blocker.waits == ("a push", "a credential")
    assert plan.sentence.endswith("it waits for a push, then a credential (you).")


def test_c02_a_wrapper_can_tell_that_nothing_is_left_for_the_agent(workspace: "Workspace") -> None:
    workspace.plan(PUSH)
    assert workspace.ask("status", "tally", "--exit-code").returncode == 3
    workspace.plan(f"{PUSH}- [ ] 3. Write the guide\n")
    assert workspace.ask("status", "tally", "--exit-code").returncode == 1


def test_c03_the_final_wave_waits_for_the_user(workspace: "Workspace") -> None:
    plan = workspace.judge(DONE + WAVE)
    assert plan.phase is Phase.BLOCKED
    assert [(b.rule, b.owner, b.waits) for b in plan.blockers] == [
        ("awaiting-approval", Owner.USER, ("an approval",))
    ]
    assert "F1, F2" in plan.blockers[0].message
    assert plan.sentence.endswith("it waits for an approval (you).")


def test_c03_a_wave_ticked_without_a_verdict_still_waits(workspace: "Workspace") -> None:
    workspace.plan(DONE + WAVE.replace("[ ]", "[x]"))
    assert "awaiting-approval" in [b.rule for b in workspace.named("tally").blockers]
    workspace.write(
        ".sisyphus/notepads/tally/decisions.md",
        "# Decisions\n\n## Reviews\n\nF1: APPROVE, all there\n\nF2: APPROVE\n",
    )
    assert "awaiting-approval" not in [b.rule for b in workspace.named("tally").blockers]


def test_c04_the_sessions_of_tasks_are_no_progress(workspace: "Workspace") -> None:
    workspace.plan(DONE)
    session = {"task_key": "todo:1", "status": "running"}
    work = {
        "active_plan": ".sisyphus/plans/tally.md",
        "plan_name": "tally",
        "task_sessions": {"todo:1": session},
    }
    workspace.write(".sisyphus/boulder.json", json.dumps(work))
    plan = workspace.named("tally")
    assert plan.counts.task == Tally(total=1, done=1)
    assert plan.phase is Phase.DONE_UNVERIFIED


def test_c07_a_work_that_nobody_touches_any_more_is_stalled(workspace: "Workspace") -> None:
    file = workspace.plan(f"{DONE}- [ ] 2. b\n")
    work = {
        "active_plan": ".sisyphus/plans/tally.md",
        "plan_name": "tally",
        "started_at": "2026-01-02T10:00:00Z",
    }
    workspace.write(".sisyphus/boulder.json", json.dumps(work))
    os.utime(file, (datetime(2026, 1, 2, 11, tzinfo=UTC).timestamp(),) * 2)
    assert "stalled-work" in [f.rule for f in workspace.named("tally").findings]
    os.utime(file)
    assert "stalled-work" not in [f.rule for f in workspace.named("tally").findings]


def test_c08_a_commit_is_progress_though_no_box_was_ticked(tracked: "Workspace") -> None:
    tracked.plan("# Tally\n\n## TODOs\n- [ ] 1. Count the words in `src/count.py`\n")
    tracked.write("src/count.py", "print(1)\n")
    tracked.commit("feat: count the words in src/count.py")
    plan = tracked.named("tally")
    assert (plan.proof.claimed, plan.proof.committed) == (0, 1)


def test_c09_without_boulder_json_everything_is_known_but_the_work(workspace: "Workspace") -> None:
    plan = workspace.judge(PUSH)
    assert plan.work is None
    assert (plan.counts.task, plan.phase) == (Tally(total=2, done=1, open=1), Phase.BLOCKED)
    report = workspace.say("report", "tally")
    assert "Orchestration metrics" in report
    assert "Sessions" not in report


def test_c09_a_paused_work_is_shown_as_paused_and_not_as_active(workspace: "Workspace") -> None:
    workspace.plan(PUSH)
    work = {
        "work_id": "w",
        "plan_name": "tally",
        "active_plan": ".sisyphus/plans/tally.md",
        "status": "paused",
    }
    workspace.write(".sisyphus/boulder.json", json.dumps({"works": {"w": work}}))
    plan = workspace.named("tally")
    assert plan.work is not None
    assert (plan.work.status, plan.active) == ("paused", False)


@pytest.mark.parametrize("kind", ["problems", "learnings"])
def test_c10_the_word_by_which_an_agent_stops_is_a_blocker_in_any_notepad(
    workspace: "Workspace", kind: str
) -> None:
    workspace.plan(DONE)
    said = "<start-work-blocked-external> no card reader on this machine"
    workspace.write(f".sisyphus/notepads/tally/{kind}.md", f"# Notes\n\n## Reading cards\n\n{said}\n")
    [blocker] = [b for b in workspace.named("tally").blockers if b.rule == "notepad-blocker"]
    assert (blocker.owner, blocker.why) == (Owner.USER, said)


def test_c10_so_it_is_in_the_ledger_until_the_task_goes_on(workspace: "Workspace") -> None:
    workspace.plan(DONE)
    stopped = {
        "plan": "tally",
        "task": "1",
        "event": "stopped",
        "notes": "<start-work-blocked-external> no key",
    }
    ledger = ".sisyphus/start-work/ledger.jsonl"
    workspace.write(ledger, json.dumps(stopped) + "\n")
    [blocker] = [b for b in workspace.named("tally").blockers if b.rule == "notepad-blocker"]
    assert (blocker.source.path, blocker.source.line) == (ledger, 1)
    done = {"plan": "tally", "task": "1", "event": "task-completed"}
    workspace.write(ledger, f"{json.dumps(stopped)}\n{json.dumps(done)}\n")
    assert "notepad-blocker" not in [b.rule for b in workspace.named("tally").blockers]


def test_c12_blockers_of_every_place_are_one_list_in_order_with_commands(
    tracked: "Workspace", tmp_path: Path
) -> None:
    add_remote(tracked, tmp_path)
    tracked.plan(
        "# Tally\n\n## TODOs\n- [x] 1. Count in `src/count.py`\n- [~] 2. Buy the licence\n\n"
        "## Definition of Done\n- [ ] CI passes (requires push to verify)\n- [x] `no-such-program-here --all`\n"
    )
    tracked.write("src/count.py", "print(1)\n")
    tracked.commit("feat: count in src/count.py")
    tracked.write("src/count.py", "print(2)\n")
    tracked.write(
        ".sisyphus/notepads/tally/problems.md",
        '# Problems\n\n## The gate\n\n**Status**: BLOCKED\n\n"CI passes" needs the push of the user.\n',
    )
    found = tracked.named("tally").blockers
    assert [(b.rule, b.part_of) for b in found] == [
        ("uncommitted-work", None),
        ("pending-push", None),
        ("external-check", "pending-push"),
        ("notepad-blocker", "pending-push"),
        ("marked-blocked", None),
        ("missing-tool", None),
    ]
    commands = [c for b in found for c in b.remedy]
    assert commands == ["git add -- src/count.py", "git commit", "git push -u origin main"]


def test_c13_without_a_remote_there_is_nothing_to_push_to(tracked: "Workspace") -> None:
    tracked.plan(DONE + "\n## Definition of Done\n- [ ] CI passes (requires push)\n")
    assert gates(tracked) == [("no-remote", ("git remote add origin <url>", "git push -u origin main"))]


def test_c13_each_way_of_not_having_arrived_has_its_own_name_and_command(
    tracked: "Workspace", tmp_path: Path
) -> None:
    add_remote(tracked, tmp_path)
    tracked.plan(DONE)
    assert gates(tracked) == [("pending-push", ("git push -u origin main",))]
    tracked.git("push", "-q", "-u", "origin", "main")
    assert gates(tracked) == []
    tracked.write("a.txt", "a\n")
    tracked.commit("feat: ahead")
    assert gates(tracked) == [("pending-push", ("git push",))]
    tracked.git("push", "-q")
    tracked.git("reset", "-q", "--hard", "HEAD~1")
    tracked.plan(DONE)
    tracked.write("b.txt", "b\n")
    tracked.commit("feat: another way")
    assert gates(tracked) == [("diverged", ("git pull --rebase", "git push"))]
    tracked.git("checkout", "-q", "--detach")
    assert [rule for rule, _ in gates(tracked)] == ["detached-head"]


def test_c13_pushed_on_a_branch_is_pushed_and_not_merged(tracked: "Workspace", tmp_path: Path) -> None:
    add_remote(tracked, tmp_path)
    tracked.git("push", "-q", "-u", "origin", "main")
    tracked.git("checkout", "-q", "-b", "work")
    tracked.plan("# Tally\n\n## TODOs\n- [x] 1. Count in `src/count.py`\n- [ ] 2. PR is merged\n")
    tracked.write("src/count.py", "print(1)\n")
    tracked.commit("feat: count in src/count.py")
    tracked.git("push", "-q", "-u", "origin", "work")
    plan = tracked.named("tally")
    assert [(b.rule, b.waits) for b in plan.blockers] == [("external-check", ("a merge",))]


def test_c13_work_of_another_work_tree_is_named_with_its_branch(tracked: "Workspace", tmp_path: Path) -> None:
    tracked.plan(DONE)
    there = tmp_path / "side"
    tracked.git("worktree", "add", "-q", "-b", "side", str(there))
    (there / "a.txt").write_text("a\n")
    tracked.git("-C", str(there), "add", "-A")
    tracked.git("-C", str(there), "commit", "-q", "-m", "feat: aside")
    work = {"active_plan": ".sisyphus/plans/tally.md", "plan_name": "tally", "worktree_path": str(there)}
    tracked.write(".sisyphus/boulder.json", json.dumps(work))
    assert ("unmerged-worktree", ("git merge side",)) in gates(tracked)
    tracked.git("merge", "-q", "side")
    assert gates(tracked) == []


def test_c13_a_shallow_clone_says_that_it_lacks_commits(tracked: "Workspace", tmp_path: Path) -> None:
    tracked.plan(DONE)
    tracked.commit("docs: plan")
    clone = tmp_path / "shallow"
    tracked.git("clone", "-q", "--depth", "1", f"file://{tracked.root}", str(clone))
    answer = json.loads(tracked.ask("status", "--json", at=clone).stdout)
    assert answer["repository"]["shallow"] is True
    assert "shallow clone" in tracked.ask("status", "tally", at=clone).stdout
    shutil.rmtree(clone)


def test_c13_a_merged_work_tree_still_holds_what_was_not_committed_there(
    tracked: "Workspace", tmp_path: Path
) -> None:
    tracked.plan(DONE)
    tracked.write(".gitignore", ".omo/\n")
    tracked.commit("docs: plan")
    there = tmp_path / "side"
    tracked.git("worktree", "add", "-q", "-b", "side", str(there))
    work = {"active_plan": ".sisyphus/plans/tally.md", "plan_name": "tally", "worktree_path": str(there)}
    tracked.write(".sisyphus/boulder.json", json.dumps(work))
    assert gates(tracked) == []
    for path, text in (("a.txt", "a\n"), (".omo/notepads/tally/learnings.md", "# L\n"), ("b.log", "b\n")):
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        (there / path).write_text(text)
    [blocker] = [b for b in tracked.named("tally").blockers if b.rule == "unmerged-worktree"]
    assert ".omo/notepads/tally/learnings.md, a.txt, b.log" in blocker.why
    assert blocker.remedy == (f"git -C {there} status --short --ignored",)
