"""Lines of styled text: escaped, measured in terminal cells, and painted only where colour is wanted."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple
from unicodedata import category

from sisyphus.model.regex import regex


class Style(StrEnum):
    """What a piece of text means to the eye. The value is its ANSI code.

    Yellow and cyan cannot be read on white, blue not on black; what must be read is in neither.
    """

    PLAIN = ""
    STRONG = "1"
    MUTED = "2"
    GOOD = "32"
    BAD = "31"
    ATTENTION = "35"
    COMMAND = "0;1"


class Span(NamedTuple):
    """A piece of a line."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Span, ...]


def safe(text: str) -> str:
    """Make text harmless for a terminal: control and direction characters become visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() else _visible(c) for c in text)


def _visible(char: str) -> str:
    code = ord(char)
    if char in "\n\r\t" or category(char) == "Zs":
        return " "
    if code < 0x20:  # noqa: PLR2004 - C0 controls
        return f"^{chr(code + 0x40)}"
    return "^?" if code == 0x7F else f"<U+{code:04X}>"  # noqa: PLR2004 - DEL


def line(*parts: str | Span) -> Line:
    """Join pieces to a line; everything is made safe here, once."""
    return tuple(
        Span(safe(p), Style.PLAIN) if isinstance(p, str) else Span(safe(p.text), p.style) for p in parts
    )


def width_of(text: str) -> int:
    """Return how many cells a text takes: two for wide characters, none for combining ones."""
    if _is_plain(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - start-up: most text is plain

    return cell_len(text)


_NARROW = dict.fromkeys(map(ord, "–—‘’“”•…→←≤≥−×✓✗·"), "-")  # noqa: RUF001 - signs that are meant
"""Signs of one cell that plans and our own tables are full of."""
_FIRST_COMBINING = "\u0300"
"""What is printable below it takes one cell."""


def _is_plain(text: str) -> bool:
    """Whether each character surely takes one cell; the table of all the others is rich's."""
    if text.isascii():
        return text.isprintable()
    rest = text.translate(_NARROW)
    return rest.isprintable() and max(rest) < _FIRST_COMBINING


def _cut(text: str, width: int) -> str:
    """Cut a text to `width` cells; half a wide character becomes a blank."""
    if _is_plain(text):
        return text[:width].ljust(width)
    from rich.cells import set_cell_size  # noqa: PLC0415 - start-up: as above

    return set_cell_size(text, width)


def _pieces(word: str, width: int) -> list[str]:
    """Cut a word into pieces of at most `width` cells."""
    if _is_plain(word):
        return [word[at : at + width] for at in range(0, len(word), width)]
    from rich.cells import chop_cells  # noqa: PLC0415 - start-up: as above

    return chop_cells(word, width)


def fit(text: str, width: int) -> str:
    """Cut or pad a text to exactly `width` cells; a cut is marked by `…`."""
    taken = width_of(text)
    if taken <= width:
        return text + " " * (width - taken)
    return _cut(text, max(width - 1, 0)) + "…" if width > 0 else ""


def wrap(text: str, width: int, *, indent: int = 0) -> list[str]:
    """Break a text at blanks into lines of at most `width` cells, later ones indented."""
    lines: list[str] = []
    current = ""
    for word in safe(text).split():
        room = width - (indent if lines else 0)
        if current and width_of(current) + 1 + width_of(word) > room:
            lines.append(current)
            current = ""
            room = width - indent
        # Pieces of a word that is too long become lines of their own, which are indented.
        pieces = _pieces(word, max(width - indent, 1)) if width_of(word) > room else [word]
        for piece in pieces[:-1]:
            lines.append(f"{current} {piece}".strip())
            current = ""
        current = f"{current} {pieces[-1]}".strip() if pieces else current
    lines.append(current)
    return [lines[0], *(" " * indent + text for text in lines[1:])]


def headed(head: Line, rest: Span, width: int) -> list[Line]:
    """Lay out a head with what belongs to it on one line; below it, indented, where there is no room."""
    taken = sum(width_of(span.text) for span in head)
    if taken + 2 + width_of(safe(rest.text)) <= width:
        return [line(*head, "  ", rest)]
    below = wrap(rest.text, width - 4, indent=2)
    return [head, *(line("    ", Span(text, rest.style)) for text in below)]


_CI_LINE = regex(r"^((?:\s|\x1b\[\d*m)*):(?=:)")
_CI_INSIDE = regex(r"#(?=#\[|#vso\[)")
"""What CI services read as an order to them: `::error::` in front of a line, `##vso[` anywhere in it."""


def inert(text: str, *, begins: bool = True) -> str:
    """Take the meaning for CI services out of a line of text: a blank breaks up what they would obey.

    What never `begins` a line may keep its colons.
    """
    text = _CI_LINE.sub(lambda m: f"{m[0]} ", text) if begins else text
    return _CI_INSIDE.sub("# ", text)


def paint(lines: Iterable[Line], *, colour: bool) -> str:
    """Return the lines as text that ends in a newline; trailing blanks are cut."""
    out: list[str] = []
    for spans in lines:
        if colour:
            text = "".join(f"\x1b[{s.style}m{s.text}\x1b[0m" if s.style and s.text else s.text for s in spans)
        else:
            text = "".join(s.text for s in spans)
        out.append(inert(text).rstrip(" "))
    return "\n".join(out) + "\n" if out else ""


def table(rows: Sequence[Sequence[Span]], widths: Sequence[int], *, indent: int = 0) -> list[Line]:
    """Lay out rows in columns of given widths, two blanks apart; the last column is not padded."""
    lines: list[Line] = []
    for row in rows:
        spans: list[Span] = [Span(" " * indent)] if indent else []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            text = fit(safe(cell.text), width)
            spans.append(Span(text if number < len(widths) - 1 else text.rstrip(), cell.style))
            if number < len(widths) - 1:
                spans.append(Span("  "))
        lines.append(tuple(spans))
    return lines


def natural_widths(
    rows: Sequence[Sequence[Span]], total: int, *, flexible: int, indent: int = 0
) -> list[int]:
    """Return column widths that fit `total` cells: those of the content, the flexible column cut first."""
    widths = [max(width_of(safe(cell.text)) for cell in column) for column in zip(*rows, strict=True)]
    rest = sum(widths) - widths[flexible] + 2 * (len(widths) - 1) + indent
    widths[flexible] = min(widths[flexible], max(total - rest, _LEAST_FLEXIBLE))
    while sum(widths) + 2 * (len(widths) - 1) + indent > total and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


_LEAST_FLEXIBLE = 24
"""Cells that the flexible column keeps before the others are cut, the widest first."""
