"""Notepads: which headings are entries, their stamps, their parts, and what is a report."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.model.notepad import Entry, EntryState, Notepad
from sisyphus.parse.notepad import parse_notepad


def read(text: str, kind: str = "learnings") -> Notepad:
    return parse_notepad(text, f".omo/notepads/garden/{kind}.md")


def only(text: str, kind: str = "learnings") -> Entry:
    (entry,) = read(text, kind).entries
    return entry


def titles(text: str, kind: str = "learnings") -> list[str]:
    return [entry.title for entry in read(text, kind).entries]


def test_title_purpose_and_entries() -> None:
    notepad = read("# Learnings — garden\n\nWhat we found out. More words.\n\n## Soil\n\nIt is sandy.\n\n")
    assert (notepad.kind, notepad.title) == ("learnings", "Learnings — garden")
    assert notepad.purpose == "What we found out."
    (entry,) = notepad.entries
    assert (entry.title, entry.line, entry.end_line, entry.text) == ("Soil", 5, 7, "It is sandy.")
    assert (entry.state, entry.status_text, entry.written_at, entry.task) == (
        EntryState.NOTE,
        None,
        None,
        None,
    )


@pytest.mark.parametrize("kind", ["learnings", "decisions", "issues", "problems", "verification"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "# Problems — garden\n\nUnresolved blockers of this plan.\n\n_Scaffold, add entries below._\n\n---\n",
        "# Blockers\n\n> Whatever stops us.\n\n---\n",
        "# Issues\n\n(none yet)\n",
        "# Issues\n\n- (To be filled)\n",
        "# Notes\n\nSession: ses_1\nStarted: 2026-03-11T23:00:00Z\n\n## Content\n\n_Will be added here_\n",
        "---\nplan: garden\n---\n# Notes\n",
        "# Notes\n\n<!--\n## Not an entry\ntext\n-->\n",
        "# Notes\n\n## Task 1: Dig\n\n---\n\n## Task 2: Sow\n",
    ],
)
def test_scaffold_has_no_entries(text: str, kind: str) -> None:
    assert read(text, kind).entries == ()


def test_scaffold_purpose_is_kept() -> None:
    text = "# Problems — garden\n\nUnresolved blockers of this plan.\n\n_Scaffold._\n\n---\n"
    assert read(text, "problems").purpose == "Unresolved blockers of this plan."
    assert read("# Blockers\n\n> Whatever stops us.\n").purpose == "Whatever stops us."
    assert read("# Learnings\n\n- a bullet\n").purpose is None


def test_headings_under_a_grouping_heading_are_entries() -> None:
    text = "# D\n\n## Choices\n\n### Decision 1: Clay\n**Why**: wet\n\n### Decision 2: Sand\n**Why**: dry\n"
    assert titles(text, "decisions") == ["Decision 1: Clay", "Decision 2: Sand"]


def test_a_group_gives_its_date_to_its_entries() -> None:
    entries = read("## What worked (2026-01-27)\n\n### Fast pots\n- quick\n\n### Slow pots\n- slow\n").entries
    assert [(entry.title, entry.written_at) for entry in entries] == [
        ("Fast pots", date(2026, 1, 27)),
        ("Slow pots", date(2026, 1, 27)),
    ]


def test_headings_under_an_entry_with_text_are_parts() -> None:
    entry = only("## Pots\n\nThey break.\n\n### Why\nFrost.\n\n### Shape\nRound.\n")
    assert [(part.name, part.text, part.line) for part in entry.parts] == [
        ("Why", "Frost.", 5),
        ("Shape", "Round.", 8),
    ]
    assert entry.text.startswith("They break.")
    assert entry.text.endswith("Round.")


def test_headings_under_a_stamped_entry_are_parts() -> None:
    entry = only("## [2026-03-11 22:54] Pots break\n\n### Frost\nAt night.\n\n### Sun\nAt noon.\n")
    assert [part.name for part in entry.parts] == ["Frost", "Sun"]


def test_known_part_names_keep_an_unstamped_entry_whole() -> None:
    assert titles("## Pots break\n\n### Problem\nFrost.\n\n### Solution\nWool.\n") == ["Pots break"]


def test_numbered_headings_are_entries_below_any_text() -> None:
    text = "## Known trouble\n\nA long winter.\n\n### Issue 1: Ice\nCold.\n\n### Issue 2: Snow\nWhite.\n"
    assert titles(text, "issues") == ["Known trouble", "Issue 1: Ice", "Issue 2: Snow"]


def test_bullets_without_a_heading_are_entries() -> None:
    entries = read(
        "# Learnings\n\n- clay holds water\n  for days\n- 2026-03-02: sand does not. At all.\n"
    ).entries
    assert [(entry.title, entry.line, entry.end_line) for entry in entries] == [
        ("clay holds water for days", 3, 4),
        ("sand does not.", 5, 5),
    ]
    assert entries[1].written_at == date(2026, 3, 2)


def test_a_long_bullet_has_a_short_title() -> None:
    (entry,) = read("- " + "word " * 100).entries
    assert len(entry.title) <= 122
    assert entry.title.endswith(" …")


def test_several_titles_in_one_file() -> None:
    text = "# Task 1: Dig\n\n## What I did\nDug.\n\n# Task 2: Sow\n\n## What I saw\nSeeds.\n"
    assert [(entry.title, entry.task) for entry in read(text).entries] == [
        ("What I did", "1"),
        ("What I saw", "2"),
    ]


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_headings_in_fences_are_text(fence: str) -> None:
    text = f"## Real\n\n{fence}md\n## Not an entry\n### Nor this\n{fence}\n\n## Also real\nx\n"
    assert titles(text) == ["Real", "Also real"]


def test_a_longer_fence_holds_a_shorter_one() -> None:
    text = "## Real\n\n````md\n```sh\n## no\n```\n## no\n````\n\n~~~\n```\n## no\n~~~\n\n## Also real\nx\n"
    assert titles(text) == ["Real", "Also real"]
    assert read(text).findings == ()


def test_an_indented_fence_in_a_bullet_is_code() -> None:
    assert titles("## Real\n\n- do this:\n  ```sh\n## no\n  ```\n\n## Also real\nx\n") == [
        "Real",
        "Also real",
    ]


def test_an_unclosed_fence_ends_at_the_next_heading_and_is_said() -> None:
    notepad = read("## Real\n\n```sh\nmake\n# comment\n\n## Also real\nx\n", "problems")
    assert [entry.title for entry in notepad.entries] == ["Real", "Also real"]
    assert [(finding.rule, finding.source.line) for finding in notepad.findings] == [("broken-fence", 3)]


def test_underlined_title_is_a_title_and_a_divider_is_not() -> None:
    notepad = read("Learnings\n=========\n\nSome text here.\n---\n\n## Pots\nx\n")
    assert notepad.title == "Learnings"
    assert [entry.title for entry in notepad.entries] == ["Pots"]


def test_other_line_separators_do_not_split_lines() -> None:
    entry = only("## Pots\n\none\u2028## no\fand\vmore\x85## no\n")
    assert entry.end_line == 3


@pytest.mark.parametrize(
    "name",
    [
        *("FINAL_STATUS", "COMPLETION", "SUMMARY", "STATUS", "REPORT", "HANDOFF", "PR_TEMPLATE", "README"),
        *(
            "QUICK_COMMANDS",
            "CI_SIMULATION",
            "completion-summary",
            "task-9-completed",
            "final-report",
            "WE-ARE-READY",
        ),
    ],
)
def test_reports_are_listed_and_not_read(name: str) -> None:
    notepad = read("# All done\n\n## Blocker: push\n\n**Status**: BLOCKED\n", name)
    assert (notepad.is_report, notepad.entries, notepad.title) == (True, (), "All done")
    assert notepad.kind == name.lower()


@pytest.mark.parametrize("name", ["learnings", "DECISIONS", "Problems", "weather", "wave_2_notes"])
def test_other_names_are_notepads(name: str) -> None:
    notepad = read("## Pots\n\nThey break.\n", name)
    assert (notepad.is_report, notepad.kind, len(notepad.entries)) == (False, name.lower(), 1)


KINDS = st.sampled_from(["learnings", "issues", "problems", "SUMMARY", "notes"])
LINES = st.sampled_from(
    [
        *(
            "",
            "# T",
            "## A",
            "### B",
            "#### C",
            "```",
            "~~~",
            "````sh",
            "- x",
            "  y",
            "1. z",
            "---",
            "===",
            "<!--",
            "-->",
        ),
        *(
            "**Status**: BLOCKED",
            "**Status**: ✅ RESOLVED",
            "## [2026-01-02] Task 3: a",
            "None",
            "(none)",
            "> q",
            "*i*",
        ),
        *(
            "## Resolved Blockers",
            "## Active Blockers",
            "all blockers resolved",
            "### Resolution",
            "text",
            "\u2028",
            "# ",
        ),
    ]
)


@given(st.text(), KINDS)
def test_any_text_gives_a_notepad(text: str, kind: str) -> None:
    hold(read(text, kind), text)


@given(st.lists(LINES, max_size=25), KINDS)
def test_any_notepad_lines_give_a_notepad(lines: list[str], kind: str) -> None:
    hold(read("\n".join(lines), kind), "\n".join(lines))


def hold(notepad: Notepad, text: str) -> None:
    """Entries stand in order, inside the file, and never twice on one line."""
    last = 0
    for entry in notepad.entries:
        assert last < entry.line <= entry.end_line <= text.count("\n") + 1
        assert entry.title
        last = entry.line
