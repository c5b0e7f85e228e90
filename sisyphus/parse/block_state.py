"""Where the block rules stand in a text: its lines as offsets, and the blocks that were found so far.

The names of the fields are markdown-it's, since its own rules (block quotes, HTML) work on this state too.
"""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, repeat
from operator import add, sub
from typing import NamedTuple, Protocol

from sisyphus.parse.block import Block, Kind

Rule = Callable[["BlockState", int, int, bool], bool]
"""A block rule as markdown-it has them: state, first line, end of the lines, whether only to ask."""

TRIMMED = (
    "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000"
)
"""What markdown-it strips from the text of a paragraph, a heading, a cell."""

_INDEFINITE = re.compile(r"\r\n?")


class Fence(NamedTuple):
    """One fence that was found."""

    markup: str
    """Its opening run of backticks or tildes."""
    first: int
    """Index of its opening line."""
    end: int
    """Index behind its last line."""


class Token:
    """What a rule of markdown-it's own pushes."""

    __slots__ = ("attrs", "children", "content", "info", "map", "markup", "type")

    def __init__(self, kind: str) -> None:
        self.type = kind
        self.content = ""
        self.map: list[int] | None = None


class StockRules(Protocol):
    """The rules that are left to markdown-it."""

    def read_quote(self, state: "BlockState", line: int, end: int) -> None:
        """Read a block quote with all that stands in it."""

    def opens_html(self, state: "BlockState", line: int) -> bool:
        """Whether HTML begins on a line that may end a paragraph."""

    def read_html(self, state: "BlockState", line: int, end: int) -> bool:
        """Read a block of HTML; return whether there is one."""


class BlockState:
    """The state of one parse. Line numbers are indices; those of blocks are numbers in the file."""

    def __init__(self, lines: Sequence[str], md: StockRules, base: int) -> None:
        src = "\n".join(lines)
        self.src = _INDEFINITE.sub("\n", src).replace("\0", "\ufffd") if "\r" in src or "\0" in src else src
        # Texts without odd line ends come back as they were.
        rows = list(lines) if lines and self.src is src else self.src.split("\n")
        if not rows[-1].strip(" \t"):
            rows.pop()
        self.md = md
        self.base = base
        """How many lines of the file stand above the text."""
        self.rows = rows
        """The lines as they are, with the marks of their quotes and items."""
        self.lineMax = len(rows)
        self._measure()
        self.line = 0
        self.blkIndent = 0
        self.listIndent = -1
        self.level = 0
        self.parentType = "root"
        self.tight = False

        self.blocks: list[Block] = []
        self.fences: list[Fence] = []
        self.deepest = 0
        """The deepest level of a token that markdown-it would have made, where that is close to its limit."""
        self.parent = -1
        """Index of the item whose content is read; -1 outside lists."""
        self.depth = 0
        """How many items enclose the content."""
        self.quotes = 0
        """How many block quotes enclose it."""
        self.quote_starts: set[int] = set()
        """Indices of the blocks that come first in a quote, or behind an empty one."""
        self.pushed: list[Token] = []
        self.glued: list[int] = []
        """Numbers of lines that begin with a `#` and are no headings."""

    def _measure(self) -> None:
        """Note begin, end and indentation of each line; a line more saves the rules their bounds checks."""
        src, rows = self.src, self.rows
        lengths = list(map(len, rows))
        # Before each line stand those above it, each with a newline.
        self.bMarks: list[int] = list(accumulate(map(add, lengths, repeat(1)), initial=0))
        self.bMarks[-1] = len(src)
        self.eMarks: list[int] = [*map(add, self.bMarks, lengths), len(src)]
        bare = map(len, map(str.lstrip, rows, repeat(" \t")))
        self.tShift: list[int] = [*map(sub, lengths, bare), 0]
        self.sCount = self.tShift.copy()
        self.bsCount = [0] * len(self.bMarks)
        self.spaced = "\t" not in src
        """Whether every character of an indentation is one column wide."""
        if not self.spaced:
            for index, row in enumerate(rows):
                if "\t" in row[: self.tShift[index]]:
                    self.sCount[index] = len(row[: self.tShift[index]].expandtabs(4))

    def block(self, kind: Kind, first: int, end: int, text: str, mark: str = "") -> Block:
        """Return a block of the lines `[first, end)`."""
        last, rows = end, self.rows
        while last > first + 1 and not rows[last - 1].strip():
            last -= 1
        line, last, quoted = self.base + first + 1, self.base + last, self.quotes > 0
        # Half the cost of Block(...), of which a plan makes thousands.
        return tuple.__new__(Block, (kind, line, last, text, self.depth, self.parent, quoted, mark, (), ()))

    def isEmpty(self, line: int) -> bool:  # noqa: N802 - markdown-it's own name
        """Whether a line is blank, or nothing stands on it behind the marks of its quotes and items."""
        return self.bMarks[line] + self.tShift[line] >= self.eMarks[line]

    def is_code_block(self, line: int) -> bool:
        """Whether a line is indented as code."""
        return self.sCount[line] - self.blkIndent >= CODE_INDENT

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: FBT001, N802, N803 - same
        """Return the lines `[begin, end)` without `indent` columns of indentation each."""
        if begin >= end:
            return ""
        if self.spaced and not self.quotes:
            shifts = zip(self.rows[begin:end], self.tShift[begin:end], strict=True)
            text = "\n".join([row[min(shift, indent) :] for row, shift in shifts])
        else:
            text = "\n".join([self._cut(line, indent) for line in range(begin, end)])
        return text + "\n" if keepLastLF and self.eMarks[end - 1] < len(self.src) else text

    def _cut(self, line: int, indent: int) -> str:
        """Return one line without `indent` columns, which may end inside a tab."""
        begin = at = self.bMarks[line]
        end, columns = self.eMarks[line], 0
        while at < end and columns < indent:
            if self.src[at] == "\t":
                columns += 4 - (columns + self.bsCount[line]) % 4
            elif self.src[at] == " " or at - begin < self.tShift[line]:
                columns += 1
            else:
                break
            at += 1
        return " " * (columns - indent) + self.src[at:end]

    def push(self, kind: str, tag: str, nesting: int) -> Token:
        """Take a token of a rule of markdown-it's own; of quotes only begin and end are of interest."""
        del tag
        if kind == "blockquote_open":
            self.quotes += 1
            self.quote_starts.add(len(self.blocks))
        elif kind == "blockquote_close":
            self.quotes -= 1
        self.level += nesting
        token = Token(kind)
        self.pushed.append(token)
        return token


CODE_INDENT = 4
"""Columns that make a line code."""
