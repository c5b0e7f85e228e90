"""What git would wait for: a named pipe or a device where it expects a file of its own.

git opens such a file and waits for somebody to write. It may lie in any folder of the work tree, and looking
for it each time would cost as much as git's own walk; so it is looked for once a call has taken long.
"""

import os
import re
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from sisyphus.adapters.repository.layout import Layout
from sisyphus.model.deferred import dataclass, field
from sisyphus.model.regex import regex

PATIENCE_S = 2.0
"""Seconds after which it is asked what git waits for."""
_KNOWN_PATIENCE_S = 0.3
"""The same, where something is known that git would wait for."""

_READ = frozenset({".gitignore", ".gitattributes", ".gitmodules", ".mailmap"})
"""Files that git reads wherever they lie in the work tree."""
_HARMLESS = frozenset({os.devnull, "/dev/tty"})
"""Devices at which nothing waits; git has no terminal."""
_CONFIGS = ("config", "config.worktree")
_VALUE = regex(r"=[ \t]*\"?([^\"\r\n]+?)\"?[ \t]*\r?$", re.MULTILINE)
_MOST_BYTES = 1 << 20
_MOST_CONFIGS = 50


@dataclass(slots=True)
class Watch:
    """Tells whether waiting for git is in vain, in one work tree."""

    layout: Layout
    obstacle: str | None = None
    """What was found, in words."""
    _searched: bool = False
    _one: threading.Lock = field(default_factory=threading.Lock)
    """Held while it is looked for: calls are made side by side."""

    @property
    def patience_s(self) -> float:
        """How long a call may take before `is_vain` is asked."""
        return _KNOWN_PATIENCE_S if self.obstacle else PATIENCE_S

    def is_vain(self, goes_on: Callable[[], bool]) -> bool:
        """Whether something stands in git's way; looked for once, and while the call goes on."""
        with self._one:
            if not self._searched:
                self.obstacle = find_obstacle(self.layout, goes_on)
                self._searched = goes_on()  # else it was not looked for to the end
        return self.obstacle is not None and goes_on()


def find_obstacle(layout: Layout, goes_on: Callable[[], bool] = lambda: True) -> str | None:
    """Return the first thing that git would wait for, such as `sub/.gitignore is a named pipe`."""
    for path in _candidates(layout, goes_on):
        if kind := _kind(path):
            shown = path.relative_to(layout.top) if path.is_relative_to(layout.top) else path
            return f"{shown} is {kind}, which git would wait for"
    return None


def _candidates(layout: Layout, goes_on: Callable[[], bool]) -> Iterator[Path]:
    """Yield the files that git may read, the likeliest first, until nobody waits any longer."""
    own = tuple(dict.fromkeys((layout.git_dir, layout.common_dir)))
    yield from _named_in_configs(layout.top, [d / name for d in own for name in _CONFIGS])
    for top in (*own, layout.top):
        for folder, folders, names in os.walk(top):
            if not goes_on():
                return
            if top == layout.top and Path(folder) == top:
                folders[:] = [name for name in folders if name != ".git"]  # that was `own`
            inside = top != layout.top or ".git" in Path(folder).relative_to(top).parts
            yield from (Path(folder, name) for name in (names if inside else _READ.intersection(names)))


def _named_in_configs(top: Path, configs: list[Path]) -> Iterator[Path]:
    """Yield the configuration files, those that they include, and all other files that they name."""
    seen: set[Path] = set()
    while configs and len(seen) < _MOST_CONFIGS:
        config = configs.pop(0)
        if config in seen:
            continue
        seen.add(config)
        yield config
        for value in _VALUE.findall(_read(config)):
            for path in (config.parent / value, top / value):
                yield path
                if stat.S_ISREG(_mode(path)):
                    configs.append(path)


def _read(path: Path) -> str:
    """Return the beginning of a regular file; empty for anything else."""
    try:
        if not stat.S_ISREG(_mode(path)):
            return ""
        # It may have become a pipe since.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:  # noqa: PTH123 - a descriptor
            return stream.read(_MOST_BYTES).decode("utf-8", "surrogateescape")
    except (OSError, ValueError):
        return ""


def _kind(path: Path) -> str | None:
    """Return what a path is, links followed, when a reader would wait there."""
    mode = _mode(path)
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    return "a device" if stat.S_ISCHR(mode) and str(path) not in _HARMLESS else None


def _mode(path: Path) -> int:
    """Return the mode of what a path leads to; 0 where nothing can be seen, or the text is no path."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0
