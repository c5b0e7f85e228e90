"""Checks and evidence to what is proven: not run is never passed."""

from dataclasses import replace

import pytest

from sisyphus.analysis.attestation import of_commit
from sisyphus.analysis.verification import (
    SAYS_NOTHING,
    WHY_NOT_WORDS,
    judge_check,
    judge_checks,
    tally_checks,
)
from sisyphus.model.check import WhyNot
from sisyphus.model.evidence import Evidence, Freshness, Outcome
from sisyphus.model.judgement import Proven, Standing, Verification
from sisyphus.model.plan import State
from tests.analysis.builders import ELSEWHERE, HERE, evidence, record
from tests.analysis.plan_builders import box, check, plan, task

ONE = check()
NONE_MISSING: frozenset[str] = frozenset()
STANDINGS = {
    Outcome.PASSED: Standing.PASSED,
    Outcome.UNCHECKED: Standing.UNCHECKED,
    Outcome.FAILED: Standing.FAILED,
    Outcome.TIMEOUT: Standing.FAILED,
    Outcome.KILLED: Standing.FAILED,
    Outcome.ERROR: Standing.FAILED,
    Outcome.CANCELLED: Standing.NOT_RUN,
    Outcome.SKIPPED: Standing.NOT_RUN,
    Outcome.INCONCLUSIVE: Standing.NOT_RUN,
}


def standing(*runs: Evidence) -> Standing:
    return judge_checks(record(plan(checks=(ONE,)), *runs), NONE_MISSING, HERE)[0].standing


def tallied(*outcomes: Outcome | None) -> Verification:
    """One check an outcome; `None` for one that never ran."""
    checks = tuple(check(f"run {n}") for n in range(len(outcomes)))
    runs = tuple(evidence(c, o) for c, o in zip(checks, outcomes, strict=True) if o is not None)
    return tally_checks(judge_checks(record(plan(checks=checks), *runs), NONE_MISSING, HERE))


@pytest.mark.parametrize("outcome", Outcome)
def test_standing_of_a_fresh_run(outcome: Outcome) -> None:
    assert standing(evidence(ONE, outcome)) is STANDINGS[outcome]


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in SAYS_NOTHING])
def test_a_run_on_other_content_is_stale_whatever_came_out(outcome: Outcome) -> None:
    assert standing(evidence(ONE, outcome, ELSEWHERE)) is Standing.STALE


def test_a_pass_that_changed_what_it_proved_is_no_pass() -> None:
    assert standing(replace(evidence(ONE), changed_during=True)) is Standing.STALE


def test_without_evidence_nothing_ran() -> None:
    assert standing() is Standing.NOT_RUN
    assert standing(evidence(check("another"))) is Standing.NOT_RUN


def test_what_cannot_run_is_never_shown_as_passed() -> None:
    refused = replace(ONE, runnable=False, why_not=WhyNot.SIDE_EFFECT)
    status = judge_check(refused, evidence(refused), NONE_MISSING, HERE)
    assert status.standing is Standing.NOT_RUNNABLE
    assert WHY_NOT_WORDS["side_effect"] in status.note


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([(Outcome.FAILED, HERE), (Outcome.PASSED, HERE)], Standing.PASSED),
        ([(Outcome.PASSED, HERE), (Outcome.FAILED, HERE)], Standing.FAILED),
        ([(Outcome.PASSED, HERE), (Outcome.CANCELLED, HERE)], Standing.PASSED),
        ([(Outcome.FAILED, HERE), (Outcome.INCONCLUSIVE, HERE)], Standing.FAILED),
        # Another checkout's run on its own branch says nothing of what is here.
        ([(Outcome.PASSED, HERE), (Outcome.FAILED, ELSEWHERE)], Standing.PASSED),
        ([(Outcome.FAILED, HERE), (Outcome.PASSED, ELSEWHERE)], Standing.FAILED),
        ([(Outcome.PASSED, ELSEWHERE), (Outcome.SKIPPED, HERE)], Standing.STALE),
    ],
)
def test_the_latest_run_that_says_something_of_this_content_counts(
    runs: list[tuple[Outcome, object]], expected: Standing
) -> None:
    records = [evidence(ONE, o, HERE if on is HERE else ELSEWHERE, n) for n, (o, on) in enumerate(runs, 1)]
    assert standing(*records) is expected


def theirs(outcome: Outcome, seq: int) -> Evidence:
    return replace(evidence(ONE, outcome, seq=seq), own=False, writer="there")


def test_what_ran_here_outweighs_what_somebody_elses_log_says_later() -> None:
    assert standing(evidence(ONE), theirs(Outcome.FAILED, 2)) is Standing.PASSED
    assert standing(evidence(ONE, Outcome.FAILED), theirs(Outcome.PASSED, 2)) is Standing.FAILED
    assert standing(theirs(Outcome.PASSED, 1)) is Standing.ELSEWHERE
    assert standing(theirs(Outcome.FAILED, 1)) is Standing.FAILED
    (status,) = judge_checks(record(plan(checks=(ONE,)), theirs(Outcome.PASSED, 1)), NONE_MISSING, HERE)
    assert status.note == "passed elsewhere, in the log of there; not run here"
    tally = tally_checks([status])
    assert (tally.state, tally.passed, tally.not_run, tally.elsewhere) == (Proven.NOT_RUN, 0, 1, 1)


def test_a_baseline_run_proves_nothing_and_our_own_goes_before_others() -> None:
    before = replace(evidence(ONE, on=ELSEWHERE), baseline=True)
    assert standing(replace(before, subject=HERE)) is Standing.NOT_RUN
    foreign = replace(before, own=False, writer="there", seq=2)
    for runs, writer in (((before, foreign), "here"), ((foreign, before), "here"), ((foreign,), "there")):
        (status,) = judge_checks(record(plan(checks=(ONE,)), *runs), NONE_MISSING, HERE)
        assert status.baseline is not None
        assert (status.baseline.writer, status.evidence) == (writer, None)


@pytest.mark.parametrize(
    ("outcome", "dirty", "expected"),
    [
        (Outcome.PASSED, True, Standing.STALE),
        (Outcome.PASSED, False, Standing.PASSED),
        (Outcome.FAILED, True, Standing.STALE),
        (Outcome.CANCELLED, True, Standing.NOT_RUN),
    ],
)
def test_of_a_commit_a_run_with_changes_beside_it_says_nothing(
    outcome: Outcome, expected: Standing, *, dirty: bool
) -> None:
    run = evidence(ONE, outcome, replace(HERE, dirty=dirty))
    (status,) = of_commit(judge_checks(record(plan(checks=(ONE,)), run), NONE_MISSING, HERE))
    assert status.standing is expected


def test_evidence_and_freshness_are_kept_beside_the_standing() -> None:
    (status,) = judge_checks(record(plan(checks=(ONE,)), evidence(ONE, on=ELSEWHERE)), NONE_MISSING, HERE)
    assert status.freshness is Freshness.STALE
    assert status.evidence is not None
    assert "passed on other content" in status.note
    (bare,) = judge_checks(record(plan(checks=(ONE,))), NONE_MISSING, HERE)
    assert (bare.freshness, bare.evidence, bare.trusted) == (None, None, True)


def test_missing_programs_are_named() -> None:
    needy = check("a", "1", "helm", "git")
    (status,) = judge_checks(record(plan(checks=(needy,))), frozenset({"helm", "jq"}), HERE)
    assert status.missing == ("helm",)
    assert "helm not found" in status.note


def test_untrusted_is_said() -> None:
    (status,) = judge_checks(record(plan(checks=(ONE,)), trusted=False), NONE_MISSING, HERE)
    assert not status.trusted
    assert "not trusted" in status.note


P, F, U, C = Outcome.PASSED, Outcome.FAILED, Outcome.UNCHECKED, Outcome.CANCELLED


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        ((), Proven.NO_CHECKS),
        ((P, P), Proven.PASSED),
        ((P, F), Proven.FAILED),
        ((P, None), Proven.PARTIAL),
        ((P, C), Proven.PARTIAL),
        ((P, U), Proven.PARTIAL),
        ((None, None), Proven.NOT_RUN),
        ((C,), Proven.NOT_RUN),
    ],
)
def test_state_of_several(outcomes: tuple[Outcome | None, ...], state: Proven) -> None:
    assert tallied(*outcomes).state is state


def test_unchecked_is_not_passed() -> None:
    assert tallied(U).state is not Proven.PASSED
    assert tallied(U).passed == 0


def test_failed_before_stale_before_the_rest() -> None:
    first, second, third = check("a"), check("b"), check("c")
    there = plan(checks=(first, second, third))
    stale = evidence(second, on=ELSEWHERE)
    failed = tally_checks(judge_checks(record(there, evidence(first, F), stale), NONE_MISSING, HERE))
    assert (failed.state, failed.failed, failed.stale, failed.not_run) == (Proven.FAILED, 1, 1, 1)
    old = tally_checks(judge_checks(record(there, evidence(first), stale), NONE_MISSING, HERE))
    assert (old.state, old.passed, old.stale) == (Proven.STALE, 1, 1)


def test_figures_add_up_and_leave_out_what_cannot_run() -> None:
    checks = (*(check(f"run {n}") for n in range(3)), replace(check("rm -rf build"), runnable=False))
    runs = (evidence(checks[0]), evidence(checks[1], U))
    found = tally_checks(judge_checks(record(plan(checks=checks), *runs), NONE_MISSING, HERE))
    assert found.total == found.passed + found.failed + found.stale + found.not_run + found.unchecked == 3
    assert found.not_runnable == 1


def test_only_unrunnable_checks_prove_nothing() -> None:
    refused = replace(ONE, runnable=False)
    found = tally_checks(judge_checks(record(plan(checks=(refused,))), NONE_MISSING, HERE))
    assert (found.state, found.total) == (Proven.NO_CHECKS, 0)


def test_a_missing_plan_has_no_checks() -> None:
    assert judge_checks(record(None), NONE_MISSING, HERE) == ()


@pytest.mark.parametrize("outcome", [None, *(o for o in Outcome if o not in SAYS_NOTHING)])
@pytest.mark.parametrize("cancelled", ["task", "box"])
def test_nothing_is_owed_of_what_is_cancelled(outcome: Outcome | None, cancelled: str) -> None:
    one = check("run 1", "1", line=6)
    row = task("1", 5, State.CANCELLED if cancelled == "task" else State.DONE)
    criterion = box(6, state=State.CANCELLED if cancelled == "box" else State.OPEN, task=row.key)
    runs = () if outcome is None else (evidence(one, outcome),)
    owed = plan(row, checks=(one, check("run 2", None)), boxes=(criterion,))
    found = judge_checks(record(owed, *runs), NONE_MISSING, HERE)
    assert [s.standing for s in found] == [Standing.CANCELLED, Standing.NOT_RUN]
    assert found[0].note == f"its {cancelled} is cancelled, so nothing is owed"
    tally = tally_checks(found)
    assert (tally.total, tally.cancelled, tally.failed, tally.not_run) == (1, 1, 0, 1)


def test_what_cannot_run_says_so_though_it_is_cancelled() -> None:
    refused = replace(ONE, task="todo:1", runnable=False, why_not=WhyNot.SIDE_EFFECT)
    (status,) = judge_checks(
        record(plan(task("1", 5, State.CANCELLED), checks=(refused,))), NONE_MISSING, HERE
    )
    assert status.standing is Standing.NOT_RUNNABLE
