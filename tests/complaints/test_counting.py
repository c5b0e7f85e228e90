"""Complaints A1, A5, A6b, A10 to A12, A14, A16 to A17 and A21: progress is counted wrong."""

from typing import TYPE_CHECKING

import pytest

from sisyphus.model.judgement import Phase, Tally
from sisyphus.model.plan import State

if TYPE_CHECKING:
    from tests.complaints.conftest import Workspace

OPEN = Tally(total=1, open=1)
DONE = Tally(total=1, done=1)


def test_a01_acceptance_boxes_are_no_tasks(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] 1. a\n  - [ ] crit\n  - [ ] crit\n")
    assert plan.counts.task == DONE
    assert plan.counts.acceptance == Tally(total=2, open=2)
    assert "tasks 1/1 · acceptance 0/2" in workspace.say("status", "tally")


def test_a05_ids_are_free_text(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] T1.1 a\n- [ ] H1. b\n- [x] F5. c\n")
    assert plan.counts.task == Tally(total=3, done=2, open=1)
    assert [t.id for t in plan.tasks] == ["T1.1", "H1", "F5"]
    assert plan.phase is Phase.IN_PROGRESS


def test_a06b_a_cancelled_task_is_kept_and_not_done(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] 1. a\n- [-] 2. cancelled\n")
    assert plan.counts.task == Tally(total=2, done=1, cancelled=1)
    assert plan.boxes_open == ()


def test_a06b_an_unfilled_skeleton_has_no_tasks(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [ ] 1. <title>\n- [ ] 2. <title>\n")
    assert plan.counts.task == Tally()
    assert plan.phase is Phase.NO_TASKS
    assert [u.line for u in plan.uncounted] == [2, 3]
    assert "a template's unfilled title" in workspace.say("status", "tally", "--explain")


@pytest.mark.parametrize(
    "heading",
    ["## TODOs (1)", "## ✅ TODOs", "## **TODOs**", "# TODOs", "### TODOs", "\ufeff## TODOs", "TODOs\n-----"],
)
def test_a10_a_decorated_heading_is_still_the_task_section(workspace: "Workspace", heading: str) -> None:
    plan = workspace.judge(f"{heading}\n- [x] 1. a\n\n## Success\n- [ ] ok\n")
    assert (plan.counts.task, plan.counts.checklist) == (DONE, OPEN)


def test_a11_waves_as_headings_of_the_same_level_hold_tasks(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n## Wave 1\n- [x] 1. a\n## Wave 2\n- [ ] 2. b\n")
    assert plan.counts.task == Tally(total=2, done=1, open=1)
    assert [t.wave for t in plan.tasks] == ["Wave 1", "Wave 2"]


def test_a12_task_0_is_a_task(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [ ] 0. setup\n- [x] 1. a\n")
    assert plan.counts.task == Tally(total=2, done=1, open=1)
    assert plan.boxes_open[0].task == "0"


def test_a14_rows_in_comments_are_not_counted(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n<!--\n- [ ] 1. old\n-->\n- [x] 2. b\n")
    assert plan.counts.task == DONE
    assert [(u.line, u.reason) for u in plan.uncounted] == [(3, "inside HTML or a comment")]


@pytest.mark.parametrize(
    "row",
    [
        "* [ ] 1. a",
        "+ [ ] 1. a",
        " - [ ] 1. a",
        "- [ ] 1) a",
        "- [ ] **1. a**",
        "- [ ] 1.1 a",
        "- [ ] 01. a",
        "- [ ]  1. a",
        "-\t[ ] 1. a",
        "- [\u00a0] 1. a",
        "1. [ ] a",
        "- [ ]\u00a01. a",
    ],
)
def test_a16_no_spelling_of_a_row_is_dropped(workspace: "Workspace", row: str) -> None:
    plan = workspace.judge(f"## TODOs\n{row}\n")
    assert plan.counts.task == OPEN
    assert (plan.tasks[0].title, plan.tasks[0].state) == ("a", State.OPEN)
    assert plan.tasks[0].id in {"1", "01", "1.1"}


def test_a17_repeated_ids_are_both_counted_and_said(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] 1. a\n- [ ] 1. b\n")
    assert plan.counts.task == Tally(total=2, done=1, open=1)
    assert [t.key for t in plan.tasks] == ["todo:1", "todo:1#2"]
    [finding] = [f for f in plan.findings if f.rule == "duplicate-id"]
    assert (finding.source.line, "line 2" in finding.message) == (3, True)


def test_a21_nested_boxes_and_the_definition_of_done_have_figures_of_their_own(
    workspace: "Workspace",
) -> None:
    plan = workspace.judge(
        "## Definition of Done\n- [ ] ships\n## TODOs\n- [x] 1. a\n  - [x] step\n## Notes\n- [ ] idea\n"
    )
    counts = plan.counts
    assert (counts.task, counts.acceptance, counts.definition_of_done, counts.other) == (
        DONE,
        DONE,
        OPEN,
        OPEN,
    )
    assert (plan.boxes.total, plan.top_level.total) == (4, 3)
