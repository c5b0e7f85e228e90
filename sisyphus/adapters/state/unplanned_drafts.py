"""What stands beside plans and is none: drafts and notepads without a plan, and names that are no files."""

import os
from collections.abc import Iterator
from pathlib import Path

from sisyphus.adapters.files import is_listed, read_file
from sisyphus.adapters.place import Place, error_finding, plan_names
from sisyphus.adapters.state.judged import judged_in_draft
from sisyphus.adapters.state.state_files import StateFile, draft_files, is_folder, note_folders
from sisyphus.errors import InputError, MachineError
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.first_few import first_few
from sisyphus.model.notepad import EntryState
from sisyphus.parse.encoding import MAX_BYTES, decode

_NAMED_AT_MOST = 3


def find_unreadable_plans(place: Place) -> Iterator[Finding]:
    """Say which names of plans are no files, such as links that lead nowhere: the table has no such row."""
    for name in place.state.state_dirs:
        for path in _unlisted(place.root / name / "plans"):
            try:
                read_file(path, place.state.bound, limit=MAX_BYTES)
            except (InputError, MachineError) as error:
                yield error_finding("unreadable-plan", error, place.root)


def _unlisted(folder: Path) -> list[Path]:
    """List what has a plan's name and is neither file nor folder; nothing where that may not be seen."""
    try:
        with os.scandir(folder) as entries:
            plans = [
                entry for entry in entries if entry.name[:1] != "." and entry.name.lower().endswith(".md")
            ]
            odd = [entry.name for entry in plans if not is_listed(entry) and not is_folder(entry)]
    except OSError:
        return []
    return [folder / name for name in sorted(odd)]


def find_unplanned_drafts(place: Place) -> Iterator[Finding]:
    """Say which drafts have no plan of their name, nor one that they name."""
    plans = set(plan_names(place))
    try:
        drafts = [file for file in draft_files(place.state) if file.name not in plans]
    except MachineError:
        return  # that they cannot be listed is said already
    lone = [file for file in drafts if _plan_of(place, file) not in plans]
    if lone:
        named = first_few([file.name for file in lone], _NAMED_AT_MOST)
        which = "a draft has no plan" if len(lone) == 1 else f"{len(lone)} drafts have no plan"
        yield Finding(
            rule="draft-without-plan",
            severity=Severity.INFO,
            message=f"{which}: {named}",
            source=Source(path=lone[0].relative),
        )


def find_unplanned_notes(place: Place) -> Iterator[Finding]:
    """Say which notepads hold open entries though no plan has their name: no status shows them."""
    plans = set(plan_names(place))
    lone = [name for name in note_folders(place.state) if name not in plans]
    if not lone:
        return
    from sisyphus.adapters.state.note_list import read_entries  # noqa: PLC0415 - start-up: few have such folders

    entries, _ = read_entries(place, lone)
    left = [e for e in entries if e.entry.state is EntryState.OPEN]
    if left:
        named = first_few(sorted({e.plan for e in left}), _NAMED_AT_MOST)
        which = "an open entry" if len(left) == 1 else f"{len(left)} open entries"
        yield Finding(
            rule="notes-without-plan",
            severity=Severity.INFO,
            message=f"{which} in notepads of no plan: {named} (sisyphus notes --open)",
            source=Source(path=left[0].path, line=left[0].entry.line),
        )


def _plan_of(place: Place, file: StateFile) -> str | None:
    try:
        text, _ = decode(read_file(file.path, place.state.bound, limit=MAX_BYTES), file.relative)
    except (InputError, MachineError):
        return None
    return judged_in_draft(text, file.relative)[0]
