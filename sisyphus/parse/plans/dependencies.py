"""Lists of task labels as authors write them, and the tables that hold them."""

import re
from collections.abc import Iterable, Iterator

from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below

_NONE = re.compile(
    r"\W*(?:none|nothing|no\b|n/a|null|nil|-+|—|无|沒有|没有|없음|なし|ningun[oa]|nenhum[a]?"
    r"|нет|không|tidak ada|keine|aucun)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\([^()]*\)|（[^（）]*）")
_DEPENDS = re.compile(r"depends?(?: on)?:?\s*([^()]*)", re.IGNORECASE)
_NOT_LABEL = re.compile(r"\b(?:wave|phase|stage|波次|阶段|day|week)s?\s*[#:]?\s*[\d,\s–-]+", re.IGNORECASE)
_RANGE = re.compile(
    r"(?<![\w.])(?P<head>(?-i:[A-Z]{1,3}-?|f)?)(?P<first>\d{1,4}(?:\.\d+)*[a-z]?)"
    r"(?:\s*(?:[-–—~]|to|through|\.\.)\s*(?P<head2>(?-i:[A-Z]{1,3}-?|f)?)(?P<last>\d{1,4}))?(?![\w.]*\w)",
    re.IGNORECASE,
)
_LONGEST_RANGE = 500


def parse_labels(text: str) -> tuple[str, ...]:
    """Read `1, 3-5`, `[T1, T2]`, `Tasks 4-20`, `F1-F4` or `None` into labels; ranges are spelt out."""
    if not text or _NONE.match(text):
        inner = _DEPENDS.search(text)
        if not inner:
            return ()
        text = inner[1]
    text = _NOT_LABEL.sub(" ", _REMARK.sub(" ", text))
    labels: dict[str, None] = {}
    for match in _RANGE.finditer(text):
        head, first, last = match["head"], match["first"], match["last"]
        same = match["head2"] in {"", None} or match["head2"] == head
        if last and first.isdigit() and same and 0 <= int(last) - int(first) <= _LONGEST_RANGE:
            labels.update((f"{head}{n}", None) for n in range(int(first), int(last) + 1))
        else:
            labels[head + first] = None
            if last:
                labels[(match["head2"] or "") + last] = None
    return tuple(labels)


_MATRIX_BULLET = re.compile(
    r"\s*[-*+]\s+\*{0,2}(?P<tasks>[^*:：]{1,40}?)\*{0,2}\s*[:：]\s*\*{0,2}\s*(?P<rest>.+)$"
)
_HEADERS = {
    "depends": (
        "depends on",
        "depends",
        "blocked by",
        "dependencies",
        "依赖",
        "依赖于",
        "의존",
        "depende de",
        "reason",
    ),
    "blocks": ("blocks", "阻塞", "차단", "bloquea", "bloqueia"),
}


def read_matrix(
    document: Document, sections: Iterable[Section]
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Read dependency matrices, tables and bullets: label → (depends on, blocks)."""
    matrix: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for section in sections:
        if section.kind is not SectionKind.MATRIX:
            continue
        inside = blocks_below(document, section)
        for labels, depends, blocks in (*_table(inside), *_bullets(document, inside)):
            for label in labels:
                matrix.setdefault(label.casefold(), (depends, blocks))
    return matrix


_MatrixRow = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _table(blocks: Iterable[Block]) -> Iterator[_MatrixRow]:
    for block in blocks:
        if block.kind is not Kind.ROW or block.cells == block.header:
            continue
        names = [h.strip(" *`").casefold() for h in block.header]
        depends, blocks_at = (_column(names, _HEADERS[which]) for which in ("depends", "blocks"))
        if depends is not None and block.cells:
            yield (
                parse_labels(block.cells[0]),
                parse_labels(block.cells[depends]) if depends < len(block.cells) else (),
                parse_labels(block.cells[blocks_at]) if blocks_at and blocks_at < len(block.cells) else (),
            )


def _column(names: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((i for i, n in enumerate(names) if i and n in wanted), None)


def _bullets(document: Document, blocks: Iterable[Block]) -> Iterator[_MatrixRow]:
    """Read `- **8**: 3, 5, 7 - 11, 15, 2`: depends on, a dash, blocks, and the wave as the last number."""
    for block in blocks:
        if block.kind is not Kind.ITEM:
            continue
        match = _MATRIX_BULLET.match(document.lines[block.line - 1])
        if not match:
            continue
        before, dash, after = re.sub(r"\s+[-–—]\s+", "\x00", match["rest"], count=1).partition("\x00")
        if not dash:
            continue
        blocks_of = parse_labels(after)
        yield parse_labels(match["tasks"]), parse_labels(before), blocks_of[:-1] if len(blocks_of) > 1 else ()
