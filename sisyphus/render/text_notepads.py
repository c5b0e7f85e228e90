"""What notepads hold open beside the blockers: entries that name nobody who must act."""

from collections.abc import Iterator

from sisyphus.model.notepad import Entry, EntryState
from sisyphus.model.status import PlanStatus
from sisyphus.render.emphasis import unmarked
from sisyphus.render.terminal import Line, Span, Style, line, wrap

_TELLING = 4
"""Words of a title that says what is open; the text of a shorter one follows it."""


def open_notes(plan: PlanStatus, width: int, most: int) -> Iterator[Line]:
    """Yield the open entries that do not say what they wait for, each with its place.

    Those that do are blockers, or have been until it happened.
    """
    left = [(p, e) for p, e in plan.entries if e.state is EntryState.OPEN and not e.status_text]
    if not left:
        return
    yield line()
    yield line(Span("Open in notepads", Style.STRONG))
    for path, entry in left[:most]:
        for text in wrap(f"{_words(entry)} ({path}:{entry.line})", width - 2, indent=2):
            yield line("  ", text)
    if len(left) > most:
        yield line(Span(f"  … and {len(left) - most} more; -v shows them all", Style.MUTED))


def _words(entry: Entry) -> str:
    """Return the title, with its task where it has lost that, and the first line below a short one."""
    title = unmarked(entry.title)
    task = f"task {entry.task}: " if entry.task and entry.task not in title else ""
    below = next((t for t in (unmarked(x.strip(" -*+>#")) for x in entry.text.split("\n")) if t), "")
    short = len(title.split()) < _TELLING and below and below not in title
    return f"{task}{title}: {below}" if short else f"{task}{title}"
