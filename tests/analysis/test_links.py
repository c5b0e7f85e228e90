"""Which commit carries which task: each kind of evidence, and where doubt means no link."""

from dataclasses import replace
from datetime import datetime

import pytest

from sisyphus.analysis.linking.evidence import FAIR, HINTS, STRONG, WEAK_FILES, WORDS, Kind
from sisyphus.analysis.linking.past import read_past
from sisyphus.analysis.links import link
from sisyphus.model.plan import Box, Role, State, Task
from sisyphus.model.repository import DirtyFile
from tests.analysis.builders import REPOSITORY
from tests.analysis.link_builders import (
    HIGH,
    LOW,
    MEDIUM,
    START,
    commit,
    notepad,
    of,
    plan_of,
    reasons,
    task,
    tie,
    wants,
    why,
)

# Messages


def test_every_kind_of_evidence_has_its_weight() -> None:
    weighed = (STRONG, FAIR, WORDS, WEAK_FILES, HINTS - WORDS)
    assert sorted(kind for kinds in weighed for kind in kinds) == sorted(Kind)


@pytest.mark.parametrize(
    "subject",
    [
        "feat(api): add user search",
        "feat: Add user search.",
        "Add `user` search",
        "\u2728 feat(api)!: add user search",
        ":sparkles: add user search",
        "feat(api): add user search (#12)",
        "fixup! feat(api): add user search",
    ],
)
def test_a_planned_message_in_any_dress_is_high(subject: str) -> None:
    found = tie(task("1", plan=wants("feat(api): add user search")), commit(subject, "a.py"))
    assert of(found) == [(subject, HIGH)]
    assert reasons(found) == ("has the planned message",)
    assert why(found) is None


def test_a_squash_that_lists_the_planned_messages_carries_each_task() -> None:
    body = "* feat(api): add user search\n\n* test: cover user search\n\nCo-authored-by: x"
    first = task("1", plan=wants("feat(api): add user search"))
    second = task("2", plan=wants("test: cover user search"))
    found = tie((first, second), commit("User search (#12)", "a.py", body=body))
    assert of(found, "1") == of(found, "2") == [("User search (#12)", HIGH)]
    assert reasons(found) == ("its text lists the planned message",)


def test_a_message_that_only_resembles_is_a_hint_and_with_a_file_more() -> None:
    planned = task("1", "src/search.py", plan=wants("feat(api): add fuzzy user search endpoint"))
    hint = tie(planned, commit("add user search endpoint", "other.py"))
    assert of(hint) == [("add user search endpoint", LOW)]
    assert why(hint) == "no commit found: only weak hints"
    assert of(tie(planned, commit("add user search endpoint", "src/search.py"))) == [
        ("add user search endpoint", HIGH)
    ]


def test_one_word_is_no_planned_message() -> None:
    assert of(tie(task("1", plan=wants("fix")), commit("fix", "a.py"))) == []


def test_the_title_as_subject() -> None:
    titled = task("1", title="Add user search to the API")
    assert of(tie(titled, commit("feat: add user search to the api", "a.py"))) == [
        ("feat: add user search to the api", MEDIUM)
    ]


# Trailers and labels


def test_trailers_are_high_and_those_of_another_plan_nothing() -> None:
    mine = commit("anything", "a.py", body="Why.\n\nPlan: .omo/plans/fast-ci.md\nTask: T1")
    other = commit("else", "b.py", body="Plan: slow-ci\nTask: 1")
    found = tie(task("1"), other, mine)
    assert of(found) == [("anything", HIGH)]
    assert reasons(found)[0] == "its trailers name the plan and task 1"


@pytest.mark.parametrize("subject", ["Task 3", "fix: x (Task 3)", "T3: x", "tasks 2-4", "Tasks 1, 2 and 3"])
def test_a_mention_alone_ties_nothing_and_with_a_file_agrees(subject: str) -> None:
    three = task("3", "src/a.py")
    assert of(tie(three, commit(subject, "b.py")), "3") == []
    assert of(tie(three, commit(subject, "src/a.py")), "3") == [(subject, HIGH)]


def test_plan_and_label_together() -> None:
    assert of(tie(task("1"), commit("fast-ci: task 1", "a.py"))) == [("fast-ci: task 1", MEDIUM)]


def test_a_mention_decides_between_tasks_that_name_the_same_file() -> None:
    both = (task("1", "src/a.py"), task("2", "src/a.py"))
    found = tie(both, commit("rework (Task 2)", "src/a.py"))
    assert of(found, "2") == [("rework (Task 2)", HIGH)]
    assert of(found, "1") == [("rework (Task 2)", LOW)]
    assert why(found, "1") is not None


# Files


def test_rare_files_that_make_up_the_commit_are_medium() -> None:
    found = tie(task("1", "src/a.py"), commit("work", "src/a.py", "tests/test_a.py", "README.md"))
    assert of(found) == [("work", MEDIUM)]
    assert reasons(found) == ("changes src/a.py, named by the task",)


def test_a_sweep_that_touches_a_named_file_is_a_hint() -> None:
    sweep = commit("format", *(f"src/m{n}.py" for n in range(9)), "src/a.py")
    assert of(tie(task("1", "src/a.py"), sweep)) == [("format", LOW)]


def test_one_file_of_many_named_is_a_hint() -> None:
    many = task("1", *(f"src/{n}.py" for n in range(5)))
    assert of(tie(many, commit("work", "src/0.py"))) == [("work", LOW)]


def test_a_file_that_everybody_changes_is_a_hint() -> None:
    commits = [commit(f"work {n}", "src/a.py", hours=48 + n) for n in range(9, 0, -1)]
    found = tie(task("1", "src/a.py"), *commits)
    assert {level for _, level in of(found)} == {LOW}
    assert len(of(found)) == 2


@pytest.mark.parametrize(
    "name",
    ["README.md", "package.json", "pyproject.toml", "uv.lock", "pnpm-lock.yaml", "web/package-lock.json"],
)
def test_a_generic_file_alone_is_no_link(name: str) -> None:
    found = tie(task("1", name), commit("work", name))
    assert of(found) == []
    assert why(found) == "no commit found: it names no file and no message to look for"


def test_references_are_weaker_than_files() -> None:
    found = tie(task("1", references=("src/a.py",)), commit("work", "src/a.py"))
    assert of(found) == [("work", LOW)]
    assert reasons(found) == ("changes src/a.py, which the task refers to",)


@pytest.mark.parametrize("named", ["./src/a.py", "src/a.py", "a.py", "src/", "src/*.py"])
def test_a_path_may_be_written_in_many_ways(named: str) -> None:
    assert of(tie(task("1", named), commit("work", "web/src/a.py"), prefix="web/")) == [("work", MEDIUM)]


def test_a_bare_name_that_fits_two_files_fits_none() -> None:
    assert of(tie(task("1", "a.py"), commit("work", "x/a.py"), commit("more", "y/a.py"))) == []


@pytest.mark.parametrize("named", ["/etc/passwd", "../a.py", "https://x.org/a.py", "~/a.py", "", "."])
def test_a_path_outside_the_tree_fits_nothing(named: str) -> None:
    assert of(tie(task("1", named), commit("work", "a.py", "etc/passwd"))) == []


def test_one_commit_serves_several_tasks() -> None:
    three = tuple(task(str(n), f"src/{n}.py") for n in (1, 2, 3))
    found = tie(three, commit("all", "src/1.py", "src/2.py", "src/3.py"))
    assert [of(found, str(n)) for n in (1, 2, 3)] == [[("all", MEDIUM)]] * 3


def test_a_task_has_several_commits() -> None:
    found = tie(task("1", "src/a.py"), commit("more", "src/a.py", hours=50), commit("work", "src/a.py"))
    assert of(found) == [("more", MEDIUM), ("work", MEDIUM)]


# Doubt


def test_what_is_older_than_the_plan_does_not_count() -> None:
    found = tie(task("1", "src/a.py", plan=wants("add a thing")), commit("add a thing", "src/a.py", hours=-1))
    assert of(found) == []
    assert why(found) == "no commit found: there are no commits since the plan began"


@pytest.mark.parametrize("since", [START, None])
def test_the_first_commit_carries_nothing_by_files_alone(since: datetime | None) -> None:
    first = commit("init", "src/a.py", root=True)
    assert of(tie(task("1", "src/a.py"), first, since=since)) == []
    assert of(tie(task("1", plan=wants("initial layout")), commit("initial layout", "a", root=True))) == [
        ("initial layout", HIGH)
    ]


def test_a_scaffold_is_a_hint_when_the_plans_time_is_unknown() -> None:
    names = [f"src/{n}.py" for n in range(12)]
    scaffold = commit("scaffold", *names, deletions=0)
    assert of(tie(task("1", *names), scaffold)) == [("scaffold", MEDIUM)]
    assert of(tie(task("1", *names), scaffold, since=None)) == [("scaffold", LOW)]


def test_commits_of_the_branch_go_before_those_of_the_default_branch() -> None:
    old = commit("before", "src/a.py", hours=1)
    new = commit("on the branch", "src/a.py", hours=3, on_default=False)
    named = task("1", "src/a.py")
    for since in (START, None):
        assert of(tie(named, new, old, since=since)) == [("on the branch", MEDIUM)]
    assert of(tie(named, old, since=START)) == [("before", MEDIUM)]
    unrelated = commit("else", "z.py", on_default=False)
    assert of(tie(named, unrelated, old, since=None)) == [("before", LOW)]
    later = commit("in the plan's time", "src/a.py", hours=30)
    assert len(of(tie(named, new, later, since=START))) == 2


@pytest.mark.parametrize("since", [START, None])
@pytest.mark.parametrize("root", [True, False])
def test_one_branch_commit_for_three_tasks_whose_files_an_older_one_created(
    since: datetime | None, *, root: bool
) -> None:
    files = ("api/conftest.py", "api/tasks.yml", ".github/workflows/deploy.yml")
    named = tuple(task(str(n), file, references=(file,)) for n, file in enumerate(files))
    older = commit("feat(boot): check secrets (#216)", *files, hours=23.6, root=root, deletions=0)
    made = commit("perf: run tests in parallel", *files, hours=24.2, on_default=False)
    found = tie(named, made, older, since=since)
    for n, file in enumerate(files):
        assert of(found, str(n)) == [("perf: run tests in parallel", MEDIUM)]
        assert reasons(found, str(n)) == (f"changes {file}, named by the task",)


def test_of_several_commits_those_before_a_needed_tasks_work_are_hints() -> None:
    needed = task("1", "src/base.py")
    user = replace(task("2", "src/a.py"), depends_on=("1",))
    early, base, late = (
        commit(name, path, hours=48 + n)
        for n, (name, path) in enumerate(
            (("early", "src/a.py"), ("base", "src/base.py"), ("late", "src/a.py"))
        )
    )
    assert of(tie((needed, user), late, base, early), "2") == [("late", MEDIUM)]
    again = commit("again", "src/a.py", hours=47)
    both = of(tie((needed, user), base, early, again), "2")
    assert both == [("early", MEDIUM), ("again", MEDIUM)], "one of them has to be it"


def test_another_tasks_planned_commit_is_a_hint_for_a_task_with_its_own_message() -> None:
    first = task("1", "src/a.py", plan=wants("feat: add routes here"))
    second = task("2", "src/a.py", plan=wants("feat: add handlers there"))
    third = task("3", "src/a.py")
    found = tie((first, second, third), commit("feat: add routes here", "src/a.py"))
    assert of(found, "1") == [("feat: add routes here", HIGH)]
    assert of(found, "2") == [("feat: add routes here", LOW)]
    assert of(found, "3") == [("feat: add routes here", MEDIUM)]


def test_files_alone_do_not_count_beside_a_planned_message() -> None:
    found = tie(
        task("1", "src/a.py", plan=wants("feat: add routes here")),
        commit("follow-up", "src/a.py", hours=60),
        commit("feat: add routes here", "src/a.py"),
    )
    assert of(found) == [("feat: add routes here", HIGH)]


def test_merges_and_state_folders_carry_nothing() -> None:
    named = task("1", "src/a.py", ".sisyphus/plans/fast-ci.md", plan=wants("tick the box"))
    merge = commit("Merge branch x", "src/a.py", merge=True)
    tick = commit("tick the box", ".sisyphus/plans/fast-ci.md", "web/.omo/notepads/n.md")
    assert of(tie(named, merge, tick)) == []


def test_a_reverted_commit_does_not_count_until_the_revert_is_reverted() -> None:
    named = task("1", "src/a.py", plan=wants("feat: add routes here"))
    made = commit("feat: add routes here", "src/a.py", hours=1)
    revert = commit(
        'Revert "feat: add routes here"', "src/a.py", hours=2, body=f"This reverts commit {made.sha}."
    )
    found = tie(named, revert, made)
    assert of(found) == []
    assert why(found) == f"its commit {made.sha[:8]} was reverted by {revert.sha[:8]}"
    again = commit(
        'Revert "Revert "feat: add routes here""', "z", hours=3, body=f"This reverts commit {revert.sha}."
    )
    assert of(tie(named, again, revert, made)) == [("feat: add routes here", HIGH)]


def test_a_reverted_commit_that_alone_changed_a_tasks_file_is_told() -> None:
    made = commit("feat: old", "src/a.py", hours=1)
    revert = commit('Revert "feat: old"', "src/a.py", hours=2, body=f"This reverts commit {made.sha}.")
    named = task("1", "src/a.py")
    told = f"no commit found: {made.sha[:8]} was reverted by {revert.sha[:8]}, and no other changes src/a.py"
    assert why(tie(named, revert, made, commit("else", "b.py"))) == told
    assert of(tie(named, commit("again", "src/a.py", hours=3), revert, made)) == [("again", MEDIUM)]


@pytest.mark.parametrize("written", ["1", "01", "T1", "task-1"])
def test_a_trailer_may_write_a_number_otherwise_than_the_row(written: str) -> None:
    found = tie(task("01", "src/a.py"), commit("work", "src/b.py", body=f"Plan: fast-ci\nTask: {written}"))
    assert of(found, "01") == [("work", HIGH)]


def test_a_trailer_with_several_tasks_ties_each_of_them() -> None:
    both = commit("feat: two at once", "z.py", body="Why.\n\nPlan: fast-ci\nTasks: 1, 2")
    found = tie((task("1"), task("2"), task("3")), both)
    assert of(found, "1") == of(found, "2") == [("feat: two at once", HIGH)]
    assert of(found, "3") == []


def test_an_open_task_is_tied_by_words_but_not_by_a_done_tasks_files() -> None:
    done, undone = task("1", "src/a.py"), task("2", "src/a.py", state=State.OPEN)
    found = tie((done, undone), commit("work", "src/a.py"))
    assert of(found, "1") == [("work", MEDIUM)]
    assert of(found, "2") == [("work", LOW)]
    assert why(found, "2") == "not started"
    planned = task("1", state=State.OPEN, plan=wants("feat: add routes here"))
    assert of(tie(planned, commit("feat: add routes here", "x"))) == [("feat: add routes here", HIGH)]


# Groups


def test_a_grouped_task_is_carried_by_the_others_commit() -> None:
    first = task("1", "src/a.py", plan=wants(None, "T2", wanted=False))
    second = task("2", "src/b.py", plan=wants("feat: both parts"))
    third = task("3", plan=wants(None, "1", wanted=False))
    found = tie((first, second, third), commit("feat: both parts", "src/a.py", "src/b.py"))
    assert of(found, "1") == of(found, "3") == [("feat: both parts", HIGH)]
    assert reasons(found)[0] == "carried by task T2's commit, as the plan has it"


def test_a_grouped_task_whose_files_that_commit_leaves_alone() -> None:
    first = task("1", "src/a.py", plan=wants(None, "2", wanted=False))
    second = task("2", "src/b.py", plan=wants("feat: both parts"))
    other = commit("else", "src/a.py", hours=-9)
    found = tie((first, second), commit("feat: both parts", "src/b.py"), other)
    assert of(found) == [("feat: both parts", LOW)]


def test_tasks_grouped_in_a_ring_end() -> None:
    ring = (task("1", plan=wants(None, "2")), task("2", plan=wants(None, "1")))
    assert (
        why(tie(ring, commit("x", "y"))) == "the plan puts it into the commit of task 2, which was not found"
    )


# Notes


def test_a_noted_commit_counts_with_the_task_of_its_line() -> None:
    made = commit("work", "z.py")
    two = (task("1"), task("2"))
    text = f"Some words.\n- Task 2 is commit {made.sha[:8]}"
    assert of(tie(two, made, notepads=(notepad(text),)), "2") == [("work", MEDIUM)]
    assert of(tie(two, made, notepads=(notepad(text),)), "1") == []
    found = tie(two, made, notepads=(notepad(f"see {made.sha}", entry_task="1"),))
    assert reasons(found) == ("n/learnings.md:7 names it for task 1",)


def test_a_noted_commit_that_leaves_the_named_files_alone_is_a_hint() -> None:
    made, other = commit("work", "z.py"), commit("older", "src/a.py", hours=-5)
    found = tie(task("1", "src/a.py"), made, other, notepads=(notepad(f"Task 1: {made.sha[:7]}"),))
    assert of(found) == [("work", LOW)]


def test_a_noted_commit_that_is_not_there() -> None:
    found = tie(task("1"), commit("x", "y"), notepads=(notepad("committed as 7dfc6db", entry_task="1"),))
    assert why(found) == "n/learnings.md:7 names 7dfc6db, which is not here"
    for text in ("1234567 rows", "defaced", "path/7dfc6db/x"):
        found = tie(task("1"), commit("x", "y"), notepads=(notepad(text, entry_task="1"),))
        assert why(found) == "no commit found: it names no file and no message to look for"


def test_a_commit_named_in_the_plans_own_row() -> None:
    made = commit("work", "z.py")
    box = Box(
        line=9, marker="x", state=State.DONE, role=Role.ACCEPTANCE, text=f"done in {made.sha[:9]}",
        task="todo:1", outermost=False, in_list=True,
    )  # fmt: skip
    found = link(
        plan_of(task("1"), boxes=(box,)), read_past(replace(REPOSITORY, commits=(made,)), ""), since=START
    )
    assert reasons(found) == (".sisyphus/plans/fast-ci.md:9 names it for task 1",)


# Why there is none


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (task("1", state=State.OPEN), "not started"),
        (task("1", state=State.IN_PROGRESS), "in progress, nothing committed yet"),
        (task("1", state=State.BLOCKED), "blocked"),
        (task("1", state=State.CANCELLED), "cancelled"),
        (task("1", plan=wants(None, wanted=False)), "the plan says Commit: NO"),
        (task("1", "src/a.py"), "no change found: no commit since the plan began changes anything it names"),
        (task("1", plan=wants("feat: x y")), "no commit found: none has the planned message"),
        (
            task("1", "src/a.py", plan=wants("feat: x y")),
            "no change found: no commit since the plan began changes anything it names",
        ),
        (task("1"), "no commit found: it names no file and no message to look for"),
        (task("1", role=Role.FINAL_WAVE), "no commit found: a review need not leave one"),
    ],
)
def test_why_there_is_none(given: Task, reason: str) -> None:
    found = tie(given, commit("else", "z.py"))
    assert of(found) == []
    assert why(found) == reason


@pytest.mark.parametrize("state", [State.DONE, State.OPEN])
def test_uncommitted_files_are_named(state: State) -> None:
    dirty = (DirtyFile(path="web/src/a.py", untracked=False), DirtyFile(path="web/src/new/", untracked=True))
    one = tie(task("1", "src/a.py", state=state), commit("x", "y"), dirty=dirty, prefix="web/")
    assert why(one) == "uncommitted: web/src/a.py is changed"
    two = tie(task("1", "src/a.py", "src/new", state=state), commit("x", "y"), dirty=dirty, prefix="web/")
    assert why(two) == "uncommitted: web/src/a.py and web/src/new are changed"


def test_no_commits_at_all() -> None:
    assert why(tie(task("1"))) == "no commit found: there are no commits since the plan began"


def test_one_history_serves_several_plans() -> None:
    commits = (commit("work", "src/a.py"),)
    past = read_past(replace(REPOSITORY, commits=commits), "")
    for name in ("one", "two"):
        found = link(plan_of(task("1", "src/a.py"), name=name), past, since=START)
        assert of(found) == [("work", MEDIUM)]


def test_the_link_tells_the_commit() -> None:
    made = commit("work", "src/a.py", "src/test_a.py")
    (one,) = tie(task("1", "src/a.py"), made)["todo:1"][0]
    assert (one.sha, one.insertions, one.deletions, one.changes) == (made.sha, 6, 2, made.changes)
