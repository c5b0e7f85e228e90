"""The items that most lists are made of: one line of text, and another item or a blank line below it."""

from sisyphus.parse.block import Block, Kind
from sisyphus.parse.block_starts import INTERRUPTING, MARKING, marker_end, may_rule
from sisyphus.parse.block_state import CODE_INDENT, TRIMMED, BlockState

_block = tuple.__new__  # A third of the cost of Block(...), of which a plan makes thousands.


def add_plain_item(
    state: BlockState, first: int, end: int, marker: tuple[int, int], *, near_max: int
) -> bool:
    """Add an item of one line, with its paragraph; return False, with nothing done, for any other item.

    `marker` is the offsets of its marker, `near_max` the level from which on the depth has to be noted.
    """
    src = state.src
    start, behind = marker
    at = behind + 1
    char = src[at : at + 1]
    if (
        src[behind:at] != " "
        or (char in _NO_TEXT and not (char in _INLINE and _opens_text(src, at, char)))
        or at >= state.eMarks[first]
        or state.quotes
        or state.level + 1 >= near_max
    ):
        return False
    line = _line_behind(state, first, end, state.sCount[first] + at - start)
    if line < 0:
        return False
    state.line = line
    blocks, depth = state.blocks, state.depth
    text = src[at : state.eMarks[first]].strip(TRIMMED)
    index, number, mark = len(blocks), state.base + first + 1, src[start:behind]
    blocks.append(_block(Block, (Kind.ITEM, number, number, text, depth, state.parent, False, mark, (), ())))
    blocks.append(_block(Block, (Kind.PARAGRAPH, number, number, text, depth + 1, index, False, "", (), ())))
    return True


_NO_TEXT = INTERRUPTING | frozenset(" \t\n")
"""First characters of what is perhaps no paragraph."""


_INLINE = frozenset("*_`")


def _opens_text(src: str, at: int, char: str) -> bool:
    """Whether a sign begins emphasis or inline code, with which most items begin, and no block."""
    if char == "`":
        return src[at + 1 : at + 3] != "``"
    return src[at + 1 : at + 2] == char and not may_rule(src, at)


def _line_behind(state: BlockState, first: int, end: int, column: int) -> int:
    """Return where to read on behind an item of one line whose text begins in a column; -1 if it goes on."""
    begins, ends, shifts, indents = state.bMarks, state.eMarks, state.tShift, state.sCount
    line = first + 1
    if line >= end:
        return line if line >= state.lineMax else -1
    at = begins[line] + shifts[line]
    if at >= ends[line]:
        line += 1
        if line < end and (indents[line] >= column or begins[line] + shifts[line] >= ends[line]):
            return -1
        return line
    indent = indents[line]
    if indent >= column or indent - state.blkIndent >= CODE_INDENT or line in state.delimiter_rows:
        return -1
    char = state.src[at]
    return line if char in MARKING and marker_end(state.src, at, ends[line]) >= 0 else -1
