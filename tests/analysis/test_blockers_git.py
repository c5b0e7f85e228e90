"""Blocker rules about the repository, evaluated anew each time."""

from dataclasses import replace

import pytest

from sisyphus.analysis.blocker_rules.git import (
    detached_head,
    diverged,
    no_remote,
    pending_push,
    uncommitted_work,
    unmerged_worktree,
)
from sisyphus.analysis.blockers import find_blockers
from sisyphus.model.judgement import Owner
from sisyphus.model.plan import Plan, State
from sisyphus.model.repository import DirtyFile, Repository, Worktree
from sisyphus.model.status import Blocker
from sisyphus.model.work import Work
from tests.analysis.builders import REPOSITORY, commit, facts, facts_of, record
from tests.analysis.plan_builders import box, key, plan, task

WAITS = plan(task("1", 10, State.DONE), boxes=(box(32, "CI passes (requires push to verify)"),))
LOCAL = replace(REPOSITORY, remote=None, unpushed=None)
UNPUSHED = replace(REPOSITORY, unpushed=2)
DIVERGED = replace(REPOSITORY, upstream="origin/perf/speed", ahead=2, behind=1, unpushed=2)


def test_no_remote_when_a_box_waits_for_one() -> None:
    (blocker,) = no_remote(facts(WAITS, repository=LOCAL))
    assert (blocker.rule, blocker.owner, blocker.source.line) == ("no-remote", Owner.USER, 32)
    assert blocker.remedy[-1] == "git push -u origin perf/speed"


@pytest.mark.parametrize(
    ("repository", "of"),
    [
        (REPOSITORY, WAITS),
        (replace(LOCAL, head=None), WAITS),
        (None, WAITS),
        (LOCAL, plan(task("1", 10, State.DONE))),
    ],
)
def test_no_remote_is_silent(repository: Repository | None, of: Plan) -> None:
    assert not list(no_remote(facts(of, repository=repository)))


@pytest.mark.parametrize(
    ("repository", "command"),
    [
        (UNPUSHED, "git push -u origin perf/speed"),
        (replace(UNPUSHED, upstream="origin/perf/speed", ahead=2, behind=0), "git push"),
        (replace(UNPUSHED, branch="a b;x", remote="my remote"), "git push -u 'my remote' 'a b;x'"),
        # As `git switch -c perf/speed origin/main` leaves it: a bare `git push` refuses.
        (replace(UNPUSHED, upstream="origin/main", ahead=2, behind=0), "git push -u origin perf/speed"),
        (replace(UNPUSHED, upstream="origin/main", ahead=2, behind=1), "git push -u origin perf/speed"),
        (replace(UNPUSHED, upstream="main", ahead=2, behind=0), "git push -u origin perf/speed"),
        (replace(UNPUSHED, upstream="up/perf/speed", ahead=2, behind=0), "git push -u origin perf/speed"),
    ],
)
def test_pending_push_gives_the_exact_command(repository: Repository, command: str) -> None:
    (blocker,) = pending_push(facts(WAITS, repository=repository))
    assert (blocker.rule, blocker.owner, blocker.remedy) == ("pending-push", Owner.USER, (command,))


def test_a_branch_named_like_an_option_is_not_read_as_one() -> None:
    hostile = "--upload-pack=evil"
    (push,) = pending_push(facts(WAITS, repository=replace(UNPUSHED, branch=hostile)))
    (anew,) = no_remote(facts(WAITS, repository=replace(LOCAL, branch=hostile)))
    (merge,) = only_there(branch=hostile)
    for command in (push.remedy[0], anew.remedy[1], merge.remedy[0]):
        assert not any(word.startswith("--") for word in command.split())
        assert f"refs/heads/{hostile}" in command


def test_a_remote_does_not_help_a_head_that_is_on_no_branch() -> None:
    (blocker,) = no_remote(facts(WAITS, repository=replace(LOCAL, branch=None, detached=True)))
    assert blocker.remedy == ("git remote add origin <url>",)


@pytest.mark.parametrize(
    "repository",
    [
        None,
        REPOSITORY,
        LOCAL,
        replace(REPOSITORY, unpushed=None),
        replace(UNPUSHED, branch=None, detached=True),
    ],
)
def test_pending_push_is_silent(repository: Repository | None) -> None:
    assert not list(pending_push(facts(WAITS, repository=repository)))


def test_diverged_when_both_sides_have_commits() -> None:
    (blocker,) = diverged(facts(WAITS, repository=DIVERGED))
    assert (blocker.rule, blocker.owner) == ("diverged", Owner.USER)
    assert blocker.remedy


@pytest.mark.parametrize(
    "repository",
    [
        None,
        REPOSITORY,
        replace(DIVERGED, behind=0),
        replace(DIVERGED, ahead=0),
        replace(DIVERGED, ahead=None),
        replace(DIVERGED, upstream="origin/main"),
    ],
)
def test_diverged_is_silent(repository: Repository | None) -> None:
    assert not list(diverged(facts(WAITS, repository=repository)))


@pytest.mark.parametrize(
    "repository",
    [
        LOCAL,
        UNPUSHED,
        DIVERGED,
        replace(LOCAL, upstream="main", ahead=1, behind=1),
        replace(DIVERGED, remote=None, unpushed=None),
        replace(UNPUSHED, upstream="origin/perf/speed", ahead=2, behind=0),
    ],
)
def test_at_most_one_of_no_remote_pending_push_and_diverged(repository: Repository) -> None:
    rules = [b.rule for b in find_blockers(facts(WAITS, repository=repository))]
    assert len({"no-remote", "pending-push", "diverged"} & set(rules)) == 1


def test_detached_head_but_not_within_a_rebase() -> None:
    loose = replace(REPOSITORY, branch=None, detached=True, unpushed=1)
    (blocker,) = detached_head(facts(WAITS, repository=loose))
    assert (blocker.rule, blocker.owner) == ("detached-head", Owner.USER)
    assert not list(detached_head(facts(WAITS, repository=replace(loose, operation="rebase"))))
    assert list(detached_head(facts(WAITS, repository=replace(loose, unpushed=None))))
    assert not list(detached_head(facts(WAITS, repository=replace(loose, unpushed=0))))
    assert not list(detached_head(facts(WAITS)))


def test_uncommitted_work_names_files_that_can_be_pasted() -> None:
    there = replace(facts(WAITS), names_files={key("1"): ("src/a b.py", "c.py")})
    (blocker,) = uncommitted_work(there)
    assert (blocker.rule, blocker.owner, blocker.task) == ("uncommitted-work", Owner.AGENT, "1")
    assert blocker.remedy[0] == "git add -- 'src/a b.py' c.py"
    assert not list(uncommitted_work(replace(there, names_files={key("1"): ()})))


@pytest.mark.parametrize(
    ("operation", "ends"),
    [(None, "git commit"), ("merge", "git commit"), ("rebase", "git rebase --continue")],
)
def test_a_conflict_is_shown_and_never_committed_as_it_is(operation: str | None, ends: str) -> None:
    conflict = DirtyFile(path="src/a.py", untracked=False, unmerged=True)
    dirty = DirtyFile(path="c.py", untracked=False)
    here = replace(REPOSITORY, operation=operation, dirty_files=(conflict, dirty))
    there = replace(facts(WAITS, repository=here), names_files={key("1"): ("c.py",)})
    (blocker,) = uncommitted_work(there)
    assert blocker.message == "in conflict: src/a.py"
    assert blocker.remedy == ("git diff --diff-filter=U",)
    assert blocker.why == f"resolve it, then git add and {ends}; named by task 1"
    resolved = replace(here, dirty_files=(dirty,))
    (blocker,) = uncommitted_work(replace(there, repository=resolved))
    assert blocker.remedy == ("git add -- c.py", ends)


def only_there(
    worktree_path: str | None = "/home/a/x",
    there: str = "/home/a/x",
    branch: str = "wip",
    *,
    lacking: bool = True,
    cut: bool = False,
) -> list[Blocker]:
    """Blockers of a plan worked on in `worktree_path`, where git knows the work tree `there`.

    `lacking` is whether its last commit is one that HEAD lacks; else it is older than what was looked at.
    """
    work = Work(
        work_id="w",
        plan_name="speed",
        active_plan="speed",
        status="active",
        started_at=None,
        ended_at=None,
        updated_at=None,
        session_ids=(),
        worktree_path=worktree_path,
    )
    away = replace(commit("b.py"), sha="9" * 40)
    known = Worktree(path=there, head=away.sha, branch=branch, current=False)
    repository = replace(
        REPOSITORY,
        worktrees=(known,),
        commits=(commit("a.py"),),
        elsewhere=(away,) if lacking else (),
        elsewhere_cut=cut,
    )
    return list(unmerged_worktree(facts_of(replace(record(WAITS), work=work), repository=repository)))


@pytest.mark.parametrize("recorded", ["/home/a/wt/x", "wt/x", "./wt/x", "../wt/x", "wt/x/", "wt\\x"])
def test_unmerged_worktree_is_found_however_it_was_recorded(recorded: str) -> None:
    (blocker,) = only_there(recorded, "/home/a/wt/x")
    assert (blocker.rule, blocker.owner) == ("unmerged-worktree", Owner.USER)
    assert blocker.remedy == ("git merge wip",)


def test_unmerged_worktree_is_silent_for_other_folders_and_merged_work() -> None:
    assert not only_there("x", "/home/a/other-x")
    assert not only_there(None)
    assert not only_there("")
    assert not only_there(lacking=False)


def test_where_not_all_was_read_a_commit_that_was_not_met_may_be_only_there() -> None:
    assert only_there(lacking=False, cut=True)
