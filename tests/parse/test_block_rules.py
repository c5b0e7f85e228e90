"""Asking fewer rules must not read anything differently than markdown-it itself."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sisyphus.parse.markdown import MAX_DEPTH, _markdown, parse_markdown
from tests.conftest import corpus

FENCE = "`" * 3


def plain(text: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * MAX_DEPTH}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.disable("reference")
    return parser.parse(text)


STARTS = [
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    "# ",
    "    ",
    "\t",
    "  ",
    FENCE,
    "~~~",
    "<!--",
    "<div>",
    "| a | b",
    "> - ",
]
WHOLE = [
    "",
    "---",
    "***",
    "_ _ _",
    "===",
    "- - -",
    "|---|---|",
    "-- | :-:",
    ":-",
    "-->",
    "a",
    "-",
    "*",
    "1.",
    ">",
    "[x]: y",
]
LINES = st.one_of(
    st.sampled_from(WHOLE),
    st.tuples(st.sampled_from(STARTS), st.sampled_from(["", *WHOLE, *STARTS])).map("".join),
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(LINES, max_size=12).map("\n".join))
@example("    a | b\n---|---\n")
@example(f"  {FENCE}\n      {FENCE}\n  text\n")
@example("text\n2. no list\n1. a list\n")
@example("-\n\n  a")
def test_any_text_gives_the_same_tokens(text: str) -> None:
    assert _markdown().parse(text) == plain(text)


def test_real_plans_give_the_same_tokens() -> None:
    for file in sorted(corpus().glob("*/.*/plans/*.md"))[:40]:
        text = file.read_text(encoding="utf-8", errors="replace")
        assert _markdown().parse(text) == plain(text), file


def test_front_matter_is_no_heading() -> None:
    assert parse_markdown("---\ntitle: a\n---\n# b\n").blocks[0].text == "b"
