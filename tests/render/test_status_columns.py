"""The table of plans: what it says at each width, and what it leaves out first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sisyphus.analysis.assess import assess
from sisyphus.analysis.table import table_of
from sisyphus.model.judgement import Owner, Phase
from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.render.status_columns import LAYOUTS, NAME
from sisyphus.render.terminal import width_of
from sisyphus.render.text_status import render_status
from sisyphus.render.words import ago
from tests.analysis.builders import NOW, snapshot
from tests.render.documents import ordinary

LONG = "a-plan-with-quite-a-long-name-that-says-what-it-is-for"


def documents(number: int = 3, name: str = LONG) -> StatusDocument:
    (status,) = ordinary().plans
    plans = tuple(
        replace(
            status, name=f"{name}-{n}", active=n == 0, last_activity=NOW - timedelta(hours=5 * n, minutes=5)
        )
        for n in range(number)
    )
    return replace(ordinary(), plans=plans, taken_at=NOW)


def rows_of(document: StatusDocument, width: int, *, cut: bool = True) -> list[str]:
    shown = render_status(table_of(document), colour=False, width=width, cut=cut, everything=True)
    rows = shown.split("\n")
    at = next(n for n, row in enumerate(rows) if row.strip().startswith("PLAN"))
    return rows[at : at + 1 + len(document.plans)]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("name", [LONG, "重构认证模块与数据库迁移计划以及其它", "x"])
@pytest.mark.parametrize("number", [1, 5, 60])
def test_the_table_keeps_the_width_and_its_columns_line_up(width: int, name: str, number: int) -> None:
    heading, *rows = rows_of(documents(number, name), width)
    assert all(width_of(row) <= width for row in (heading, *rows))
    at = width_of(heading[: heading.index("PHASE")])
    for row in rows:
        before = next(n for n in range(len(row) + 1) if width_of(row[:n]) >= at)
        assert row[before] != " "
        assert row[before - 2 : before] == "  "


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (60, {"TASKS", "C·C·V", "LAST"}),
        (80, {"TASKS", "FINAL", "C·C·V", "BLOCKED BY", "LAST"}),
        (100, {"TASKS", "FINAL", "CRITERIA", "C·C·V", "BLOCKED BY", "LAST"}),
        (140, {"TASKS", "FINAL", "CRITERIA", "CLAIMED", "COMMITTED", "VERIFIED", "BLOCKED BY", "LAST"}),
    ],
)
def test_what_each_width_shows(width: int, wanted: set[str]) -> None:
    heading = rows_of(documents(), width)[0]
    assert {word for word in wanted if word in heading} == wanted


def test_narrow_columns_are_explained_and_wide_ones_need_no_word() -> None:
    narrow, wide = (render_status(table_of(documents()), colour=False, width=w) for w in (80, 200))
    assert "C·C·V: tasks claimed · committed · verified" in narrow
    assert "2·1·1" in narrow
    assert "C·C·V" not in wide
    assert "LAST ACTIVITY" in wide


def test_outside_git_committed_is_unknown_at_every_width() -> None:
    document = replace(documents(), repository=None)
    for width, said in ((60, "2·?·1"), (100, "2·unknown·1"), (200, "unknown")):
        assert said in rows_of(document, width)[1]
    assert "(?: unknown)" in render_status(table_of(document), colour=False, width=60)


def test_a_pipe_cuts_no_name_and_wraps_its_sentences() -> None:
    document = documents(name=LONG * 3)
    heading, *rows = rows_of(document, 100, cut=False)
    assert "LAST ACTIVITY" in heading
    assert all(plan.name in row and "…" not in row for plan, row in zip(document.plans, rows, strict=True))
    shown = render_status(table_of(document), colour=False, width=100, cut=False).split("\n")
    sentence = [row for row in shown if row.startswith(("commit", "  commit")) or "claimed" in row]
    assert all(width_of(row) <= 100 for row in sentence)


def test_when_something_last_happened_stands_in_the_last_column() -> None:
    _, *rows = rows_of(documents(), 80)
    assert [row.rsplit("  ", 1)[1] for row in rows] == ["5 min ago", "5 h ago", "10 h ago"]


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=47, minutes=59), "47 h ago"),
        (timedelta(hours=48), "2 d ago"),
        (timedelta(days=400), "400 d ago"),
        (timedelta(minutes=-30), "just now"),
        (timedelta(days=-2), "2026-03-03"),
    ],
)
def test_how_long_ago(before: timedelta, words: str) -> None:
    assert ago(NOW - before, NOW) == words


def test_unknown_activity_is_unknown() -> None:
    assert ago(None, datetime(2026, 3, 1, tzinfo=UTC)) == "unknown"


def test_who_is_waited_for_stands_with_the_first_rule_where_there_is_room() -> None:
    wide, narrow = (rows_of(documents(1), width)[1] for width in (200, 80))
    blockers = documents(1).plans[0].blockers
    owner = "agent" if blockers[0].owner is Owner.AGENT else "you"
    assert f"{owner}: {blockers[0].rule} +{len(blockers) - 1}" in wide
    assert "agent, you" in narrow


def test_the_active_plan_has_a_star() -> None:
    _, first, second, *_ = rows_of(documents(), 100)
    assert first.startswith("* ")
    assert second.startswith("  ")


def test_active_plans_come_first_and_complete_ones_fold_into_one_line() -> None:
    done = replace(ordinary().plans[0], phase=Phase.COMPLETE, active=False)
    plans: tuple[PlanStatus, ...] = (
        *documents(2).plans, replace(done, name="one"), replace(done, name="two"),
    )  # fmt: skip
    shown = render_status(table_of(replace(documents(), plans=plans)), colour=False, width=100)
    assert "2 complete: one, two (--all shows them)" in shown
    assert "* a-plan" in shown
    everything = render_status(
        table_of(replace(documents(), plans=plans)), colour=False, width=100, everything=True
    )
    assert "--all" not in everything


def test_many_active_plans_do_not_fill_the_screen_with_sentences() -> None:
    plans = tuple(replace(p, active=True, sentence="Stands still.") for p in documents(60).plans)
    shown = render_status(table_of(replace(documents(), plans=plans)), colour=False, width=100)
    assert shown.count("Stands still.") == 5


def test_layouts_go_from_wide_to_narrow_and_each_has_the_three_figures() -> None:
    for layout in LAYOUTS:
        assert layout[0] is NAME
        headings = {column.heading for column in layout}
        assert "C·C·V" in headings or {"CLAIMED", "COMMITTED", "VERIFIED"} <= headings
    assert [len(layout) for layout in LAYOUTS] == sorted((len(x) for x in LAYOUTS), reverse=True)


def test_a_workspace_without_plans_has_no_table() -> None:
    assert "PLAN" not in render_status(table_of(assess(snapshot())), colour=False, width=80)
