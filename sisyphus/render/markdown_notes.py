"""The report's sections that quote notepads."""

from collections.abc import Iterator

from sisyphus.model.notepad import Entry, Part
from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.render.escape import cell, code, prose, shorten
from sisyphus.render.quotes import quote

_PURPOSES = {
    "learnings": "conventions and what worked",
    "decisions": "choices and their reasons",
    "issues": "problems met on the way",
    "problems": "what is unresolved",
    "verification": "what was checked by hand",
}
_PARTS = {
    "context", "choice", "decision", "rationale", "problem", "symptom", "root cause", "solution", "impact",
    "fix", "critical fix", "gotcha", "concern", "mitigation", "change", "reason", "result", "lesson",
    "背景", "选择", "理由", "问题", "原因", "解决", "解决方案", "影响", "修复", "决策",
    "배경", "선택", "이유", "문제", "원인", "해결", "영향", "決定", "問題", "解決",
    "contexto", "elección", "decisión", "problema", "causa", "solución", "impacto",
    "entscheidung", "ursache", "lösung", "auswirkung", "решение", "проблема", "причина", "влияние",
}  # fmt: skip
"""Parts of an entry that say why and how, in lower case; an entry without any is not condensed."""
_MOST_ENTRIES = 12
_MOST_PARTS = 4


def documentation(plan: PlanStatus) -> Iterator[str]:
    """Yield the table of notepads: file, purpose, entries."""
    if not plan.notepads:
        return
    yield ""  # else the table would go on the list above
    yield "| Notepad | Purpose | Entries |"
    yield "| --- | --- | --- |"
    for notepad in plan.notepads:
        purpose = (
            "a report that an agent wrote: not read as fact"
            if notepad.is_report
            else _PURPOSES.get(notepad.kind)
        )
        entries = "-" if notepad.is_report else str(notepad.entries)
        purpose = purpose or prose(shorten(notepad.purpose or "-", 80), in_cell=True)
        yield f"| {cell(code(notepad.path))} | {purpose} | {entries} |"


def decisions(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield the entries that give a problem with its solution, or a choice with its reason, condensed."""
    found = [(path, entry, parts) for path, entry in plan.entries if (parts := _telling(entry))]
    for path, entry, parts in found[:_MOST_ENTRIES]:
        yield f"* **{prose(shorten(entry.title, 100))}** ({code(f'{path}:{entry.line}')})"
        for part in parts[:_MOST_PARTS]:
            yield from quote(prose(part.name), part.text, 1)
    more = found[_MOST_ENTRIES:]
    if more:
        files = ", ".join(code(path) for path in dict.fromkeys(path for path, _, _ in more))
        yield f"* … and {len(more)} more in {files}"


def _telling(entry: Entry) -> list[Part]:
    """Return the parts that say why and how; none of an entry that has but one of them."""
    parts = [p for p in entry.parts if p.name.casefold() in _PARTS and p.text.strip()]
    return parts if len(parts) > 1 else []
