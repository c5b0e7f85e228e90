"""Where a task's body ends, which authors often forget to indent."""

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter

from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.outline import Form, Row
from sisyphus.parse.plans.rows import read_box


def body_end(row: Row, limit: int, document: Document) -> int:
    """Return the last line of a task's body; `limit` is the line before the next task or task heading."""
    end = (
        _unindented_end(row, limit, document)
        if row.form in {Form.ITEM, Form.CLOSE, Form.PROSE}
        else row.end_line
    )
    while end > row.line and not document.lines[end - 1].strip():
        end -= 1
    return end


def _unindented_end(row: Row, limit: int, document: Document) -> int:
    """Return where a body ends that goes on at the margin behind its item."""
    end = row.end_line
    blocks, own = document.blocks, row.block
    # Of what stands inside the item itself only a heading or a rule would matter, which ends the body.
    behind = bisect_right(blocks, end, own + 1, key=_line_of)
    for index in range(behind, _first_of(document, (Kind.HEADING, Kind.RULE), own)):
        block = blocks[index]
        kind, line = block.kind, block.line
        if line > limit:
            break
        if line <= end or block.parent == own:
            end = max(end, block.end_line)
            continue
        if end == row.end_line and not _opens_body(kind, block.text):
            break
        end = max(end, min(block.end_line, limit))
    return end


_line_of = attrgetter("line")


def _first_of(document: Document, kinds: Iterable[Kind], index: int) -> int:
    """Return the index of the first block of some kinds behind one; how many blocks there are if none is."""
    places = [document.places[kind] for kind in kinds]
    behind = [of[at] for of in places if (at := bisect_right(of, index)) < len(of)]
    return min(behind, default=len(document.blocks))


def _opens_body(kind: Kind, text: str) -> bool:
    """Whether a block at the margin behind a task begins its body: a field, or a box that is no task."""
    if kind is Kind.ITEM:
        return read_box(text) is not None
    return kind is Kind.PARAGRAPH and text.startswith("**")
