"""What lies below the root: state folders of their own, and files with the name of a plan that is missing.

The walk is bounded, so that it costs the same in a large repository: it goes breadth first, at most
`_DEEPEST` folders down, lists at most `_MOST_LISTED` folders, and leaves out what programs make or fetch.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from sisyphus.adapters.files import list_markdown
from sisyphus.adapters.locate import HOLDS_STATE, STATE_DIRS, printable
from sisyphus.errors import MachineError
from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.shell_word import shell_word

_DEEPEST = 4
"""Levels below the root at which a state folder's owner is still found."""
_MOST_LISTED = 400
_MOST_ENTRIES = 5000
"""Entries of one folder that are looked at: a folder of data is no place for plans."""
_MOST_MET = 2000
"""Folders of one level."""
_MOST_FOUND = 50
_NAMED_AT_MOST = 3

_PASSED_OVER = frozenset(
    {
        "node_modules", "bower_components", "jspm_packages", "venv", "env", "virtualenv", "site-packages",
        "__pycache__", "__pypackages__", "vendor", "third_party", "target", "dist", "build", "out", "obj",
        "bin", "coverage", "htmlcov", "deriveddata", "pods", "carthage", "elm-stuff", "deps", "_build",
        "tmp", "temp", "logs",
    }
)  # fmt: skip
"""Names in lower case. Hidden folders are passed over too, but for those of `_AGENTS`."""
_AGENTS = frozenset({".opencode", ".claude", ".codex", ".cursor"})
"""Where other agents keep plans."""


@dataclass(frozen=True, slots=True)
class Below:
    """What one walk found."""

    roots: tuple[Path, ...]
    """Folders with state folders of their own, by path."""
    files: dict[str, tuple[str, ...]]
    """By plan name: Markdown files of that name, relative to the root."""


def look_below(root: Path, *, names: Collection[str] = (), but: Iterable[Path] = ()) -> Below:
    """Walk the folders below `root`; `but` are work trees of its repository, which have copies of all."""
    passed = {os.path.realpath(path) for path in but}
    roots: list[Path] = []
    files: dict[str, list[str]] = {}
    level, listed = [root], 0
    for depth in range(_DEEPEST + 1):
        deeper: list[Path] = []
        for folder in level:
            if depth and _owns_state(folder):
                roots.append(folder)
            if listed < _MOST_LISTED and (depth < _DEEPEST or names):
                listed += 1
                deeper += _list(folder, root, names, files)
        level = [f for f in deeper[:_MOST_MET] if not passed or os.path.realpath(f) not in passed]
        if len(roots) >= _MOST_FOUND:
            break
    return Below(
        roots=tuple(sorted(roots[:_MOST_FOUND])), files={name: tuple(sorted(f)) for name, f in files.items()}
    )


def _list(folder: Path, root: Path, names: Collection[str], files: dict[str, list[str]]) -> list[Path]:
    """Return the folders in a folder that are worth a look; note the files whose name is wanted."""
    folders: list[Path] = []
    try:
        with os.scandir(folder) as entries:
            for entry, _ in zip(entries, range(_MOST_ENTRIES), strict=False):
                if entry.is_dir(follow_symlinks=False):
                    if _is_looked_into(entry.name):
                        folders.append(folder / entry.name)
                elif names and entry.name.endswith(".md") and (stem := entry.name[:-3]) in names:
                    path = (folder / entry.name).relative_to(root).as_posix()
                    files.setdefault(stem, []).append(printable(path))
    except OSError:
        return []
    return sorted(folders)


def _is_looked_into(name: str) -> bool:
    return name in _AGENTS if name.startswith(".") else name.casefold() not in _PASSED_OVER


def _owns_state(folder: Path) -> bool:
    # Plain strings: this is asked of every folder that the walk meets.
    here = [f"{folder}/{name}" for name in STATE_DIRS if os.path.lexists(f"{folder}/{name}")]
    return any(os.path.exists(f"{state}/{held}") for state in here for held in HOLDS_STATE)  # noqa: PTH110 - as said


def nested_below(root: Path, below: Below) -> Iterator[Finding]:
    """Say which state folders further down are not looked at, and how to look at them."""
    if not below.roots:
        return
    shown = [
        f"{printable(folder.relative_to(root).as_posix())} ({_counted(count_plans(folder))})"
        for folder in below.roots[:_NAMED_AT_MOST]
    ]
    more = len(below.roots) - len(shown)
    rest = f" and {more} more" if more else ""
    verb = "has state folders of its own" if len(below.roots) == 1 else "have state folders of their own"
    command = f"sisyphus status -C {shell_word(printable(str(below.roots[0])))}"
    message = f"{', '.join(shown)}{rest} {verb}, not read here ({command})"
    yield Finding(rule="nested-state", severity=Severity.INFO, message=message, source=Source())


def _counted(plans: int) -> str:
    return "1 plan" if plans == 1 else f"{plans} plans"


def count_plans(folder: Path) -> int:
    """Count the plans in the state folders of a folder; one that cannot be listed holds none."""
    names: set[str] = set()
    for state in STATE_DIRS:
        try:
            names.update(path.name for path in list_markdown(folder / state / "plans"))
        except MachineError:
            continue
    return len(names)
