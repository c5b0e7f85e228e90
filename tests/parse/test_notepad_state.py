"""Notepads: what is open, what is closed, and what never was a problem."""

import pytest

from sisyphus.model.notepad import Entry, EntryState
from sisyphus.parse.notepad import parse_notepad

OPEN, CLOSED, NOTE = EntryState.OPEN, EntryState.CLOSED, EntryState.NOTE


def entries(text: str, kind: str = "problems") -> tuple[Entry, ...]:
    return parse_notepad(text, f".omo/notepads/garden/{kind}.md").entries


def states(text: str, kind: str = "problems") -> list[EntryState]:
    return [entry.state for entry in entries(text, kind)]


STALE_HEAD = """# Garden - Unresolved Blockers

## Active Blockers

*None at the moment - all set to begin*

## Resolved Blockers

*Filled in while we work*

## Blocker: Release Check (Cannot Complete)

**Date**: 2026-01-27
**Status**: BLOCKED - Requires user action

### Description
The last box needs a release that only a person can start:

1. **Login**: needs credentials

### What Was Done
- ✅ All code complete (3/3)

### Resolution
This task will be marked complete once the user:
1. Starts the release
2. Confirms that it is resolved
"""


def test_stale_head_and_true_tail() -> None:
    (entry,) = entries(STALE_HEAD)
    assert (entry.line, entry.state) == (11, OPEN)
    assert entry.status_text == "BLOCKED - Requires user action"
    assert entry.title == "Blocker: Release Check (Cannot Complete)"
    assert [part.name for part in entry.parts][:3] == ["Date", "Status", "Description"]


@pytest.mark.parametrize(
    "body",
    [
        "**Status**: BLOCKED",
        "**Status:** waiting for the user",
        "- **Status**: 🚧 in progress",
        "Status: unresolved",
        "### Status\nPending review",
        "**Status**: not resolved yet",
        "**Status**: ✅ code done, BLOCKED on the push",
        "Nobody knows why it freezes.",
        "- [ ] find the cause",
        "```\nerror: frozen\n```",
        "**Solution**: will be decided once the user answers",
        "### Resolution\nThis will be closed when the pots arrive.",
        "It freezes.\n\n### Resolution\nTBD",
        "**Blocked by**: the pot shop",
        "No pots were delivered, so planting cannot proceed.",
        "None of the pots is whole.",
    ],
)
def test_open_in_problems(body: str) -> None:
    assert states(f"## Pots freeze\n\n{body}\n") == [OPEN]


@pytest.mark.parametrize(
    "body",
    [
        "**Status**: ✅ RESOLVED - new pots",
        "**Status**: BLOCKED\n\nlater:\n\n**STATUS**: fixed",
        "**Status**: no longer blocked",
        "**Status**: RESOLVED (was BLOCKED by frost)",
        "### Resolution\nMoved the pots inside.",
        "### Resolution (2026-02-12)\n**Status**: ✅ RESOLVED",
        "**Solution**: Switched to clay",
        "It froze.\n\nResolved: moved inside.",
        "It froze.\n\n- [2026-02-03] Problem closed: moved inside",
        "- [x] moved inside",
        "~~It froze.~~",
        "**状态**: 已解决",
    ],
)
def test_closed_in_problems(body: str) -> None:
    assert states(f"## Pots freeze\n\n{body}\n") == [CLOSED]


@pytest.mark.parametrize(
    "body",
    [
        "No blockers.",
        "None yet.",
        "- None",
        "- No unresolved problems remain for this task.\n- Later work: paint",
        "无",
    ],
)
def test_nothing_to_report_is_a_note_when_stamped(body: str) -> None:
    (entry,) = entries(f"## [2026-02-07] Task 1\n\n{body}\n")
    assert entry.state is NOTE
    assert entry.status_text is not None


@pytest.mark.parametrize(
    "heading",
    ["Active Blockers", "Unresolved Blockers", "Open Issues", "Known Problems", "(none)", "No problems"],
)
def test_empty_shelf_is_no_entry(heading: str) -> None:
    for body in ("", "None", "*None currently*", "(none)", "- none so far", "_Blockers to be added here_"):
        assert entries(f"# P\n\n## {heading}\n\n{body}\n") == ()


def test_bullets_on_a_shelf_follow_it() -> None:
    text = "## Open Issues\n\n- frost\n- ice\n\n## Resolved Issues\n\n- rain\n"
    for kind in ("issues", "problems"):
        assert [(entry.title, entry.state) for entry in entries(text, kind)] == [
            ("frost", OPEN),
            ("ice", OPEN),
            ("rain", CLOSED),
        ]


def test_entries_on_a_shelf_follow_it() -> None:
    text = "## Resolved Blockers\n\n### Frost\nIt was cold.\n\n## Active Blockers\n\n### Ice\nIt is colder.\n"
    assert states(text) == [CLOSED, OPEN]


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("Frost - BLOCKED (user action required)", OPEN),
        ("Blocker: frost", OPEN),
        ("Unresolved: frost", OPEN),
        ("Frost - RESOLVED", CLOSED),
        ("✅ Frost", CLOSED),
        ("Failing pots fixed", CLOSED),
        ("~~Frost~~", CLOSED),
    ],
)
@pytest.mark.parametrize("kind", ["problems", "issues"])
def test_title_decides(title: str, state: EntryState, kind: str) -> None:
    assert states(f"## {title}\n\nIt is cold outside.\n", kind) == [state]


def test_a_blocker_without_text_is_an_entry() -> None:
    assert states("# P\n\n## BLOCKED: waiting for the user to push\n") == [OPEN]


def test_completed_title_does_not_hide_a_blocker() -> None:
    assert states("## All Possible Work Complete\n\n- Blocked: 2/33 (require user credentials)\n") == [OPEN]
    assert states("## All Possible Work Complete\n\n- 33/33 tasks\n") == [CLOSED]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("The loop is slow on big pots.", NOTE),
        ("It was BLOCKED by frost for a day.", NOTE),
        ("**Action Required**: commit this file too", NOTE),
        ("**Symptom**: ice\n\n**Solution**: Use wool", NOTE),
        ("**Symptom**: ice\n\n**Solution**: Wrapped the pots in wool", CLOSED),
        ("Waiting for user approval of the pots.", OPEN),
        ("BLOCKED: no pots", OPEN),
        ("### Current Status\nBLOCKED until spring", OPEN),
        ("**Resolution Required**: start the heater by hand", OPEN),
        ("It is cold.\n\n**Blocked By**: None", NOTE),
    ],
)
def test_issues_are_open_only_when_somebody_must_act(body: str, state: EntryState) -> None:
    assert states(f"## Ice\n\n{body}\n", "issues") == [state]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("The plan said BLOCKED once; we learned.", NOTE),
        ("**Status**: ✅ done", NOTE),
        ("**Status**: pending", NOTE),
        ("**Status**: BLOCKED - requires user action", OPEN),
        ("**Status**: BLOCKED\n\n### Resolution\nReplaced the pots.", CLOSED),
    ],
)
def test_decisions_are_open_only_when_their_status_is_blocked(body: str, state: EntryState) -> None:
    assert states(f"## Clay\n\n{body}\n", "decisions") == [state]


@pytest.mark.parametrize("kind", ["blockers", "delegation-blocker"])
def test_kinds_named_after_blockers_are_read_like_problems(kind: str) -> None:
    assert states("## Frost\n\nIt freezes.\n", kind) == [OPEN]


def test_approval_that_stands_outside_any_heading_is_open() -> None:
    (entry,) = entries(
        '- 2026-04-17: The final wave is complete. Awaiting explicit user approval ("okay").\n'
    )
    assert entry.state is OPEN
    assert entry.status_text == 'Awaiting explicit user approval ("okay").'


def test_a_call_to_act_is_no_purpose() -> None:
    text = "# Problems\n\nBLOCKED: the user must log in.\n"
    assert states(text) == [OPEN]
    assert parse_notepad(text, "notepads/x/problems.md").purpose is None


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("Заблокировано: нет учётных данных", OPEN),
        ("Нет проблем", NOTE),
        ("нет", NOTE),
        ("ブロック中: 認証情報がない", OPEN),
        ("阻塞：缺少凭据", OPEN),
    ],
)
def test_a_missing_thing_is_not_nothing(body: str, state: EntryState) -> None:
    (entry,) = entries(f"# Problems\n\n## [2026-02-25 10:00] Task: 2\n{body}\n", "issues")
    assert entry.state is state


@pytest.mark.parametrize("title", ["待办事项（非阻塞）", "未阻塞的任务", "Follow-ups (non-blocking)"])
def test_what_blocks_nothing_is_no_blocker(title: str) -> None:
    (entry,) = entries(f"# Learnings\n\n## {title}\n\n- one\n", "learnings")
    assert entry.state is NOTE


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("Blocker: API key missing ✅ RESOLVED", "closed"),
        ("~~Blocker: waiting for the key~~", "closed"),
        ("Blocker: CI needs a push — FIXED", "closed"),
        ("[RESOLVED] Blocker: waiting for user approval", "closed"),
        ("Blocker: API key missing (RESOLVED 2026-01-03)", "closed"),
        ("阻塞：需要推送（已解决）", "closed"),
        ("Bloqueo: falta la clave - RESUELTO", "closed"),
        ("Blocker: the user must get this fixed first", "open"),
        ("Blocker: must be fixed", "open"),
        ("Blocker: API key missing, not yet resolved", "open"),
    ],
)
def test_a_stamp_on_a_heading_closes_what_it_says(title: str, state: str) -> None:
    notepad = parse_notepad(f"# Problems\n\n## {title}\nWords.\n", "notepads/x/problems.md")

    assert [e.state.value for e in notepad.entries] == [state]


def test_the_parts_of_one_blocker_are_no_blockers() -> None:
    text = "# Delegation blocker\n\n## Issue: it fails\n\n### What I tried\nThis.\n\n### Error received\nThat.\n\n### Lessons learned\n- x\n"
    notepad = parse_notepad(text, "notepads/x/delegation-blocker.md")

    assert [(e.title, e.state.value) for e in notepad.entries] == [("Issue: it fails", "open")]


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("**Estado**: abierto", OPEN),
        ("**Estado**: no resuelto", OPEN),
        ("**Estado**: resuelto", CLOSED),
        ("**Estado**: aberta", OPEN),
        ("**Estado**: não resolvido", OPEN),
        ("**Statut**: ouverte", OPEN),
        ("**Statut**: non résolu", OPEN),
        ("**Statut**: résolu", CLOSED),
        ("**Status**: ungelöst", OPEN),
        ("**Status**: nicht behoben", OPEN),
        ("**Status**: behoben", CLOSED),
        ("**Status**: belum selesai", OPEN),
        ("**Статус**: не решено", OPEN),
        ("**Статус**: нерешено", OPEN),
        ("**Статус**: решено", CLOSED),
        ("**Trạng thái**: chưa giải quyết", OPEN),
        ("**상태**: 미해결", OPEN),
        ("**状态**: 未解决", OPEN),
        ("**状態**: 未解決", OPEN),
    ],
)
def test_a_state_is_told_in_eleven_languages(line: str, state: EntryState) -> None:
    assert states(f"## [2026-11-28 10:30] Task: 3\n{line}\nxyz\n") == [state]
