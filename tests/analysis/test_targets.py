"""Figures that a plan wants: what is read as one, and when something counts as its measurement."""

from dataclasses import replace

import pytest

from sisyphus.analysis.results import find_figures
from sisyphus.analysis.targets import OPERATORS, find_targets
from sisyphus.analysis.verification import judge_checks
from sisyphus.model.evidence import Evidence, Outcome
from sisyphus.model.judgement import CheckStatus
from sisyphus.model.plan import Aim, State
from sisyphus.model.results import Target
from tests.analysis.builders import ELSEWHERE, HERE, evidence, record
from tests.analysis.plan_builders import box, check, plan

ONE = check("make test", line=30)


def targets(text: str, *checks: CheckStatus) -> list[Target]:
    return list(find_targets(plan(boxes=(box(30, text),)), checks))


def ran(run: Evidence, before: float | None = None) -> CheckStatus:
    runs = [run]
    if before is not None:
        runs.append(replace(evidence(ONE, on=ELSEWHERE, seq=9), duration_s=before, baseline=True))
    (status,) = judge_checks(record(plan(checks=(ONE,)), *runs), frozenset(), HERE)
    return status


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Reduce CI pipeline duration by 40-50% and remove steps", "−40 to −50 %"),
        ("Cut the bundle by 30 %", "−30 %"),
        ("Increase throughput by 20%", "+20 %"),
        ("Backend job < 4 minutes (vs ~7m)", "< 4 min"),
        ("p95 under 200 ms", "< 200 ms"),
        ("Coverage ≥ 90%", ">= 90 %"),
        ("Coverage at least 80 %", ">= 80 %"),
        ("Finishes within 30 seconds", "<= 30 s"),
        ("覆盖率不低于 70%", ">= 70 %"),
        ("App uses < 200MB", "< 200 MB"),
    ],
)
def test_a_figure_that_is_wanted(text: str, wanted: str) -> None:
    assert [(t.wanted, t.source.line, t.met) for t in targets(text)] == [(wanted, 30, None)]


@pytest.mark.parametrize(
    "text",
    [
        "All tests pass (806 tests, 75.64s, 96.61% coverage)",
        "CI time reduced (427s → 75s, 82% reduction)",
        "Run `sleep 5 < 10 s` first",
        "Position off by < 0.1m",
        "a->5 s",
        "100% done",
        "more than 3 users",
        "x" * 500 + " < 5 s",
    ],
)
def test_what_is_no_target(text: str) -> None:
    assert not targets(text)


def test_objective_and_lines_of_target_count_and_cancelled_boxes_do_not() -> None:
    aimed = replace(plan(boxes=(box(30, "< 5 s", State.CANCELLED),)), aims=(Aim(line=7, text="Job < 4 min"),))
    assert [t.source.line for t in find_targets(aimed, ())] == [7]


@pytest.mark.parametrize(("percent", "met"), [(96.61, True), (89.9, False)])
def test_coverage_is_measured_by_the_one_run_that_prints_it(percent: float, met: bool) -> None:  # noqa: FBT001 - expected
    run = replace(evidence(ONE), metrics=(("coverage_percent", percent),))
    (target,) = targets("Coverage ≥ 90%", ran(run))
    assert (target.measured, target.met, target.proof) == (percent, met, "ccccccc, seq 1 of here")


def test_nothing_is_measured_by_a_stale_run_or_by_another_figure() -> None:
    stale = replace(evidence(ONE, on=ELSEWHERE), metrics=(("coverage_percent", 96.0),))
    assert targets("Coverage ≥ 90%", ran(stale))[0].measured is None
    fresh = replace(evidence(ONE), metrics=(("coverage_percent", 96.0),))
    assert targets("Error rate < 5 %", ran(fresh))[0].measured is None


def test_two_runs_that_differ_measure_nothing() -> None:
    one, two = (replace(evidence(ONE), metrics=(("coverage_percent", p),)) for p in (91.0, 96.0))
    here = [replace(ran(r), check=replace(ONE, line=99)) for r in (one, two)]
    assert targets("Coverage ≥ 90%", *here)[0].measured is None


def test_a_duration_is_that_of_the_check_on_the_same_line() -> None:
    status = ran(replace(evidence(ONE), duration_s=90.0))
    (target,) = targets("The suite runs in < 2 min", status)
    assert (target.measured, target.met) == (1.5, True)
    assert targets("The API answers in < 2 min", status)[0].measured is None
    elsewhere = replace(status, check=replace(ONE, line=31))
    assert targets("The suite runs in < 2 min", elsewhere)[0].measured is None


def test_a_change_is_measured_against_the_baseline_of_that_check() -> None:
    status = ran(replace(evidence(ONE), duration_s=75.0), before=427.0)
    (target,) = targets("Reduce the time of the suite by 40-50%", status)
    assert (target.measured, target.met) == (-82.4, True)
    slower = ran(replace(evidence(ONE), duration_s=400.0), before=427.0)
    assert targets("Reduce the time of the suite by 40-50%", slower)[0].met is False
    assert targets("Reduce the DOM by 40 %", status)[0].measured is None
    assert targets("Reduce the time by 40 %", ran(evidence(ONE)))[0].measured is None


def test_every_operator_is_written_in_some_way_and_means_itself() -> None:
    for sign, words in OPERATORS.items():
        for written in words:
            assert [t.wanted for t in targets(f"Takes {written} 5 s")] == [f"{sign} 5 s"], written


def test_before_and_after_are_the_figures_that_both_runs_have() -> None:
    after = replace(evidence(ONE), duration_s=75.0, metrics=(("tests_passed", 806.0),))
    found = find_figures([ran(after, before=427.0)])
    assert [(f.name, f.before, f.after, f.current) for f in found] == [("duration", 427.0, 75.0, True)]
    assert found[0].before_at == "ddddddd, seq 9 of here"


def test_a_failed_run_is_no_faster_one() -> None:
    assert find_figures([ran(evidence(ONE, Outcome.FAILED), before=427.0)]) == ()
    assert find_figures([ran(evidence(ONE))]) == ()


def test_a_failed_run_gives_its_counts_and_not_the_time_of_its_tests() -> None:
    metrics = (("tests_failed", 3.0), ("test_duration_s", 0.5))
    after = replace(evidence(ONE, Outcome.FAILED), metrics=metrics)
    status = ran(after, before=427.0)
    assert status.baseline is not None
    status = replace(status, baseline=replace(status.baseline, metrics=metrics))
    assert [f.name for f in find_figures([status])] == ["tests_failed"]


def test_a_later_run_on_other_content_is_shown_as_such() -> None:
    (found,) = find_figures([ran(evidence(ONE, on=ELSEWHERE), before=427.0)])
    assert not found.current


def test_what_was_nothing_and_is_nothing_is_no_figure() -> None:
    metrics = (("tests_failed", 0.0), ("tests_passed", 3.0))
    status = ran(replace(evidence(ONE), metrics=metrics), before=427.0)
    assert status.baseline is not None
    status = replace(status, baseline=replace(status.baseline, metrics=metrics))
    assert [f.name for f in find_figures([status])] == ["duration", "tests_passed"]


def test_coverage_of_the_check_on_the_line_goes_before_that_of_others() -> None:
    own, other = (replace(evidence(ONE), metrics=(("coverage_percent", p),)) for p in (91.0, 96.0))
    checks = (ran(own), replace(ran(other), check=replace(ONE, line=99)))
    assert targets("Coverage ≥ 90%", *checks)[0].measured == 91.0
