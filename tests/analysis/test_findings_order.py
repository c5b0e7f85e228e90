"""The order in which work was done, held against the plan's."""

from dataclasses import replace
from datetime import datetime, timedelta

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.order import taken_out_of_order
from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.plan import Task
from tests.analysis.builders import NOW, REPOSITORY, commit, facts_of, link, record
from tests.analysis.plan_builders import key, plan, task


def sha(digit: str) -> str:
    return digit * 40


def done(rows: tuple[Task, ...], history: str, **links: tuple[CommitLink, ...]) -> list[str]:
    """Return what is said; `history` names commits by one digit, the oldest first."""
    commits = tuple(replace(commit("a.py"), sha=sha(digit)) for digit in reversed(history))
    base = facts_of(record(plan(*rows)), repository=replace(REPOSITORY, commits=commits))
    found: dict[str, tuple[tuple[CommitLink, ...], str | None]] = {
        key(label.removeprefix("t")): (each, None) for label, each in links.items()
    }
    return said(replace(base, links=found))


def said(facts: Facts) -> list[str]:
    return [f.message for f in taken_out_of_order(facts)]


def by(digit: str, confidence: Confidence = Confidence.HIGH) -> CommitLink:
    return link(confidence, sha=sha(digit))


TWO = (task("1", 10), task("2", 20, depends_on=("1",)))


def test_a_commit_before_that_of_its_dependency_is_said_by_place_and_not_by_moment() -> None:
    assert done(TWO, "12", t2=(by("1"),), t1=(by("2"),)) == [
        (
            "done in another order than planned: task 2 (commit 1111111) came before task 1 "
            "(commit 2222222), which it depends on"
        )
    ]


def test_the_planned_order_a_shared_commit_and_a_hint_are_not_said() -> None:
    assert done(TWO, "12", t1=(by("1"),), t2=(by("2"),)) == []
    assert done(TWO, "12", t1=(by("1"),), t2=(by("1"),)) == []
    assert done(TWO, "12", t2=(by("1", Confidence.LOW),), t1=(by("2"),)) == []
    assert done(TWO, "12", t2=(by("1"),)) == []


def test_work_that_overlaps_is_no_other_order() -> None:
    assert done(TWO, "123", t2=(by("1"), by("3")), t1=(by("2"),)) == []
    assert done(TWO, "123", t1=(by("1"), by("3")), t2=(by("2"),)) == []


def test_a_commit_outside_of_the_window_has_no_place() -> None:
    assert done(TWO, "2", t2=(by("1"),), t1=(by("2"),)) == []


def wave(label: str, number: int) -> Task:
    return replace(task(label, int(label) * 10), wave=f"Wave {number} (with others)")


def test_a_wave_that_was_wholly_done_before_the_one_in_front_of_it() -> None:
    rows = (wave("1", 1), wave("2", 1), wave("3", 2), wave("4", 2))
    links = {"t1": (by("3"),), "t2": (by("4"),), "t3": (by("1"),), "t4": (by("2"),)}
    (message,) = done(rows, "1234", **links)
    assert message.endswith(
        "task 4 (commit 2222222) came before task 1 (commit 3333333), though wave 2 comes after wave 1"
    )
    assert done(rows, "1324", **links) == []


def row(label: str, at: datetime | None, event: str = "task-completed") -> LedgerRow:
    return LedgerRow(
        path="ledger.jsonl",
        line=int(label),
        event=event,
        plan="speed",
        task=label,
        at=at,
        verdict=None,
        session=None,
        checks=(),
        shas=(),
        artifacts=(),
        claims=(),
    )


def told(*rows: LedgerRow) -> list[str]:
    return said(facts_of(replace(record(plan(*TWO)), ledger=rows)))


def test_a_ledger_tells_the_order_too() -> None:
    earlier, later = NOW, NOW + timedelta(hours=1)
    assert told(row("2", earlier), row("1", later)) == [
        (
            "done in another order than planned: task 2 (ledger.jsonl:2) came before task 1 "
            "(ledger.jsonl:1), which it depends on"
        )
    ]
    assert told(row("1", earlier), row("2", later)) == []
    assert told(row("2", earlier), row("1", None)) == []
    assert told(row("2", earlier), row("1", later, "task-started")) == []
    assert told(row("2", earlier), row("2", later + timedelta(hours=1)), row("1", later)) == []
