"""The report's sections that quote notepads."""

from collections.abc import Iterator

from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.render.escape import cell, code, prose, shorten

_PURPOSES = {
    "learnings": "conventions and what worked",
    "decisions": "choices and their reasons",
    "issues": "problems met on the way",
    "problems": "what is unresolved",
    "verification": "what was checked by hand",
}
_PARTS = {
    "context", "choice", "decision", "rationale", "problem", "symptom", "root cause", "solution", "impact",
    "fix",
}  # fmt: skip
"""Parts of an entry that say why and how; an entry without any is not condensed."""
_MOST_ENTRIES = 12


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
    shown = 0
    for path, entry in plan.entries:
        parts = [p for p in entry.parts if p.name.casefold() in _PARTS and p.text.strip()]
        if len(parts) < 2:  # noqa: PLR2004 - a problem and its solution, a choice and its reason
            continue
        shown += 1
        if shown > _MOST_ENTRIES:
            yield f"* Further entries stand in {code(path)} and beside it."
            return
        yield f"* **{prose(shorten(entry.title, 100))}** ({code(f'{path}:{entry.line}')})"
        for part in parts:
            yield f"    * {prose(part.name)}: {prose(shorten(part.text, 200))}"
