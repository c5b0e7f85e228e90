"""What the rows of the table depend on, told by marks: where nothing has another mark, the rows are the same.

What decides a row is of two kinds. Some belongs to one plan: its file, its notepads, copies that lie
elsewhere, and what git says of those files. The rest is shared: the state files beside the plans, the
repository (every ref, what differs from HEAD, its configuration and its own files), and what the user has
allowed. Programs are looked for by each row, since PATH is another in each terminal. What marks do not tell,
such as a link, is left to a whole look.
"""

import hashlib
import marshal
import os
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sisyphus.adapters.files import list_markdown
from sisyphus.adapters.kept.marks import Mark, OddEntry, is_plain, is_settled, mark_at, marks_below, names_in
from sisyphus.adapters.locate import STATE_DIRS, StatePlace, find_state, printable
from sisyphus.adapters.private import DECISIONS, user_state_home
from sisyphus.adapters.repository.layout import find_top_level, list_worktrees, read_layout
from sisyphus.adapters.state.below import count_plans, look_below
from sisyphus.adapters.state.state_files import BESIDE_PLANS
from sisyphus.errors import SilentError, SisyphusError
from sisyphus.model.deferred import dataclass

if TYPE_CHECKING:
    from sisyphus.adapters.kept.sight_git import GitMarks

_WALKED = ("plans", "notepads", "evidence")
"""Folders of a state folder of which every file has its mark."""
_RUNS = "evidence/sisyphus"
"""Where runs of checks are kept: a plan that has any is always looked at."""

Told = tuple[str, Mark | bytes]
"""A path, and its mark or what git says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One look at a workspace."""

    state: StatePlace
    shared: bytes
    """A digest of what all rows depend on."""
    own: dict[str, tuple[Told, ...]]
    """By name of plan, for every plan of the state folders: what its row alone depends on."""
    files: dict[str, Mark]
    """Of the state folders, but for runs of checks; by path relative to the root."""
    at_ns: int
    in_repository: bool
    settled: bool
    """Whether nothing that is shared was changed just before."""

    @property
    def taken_at(self) -> datetime:
        """When it was, in whole seconds."""
        return datetime.fromtimestamp(self.at_ns // 1_000_000_000, UTC)

    def mark(self, path: str) -> Mark | None:
        """Return the mark of a file by its path relative to the root. Raises OddEntry."""
        state, _, below = path.partition("/")
        walked = below.partition("/")[0] in _WALKED and not below.startswith(_RUNS)
        if walked and state in self.state.state_dirs:
            return self.files.get(path)
        return mark_at(os.path.join(self.state.root, path))  # noqa: PTH118 - plain strings: thousands are asked for


def look(start: Path) -> Sight | None:
    """Look at the workspace above `start`; `None` where marks do not tell what its rows depend on.

    So it is, too, where git or a folder refuses to tell: a whole look says which. Raises SilentError where
    git does not answer in time, since it would not then, either.
    """
    at_ns = time.time_ns()
    try:
        top = find_top_level(start)
        state = find_state(start, top)
        return None if state.findings else _look(state, top, at_ns)
    except SilentError:
        raise
    except (SisyphusError, OddEntry, OSError):
        return None


def _look(state: StatePlace, top: Path | None, at_ns: int) -> Sight:
    trees = _other_trees(state.root, top)
    roots = (*state.above, *look_below(state.root, but=trees).roots)
    files: dict[str, Mark] = {}
    for name in state.state_dirs:
        for part in (*BESIDE_PLANS, *_WALKED):
            files |= _marks(state.root, f"{name}/{part}")
    git = None if top is None else _repository(state, top)
    own, rest = _by_plan([*files.items(), *_copies((*trees, *roots)), *(git.state if git else ())])
    decided = _decisions()
    shared: tuple[Any, ...] = (
        *(str(state.root), state.state_dirs, str(top), [str(tree) for tree in trees], sorted(own), rest),
        *([(str(root), count_plans(root)) for root in roots], _runs(state), decided),
        *((git.facts, git.files) if git else ()),
    )
    marks = [*decided.values(), *(mark for _, mark in rest if isinstance(mark, tuple))]
    return Sight(
        state=state,
        shared=hashlib.sha256(marshal.dumps(shared)).digest(),
        own={name: tuple(each) for name, each in own.items()},
        files=files,
        at_ns=at_ns,
        in_repository=git is not None,
        settled=is_settled((*marks, *(git.files.values() if git else ())), at_ns),
    )


def _marks(root: Path, path: str) -> dict[str, Mark]:
    """Return the marks of a file, or of all files in a folder but for runs of checks; none for neither."""
    mark = mark_at(f"{root}/{path}")
    if mark is None:
        return {}
    if is_plain(mark):
        return {path: mark}
    return marks_below(f"{root}/{path}", path, but=_RUNS.rpartition("/")[2])


def _runs(state: StatePlace) -> list[tuple[str, bool]]:
    """Return which plans have runs of checks; how many is not told: those plans are always looked at."""
    folders = (f"{state.root}/{name}/{_RUNS}" for name in state.state_dirs)
    plans = (f"{folder}/{plan}" for folder in folders for plan in names_in(folder))
    return [(plan, bool(names_in(plan))) for plan in plans]


def _other_trees(root: Path, top: Path | None) -> tuple[Path, ...]:
    """Return the folder of the root in the other work trees of the repository."""
    if top is None:
        return ()
    inside = root.relative_to(top)
    return tuple(tree / inside for tree in list_worktrees(read_layout(top)) if tree != top)


def _copies(roots: Iterable[Path]) -> Iterator[Told]:
    """Yield the plan files in the state folders of other roots."""
    for folder in (root / name / "plans" for root in roots for name in STATE_DIRS):
        for path in list_markdown(folder):
            if mark := mark_at(str(path)):
                yield str(path), mark


def _decisions() -> dict[str, Mark]:
    """Return the marks of what the user has allowed and denied."""
    return marks_below(str(user_state_home(None) / DECISIONS))


def _repository(state: StatePlace, top: Path) -> "GitMarks":
    from sisyphus.adapters.kept.sight_git import observe_marks  # noqa: PLC0415 - start-up: only in a repository

    prefix = "" if top == state.root else state.root.relative_to(top).as_posix() + "/"
    return observe_marks(top, prefix, state.state_dirs)


def _by_plan(told: Iterable[Told]) -> tuple[dict[str, list[Told]], list[Told]]:
    """Sort what was told to the plans of the state folders; return that, and what belongs to none of them.

    Evidence is left out of both: rows are held against the files that their plans name.
    """
    known = [(*_plan_of(each[0]), each) for each in sorted(told, key=lambda each: each[0])]
    own: dict[str, list[Told]] = {
        name: []
        for name, is_plan, (path, mark) in known
        if is_plan and path[0] != "/" and type(mark) is tuple
    }
    rest: list[Told] = []
    for name, _, each in known:
        if name in own:
            own[name].append(each)
        elif each[0].split("/", 2)[1:2] != ["evidence"]:
            rest.append(each)
    return own, rest


def _plan_of(path: str) -> tuple[str, bool]:
    """Return the name of the plan that a file of a state folder belongs to, and whether it is that plan."""
    _, plans, name = path.rpartition("/plans/")
    if plans and "/" not in name and name.lower().endswith(".md"):
        return printable(name[:-3]), True
    below = path.partition("/notepads/")[2]
    folder, inside, _ = below.partition("/")
    return printable(folder if inside or not folder.lower().endswith(".md") else folder[:-3]), False
