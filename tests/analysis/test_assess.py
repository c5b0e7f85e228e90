"""The whole analysis over snapshots: what the document holds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sisyphus.analysis.assess import assess
from sisyphus.model.evidence import EvidenceLogs, Outcome
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.judgement import Proven
from sisyphus.model.plan import Role, State
from sisyphus.model.repository import DirtyFile
from sisyphus.model.work import Work
from tests.analysis.builders import (
    NOW,
    REPOSITORY,
    assessed,
    commit,
    entry,
    evidence,
    notepad,
    record,
    snapshot,
)
from tests.analysis.plan_builders import box, check, key, plan, task

ONE = check()
TICKED = plan(task("1", 10, State.DONE), checks=(ONE,))
ODD = Finding(rule="odd", severity=Severity.WARNING, message="odd", source=Source())


def test_the_three_columns_are_counted_apart() -> None:
    rows = (task("1", 10, State.DONE), task("2", 20, State.DONE), task("F1", 30, role=Role.FINAL_WAVE))
    two = check("two", "2")
    status = assessed(plan(*rows, checks=(ONE, two)), evidence(ONE), evidence(two, Outcome.FAILED)).plans[0]
    proof = status.proof
    assert (proof.claimed, proof.committed, proof.verified, proof.of) == (2, 0, 1, 3)
    assert [t.verification.state for t in status.tasks] == [Proven.PASSED, Proven.FAILED, Proven.NO_CHECKS]
    assert (status.verification.passed, status.verification.failed) == (1, 1)


def test_cancelled_is_not_claimed() -> None:
    assert assessed(plan(task("1", 10, State.CANCELLED))).plans[0].proof.claimed == 0


@pytest.mark.parametrize(("others", "committed"), [(0, 1), (60, 0)])
def test_committed_needs_more_than_a_hint(others: int, committed: int) -> None:
    # One named file among sixty others is a sweep, not the task's commit.
    files = ("src/app.py", *(f"other/{n}.py" for n in range(others)))
    named = replace(task("1", 10, State.DONE), files=("src/app.py",))
    (status,) = assessed(
        plan(named), repository=replace(REPOSITORY, commits=(commit(*files, subject="x"),))
    ).plans
    (row,) = status.tasks
    assert len(row.commits) == 1
    assert status.proof.committed == committed
    assert (row.no_commit is None) is bool(committed)


def test_criteria_are_the_boxes_of_the_task_alone() -> None:
    inner = (
        box(11, "a", State.DONE, Role.ACCEPTANCE, key("1")),
        box(12, "b", State.OPEN, Role.ACCEPTANCE, key("1")),
        box(21, "c", State.DONE, Role.ACCEPTANCE, key("2")),
        box(32, "d", State.DONE, Role.DEFINITION_OF_DONE),
    )
    first, second = assessed(plan(task("1", 10), task("2", 20), boxes=inner)).plans[0].tasks
    assert (first.criteria.total, first.criteria.done) == (2, 1)
    assert (second.criteria.total, second.criteria.done) == (1, 1)


def test_outside_git_commits_are_unknown_and_nothing_is_said_of_a_push() -> None:
    document = assessed(TICKED, repository=None)
    assert document.repository is None
    (row,) = document.plans[0].tasks
    assert row.no_commit == "not a git repository: commits are unknown"
    rules = {b.rule for b in document.plans[0].blockers}
    assert not rules & {"no-remote", "pending-push", "diverged", "detached-head", "uncommitted-work"}


@pytest.mark.parametrize(
    ("prefix", "dirty", "command"),
    [
        ("", "a.py", "git add -- a.py"),
        ("app/", "app/a.py", "git add -- a.py"),
        ("web/app/", "a.py", "git add -- ../../a.py"),
        ("", "b.py", None),
        ("app/", "lib/a.py", None),
    ],
)
def test_changed_files_of_a_ticked_task_are_added_from_the_plans_root(
    prefix: str, dirty: str, command: str | None
) -> None:
    named = replace(task("1", 10, State.DONE), files=("a.py",))
    repository = replace(REPOSITORY, dirty_files=(DirtyFile(path=dirty, untracked=False),))
    there = replace(snapshot(record(plan(named)), repository=repository), prefix=prefix)
    remedies = {b.rule: b.remedy for b in assess(there).plans[0].blockers}
    assert remedies.get("uncommitted-work", (None,))[0] == command


def test_changed_files_of_an_open_task_are_work_under_way() -> None:
    named = replace(task("1", 10, State.IN_PROGRESS), files=("a.py",))
    repository = replace(REPOSITORY, dirty_files=(DirtyFile(path="a.py", untracked=False),))
    assert "uncommitted-work" not in [
        b.rule for b in assessed(plan(named), repository=repository).plans[0].blockers
    ]


def test_the_repository_without_its_history() -> None:
    dirty = (
        DirtyFile(path="a", untracked=False),
        DirtyFile(path="b", untracked=True),
        DirtyFile(path="c", untracked=True),
    )
    found = assessed(TICKED, repository=replace(REPOSITORY, dirty_files=dirty, unpushed=None)).repository
    assert found is not None
    assert (found.dirty.modified, found.dirty.untracked) == (1, 2)
    assert (found.ahead, found.behind, found.unpushed) == (None, None, None)


def test_findings_of_every_source_are_gathered() -> None:
    one = record(replace(TICKED, findings=(replace(ODD, rule="of-plan"),)))
    logs = EvidenceLogs(
        records=(), tampered=(replace(ODD, rule="tampered"),), findings=(replace(ODD, rule="of-evidence"),)
    )
    one = replace(one, findings=(replace(ODD, rule="of-record"),), evidence=logs)
    expected = {"of-plan", "of-record", "tampered", "of-evidence"}
    assert {f.rule for f in assess(snapshot(one)).plans[0].findings} == expected
    gone = replace(one, plan=None)
    assert {f.rule for f in assess(snapshot(gone)).plans[0].findings} == expected - {"of-plan"}


def test_notepads_and_work_are_listed() -> None:
    work = Work(
        work_id="w1",
        plan_name="speed",
        active_plan="/elsewhere/speed.md",
        status="active",
        started_at=NOW,
        ended_at=None,
        updated_at=None,
        session_ids=("a", "b"),
        worktree_path=None,
    )
    pads = (
        notepad(entry("x", None), entry("y", None), kind="learnings"),
        notepad(kind="final_status", is_report=True),
    )
    (status,) = assess(snapshot(replace(record(TICKED, notepads=pads), work=work))).plans
    assert [(n.kind, n.entries, n.is_report) for n in status.notepads] == [
        ("learnings", 2, False),
        ("final_status", 0, True),
    ]
    assert status.work is not None
    assert (status.work.work_id, status.work.sessions) == ("w1", 2)
    (gone,) = assess(snapshot(replace(record(None), work=work))).plans
    assert "/elsewhere/speed.md" in gone.blockers[0].why


def test_facts_at_is_the_newest_moment_and_not_the_clock() -> None:
    ran = evidence(ONE, seq=7)
    there = snapshot(record(TICKED, ran))
    later = replace(there, taken_at=NOW + timedelta(days=9))
    assert assess(there).plans[0].facts_at == assess(later).plans[0].facts_at == NOW + timedelta(minutes=7)


def test_the_same_snapshot_gives_the_same_document() -> None:
    there = snapshot(record(TICKED, evidence(ONE)))
    assert assess(there) == assess(there)


def test_plans_keep_the_order_of_the_snapshot() -> None:
    named = [replace(record(TICKED), name=name) for name in ("b", "a", "c")]
    assert [p.name for p in assess(snapshot(*named)).plans] == ["b", "a", "c"]
