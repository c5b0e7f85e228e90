"""Markdown text to a flat list of blocks with line spans. The one door for markdown_it.

Only block rules run: an inline pass over a whole file costs as much again and has quadratic traps.
Fences that an author left open hide what follows from CommonMark; they are ended here where the text
says that they ended (broken_fences.py), and what was hidden is told apart.
"""

from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sisyphus.parse.block_rules import ENDED_BY_OTHERS, by_first_character
from sisyphus.parse.broken_fences import BrokenFence, break_line, fence_text, mask, nested_end
from sisyphus.parse.front_matter import without_front_matter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_DEPTH = 64
"""Lists nested deeper than this are not read."""

_REPARSE_BUDGET = 12
"""How many times a file's length may be parsed again to mend fences: a hostile file must not cost more."""


class Kind(Enum):
    """What a block is."""

    __hash__ = object.__hash__  # Enum's own is Python code, and blocks are looked up by kind all the time

    HEADING = auto()
    ITEM = auto()
    PARAGRAPH = auto()
    FENCE = auto()
    CODE = auto()
    ROW = auto()
    HTML = auto()
    RULE = auto()


class Block(NamedTuple):
    """One block. A NamedTuple, since a large plan has tens of thousands of them."""

    kind: Kind
    line: int
    """First line, counted from 1."""
    end_line: int
    """Last line that is not blank, inclusive."""
    text: str
    """Heading or paragraph source without its indentation; an item's first line; a fence's content."""
    level: int
    """Heading level; for anything else how many list items enclose it."""
    parent: int
    """Index of the nearest enclosing item; -1 outside lists."""
    quoted: bool
    """Whether it stands in a block quote."""
    mark: str
    """Bullet or `1.` of an item; info string of a fence."""
    cells: tuple[str, ...] = ()
    """Of a table row."""
    header: tuple[str, ...] = ()
    """Cells of the header row that a table row stands under; equal to `cells` for the header itself."""


class Document(NamedTuple):
    """A Markdown text as blocks, in file order."""

    lines: tuple[str, ...]
    """The source, by the same line numbers, without newlines."""
    blocks: tuple[Block, ...]
    broken_fences: tuple[BrokenFence, ...]
    hidden: frozenset[int]
    """Lines of items and headings that CommonMark does not see because of a broken fence."""
    too_deep: bool
    """Whether lists nested deeper than `MAX_DEPTH` were left out."""


def parse_markdown(text: str) -> Document:
    """Split text into blocks; its newlines are bare line feeds (parse/encoding.py)."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    body = without_front_matter(lines)
    tokens = _markdown().parse("\n".join(body))
    plain = _walk(tokens, body, 0)
    blocks: list[Block] = plain
    broken: tuple[BrokenFence, ...] = ()
    if _first_fault(tokens, body, 0):
        blocks, broken = _mend(tokens, body)
    seen = {b.line for b in plain if b.kind in _COUNTED}
    hidden = frozenset(b.line for b in blocks if b.kind in _COUNTED) - seen
    too_deep = any(t.level >= 2 * MAX_DEPTH - 1 for t in tokens)
    return Document(tuple(lines), tuple(blocks), broken, hidden, too_deep)


def _mend(tokens: "Sequence[Token]", body: list[str]) -> tuple[list[Block], tuple[BrokenFence, ...]]:
    """Parse again from each broken fence on, and with the inner fences of a mis-nested one masked."""
    original, body = body, list(body)
    blocks: list[Block] = []
    broken: list[BrokenFence] = []
    start, budget = 0, _REPARSE_BUDGET * max(len(body), 64)
    while start < len(body):
        fault = _first_fault(tokens, body, start) if budget > 0 else None
        stop = len(body)
        if fault:
            broken.append(fault)
            if fault.ended_before > fault.swallowed_to:
                mask(body, fault)
                stop = start
            else:
                stop = fault.ended_before - 1
        if stop > start:
            part = _walk(tokens, body, start, stop)
            base = len(blocks)
            blocks += [b._replace(parent=b.parent + base) if b.parent >= 0 else b for b in part]
        start = stop
        if start < len(body):
            tokens = _markdown().parse("\n".join(body[start:]))
            budget -= len(body) - start
    masked = {f.line for f in broken if f.ended_before > f.swallowed_to}
    return [_unmasked(b, original, masked) for b in blocks], tuple(broken)


def _unmasked(block: Block, body: "Sequence[str]", masked: "Collection[int]") -> Block:
    if block.kind is Kind.FENCE and block.line in masked:
        return block._replace(text=fence_text(body, block.line, block.end_line - 1))
    return block


_COUNTED = (Kind.ITEM, Kind.HEADING)


@lru_cache(maxsize=1)
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - start-up: trust and --version read no plan

    parser = MarkdownIt("commonmark", {"maxNesting": 2 * MAX_DEPTH}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    # No inline pass follows, so link definitions would only take lines away from their paragraphs.
    ruler = parser.block.ruler
    ruler.disable("reference")
    rules = dict(zip(ruler.get_active_rules(), ruler.getRules(), strict=True))
    names = {rule: name for name, rule in rules.items()}
    ending = {chain: {names[rule]: rule for rule in ruler.getRules(chain)} for chain in ENDED_BY_OTHERS}
    # An active rule of this name is what makes indentation mean code.
    ruler.enableOnly(["code"])
    ruler.at("code", by_first_character(rules))
    for chain, some in ending.items():
        ruler.push(f"within {chain}", by_first_character(some), {"alt": [chain]})
    return parser


def _first_fault(tokens: "Sequence[Token]", body: "Sequence[str]", start: int) -> BrokenFence | None:
    for token in tokens:
        if token.type == "fence" and token.map:
            first, end = token.map[0] + start, min(token.map[1] + start, len(body))
            closed = nested_end(token.markup, body, first, end)
            if closed is not None:
                return BrokenFence(first + 1, closed + 1, end)
            line = break_line(token.markup, body, first, end)
            if line is not None:
                return BrokenFence(first + 1, line + 1, end)
    return None


def _walk(
    tokens: "Sequence[Token]", body: "Sequence[str]", start: int, stop: int | None = None
) -> list[Block]:
    """Turn tokens into blocks; drop what begins at or behind `stop` and cut what reaches beyond it."""
    stop = len(body) if stop is None else stop
    blocks: list[Block] = []
    items: list[int] = []
    quotes = 0
    header: tuple[str, ...] = ()
    for index, token in enumerate(tokens):
        kind = _KINDS.get(token.type)
        if kind is None or token.map is None:
            if token.type == "list_item_close":
                items.pop()
            elif token.tag == "blockquote":
                quotes += token.nesting
            continue
        line, end = token.map[0] + start, token.map[1] + start
        if line >= stop:
            break
        level = int(token.tag[1]) if kind is Kind.HEADING else len(items)
        parent = items[-1] if items else -1
        text, mark = token.content, token.info
        cells: tuple[str, ...] = ()
        if kind is Kind.PARAGRAPH or kind is Kind.HEADING:
            text = tokens[index + 1].content
        elif kind is Kind.ITEM:
            text, mark = _first_line(tokens, index), mark + token.markup
            items.append(len(blocks))
        elif kind is Kind.ROW:
            cells = _cells(tokens, index)
            header = cells if tokens[index - 1].type == "thead_open" else header
        elif kind is Kind.FENCE:
            mark, text = mark.strip(), _fence_content(text, body, (line, end, stop))
        end = _last_filled(body, line, min(end, stop))
        of = header if cells else ()
        blocks.append(Block(kind, line + 1, end, text, level, parent, quotes > 0, mark, cells, of))
    return blocks


def _fence_content(text: str, body: "Sequence[str]", span: tuple[int, int, int]) -> str:
    """Return a fence's content, cut where the fence (first line, end) reaches beyond the stop."""
    line, end, stop = span
    return text if end <= stop else fence_text(body, line + 1, _last_filled(body, line, stop))


def _first_line(tokens: "Sequence[Token]", index: int) -> str:
    """Return the first line of an item, which may be a paragraph or, before a setext underline, a heading."""
    first = tokens[index + 2] if index + 2 < len(tokens) else tokens[index]
    return first.content.partition("\n")[0] if first.type == "inline" else ""


def _cells(tokens: "Sequence[Token]", index: int) -> tuple[str, ...]:
    cells: list[str] = []
    for position in range(index + 1, len(tokens)):
        token = tokens[position]
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(token.content)
    return tuple(cells)


def _last_filled(body: "Sequence[str]", first: int, end: int) -> int:
    """Return the number (from 1) of the last line in `[first, end)` that is not blank."""
    while end - 1 > first and not (body[end - 1] and body[end - 1].strip()):
        end -= 1
    return end if end > first else first + 1


_KINDS = {
    "heading_open": Kind.HEADING,
    "list_item_open": Kind.ITEM,
    "paragraph_open": Kind.PARAGRAPH,
    "fence": Kind.FENCE,
    "code_block": Kind.CODE,
    "tr_open": Kind.ROW,
    "html_block": Kind.HTML,
    "hr": Kind.RULE,
}
