"""A plan's life: other copies of it, and works that nobody works on."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.findings_state import plan_copies_differ, stalled_work
from sisyphus.model.finding import Severity
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.plan import State
from sisyphus.model.work import Work
from tests.analysis.builders import NOW, facts_of, link, record
from tests.analysis.plan_builders import PATH, key, plan, task

LONG_AGO, JUST_NOW = NOW - timedelta(days=3), NOW - timedelta(hours=1)
WORK = Work(
    work_id="w",
    plan_name="speed",
    active_plan=PATH,
    status="active",
    started_at=LONG_AGO,
    ended_at=None,
    updated_at=LONG_AGO,
    session_ids=(),
    worktree_path=None,
)
HERE = replace(record(plan(task("1", 10))), work=WORK, modified_at=LONG_AGO)


def row(at: datetime | None) -> LedgerRow:
    return LedgerRow(
        path="ledger.jsonl",
        line=1,
        event="task-started",
        plan="speed",
        task="1",
        at=at,
        verdict=None,
        session=None,
        checks=(),
        shas=(),
        artifacts=(),
        claims=(),
    )


def facts(**changes: object) -> Facts:
    return replace(facts_of(replace(HERE, **changes)), taken_at=NOW)  # type: ignore[arg-type]  # any field


def test_copies_that_differ_are_shown_with_both_counts() -> None:
    rows = (task("1", 10, State.DONE), task("2", 20))
    copy = replace(plan(task("1", 10, State.DONE), task("2", 20, State.DONE)), path="/tree/plan.md")
    (finding,) = plan_copies_differ(facts_of(replace(record(plan(*rows)), copies=(copy,))))
    assert (finding.rule, finding.severity) == ("plan-copies-differ", Severity.WARNING)
    assert (
        "the copy /tree/plan.md differs: 2 of 2 tasks ticked there, 1 of 2 tasks ticked here"
        in finding.message
    )
    assert not list(plan_copies_differ(facts_of(record(plan(*rows)))))


def test_active_work_without_a_sign_of_life_for_a_day() -> None:
    (finding,) = stalled_work(facts())
    assert (finding.rule, finding.severity, finding.source.path) == ("stalled-work", Severity.INFO, PATH)
    assert finding.message == "the work is active, and nothing has happened since 2026-02-26 12:00 UTC"


@pytest.mark.parametrize(
    "changes",
    [
        {"active": False},
        {"work": None},
        {"work": replace(WORK, updated_at=JUST_NOW)},
        {"work": replace(WORK, updated_at=None, started_at=JUST_NOW)},
        {"modified_at": JUST_NOW},
        {"ledger": (row(None), row(JUST_NOW))},
        {"work": replace(WORK, updated_at=None, started_at=None), "modified_at": None},
    ],
)
def test_work_that_lives_is_not_stalled(changes: dict[str, object]) -> None:
    assert not list(stalled_work(facts(**changes)))


def test_a_commit_is_a_sign_of_life() -> None:
    linked = replace(facts(), links={key("1"): ((replace(link(), committed_at=JUST_NOW),), None)})
    assert not list(stalled_work(linked))


def test_a_day_is_not_yet_too_long() -> None:
    day = NOW - timedelta(hours=24)
    assert not list(stalled_work(facts(modified_at=day)))
    assert list(stalled_work(facts(modified_at=day - timedelta(seconds=1))))
