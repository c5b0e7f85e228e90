"""Reviews of the final wave where no heading says that there is one."""

import re
from collections.abc import Sequence

from sisyphus.parse.pieces import holds_any
from sisyphus.parse.plans.outline import Form, Row
from sisyphus.parse.plans.section_names import SectionKind

_OTHER_CLASSES = frozenset(
    {
        SectionKind.TASKS,
        SectionKind.FINAL_WAVE,
        SectionKind.DEFINITION_OF_DONE,
        SectionKind.DELIVERABLE,
        SectionKind.CHECKLIST,
        SectionKind.ACCEPTANCE,
        SectionKind.SUCCESS,
    }
)
"""Sections whose boxes are counted as what they are."""
_LABEL = re.compile(r"[Ff]\d{1,3}")
_WORDS = (
    *("audit", "review", "qa", "fidelity", "compliance", "verification", "verifi", "revis", "prüf", "vérif"),
    *("审", "審", "验", "驗", "검토", "검증", "감사", "レビュー", "検証", "監査", "аудит", "провер", "ревью"),
    *("kiểm", "xác minh", "tinjau", "pemeriksaan"),
)
"""Pieces, one of which the titles of most reviews hold."""


def is_review_id(label: str) -> bool:
    """Whether an id is that of a final review, such as `F2`."""
    return bool(_LABEL.fullmatch(label))


def with_reviews(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Make a final wave of rows `F1`, `F2` … behind the tasks in a section whose name says nothing.

    All outermost boxes of the section must be such; a plan with reviews in a final wave has no other. Below
    `Quality Gates`, which are a checklist else, one of them must be a review by its words too.
    """
    every = [r for r in rows if not r.quoted and r.label and _LABEL.fullmatch(r.label.label)]
    gates = {r.section.line for r in every if _is_gate(r) and _is_review(r)}
    named = [r for r in every if r.effective not in _OTHER_CLASSES or r.section.line in gates]
    if not any(r.box for r in named) or any(r.effective is SectionKind.FINAL_WAVE for r in every):
        return rows
    last = max((r.line for r in rows if r.effective is SectionKind.TASKS and r.label), default=None)
    if last is None:
        return rows
    found = {r.line for r in named if r.box and r.line > last}
    mixed = {r.section.line for r in rows if _is_outermost(r) and r.line not in found}
    return tuple(
        r._replace(effective=SectionKind.FINAL_WAVE)
        if r.line in found and (r.form is Form.HEADING or (_is_outermost(r) and r.section.line not in mixed))
        else r
        for r in rows
    )


def _is_outermost(row: Row) -> bool:
    return row.form is Form.ITEM and row.level == 0 and not row.quoted


def _is_gate(row: Row) -> bool:
    return row.effective is SectionKind.CHECKLIST and _GATE.search(row.section.title) is not None


_GATE = re.compile(r"(?<![a-z])gates?(?![a-z])|门禁|門檻", re.IGNORECASE)
"""Not `Delegated`; of scripts without blanks a letter may stand right beside it."""


def _is_review(row: Row) -> bool:
    return holds_any(row.title.casefold(), _WORDS)


def find_reviews(tasks: Sequence[Row]) -> frozenset[int]:
    """Return the lines of reviews among tasks, of a plan without a final wave: by their ids and words.

    Where the ids `F1`, `F2` … end the list, one with such words speaks for all.
    """
    named = [r for r in tasks if r.label and _LABEL.fullmatch(r.label.label)]
    told = [r for r in named if _is_review(r)]
    at_end = bool(told) and len(named) < len(tasks) and tasks[-len(named) :] == named
    return frozenset(r.line for r in (named if at_end else told))
