"""Complaints B6, B8, B9, B14, B20, C13 and E1 to E6: which commit carries what, where it is, and what is missing."""

import json
from typing import TYPE_CHECKING

import pytest

from sisyphus.model.judgement import Landing, Proven

if TYPE_CHECKING:
    from pathlib import Path

    from tests.complaints.conftest import Workspace

STATE = ".sisyphus/plans/tally.md"


def day(number: int) -> str:
    return f"2026-03-{number:02}T10:00:00+00:00"


def rows(*tasks: str) -> str:
    return "# Tally\n\n## TODOs\n\n" + "\n".join(tasks) + "\n"


def test_b06_box_commit_and_check_are_three_columns(tracked: "Workspace") -> None:
    tracked.plan(
        rows(
            "- [x] 1. Count in `src/count.py`\n  - [x] `sh checks/one.sh` → exit code 0\n",
            "- [ ] 2. Rank in `src/rank.py`\n  - [ ] `sh checks/two.sh` → exit code 0\n",
            "- [x] 3. Print in `src/print.py`\n  - [x] `sh checks/three.sh` → exit code 0\n",
        )
    )
    tracked.commit("docs: plan", at=day(2))
    for name in ("one", "two", "three"):
        tracked.write(f"checks/{name}.sh", "exit 0\n")
    tracked.commit("chore: checks", at=day(3))
    tracked.write("src/rank.py", "RANK = 1\n")
    tracked.commit("rank", at=day(4))
    tracked.say("verify", "tally", "2", "--trust-all")
    plan = tracked.named("tally")
    facts = [(t.state.value, bool(t.commits), t.verification.state) for t in plan.tasks]
    assert facts == [
        ("done", False, Proven.NOT_RUN),
        ("open", True, Proven.PASSED),
        ("done", False, Proven.NOT_RUN),
    ]
    assert (plan.proof.claimed, plan.proof.committed, plan.proof.verified) == (2, 1, 1)


def test_b08_work_in_another_work_tree_is_no_fabrication(tracked: "Workspace", tmp_path: "Path") -> None:
    tracked.plan(rows("- [x] 1. Count in `src/count.py`"))
    tracked.commit("docs: plan", at=day(2))
    there = tmp_path / "side"
    tracked.git("worktree", "add", "-q", "-b", "side", str(there))
    (there / "src").mkdir()
    (there / "src/count.py").write_text("COUNT = 1\n")
    tracked.git("-C", str(there), "add", "-A")
    tracked.git("-C", str(there), "commit", "-q", "-m", "count", at=day(3))
    sha = tracked.git("-C", str(there), "rev-parse", "HEAD")[:8]
    said = tracked.say("status", "tally")
    assert f"not on this branch: {sha} is on side, in the work tree {there}" in said
    assert f"git -C {there} show {sha}" in said


def test_b09_merged_by_ancestry_is_not_all_that_the_work_tree_holds(
    tracked: "Workspace", tmp_path: "Path"
) -> None:
    tracked.plan(rows("- [x] 1. Count in `src/count.py`"))
    tracked.write(".gitignore", ".omo/\n")
    tracked.commit("docs: plan", at=day(2))
    there = tmp_path / "side"
    tracked.git("worktree", "add", "-q", "-b", "side", str(there))
    work = {"active_plan": STATE, "plan_name": "tally", "worktree_path": str(there)}
    tracked.write(".sisyphus/boulder.json", json.dumps(work))
    for path in ("src/count.py", ".omo/notepads/tally/learnings.md"):
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        (there / path).write_text("# here\n")
    [blocker] = [b for b in tracked.named("tally").blockers if b.rule == "unmerged-worktree"]
    assert ".omo/notepads/tally/learnings.md, src/count.py" in blocker.why


def test_b14_a_ticked_task_whose_files_never_changed_is_said(tracked: "Workspace") -> None:
    tracked.write("src/count.py", "COUNT = 0\n")
    tracked.commit("chore: lay out", at="2026-01-01T10:00:00+00:00")
    tracked.plan(rows("- [x] 1. Count in `src/count.py`", "- [x] 2. Rank in `src/rank.py`"))
    tracked.commit("docs: plan", at=day(2))
    tracked.write("src/rank.py", "RANK = 1\n")
    tracked.commit("rank", at=day(3))
    plan = tracked.named("tally")
    assert plan.tasks[0].no_commit == (
        "no change found: no commit since the plan began changes anything it names"
    )
    [finding] = [f for f in plan.findings if f.rule == "ticked-without-change"]
    assert finding.message == "task 1 is ticked, and no commit changes anything it names"


def test_b20_each_flip_is_dated_and_bulk_ticking_is_said(tracked: "Workspace") -> None:
    open_rows = [f"- [ ] {n}. Step {n} of the count" for n in range(1, 8)]
    tracked.plan(rows(*open_rows))
    tracked.commit("docs: plan", at=day(2))
    tracked.plan(rows(*open_rows).replace("- [ ] 1.", "- [x] 1."))
    tracked.write("src/one.py", "ONE = 1\n")
    first = tracked.commit("step one", at=day(3))
    tracked.plan(rows(*open_rows).replace("[ ]", "[x]"))
    rest = tracked.commit("docs: all done", at=day(9))
    plan = tracked.named("tally")
    ticks = [task.ticked for task in plan.tasks]
    assert [tick.commit if tick else None for tick in ticks] == [first, *[rest] * 6]
    assert ticks[0] is not None
    assert ticks[0].with_code
    [finding] = [f for f in plan.findings if f.rule == "bulk-ticked"]
    assert finding.message == f"6 tasks were ticked at once in commit {rest[:8]}, which changes no code"
    assert f"ticked: 2026-03-03 10:00 UTC by {first[:7]}" in tracked.say("status", "tally", "--commits")


def test_b20_a_plan_that_git_does_not_track_has_unknown_ticks(tracked: "Workspace") -> None:
    tracked.write(".gitignore", ".sisyphus/\n")
    tracked.commit("chore: ignore state", at=day(2))
    tracked.plan(rows("- [x] 1. Count in `src/count.py`"))
    assert tracked.named("tally").tasks[0].ticked is None
    assert "is unknown: no commit here ticks it" in tracked.say("status", "tally", "--commits")


def test_c13_each_commit_says_how_far_it_has_come(tracked: "Workspace", tmp_path: "Path") -> None:
    remote = tmp_path / "origin.git"
    tracked.git("init", "-q", "--bare", "-b", "main", str(remote))
    tracked.git("remote", "add", "origin", str(remote))
    tracked.plan(rows("- [x] 1. Count in `src/count.py`"))
    tracked.commit("docs: plan", at=day(2))
    tracked.git("push", "-q", "-u", "origin", "main")
    tracked.git("switch", "-q", "-c", "work")
    tracked.write("src/count.py", "COUNT = 1\n")
    tracked.commit("count", at=day(3))

    def landing() -> tuple[Landing, tuple[str, ...]]:
        [link] = tracked.named("tally").tasks[0].commits
        return link.landing, link.pushed_to

    assert landing() == (Landing.LOCAL, ())
    tracked.git("push", "-q", "-u", "origin", "work")
    assert landing() == (Landing.PUSHED, ("origin/work",))
    tracked.git("push", "-q", "origin", "work:main")
    assert landing() == (Landing.LANDED, ("origin/main", "origin/work"))
    assert "as of the last fetch or push, " in tracked.say("status", "tally", "--commits")


def test_e01_without_a_commit_each_reason_has_its_own_words(tracked: "Workspace") -> None:
    tracked.plan(
        rows(
            "- [x] 1. Look around\n\n  **Commit**: NO\n",
            "- [x] 2. Count in `src/count.py`\n\n  **Commit**: NO (groups with 3)\n",
            "- [x] 3. Rank in `src/rank.py`\n\n  **Commit**: YES | Message: `feat: rank the words`\n",
            "- [x] 4. Print in `src/print.py`",
            "- [x] 5. Save in `src/save.py`",
            "- [ ] 6. Load in `src/load.py`",
        )
    )
    tracked.commit("docs: plan", at=day(2))
    tracked.write("src/count.py", "COUNT = 1\n")
    tracked.write("src/rank.py", "RANK = 1\n")
    made = tracked.commit("feat: rank the words", at=day(3))
    tracked.write("src/print.py", "PRINT = 1\n")
    tasks = tracked.named("tally").tasks
    assert tasks[1].commits[0].sha == tasks[2].commits[0].sha == made
    assert tasks[1].commits[0].reasons[0] == "carried by task 3's commit, as the plan has it"
    assert [task.no_commit for task in tasks] == [
        "the plan says Commit: NO",
        None,
        None,
        "uncommitted: src/print.py is changed",
        "no change found: no commit since the plan began changes anything it names",
        "not started",
    ]


def test_e02_no_trailer_is_needed_and_one_commit_may_serve_several_tasks(tracked: "Workspace") -> None:
    tracked.plan(
        rows(
            "- [x] 1. Count\n\n  **Commit**: YES | Message: `feat(core): count all words`\n",
            "- [x] 2. Rank in `src/rank.py`",
        )
    )
    tracked.commit("docs: plan", at=day(2))
    tracked.write("src/count.py", "COUNT = 1\n")
    tracked.write("src/rank.py", "RANK = 1\n")
    tracked.commit("✨ Count all words (#7)", at=day(3))
    one, two = tracked.named("tally").tasks
    assert one.commits[0].reasons == ("has the planned message",)
    assert two.commits[0].reasons == ("changes src/rank.py, named by the task",)
    assert one.commits[0].sha == two.commits[0].sha


@pytest.mark.parametrize("squashed", [True, False])
def test_e03_an_id_that_a_report_names_is_looked_up(tracked: "Workspace", *, squashed: bool) -> None:
    tracked.plan(rows("- [x] 1. Count"))
    tracked.commit("docs: plan", at=day(2))
    tracked.git("switch", "-q", "-c", "work")
    tracked.write("src/count.py", "COUNT = 1\n")
    old = tracked.commit("count", at=day(3))
    tracked.git("switch", "-q", "main")
    if squashed:
        tracked.git("cherry-pick", old, at=day(4))
    tracked.git("branch", "-q", "-D", "work")
    report = f"# Final status\n\n## Task 1\n\n- Commit: {old[:7]}\n"
    tracked.write(".sisyphus/notepads/tally/FINAL_STATUS.md", report)
    [task] = tracked.named("tally").tasks
    place = ".sisyphus/notepads/tally/FINAL_STATUS.md:5"
    if squashed:
        assert task.commits[0].reasons == (
            f"{place} names {old[:7]} for task 1, which is gone and had the same change",
        )
    else:
        assert task.no_commit == (
            f"{place} names {old[:7]}, which no branch has any more (git show {old[:8]})"
        )


def test_e03_an_invented_id_is_called_so(tracked: "Workspace") -> None:
    tracked.plan(rows("- [x] 1. Count"))
    tracked.commit("docs: plan", at=day(2))
    tracked.write("src/count.py", "COUNT = 1\n")
    tracked.commit("else", at=day(3))
    tracked.write(".sisyphus/notepads/tally/learnings.md", "# Learnings\n\n## Task 1\nIn 0badc0d.\n")
    [task] = tracked.named("tally").tasks
    assert task.no_commit == (
        ".sisyphus/notepads/tally/learnings.md:3 names 0badc0d, which exists nowhere here"
    )


def test_e04_two_sessions_that_commit_at_once_are_flagged(tracked: "Workspace") -> None:
    tracked.plan(
        rows("- [x] 1. Count in `src/count.py`\n\n  **Commit**: YES | Message: `feat: count words`\n")
    )
    tracked.commit("docs: plan", at=day(2))
    tracked.write("src/count.py", "COUNT = 1\n")
    first = tracked.commit("feat: count words", at="2026-03-03T10:00:00+00:00")
    tracked.write("src/count.py", "COUNT = 2\n")
    second = tracked.commit("feat: count words", at="2026-03-03T10:03:00+00:00")
    [finding] = [f for f in tracked.named("tally").findings if f.rule == "doubled-commits"]
    assert finding.message == (
        f"{first[:8]} and {second[:8]}, 3 min apart, have the same subject for task 1: "
        "two sessions may have worked at once"
    )


def test_e05_state_that_is_tracked_and_ignored_is_said(tracked: "Workspace") -> None:
    tracked.plan(rows("- [x] 1. Count in `src/count.py`"))
    tracked.commit("docs: plan", at=day(2))
    rules = {f.rule for f in tracked.look().workspace.findings}
    assert "state-tracked-and-ignored" not in rules
    tracked.write(".gitignore", ".sisyphus/\n")
    tracked.commit("chore: ignore", at=day(3))
    [finding] = [f for f in tracked.look().workspace.findings if f.rule == "state-tracked-and-ignored"]
    assert f"git tracks {STATE}, which its ignore rules leave out" in finding.message
    tracked.git("rm", "-q", "--cached", STATE)
    tracked.commit("chore: untrack", at=day(4))
    rules = {f.rule for f in tracked.look().workspace.findings}
    assert "state-tracked-and-ignored" not in rules


def test_e05_build_output_in_a_commit_is_said(tracked: "Workspace") -> None:
    tracked.plan(rows("- [x] 1. Count in `src/count.py`"))
    tracked.write("dist/site.css", "a {}\n")
    tracked.commit("docs: plan", at=day(2))
    assert "build-output-committed" not in {f.rule for f in tracked.look().workspace.findings}
    tracked.write("web/node_modules/left-pad/index.js", "module.exports = 1\n")
    made = tracked.commit("count", at=day(3))
    [finding] = [f for f in tracked.look().workspace.findings if f.rule == "build-output-committed"]
    assert finding.message == (
        f"commit {made[:8]} has build output in it: web/node_modules/left-pad/index.js"
    )


def test_e06_every_plan_is_there_with_its_tasks_started_or_not(tracked: "Workspace") -> None:
    tracked.plan(rows("- [x] 1. Count in `src/count.py`"), "begun")
    tracked.plan(rows("- [ ] 1. Rank in `src/rank.py`"), "not-begun")
    work = {"active_plan": ".sisyphus/plans/gone.md", "plan_name": "gone", "status": "active"}
    tracked.write(".sisyphus/boulder.json", json.dumps(work))
    document = tracked.look()
    phases = {plan.name: plan.phase.value for plan in document.plans}
    assert phases.keys() == {"begun", "not-begun", "gone"}
    assert (phases["not-begun"], phases["gone"]) == ("planned", "missing")
    assert [len(plan.tasks) for plan in document.plans if plan.name != "gone"] == [1, 1]


def test_e06_drafts_of_which_no_plan_came_are_listed(tracked: "Workspace") -> None:
    tracked.plan(rows("- [ ] 1. Rank in `src/rank.py`"), "begun")
    tracked.write(".sisyphus/drafts/begun.md", "# Draft\n")
    tracked.write(
        ".sisyphus/drafts/first-idea.md", "---\nplan_path: .sisyphus/plans/begun.md\n---\n# Draft\n"
    )
    tracked.write(".sisyphus/drafts/dark-mode.md", "# Draft: dark mode\n")
    [finding] = [f for f in tracked.look().workspace.findings if f.rule == "draft-without-plan"]
    assert finding.message == "a draft has no plan: dark-mode"
    assert finding.source.path == ".sisyphus/drafts/dark-mode.md"
    assert "a draft has no plan: dark-mode" in tracked.say("status")
