"""Whether evidence speaks of what is here: each state, and which of them prove."""

from dataclasses import replace

import pytest

from sisyphus.analysis.freshness import PROVES, judge_freshness
from sisyphus.model.evidence import Freshness
from sisyphus.model.repository import Subject
from tests.analysis.builders import HERE, evidence, subject
from tests.analysis.plan_builders import check

PATCHED = replace(HERE, patch_id="p" * 40)


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (HERE, HERE, Freshness.FRESH),
        (subject(commit="d" * 40), HERE, Freshness.MOVED),
        (replace(PATCHED, source="before", commit="d" * 40), PATCHED, Freshness.PORTED),
        (subject("before"), HERE, Freshness.STALE),
        (subject(worktree="dirty"), HERE, Freshness.STALE),
        (HERE, subject(worktree="dirty"), Freshness.STALE),
        # Same patch, but other files differ from HEAD now.
        (replace(PATCHED, source="before"), replace(PATCHED, worktree="dirty"), Freshness.STALE),
        # No patch id on either side is no match.
        (subject("before", commit="d" * 40), subject("after"), Freshness.STALE),
    ],
)
def test_freshness_of(then: Subject, now: Subject, expected: Freshness) -> None:
    assert judge_freshness(evidence(check(), on=then), now) is expected


@pytest.mark.parametrize("unknown", [subject(source=None), subject(worktree=None), subject(None, None)])
def test_unknown_content_is_never_fresh(unknown: Subject) -> None:
    assert judge_freshness(evidence(check(), on=unknown), unknown) is Freshness.STALE
    assert judge_freshness(evidence(check()), unknown) is Freshness.STALE
    assert judge_freshness(evidence(check(), on=unknown), HERE) is Freshness.STALE


@pytest.mark.parametrize("then", [HERE, subject("before"), subject(None)])
def test_what_changed_while_it_ran_is_void(then: Subject) -> None:
    assert judge_freshness(replace(evidence(check(), on=then), changed_during=True), HERE) is Freshness.VOID


def test_without_git_equal_content_is_fresh() -> None:
    bare = replace(HERE, commit=None, tree=None)
    assert judge_freshness(evidence(check(), on=bare), bare) is Freshness.FRESH


def test_only_the_very_same_content_proves() -> None:
    assert {Freshness.FRESH, Freshness.MOVED} == PROVES
