"""Text of others in Markdown: shown as it is, never obeyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sisyphus.render.escape import block, cell, code, prose, shorten
from tests.render.documents import HOSTILE

MARKDOWN = MarkdownIt("js-default", {"html": True})
"""With HTML let through, as a reader that trusts the file would."""
ALPHABET = st.text("ab1 \\`*_[]()<>|~#!&;:/@.-+=\n\t$'\"", max_size=40)


def inline(text: str) -> list[tuple[str, str]]:
    """Kind and content of what a line of a list item holds; the item must hold nothing else."""
    tokens = MARKDOWN.parse(f"* x {text}\n")
    assert [t.type for t in tokens] == [
        "bullet_list_open", "list_item_open", "paragraph_open", "inline",
        "paragraph_close", "list_item_close", "bullet_list_close",
    ]  # fmt: skip
    return [(t.type, t.content) for t in tokens[3].children or []]


def read(text: str) -> str:
    """What a reader sees of a line."""
    return "".join(content for _, content in inline(text)).removeprefix("x").replace("\u200b", "").strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_holds_text_and_code_only(text: str) -> None:
    assert {kind for kind, _ in inline(prose(text))} <= {"text", "text_special", "code_inline"}


@given(ALPHABET)
def test_prose_is_inert_whatever_it_holds(text: str) -> None:
    assert {kind for kind, _ in inline(prose(text))} <= {"text", "text_special", "code_inline"}


@given(st.text("ab1 *_[]()<>|~#!&;:/@.-+=\\", max_size=40))
def test_prose_reads_as_it_was_written(text: str) -> None:
    assert read(prose(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["- item", "+ item", "1. first", "2) second", "# heading", "> quote", "---", "```", "~~~"]
)
def test_prose_begins_no_block(text: str) -> None:
    tokens = [t.type for t in MARKDOWN.parse(f"* {prose(text)}\n")]
    assert tokens.count("list_item_open") == 1
    assert not {"heading_open", "blockquote_open", "hr", "fence"} & set(tokens)


@pytest.mark.parametrize(
    "text", ["https://a.example", "www.a.example", "@user", "#12", "me@a.example", "mailto:me@a.example"]
)
def test_nothing_is_left_that_a_host_would_link(text: str) -> None:
    assert text not in prose(f"see {text} now")


@pytest.mark.parametrize("text", ["::error::boom", "x ::warning file=a::b"])
def test_no_order_to_a_ci_service(text: str) -> None:
    assert "::" not in prose(text)


def test_code_spans_stay_code_with_their_text() -> None:
    assert inline(prose("run `a | b` now"))[1] == ("code_inline", "a | b")
    assert inline(prose("run ``a ` b``"))[1] == ("code_inline", "a ` b")


@given(st.text("ab `|\\<*", min_size=1, max_size=30))
def test_code_reads_as_it_was_written(text: str) -> None:
    ((kind, content),) = [each for each in inline(code(text)) if each[0] == "code_inline"] or [
        ("code_inline", "")
    ]
    assert kind == "code_inline"
    assert content.strip() == text.strip()


@given(st.text("ab `|\\<*", min_size=1, max_size=30), ALPHABET)
def test_a_cell_ends_no_table_row(command: str, text: str) -> None:
    tokens = MARKDOWN.parse(
        f"| a | b |\n| --- | --- |\n| {cell(code(command))} | {prose(text, in_cell=True)} |\n"
    )
    assert [t.type for t in tokens].count("td_open") == 2


def test_a_pipe_in_a_command_is_shown_as_it_is() -> None:
    command = 'grep "a\\|b" x | wc'
    tokens = MARKDOWN.parse(f"| a |\n| --- |\n| {cell(code(command))} |\n")
    (shown,) = [child.content for t in tokens for child in t.children or [] if child.type == "code_inline"]
    assert shown == command


@given(st.text("ab`~ \n<", max_size=60))
def test_a_block_holds_all_of_its_text(text: str) -> None:
    (token,) = MARKDOWN.parse(block(text, "bash") + "\n")
    assert (token.type, token.info) == ("fence", "bash")
    assert token.content == text + "\n"


@pytest.mark.parametrize(
    ("text", "limit", "short"), [("abc", 3, "abc"), ("one two three", 9, "one two…"), ("abcdef", 4, "abc…")]
)
def test_shorten(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@given(st.text(max_size=60), st.integers(1, 30))
def test_shorten_keeps_the_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
