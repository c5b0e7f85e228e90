"""Judging claims: one judge a kind, and what is not said where it cannot be known."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sisyphus.analysis.assess import assess
from sisyphus.analysis.claim_judges.counts import figures_of
from sisyphus.analysis.claims import JUDGES, audit
from sisyphus.model.claim import AuditDocument, Report, Reported, Verdict
from sisyphus.model.claim import ClaimKind as Kind
from sisyphus.model.evidence import Evidence, Outcome
from sisyphus.model.plan import Plan
from sisyphus.model.repository import Change, Flip, Repository, Subject
from sisyphus.parse.claims import find_claims
from sisyphus.parse.plan import parse_plan
from tests.analysis.builders import (
    ELSEWHERE,
    HERE,
    NOW,
    REPOSITORY,
    commit,
    evidence,
    record,
    snapshot,
    subject,
)
from tests.analysis.plan_builders import PATH

PLAN = b"""# Speed

## Deliverables

- [x] One

## TODOs

- [x] 1. Count
  - [x] counted
  - [ ] shown
- [x] 2. Rank
- [ ] 3. Print

## Final Verification Wave

- [ ] F1. Review
"""
REPORT = "notes/FINAL.md"


def plan(content: bytes = PLAN) -> Plan:
    return parse_plan(content, PATH)


def judge(  # noqa: PLR0913 - what stands around a report
    text: str,
    content: bytes = PLAN,
    *,
    repository: Repository | None = REPOSITORY,
    plan_age: timedelta = timedelta(hours=1),
    names: tuple[str, ...] = (),
    runs: tuple[Evidence, ...] = (),
) -> AuditDocument:
    taken = snapshot(record(plan(content), *runs), repository=repository)
    reported = Reported(
        reports=(Report(path=REPORT, claims=find_claims(text, REPORT), written_at=NOW),),
        plan_modified_at=NOW - plan_age,
    )
    return audit(taken, assess(taken).plans[0], reported, names)


def verdicts(document: AuditDocument) -> list[tuple[str, str]]:
    return [(str(j.claim.kind), str(j.verdict)) for j in document.claims]


@pytest.mark.parametrize(
    ("said", "verdict", "source"),
    [
        ("Code changes: 2 files, +10 -2 lines", "true", "change outside the state folders: 2 files, +10 -2"),
        ("Code changes: 4 files, +41 -2 lines", "true", "commits change: 4 files, +41 -2"),
        ("Code changes: 3 files, +11 -2 lines", "false", "changes: 4 files, +41 -2"),
    ],
)
def test_a_total_may_leave_out_what_the_commit_changes_in_state_folders(
    said: str, verdict: str, source: str
) -> None:
    sizes = {
        "src/a.py": (7, 2),
        "src/b.py": (3, 0),
        ".sisyphus/plans/speed.md": (1, 0),
        "api/.omo/e.log": (30, 0),
    }
    changes = tuple(Change(path=p, insertions=i, deletions=d) for p, (i, d) in sizes.items())
    one = replace(commit(), changes=changes, on_default=False, committed_at=NOW - timedelta(minutes=9))
    document = judge(said, repository=replace(REPOSITORY, commits=(one,)))
    (found,) = document.claims
    assert (found.verdict, found.actual.endswith(source)) == (verdict, True), found.actual


def test_a_commit_that_a_report_lists_is_meant_by_pushed() -> None:
    content = PLAN.replace(b"- [x] 1. Count\n", b"- [x] 1. Count\n  **Files**: `src/a.py`\n")
    old = replace(commit("src/a.py"), sha="a1" * 20, pushed=True, committed_at=NOW - timedelta(minutes=9))
    new = replace(commit("src/b.py"), sha="b2" * 20, pushed=False, committed_at=NOW - timedelta(minutes=8))
    there = replace(REPOSITORY, commits=(new, old))
    for listed, verdict in (("a1a1a1a", "true"), ("b2b2b2b", "false")):
        found = judge(f"- Commit `{listed}`\n\nCommits pushed to origin\n", content, repository=there)
        assert ("push", verdict) in verdicts(found)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("All commits pushed to origin", "false"),
        ("All of the code changes have been pushed", "false"),
        ("Everything is pushed", "false"),
        ("所有提交已推送", "false"),
        ("Commits pushed to origin", "true"),
        ("All tests pass, changes pushed to origin", "true"),
        ("Everything else is pushed", "true"),
        ("Commit `a1a1a1a`: all changes pushed to origin", "true"),
    ],
)
def test_all_is_pushed_only_where_nothing_is_left_behind(said: str, verdict: str) -> None:
    content = PLAN.replace(b"- [x] 1. Count\n", b"- [x] 1. Count\n  **Files**: `src/a.py`\n")
    work = replace(commit("src/a.py"), sha="a1" * 20, pushed=True, committed_at=NOW - timedelta(minutes=9))
    loose = replace(commit("src/b.py"), sha="b2" * 20, pushed=False, committed_at=NOW - timedelta(minutes=8))
    kept = replace(commit(REPORT), sha="c3" * 20, pushed=False, committed_at=NOW - timedelta(minutes=7))
    later = replace(loose, sha="d4" * 20, committed_at=NOW + timedelta(minutes=1))
    found = judge(said, content, repository=replace(REPOSITORY, commits=(later, kept, loose, work)))
    (pushed,) = (c for c in found.claims if c.claim.kind is Kind.PUSH)
    assert pushed.verdict == verdict
    assert pushed.source == ("commit b2b2b2b" if verdict == "false" else "commit a1a1a1a")
    without = judge(said, content, repository=replace(REPOSITORY, commits=(later, kept, work)))
    assert ("push", "true") in verdicts(without)


def test_every_kind_has_a_judge() -> None:
    assert set(JUDGES) == set(Kind)


COUNTED = {
    "2/3 tasks done": ("true", "the tasks give 2/3"),
    "2/4 tasks done": ("true", "the tasks and final reviews give 2/4"),
    "3/5 boxes ticked": ("true", "the outermost boxes give 3/5"),
    "4/7 boxes ticked": ("true", "all boxes give 4/7"),
    "Deliverables 1/1": ("true", "the deliverables give 1/1"),
    "Final wave 0/1": ("true", "the final reviews give 0/1"),
    "3/3 tasks done": ("false", "the tasks give 2/3"),
    "5/5 boxes ticked": ("false", "the outermost boxes give 3/5, all boxes give 4/7"),
    "9/11 tasks done": ("uncheckable", "no rule of counting gives that"),
    "3/3 tasks of wave 1 done": ("uncheckable", "no rule of counting gives that"),
    "Task 1 sub-tasks: 1/2 boxes": ("true", "the acceptance boxes inside tasks give 1/2"),
}


@pytest.mark.parametrize("text", COUNTED)
def test_progress_names_the_rule_that_gives_it(text: str) -> None:
    verdict, words = COUNTED[text]
    found = next(j for j in judge(text).claims if j.claim.kind is Kind.PROGRESS)
    assert (str(found.verdict), words in found.actual) == (verdict, True), found.actual


PERCENTS = {
    "Plan: 60% complete": "true",
    "Plan: 66.7% complete": "true",
    "Plan: 66.6% complete": "true",
    "Plan: 66% complete": "true",
    "Plan: 68% complete": "uncheckable",
    "Plan: 100% complete": "false",
    "Implementation: 100% complete": "uncheckable",
    "Tasks: 3/3 (100%)": "false",
}


@pytest.mark.parametrize("text", PERCENTS)
def test_percentages_are_recomputed(text: str) -> None:
    found = next(j for j in judge(text).claims if j.claim.kind is Kind.PERCENTAGE)
    assert str(found.verdict) == PERCENTS[text], found.actual


def test_words_of_completion_beside_open_boxes() -> None:
    found = judge("ALL TASKS COMPLETE").claims[0]
    assert found.verdict is Verdict.FALSE
    assert found.actual == "says all tasks are complete; 2 boxes are open (lines 13, 17 of the plan)"
    assert found.source == f"{PATH}:13"


def test_all_tasks_may_be_complete_beside_boxes_of_another_kind() -> None:
    content = b"## TODOs\n\n- [x] 1. Count\n\n## Definition of Done\n\n- [ ] CI passes\n"
    assert verdicts(judge("ALL TASKS COMPLETE", content)) == [("completion", "true")]
    assert verdicts(judge("Status: COMPLETE", content)) == [("completion", "false")]
    assert verdicts(judge("All implementation work is complete", content)) == [("completion", "true")]


def test_a_younger_plan_makes_nothing_false() -> None:
    text = "ALL TASKS COMPLETE\n\n1/3 tasks done"
    assert {v for _, v in verdicts(judge(text, plan_age=-timedelta(hours=1)))} == {"uncheckable"}


def test_files_of_one_moment_do_not_tell_which_came_first() -> None:
    assert verdicts(judge("ALL TASKS COMPLETE", plan_age=timedelta(0))) == [("completion", "uncheckable")]


def test_more_than_there_ever_was_is_false_whenever_it_was_written() -> None:
    assert verdicts(judge("3/3 tasks done", plan_age=-timedelta(hours=1))) == [("progress", "false")]


def flip(text: str, before: str | None, after: str | None, hours: int) -> Flip:
    return Flip(
        path=PATH,
        line=1,
        text=text,
        before=before,
        after=after,
        commit="c" * 40,
        committed_at=NOW + timedelta(hours=hours),
        with_code=True,
    )


def test_git_tells_how_the_plan_was() -> None:
    flips = (flip("2. Rank", " ", "x", 2), flip("2. Rank", None, " ", -9))
    repository = replace(REPOSITORY, flips=flips)
    assert verdicts(judge("1/3 tasks done", repository=repository)) == [("progress", "stale")]
    assert verdicts(judge("3/3 tasks done", repository=repository)) == [("progress", "false")]
    assert verdicts(judge("0/3 tasks done", repository=repository)) == [("progress", "uncheckable")]
    assert verdicts(judge("2/3 tasks done", repository=repository)) == [("progress", "true")]


def test_a_plan_that_differs_from_its_last_commit_is_not_known_at_another_time() -> None:
    repository = replace(REPOSITORY, flips=(flip("2. Rank", None, " ", -9),))
    assert verdicts(judge("1/3 tasks done", repository=repository)) == [("progress", "uncheckable")]


def test_a_plan_that_lost_rows_is_not_known_at_another_time() -> None:
    repository = replace(REPOSITORY, flips=(flip("9. Gone", "x", None, 2),))
    assert verdicts(judge("1/3 tasks done", repository=repository)) == [("progress", "uncheckable")]


def test_figures_of_other_plans_are_not_judged() -> None:
    text = "| Plan | Tasks |\n|--|--|\n| other-plan | 7/7 tasks |"
    document = judge(text, names=("speed", "other-plan"))
    assert [j.actual for j in document.claims] == ["speaks of another plan, other-plan"]


def test_outside_git_changes_are_unknown() -> None:
    text = "Commit `abc1234`: 2 files changed, 5 insertions(+)\n\nMerged to `main`"
    assert {v for _, v in verdicts(judge(text, repository=None))} == {"uncheckable"}


def test_rules_that_count_nothing_are_left_out() -> None:
    assert figures_of(plan(b"# Empty\n")) == ()
    assert verdicts(judge("3/3 tasks done, all work is complete", b"# Empty\n")) == [
        ("progress", "uncheckable"),
        ("completion", "uncheckable"),
    ]


def test_the_worst_come_first() -> None:
    text = "2/3 tasks done\n\nALL TASKS COMPLETE\n\nAll 8 tests pass\n"
    assert [v for _, v in verdicts(judge(text))] == ["false", "unevidenced", "true"]


PROVABLE = b"""# Speed

## TODOs

- [x] 1. Count
  - [x] `make test` passes
"""


def run(outcome: Outcome, on: Subject = HERE, **figures: float) -> Evidence:
    (check,) = plan(PROVABLE).checks
    return replace(evidence(check, outcome, on), metrics=tuple(figures.items()))


@pytest.mark.parametrize(
    ("on", "verdict"), [(HERE, "true"), (subject(commit="e" * 40), "true"), (ELSEWHERE, "unevidenced")]
)
def test_tests_pass_where_a_run_on_this_very_content_says_so(on: Subject, verdict: str) -> None:
    found = judge("All tests pass.", PROVABLE, runs=(run(Outcome.PASSED, on, tests_passed=9.0),))
    assert verdicts(found) == [("completion", verdict)]


def test_a_run_of_another_log_is_not_taken_for_the_one_of_the_same_number_here() -> None:
    foreign = replace(run(Outcome.FAILED, ELSEWHERE, tests_failed=3.0), writer="there", own=False)
    here = replace(REPOSITORY, commits=(commit("a.py"),))
    runs = (foreign, run(Outcome.PASSED, tests_passed=9.0))
    assert verdicts(judge("All tests pass.", PROVABLE, repository=here, runs=runs)) == [
        ("completion", "true")
    ]


@pytest.mark.parametrize(
    ("outcome", "on", "verdict"),
    [
        (Outcome.PASSED, HERE, "true"),
        (Outcome.FAILED, HERE, "false"),
        (Outcome.PASSED, ELSEWHERE, "stale"),
        (Outcome.FAILED, ELSEWHERE, "unevidenced"),
        (Outcome.TIMEOUT, ELSEWHERE, "unevidenced"),
    ],
)
def test_a_command_that_never_passed_was_never_true(outcome: Outcome, on: Subject, verdict: str) -> None:
    found = judge("- [x] `make test` passes", PROVABLE, runs=(run(outcome, on),))
    assert verdicts(found) == [("verification", verdict)]


@pytest.mark.parametrize(("row", "said"), [("01", "1"), ("1", "01"), ("T1", "1")])
def test_a_task_is_known_by_its_number_however_it_is_written(row: str, said: str) -> None:
    one = f"# Speed\n\n## TODOs\n\n- [x] {row}. Count\n".encode()
    assert verdicts(judge(f"- [x] Task {said}: Count", one)) == [("completion", "true")]


def test_boxes_of_a_plan_that_writes_capitals_are_as_the_last_commit_left_them() -> None:
    capitals = PLAN.replace(b"[x]", b"[X]").replace(b"[ ] 3", b"[X] 3")
    ticked = replace(REPOSITORY, flips=(flip("3. Print", " ", "X", 1),))
    assert verdicts(judge("2/3 tasks done", capitals, repository=ticked)) == [("progress", "stale")]


def test_a_row_that_was_cancelled_then_was_not_left_then() -> None:
    now = PLAN.replace(b"[ ] F1", b"[x] F1").replace(b"[ ] shown", b"[x] shown")
    flips = (flip("3. Print", "N/A", " ", 2), flip("3. Print", " ", "N/A", -2))
    undone = replace(REPOSITORY, flips=flips)
    (found,) = judge("All tasks are complete.", now, repository=undone).claims
    assert found.verdict is Verdict.STALE


MERGED = replace(commit("a.py"), on_default=False)


@pytest.mark.parametrize(("pushed", "verdict"), [(False, "false"), (True, "unevidenced")])
def test_what_was_never_pushed_was_not_merged(*, pushed: bool, verdict: str) -> None:
    here = replace(REPOSITORY, commits=(replace(MERGED, pushed=pushed),))
    found = judge("Merged to main.", repository=here)
    assert verdicts(found) == [("push", verdict)]


def test_reports_contradict_each_other_and_not_themselves() -> None:
    def said(text: str, path: str) -> Report:
        return Report(path=path, claims=find_claims(text, path), written_at=NOW)

    taken = snapshot(record(plan()))
    for path, contradicted in (("b.md", True), ("a.md", False)):
        reported = Reported(
            reports=(said("2/3 tasks done", "a.md"), said("1/3 tasks done", path)), plan_modified_at=NOW
        )
        found = audit(taken, assess(taken).plans[0], reported, ())
        assert any("says otherwise" in j.actual for j in found.claims) is contradicted
