"""Markdown text to a flat list of blocks with line spans. The one door for markdown_it.

Only block rules run: an inline pass over a whole file costs as much again and has quadratic traps.
Fences that an author left open hide what follows from CommonMark; they are ended here where the text
says that they ended (`_break_line`), and what was hidden is told apart.
"""

import itertools
import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_DEPTH = 64
"""Lists nested deeper than this are not read."""

_REPARSE_BUDGET = 12
"""How many times a file's length may be parsed again to mend fences: a hostile file must not cost more."""

_COLUMN_0_BOX = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?:[^\[\]\n]|N/A)\](?:[ \t]|$)")
_COLUMN_0_SECTION = re.compile(r"##[ \t]+\S")
_MASK = "\x00"
"""Stands for a fence character that the parser must not see."""
_FENCE_LINE = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*(.*)$")


class Kind(Enum):
    """What a block is."""

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


class BrokenFence(NamedTuple):
    """A fence that ends elsewhere than CommonMark says: sooner when left open, later when mis-nested."""

    line: int
    """Where it opens."""
    ended_before: int
    """The first line behind it."""
    swallowed_to: int
    """The last line that CommonMark counts as its content."""


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
    body = _without_front_matter(lines)
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
                _mask(body, fault)
                stop = start
            else:
                stop = fault.ended_before - 1
        if stop > start:
            part = _walk(tokens, body, start, stop)
            blocks.extend(b._replace(parent=b.parent + len(blocks)) if b.parent >= 0 else b for b in part)
        start = stop
        if start < len(body):
            tokens = _markdown().parse("\n".join(body[start:]))
            budget -= len(body) - start
    masked = {f.line for f in broken if f.ended_before > f.swallowed_to}
    return [_unmasked(b, original, masked) for b in blocks], tuple(broken)


def _mask(body: list[str], fault: BrokenFence) -> None:
    """Make the fence lines inside a mis-nested fence ordinary text, for the parser's eyes only."""
    for number in range(fault.line, fault.ended_before - 2):
        if _FENCE_LINE.match(body[number]):
            body[number] = body[number].replace("`", _MASK).replace("~", _MASK)


def _unmasked(block: Block, body: "Sequence[str]", masked: "Collection[int]") -> Block:
    if block.kind is Kind.FENCE and block.line in masked:
        return block._replace(text=_fence_text(body, block.line, block.end_line - 1))
    return block


def _fence_text(body: "Sequence[str]", first: int, end: int) -> str:
    """Return the lines `[first, end)` below a fence without the indentation of the fence itself."""
    opening = body[first - 1]
    indent = len(opening) - len(opening.lstrip(" \t"))
    return "".join(line[min(indent, len(line) - len(line.lstrip())) :] + "\n" for line in body[first:end])


_COUNTED = (Kind.ITEM, Kind.HEADING)


@lru_cache(maxsize=1)
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - start-up: a cached plan needs no parser

    parser = MarkdownIt("commonmark", {"maxNesting": 2 * MAX_DEPTH}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    # No inline pass follows, so link definitions would only take lines away from their paragraphs.
    parser.block.ruler.disable("reference")
    return parser


def _without_front_matter(lines: "Sequence[str]") -> list[str]:
    """Blank out YAML front matter, which CommonMark reads as a rule and a setext heading."""
    body = list(lines)
    if body and body[0].rstrip() == "---":
        for number in range(1, min(len(body), 200)):
            if body[number].rstrip() in {"---", "..."}:
                body[: number + 1] = [""] * (number + 1)
                break
            if body[number] and not re.match(r"[A-Za-z_][\w-]*\s*:|\s|#|- ", body[number]):
                break
    return body


def _first_fault(tokens: "Sequence[Token]", body: "Sequence[str]", start: int) -> BrokenFence | None:
    for token in tokens:
        if token.type == "fence" and token.map:
            first, end = token.map[0] + start, min(token.map[1] + start, len(body))
            nested_end = _nested_end(token, body, first, end)
            if nested_end is not None:
                return BrokenFence(first + 1, nested_end + 1, end)
            line = _break_line(token, body, first, end)
            if line is not None:
                return BrokenFence(first + 1, line + 1, end)
    return None


def _nested_end(token: "Token", body: "Sequence[str]", first: int, end: int) -> int | None:
    """Return the index behind the line that really closes a fence with fences of its own length inside.

    Authors put ```` ```json ```` into ```` ```markdown ````; CommonMark then ends the outer fence with the
    inner one, and takes what follows for code. `None` where the inner fences do not balance.
    """
    if not any(m and m[2].strip() for m in map(_FENCE_LINE.match, body[first + 1 : end])):
        return None
    depth = 1
    for number in range(first + 1, len(body)):
        line = body[number]
        if _COLUMN_0_BOX.match(line) or _COLUMN_0_SECTION.match(line):
            return None
        fence = _FENCE_LINE.match(line)
        if fence and fence[1].startswith(token.markup):
            depth += 1 if fence[2].strip() else -1
            if not depth:
                return number + 1 if number + 1 > end else None
    return None


def _break_line(token: "Token", body: "Sequence[str]", first: int, end: int) -> int | None:
    """Return the index of the line that ends a fence early, or `None` for a fence that tells the truth.

    A fence opened with indentation never holds an unindented checkbox or `## ` heading: over 301 real plans
    that rule found all but one of the boxes that broken fences hid. A fence that is never closed does not
    hold them either.
    """
    indented = body[first][:1] in {" ", "\t"}
    if not indented and _closed(token, body, first, end):
        return None
    for number in range(first + 1, end):
        line = body[number]
        if _COLUMN_0_BOX.match(line) or _COLUMN_0_SECTION.match(line):
            return number
    return None


def _closed(token: "Token", body: "Sequence[str]", first: int, end: int) -> bool:
    if end - 1 <= first:
        return False
    last = _FENCE_LINE.match(body[end - 1].lstrip("> \t"))
    return bool(last and not last[2].strip() and last[1].startswith(token.markup))


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
        name = token.type
        if name == "list_item_close":
            items.pop()
        quotes += (name == "blockquote_open") - (name == "blockquote_close")
        kind = _KINDS.get(name)
        if kind is None or token.map is None:
            continue
        line = token.map[0] + start
        if line >= stop:
            break
        end = _last_filled(body, line, min(token.map[1] + start, stop))
        text, mark = _content(kind, tokens, index)
        cells: tuple[str, ...] = ()
        level = len(items)
        parent = items[-1] if items else -1
        if kind is Kind.HEADING:
            level = int(token.tag[1])
        elif kind is Kind.ITEM:
            items.append(len(blocks))
        elif kind is Kind.ROW:
            cells = _cells(tokens, index)
            header = cells if tokens[index - 1].type == "thead_open" else header
        elif kind is Kind.FENCE and token.map[1] + start > stop:
            text = _fence_text(body, line + 1, end)
        of = header if cells else ()
        blocks.append(Block(kind, line + 1, end, text, level, parent, quotes > 0, mark, cells, of))
    return blocks


def _content(kind: Kind, tokens: "Sequence[Token]", index: int) -> tuple[str, str]:
    """Return a block's text and mark."""
    token = tokens[index]
    if kind is Kind.ITEM:
        # A box may open a paragraph or, before a setext underline, a heading.
        first = tokens[index + 2] if index + 2 < len(tokens) else token
        text = first.content.split("\n", 1)[0] if first.type == "inline" else ""
        return text, token.info + token.markup
    if kind in {Kind.HEADING, Kind.PARAGRAPH}:
        return tokens[index + 1].content, ""
    return token.content, token.info.strip()


def _cells(tokens: "Sequence[Token]", index: int) -> tuple[str, ...]:
    cells: list[str] = []
    for token in itertools.islice(tokens, index + 1, None):
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(token.content)
    return tuple(cells)


def _last_filled(body: "Sequence[str]", first: int, end: int) -> int:
    """Return the number (from 1) of the last line in `[first, end)` that is not blank."""
    while end - 1 > first and not body[end - 1].strip():
        end -= 1
    return max(end, first + 1)


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
