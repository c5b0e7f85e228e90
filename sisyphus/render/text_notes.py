"""`sisyphus notes`: entries of notepads, newest first."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from sisyphus.model.notepad import EntryState, PlacedEntry
from sisyphus.render.terminal import Line, Span, Style, line, paint, wrap
from sisyphus.render.words import counted

_STYLES = {EntryState.OPEN: Style.ATTENTION, EntryState.CLOSED: Style.MUTED, EntryState.NOTE: Style.PLAIN}
_SHOWN_LINES = 6
"""Lines of an entry's text that are shown unless all are wanted."""


def render_notes(entries: Sequence[PlacedEntry], *, colour: bool, width: int, whole: bool) -> str:
    """Return the entries in the order given; long ones are cut unless `whole`."""
    return paint(_lines(entries, width, whole=whole), colour=colour)


def _lines(entries: Sequence[PlacedEntry], width: int, *, whole: bool) -> Iterator[Line]:
    if not entries:
        yield line("no entry")
    for number, placed in enumerate(entries):
        if number:
            yield line()
        yield from _entry(placed, width, whole=whole)


def _entry(placed: PlacedEntry, width: int, *, whole: bool) -> Iterator[Line]:
    entry = placed.entry
    style = Style.ATTENTION if entry.state is EntryState.OPEN else Style.MUTED
    for text in wrap(" · ".join(_head(placed)), width, indent=2):
        yield line(Span(text, style))
    if entry.title != f"Task {entry.task}":  # that has been said
        for text in wrap(entry.title, width - 2, indent=2):
            yield line("  ", Span(text, Style.STRONG))
    rows = [row.rstrip() for row in entry.text.strip("\n").split("\n")]
    if rows[0] in {"", entry.title}:  # a note of one sentence is its own title
        rows = rows[1:]
    shown = rows if whole else rows[:_SHOWN_LINES]
    for row in shown:
        yield from _text(row, width, _STYLES[entry.state])
    if len(shown) < len(rows):
        yield line("    ", Span(f"… {counted(len(rows) - len(shown), 'more line')} (-v)", Style.MUTED))
    for text in wrap(f"{placed.path}:{entry.line}", width - 4):
        yield line("    ", Span(text, Style.MUTED))


def _head(placed: PlacedEntry) -> Iterator[str]:
    yield _when(placed.entry.written_at)
    yield placed.plan
    yield placed.kind
    if placed.entry.task is not None:
        yield f"task {placed.entry.task}"
    if placed.entry.state is not EntryState.NOTE:
        yield str(placed.entry.state)


def _when(stamp: datetime | date | None) -> str:
    """Return an entry's stamp as far as it goes: many are of a day, and a time without zone is of any."""
    if not isinstance(stamp, datetime):
        return "no date" if stamp is None else f"{stamp:%Y-%m-%d}"
    return f"{stamp.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if stamp.tzinfo else f"{stamp:%Y-%m-%d %H:%M}"


def _text(row: str, width: int, style: Style) -> Iterator[Line]:
    """Yield one line of an entry, its indentation kept."""
    if not row:
        yield line()
        return
    lead = " " * min(len(row) - len(row.lstrip()), width // 4)
    for text in wrap(row, width - 4 - len(lead)):
        yield line("    ", lead, Span(text, style))
