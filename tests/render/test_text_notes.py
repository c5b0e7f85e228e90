"""Entries of notepads: said once, cut where long, made visible where they cannot be seen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sisyphus.model.notepad import EntryState, PlacedEntry
from sisyphus.render.text_notes import render_notes
from tests.analysis.builders import NOW, entry

ONE = PlacedEntry(
    plan="speed",
    kind="learnings",
    path="notes.md",
    moment=NOW,
    entry=entry("Port taken", None, EntryState.NOTE),
)


def shown(text: str, title: str = "Port taken", task: str | None = None, *, whole: bool = False) -> list[str]:
    said = replace(ONE.entry, title=title, task=task, text=text)
    return render_notes([replace(ONE, entry=said)], colour=False, width=60, whole=whole).split("\n")


def test_a_task_that_is_the_title_is_said_once() -> None:
    assert shown("Use it.", "Task 3", "3")[1] == "    Use it."
    assert shown("Use it.", "Task 3: the port", "3")[1] == "  Task 3: the port"


def test_a_text_that_is_its_own_title_is_said_once() -> None:
    lines = shown("Port taken")
    assert sum("Port taken" in row for row in lines) == 1


def test_an_open_entry_says_so_in_its_head() -> None:
    opened = replace(ONE, entry=replace(ONE.entry, state=EntryState.OPEN))
    assert render_notes([opened], colour=False, width=80, whole=False).split("\n")[0].endswith("· open")


def test_a_long_text_is_cut_unless_all_is_wanted() -> None:
    text = "\n".join(f"line {n}" for n in range(10))
    assert "    … 4 more lines (-v)" in shown(text)
    assert "    line 9" in shown(text, whole=True)


def test_nothing_is_wider_than_the_screen_or_moves_it() -> None:
    for row in shown(f"{'word ' * 40}\x1b[2J\u202e日本語{'字' * 60}", "日" * 80):
        assert row.replace(" ", "").isprintable() or row == ""
        assert len(row) <= 60


def test_entries_without_a_date_say_so() -> None:
    assert render_notes([replace(ONE, moment=None)], colour=False, width=80, whole=False).startswith(
        "no date · speed"
    )


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (date(2026, 11, 20), "2026-11-20"),
        (datetime(2026, 11, 20, 10, 5), "2026-11-20 10:05"),  # noqa: DTZ001 - as authors write it
        (datetime(2026, 11, 20, 10, 5, tzinfo=UTC), "2026-11-20 10:05 UTC"),
        (datetime(2026, 11, 20, 10, 5, tzinfo=timezone(timedelta(hours=2))), "2026-11-20 08:05 UTC"),
        (None, "no date"),
    ],
)
def test_a_stamp_is_shown_as_far_as_it_goes(stamp: date | None, words: str) -> None:
    stamped = replace(ONE, entry=replace(ONE.entry, written_at=stamp))
    head = render_notes([stamped], colour=False, width=80, whole=False).split("\n")[0]
    assert head == f"{words} · speed · learnings"
