"""git, asked so that nothing in the repository can start a program. The only module that imports GitPython.

GitPython is only used to start processes: its objects run programs named in `.git/config`, and it hands the
inherited environment on. So each call is `env -i NAME=value … git …`, in a session of its own, with a
time limit.
"""

import functools
import os
import signal
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sisyphus.adapters.git_call import GitFailure
from sisyphus.adapters.git_files import path_inside, read_first_seen, read_last_change
from sisyphus.adapters.git_harden import (
    GLOBAL_FLAGS,
    MOST_FILTERS,
    OVERRIDES,
    Config,
    environment,
    filter_overrides,
    find_git,
    user_environment,
    user_overrides,
)
from sisyphus.adapters.git_layout import Layout, find_top_level, read_layout
from sisyphus.adapters.git_observation import Wanted, observe_repository, unknown_repository
from sisyphus.adapters.git_parse import parse_config, telling_line
from sisyphus.errors import MachineError
from sisyphus.model.repository import Repository

if TYPE_CHECKING:
    from types import ModuleType

    from git import Git

__all__ = ["file_first_seen", "find_top_level", "last_change_of_line", "observe"]

LIMIT_S = 60.0
"""Seconds that one call of git may take."""

_GRACE_S = 2.0
"""Seconds that a killed call may take to let go of its pipes."""

_ENV = "/usr/bin/env"


def observe(
    root: Path,
    *,
    since: datetime | None,
    state_dirs: tuple[str, ...],
    outputs: frozenset[str] = frozenset(),
    max_commits: int = 5000,
) -> Repository | None:
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
    top = find_top_level(root)
    if top is None:
        return None
    layout = read_layout(top)
    state = tuple(folder.strip("/") for folder in state_dirs)
    wanted = Wanted(since=since, state_dirs=state, outputs=outputs, max_commits=max_commits)
    try:
        run = _Git(layout)
    except GitFailure as failure:
        return unknown_repository(layout, f"git refuses this repository: {failure.message}")
    return observe_repository(run, layout, run.config, wanted)


def last_change_of_line(root: Path, path: str, line: int) -> tuple[str, str] | None:
    """Return author and short id of the commit that last touched a line of a file below `root`.

    `None` when that is not known: outside git, untracked, changed since, no such line.

    Raises:
        MachineError: git is missing, too old or hung.

    """
    top = find_top_level(root)
    inside = None if top is None else path_inside(top, root, path)
    if top is None or inside is None:
        return None
    try:
        return read_last_change(_Git(read_layout(top)), inside, line)
    except GitFailure:
        return None


def file_first_seen(root: Path, paths: tuple[str, ...]) -> dict[str, datetime]:
    """Return when files below `root` were first committed; those that never were are left out.

    Raises:
        MachineError: git is missing, too old or hung.

    """
    top = find_top_level(root)
    if top is None or not paths:
        return {}
    inside = {name: path for path in paths if (name := path_inside(top, root, path))}
    if not inside:
        return {}
    try:
        return read_first_seen(_Git(read_layout(top)), inside)
    except GitFailure:  # no commit yet, or objects that cannot be read
        return {}


class _Git:
    """Calls of git in one work tree, with its filter drivers switched off."""

    def __init__(self, layout: Layout) -> None:
        """Read the configuration and close the doors that it opens.

        Raises:
            GitFailure: git does not take this for a repository that it may read.
            MachineError: git is missing, too old or hung.

        """
        self._top = layout.top
        self._program = find_git(layout.top)
        listing = ("config", "--list", "-z")
        mine = parse_config(
            _communicate([_ENV, "-i", *user_environment(layout.top), self._program, *listing])
        )
        overrides = (*user_overrides(mine), *OVERRIDES)
        self._environment = environment(layout.top, bare=True, overrides=overrides)
        self.config: Config = parse_config(self(*listing))
        last = dict(self.config)
        if last.get("core.hookspath") != os.devnull:
            raise MachineError("git is too old to be told what not to run", fix="install git 2.31 or newer")
        filters = filter_overrides(self.config)
        if len(filters) > 4 * MOST_FILTERS:
            raise GitFailure(0, f"its configuration names {len(filters) // 4} filter drivers")
        bare = last.get("core.bare") == "true" and not layout.linked
        self._environment = environment(layout.top, bare=bare, overrides=(*overrides, *filters))

    def __call__(self, *arguments: str, then: tuple[str, ...] = ()) -> bytes:
        """Run git in the work tree (see `git_call.Run`)."""
        front = [_ENV, "-i", *self._environment, self._program, "-C", str(self._top), *GLOBAL_FLAGS]
        return _communicate([*front, *arguments], [*front, *then] if then else None)


def _communicate(command: list[str], then: list[str] | None = None) -> bytes:
    """Run a command, feed what it prints to `then` if given, and return what is printed last."""
    name = _name(then or command)
    started: list[Git.AutoInterrupt] = []
    try:
        started.append(_start(command))
        if then is not None:
            started.append(_start(then, started[0].stdout))
            started[0].stdout.close()  # or the first would not notice that the second has ended
        return _collect(started[-1], name)
    except (OSError, _gitpython().GitCommandNotFound) as error:
        problem = f"git cannot be started: {error}"
        raise MachineError(problem, fix="check the memory and process limits of this machine") from error
    finally:
        for child in started:
            _end(child)


def _start(command: list[str], stdin: BinaryIO | None = None) -> "Git.AutoInterrupt":
    """Start a process in a session of its own, in the root folder: nothing is looked up in the repository."""
    program: Git = _gitpython().Git("/")
    return program.execute(command, stdin, as_process=True, start_new_session=True)


def _collect(child: "Git.AutoInterrupt", name: str) -> bytes:
    """Read a process to its end.

    A thread does the reading, so that somebody who holds on to the pipe after the kill cannot hold us.
    """
    answer: list[tuple[bytes, bytes]] = []

    def read() -> None:
        with suppress(OSError, ValueError):  # the pipes were closed after the limit
            answer.append(child.communicate())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(LIMIT_S)
    if reader.is_alive():
        _end(child)
        reader.join(_GRACE_S)
        fix = f"run `git {name}` by hand to see what it waits for"
        raise MachineError(f"`git {name}` did not answer within {LIMIT_S:g} s", fix=fix)
    if child.returncode or not answer:
        raise GitFailure(child.returncode, telling_line(answer[0][1] if answer else b""))
    return answer[0][0]


def _end(child: "Git.AutoInterrupt") -> None:
    """See to it that nothing of a process is left."""
    process = child.proc
    if process is None:
        return
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def _name(command: list[str]) -> str:
    """Return the git command of a whole command line, for messages."""
    flags = (*GLOBAL_FLAGS, "config")
    return next((command[at + 1] for at, word in enumerate(command) if word == flags[-2]), flags[-1])


@functools.cache
def _gitpython() -> "ModuleType":
    """Return GitPython, imported on first use.

    The import starts `git version`, found through PATH and the current folder and without a time limit. It is
    pointed at a file that cannot be executed, which it takes quietly.
    """
    names = {"GIT_PYTHON_GIT_EXECUTABLE": os.devnull, "GIT_PYTHON_REFRESH": "quiet"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        import git  # noqa: PLC0415 - start-up: the import costs 80 ms
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return git
