"""A report is not made out of date by the commit that keeps it."""

from dataclasses import replace

import pytest

from sisyphus.analysis.linking.state_commits import leave_out_state_commits
from sisyphus.model.repository import Commit, Repository
from tests.analysis.builders import REPOSITORY, commit, record, snapshot
from tests.analysis.plan_builders import plan

WORK = replace(commit("src/app.py"), sha="a" * 40, parents=("0" * 40,))


def on_top(*paths: str, sha: str = "b" * 40, parents: tuple[str, ...] = ("a" * 40,)) -> Commit:
    return replace(commit(*paths), sha=sha, parents=parents)


def left(*commits: Commit, prefix: str = "", **changes: int) -> Repository:
    repository = replace(REPOSITORY, head=commits[0].sha, commits=commits, **changes)  # type: ignore[arg-type]
    there = replace(snapshot(record(plan()), repository=repository), prefix=prefix)
    found = leave_out_state_commits(there)
    assert found.repository is not None
    assert found.subject.commit == (found.repository.head if found is not there else there.subject.commit)
    return found.repository


def test_commits_of_the_state_folder_on_top_are_left_out() -> None:
    report = on_top(".sisyphus/notepads/speed/FINAL_STATUS.md")
    found = left(report, WORK, unpushed=2, ahead=2)
    assert (found.head, found.unpushed, found.ahead, found.commits) == (WORK.sha, 1, 1, (WORK,))


def test_the_state_folder_may_lie_below_the_top_level() -> None:
    report = on_top("app/.sisyphus/plans/speed.md")
    assert left(report, WORK, prefix="app/").head == WORK.sha
    assert left(report, WORK).head == report.sha


@pytest.mark.parametrize(
    "top",
    [
        on_top("src/b.py", ".sisyphus/plans/speed.md"),
        on_top(),
        on_top(".sisyphus-old/x.md"),
        on_top(".sisyphus/x.md", parents=("a" * 40, "d" * 40)),
    ],
)
def test_any_other_commit_counts(top: Commit) -> None:
    found = left(top, WORK, unpushed=2)
    assert (found.head, found.unpushed) == (top.sha, 2)


def test_where_the_next_commit_is_not_the_parent_nothing_is_left_out() -> None:
    report = on_top(".sisyphus/x.md", parents=("e" * 40,))
    assert left(report, WORK, unpushed=2).head == report.sha


def test_a_window_that_ends_before_the_work_still_names_it() -> None:
    assert left(on_top(".sisyphus/x.md")).head == WORK.sha


def test_what_is_pushed_already_is_not_counted_twice() -> None:
    report = replace(on_top(".sisyphus/x.md"), pushed=True)
    assert left(report, WORK, unpushed=0).unpushed == 0


def test_without_git_nothing_is_left_out() -> None:
    there = snapshot(record(plan()), repository=None)
    assert leave_out_state_commits(there) is there
