"""Notepads: the stamps and the parts of an entry."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sisyphus.model.notepad import Entry, Notepad
from sisyphus.parse.notepad import parse_notepad


def read(text: str, kind: str = "learnings") -> Notepad:
    return parse_notepad(text, f".omo/notepads/garden/{kind}.md")


def only(text: str, kind: str = "learnings") -> Entry:
    (entry,) = read(text, kind).entries
    return entry


@pytest.mark.parametrize(
    ("heading", "title", "written_at", "task"),
    [
        ("[2026-04-19T11:44:19Z] Task: 3", "Task 3", datetime(2026, 4, 19, 11, 44, 19, tzinfo=UTC), "3"),
        ("[2026-04-19T11:44:19] Task 34 Checks pass", "Checks pass", date(2026, 4, 19), "34"),
        ("[2026-03-11 22:54] Pots break", "Pots break", date(2026, 3, 11), None),
        (
            "2026-05-23T00:43:19.5-04:00",
            "2026-05-23T00:43:19.5-04:00",
            datetime(2026, 5, 23, 0, 43, 19, 500000, timezone(timedelta(hours=-4))),
            None,
        ),
        ("2026-05-09 03:54:55Z — Task 2 issues", "issues", datetime(2026, 5, 9, 3, 54, 55, tzinfo=UTC), "2"),
        ("2026-05-18 21:xx:xxZ Task 14: Pots", "Pots", date(2026, 5, 18), "14"),
        ("Task 2: Pots and pans (2026-03-17)", "Pots and pans (2026-03-17)", date(2026, 3, 17), "2"),
        ("**[2026-03-17]** Pots", "Pots", date(2026, 3, 17), None),
        ("Date: 2026/3/7 - Pots", "Pots", date(2026, 3, 7), None),
        ("Sat Apr 18 2026 - Pots", "Pots", date(2026, 4, 18), None),
        ("Audit (28 Mar 2026)", "Audit (28 Mar 2026)", date(2026, 3, 28), None),
        ("March 17th, 2026: Pots", "Pots", date(2026, 3, 17), None),
        ("2026年5月20日 花盆", "花盆", date(2026, 5, 20), None),
        ("Decision 1: Pots", "Decision 1: Pots", None, None),
        ("Blocker: No pots", "Blocker: No pots", None, None),
        ("T3d: Dig", "Dig", None, "T3D"),
        ("F2 Review", "Review", None, "F2"),
        ("[T1 done] Dig", "done Dig", None, "T1"),
        ("Task 11 (Wave 3)", "Task 11 (Wave 3)", None, "11"),
        ("任务3: 花盆", "花盆", None, "3"),
        ("Task: t6-build-pots", "build-pots", None, "T6"),
        ("Task: fetch pots", "fetch pots", None, None),
        ("Frost (Task 7)", "Frost (Task 7)", None, "7"),
        ("Tasks 3-5: Frost", "Tasks 3-5: Frost", None, None),
        ("Task 3 and 4: Frost", "Task 3 and 4: Frost", None, None),
        ("Day 2026-13-45 Frost", "Day 2026-13-45 Frost", None, None),
        ("Version 1.2026.10.11", "Version 1.2026.10.11", None, None),
    ],
)
def test_stamps(heading: str, title: str, written_at: datetime | date | None, task: str | None) -> None:
    entry = only(f"## {heading}\n\nSome text.\n")
    assert (entry.title, entry.written_at, entry.task) == (title, written_at, task)


def test_a_clock_without_zone_gives_no_naive_datetime() -> None:
    assert only("## [2026-03-11 22:54] Pots\ntext\n").written_at == date(2026, 3, 11)
    assert type(only("## [2026-03-11 22:54] Pots\ntext\n").written_at) is date


def test_date_and_task_stand_in_the_body() -> None:
    entry = only("## Pots\n\n**Date**: 2026-01-27\n**Task**: 4\n\nThey break.\n")
    assert (entry.written_at, entry.task) == (date(2026, 1, 27), "4")


def test_parts_of_bold_lines() -> None:
    text = (
        "## Decision: Clay\n\n**Context**: rain\nfor weeks\n\n**Choice:** clay\n\n**Rationale**:\n- cheap\n"
        "- near\n\n```sh\n**Impact**: no part\n```\n\n- **Impact**: less water\n- **Colour**: red\n"
        "Status: accepted\n"
    )
    entry = only(text, "decisions")
    assert [(part.name, part.text) for part in entry.parts] == [
        ("Context", "rain\nfor weeks"),
        ("Choice", "clay"),
        ("Rationale", "- cheap\n- near\n\n```sh\n**Impact**: no part\n```"),
        ("Impact", "less water\n- **Colour**: red"),
        ("Status", "accepted"),
    ]
