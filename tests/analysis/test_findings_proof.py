"""Evidence that a plan names and verdicts of its reviews: where a finding fires, and where it must not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sisyphus.analysis.assess import assess
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.proof import (
    evidence_empty,
    evidence_missing,
    evidence_shared,
    evidence_stale,
    no_tests_ran,
    rejected_but_ticked,
    ticked_without_verdict,
)
from sisyphus.model.finding import Severity, Source
from sisyphus.model.plan import Role, State, Task
from sisyphus.model.review import NamedFile, Others, Verdict, others_among
from sisyphus.model.snapshot import PlanRecord
from sisyphus.model.work import Work
from tests.analysis.builders import ELSEWHERE, NOW, evidence, facts_of, record, snapshot
from tests.analysis.plan_builders import check, plan, task

DONE, OPEN = State.DONE, State.OPEN
PATHS = tuple(f".omo/evidence/task-{n}.txt" for n in range(1, 6))
WORK = Work(
    work_id="w",
    plan_name="speed",
    active_plan=".sisyphus/plans/speed.md",
    status="active",
    started_at=NOW,
    ended_at=None,
    updated_at=None,
    session_ids=(),
    worktree_path=None,
)


def naming(label: str, *paths: str, state: State = DONE, role: Role = Role.TASK) -> Task:
    return replace(task(label, 10 * int(label.strip("F")), state, role), evidence_paths=paths)


def there(path: str, size: int = 9, at: datetime = NOW, *, is_folder: bool = False) -> NamedFile:
    return NamedFile(path=path, found=path, size=size, modified_at=at, is_folder=is_folder)


def gone(path: str) -> NamedFile:
    return NamedFile(path=path, found=None)


def facts(*tasks: Task, files: tuple[NamedFile, ...] = (), verdicts: tuple[Verdict, ...] = ()) -> Facts:
    return facts_of(of(*tasks, files=files, verdicts=verdicts))


def of(*tasks: Task, files: tuple[NamedFile, ...] = (), verdicts: tuple[Verdict, ...] = ()) -> PlanRecord:
    return replace(record(plan(*tasks)), named_files=files, verdicts=verdicts, work=WORK)


def verdict(label: str, at: datetime | None = None, path: str = "v.md", *, approved: bool) -> Verdict:
    return Verdict(label=label, approved=approved, text="", at=at, source=Source(path=path, line=4))


def test_missing_evidence_of_a_ticked_task() -> None:
    files = (there(PATHS[0]), gone(PATHS[1]))
    (finding,) = evidence_missing(facts(naming("1", *PATHS[:2]), files=files))
    assert (finding.rule, finding.severity, finding.source.line) == ("evidence-missing", Severity.WARNING, 10)
    assert finding.message == f"task 1 is ticked, and its evidence is not there: {PATHS[1]}"


def test_evidence_of_a_task_that_is_not_ticked_may_be_missing() -> None:
    files = (there(PATHS[0]), gone(PATHS[1]))
    rows = (naming("1", PATHS[0]), naming("2", PATHS[1], state=OPEN))
    assert not list(evidence_missing(facts(*rows, files=files)))


def test_evidence_of_another_number_proves_nothing() -> None:
    """B1: the plan wants `task-2…`, and only `task-1…` is there."""
    files = (there(PATHS[0]), gone(PATHS[1]))
    (finding,) = evidence_missing(facts(naming("1", PATHS[0]), naming("2", PATHS[1]), files=files))
    assert (finding.source.line, PATHS[1] in finding.message) == (20, True)


def test_where_no_evidence_is_there_it_is_said_once() -> None:
    rows = (task("3", 5, DONE), naming("1", *PATHS[:3]), naming("2", *PATHS[3:]))
    (finding,) = evidence_missing(facts(*rows, files=tuple(map(gone, PATHS))))
    assert finding.message == "none of the 5 evidence files that ticked tasks name is there"
    assert finding.source.line == 10


def test_a_long_list_is_cut() -> None:
    (finding,) = evidence_missing(facts(naming("1", "x", *PATHS), files=(there("x"), *map(gone, PATHS))))
    assert finding.message.endswith(f"is not there: {', '.join(PATHS[:3])} and 2 more")


def test_empty_evidence() -> None:
    files = (there(PATHS[0], 0), there(PATHS[1], 1), gone(PATHS[2]))
    (finding,) = evidence_empty(facts(naming("1", *PATHS[:3]), files=files))
    assert finding.message == f"task 1 is ticked, and its evidence is empty: {PATHS[0]}"
    assert not list(evidence_empty(facts(naming("1", PATHS[0], state=OPEN), files=files)))


def test_evidence_from_before_the_work() -> None:
    files = (there(PATHS[0], at=NOW - timedelta(seconds=1)), there(PATHS[1]))
    (finding,) = evidence_stale(facts(naming("1", *PATHS[:2]), files=files))
    assert finding.message.endswith(f"older than the work on this plan: {PATHS[0]}")
    assert not list(evidence_stale(facts(naming("1", PATHS[1]), files=files)))


def test_without_a_work_no_evidence_is_old() -> None:
    old = replace(of(naming("1", PATHS[0]), files=(there(PATHS[0], at=NOW - timedelta(days=9)),)), work=None)
    assert not list(evidence_stale(facts_of(old)))
    assert not list(evidence_stale(facts_of(replace(old, work=replace(WORK, started_at=None)))))


def test_evidence_that_two_plans_name() -> None:
    """B3: one file cannot prove both."""
    own = of(naming("1", *PATHS[:2], "shots/"), files=(there(PATHS[0]), gone(PATHS[1]), gone("shots/")))
    other = replace(own, name="other", named_files=(there(PATHS[0]), gone("shots/")))
    both = assess(snapshot(own, other))
    (finding,) = (f for f in both.plans[0].findings if f.rule == "evidence-shared")
    assert finding.message == f"plan other names the same evidence, which cannot prove both: {PATHS[0]}"
    (alone,) = assess(snapshot(own)).plans
    assert "evidence-shared" not in {f.rule for f in alone.findings}


def test_a_folder_may_be_shared() -> None:
    one = facts(naming("1", "shots"), files=(there("shots", is_folder=True),))
    assert not list(evidence_shared(replace(one, shared_evidence={"shots": Others(("other",), 0)})))
    two = facts(naming("1", "shot"), files=(there("shot"),))
    (finding,) = evidence_shared(replace(two, shared_evidence={"shot": Others(("a", "b"), 0)}))
    assert finding.message.startswith("plans a, b name")


def test_thousands_of_plans_that_name_one_file_are_counted_and_not_listed() -> None:
    names = [f"plan-{number}" for number in range(1000)]
    first, last = others_among(names, "plan-1"), others_among(names, "plan-999")
    assert str(first) == "plans plan-0, plan-2, plan-3 and 996 more"
    assert str(last) == "plans plan-0, plan-1, plan-2 and 996 more"
    assert others_among(["plan-1"], "plan-1") is None
    one = of(naming("1", PATHS[0]), files=(there(PATHS[0]),))
    many = [replace(one, name=name) for name in names[:60]]
    findings = [f for p in assess(snapshot(*many)).plans for f in p.findings if f.rule == "evidence-shared"]
    assert len(findings) == 60
    assert all("and 56 more name" in finding.message for finding in findings)


def test_evidence_never_verifies() -> None:
    (status,) = assess(snapshot(of(naming("1", PATHS[0]), files=(there(PATHS[0]),)))).plans
    assert status.proof.verified == 0


def test_ticked_reviews_without_a_verdict() -> None:
    """B12: somebody ticked F1 and F2, and only F1's verdict stands somewhere."""
    rows = tuple(task(f"F{n}", n, DONE, Role.FINAL_WAVE) for n in (1, 2, 3))
    (finding,) = ticked_without_verdict(facts(*rows, verdicts=(verdict("f1", approved=True),)))
    assert finding.message.startswith("F2, F3 are ticked, and no verdict")
    assert (finding.rule, finding.severity, finding.source.line) == (
        "ticked-without-verdict",
        Severity.WARNING,
        2,
    )


@pytest.mark.parametrize(("state", "role"), [(OPEN, Role.FINAL_WAVE), (DONE, Role.TASK)])
def test_an_open_review_and_a_task_need_no_verdict(state: State, role: Role) -> None:
    assert not list(ticked_without_verdict(facts(task("F1", 1, state, role))))


def test_rejected_but_ticked() -> None:
    row = task("F2", 7, DONE, Role.FINAL_WAVE)
    (finding,) = rejected_but_ticked(facts(row, verdicts=(verdict("F2", approved=False),)))
    assert (finding.rule, finding.severity, finding.source.line) == ("rejected-but-ticked", Severity.ERROR, 7)
    assert finding.message == "task F2 is ticked, and its review rejects it (v.md:4)"
    assert not list(rejected_but_ticked(facts(row, verdicts=(verdict("F2", approved=True),))))
    assert not list(rejected_but_ticked(facts(row, verdicts=(verdict("F1", approved=False),))))
    still_open = task("F2", 7, OPEN, Role.FINAL_WAVE)
    assert not list(rejected_but_ticked(facts(still_open, verdicts=(verdict("F2", approved=False),))))


LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("given", "rejected"),
    [
        ((verdict("1", approved=False), verdict("1", approved=True)), False),
        ((verdict("1", approved=True), verdict("1", approved=False)), True),
        ((verdict("1", NOW, "a", approved=False), verdict("1", LATER, "b", approved=True)), False),
        ((verdict("1", LATER, "a", approved=False), verdict("1", NOW, "b", approved=True)), True),
        ((verdict("1", NOW, "a", approved=False), verdict("1", NOW, "b", approved=True)), True),
        ((verdict("1", NOW, "a", approved=True), verdict("1", None, "b", approved=False)), True),
    ],
)
def test_the_last_word_counts(given: tuple[Verdict, ...], *, rejected: bool) -> None:
    assert bool(list(rejected_but_ticked(facts(task("1", 1, DONE), verdicts=given)))) is rejected


@pytest.mark.parametrize(
    ("figures", "fires"),
    [
        ((("tests_passed", 0.0), ("tests_failed", 0.0)), True),
        ((("tests_passed", 0.0), ("tests_failed", 0.0), ("tests_skipped", 3.0)), True),
        ((("tests_passed", 0.0), ("tests_failed", 1.0)), False),
        ((("tests_passed", 2.0), ("tests_failed", 0.0)), False),
        ((("tests_failed", 0.0),), False),
        ((), False),
    ],
)
def test_a_check_in_which_no_test_ran(figures: tuple[tuple[str, float], ...], *, fires: bool) -> None:
    one = check("make test")
    run = replace(evidence(one), metrics=figures)
    found = list(no_tests_ran(facts_of(record(plan(checks=(one,)), run))))
    assert [f.message for f in found] == (["no test ran in this check: make test"] if fires else [])
    elsewhere = replace(run, subject=ELSEWHERE)
    assert not list(no_tests_ran(facts_of(record(plan(checks=(one,)), elsewhere))))
