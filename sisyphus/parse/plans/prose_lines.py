"""Lines of running text that may be tasks: in bold, or behind a sign for a box."""

from collections.abc import Sequence

from sisyphus.parse.markdown import Block
from sisyphus.parse.plans.labels import Label, read_label
from sisyphus.parse.plans.rows import SYMBOLS, read_sign

_DRAWN_BOXES = frozenset("\u2610\u2611\u2b1c\u25fb")
"""Signs that are boxes and nothing else; what stands behind one needs no id to be a row."""


def parts_of(block: Block) -> Sequence[Block]:
    """Return a paragraph in parts: its first line with what follows, and from each line in bold on.

    Where it begins with a sign for a box, from each line with such a sign.
    """
    signed = block.text[0] in SYMBOLS
    lines = block.text.split("\n")
    return cut(block, [0, *(n for n, line in enumerate(lines) if n and _begins(line, signed=signed))])


def cut(block: Block, begins: Sequence[int]) -> Sequence[Block]:
    """Return a paragraph in parts that begin with these of its lines, from 0, the first among them."""
    lines = block.text.split("\n")
    ends = [*begins[1:], len(lines)]
    first = block.line
    return [
        block._replace(text="\n".join(lines[at:end]), line=first + at, end_line=first + end - 1)
        for at, end in zip(begins, ends, strict=True)
    ]


def _begins(line: str, *, signed: bool) -> bool:
    return line.startswith("**") or (signed and line[:1] in SYMBOLS)


def signed_line(line: str) -> tuple[Label | None, str]:
    """Read `☐ 1. Title` into its id and its title, with the sign; no title where the line is no row."""
    sign = read_sign(line)
    label = read_label(sign.text) if sign else None
    if sign and label:
        label = label._replace(title=f"{sign.marker} {label.title}")
        return label, label.title
    return None, line if line[0] in _DRAWN_BOXES else ""
