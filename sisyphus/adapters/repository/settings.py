"""A repository that is opened again and again: git's configuration is asked for anew only when it changed."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from sisyphus.adapters.repository.access import Access
from sisyphus.adapters.repository.harden import Config
from sisyphus.adapters.repository.layout import Layout, read_layout

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
