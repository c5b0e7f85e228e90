"""Lines of a plan that say what is aimed at."""

import re
from collections.abc import Iterator

from sisyphus.model.plan import Aim
from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below

_TARGET = re.compile(
    r"\W*(?:target|goal|success metric|目标|目標|목표|objetivo|ziel|цель)s?\W{0,4}[:：][\s*_]*(?P<aim>\S.*)",  # noqa: RUF001 - full width
    re.IGNORECASE,
)
_PLACES = frozenset({Kind.PARAGRAPH, Kind.ITEM})
_LONGEST = 400
"""Characters of a line that is read; a longer one states no figure that could be measured."""


def find_aims(document: Document, sections: tuple[Section, ...]) -> Iterator[Aim]:
    """Yield lines that begin with Target or Goal, and the first words of each objective, in file order."""
    found: dict[int, str] = {}
    for section in sections:
        if section.kind is SectionKind.OBJECTIVE:
            block = next((b for b in blocks_below(document, section) if b.kind in _PLACES and b.text), None)
            if block is not None:
                found[block.line] = " ".join(block.text.split())
    seen, seen_at = "", 0
    for block in [b for b in document.blocks if ":" in b.text or "：" in b.text]:  # noqa: RUF001 - full width
        text = block.text
        # An item of one line comes twice: as itself and as its paragraph.
        if (text is seen and block.line == seen_at) or block.kind not in _PLACES:
            continue
        seen, seen_at = text, block.line
        for offset, line in enumerate(text.split("\n") if "\n" in text else (text,)):
            # What begins in another way is not read further, which is most of all lines.
            first = line.lstrip(_ASCII_SIGNS)[:1]
            if first in _FIRST_LETTERS or not first.isascii():
                match = _TARGET.match(line) if len(line) <= _LONGEST else None
                if match:
                    found.setdefault(block.line + offset, match["aim"].strip())
    yield from (Aim(line=line, text=found[line]) for line in sorted(found))


_ASCII_SIGNS = "".join(c for c in map(chr, range(128)) if not (c.isalnum() or c == "_"))
_FIRST_LETTERS = frozenset("tTgGsSoOzZ")
"""What the words of `_TARGET` begin with that are written in ASCII."""
