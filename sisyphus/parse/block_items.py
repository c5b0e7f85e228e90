"""The items that most lists are made of: one line of text, and another item or a blank line below it."""

import re

from sisyphus.parse.block import Block, Kind
from sisyphus.parse.block_starts import MARKING, marker_end
from sisyphus.parse.block_state import CODE_INDENT, TRIMMED, BlockState

_TEXT = (
    # A line that begins as a paragraph does, with emphasis or inline code perhaps, and in no other way,
    r"(?=[^\s`~>*\-_+0-9<#=]|`(?!``)|(?P<twice{0}>[*_])(?P=twice{0})[^\s*\-_])[^\n]*+"
    # with nothing below that is a part of the item.
    r"(?!\n(?P=margin)  )"
)
_RUN = re.compile(
    rf"(?P<lead>(?P<margin> *)(?:[-+*]|[0-9]{{1,9}}[.)]) ){_TEXT.format(1)}"
    rf"(?:\n(?P=lead){_TEXT.format(2)})*+"
)
"""Such items one below the other, with the same indentation and marker."""
_block = tuple.__new__  # A third of the cost of Block(...), of which a plan makes thousands.


def add_plain_items(state: BlockState, first: int, end: int, sign: str, *, near_max: int) -> str:
    """Add items of one line, each with its paragraph, as far as there are such; return their sign, or "".

    `sign` is what their markers must end in, if not "", `near_max` the level from which on the depth has to
    be noted.
    """
    src = state.src
    run = _RUN.match(src, state.bMarks[first])
    if run is None or state.quotes or state.level + 1 >= near_max:
        return ""
    lead = run[1]
    mark = lead.strip()
    if sign and mark[-1] != sign:
        return ""
    texts = src[run.end(1) : run.end()].split("\n" + lead)
    line = _line_behind(state, first + len(texts), end, len(lead))
    if line < 0:
        # The last one goes on.
        texts.pop()
        if not texts:
            return ""
        line = first + len(texts)
    state.line = line
    blocks, depth, parent = state.blocks, state.depth, state.parent
    index, number = len(blocks), state.base + first
    for written in texts:
        text = written.strip(TRIMMED)
        number += 1
        blocks.append(_block(Block, (Kind.ITEM, number, number, text, depth, parent, False, mark, (), ())))
        blocks.append(
            _block(Block, (Kind.PARAGRAPH, number, number, text, depth + 1, index, False, "", (), ()))
        )
        index += 2
    return mark[-1]


def _line_behind(state: BlockState, line: int, end: int, column: int) -> int:
    """Return where to read on from the line below an item whose text begins in a column; -1 if it goes on."""
    begins, ends, shifts, indents = state.bMarks, state.eMarks, state.tShift, state.sCount
    if line >= end:
        return line if line >= state.lineMax else -1
    at = begins[line] + shifts[line]
    if at >= ends[line]:
        line += 1
        if line < end and (indents[line] >= column or begins[line] + shifts[line] >= ends[line]):
            return -1
        return line
    indent = indents[line]
    if indent >= column or indent - state.blkIndent >= CODE_INDENT:
        return -1
    char = state.src[at]
    return line if char in MARKING and marker_end(state.src, at, ends[line]) >= 0 else -1
