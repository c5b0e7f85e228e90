"""The rules for blocks that hold no others: headings, rules, code and fences."""

from bisect import bisect_right

from sisyphus.parse.block import Block, Kind
from sisyphus.parse.block_starts import FENCE, HEADING, RULE
from sisyphus.parse.block_state import CODE_INDENT, TRIMMED, BlockState, Fence


def heading(state: BlockState, line: int, at: int, _end: int) -> bool:
    """Read a heading such as `## Title ##`."""
    opening = HEADING.match(state.src, at)
    if not opening:
        state.glued.append(state.base + line + 1)
        return False
    text = state.src[opening.end() : state.eMarks[line]].rstrip(" \t")
    bare = text.rstrip("#")
    if bare[-1:] in {" ", "\t"}:
        text = bare
    state.line = line + 1
    add_heading(state, line, line + 1, text.strip(TRIMMED), opening.end() - at)
    return True


def add_heading(state: BlockState, first: int, end: int, text: str, level: int) -> None:
    """Add a heading of the lines `[first, end)`."""
    line, last, quoted = state.base + first + 1, state.base + end, state.quotes > 0
    values = (Kind.HEADING, line, last, text, level, state.parent, quoted, "", (), ())
    # A third of the cost of Block(...), of which a plan makes thousands.
    state.blocks.append(tuple.__new__(Block, values))


def thematic_break(state: BlockState, line: int, at: int, _end: int) -> bool:
    """Read a thematic break."""
    if not RULE.match(state.src, at, state.eMarks[line]):
        return False
    state.line = line + 1
    state.blocks.append(state.block(Kind.RULE, line, line + 1, ""))
    return True


def code(state: BlockState, first: int, end: int) -> None:
    """Read indented code."""
    last = line = first + 1
    while line < end:
        if state.isEmpty(line):
            line += 1
        elif state.is_code_block(line):
            line += 1
            last = line
        else:
            break
    state.line = last
    text = state.getLines(first, last, CODE_INDENT + state.blkIndent, False)  # noqa: FBT003 - markdown-it's signature
    state.blocks.append(state.block(Kind.CODE, first, last, text + "\n"))


def fence(state: BlockState, first: int, at: int, end: int) -> bool:
    """Read a fence, down to the line that closes it or to where the block around it ends."""
    opening = FENCE.match(state.src, at, state.eMarks[first])
    if not opening:
        return False
    markup, info = (opening[1], opening[2]) if opening[1] else (opening[3], opening[4])
    last, closed = (_end_in_quote if state.quotes else _end)(state, markup, first, end)
    state.line = last + closed
    text = state.getLines(first + 1, last, state.sCount[first], True)  # noqa: FBT003 - markdown-it's signature
    state.fences.append(Fence(markup, first, state.line))
    state.blocks.append(state.block(Kind.FENCE, first, state.line, text, info.strip()))
    return True


def _end(state: BlockState, markup: str, first: int, end: int) -> tuple[int, bool]:
    """Return the line that ends a fence, and whether it closes it. Only lines that hold its marks can."""
    src, begins = state.src, state.bMarks
    line, before = first, first + 1
    while (at := src.find(markup, state.eMarks[line])) >= 0:
        line = bisect_right(begins, at) - 1
        if line >= end:
            break
        # Wherever the marks stand: else a fence in an item would look through those of all items below.
        outdented = _outdented(state, before, line + 1)
        if outdented is not None:
            return outdented, False
        if at == begins[line] + state.tShift[line] and _closes(state, markup, line):
            return line, True
        before = line + 1
    outdented = _outdented(state, before, end)
    return (end if outdented is None else outdented), False


def _outdented(state: BlockState, first: int, end: int) -> int | None:
    """Return the first line that is not blank and stands left of the block around it."""
    indents, wanted = state.sCount, state.blkIndent
    if not wanted or min(indents[first:end], default=wanted) >= wanted:
        return None
    lines = (line for line in range(first, end) if indents[line] < wanted)
    return next((line for line in lines if not state.isEmpty(line)), None)


def _end_in_quote(state: BlockState, markup: str, first: int, end: int) -> tuple[int, bool]:
    """Do the same line by line, since a quote moves where its lines begin."""
    for line in range(first + 1, end):
        at = state.bMarks[line] + state.tShift[line]
        outdented = at < state.eMarks[line] and state.sCount[line] < state.blkIndent
        if outdented or at >= len(state.src):
            return line, False
        if state.src[at] == markup[0] and _closes(state, markup, line):
            return line, True
    return max(end, first + 1), False


def _closes(state: BlockState, markup: str, line: int) -> bool:
    if state.is_code_block(line):
        return False
    run = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")
    return run.startswith(markup) and not run.strip(markup[0])
