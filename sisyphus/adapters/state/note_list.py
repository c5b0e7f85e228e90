"""The entries of all notepads of a workspace, newest first."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from sisyphus.adapters.files import read_file
from sisyphus.adapters.place import Place, error_finding, listed_notepads
from sisyphus.adapters.state.state_files import note_folders
from sisyphus.errors import InputError, MachineError
from sisyphus.model.finding import Finding
from sisyphus.model.notepad import Entry, Notepad, PlacedEntry
from sisyphus.parse.encoding import MAX_BYTES, decode
from sisyphus.parse.notepad import parse_notepad

_OLDEST = datetime.min.replace(tzinfo=UTC)


def read_entries(
    place: Place, plans: Sequence[str] | None
) -> tuple[tuple[PlacedEntry, ...], tuple[Finding, ...]]:
    """Read the entries of the plans that are wanted, or of all notepad folders; reports hold none.

    Also returns what could not be read.
    """
    findings: list[Finding] = []
    found: list[PlacedEntry] = []
    for name in plans if plans is not None else names_with_notes(place):
        for notepad in _notepads(place, name, findings):
            found += _placed(name, notepad)
    # What stands further down in a file was written later; entries without any stamp come last.
    newest = sorted(
        found, key=lambda e: (e.moment or _OLDEST, e.plan, e.kind, e.path, e.entry.line), reverse=True
    )
    return tuple(newest), tuple(findings)


def names_with_notes(place: Place) -> list[str]:
    """Return the names of plans, and of notepad folders of plans that are gone."""
    return list(dict.fromkeys((*(plan.name for plan in place.plans), *note_folders(place.state))))


def _notepads(place: Place, name: str, findings: list[Finding]) -> Iterator[Notepad]:
    for file in listed_notepads(place, name, findings):
        try:
            text, odd = decode(read_file(file.path, place.state.bound, limit=MAX_BYTES), file.relative)
        except (InputError, MachineError) as error:
            findings.append(error_finding("unreadable-notepad", error, place.root))
            continue
        findings += odd
        yield parse_notepad(text, file.relative)


def _placed(plan: str, notepad: Notepad) -> Iterator[PlacedEntry]:
    latest: datetime | None = None
    for entry in notepad.entries:
        latest = _moment(entry) or latest
        yield PlacedEntry(plan=plan, kind=notepad.kind, path=notepad.path, moment=latest, entry=entry)


def _moment(entry: Entry) -> datetime | None:
    """Return an entry's stamp as a moment: a day counts from its start, a time without zone as UTC."""
    stamp = entry.written_at
    if isinstance(stamp, datetime):
        return (stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)).astimezone(UTC)
    return datetime.combine(stamp, time(), UTC) if isinstance(stamp, date) else None
