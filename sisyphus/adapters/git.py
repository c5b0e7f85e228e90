"""git, asked so that nothing in the repository can start a program. The only module that imports GitPython.

GitPython is only used to start processes: its objects run programs named in `.git/config`, and it hands the
inherited environment on. So each call is `env -i NAME=value … git …`, in a session of its own, with a
time limit.
"""

import copy
import functools
import os
import sys
from datetime import datetime
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from sisyphus.adapters.repository.access import Access, while_settings_hold
from sisyphus.adapters.repository.call import GitFailure
from sisyphus.adapters.repository.child import Process, Reading, close, read_answer
from sisyphus.adapters.repository.files import path_inside, read_last_change
from sisyphus.adapters.repository.harden import (
    GLOBAL_FLAGS,
    MOST_PROGRAMS,
    OVERRIDES,
    Config,
    call_name,
    environment,
    find_git,
    named_programs,
    switched_off,
    user_environment,
    user_overrides,
)
from sisyphus.adapters.repository.layout import Layout, find_top_level, read_layout
from sisyphus.adapters.repository.obstacle import Watch
from sisyphus.adapters.repository.parse import parse_config
from sisyphus.errors import MachineError
from sisyphus.model.deferred import replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from git import Git

    from sisyphus.model.repository import Repository

__all__ = ["calls_in", "find_top_level", "last_change_of_line", "observe", "open_access", "reopening"]

LIMIT_S = 60.0
"""Seconds that one call of git may take."""

_ENV = "/usr/bin/env"


def observe(
    root: Path,
    *,
    since: datetime | None,
    state_dirs: tuple[str, ...],
    outputs: frozenset[str] = frozenset(),
    max_commits: int = 5000,
) -> "Repository | None":
    """Observe the repository that holds `root`; `None` outside git.

    Args:
        root: the workspace root, which may be a sub-folder of the git top level.
        since: the oldest moment whose commits are wanted; `None` for all of them.
        state_dirs: folders, relative to the git top level, that count neither as dirty nor as source.
        outputs: untracked paths, relative to the git top level, that are left out of the work tree's digest.
        max_commits: how many commits are read, newest first.

    Raises:
        MachineError: git is missing, too old or hung.

    """
    from sisyphus.adapters.repository.observation import Wanted  # noqa: PLC0415 - start-up: a glance needs none

    top = find_top_level(root)
    if top is None:
        return None
    state = tuple(folder.strip("/") for folder in state_dirs)
    wanted = Wanted(since=since, state_dirs=state, outputs=outputs, max_commits=max_commits)
    return open_access(top).observe(wanted)


def open_access(top: Path) -> Access:
    """Open the work tree at `top` for several questions. Raises MachineError when git is missing or hung."""
    return reopening(top)()


def reopening(top: Path) -> "Callable[[], Access]":
    """Return what opens the work tree as it is then; the user's own settings are read once."""
    user: list[Config] = []

    def open_as(layout: Layout, known: Access | None) -> Access:
        if known and isinstance(known.run, _Git):
            return replace(known, run=known.run.afresh())
        try:
            run = _Git(layout, *user)
        except GitFailure as failure:
            return Access(layout=layout, refusal=failure.message)
        user[:] = [run.user]
        return Access(layout=layout, config=run.config, run=run)

    return while_settings_hold(top, open_as)


def last_change_of_line(root: Path, path: str, line: int) -> tuple[str, str] | None:
    """Return author and short id of the commit that last touched a line of a file below `root`.

    `None` when that is not known: outside git, untracked, changed since, no such line.

    Raises MachineError when git is missing, too old or hung.
    """
    top = find_top_level(root)
    inside = None if top is None else path_inside(top, root, path)
    if top is None or inside is None:
        return None
    try:
        return read_last_change(_Git(read_layout(top)), inside, line)
    except GitFailure:
        return None


def calls_in(top: Path) -> "_Git":
    """Return hardened calls of git in the work tree at `top`, with its and the `user`'s configuration."""
    return _Git(read_layout(top))


class _Git:
    """Calls of git in one work tree, with its filter drivers and hooks switched off."""

    def __init__(self, layout: Layout, user: Config | None = None) -> None:
        """Read the configuration, the `user`'s own too when it is not given, and close the doors it opens.

        Raises MachineError when git is missing, too old or hung.
        """
        self._top = layout.top
        self._program = find_git(layout.top)
        self._watch = Watch(layout)
        listing = ("config", "--list", "-z")
        asking = [_ENV, "-i", *user_environment(layout.top), self._program, *listing]
        self.user: Config = parse_config(_communicate(asking)) if user is None else user
        overrides = (*user_overrides(self.user), *OVERRIDES)
        self._environment = environment(layout.top, bare=True, overrides=overrides)
        self.config: Config = parse_config(self(*listing))
        last = dict(self.config)
        if last.get("core.hookspath") != os.devnull:
            raise MachineError("git is too old to be told what not to run", fix="install git 2.31 or newer")
        programs = named_programs(self.config)
        if len(programs) > MOST_PROGRAMS:
            raise GitFailure(0, f"its configuration names {len(programs)} filter drivers and hooks")
        bare = last.get("core.bare") == "true" and not layout.linked
        self._environment = environment(
            layout.top, bare=bare, overrides=(*overrides, *switched_off(programs))
        )

    def afresh(self) -> "_Git":
        """Return the same calls, of which none has waited in vain yet."""
        again = copy.copy(self)
        again._watch = Watch(self._watch.layout)  # noqa: SLF001 - its own
        return again

    def __call__(
        self, *arguments: str, then: tuple[str, ...] = (), feed: bytes = b"", most: int | None = None
    ) -> bytes:
        """Run git in the work tree (see `git_call.Run`)."""
        front = [_ENV, "-i", *self._environment, self._program, "-C", str(self._top), *GLOBAL_FLAGS]
        second = [*front, *then] if then else None
        return _communicate([*front, *arguments], second, feed=feed, most=most, watch=self._watch)


def _communicate(
    command: list[str],
    then: list[str] | None = None,
    feed: bytes = b"",
    most: int | None = None,
    watch: Watch | None = None,
) -> bytes:
    """Run a command, feed what it prints to `then` if given, and return what is printed last."""
    name = call_name(then or command)
    started: list[Process] = []
    try:
        started.append(_start(command, _gitpython().PIPE if feed else None))
        if then is not None:
            started.append(_start(then, started[0].stdout))
            Reading(started[0], 0).pass_on(feed)
            feed = b""
        return read_answer(started[-1], name, feed, most=most, limit_s=LIMIT_S, watch=watch)
    except (OSError, _gitpython().GitCommandNotFound) as error:
        problem = f"git cannot be started: {error}"
        raise MachineError(problem, fix="check the memory and process limits of this machine") from error
    finally:
        for process in started:
            close(process)


def _start(command: list[str], stdin: IO[bytes] | int | None = None) -> Process:
    """Start a process in a session of its own, in the root folder: nothing is looked up in the repository."""
    program: Git = _gitpython().Git("/")
    given = cast("BinaryIO | None", stdin)  # or PIPE, which its types do not know
    child = program.execute(command, given, as_process=True, start_new_session=True)
    process: Process | None = child.proc
    child.proc = None  # or it would be ended with this object
    if process is None:
        raise OSError("it ended at once")
    return process


@functools.cache
def _gitpython() -> "ModuleType":
    """Return `git.cmd`, the part of GitPython that starts processes, imported on first use.

    `import git` costs 70 ms, of which `git.cmd` needs 15: the package's `__init__` imports all its objects,
    which are never used here, and starts `git version`, found through PATH and the current folder. So the two
    packages stand empty while `git.cmd` is imported, and are taken out again: who imports `git` later gets
    the whole of it.
    """
    before = {name: module for name, module in list(sys.modules.items()) if _is_of(name)}
    for name in before:
        del sys.modules[name]
    try:
        for name in _PACKAGES:
            sys.modules[name] = _empty_package(name)
        from git import cmd  # noqa: PLC0415 - start-up: only where git is asked

        return cmd
    finally:
        for name in [name for name in list(sys.modules) if _is_of(name)]:
            del sys.modules[name]
        sys.modules.update(before)


_PACKAGES = ("git", "gitdb")


def _is_of(name: str) -> bool:
    return name.partition(".")[0] in _PACKAGES


def _empty_package(name: str) -> "ModuleType":
    """Return a package that finds its modules and holds nothing yet. Raises ModuleNotFoundError."""
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(name=name)
    spec.loader = None
    return module_from_spec(spec)
