"""Tasks that go on, by their numbers, in a section behind the task section whose name says nothing."""

import re

from sisyphus.parse.plans.outline import Form, Row
from sisyphus.parse.plans.section_names import SectionKind

_ID = re.compile(r"(?P<head>[A-Za-z]{0,3}-?)(?P<number>\d{1,4})")


def with_continued(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Make tasks of outermost boxes that count on from the last task: `## TODOs` 1 to 3, `## Backend` 4."""
    counts: dict[str, int] = {}
    found: set[int] = set()
    for row in rows:
        id_ = _ID.fullmatch(row.label.label) if row.label and not row.label.step and row.box else None
        if id_ is None or row.quoted or row.level or row.form is not Form.ITEM:
            continue
        head, number = id_["head"].casefold(), int(id_["number"])
        if row.effective is SectionKind.TASKS:
            counts[head] = max(counts.get(head, 0), number)
        elif row.effective is SectionKind.UNKNOWN and counts.get(head) == number - 1:
            counts[head] = number
            found.add(row.line)
    if not found:
        return rows
    return tuple(r._replace(effective=SectionKind.TASKS) if r.line in found else r for r in rows)
