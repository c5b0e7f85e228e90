from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sisyphus.model.check import Check, Expectation, Origin
from sisyphus.model.comparison import Figure, compare
from sisyphus.model.evidence import Evidence, Outcome
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.repository import Subject
from sisyphus.render.text_baseline import render_comparison

SUBJECT = Subject(
    commit="a" * 40, tree=None, patch_id=None, source="s", worktree="w", dirty=False, root_commit=None
)


def evidence(duration_s: float | None, outcome: Outcome = Outcome.PASSED, **metrics: float) -> Evidence:
    return Evidence(
        seq=1,
        writer="w",
        own=True,
        check="c-0123456789",
        task=None,
        command="make",
        outcome=outcome,
        exit=0,
        signal=None,
        duration_s=duration_s,
        started_at=datetime(2026, 11, 22, tzinfo=UTC),
        ended_at=None,
        reason=None,
        subject=SUBJECT,
        changed_during=False,
        stdout=None,
        stderr=None,
        created=(),
        trust="once",
        metrics=tuple(metrics.items()),
    )


def status(before: Evidence | None, after: Evidence | None, command: str = "make") -> CheckStatus:
    check = Check(
        id="c-0123456789",
        task=None,
        label=None,
        origin=Origin.ACCEPTANCE,
        path="p.md",
        line=1,
        command=command,
        expect=Expectation(text=None, assertions=(), understood=True),
        runnable=True,
    )
    return CheckStatus(
        check=check,
        trusted=True,
        evidence=after,
        freshness=None,
        standing=Standing.PASSED,
        missing=(),
        note="",
        baseline=before,
    )


def rows(*statuses: CheckStatus, width: int = 100) -> list[str]:
    text = render_comparison(statuses, colour=False, width=width)
    return [" ".join(row.split()) for row in text.split("\n")]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (427.0, 75.6, "duration 427.00 s 75.60 s 5.6x faster"),
        (2.0, 5.0, "duration 2.00 s 5.00 s 2.5x slower"),
        (2.0, 2.05, "duration 2.00 s 2.05 s about the same"),
        (0.05, 0.01, "duration 50 ms 10 ms 5.0x faster"),
        (0.0, 1.0, "duration 0 ms 1.00 s about the same"),
        (None, 1.0, "duration unknown 1.00 s unknown"),
    ],
)
def test_durations(before: float | None, after: float, words: str) -> None:
    assert words in rows(status(evidence(before), evidence(after)))


def test_figures_of_both_runs() -> None:
    then = evidence(1.0, tests_passed=800, coverage_percent=95.0, only_then=4, tests_failed=0)
    now = evidence(1.0, tests_passed=806, coverage_percent=94.5, only_now=3, tests_failed=0)
    shown = rows(status(then, now))
    for words in (
        "tests passed 800 806 +6",
        "coverage 95.00 % 94.50 % -0.5",
        "only then 4 unknown unknown",
        "only now unknown 3 unknown",
    ):
        assert words in shown
    assert not any(row.startswith("tests failed") for row in shown)


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in {"passed", "failed", "unchecked"}])
def test_a_run_that_did_not_go_to_its_end_gives_no_figures(outcome: Outcome) -> None:
    figures = compare(evidence(1.0, outcome, tests_passed=3), evidence(2.0, tests_passed=3))
    assert [(f.before, f.change, f.factor) for f in figures] == [(None, None, None)] * 2
    assert f"c-0123456789 outcome {outcome} passed {outcome}, now passed make" in rows(
        status(evidence(1.0, outcome), evidence(2.0))
    )


@pytest.mark.parametrize("outcomes", [("failed", "passed"), ("passed", "failed"), ("failed", "failed")])
def test_times_of_a_run_that_failed_are_shown_and_not_compared(outcomes: tuple[str, str]) -> None:
    before, after = (
        evidence(s, Outcome(o), test_duration_s=s) for s, o in zip((2.0, 1.0), outcomes, strict=True)
    )
    shown = rows(status(before, after))
    assert "duration 2.00 s 1.00 s not comparable" in shown
    assert "test duration 2.00 s 1.00 s not comparable" in shown
    assert [(f.change, f.factor) for f in compare(before, after)] == [(None, None)] * 2


def test_nothing_to_compare_shows_nothing() -> None:
    assert render_comparison([status(None, evidence(1.0))], colour=False, width=80) == ""
    assert compare(evidence(1.0), None) == (Figure(name="duration_s", before=1.0, after=None),)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_it_keeps_to_the_width(width: int) -> None:
    long = status(evidence(1.0), evidence(2.0), command="測試 " * 40 + "\x1b[31m")
    text = render_comparison([long], colour=False, width=width)
    assert "\x1b" not in text
    assert all(len(row.encode("gb18030")) <= width for row in text.split("\n") if "…" not in row)


def test_colour_only_where_it_is_plain_what_is_better() -> None:
    then, now = evidence(1.0, tests_passed=3, odd=1), evidence(1.0, tests_passed=2, odd=2)
    text = render_comparison([status(then, now)], colour=True, width=100)
    assert "\x1b[35m-1" in text
    assert "\x1b[35m+1" not in text
    assert "\x1b[32m+1" not in text


def test_the_note_on_unlike_terms_is_only_there_where_they_are() -> None:
    clean = replace(evidence(1.0), ref="HEAD")
    assert "clean checkout" not in " ".join(rows(status(evidence(1.0), clean)))
    assert "clean checkout" in " ".join(rows(status(evidence(1.0), evidence(1.0))))
