"""Notepads: later entries close earlier ones."""

import pytest

from sisyphus.model.notepad import Entry, EntryState
from sisyphus.parse.notepad import parse_notepad

OPEN, CLOSED, NOTE = EntryState.OPEN, EntryState.CLOSED, EntryState.NOTE


def entries(text: str, kind: str = "problems") -> tuple[Entry, ...]:
    return parse_notepad(text, f".omo/notepads/garden/{kind}.md").entries


def states(text: str, kind: str = "problems") -> list[EntryState]:
    return [entry.state for entry in entries(text, kind)]


FROST = """# Garden - Unresolved Blockers

## Resolved Blockers

*Filled in while we work*

## Blocker: Frost in the shed

**Date**: 2026-01-27
**Status**: BLOCKED - Requires user action
"""


def test_appended_resolution_closes_it() -> None:
    text = FROST + "\n## Frost in the shed\n\n**Status**: ✅ RESOLVED - the heater is on\n"
    first, last = entries(text)
    assert (first.state, last.state) == (CLOSED, CLOSED)
    assert first.status_text is not None
    assert first.status_text.startswith(f"line {last.line}: ")


def test_a_resolved_list_at_the_top_closes_with_a_later_date_only() -> None:
    listed = "*Filled in while we work*"
    later = FROST.replace(listed, "- [2026-01-29] Frost in the shed: the heater is on")
    assert states(later) == [CLOSED, CLOSED]
    undated = FROST.replace(listed, "- Frost in the shed: the heater is on")
    assert states(undated) == [CLOSED, OPEN]


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ("## RESOLVED: Frost in the shed\n\nHeater on.\n", CLOSED),
        ("## Frost in the shed\n\n**Status**: fixed\n", CLOSED),
        ("## Task 4: shed is warm\n\nResolved: heater on.\n", CLOSED),
        ("## Summary\n\nAll blockers are resolved.\n", CLOSED),
        ("## Task 4\n\nNo blockers remain.\n", CLOSED),
        ("## Task 5: Frost in the shed\n\n**Status**: fixed\n", OPEN),
        ("## Task 4: paint\n\n**Status**: fixed\n", OPEN),
        ("## Ice on the lake\n\n**Status**: fixed\n", OPEN),
        ("## Frost in the shed\n\nStill there.\n", OPEN),
        ("## [2026-05-01]\n\nNo blockers.\n", OPEN),
    ],
)
def test_later_entries_close_earlier_ones(later: str, state: EntryState) -> None:
    text = "## Task 4: Frost in the shed\n\nThe pots freeze.\n\n" + later
    assert states(text)[0] is state


def test_a_reopened_blocker_is_open() -> None:
    text = "## Frost\n\n**Status**: RESOLVED\n\n## Frost\n\n**Status**: BLOCKED again\n"
    assert states(text) == [CLOSED, OPEN]
