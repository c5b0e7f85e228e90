"""Ids that are single letters, as in `- [ ] A. Build`, where the rows of a section are a series of them."""

from sisyphus.model.regex import regex
from sisyphus.parse.plans.labels import Label, read_label
from sisyphus.parse.plans.outline import Form, Row
from sisyphus.parse.plans.section_names import SectionKind

_LETTER = regex(
    r"(?P<open>[*_`~(\[\uff08]{0,3})(?P<letter>[A-Za-z])(?=[*_`~\]]{0,3}(?:[.):\uff1a\u3001\uff0e\uff09]|\s[-\u2013\u2014]\s))"
)
_WORK = frozenset({SectionKind.TASKS, SectionKind.FINAL_WAVE})
_ROWS = frozenset({Form.ITEM, Form.CLOSE})
_FEWEST = 2
"""One row `A. Title` is no series."""


def with_letters(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Give the rows of task sections that are lettered one after the other from A on their letters for ids.

    A section may begin with A again. `A new parser` has no stop behind the letter.
    """
    found: dict[int, Label] = {}
    wanted, section = "A", 0
    for row in rows:
        if row.box is None or row.label or row.quoted or row.effective not in _WORK:
            continue
        outermost = row.form is Form.HEADING or (row.form in _ROWS and row.parent < 0)
        match = _LETTER.match(row.title) if outermost else None
        letter = match["letter"].upper() if match else ""
        if match and (letter == wanted or (letter == "A" and row.section.line != section)):
            # Read as a number's, its marks and stops are those of an id.
            label = read_label(f"{match['open']}1{row.title[match.end() :]}")
            if label:
                found[row.line] = label._replace(label=match["letter"])
                wanted, section = chr(ord(letter) + 1), row.section.line
    if len(found) < _FEWEST:
        return rows
    return tuple(
        row._replace(label=label, title=label.title or row.title) if (label := found.get(row.line)) else row
        for row in rows
    )
