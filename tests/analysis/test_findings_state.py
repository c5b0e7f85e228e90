"""A plan's life: other copies of it, and works that nobody works on."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.state import (
    judged_older_copy,
    notepad_entries_lost,
    plan_copies_differ,
    stalled_work,
    work_ended_early,
)
from sisyphus.analysis.surroundings import last_activity
from sisyphus.model.copies import CopyPlace, Judged, PlanCopy
from sisyphus.model.finding import Severity, Source
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import LostEntries
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
    other = PlanCopy(
        path=copy.path,
        root="/tree",
        place=CopyPlace.WORK,
        modified_at=NOW,
        sha256="6" * 64,
        plan=copy,
    )
    (finding,) = plan_copies_differ(facts_of(replace(record(plan(*rows)), copies=(other,))))
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


def test_a_completed_work_with_open_tasks_ended_early() -> None:
    rows = (task("1", 10, State.DONE), task("2", 20, State.BLOCKED), task("3", 30, State.CANCELLED))
    there = replace(record(plan(*rows)), work=replace(WORK, status="completed"))
    (finding,) = work_ended_early(facts_of(there))
    assert finding.message == "the work is recorded as completed, and 1 of 3 tasks is not done"
    assert (finding.rule, finding.source.line) == ("work-ended-early", 20)
    assert list(work_ended_early(facts_of(replace(there, work=WORK)))) == []
    assert list(work_ended_early(facts_of(replace(there, plan=plan(*rows[::2]))))) == []


def test_lost_entries_are_named_with_the_command_that_shows_them() -> None:
    lost = LostEntries(path="n.md", titles=("## [x] One",), commit="c" * 40, command="git show c:n.md")
    (finding,) = notepad_entries_lost(facts(lost=(lost,)))
    assert finding.message == (
        'an earlier entry is gone from this notepad: "[x] One"; git show c:n.md shows what was there'
    )
    many = replace(lost, titles=("## a", "## b", "## c", "## d", "first line"))
    (finding,) = notepad_entries_lost(facts(lost=(many,)))
    assert finding.message.startswith('5 entries are gone from this notepad: "a", "b", "c" and 2 more;')
    assert finding.source.path == "n.md"


def test_the_last_word_of_each_reviewer_counts() -> None:
    here = plan(task("1", 10)).sha256
    old = [
        Judged(by=by, sha256=digest, source=Source(path=path, line=line))
        for by, digest, path, line in (
            ("momus", "1" * 64, "d.md", 1),
            ("momus", here, "d.md", 9),
            ("momus", "2" * 64, "e.md", 1),
        )
    ]
    (finding,) = judged_older_copy(facts(judged=tuple(old)))
    assert (finding.source.path, "222222222222…" in finding.message) == ("e.md", True)
    assert list(judged_older_copy(facts(judged=tuple(old), as_planned="2" * 64))) == []


def test_activity_is_the_newest_sign_and_unknown_without_any() -> None:
    bare = replace(record(plan(task("1", 10))), modified_at=None)
    assert last_activity(bare) is None
    assert last_activity(replace(bare, modified_at=NOW, touched_at=LONG_AGO)) == LONG_AGO
    assert last_activity(replace(bare, modified_at=LONG_AGO)) == LONG_AGO
    assert last_activity(replace(bare, work=WORK), (link(),)) == NOW
    assert last_activity(replace(bare, ledger=(row(JUST_NOW), row(None)))) == JUST_NOW
