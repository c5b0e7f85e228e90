"""A report as passages: lines of text with their headings, without what is no statement about the work."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sisyphus.model.members import Enum, auto
from sisyphus.parse.claim_forms.gates import cut_comparisons, is_narrow, speaks_of_now
from sisyphus.parse.markdown import Block, Kind, parse_markdown

LONGEST = 600
"""Characters of a line that are read: a figure behind them is no statement that a reader would see."""


class Place(Enum):
    """What a passage is."""

    TEXT = auto()
    HEADING = auto()
    ROW = auto()
    OUTPUT = auto()
    """A line of a code block."""


class Passage(NamedTuple):
    """One line as a reader sees it."""

    line: int
    text: str
    """Without bold, boxes and signs in front; comparisons (`was 427s`, a column of targets) are taken out."""
    said: str
    """As written."""
    place: Place
    headings: tuple[str, ...]
    box: str | None
    """Marker of the box in front; `✅` and the like count as `x`."""
    narrow: bool
    now: bool
    """False for what is hoped, planned, advised or depends on something."""
    cells: tuple[tuple[str, str], ...]
    """Of a table row: column name and content, columns about before and targets left out."""
    following: str
    """The next line of text, for what is told over two lines."""

    @property
    def heading(self) -> str:
        """The nearest heading; empty before the first."""
        return self.headings[-1] if self.headings else ""


_BOX = re.compile(r"^\[([ xX~/-])\]\s+")
_SIGN = re.compile(r"^(?:[✅✔✓☑🟢]\ufe0f?|❌|⏳|🚧|⚠\ufe0f?|☐)\s*")
_GOOD = ("✅", "✔", "✓", "☑", "🟢")
_BOLD = re.compile(r"\*\*|__|(?<![\w`*])\*(?=\w)|(?<=\w)\*(?![\w`*])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")
_NO_COLUMN = re.compile(
    r"\b(?:before|target|goal|baseline|expected|required?|requirement|previous|original|old|threshold"
    r"|planned|estimated?)\b|目标|之前|预期",
    re.IGNORECASE,
)


def passages_of(text: str) -> Iterator[Passage]:
    """Yield the passages of a Markdown text, in order."""
    document = parse_markdown(text)
    rows = [row for block in document.blocks for row in _rows(block)]
    headings: list[tuple[int, str]] = []
    for number, (block, line, said) in enumerate(rows):
        if block.kind is Kind.HEADING:
            while headings and headings[-1][0] >= block.level:
                headings.pop()
        above = tuple(name for _, name in headings)
        following = rows[number + 1][2] if number + 1 < len(rows) else ""
        yield _passage(block, line, said[:LONGEST], above, _plain(following[:LONGEST]))
        if block.kind is Kind.HEADING:
            headings.append((block.level, _plain(said)[:LONGEST]))


def _rows(block: Block) -> Iterator[tuple[Block, int, str]]:
    """Yield the lines of a block that hold text; an item's text is that of its paragraphs."""
    if block.quoted or block.kind in {Kind.ITEM, Kind.HTML, Kind.RULE, Kind.CODE}:
        return
    if block.kind is Kind.ROW:
        if block.cells != block.header:
            yield block, block.line, " | ".join(block.cells)
        return
    first = block.line + (block.kind is Kind.FENCE)
    for offset, row in enumerate(block.text.split("\n")):
        if row.strip():
            yield block, first + offset, row


def _plain(text: str) -> str:
    bare = _BOLD.sub("", text.strip())
    for pattern in (_BOX, _SIGN, _NUMBER, _SIGN):
        bare = pattern.sub("", bare)
    return bare


def _passage(block: Block, line: int, said: str, headings: tuple[str, ...], following: str) -> Passage:
    bare = said.strip()
    place = _PLACES[block.kind]
    box = _BOX.match(bare)
    marker = box[1].lower() if box else "x" if _NUMBER.sub("", bare).startswith(_GOOD) else None
    cells = _cells(block)
    shown = " | ".join(cell for _, cell in cells)[:LONGEST] if cells else bare
    text = said.rstrip() if place is Place.OUTPUT else cut_comparisons(_plain(shown))
    text = _THOUSANDS.sub("", text)
    return Passage(
        line=line,
        text=text,
        said=bare,
        place=place,
        headings=headings,
        box=marker,
        narrow=is_narrow(text, headings),
        now=speaks_of_now(text, headings),
        cells=cells,
        following=following,
    )


def _cells(block: Block) -> tuple[tuple[str, str], ...]:
    pairs = zip((*block.header, *[""] * len(block.cells)), block.cells, strict=False)
    return tuple((_plain(name), _plain(cell)) for name, cell in pairs if cell and not _NO_COLUMN.search(name))


_PLACES = {
    Kind.HEADING: Place.HEADING,
    Kind.PARAGRAPH: Place.TEXT,
    Kind.ROW: Place.ROW,
    Kind.FENCE: Place.OUTPUT,
}
