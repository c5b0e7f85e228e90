"""The rule for tables with pipes."""

import re

from sisyphus.parse.block import Block, Kind
from sisyphus.parse.block_starts import ends_quote
from sisyphus.parse.block_state import TRIMMED, BlockState

_UNDERLINE = re.compile(r"(?:-[|:-]|[|:][|: \t-])[|: \t-]*$")
_COLUMN = re.compile(r":?-+:?$")
_PIPE = re.compile(r"(?<!\\)\|")
_MOST_ADDED = 0x10000
"""Cells that are added to short rows of one table: markdown-it's limit."""


def table(state: BlockState, first: int, end: int) -> bool:
    """Read a table; each of its rows is a block."""
    header = header_of(state, first, end)
    if header is None:
        return False
    width = len(header)
    cells = tuple(cell.strip(TRIMMED) for cell in header)
    _add_row(state, first, cells, cells)
    line, added = first + 2, 0
    while line < end and state.sCount[line] >= state.blkIndent:
        if ends_quote(state, line, end, True):  # noqa: FBT003 - markdown-it's signature
            break
        text = _text(state, line)
        if not text or state.is_code_block(line):
            break
        row = _split(text)
        added += width - len(row)
        if added > _MOST_ADDED:
            break
        row = [cell.strip(TRIMMED) for cell in row[:width]]
        _add_row(state, line, (*row, *[""] * (width - len(row))), cells)
        line += 1
    state.line = line
    return True


def _add_row(state: BlockState, line: int, cells: tuple[str, ...], header: tuple[str, ...]) -> None:
    number = state.base + line + 1
    quoted = state.quotes > 0
    row = (Kind.ROW, number, number, "", state.depth, state.parent, quoted, "", cells, header)
    # A third of the cost of Block(...), of which a plan makes thousands.
    state.blocks.append(tuple.__new__(Block, row))


def header_of(state: BlockState, line: int, end: int) -> list[str] | None:
    """Return the cells of a table's header on a line; `None` where no table begins."""
    below = line + 1
    if below >= end or state.sCount[below] < state.blkIndent or state.is_code_block(below):
        return None
    at, stop = state.bMarks[below] + state.tShift[below], state.eMarks[below]
    if not _UNDERLINE.match(state.src, at, stop):
        return None
    columns = [column.strip(TRIMMED) for column in state.src[at:stop].split("|")]
    inner = [c for i, c in enumerate(columns) if c or 0 < i < len(columns) - 1]
    if not all(map(_COLUMN.match, inner)):
        return None
    text = _text(state, line)
    if "|" not in text or state.is_code_block(line):
        return None
    cells = _split(text)
    return cells if cells and len(cells) == len(inner) else None


def _text(state: BlockState, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip(TRIMMED)


def _split(text: str) -> list[str]:
    """Split a row at its pipes; escaped ones are text."""
    cells = text.split("|") if "\\" not in text else [c.replace("\\|", "|") for c in _PIPE.split(text)]
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells
