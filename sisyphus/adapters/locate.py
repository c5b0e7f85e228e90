"""Where the state of a workspace lies, and which plan is meant."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PureWindowsPath

from sisyphus.errors import UsageError
from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.first_few import first_few
from sisyphus.model.work import Work

STATE_DIRS = (".omo", ".sisyphus")
"""Names of state folders, the newer layout first: it wins, file by file."""

HOLDS_STATE = ("plans", "notepads", "boulder.json")
"""What makes a state folder more than a place for settings."""
_NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class StatePlace:
    """A folder with state folders in it."""

    root: Path
    """Absolute, links resolved."""
    state_dirs: tuple[str, ...]
    """Those that are there, in the order of STATE_DIRS."""
    bound: Path
    """Reading stays below it: the git top level, else the root."""
    above: tuple[Path, ...] = ()
    """Folders further up, within the bound, that hold state of their own."""
    findings: tuple[Finding, ...] = ()


def find_state(start: Path, top_level: Path | None) -> StatePlace:
    """Find the nearest folder with a state folder, from `start` up to the git top level.

    Without git the search ends at the home folder, else at the root of the file system. The home folder
    counts only when it holds plans or the like, since tools keep their settings there. Raises UsageError when
    there is none.
    """
    here = Path(os.path.realpath(start))
    if not here.exists():
        raise UsageError("no such folder", fix="give -C a folder that is there", path=str(start))
    top = None if top_level is None else Path(os.path.realpath(top_level))
    findings: list[Finding] = []
    places: list[tuple[Path, tuple[str, ...]]] = []
    for folder in _upward(here, top):
        bound = folder if top is None else top
        names = tuple(name for name in STATE_DIRS if _is_state_dir(folder, name, bound, findings))
        if names and not (top is None and _is_settings(folder, names, here)):
            places.append((folder, names))
        if places and top is None:
            break
    if not places:
        what = "no .sisyphus or .omo folder here or above"
        fix = "go to a project whose agent wrote plans, or name one with -C DIR"
        raise UsageError(what if not findings else f"{what} ({findings[0].message})", fix=fix, path=str(here))
    root, names = places[0]
    above = tuple(folder for folder, _ in places[1:])
    return StatePlace(root, names, root if top is None else top, above, tuple(findings))


def _upward(start: Path, top: Path | None) -> Iterator[Path]:
    home = _home()
    for folder in (start, *start.parents):
        yield folder
        if folder == top or (top is None and folder == home):
            return


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:
        return None


def _is_state_dir(folder: Path, name: str, bound: Path, findings: list[Finding]) -> bool:
    state = folder / name
    try:
        if not state.is_dir():
            return False
    except OSError:
        return False
    real = Path(os.path.realpath(state))
    if real.is_relative_to(bound):
        return True
    message = f"{name} is a link out of {bound}, to {real}; not read"
    findings.append(_finding("state-outside", message, str(state)))
    return False


def _is_settings(folder: Path, names: Sequence[str], start: Path) -> bool:
    if folder == start or folder != _home():
        return False
    return not any(os.path.lexists(folder / name / held) for name in names for held in HOLDS_STATE)


def resolve_plan_path(work: Work, place: StatePlace, worktree_paths: Sequence[str]) -> str | None:
    """Find the plan file that a work means; `None` when no such file is there.

    The answer is relative to the root, or absolute for a file in another worktree. The copy in the work's
    worktree comes first, then the recorded path, then the same path in `.omo` and `.sisyphus` of the root and
    of each worktree. Paths of other machines only count from their state folder on. Nothing outside the root
    and the worktrees is ever looked at.
    """
    worktrees = [Path(os.path.realpath(path)) for path in worktree_paths]
    for base, candidate in _candidates(work, place.root, worktrees):
        path = Path(os.path.normpath(base / candidate))
        if path.suffix.lower() == ".md" and path.is_relative_to(base) and _is_file(path):
            inside = path.is_relative_to(place.root)
            return printable((path.relative_to(place.root) if inside else path).as_posix())
    return None


def _candidates(work: Work, root: Path, worktrees: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield folders and the paths to try below them, the best first."""
    parts = _parts(work.active_plan or f"{work.plan_name}.md")
    below = _below_state(parts)
    recorded = _relative_to(work.active_plan, (root, *worktrees))
    own = real_folder(root, work.worktree_path) if work.worktree_path else None
    if own is not None and own != root and (own in worktrees or own.is_relative_to(root)):
        if recorded is not None:
            yield own, recorded[1]
        yield from ((own, f"{name}/{below}") for name in STATE_DIRS)
    # A path into a state folder is tried in the newer one first, since that copy is the one that counts.
    if recorded is not None and not set(parts) & set(STATE_DIRS):
        yield recorded
    for base in (root, *worktrees):
        yield from ((base, f"{name}/{below}") for name in STATE_DIRS)
    if recorded is not None:
        yield recorded
    for base in (root, *worktrees):
        for name in STATE_DIRS:
            yield base, f"{name}/plans/{parts[-1].removesuffix('.md')}.md"
            yield base, f"{name}/plans/{_parts(work.plan_name)[-1]}.md"


def _parts(recorded: str) -> list[str]:
    """Split a path of any machine; there is always a last part."""
    return list(PureWindowsPath(recorded).parts) or [recorded]


def _below_state(parts: Sequence[str]) -> str:
    """Give the path below its state folder; `plans/` and the file's name where it names none."""
    for at in range(len(parts) - 2, -1, -1):
        if parts[at] in STATE_DIRS:
            return "/".join(parts[at + 1 :])
    return f"plans/{parts[-1]}"


def _relative_to(recorded: str, bases: Sequence[Path]) -> tuple[Path, str] | None:
    """Give the folder that a recorded path lies in, and the rest; `None` for one outside all of them."""
    if not recorded or PureWindowsPath(recorded).drive:
        return None
    if not recorded.startswith("/"):
        return bases[0], recorded.replace("\\", "/")
    path = Path(os.path.normpath(recorded))
    return next(((base, str(path.relative_to(base))) for base in bases if path.is_relative_to(base)), None)


def real_folder(root: Path, recorded: str) -> Path | None:
    """Return a folder that somebody recorded, links resolved as far as they lead; `None` for no path."""
    try:
        return Path(os.path.realpath(root / recorded))
    except ValueError:
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def select(names: Sequence[str], wanted: str) -> str:
    """Choose a plan by its name: exact, else the only one that begins so, else the only one that contains it.

    Upper and lower case count until nothing fits. Raises UsageError with the candidates when several fit, and
    with similar names when none does.
    """
    name = wanted.removesuffix(".md")
    known = list(dict.fromkeys(names))
    fits: tuple[Callable[[str, str], bool], ...] = (str.__eq__, str.startswith, str.__contains__)
    for fold in (str, str.casefold) if name else ():
        for fit in fits:
            found = [candidate for candidate in known if fit(fold(candidate), fold(name))]
            if len(found) == 1:
                return found[0]
            if found:
                raise UsageError(f"{wanted!r} fits several plans", fix=f"name one of: {listed(found)}")
    if "/" in wanted:
        raise UsageError(f"no such file: {wanted!r}", fix="give the path of a file, or the name of a plan")
    if not known:
        raise UsageError(
            f"no plan named {wanted!r}: there are no plans", fix="name a path to a Markdown file"
        )
    import difflib  # noqa: PLC0415 - start-up: only for a wrong name

    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    fix = f"did you mean {listed(near)}?" if near else f"name one of: {listed(known)}"
    raise UsageError(f"no plan named {wanted!r}", fix=fix)


def listed(names: Sequence[str]) -> str:
    """Name plans in a message, as many as can be read, and say how many more there are."""
    return first_few(sorted(names), _NAMED_AT_MOST)


def own_place(path: Path) -> Path:
    """Return a path with the links of its folder resolved, and not what it may itself be a link to."""
    return Path(os.path.realpath(path.parent)) / path.name


def printable(name: str) -> str:
    """Replace the bytes of a file name that are no UTF-8, so that it can be written out."""
    return os.fsencode(name).decode("utf-8", "replace")


def _finding(rule: str, message: str, path: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, message=message, source=Source(path=printable(path)))
