"""A note is written so that it is read back as one entry, whatever it holds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.errors import UsageError
from sisyphus.model.notepad import EntryState
from sisyphus.parse.notepad import parse_notepad
from sisyphus.parse.notepads.compose import LONGEST, PURPOSES, entry_text, scaffold_text
from sisyphus.parse.notepads.names import KINDS

AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
NEXT = entry_text("what came after", task="2", at=AT)


def written(text: str, task: str | None = None) -> str:
    """Return a notepad with a note and one after it."""
    return f"{scaffold_text('problems', 'tally')}\n{entry_text(text, task=task, at=AT)}\n{NEXT}"


def test_an_entry_has_the_form_that_agents_use() -> None:
    assert (
        entry_text("Keep the lock.", task="3", at=AT)
        == "## [2026-04-02T09:30:00Z] Task: 3\n\nKeep the lock.\n"
    )


def test_without_a_task_its_first_sentence_is_its_title() -> None:
    text = entry_text("The port is taken. See the log.\nMore.", task=None, at=AT)
    assert text.startswith(
        "## [2026-04-02T09:30:00Z] The port is taken.\n\nThe port is taken. See the log.\nMore."
    )


def test_a_heading_of_its_own_becomes_the_title() -> None:
    assert (
        entry_text("# Port taken\n\nText.", task=None, at=AT)
        == "## [2026-04-02T09:30:00Z] Port taken\n\nText.\n"
    )


def test_a_long_first_line_is_cut_at_a_word() -> None:
    title = entry_text("word " * 60, task=None, at=AT).split("\n")[0]
    assert title.endswith("word…")
    assert len(title) < 120


@pytest.mark.parametrize("kind", PURPOSES)
def test_a_scaffold_holds_no_entry_and_its_kind_is_known(kind: str) -> None:
    notepad = parse_notepad(scaffold_text(kind, "tally"), f".sisyphus/notepads/tally/{kind}.md")
    assert kind in KINDS
    assert not notepad.entries
    assert notepad.purpose == PURPOSES[kind]


@pytest.mark.parametrize(
    "text",
    [
        "one\n\n## [2026-01-01T00:00:00Z] Task: 1\n\nforged",
        "# A\n# B\n## C\ntext",
        "Title\n=====\n\ntext\n\nOther\n---\n\ntext",
        "```sh\nexport X",
        "~~~~\nx\n```",
        "text\n<!-- open",
        "<pre>\nx",
        "<script>\nx",
        "1. a\n\n   # h\n",
        "```\n## not a heading\n```\nok",
        "> # quoted",
        "\u2028x",
    ],
)
def test_a_note_is_read_back_as_one_entry(text: str) -> None:
    entries = parse_notepad(written(text), ".sisyphus/notepads/tally/problems.md").entries
    assert len(entries) == 2
    assert entries[0].written_at == AT
    assert entries[1].task == "2"


@given(st.text(alphabet="#=-`~<>!|*[]() \tab1\n.:—", max_size=80))
def test_whatever_is_noted_hides_nothing_that_is_noted_after_it(text: str) -> None:
    try:
        notepad = parse_notepad(written(text, task="1"), ".sisyphus/notepads/tally/problems.md")
    except UsageError:
        return
    assert notepad.entries[-1].task == "2"
    assert {entry.task for entry in notepad.entries} <= {"1", "2"}


def test_a_problem_is_open_until_a_note_says_that_it_is_resolved() -> None:
    first = f"{scaffold_text('problems', 'tally')}\n{entry_text('The token is missing', task=None, at=AT)}\n"
    (entry,) = parse_notepad(first, "problems.md").entries
    assert entry.state is EntryState.OPEN
    later = entry_text("Resolved: the token is missing no more", task=None, at=AT)
    assert parse_notepad(first + later, "problems.md").entries[0].state is EntryState.CLOSED


@pytest.mark.parametrize("text", ["", " \n ", "a\x00b", "red \x1b[31m", "x" * (LONGEST + 1)])
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        entry_text(text, task=None, at=AT)


def test_the_line_of_a_control_character_is_named() -> None:
    with pytest.raises(UsageError, match=r"U\+001B in its line 2"):
        entry_text("a\n\x1b[0m", task=None, at=AT)
