"""Commits of a plan's time that no task explains."""

from dataclasses import replace

from sisyphus.analysis.assess import assess
from sisyphus.analysis.linking.unexplained import MOST
from sisyphus.model.plan import Plan, State
from sisyphus.model.repository import Commit
from sisyphus.model.status import PlanStatus
from tests.analysis.builders import REPOSITORY, record, snapshot
from tests.analysis.link_builders import START, commit, plan_of, task, wants

PLANNED = task("1", plan=wants("feat: add routes here"))
MADE = commit("feat: add routes here", "src/a.py", hours=48)
OPEN = task("9", state=State.OPEN)


def judged(*plans: Plan, commits: tuple[Commit, ...], every: bool = True) -> tuple[PlanStatus, ...]:
    records = (
        replace(record(plan), name=plan.name, path=plan.path, since=START, work=None) for plan in plans
    )
    repository = replace(REPOSITORY, commits=commits)
    return assess(replace(snapshot(*records, repository=repository), every_plan=every)).plans


def subjects(plan: PlanStatus) -> list[str]:
    assert plan.unexplained is not None
    return [each.subject for each in plan.unexplained]


def test_what_no_task_explains_is_listed_newest_first_and_what_carries_nothing_is_not() -> None:
    commits = (
        commit("Merge branch x", "q.py", hours=54, merge=True),
        commit("chore: tick", ".sisyphus/plans/fast-ci.md", hours=53),
        commit("second", "y.py", hours=52),
        commit("first", "z.py", hours=51),
        MADE,
        commit("before the first task", "x.py", hours=40),
    )
    [plan] = judged(plan_of(PLANNED, OPEN), commits=commits)
    assert subjects(plan) == ["second", "first"]
    assert plan.unexplained is not None
    assert (plan.unexplained[0].sha, plan.unexplained[0].insertions, plan.unexplained_more) == (
        commits[2].sha,
        3,
        0,
    )


def test_what_another_plans_task_explains_is_not_listed() -> None:
    other = plan_of(task("1", plan=wants("docs: write the guide down")), OPEN, name="other")
    guide = commit("docs: write the guide down", "guide.md", hours=50)
    both = judged(plan_of(PLANNED, OPEN), other, commits=(guide, MADE))
    assert [subjects(plan) for plan in both] == [[], []]
    [alone] = judged(plan_of(PLANNED, OPEN), commits=(guide, MADE))
    assert subjects(alone) == ["docs: write the guide down"]


def test_unknown_when_the_other_plans_were_not_read() -> None:
    [plan] = judged(plan_of(PLANNED), commits=(MADE,), every=False)
    assert plan.unexplained is None


def test_the_time_of_a_finished_plan_ends_with_its_last_commit() -> None:
    later = commit("another story", "y.py", hours=500)
    [plan] = judged(plan_of(PLANNED), commits=(later, MADE))
    assert subjects(plan) == []
    [still_open] = judged(plan_of(PLANNED, OPEN), commits=(later, MADE))
    assert subjects(still_open) == ["another story"]


def test_a_later_fix_is_explained_and_a_hint_explains_nothing() -> None:
    named = task("1", "src/b.py")
    made, fix = commit("work", "src/b.py"), commit("fix: b", "src/b.py", hours=50)
    [plan] = judged(plan_of(named, OPEN), commits=(fix, made))
    assert subjects(plan) == []
    sweep = commit("format", *(f"src/m{n}.py" for n in range(9)), "src/b.py")
    [hinted] = judged(plan_of(named, OPEN), commits=(sweep,))
    assert subjects(hinted) == ["format"]


def test_the_oldest_of_very_many_are_counted_only() -> None:
    many = tuple(commit(f"step {n}", f"{n}.py", hours=1000 - n) for n in range(MOST + 5))
    [plan] = judged(plan_of(PLANNED, OPEN), commits=(*many, MADE))
    assert (len(subjects(plan)), plan.unexplained_more) == (MOST, 5)
    assert subjects(plan)[0] == "step 0"
