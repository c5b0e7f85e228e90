"""Lines of a plan that say what is aimed at."""

import re
from collections.abc import Iterator

from sisyphus.model.plan import Aim
from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below

_TARGET = re.compile(
    # Most lines are told by the first letter not to be any.
    r"\W*+(?=[tgsoz目목ц])(?:target|goal|success metric|目标|目標|목표|objetivo|ziel|цель)s?\W{0,4}[:：]"  # noqa: RUF001 - full width
    r"[\s*_]*(?P<aim>\S.*)",
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
    for block in _told(document):
        for offset, line in enumerate(block.text.split("\n")):
            match = _TARGET.match(line)
            if match and len(line) <= _LONGEST:
                found.setdefault(block.line + offset, match["aim"].strip())
    yield from (Aim(line=line, text=found[line]) for line in sorted(found))


def _told(document: Document) -> Iterator[Block]:
    """Yield the paragraphs with a colon, and items whose text is none: that of a heading."""
    blocks, places = document.blocks, document.places
    yield from [b for i in places[Kind.PARAGRAPH] if ":" in (b := blocks[i]).text or "：" in b.text]  # noqa: RUF001 - full width
    yield from [blocks[i - 1] for i in places[Kind.HEADING] if 0 <= blocks[i].parent == i - 1]
