"""The files of state folders: each once, the newer layout before the older."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sisyphus.adapters.files import list_markdown, modified_at, read_file
from sisyphus.adapters.locate import StatePlace, printable
from sisyphus.errors import SisyphusError
from sisyphus.model.deferred import dataclass, replace
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.parse.encoding import MAX_BYTES

_LEDGER_FOLDERS = ("start-work", "ulw-execute", "ulw-loop")
_LEDGER_DEPTH = 4

BESIDE_PLANS = ("boulder.json", "drafts", ".gitignore", *_LEDGER_FOLDERS)
"""What else of a state folder decides what is said of its plans, but for evidence."""


@dataclass(frozen=True, slots=True)
class StateFile:
    """One file of a state folder, with the older copies that it hides."""

    name: str
    """Without its suffix; always printable as UTF-8."""
    path: Path
    """Absolute."""
    relative: str
    """Relative to the root, with forward slashes; always printable as UTF-8."""
    shadowed: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


PlanFile = StateFile
"""A plan: its name is the plan's name."""


def plan_files(place: StatePlace, *, compare: bool = True) -> list[PlanFile]:
    """List the plans of all state folders by name, once each; without `compare` no file is read for it."""
    return _merged(place, "plans", compare=compare)


def notepad_files(place: StatePlace, plan_name: str) -> list[StateFile]:
    """List the notepads of one plan."""
    return NotepadIndex(place).of(plan_name)


class NotepadIndex:
    """The notepads of several plans: the folder that all of them share is listed once."""

    def __init__(self, place: StatePlace) -> None:
        self._place = place
        self._loose: dict[str, StateFile] | None = None
        self._found: dict[str, list[StateFile]] = {}

    def of(self, plan_name: str) -> list[StateFile]:
        """List the notepads of one plan: the files of its folder, and a loose file of the plan's name."""
        if plan_name in {"", ".", ".."} or any(sign in plan_name for sign in "/\\\0"):
            return []
        if self._loose is None:
            self._loose = {file.name: file for file in _merged(self._place, "notepads")}
        if plan_name not in self._found:
            loose = self._loose.get(plan_name)
            own = _merged(self._place, f"notepads/{plan_name}")
            self._found[plan_name] = own + ([loose] if loose else [])
        return self._found[plan_name]


def note_folders(place: StatePlace) -> list[str]:
    """List the names of the folders of notepads, each once."""
    names: dict[str, None] = {}
    for state_dir in place.state_dirs:
        try:
            with os.scandir(place.root / state_dir / "notepads") as entries:
                names |= dict.fromkeys(sorted(entry.name for entry in entries if entry.is_dir()))
        except OSError:  # none, or not ours to read
            continue
    return list(names)


def draft_files(place: StatePlace) -> list[StateFile]:
    """List the planner's drafts by name, once each."""
    return _merged(place, "drafts")


def boulder_file(place: StatePlace) -> StateFile | None:
    """Give the boulder.json that counts; `None` when there is none."""
    copies = [place.root / name / "boulder.json" for name in place.state_dirs]
    there = [copy for copy in copies if os.path.lexists(copy)]
    if not there:
        return None
    file = _state_file(place, there)
    if there[0] == copies[0]:
        return file
    message = f"{place.state_dirs[0]} has no boulder.json; this older copy may have outlived its work"
    stale = _finding("state-leftover", message, file.relative)
    return replace(file, findings=(*file.findings, stale))


def ledger_files(place: StatePlace) -> list[StateFile]:
    """List the start-work ledgers, one entry for each relative path."""
    found: dict[str, list[Path]] = {}
    for name in place.state_dirs:
        for part in _LEDGER_FOLDERS:
            base = place.root / name
            for path in _ledgers_below(base / part, _LEDGER_DEPTH):
                found.setdefault(path.relative_to(base).as_posix(), []).append(path)
    return [_state_file(place, found[key]) for key in sorted(found)]


def _ledgers_below(folder: Path, depth: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name == "ledger.jsonl" and not is_folder(entry):
            yield folder / entry.name
        elif depth > 0 and entry.is_dir(follow_symlinks=False):
            yield from _ledgers_below(folder / entry.name, depth - 1)


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder or leads to one; what cannot be followed is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _merged(place: StatePlace, below: str, *, compare: bool = True) -> list[StateFile]:
    copies: dict[str, list[Path]] = {}
    for name in place.state_dirs:
        for path in list_markdown(place.root / name / below):
            copies.setdefault(path.name, []).append(path)
    return [_state_file(place, copies[name], compare=compare) for name in sorted(copies)]


def _state_file(place: StatePlace, copies: Sequence[Path], *, compare: bool = True) -> StateFile:
    first, *older = copies
    file = StateFile(printable(first.stem), first, _relative(place, first), tuple(older))
    return replace(file, findings=find_drift(place, file)) if compare and older else file


def find_drift(place: StatePlace, file: StateFile) -> tuple[Finding, ...]:
    """Say which older copies of a file differ from it."""
    return tuple(
        _drift(place, file.path, copy)
        for copy in file.shadowed
        if not _same_content(file.path, copy, place.bound)
    )


def _same_content(first: Path, second: Path, bound: Path) -> bool:
    """Tell whether two copies are equal; one that cannot be read is not."""
    try:
        if first.samefile(second):
            return True
        if first.stat().st_size != second.stat().st_size:
            return False
        return read_file(first, bound, limit=MAX_BYTES) == read_file(second, bound, limit=MAX_BYTES)
    except (OSError, SisyphusError):
        return False


def _drift(place: StatePlace, first: Path, copy: Path) -> Finding:
    message = (
        f"differs from {_relative(place, copy)}: this copy is of {_modified(first)} and is used, "
        f"the other is of {_modified(copy)}"
    )
    return _finding("state-drift", message, _relative(place, first))


def _modified(path: Path) -> str:
    moment = modified_at(path)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "an unknown time"


def _relative(place: StatePlace, path: Path) -> str:
    return printable(path.relative_to(place.root).as_posix())


def _finding(rule: str, message: str, path: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, message=message, source=Source(path=printable(path)))
