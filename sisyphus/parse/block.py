"""One block of a Markdown text: what every later step reads."""

from typing import NamedTuple

from sisyphus.model.members import Enum, auto


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
