"""Dependency matrices: the tables, bullets and graphs that say which task waits for which."""

# ruff: noqa: RUF001
# Authors write full-width punctuation and dashes.

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from sisyphus.model.deferred import replace
from sisyphus.model.plan import MatrixEntry
from sisyphus.model.regex import regex
from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.pieces import holds_any
from sisyphus.parse.plans.dependencies import TASKS, needs_in_prose, parse_labels, parse_needs
from sisyphus.parse.plans.field_names import Field
from sisyphus.parse.plans.named_fields import field_named
from sisyphus.parse.plans.section_names import GROUP, SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below

_MATRIX_BULLET = regex(
    r"\s*[-*+]\s+\*{0,2}(?P<tasks>[^*:：]{1,40}?)\*{0,2}\s*[:：]\s*\*{0,2}\s*(?P<rest>.+)$"
)
_DASH = regex(r"(?<!\s)\s+[-–—]\s+")
_HEADERS = {
    Field.BLOCKED_BY: frozenset({"reason"}),
    Field.BLOCKS: frozenset({"被依赖", "被依賴", "主要阻塞"}),
}
"""Headers of a matrix's columns beside the names of the fields."""


def read_matrix(document: Document, sections: Iterable[Section]) -> dict[str, MatrixEntry]:
    """Read dependency matrices, tables and bullets, by label; of a label's rows the first counts."""
    matrix: dict[str, MatrixEntry] = {}
    for section in sections:
        if section.kind not in _MATRICES and section.effective is not SectionKind.TASKS:
            continue
        inside = blocks_below(document, section) if section.kind in _MATRICES else ()
        # The first plans have the table under `Parallelization`, and other lists beside it.
        bullets = _bullets(document, inside) if section.kind is SectionKind.MATRIX else ()
        arrows = _arrows(document, inside)
        sure = section.kind is not SectionKind.EXECUTION
        for labels, entry in (*_table(_rows_below(document, section), sure=sure), *bullets, *arrows):
            for label in labels:
                matrix.setdefault(label.casefold(), entry)
    return matrix


_MATRICES = frozenset({SectionKind.MATRIX, SectionKind.EXECUTION})
_MatrixRow = tuple[tuple[str, ...], MatrixEntry]


def _rows_below(document: Document, section: Section) -> list[Block]:
    """Return the rows of the tables in a section, without a look at its other blocks."""
    blocks, rows = document.blocks, document.places[Kind.ROW]
    first = bisect_right(rows, section.line, key=lambda index: blocks[index].line)
    last = bisect_right(rows, section.end_line, first, key=lambda index: blocks[index].line)
    return [blocks[index] for index in rows[first:last]]


def _table(rows: Iterable[Block], *, sure: bool) -> Iterator[_MatrixRow]:
    """Read the rows of tables with a column for dependencies; where not `sure`, of those headed by tasks."""
    for block in rows:
        if block.cells == block.header or not block.cells:
            continue
        depends, blocks_at = _columns(block.header, sure=sure)
        if depends is not None:
            yield (
                parse_labels(block.cells[0]),
                MatrixEntry(
                    line=block.line,
                    depends_on=_cell(block, depends),
                    blocks=_cell(block, blocks_at) if blocks_at else (),
                ),
            )


@lru_cache(maxsize=256)
def _columns(header: tuple[str, ...], *, sure: bool) -> tuple[int | None, int | None]:
    """Return which columns hold what tasks wait for, and what they hold up."""
    names = [h.strip(" *`").casefold() for h in header]
    # A row of a table of waves names no tasks: its `1` is a wave.
    if names and (GROUP.match(names[0]) or not (sure or TASKS.search(names[0]))):
        return None, None
    return _column(names, Field.BLOCKED_BY), _column(names, Field.BLOCKS)


def _cell(block: Block, at: int) -> tuple[str, ...]:
    return parse_needs(block.cells[at]) if at < len(block.cells) else ()


def _column(names: list[str], field: Field) -> int | None:
    return next(
        (i for i, n in enumerate(names) if i and (field_named(n) is field or n in _HEADERS[field])), None
    )


def _bullets(document: Document, blocks: Iterable[Block]) -> Iterator[_MatrixRow]:
    """Read `- **8**: 3, 5, 7 - 11, 15, 2`: depends on, a dash, blocks, and the wave as the last number."""
    for block in blocks:
        if block.kind is not Kind.ITEM:
            continue
        line = document.lines[block.line - 1]
        if told := _told(line):
            yield told[0], replace(told[1], line=block.line)
            continue
        if not (match := _MATRIX_BULLET.match(line)):
            continue
        before, dash, after = _DASH.sub("\x00", match["rest"], count=1).partition("\x00")
        if not dash:
            continue
        blocks_of = parse_labels(after)
        yield (
            parse_labels(match["tasks"]),
            MatrixEntry(
                line=block.line,
                depends_on=parse_needs(before),
                blocks=blocks_of[:-1] if len(blocks_of) > 1 else (),
            ),
        )


_TELLING = regex(
    r"\s*[-*+]\s+\*{0,2}(?P<tasks>(?:tasks?|todos?|任务|任務|작업)?\s{0,2}[\dTF][^*:：()]{0,30}?)\*{0,2}\s{0,2}[:：–—→-]?\*{0,2}\s{0,2}"
    r"(?P<rest>\(?(?:depends?|blocks?|blocked|requires|needs|after|依赖|依賴|阻塞)\b.*)$",
    re.IGNORECASE,
)
_BLOCKS = regex(
    r"(?:\bblocks?\b|阻塞)[\s:：]{0,3}(?P<labels>(?:(?!\bblock|\s/\s)[^;；|()→.]|\.(?=[\dx]))*)",
    re.IGNORECASE,
)


def _told(line: str) -> _MatrixRow | None:
    """Read `- **4**: depends on 1, 2; blocks 5`."""
    match = _TELLING.match(line)
    if match is None:
        return None
    blocks = _BLOCKS.search(match["rest"])
    after = parse_labels(blocks["labels"]) if blocks else ()
    entry = MatrixEntry(line=0, depends_on=needs_in_prose(match["rest"]), blocks=after)
    return parse_labels(match["tasks"]), entry


_BACK = regex(r"[\u2190\u27f5\u21d0]|<(?:-{1,3}|={2,3})(?![->=])")
"""Not `<=`, which compares."""
_ID = (
    r"(?:(?:tasks?|todos?|任务|任務|작업|タスク)\s?)?#?"
    r"(?:(?-i:[A-Z]{1,4})?-?\d{1,4}(?:\.\d{1,4})*[a-z]?|(?-i:[A-Z])|(?-i:[a-z](?!\w)))(?![\w.-]*\w)"
)
_HEADED = regex(rf"(?:[-*+]\s+)?[*`\[(]*(?P<label>{_ID})[*`\])]*(?:[:.]?\s[^\n]{{0,80}})?$", re.IGNORECASE)
_LISTED = regex(rf"[*`\[(]*{_ID}(?:[\s,;、+&]+(?:and\s)?{_ID})*[*`\])]*\s*(?:[(（#][^\n]*)?$", re.IGNORECASE)


def _arrows(document: Document, blocks: Iterable[Block]) -> Iterator[_MatrixRow]:
    """Read `3 ← 1, 2` and `3 ← 2 ← 1`, wherever they stand; what points forward draws more than it says."""
    for block in blocks:
        text = block.text
        # Most blocks hold neither sign.
        if ("<" in text or not text.isascii()) and block.kind in _DRAWN and holds_any(text, _BACK_SIGNS):
            for number, line in enumerate(document.lines[block.line - 1 : block.end_line], block.line):
                yield from _pointed_at(line.strip(), number)


def _pointed_at(line: str, number: int) -> Iterator[_MatrixRow]:
    parts = [part.strip() for part in _BACK.split(line)]
    headed = _HEADED.match(parts[0])
    if headed is None or not all(map(_LISTED.match, parts[1:])):
        return
    for left, right in pairwise((headed["label"], *parts[1:])):
        yield parse_labels(left), MatrixEntry(line=number, depends_on=parse_labels(right))


_DRAWN = frozenset({Kind.PARAGRAPH, Kind.FENCE, Kind.CODE})
_BACK_SIGNS = ("\u2190", "\u27f5", "\u21d0", "<-", "<==")
