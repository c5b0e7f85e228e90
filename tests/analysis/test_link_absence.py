"""Where the work is when no commit of this branch carries it: stashes, other branches, commits that are gone."""

from dataclasses import replace

import pytest

from sisyphus.model.notepad import CommitMention, Notepad
from sisyphus.model.plan import State
from sisyphus.model.repository import Commit, DirtyFile, NamedCommit, Stash, Worktree
from tests.analysis.builders import REPOSITORY
from tests.analysis.link_builders import (
    HIGH,
    LOW,
    MEDIUM,
    START,
    commit,
    notepad,
    of,
    reasons,
    task,
    tie,
    wants,
    why,
)

OTHER = commit("else", "z.py")


def on(*branches: str, made: Commit) -> Commit:
    return replace(made, branches=branches, on_default=False)


def named(asked: str, sha: str | None = None, **known: object) -> NamedCommit:
    facts = {"subject": None, "on_head": False, "branches": (), "twin": None, "twin_by": None, **known}
    return NamedCommit(asked=asked, sha=sha, **facts)  # type: ignore[arg-type]  # a test spells out what matters


# Put aside, or not committed


@pytest.mark.parametrize("state", [State.DONE, State.OPEN])
def test_work_in_a_stash_is_named_with_the_command_that_shows_it(state: State) -> None:
    stash = Stash(
        name="stash@{1}", sha="5" * 40, subject="WIP", committed_at=START, paths=("src/a.py", "b.py")
    )
    around = replace(REPOSITORY, stashes=(replace(stash, name="stash@{0}", paths=("q.py",)), stash))
    found = tie(task("1", "src/a.py", state=state), OTHER, around=around)
    assert why(found) == "in stash@{1}: src/a.py is changed there (git stash show -p 'stash@{1}')"


def test_a_dirty_file_goes_before_a_stash() -> None:
    stash = Stash(name="stash@{0}", sha="5" * 40, subject="WIP", committed_at=START, paths=("src/a.py",))
    dirty = (DirtyFile(path="src/a.py", untracked=False),)
    found = tie(task("1", "src/a.py"), OTHER, dirty=dirty, around=replace(REPOSITORY, stashes=(stash,)))
    assert why(found) == "uncommitted: src/a.py is changed"


# Elsewhere


def test_a_commit_of_another_branch_is_named_with_the_command_that_shows_it() -> None:
    made = on("side", "origin/side", made=commit("feat: add routes here", "src/a.py"))
    planned = task("1", plan=wants("feat: add routes here"))
    found = tie(planned, OTHER, around=replace(REPOSITORY, elsewhere=(made,)))
    assert of(found) == []
    assert why(found) == (
        f"not on this branch: {made.sha[:8]} is on side, origin/side (git show {made.sha[:8]}); "
        "has the planned message"
    )


@pytest.mark.parametrize(
    ("branch", "places", "where"),
    [("side", ("side", "/w t"), "on side, in"), ("side", ("side",), "on side, in"), (None, ("/w t",), "in")],
)
def test_a_commit_of_another_work_tree_is_shown_there(
    branch: str | None, places: tuple[str, ...], where: str
) -> None:
    made = on(*places, made=commit("work", "src/a.py"))
    tree = Worktree(path="/w t", head=made.sha, branch=branch, current=False)
    here = Worktree(path="/here", head=OTHER.sha, branch="main", current=True)
    around = replace(REPOSITORY, elsewhere=(made,), worktrees=(here, tree))
    found = tie(task("1", "src/a.py", state=State.OPEN), OTHER, around=around)
    sha = made.sha[:8]
    assert why(found) == (
        f"not on this branch: {sha} is {where} the work tree /w t "
        f"(git -C '/w t' show {sha}); changes src/a.py, named by the task"
    )


def test_weak_hints_elsewhere_are_nothing() -> None:
    sweep = on("side", made=commit("format", *(f"src/m{n}.py" for n in range(9)), "src/a.py"))
    found = tie(task("1", "src/a.py"), OTHER, around=replace(REPOSITORY, elsewhere=(sweep,)))
    assert (why(found) or "").startswith("no change found")


def test_what_is_here_needs_no_other_branch() -> None:
    here = commit("feat: add routes here", "src/a.py")
    there = on("side", made=replace(here, sha="9" * 40))
    planned = task("1", plan=wants("feat: add routes here"))
    found = tie(planned, here, around=replace(REPOSITORY, elsewhere=(there,)))
    assert (of(found), why(found)) == ([("feat: add routes here", HIGH)], None)


# Commits that somebody wrote down


GONE = "7dfc6db"


@pytest.mark.parametrize(
    ("known", "fate"),
    [
        (named(GONE), "which exists nowhere here"),
        (named(GONE, GONE + "0" * 33, on_head=True), "which is older than the plan's time"),
        (
            named(GONE, GONE + "0" * 33, branches=("side", "/wt")),
            "which is not on this branch but on side, /wt (git show 7dfc6db0)",
        ),
        (named(GONE, GONE + "0" * 33), "which no branch has any more (git show 7dfc6db0)"),
        (
            named(GONE, GONE + "0" * 33, twin="e" * 40, twin_by="patch"),
            "which is gone; eeeeeeee, from before the plan's time, has the same change",
        ),
    ],
)
def test_what_became_of_a_named_commit(known: NamedCommit, fate: str) -> None:
    pad = notepad(f"committed as {GONE}", entry_task="1")
    found = tie(task("1"), OTHER, notepads=(pad,), around=replace(REPOSITORY, named=(known,)))
    assert of(found) == []
    assert why(found) == f"n/learnings.md:7 names 7dfc6db, {fate}"


def test_a_shallow_clone_does_not_say_that_a_commit_exists_nowhere() -> None:
    pad = notepad(f"committed as {GONE}", entry_task="1")
    around = replace(REPOSITORY, named=(named(GONE),), shallow=True)
    assert why(tie(task("1"), OTHER, notepads=(pad,), around=around)) == (
        "unknown: this clone is shallow and lacks older commits"
    )


@pytest.mark.parametrize(("by", "word"), [("patch", "change"), ("subject", "subject")])
def test_a_named_commit_that_was_rewritten_is_found_in_its_twin(by: str, word: str) -> None:
    twin = commit("squashed", "z.py")
    known = named(GONE, GONE + "0" * 33, twin=twin.sha, twin_by=by)
    pad = notepad(f"committed as {GONE}", entry_task="1")
    found = tie(task("1"), twin, notepads=(pad,), around=replace(REPOSITORY, named=(known,)))
    assert of(found) == [("squashed", MEDIUM)]
    assert reasons(found) == (
        f"n/learnings.md:7 names 7dfc6db for task 1, which is gone and had the same {word}",
    )


def test_a_merge_that_a_note_names_carries_nothing() -> None:
    merge = commit("Merge branch x", "src/a.py", merge=True)
    pad = notepad(f"Task 1: {merge.sha[:8]}")
    assert why(tie(task("1"), merge, OTHER, notepads=(pad,))) == (
        f"n/learnings.md:7 names {merge.sha[:8]}, which carries nothing: it is a merge, was reverted, "
        "or changes no code"
    )


@pytest.mark.parametrize(
    ("text", "heading"), [("Task 1 is {sha}", "Commits"), ("Commit: {sha}", "Task 1: routes")]
)
def test_a_report_names_commits_too(text: str, heading: str) -> None:
    said = CommitMention(sha=OTHER.sha[:7], line=12, text=text.format(sha=OTHER.sha[:7]), heading=heading)
    report = Notepad(
        kind="final_status", path="n/FINAL_STATUS.md", is_report=True, title=None, purpose=None, entries=(),
        commits=(said,),
    )  # fmt: skip
    found = tie((task("1"), task("2")), OTHER, notepads=(report,))
    assert (of(found, "1"), of(found, "2")) == ([("else", MEDIUM)], [])
    assert reasons(found) == ("n/FINAL_STATUS.md:12 names it for task 1",)


# Further


def test_another_tasks_commit_that_changes_the_files_is_told() -> None:
    first = task("1", "src/a.py", plan=wants("feat: add routes here"))
    second = task("2", "src/a.py", plan=wants("feat: add handlers there"))
    made = commit("feat: add routes here", "src/a.py")
    assert why(tie((first, second), made), "2") == (
        f"perhaps in task 1's commit {made.sha[:8]}: changes src/a.py, named by the task"
    )


def test_a_later_fix_of_the_same_files_is_a_further_commit_and_no_more() -> None:
    made, fix = commit("work", "src/a.py"), commit("fix(a): off by one", "src/a.py", hours=60)
    found = tie(task("1", "src/a.py"), fix, made)
    assert of(found) == [("work", MEDIUM), ("fix(a): off by one", LOW)]
    assert found["todo:1"][0][1].reasons[0] == "a later fix"
    assert why(found) is None
    alone = tie(task("1", "src/a.py"), fix)
    assert of(alone) == [("fix(a): off by one", MEDIUM)], "the task itself may be a fix"
    other = commit("fix: elsewhere", "src/b.py", hours=60)
    assert of(tie(task("1", "src/a.py"), other, made)) == [("work", MEDIUM)]


def test_of_commits_that_only_files_speak_for_those_before_the_dependency_are_hints() -> None:
    base = task("1", plan=wants("feat: add routes here"))
    needs = replace(task("2", "src/b.py"), depends_on=("1",))
    before = commit("before", "src/b.py", hours=40)
    made = commit("feat: add routes here", "src/a.py", hours=48)
    after = commit("after", "src/b.py", hours=50)
    assert of(tie((base, needs), after, made, before), "2") == [("after", MEDIUM)]
    assert of(tie((base, needs), made, before), "2") == [("before", MEDIUM)], "order alone is no reason"


@pytest.mark.parametrize(
    "subject",
    ["完成任务3的工作", "任务2、3: x", "任务2至4", "작업 3: x", "задача 3: x", "T2-T4: wave", "Task_3 x"],
)
def test_tasks_are_mentioned_in_many_languages(subject: str) -> None:
    assert of(tie(task("3", "src/a.py"), commit(subject, "src/a.py")), "3") == [(subject, HIGH)]


@pytest.mark.parametrize("subject", ["multitask 3", "T2-4: x", "subtask 3", "Task 3rd", "任务33"])
def test_what_mentions_no_task(subject: str) -> None:
    assert of(tie(task("3", "src/a.py"), commit(subject, "src/a.py")), "3") == [(subject, MEDIUM)]


def test_a_commit_that_names_the_task_by_number_alone_is_told_with_what_would_tie_it() -> None:
    made = commit("fix: say sorry (task 2)", "z.py")
    found = tie(task("2"), made)
    assert of(found, "2") == []
    assert why(found, "2") == (
        f"no commit found: {made.sha[:8]} names task 2 by number alone; trailers Plan and Task would tie it"
    )
