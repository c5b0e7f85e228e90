"""Lines to blocks: the block rules of CommonMark as markdown-it has them, each asked where it can begin.

markdown-it asks its rules one after the other, at most lines all of them in vain, and again wherever a line
may end a paragraph. Here one look at the first character tells which can begin; nothing is read differently
(tests/parse/test_block_rules.py). What is rare in plans, quotes and HTML, is left to markdown-it itself.
"""

import re

from sisyphus.parse.block import Block, Kind
from sisyphus.parse.block_items import add_plain_items
from sisyphus.parse.block_leaves import add_heading, code, fence, heading, thematic_break
from sisyphus.parse.block_starts import (
    BEHIND_BULLET,
    INTERRUPTING,
    RULE,
    RULE_CHARACTERS,
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
    src, begins, ends, shifts, indents = state.src, state.bMarks, state.eMarks, state.tShift, state.sCount
    margin, rows = state.blkIndent, state.rows
    deep, before = state.level >= _NEAR_MAX, 0
    line = first
    while line < end:
        at = begins[line] + shifts[line]
        if at >= ends[line]:
            line += 1
            continue
        indent = indents[line] - margin
        if indent < 0:
            break
        if deep:
            if state.level >= MAX_LEVEL:
                # What is nested deeper is left out.
                line = end
                break
            before = len(state.blocks)
        if indent >= CODE_INDENT:
            code(state, line, end)
        elif "|" not in rows[line] or not table(state, line, end):
            # What begins in no other way is a paragraph.
            read = _READERS.get(src[at])
            if read is None or not read(state, line, at, end):
                _paragraph(state, line, end)
        if deep:
            _note_depth(state, before)
        line = state.line
    state.line = line


def _note_depth(state: BlockState, before: int) -> None:
    """Note how deep the tokens would lie that markdown-it makes of the block just read."""
    kind = state.blocks[before].kind if before < len(state.blocks) else None
    below = 4 if kind is Kind.ROW else 1 if kind in _HOLDING_TEXT else 0
    state.deepest = max(state.deepest, state.level + below)


_HOLDING_TEXT = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM})
"""Blocks with tokens a level deeper than their first."""


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
    stop, indent, rows = state.lineMax, state.blkIndent, state.rows
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
                if char in INTERRUPTING and interrupts(state, line, at, paragraph=True):
                    break
                if "|" in rows[line] and header_of(state, line, stop):
                    break
        line += 1
    return 0, line


def _rule_or_list(state: BlockState, line: int, at: int, end: int) -> bool:
    if may_rule(state.src, at) and thematic_break(state, line, at, end):
        return True
    # Most often it is emphasis.
    return state.src[at + 1 : at + 2] in BEHIND_BULLET and _list(state, line, at, end)


def _list(state: BlockState, first: int, at: int, end: int) -> bool:
    """Read a list with all that stands in its items."""
    src, indents = state.src, state.sCount
    begins, shifts, ends, indent = state.bMarks, state.tShift, state.eMarks, state.blkIndent
    line, sign = first, ""
    state.level += 1
    while True:
        read = add_plain_items(state, line, end, sign, near_max=_NEAR_MAX)
        if not read:
            # On the first line somebody has looked for one.
            if sign and src[at + 2 : at + 3] in RULE_CHARACTERS and RULE.match(src, at, ends[line]):
                break
            behind = marker_end(src, at, ends[line])
            read = src[behind - 1] if behind >= 0 else ""
            if not read or (sign and read != sign):
                break
            _item(state, line, end, (at, behind))
        sign = read
        line = state.line
        if line >= end or not 0 <= indents[line] - indent < CODE_INDENT:
            break
        at = begins[line] + shifts[line]
    state.level -= 1
    if sign:
        state.line = line
    return bool(sign)


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
        or "|" in state.rows[first]
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


def _quote(state: BlockState, line: int, _at: int, end: int) -> bool:
    state.md.read_quote(state, line, end)
    return True


def _html(state: BlockState, line: int, _at: int, end: int) -> bool:
    return state.md.read_html(state, line, end)


_READERS = {
    **dict.fromkeys("-*", _rule_or_list),
    **dict.fromkeys("+0123456789", _list),
    **dict.fromkeys("`~", fence),
    "_": thematic_break,
    "#": heading,
    ">": _quote,
    "<": _html,
}
"""The rules by the first character of a line; they return whether they read a block."""
