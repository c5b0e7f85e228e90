"""Complaints A2 to A4, A6, A9, A13, A15, A20 and B4: "done" that is not, and work that is done and not seen."""

import json
import os
from typing import TYPE_CHECKING

from sisyphus.model.judgement import Phase, Tally
from sisyphus.model.plan import Role, State

if TYPE_CHECKING:
    from pathlib import Path

    from tests.complaints.conftest import Workspace

FENCE = "`" * 3
DONE = Tally(total=1, done=1)
HALF = Tally(total=2, done=1, open=1)


def test_a02_a_claim_of_completion_beside_an_open_box_is_a_contradiction(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] 1. a\n\n## Success\n- [ ] all pass\n\n✅ COMPLETED\n")
    assert (plan.counts.task, plan.counts.checklist) == (DONE, Tally(total=1, open=1))
    [finding] = [f for f in plan.findings if f.rule == "contradicted-claim"]
    assert finding.source.line == 7
    assert "1 open box (line 5)" in finding.message


def test_a03_a_plan_without_boxes_is_neither_0_nor_100_percent(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n### 1. Do it\ntext\n")
    assert plan.phase is Phase.NO_TASKS
    assert [(t.id, t.state, t.marker) for t in plan.tasks] == [("1", State.OTHER, None)]
    assert {f.rule for f in plan.findings} >= {"untracked-task"}
    assert plan.sentence == (
        "No task rows recognised: 1 looks like a task but has no box, so what is done is unknown."
    )
    assert workspace.ask("status", "tally", "--exit-code").returncode == 1


def test_a04_prose_tasks_are_listed_as_untracked(workspace: "Workspace") -> None:
    plan = workspace.judge(
        "## Todos\n**1. Add parser** do x\n\n## Final verification wave\n- [ ] F1. audit\n"
    )
    assert [(t.id, t.role, t.state, t.marker) for t in plan.tasks] == [
        ("1", Role.TASK, State.OTHER, None),
        ("F1", Role.FINAL_WAVE, State.OPEN, " "),
    ]
    [finding] = [f for f in plan.findings if f.rule == "untracked-task"]
    assert "task 1 has no box of its own; its state is unknown" in finding.message


def test_a06_headings_with_boxes_are_tasks(workspace: "Workspace") -> None:
    plan = workspace.judge("## Tasks\n### 1. [x] Done\n### [ ] 2. Open\n")
    assert [(t.id, t.state) for t in plan.tasks] == [("1", State.DONE), ("2", State.OPEN)]


def test_a06_a_finished_mirror_over_an_active_work_is_said(workspace: "Workspace") -> None:
    workspace.plan("## Tasks\n### 1. [x] Done\n")
    work = {"work_id": "w", "active_plan": ".sisyphus/plans/tally.md", "status": "active", "session_ids": []}
    workspace.write(
        ".sisyphus/boulder.json",
        json.dumps({"works": {"w": work}, "active_work_id": "w", "status": "completed"}),
    )
    [finding] = [f for f in workspace.look().workspace.findings if f.rule == "boulder-mirror"]
    assert "root says status 'completed', work 'w' says 'active'" in finding.message


def test_a09_the_old_final_wave_heading_still_holds_the_plan_open(workspace: "Workspace") -> None:
    plan = workspace.judge(
        "## TODOs\n- [x] 1. a\n## Final Verification Wave (MANDATORY — after ALL implementation tasks)\n- [ ] F1. b\n"
    )
    assert (plan.counts.task, plan.counts.final_wave) == (DONE, Tally(total=1, open=1))
    assert plan.phase is Phase.BLOCKED
    assert [b.rule for b in plan.blockers] == ["awaiting-approval"]
    assert plan.proof.claimed < plan.proof.of


def test_a13_a_fence_that_is_never_closed_hides_no_task(workspace: "Workspace") -> None:
    plan = workspace.judge(f"- [x] 1. a\n  {FENCE}\n  Scenario: x\n- [ ] 2. b\n- [ ] 3. c\n")
    assert plan.counts.task == Tally(total=3, done=1, open=2)
    [finding] = [f for f in plan.findings if f.rule == "broken-fence"]
    assert finding.source.line == 2
    assert "never closed; it ends with the item around it" in finding.message


def test_a15_a_ticked_step_says_nothing_of_its_task(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [ ] 1. a\n  - [x] 1. step\n- [x] 2. b\n")
    assert [(t.id, t.state) for t in plan.tasks] == [("1", State.OPEN), ("2", State.DONE)]
    assert plan.counts.acceptance == DONE


FIGURES = """# Faster checks

## Work Objectives

### Concrete Deliverables
- [x] `ci/checks.yml` runs the suites side by side
- [x] `tools/split.py` splits them
- [x] the guide says how

### Definition of Done
- [x] the suites take half the time
- [x] coverage is as before
- [ ] GitHub Actions CI passes (requires push to verify)

## TODOs

- [x] 1. Split the suites
  - [x] two halves
  - [x] of equal length
- [x] 2. Run them side by side
  - [x] no shared state
  - [x] one report
- [x] 3. Write the guide
  - [x] how to run one half

## Success Criteria

### Final Checklist
- [x] nothing skipped
- [x] no new dependency
- [x] guide read by somebody else
"""


def test_a20_each_tool_s_figure_is_there_under_its_own_name(tracked: "Workspace", tmp_path: "Path") -> None:
    tracked.git("init", "-q", "--bare", str(tmp_path / "origin.git"))
    tracked.git("remote", "add", "origin", str(tmp_path / "origin.git"))
    tracked.git("push", "-q", "origin", "main")
    tracked.git("checkout", "-q", "-b", "perf/checks")
    tracked.plan(FIGURES)
    tracked.commit("perf: split the suites")
    plan = tracked.named("tally")
    counts = plan.counts
    assert counts.task == Tally(total=3, done=3)
    assert counts.definition_of_done == Tally(total=3, done=2, open=1)
    assert (plan.top_level.done, plan.top_level.total) == (11, 12)
    assert (plan.boxes.done, plan.boxes.total) == (16, 17)
    assert plan.phase is Phase.BLOCKED
    assert [b.rule for b in plan.blockers][:2] == ["pending-push", "external-check"]
    assert plan.blockers[0].remedy == ("git push -u origin perf/checks",)
    assert "boxes: 11/12 outermost, 16/17 all" in tracked.say("status", "tally")


def test_b04_a_task_ticked_before_its_blocker_is_said(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [ ] 1. a\n- [x] 2. b\n\n  **Blocked By**: 1\n")
    assert plan.counts.task == HALF
    [finding] = [f for f in plan.findings if f.rule == "done-before-dependency"]
    assert (finding.message, finding.source.line) == ("task 2 is done before task 1, which it depends on", 3)


def test_b10_a_promise_of_the_agent_moves_no_figure(workspace: "Workspace") -> None:
    plan = "## TODOs\n- [ ] 1. a\n- [ ] 2. b\n\n{}\n"
    silent, promised = (workspace.judge(plan.format(words)) for words in ("", "<promise>DONE</promise>"))
    assert promised.phase is silent.phase is Phase.PLANNED
    assert (promised.counts, promised.proof) == (silent.counts, silent.proof)


def test_b10_a_loop_that_was_left_active_was_interrupted(workspace: "Workspace") -> None:
    workspace.plan("## TODOs\n- [ ] 1. a\n")
    loop = workspace.write(".omo/ralph-loop.local.md", "---\nactive: true\niteration: 3\n---\ngo on\n")
    assert "loop-interrupted" not in workspace.say("status")
    os.utime(loop, (1_772_000_000,) * 2)
    told = (
        "loop-interrupted: .omo/ralph-loop.local.md: a loop is marked active and was silent since 2026-02-25"
    )
    assert told in workspace.say("status")
    loop.write_text("---\nactive: false\n---\nactive: true\n", encoding="utf-8")
    os.utime(loop, (1_772_000_000,) * 2)
    assert "loop-interrupted" not in workspace.say("status")
