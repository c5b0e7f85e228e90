"""Where a task's body ends, which authors often forget to indent."""

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
    heading, rule = Kind.HEADING, Kind.RULE
    for index in range(own + 1, len(blocks)):
        block = blocks[index]
        kind, line = block.kind, block.line
        if kind is heading or kind is rule or line > limit:
            break
        if line <= end or block.parent == own:
            end = max(end, block.end_line)
            continue
        if end == row.end_line and not _opens_body(kind, block.text):
            break
        end = max(end, min(block.end_line, limit))
    return end


def _opens_body(kind: Kind, text: str) -> bool:
    """Whether a block at the margin behind a task begins its body: a field, or a box that is no task."""
    if kind is Kind.ITEM:
        return read_box(text) is not None
    return kind is Kind.PARAGRAPH and text.startswith("**")
