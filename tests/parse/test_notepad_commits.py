"""The commit ids that a report names, with the line and the heading that say what they are of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.model.notepad import CommitMention
from sisyphus.parse.notepad import parse_notepad

PATH = ".sisyphus/notepads/tally/FINAL_STATUS.md"


def test_each_id_stands_with_its_line_and_heading() -> None:
    fence = "`" * 3
    text = f"# Status\n\n## Task 1\n- Commit: `7DFC6DB`\n{fence}\n0badc0d feat: x\n{fence}\n"
    assert parse_notepad(text, PATH).commits == (
        CommitMention(sha="7dfc6db", line=4, text="- Commit: `7DFC6DB`", heading="Task 1"),
        CommitMention(sha="0badc0d", line=6, text="0badc0d feat: x", heading="Task 1"),
    )


@pytest.mark.parametrize(
    "text", ["1234567", "defaced", "src/7dfc6db/a.py", "v7dfc6db", "7dfc6d", "7dfc6db-x"]
)
def test_what_is_no_commit_id(text: str) -> None:
    assert parse_notepad(f"# Status\n\n{text}\n", PATH).commits == ()


def test_only_reports_have_them() -> None:
    assert parse_notepad("## Task 1\n7dfc6db\n", ".sisyphus/notepads/tally/learnings.md").commits == ()


@given(st.text())
def test_any_text_gives_an_answer(text: str) -> None:
    for mention in parse_notepad(text, PATH).commits:
        assert 1 <= mention.line <= text.count("\n") + 1
