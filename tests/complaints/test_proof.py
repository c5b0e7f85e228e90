"""Complaints B3, B12, B17, B19, D2, D3 and D13: evidence of others, reviews nobody wrote, works left behind."""

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.complaints.conftest import Workspace

if TYPE_CHECKING:
    from sisyphus.model.status import PlanStatus

OPEN = "# Tally\n\n## TODOs\n- [x] 1. a\n- [ ] 2. b\n"


def naming(evidence: str) -> str:
    return f"## TODOs\n- [x] 1. Answer the call\n\n  **Evidence**: `{evidence}`\n"


def said(plan: "PlanStatus") -> dict[str, str]:
    return {f.rule: f.message for f in plan.findings}


def test_b03_evidence_of_the_same_number_in_another_plan_proves_nothing(workspace: Workspace) -> None:
    workspace.plan(naming(".sisyphus/evidence/task-1-api.txt"), "a")
    workspace.plan(naming(".sisyphus/evidence/task-1-login.txt"), "b")
    workspace.write(".sisyphus/evidence/task-1-api.txt", "200 OK\n")
    assert "evidence-missing" not in said(workspace.named("a"))
    assert "task-1-login.txt" in said(workspace.named("b"))["evidence-missing"]


def test_b03_two_plans_that_name_one_file_are_told_so(workspace: Workspace) -> None:
    for name in ("a", "b"):
        workspace.plan(naming(".sisyphus/evidence/task-1.txt"), name)
    workspace.write(".sisyphus/evidence/task-1.txt", "200 OK\n")
    message = said(workspace.named("a"))["evidence-shared"]
    assert message.startswith("plan b names the same evidence")
    assert ".sisyphus/evidence/task-1.txt" in message


REVIEWED = "## TODOs\n- [x] 1. a\n\n## Final Verification Wave\n- [x] F1. Plan audit\n- [x] F2. Code review\n"


def test_b12_a_review_ticked_without_a_verdict_is_said(workspace: Workspace) -> None:
    plan = workspace.judge(REVIEWED)
    assert said(plan)["ticked-without-verdict"].startswith("F1, F2 are ticked, and no verdict stands")


def test_b12_a_verdict_in_a_notepad_is_enough_and_a_rejection_is_not(workspace: Workspace) -> None:
    workspace.plan(REVIEWED)
    workspace.write(
        ".sisyphus/notepads/tally/learnings.md",
        "# L\n\n## F1\n\nVERDICT: APPROVE\n\n## F2\n\nVERDICT: REJECT\n",
    )
    findings = said(workspace.named("tally"))
    assert "ticked-without-verdict" not in findings
    assert findings["rejected-but-ticked"].startswith("task F2 is ticked, and its review rejects it")


def test_d02_a_copy_of_the_plan_in_the_work_s_own_tree_is_compared(tracked: Workspace) -> None:
    tracked.plan(OPEN, "a")
    tracked.write(".gitignore", ".sisyphus\n../side\n")
    tracked.commit("chore: ignore")
    side = tracked.root.parent / "side"
    tracked.git("worktree", "add", "-q", str(side), "-b", "side")
    (side / ".sisyphus" / "plans").mkdir(parents=True)
    (side / ".sisyphus" / "plans" / "a.md").write_text(OPEN.replace("[ ]", "[x]"))
    work = {
        "work_id": "a",
        "plan_name": "a",
        "active_plan": ".sisyphus/plans/a.md",
        "worktree_path": str(side),
    }
    tracked.write(".sisyphus/boulder.json", json.dumps({"works": {"a": work}}))
    message = said(tracked.named("a"))["plan-copies-differ"]
    assert "side/.sisyphus/plans/a.md differs: 2 of 2 tasks ticked there, 1 of 2 tasks ticked here" in message


def test_d03_an_active_work_without_a_sign_of_life_is_stalled(workspace: Workspace) -> None:
    file = workspace.plan(OPEN, "a")
    os.utime(file, (datetime(2026, 1, 2, tzinfo=UTC).timestamp(),) * 2)
    work = {"work_id": "a", "plan_name": "a", "active_plan": ".sisyphus/plans/a.md", "status": "active"}
    extra = {"started_at": "2026-01-01T10:00:00Z", "ulw_loop_session": "s", "mode": "x"}
    workspace.write(".sisyphus/boulder.json", json.dumps({"works": {"a": work | extra}}))
    assert said(workspace.named("a"))["stalled-work"].endswith(
        "nothing has happened since 2026-01-02 00:00 UTC"
    )


def test_d13_a_second_state_folder_further_up_is_reported(tracked: Workspace) -> None:
    tracked.plan(OPEN, "a")
    tracked.write("apps/web/.sisyphus/plans/b.md", OPEN)
    document = Workspace(tracked.root / "apps" / "web", tracked.git).look()
    assert [p.name for p in document.plans] == ["b"]
    [finding] = [f for f in document.workspace.findings if f.rule == "nested-state"]
    assert f"{tracked.root} has state folders of its own" in finding.message


def test_b17_success_criteria_are_run_and_a_count_that_is_not_reached_fails(workspace: Workspace) -> None:
    block = "```bash\nsh count.sh  # Expected: 12 passed\n```"
    workspace.write("count.sh", "echo '11 passed in 0.10s'\n")
    workspace.plan(f"# T\n\n## TODOs\n\n- [x] 1. Count\n\n## Success Criteria\n\n{block}\n")
    assert workspace.ask("verify", "--trust-all").returncode == 1
    assert [c.standing.value for c in workspace.named("tally").checks] == ["failed"]


def test_b19_what_a_ledger_says_was_run_is_no_command(workspace: Workspace) -> None:
    row = {
        "event": "task-completed",
        "plan": "tally",
        "task": "1",
        "commands": ["touch ran", "pytest: 78 passed"],
    }
    workspace.write(".sisyphus/start-work/ledger.jsonl", json.dumps(row) + "\n")
    status = workspace.judge("## TODOs\n- [x] 1. Count\n")
    assert status.checks == ()
    workspace.ask("verify", "--trust-all")
    assert not (workspace.root / "ran").exists()
