"""Lines of text: made safe, measured in cells, painted only where wanted."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from sisyphus.render.terminal import (
    Span,
    Style,
    fit,
    headed,
    line,
    natural_widths,
    paint,
    safe,
    table,
    width_of,
    wrap,
)

TEXTS = st.text(max_size=60) | st.text("日本語 ab\u0301👩‍👧", max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("日本語 é ✓", "日本語 é ✓"),
        ("\x1b[31mred", "^[[31mred"),
        ("\x1b]8;;u\x07", "^[]8;;u^G"),
        ("\x00\x7f", "^@^?"),
        ("\x9b2J", "<U+009B>2J"),
        ("\u202egnp", "<U+202E>gnp"),
        ("\u200b\u2028\ufeff", "<U+200B><U+2028><U+FEFF>"),
        ("\ud800", "<U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("a\tb\nc\r", "a b c "),
        ("a\u00a0b\u3000c", "a b c"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(TEXTS)
def test_what_is_safe_is_printable_and_stays(text: str) -> None:
    assert safe(text).isprintable()
    assert safe(safe(text)) == safe(text)


@given(TEXTS, st.integers(1, 40))
def test_fit_is_exactly_as_wide(text: str, width: int) -> None:
    assert width_of(fit(safe(text), width)) == width


def test_each_character_is_as_wide_as_the_table_says() -> None:
    """The table is rich's; most text is measured without it."""
    wrong = [code for code in range(sys.maxunicode + 1) if width_of(chr(code)) != cell_len(chr(code))]
    assert wrong == []


@given(
    st.text(st.sampled_from("aZ 9é·…→✓计\u0301\u200d\ufe0f🙂\u00ad\ta"), max_size=12),
    st.integers(0, 12),
)
def test_texts_are_measured_and_cut_as_the_table_says(text: str, width: int) -> None:
    assert width_of(text) == cell_len(text)
    if cell_len(text) > width > 0:
        assert fit(text, width) == set_cell_size(text, width - 1) + "…"


def test_a_cut_is_marked_and_never_halves_a_wide_character() -> None:
    assert fit("日本語", 4) == "日 …"
    assert fit("日本語", 6) == "日本語"
    assert fit("abc", 5) == "abc  "
    assert fit("abc", 0) == ""


@given(TEXTS, st.integers(4, 40), st.integers(0, 2))
def test_wrap_keeps_the_width_and_every_word(text: str, width: int, indent: int) -> None:
    lines = wrap(text, width, indent=indent)
    assert all(width_of(each) <= width for each in lines)
    assert "".join("".join(lines).split()) == "".join(safe(text).split())


@pytest.mark.parametrize("width", [1, 0, -5])
def test_wrap_ends_where_there_is_no_room(width: int) -> None:
    assert "".join("".join(wrap("日本 abc", width)).split()) in {"日本abc", "本abc", "abc"}


def test_wrap_indents_later_lines() -> None:
    assert wrap("one two three", 8, indent=2) == ["one two", "  three"]


@pytest.mark.parametrize("style", Style)
def test_colour_off_means_no_escape(style: Style) -> None:
    lines = [line(Span("a\x1b[31mb", style), "\x1b]0;title\x07"), *table([[Span("\x1b[2J", style)]], [9])]
    assert "\x1b" not in paint(lines, colour=False)


def test_colour_on_paints_the_span_and_nothing_of_the_text() -> None:
    assert paint([line(Span("a\x1b[31mb", Style.BAD), " c")], colour=True) == "\x1b[31ma^[[31mb\x1b[0m c\n"


def test_trailing_blanks_are_cut_and_an_empty_answer_is_empty() -> None:
    assert paint([line("a  "), line()], colour=False) == "a\n\n"
    assert paint([], colour=False) == ""


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("before", ["", "    "])
def test_a_ci_service_finds_no_order_in_a_line(before: str, *, colour: bool) -> None:
    shown = paint(
        [line(before, Span("::error::boom", Style.BAD)), line("x ##vso[a]b ##[group]c")], colour=colour
    )
    plain = shown.replace("\x1b[31m", "").replace("\x1b[0m", "")
    assert not plain.lstrip().startswith("::")
    assert "boom" in plain
    assert "##vso[" not in plain
    assert "##[" not in plain


@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4),
    st.sampled_from([20, 60, 80, 120]),
    st.integers(0, 2),
)
def test_a_table_never_exceeds_the_width(rows: list[tuple[str, str, str]], total: int, flexible: int) -> None:
    cells = [[Span(text) for text in row] for row in rows]
    widths = natural_widths(cells, total - 2, flexible=flexible)
    lines = paint(table(cells, widths, indent=2), colour=False).split("\n")
    assert all(width_of(each) <= total for each in lines)


def test_the_flexible_column_is_cut_first() -> None:
    cells = [[Span("n" * 10), Span("t" * 60), Span("c" * 10)]]
    assert natural_widths(cells, 60, flexible=1) == [10, 36, 10]
    assert natural_widths(cells, 200, flexible=1) == [10, 60, 10]


def test_figures_outlive_words_where_it_gets_narrow() -> None:
    cells = [[Span("name" * 10), Span("12/34"), Span("words " * 8)]]
    widths = natural_widths(cells, 40, flexible=0)
    assert widths[1] == 5
    assert sum(widths) + 4 == 40


def test_no_colour_is_one_that_white_or_black_paper_swallows() -> None:
    for style in Style:
        for code in style.split(";"):
            assert code not in {"30", "33", "34", "36", "37"}, style
            assert not code.startswith("9"), "bright"


def test_what_belongs_to_a_head_stands_beside_it_or_below() -> None:
    head = line(Span("c-1", Style.STRONG))
    assert paint(headed(head, Span("plan.md:3  task 1"), 22), colour=False) == "c-1  plan.md:3  task 1\n"
    assert paint(headed(head, Span("plan.md:3  task 1"), 21), colour=False) == "c-1\n    plan.md:3 task 1\n"
    assert paint(headed(head, Span("日本語 \x1b[2J"), 11), colour=False) == "c-1\n    日本語\n      ^[[2J\n"
