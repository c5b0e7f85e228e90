"""Block rules of our own must not read anything differently than markdown-it itself."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.token import Token

from sisyphus.parse.block import Block, Kind
from sisyphus.parse.block_rules import MAX_LEVEL
from sisyphus.parse.block_state import TRIMMED
from sisyphus.parse.markdown import MAX_DEPTH, parse_markdown, read_blocks
from tests.conftest import corpus

FENCE = "`" * 3


@lru_cache(maxsize=1)
def stock() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * MAX_DEPTH}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    # No inline pass follows, so link definitions would only take lines away from their paragraphs.
    parser.block.ruler.disable("reference")
    return parser


KINDS = {
    "heading_open": Kind.HEADING,
    "list_item_open": Kind.ITEM,
    "paragraph_open": Kind.PARAGRAPH,
    "fence": Kind.FENCE,
    "code_block": Kind.CODE,
    "tr_open": Kind.ROW,
    "html_block": Kind.HTML,
    "hr": Kind.RULE,
}


def blocks_of(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    """Read blocks out of markdown-it's tokens, in the plainest way."""
    items: list[int] = []
    quotes = 0
    header: tuple[str, ...] = ()
    numbers = count()
    for index, token in enumerate(tokens):
        quotes += token.nesting if token.tag == "blockquote" else 0
        if token.type == "list_item_close":
            items.pop()
        kind = KINDS.get(token.type)
        if kind is None or token.map is None:
            continue
        first, end = token.map
        last = next((n for n in range(end, first, -1) if lines[n - 1].strip()), first + 1)
        level = int(token.tag[1:]) if kind is Kind.HEADING else len(items)
        parent = items[-1] if items else -1
        text, mark = token.content, token.info.strip()
        cells: tuple[str, ...] = ()
        number = next(numbers)
        if kind in {Kind.HEADING, Kind.PARAGRAPH}:
            text = tokens[index + 1].content
        elif kind is Kind.ITEM:
            inner = tokens[index + 2]
            text = inner.content.split("\n")[0] if inner.type == "inline" else ""
            mark += token.markup
            items.append(number)
        elif kind is Kind.ROW:
            row = tokens[index : next(i for i in range(index, len(tokens)) if tokens[i].type == "tr_close")]
            cells = tuple(t.content for t in row if t.type == "inline")
            header = cells if tokens[index - 1].type == "thead_open" else header
        of = header if cells else ()
        yield Block(kind, first + 1, last, text, level, parent, quotes > 0, mark, cells, of)


def assert_equal(text: str) -> None:
    lines = text.split("\n")
    tokens = stock().parse(text)
    state = read_blocks(lines, 0)
    assert state.blocks == list(blocks_of(tokens, lines))
    fences = [(t.markup, *(t.map or ())) for t in tokens if t.type == "fence"]
    assert [tuple(fence) for fence in state.fences] == fences
    deepest = max((t.level for t in tokens), default=0)
    assert (state.deepest >= MAX_LEVEL - 1) == (deepest >= MAX_LEVEL - 1)


STARTS = [
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "10. ",
    "> ",
    ">",
    "# ",
    "    ",
    "\t",
    "-\t",
    ">\t",
    "  ",
    "   ",
    FENCE,
    f"{FENCE}`",
    "~~~",
    "<!--",
    "<div>",
    "<span>",
    "| a | b",
    "> - ",
    "- > ",
]
WHOLE = [
    "",
    " ",
    "---",
    "***",
    "_ _ _",
    "===",
    "- - -",
    "|---|---|",
    "|:-:|",
    "-- | :-:",
    ":-",
    "| a \\| b | c |",
    "-->",
    "</div>",
    "a",
    "a  ",
    "## a ##",
    "# #",
    "#######",
    "-",
    "*",
    "1.",
    "1234567890. a",
    ">",
    "[x]: y",
    f"{FENCE}sh x",
    f"a {FENCE}",
    "\u3000",
    "\xa0a\u2009",
    "\x0c",
    "\x00",
]
ROWS = ["- a", "- **b** c", "- `d`", "- [ ] e", "* f", "* **g**", "1. h", "2. i", "10) j", "text", "", "---"]
INDENTED = st.tuples(st.sampled_from(["", " ", "  ", "   ", "    ", "     "]), st.sampled_from(ROWS)).map(
    "".join
)
LINES = st.one_of(
    st.sampled_from(WHOLE),
    st.tuples(st.sampled_from(STARTS), st.sampled_from(["", *WHOLE, *STARTS])).map("".join),
    st.tuples(st.sampled_from(STARTS), st.sampled_from(STARTS), st.sampled_from(WHOLE)).map("".join),
)


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(LINES, max_size=14).map("\n".join))
@example("    a | b\n---|---\n")
@example(f"  {FENCE}\n      {FENCE}\n  text\n")
@example("text\n2. no list\n1. a list\n")
@example("-\n\n  a")
@example("- >\n  a")
@example(f"- {FENCE}\n  a\n\nb")
@example("> a\n>\n> | b |\n> |---|\n> | c | d |\nlazy")
@example("> a | b\n> - | -\n> c")
@example("- a\n - b\n  - c\n   - d\n    - e\n     f")
@example("1. a\n\n  2. b\n\n    3. c\n   - d\n      text\n    - e")
@example("- a\n- b\n  c\n- d\n* e")
@example("1. ab\n  - c\n1. d\n1. e\n\n1. f\n2. g\n     h")
@example("- **a**\n- `b`\n- __c__\n- ** *\n- *d*\n- ``e``\n- - -\n- f")
@example("- a\n- b\n\n\n- c\n - d\n   - e\n   - f\n  - g")
@example("a\n\n    code\n\tmore\n\n  b")
def test_any_text_gives_the_same_blocks(text: str) -> None:
    assert_equal(text)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(st.lists(INDENTED, max_size=12).map("\n".join))
def test_any_items_give_the_same_blocks(text: str) -> None:
    assert_equal(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("-*+1.>#`~<|:= \t\na\\"), max_size=60))
def test_any_marks_give_the_same_blocks(text: str) -> None:
    assert_equal(text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["- ", "- ", "1. ", "> "]), min_size=58, max_size=70), st.sampled_from(WHOLE))
def test_the_same_depth_is_too_deep(opening: list[str], text: str) -> None:
    indent = " " * len("".join(opening))
    assert_equal(f"{''.join(opening)}{text}")
    assert_equal(f"{''.join(opening)}| a |\n{indent}|---|\n{indent}{text}")


def test_real_plans_give_the_same_blocks() -> None:
    files = sorted(corpus().glob("**/*.md"))
    for file in files:
        assert_equal(file.read_text(encoding="utf-8", errors="replace"))


def test_the_same_characters_are_trimmed() -> None:
    assert set(TRIMMED) == set(MD_TRIM_CHARS)


def test_front_matter_is_no_heading() -> None:
    assert parse_markdown("---\ntitle: a\n---\n# b\n").blocks[0].text == "b"
