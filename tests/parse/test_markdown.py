"""Blocks and their lines; fences that lie."""

import pytest

from sisyphus.parse.markdown import Block, Kind, parse_markdown

FENCE = "`" * 3


def blocks(text: str, kind: Kind) -> list[Block]:
    return [b for b in parse_markdown(text).blocks if b.kind is kind]


def items(text: str) -> list[tuple[int, int, str]]:
    return [(b.line, b.level, b.text) for b in blocks(text, Kind.ITEM)]


def test_items_know_their_lines_their_depth_and_their_parent() -> None:
    text = "# T\n\n- a\n  more\n\n  - b\n\n1. c\n"
    found = blocks(text, Kind.ITEM)
    assert [(b.line, b.end_line, b.level, b.text, b.mark) for b in found] == [
        (3, 6, 0, "a", "-"),
        (6, 6, 1, "b", "-"),
        (8, 8, 0, "c", "1."),
    ]
    assert parse_markdown(text).blocks[found[1].parent].text == "a"


def test_a_fence_in_an_item_ends_with_the_item() -> None:
    text = f"- a\n  {FENCE}\n  code\n- b\n"
    assert items(text) == [(1, 0, "a"), (4, 0, "b")]


def test_an_indented_fence_that_is_never_closed_ends_at_an_unindented_box() -> None:
    text = f"para\n\n  {FENCE}sh\ncat <<EOF\n- [ ] hidden by CommonMark\nrest\n"
    document = parse_markdown(text)
    assert [b.text for b in document.blocks if b.kind is Kind.ITEM] == ["[ ] hidden by CommonMark"]
    assert document.hidden == {5}
    assert [(f.line, f.ended_before) for f in document.broken_fences] == [(3, 5)]
    fence = next(b for b in document.blocks if b.kind is Kind.FENCE)
    assert fence.text == "cat <<EOF\n"


def test_a_closed_fence_at_the_margin_keeps_its_boxes() -> None:
    document = parse_markdown(f"{FENCE}\n- [ ] sample\n## Sample\n{FENCE}\n- [x] real\n")
    assert [b.line for b in document.blocks if b.kind is Kind.ITEM] == [5]
    assert not document.broken_fences


def test_an_unclosed_fence_at_the_margin_ends_at_a_section() -> None:
    document = parse_markdown(f"{FENCE}\ncode\n\n## Tasks\n- [ ] 1. a\n")
    assert [b.text for b in document.blocks if b.kind in {Kind.HEADING, Kind.ITEM}] == ["Tasks", "[ ] 1. a"]


@pytest.mark.parametrize("fence", [f"{FENCE}sh\nls\n{FENCE}\n{FENCE}", f"{FENCE}sh\nls"])
def test_a_stray_end_and_a_missing_one_hide_no_row(fence: str) -> None:
    text = f"## TODOs\n- [ ] 1. Sow\n\n{fence}\n\n- [ ] 2. Water\n\n{FENCE}sh\nls\n{FENCE}\n\n- [ ] 3. Reap\n"
    document = parse_markdown(text)
    rows = [b.text for b in document.blocks if b.kind is Kind.ITEM]
    assert rows == ["[ ] 1. Sow", "[ ] 2. Water", "[ ] 3. Reap"]
    assert len(document.broken_fences) == len(document.hidden) == 1


@pytest.mark.parametrize("language", ["", "markdown", "md"])
def test_a_sample_with_rows_and_fences_of_its_own_shows_no_row(language: str) -> None:
    sample = f"{FENCE}{language}\n- [ ] 1. Sample\n\n{FENCE}sh\nls\n{FENCE}\n{FENCE}\n"
    document = parse_markdown(f"- [ ] 1. Sow\n\n{sample}\n- [ ] 2. Water\n")
    assert [b.text for b in document.blocks if b.kind is Kind.ITEM] == ["[ ] 1. Sow", "[ ] 2. Water"]


def test_boxes_behind_a_stray_end_are_read_as_commonmark_reads_them() -> None:
    text = f"- [ ] 1. Sow\n\n  Steps\n  {FENCE}\n\n  {FENCE}sh\n  ls\n  {FENCE}\n\n  - [ ] in rows\n\n  {FENCE}\n  more\n"
    rows = [b.text for b in parse_markdown(text).blocks if b.kind is Kind.ITEM]
    assert rows == ["[ ] 1. Sow", "[ ] in rows"]


def test_fences_of_one_length_inside_each_other_are_told_apart() -> None:
    text = (
        f"- [ ] 1. a\n\n  {FENCE}markdown\n  # Sample\n  {FENCE}json\n  {{}}\n  {FENCE}\n  more\n  {FENCE}\n\n"
        f"  - [ ] inner\n\n  {FENCE}sh\n  ls\n  {FENCE}\n"
    )
    document = parse_markdown(text)
    assert [b.text for b in document.blocks if b.kind is Kind.ITEM] == ["[ ] 1. a", "[ ] inner"]
    assert [b.text for b in document.blocks if b.kind is Kind.FENCE] == [
        f"# Sample\n{FENCE}json\n{{}}\n{FENCE}\nmore\n",
        "ls\n",
    ]
    assert document.hidden == {11}


def test_parents_hold_behind_a_mended_fence() -> None:
    text = f"- a\n\n  {FENCE}\n  x\n- [ ] b\n  - c\n  - d\n\n para\n\n  {FENCE}\n- [ ] e\n  - f\n  - g\n"
    document = parse_markdown(text)
    parents = {
        b.text: document.blocks[b.parent].text
        for b in document.blocks
        if b.kind is Kind.ITEM and b.parent >= 0
    }
    assert parents == {"c": "[ ] b", "d": "[ ] b", "f": "[ ] e", "g": "[ ] e"}


def test_front_matter_is_neither_a_rule_nor_a_heading() -> None:
    document = parse_markdown("---\nslug: x\nstatus: y\n---\n# T\n")
    assert [(b.kind, b.line) for b in document.blocks] == [(Kind.HEADING, 5)]


@pytest.mark.parametrize(
    "head",
    [
        "# Plan\n\n## TODOs\n\n- [ ] 1. Sow\n",
        "\n- [ ] 1. Sow\n  **Files**: `bed.md`\n",
        "# Plan\nStatus: draft\n\n- [ ] 1. Sow\n",
        "Status: draft\n\n## TODOs\n- [ ] 1. Sow\n",
        "Status: draft\n- [ ] 1. Sow\n",
    ],
)
def test_a_plan_may_begin_with_a_rule(head: str) -> None:
    read = parse_markdown(f"---\n{head}\n---\n\n- [ ] 2. Water\n")
    assert [b.text for b in read.blocks if b.kind is Kind.ITEM] == ["[ ] 1. Sow", "[ ] 2. Water"]


@pytest.mark.parametrize(
    "head",
    [
        "title: Beds\n",
        "\ntitle: Beds\n# for the tool\ntags:\n- soil\n  - sand\n",
        "a:\n  b: c\n\nd: |\n  # text\n",
    ],
)
def test_front_matter_begins_with_a_key(head: str) -> None:
    assert parse_markdown(f"---\n{head}---\n").blocks == ()


def test_lines_are_those_of_the_file_whatever_python_thinks_a_line_is() -> None:
    text = "- a\u2028b\x0cc\x0bd\n- e\n"
    assert [line for line, _, _ in items(text)] == [1, 2]


def test_table_rows_carry_their_header() -> None:
    rows = blocks("| a | b |\n|---|---|\n| 1 | `x` |\n", Kind.ROW)
    assert [(r.cells, r.header) for r in rows] == [(("a", "b"), ("a", "b")), (("1", "`x`"), ("a", "b"))]


def test_boxes_in_comments_are_html() -> None:
    assert items("<!--\n- [ ] a\n-->\n\n- b\n") == [(5, 0, "b")]


def test_lists_that_are_nested_too_deep_are_said_to_be() -> None:
    deep = "\n".join("  " * n + "- x" for n in range(100))
    document = parse_markdown(deep)
    assert document.too_deep
    assert not parse_markdown("\n".join("  " * n + "- x" for n in range(40))).too_deep
