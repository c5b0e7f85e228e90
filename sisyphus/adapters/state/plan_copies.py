"""Other copies of a plan. The one in the root's state folders counts; copies are only shown beside it.

That holds where a work names a work tree of its own, too: commits, files and checks are looked at here, and
an answer that took its ticks from elsewhere would mix two trees. The copy there is said, with the command
that reads it; a plan that only the work's tree has is read there (see `locate.resolve_plan_path`).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sisyphus.adapters.files import list_markdown, read_file
from sisyphus.adapters.files import modified_at as file_modified_at
from sisyphus.adapters.kept.parsed import parse_plan
from sisyphus.adapters.locate import STATE_DIRS, printable, real_folder
from sisyphus.adapters.place import Place
from sisyphus.adapters.state.state_files import PlanFile
from sisyphus.errors import InputError, MachineError
from sisyphus.model.copies import CopyPlace, PlanCopy
from sisyphus.model.deferred import dataclass
from sisyphus.model.plan import Plan
from sisyphus.model.work import Work
from sisyphus.parse.encoding import MAX_BYTES

_MOST_COPIES = 20
"""Copies of one plan that are looked at."""


@dataclass(frozen=True, slots=True)
class CopyFile:
    """A plan file in a state folder that is not read."""

    path: Path
    root: Path
    """The folder that holds the state folder."""
    bound: Path
    """Reading stays below it."""
    place: CopyPlace


CopyIndex = Mapping[str, Sequence[CopyFile]]
"""Copies by the name of their file."""


def list_copies(place: Place, below: Iterable[Path]) -> CopyIndex:
    """List the plans of the other work trees and of the roots above and below, folder by folder."""
    bound = place.state.bound
    roots = (*place.state.above, *below)
    folders = [(tree, tree, CopyPlace.WORKTREE) for tree in place.worktrees]
    folders += [(root, bound, CopyPlace.ROOT) for root in roots]
    found: dict[str, list[CopyFile]] = {}
    for root, limit, kind in folders:
        for state in STATE_DIRS:
            for path in _plans_in(root / state / "plans"):
                found.setdefault(path.name, []).append(CopyFile(path, root, limit, kind))
    return found


def _plans_in(folder: Path) -> list[Path]:
    try:
        return list_markdown(folder)
    except MachineError:
        return []


def copies_of(place: Place, file: PlanFile, index: CopyIndex) -> tuple[CopyFile, ...]:
    """Return the copies of a plan, those that an equal name in the newer state folder hides before all."""
    hidden = (CopyFile(p, place.root, place.state.bound, CopyPlace.STATE_FOLDER) for p in file.shadowed)
    return (*hidden, *index.get(file.path.name, ()))[:_MOST_COPIES]


def read_copies(
    place: Place, plan: Plan, others: Iterable[CopyFile], work: Work | None, known: dict[str, Plan]
) -> tuple[PlanCopy, ...]:
    """Read the copies of a plan; `known` keeps the texts that were parsed, since work trees share them."""
    own = real_folder(place.root, work.worktree_path) if work and work.worktree_path else None
    return tuple(_read(plan, copy, _kind(place, copy, own), place.root, known) for copy in others)


def _kind(place: Place, copy: CopyFile, own: Path | None) -> CopyPlace:
    """Return where a copy lies, seen from the work: its own tree, or from there the main one, matters."""
    if own is None or copy.place is not CopyPlace.WORKTREE:
        return copy.place
    if place.root.is_relative_to(own):
        return CopyPlace.MAIN if copy.root == place.main else copy.place
    return CopyPlace.WORK if copy.root.is_relative_to(own) else copy.place


def _read(plan: Plan, copy: CopyFile, kind: CopyPlace, root: Path, known: dict[str, Plan]) -> PlanCopy:
    inside = copy.path.is_relative_to(root)
    shown = printable(copy.path.relative_to(root).as_posix() if inside else str(copy.path))
    digest, parsed = None, None
    try:
        content = read_file(copy.path, copy.bound, limit=MAX_BYTES)
        digest = hashlib.sha256(content).hexdigest()
        if digest != plan.sha256:
            parsed = known.get(digest) or parse_plan(content, shown)
            known[digest] = parsed
    except (InputError, MachineError):
        digest = None  # it is listed as one that cannot be read
    return PlanCopy(
        path=shown,
        root=printable(str(copy.root)),
        place=kind,
        modified_at=modified_at([copy.path]),
        sha256=digest,
        plan=parsed,
    )


def modified_at(paths: Iterable[Path]) -> datetime | None:
    """Return when the newest of some files was changed; `None` when no file is there to tell."""
    return max(filter(None, map(file_modified_at, paths)), default=None)
