"""Lines to blocks: the block rules of CommonMark as markdown-it has them, each asked where it can begin.

markdown-it asks its rules one after the other, at most lines all of them in vain, and again wherever a line
may end a paragraph. Here one look at the first character tells which can begin; nothing is read differently
(tests/parse/test_block_rules.py). What is rare in plans, quotes and HTML, is left to markdown-it itself.
"""

import re

from sisyphus.parse.block import Block, Kind
from sisyphus.parse.block_items import add_plain_item
from sisyphus.parse.block_leaves import add_heading, code, fence, heading, thematic_break
from sisyphus.parse.block_starts import (
    INTERRUPTING,
    MARKING,
    RULE,
    RULE_CHARACTERS,
    RULING,
    interrupts,
    marker_end,
    may_rule,
)
from sisyphus.parse.block_state import CODE_INDENT, TRIMMED, BlockState
from sisyphus.parse.block_tables import header_of, table

MAX_LEVEL = 128
"""Where markdown-it is told to stop: two levels for each list."""
_NEAR_MAX = MAX_LEVEL - 8
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_MOST_LAZY = 3
"""Columns by which a line may be indented and still end a paragraph."""
_WIDEST_GAP = 4
"""Columns behind a bullet; if there are more, what follows is code."""


def tokenize(state: BlockState, first: int, end: int) -> None:
    """Read the lines `[first, end)` as blocks, as far as they are indented enough."""
    begins, ends, shifts, indents = state.bMarks, state.eMarks, state.tShift, state.sCount
    line = first
    while line < end:
        while line < state.lineMax and begins[line] + shifts[line] >= ends[line]:
            line += 1
        state.line = line
        if line >= end or indents[line] < state.blkIndent:
            break
        if state.level >= MAX_LEVEL:
            # What is nested deeper is left out.
            state.line = end
            break
        before = len(state.blocks)
        _read(state, line, end)
        if state.level >= _NEAR_MAX:
            _note_depth(state, before)
        line = state.line
        if line < end and begins[line] + shifts[line] >= ends[line]:
            line += 1
            state.line = line


def _note_depth(state: BlockState, before: int) -> None:
    """Note how deep the tokens would lie that markdown-it makes of the block just read."""
    kind = state.blocks[before].kind if before < len(state.blocks) else None
    below = 4 if kind is Kind.ROW else 1 if kind in _HOLDING_TEXT else 0
    state.deepest = max(state.deepest, state.level + below)


_HOLDING_TEXT = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM})
"""Blocks with tokens a level deeper than their first."""


def _read(state: BlockState, line: int, end: int) -> None:
    """Read the block that begins on a line; what begins in no other way is a paragraph."""
    if state.sCount[line] - state.blkIndent >= CODE_INDENT:
        code(state, line, end)
        return
    if (line + 1 in state.delimiter_rows or state.quotes) and table(state, line, end):
        return
    char = state.src[state.bMarks[line] + state.tShift[line]]
    if char not in INTERRUPTING or not _read_marked(state, char, line, end):
        _paragraph(state, line, end)


def _read_marked(state: BlockState, char: str, line: int, end: int) -> bool:
    """Read a block that shows itself by its first character; return whether there is one."""
    at = state.bMarks[line] + state.tShift[line]
    if char in RULING and may_rule(state.src, at) and thematic_break(state, line):
        return True
    if char in MARKING:
        return _list(state, line, end)
    if char == "#":
        return heading(state, line)
    if char in "`~":
        return fence(state, line, end)
    if char == ">":
        state.md.read_quote(state, line, end)
        return True
    return char == "<" and state.md.read_html(state, line, end)


def _paragraph(state: BlockState, first: int, end: int) -> None:
    """Read a paragraph, or the heading that an underline makes of it."""
    begins, shifts = state.bMarks, state.tShift
    level, line = _paragraph_end(state, first, end)
    if line == first + 1:
        text = state.src[begins[first] + shifts[first] : state.eMarks[first]].strip(TRIMMED)
    else:
        text = state.getLines(first, line, state.blkIndent, False).strip(TRIMMED)  # noqa: FBT003 - markdown-it's signature
    if level:
        state.line = line + 1
        add_heading(state, first, line + 1, text, level)
        return
    state.line = line
    state.blocks.append(state.block(Kind.PARAGRAPH, first, line, text))


def _paragraph_end(state: BlockState, first: int, end: int) -> tuple[int, int]:
    """Return the level of the heading that an underline makes (0: none), and the line behind the text."""
    src, begins, ends, shifts, indents = state.src, state.bMarks, state.eMarks, state.tShift, state.sCount
    stop, indent, tables = state.lineMax, state.blkIndent, state.delimiter_rows
    line = first + 1
    while line < stop:
        at = begins[line] + shifts[line]
        if at >= ends[line]:
            break
        # A line indented like code goes on with the paragraph, whatever stands there.
        if indents[line] - indent <= _MOST_LAZY:
            char = src[at]
            underlines = char in "-=" and indents[line] >= indent and line < end
            if underlines and _UNDERLINE.match(src, at, ends[line]):
                return (1 if char == "=" else 2), line
            # Inside a quote, a negative indentation marks the lines that it has found to go on with it.
            if indents[line] >= 0:
                if char in INTERRUPTING and interrupts(state, line, char, paragraph=True):
                    break
                if (line + 1 in tables or state.quotes) and header_of(state, line, stop):
                    break
        line += 1
    return 0, line


def _list(state: BlockState, first: int, end: int) -> bool:
    """Read a list with all that stands in its items."""
    src, indents = state.src, state.sCount
    begins, shifts, ends, indent = state.bMarks, state.tShift, state.eMarks, state.blkIndent
    at = begins[first] + shifts[first]
    behind = marker_end(src, at, ends[first])
    if behind < 0:
        return False
    sign = src[behind - 1]
    line = first
    state.level += 1
    while behind >= 0 and src[behind - 1] == sign:
        if not add_plain_item(state, line, end, (at, behind), near_max=_NEAR_MAX):
            _item(state, line, end, (at, behind))
        line = state.line
        if line >= end or not 0 <= indents[line] - indent < CODE_INDENT:
            break
        at = begins[line] + shifts[line]
        if src[at + 2 : at + 3] in RULE_CHARACTERS and RULE.match(src, at, ends[line]):
            break
        behind = marker_end(src, at, ends[line])
    state.level -= 1
    state.line = line
    return True


def _item(state: BlockState, first: int, end: int, marker: tuple[int, int]) -> None:
    """Read one item. For its content, its first line begins behind the marker."""
    blocks, indents, shifts = state.blocks, state.sCount, state.tShift
    start, behind = marker
    outer = state.parent, state.listIndent, state.blkIndent, shifts[first], indents[first]
    text_from = indents[first] + behind - start
    text_at, column = _behind_marker(state, first, behind, text_from)
    empty = text_at >= state.eMarks[first]
    state.listIndent = state.blkIndent
    state.blkIndent = text_from + 1 if empty or column - text_from > _WIDEST_GAP else column
    shifts[first], indents[first] = text_at - state.bMarks[first], column
    state.parent = index = len(blocks)
    blocks.append(_OPEN)
    state.depth += 1
    state.level += 1
    if empty and state.isEmpty(first + 1):
        # An empty item ends at a blank line.
        state.line = min(first + 2, end)
    else:
        _read_item(state, first, end)
    state.level -= 1
    state.depth -= 1
    state.parent, state.listIndent, state.blkIndent, shifts[first], indents[first] = outer
    text = ""
    if index + 1 < len(blocks) and index + 1 not in state.quote_starts:
        inner = blocks[index + 1]
        if inner.kind is Kind.PARAGRAPH or inner.kind is Kind.HEADING:
            text = inner.text.partition("\n")[0]
    blocks[index] = state.block(Kind.ITEM, first, state.line, text, state.src[start:behind])


def _read_item(state: BlockState, first: int, end: int) -> None:
    """Read the content of an item, as `tokenize` does; most often that is a paragraph, and often no more."""
    begins, shifts, ends, indents = state.bMarks, state.tShift, state.eMarks, state.sCount
    at = begins[first] + shifts[first]
    if (
        at >= ends[first]
        or state.src[at] in INTERRUPTING
        or indents[first] - state.blkIndent >= CODE_INDENT
        or first + 1 in state.delimiter_rows
        or state.quotes
        or state.level >= _NEAR_MAX
    ):
        tokenize(state, first, end)
        return
    _paragraph(state, first, end)
    line = state.line
    if line < end and begins[line] + shifts[line] >= ends[line]:
        line += 1
        state.line = line
    if line < end and (indents[line] >= state.blkIndent or begins[line] + shifts[line] >= ends[line]):
        tokenize(state, line, end)


_OPEN = Block(Kind.ITEM, 0, 0, "", 0, -1, False, "")  # noqa: FBT003 - a field of a NamedTuple
"""Stands for an item until its content is read."""


def _behind_marker(state: BlockState, line: int, at: int, column: int) -> tuple[int, int]:
    """Return where the text behind a marker begins, and in which column, from the end of the marker."""
    src, stop = state.src, state.eMarks[line]
    if src[at : at + 1] == " " and src[at + 1 : at + 2] not in {" ", "\t"}:
        return at + 1, column + 1
    while at < stop:
        if src[at] == "\t":
            column += 4 - (column + state.bsCount[line]) % 4
        elif src[at] == " ":
            column += 1
        else:
            break
        at += 1
    return at, column
