"""One repository, opened once and asked several things: its configuration is read a single time."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sisyphus.adapters.repository.call import GitFailure, Run
from sisyphus.adapters.repository.harden import Config
from sisyphus.adapters.repository.layout import Layout, read_layout
from sisyphus.adapters.repository.parse import text
from sisyphus.model.deferred import dataclass

if TYPE_CHECKING:
    from sisyphus.adapters.repository.flips import PlanHistory
    from sisyphus.adapters.repository.observation import Wanted
    from sisyphus.model.repository import Repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Calls of git in one work tree, or why git takes none."""

    layout: Layout
    config: Config = ()
    run: Run | None = None
    """`None` when git refuses the repository."""
    refusal: str = ""

    def plan_history(
        self, paths: tuple[str, ...], state_dirs: tuple[str, ...], wanted: frozenset[str] | None = None
    ) -> "PlanHistory":
        """Return what the commits of HEAD did to plans (see `read_plan_history`); nothing where git says no.

        Raises:
            MachineError: git is missing or did not answer in time.

        """
        from sisyphus.adapters.repository.flips import (  # noqa: PLC0415 - start-up: a glance needs none
            NO_HISTORY,
            read_plan_history,
        )

        try:
            return read_plan_history(self.run, paths, state_dirs, wanted) if self.run else NO_HISTORY
        except GitFailure:  # no commit yet, or objects that cannot be read: the observation says which
            return NO_HISTORY

    def ignored_state(self, state_dirs: tuple[str, ...]) -> tuple[str, ...]:
        """Return the tracked files of the state folders that the ignore rules leave out.

        Raises:
            MachineError: git is missing or did not answer in time.

        """
        if self.run is None or not state_dirs:
            return ()
        words = ("ls-files", "-z", "--cached", "--ignored", "--exclude-standard", "--", *state_dirs)
        try:
            return tuple(text(path) for path in self.run(*words).split(b"\0") if path)
        except GitFailure:
            return ()

    def observe(self, wanted: "Wanted") -> "Repository":
        """Observe the repository.

        Raises:
            MachineError: git is missing or did not answer in time.

        """
        from sisyphus.adapters.repository.observation import (  # noqa: PLC0415 - start-up: a glance needs none
            observe_repository,
            unknown_repository,
        )

        if self.run is None:
            return unknown_repository(self.layout, f"git refuses this repository: {self.refusal}")
        return observe_repository(self.run, self.layout, self.config, wanted)


_MOST = 1 << 20
"""Bytes of a configuration file that is compared."""
_NO_BLOCK = getattr(os, "O_NONBLOCK", 0)

Settings = tuple[Layout, tuple[bytes, ...]]
"""Where a work tree keeps its things, and the bytes of the configuration files there."""


def while_settings_hold(
    top: Path, open_as: Callable[[Layout, Access | None], Access]
) -> Callable[[], Access]:
    """Return what opens the work tree at `top`, anew unless its configuration is byte for byte as it was.

    One that includes other files is asked for each time: they may have changed. `open_as` is given the
    access of before where that holds.
    """
    kept: list[tuple[Settings, Access]] = []

    def reopen() -> Access:
        layout = read_layout(top)
        # Read before git reads it: what changes between the two is read again the next time.
        files = _configuration(layout)
        if kept and files is not None and kept[0][0] == (layout, files):
            return open_as(layout, kept[0][1])
        access = open_as(layout, None)
        whole = files is not None and access.run is not None and not _includes(access.config)
        kept[:] = [((layout, files), access)] if files is not None and whole else []
        return access

    return reopen


def _includes(config: Config) -> bool:
    return any(name.startswith(("include.", "includeif.")) for name, _ in config)


def _configuration(layout: Layout) -> tuple[bytes, ...] | None:
    """Return what the files hold that git would read here; `None` when that is not known."""
    folders = dict.fromkeys((layout.common_dir, layout.git_dir))
    paths = [layout.common_dir / "config", *(folder / "config.worktree" for folder in folders)]
    found = [_bytes(path) for path in paths]
    return None if None in found else tuple(each for each in found if each is not None)


def _bytes(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | _NO_BLOCK)
    except FileNotFoundError:
        return b"\0"  # no configuration holds one
    except OSError:
        return None
    try:
        held = os.read(handle, _MOST + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    except OSError:
        return None
    finally:
        os.close(handle)
    return held if held is not None and len(held) <= _MOST else None
