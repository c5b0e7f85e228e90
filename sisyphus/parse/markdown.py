"""Markdown text to a flat list of blocks with line spans. The one door for markdown_it.

Only block rules run: an inline pass over a whole file costs as much again and has quadratic traps. The
frequent ones are rules of our own (block_rules.py), which read nothing differently.
Fences that an author left open hide what follows from CommonMark; they are ended here where the text
says that they ended (broken_fences.py), and what was hidden is told apart.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from sisyphus.parse.block import Block, Kind
from sisyphus.parse.block_rules import MAX_LEVEL, tokenize
from sisyphus.parse.block_starts import ends_quote
from sisyphus.parse.block_state import BlockState, Rule
from sisyphus.parse.broken_fences import BrokenFence, FenceLines, fence_text, find_fault, mask, unglued
from sisyphus.parse.fence_doubts import is_closed
from sisyphus.parse.front_matter import without_front_matter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["MAX_DEPTH", "Block", "Document", "Kind", "parse_markdown", "places_of"]

MAX_DEPTH = MAX_LEVEL // 2
"""Lists nested deeper than this are not read."""

_REPARSE_BUDGET = 12
"""How many times a file's length may be parsed again to mend fences: a hostile file must not cost more."""


class Document(NamedTuple):
    """A Markdown text as blocks, in file order."""

    text: str
    """The source."""
    lines: tuple[str, ...]
    """The same by the line numbers of the blocks, without newlines."""
    blocks: tuple[Block, ...]
    broken_fences: tuple[BrokenFence, ...]
    hidden: frozenset[int]
    """Lines of items and headings that CommonMark does not see because of a broken fence."""
    too_deep: bool
    """Whether lists nested deeper than `MAX_DEPTH` were left out."""
    places: "Mapping[Kind, Sequence[int]]"
    """The indices of the blocks of each kind, in order: who wants headings need not look at all blocks."""
    glued: tuple[int, ...]
    """Numbers of lines that begin with a `#` and are no headings, such as `##Title`."""


def parse_markdown(text: str) -> Document:
    """Split text into blocks; its newlines are bare line feeds (parse/encoding.py)."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    body = without_front_matter(lines)
    plain = read_blocks(body, 0)
    blocks = plain.blocks
    broken: tuple[BrokenFence, ...] = ()
    hidden: frozenset[int] = frozenset()
    if _first_fault(plain, body):
        blocks, broken = _mend(plain, body)
        seen = {b.line for b in plain.blocks if b.kind in _COUNTED}
        hidden = frozenset(b.line for b in blocks if b.kind in _COUNTED) - seen
    too_deep = plain.deepest >= MAX_LEVEL - 1
    found = tuple(blocks)
    return Document(text, tuple(lines), found, broken, hidden, too_deep, places_of(found), tuple(plain.glued))


def places_of(blocks: "Sequence[Block]") -> "Mapping[Kind, Sequence[int]]":
    """Return the indices of the blocks of each kind."""
    places: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    for index, block in enumerate(blocks):
        places[block.kind].append(index)
    return places


def read_blocks(lines: "Sequence[str]", base: int) -> BlockState:
    """Read lines, above which `base` lines of the file stand."""
    state = BlockState(lines, _STOCK_RULES, base)
    tokenize(state, 0, state.lineMax)
    return state


def _mend(state: BlockState, body: list[str]) -> tuple[list[Block], tuple[BrokenFence, ...]]:
    """Parse again from each broken fence on, and with the inner fences of a mis-nested one masked."""
    original, body = body, list(body)
    blocks: list[Block] = []
    broken: list[BrokenFence] = []
    start, budget = 0, _REPARSE_BUDGET * max(len(body), 64)
    while start < len(body):
        fault = _first_fault(state, body) if budget > 0 else None
        stop = len(body)
        if fault:
            broken.append(fault)
            if fault.ended_before > fault.swallowed_to:
                mask(body, fault)
                stop = start
            else:
                stop = fault.ended_before - 1
                body[stop] = unglued(body[stop])
        if stop > start:
            part = _cut(state.blocks, body, stop)
            base = len(blocks)
            blocks += [b._replace(parent=b.parent + base) if b.parent >= 0 else b for b in part]
        start = stop
        if start < len(body):
            state = read_blocks(body[start:], start)
            budget -= len(body) - start
    masked = {f.line for f in broken if f.ended_before > f.swallowed_to}
    return [_unmasked(b, original, masked) for b in blocks], tuple(broken)


def _cut(blocks: list[Block], body: list[str], stop: int) -> list[Block]:
    """Drop the blocks that begin behind the first `stop` lines, and cut what reaches beyond them."""
    kept: list[Block] = []
    for block in blocks:
        if block.line > stop:
            break
        if block.end_line <= stop:
            kept.append(block)
            continue
        last = next((n for n in range(stop, block.line, -1) if body[n - 1].strip()), block.line)
        text = fence_text(body, block.line, last) if block.kind is Kind.FENCE else block.text
        kept.append(block._replace(end_line=last, text=text))
    return kept


def _unmasked(block: Block, body: "Sequence[str]", masked: "Collection[int]") -> Block:
    if block.kind is Kind.FENCE and block.line in masked:
        return block._replace(text=fence_text(body, block.line, block.end_line - 1))
    return block


_COUNTED = (Kind.ITEM, Kind.HEADING)


def _first_fault(state: BlockState, body: "Sequence[str]") -> BrokenFence | None:
    spans = [(f.markup, f.first + state.base, min(f.end + state.base, len(body))) for f in state.fences]
    last_open = max(
        (s[1] for s in spans if body[s[1]][:1] in {"`", "~"} and not is_closed(s[0], body, s[1], s[2])),
        default=-1,
    )
    lines = FenceLines(body, [first for _, first, _ in spans])
    for markup, first, end in spans:
        fault = find_fault(markup, lines, first, end, astray=first < last_open)
        if fault:
            return fault
    return None


class _StockRules:
    """The rules that are markdown-it's own, and what they ask of its parser."""

    def __init__(self) -> None:
        self.options = {"html": True}
        self.block = self
        self.ruler = self
        self.tokenize = tokenize

    def getRules(self, chain: str) -> list[Rule]:  # noqa: N802 - markdown-it's own name
        """Return the rules that may end a quote, the only ones that are asked for."""
        del chain
        return [ends_quote]

    def read_quote(self, state: BlockState, line: int, end: int) -> None:
        """Read a block quote with all that stands in it."""
        quote, _ = _stock_rules()
        quote(state, line, end, False)  # noqa: FBT003 - markdown-it's signature
        state.pushed.clear()

    def opens_html(self, state: BlockState, line: int) -> bool:
        """Whether HTML begins on a line that may end a paragraph."""
        _, html = _stock_rules()
        return html(state, line, state.lineMax, True)  # noqa: FBT003 - markdown-it's signature

    def read_html(self, state: BlockState, line: int, end: int) -> bool:
        """Read a block of HTML."""
        _, html = _stock_rules()
        if not html(state, line, end, False):  # noqa: FBT003 - markdown-it's signature
            return False
        state.blocks.append(state.block(Kind.HTML, line, state.line, state.pushed.pop().content))
        return True


_STOCK_RULES = _StockRules()


@lru_cache(maxsize=1)
def _stock_rules() -> tuple[Rule, Rule]:
    """Return the rules for quotes and for HTML."""
    from markdown_it.rules_block import (  # noqa: PLC0415 - start-up: not every plan holds a quote
        blockquote,
        html_block,
    )

    return cast("Rule", blockquote), cast("Rule", html_block)
