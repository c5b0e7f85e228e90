"""What git adds to the records: entries that notepads lost, and files edited since they were committed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sisyphus.adapters.files import read_file
from sisyphus.adapters.place import Place
from sisyphus.adapters.repository.access import Access
from sisyphus.adapters.repository.call import GitFailure
from sisyphus.adapters.repository.notepads import (
    NO_HISTORY,
    Removal,
    StateHistory,
    lost_entries,
    read_state_history,
)
from sisyphus.adapters.state.plan_copies import modified_at
from sisyphus.errors import InputError, MachineError
from sisyphus.model.deferred import replace
from sisyphus.model.notepad import LostEntries
from sisyphus.model.repository import Repository
from sisyphus.model.snapshot import PlanRecord
from sisyphus.parse.encoding import MAX_BYTES, decode

if TYPE_CHECKING:
    from pathlib import Path


def with_history(
    place: Place, records: Sequence[PlanRecord], repository: Repository | None, history: StateHistory
) -> list[PlanRecord]:
    """Add what git has of the state folders to each record."""
    removals: dict[str, list[Removal]] = {}
    for removal in history.removals:
        removals.setdefault(removal.path, []).append(removal)
    committed = _last_commits(repository) if history.tracked else {}
    return [
        replace(
            record,
            touched_at=_touched_at(place, record, history, committed),
            lost=tuple(_lost(place, record, removals)),
        )
        for record in records
    ]


def _last_commits(repository: Repository | None) -> dict[str, datetime]:
    """Return when each file was last committed, as far as the window goes."""
    found: dict[str, datetime] = {}
    for commit in repository.commits if repository else ():
        for change in commit.changes:
            found.setdefault(change.path, commit.committed_at)  # newest first
    return found


def _touched_at(
    place: Place, record: PlanRecord, history: StateHistory, committed: dict[str, datetime]
) -> datetime | None:
    """Return when plan and notepads last changed; a checkout sets the time of a file, and changes nothing."""
    moments: list[datetime] = []
    loose: list[Path] = []
    for path in (*([record.path] if record.plan else []), *(n.path for n in record.notepads)):
        name = place.prefix + path
        if name in committed and _is_as_committed(name, history):
            moments.append(committed[name])
        else:
            loose.append(place.root / path)
    edited = modified_at(loose)
    return max((*moments, *([edited] if edited else [])), default=None)


def read_history(access: Access, place: Place) -> StateHistory:
    """Read what git has of the state folders.

    Raises:
        MachineError: git is missing or did not answer in time.

    """
    folders = tuple(place.prefix + name for name in place.state.state_dirs)
    if access.run is None or not folders:
        return NO_HISTORY
    try:
        return read_state_history(access.run, folders)
    except GitFailure:  # no commit yet
        return NO_HISTORY


def _is_as_committed(path: str, history: StateHistory) -> bool:
    return path in history.tracked and path not in history.edited


def _lost(place: Place, record: PlanRecord, removals: dict[str, list[Removal]]) -> Iterable[LostEntries]:
    for notepad in record.notepads:
        taken = removals.get(place.prefix + notepad.path)
        if not taken or notepad.is_report:
            continue
        try:
            here, _ = decode(
                read_file(place.root / notepad.path, place.state.bound, limit=MAX_BYTES), notepad.path
            )
        except (InputError, MachineError):
            continue  # that it cannot be read is said already
        if lost := lost_entries(notepad.path, taken, here):
            yield lost
