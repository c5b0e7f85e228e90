"""What keeps a repository's own configuration from starting programs, or from hiding what changed.

A repository is data that somebody else may have written, `.git/config` included. Nothing of the inherited
environment reaches git but the names listed here, and the values below win over the repository's own.
"""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from sisyphus.adapters.search_path import find_programs, outside
from sisyphus.errors import MachineError
from sisyphus.model.regex import regex

ENVIRONMENT = {
    "HOME": "/nonexistent",
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "GIT_SSH_COMMAND": "false",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
"""The whole environment of git, apart from PATH, the work tree and the overrides."""

OVERRIDES = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.pager", "cat"),
    ("core.sshCommand", "false"),
    ("core.askPass", "true"),
    ("core.alternateRefsCommand", ""),
    ("core.untrackedCache", "false"),
    ("core.multiPackIndex", "false"),  # a broken one is the end of git, and the packs have their own
    ("core.checkStat", "default"),
    ("core.trustctime", "true"),
    ("core.ignoreStat", "false"),
    ("credential.helper", ""),
    ("diff.external", ""),
    ("diff.orderFile", os.devnull),
    ("diff.submodule", "short"),
    ("log.showSignature", "false"),
    ("log.showRoot", "true"),
    ("log.follow", "false"),
    ("i18n.logOutputEncoding", "UTF-8"),
    ("mailmap.file", os.devnull),
    ("mailmap.blob", ""),
    ("status.submoduleSummary", "false"),
    ("protocol.allow", "never"),
    ("submodule.recurse", "false"),
    ("safe.bareRepository", "explicit"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
)
"""Configuration that wins over the repository's own."""

GLOBAL_FLAGS = ("--no-pager", "--no-optional-locks", "--literal-pathspecs")

COPIED = frozenset({"safe.directory", "core.excludesfile", "core.autocrlf", "core.eol"})
"""What is taken over from the user's own configuration: it starts nothing, and status depends on it."""

COPIED_PATHS = frozenset({"safe.directory", "core.excludesfile"})

USER_VARIABLES = (
    "HOME",
    "XDG_CONFIG_HOME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
)
"""Where the user's own configuration lies; given only to the one call that reads it."""

MOST_PROGRAMS = 256
"""More filters and hooks than this are no honest configuration, and would not fit on a command line."""

_SWITCHES = {
    "filter": (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false")),
    "hook": (("enabled", "false"),),  # since git 2.54, which runs them whatever core.hooksPath says
}
"""What switches a program off, by the section that names it."""

_NAMED = regex(r"(filter|hook)\.(.+)\.[^.]+", re.DOTALL)

Config = tuple[tuple[str, str], ...]
"""Keys and values in the order read; section and variable in lower case, subsection as written."""


def find_git(top: Path) -> str:
    """Return the absolute path of git, from the absolute entries of PATH outside `top`.

    Raises:
        MachineError: There is none.

    """
    for candidate in find_programs("git", os.environ.get("PATH", os.defpath), top):
        if "=" not in candidate:  # `env` would take such a path for a variable
            return candidate
    raise MachineError("git was not found on PATH", fix="install git 2.31 or newer, or put it on PATH")


def _search_path(top: Path) -> tuple[str, ...]:
    return outside(os.environ.get("PATH", os.defpath), top)


def user_environment(top: Path) -> list[str]:
    """Return the environment for reading the user's own configuration, as `NAME=value`."""
    kept = [f"{name}={os.environ[name]}" for name in USER_VARIABLES if name in os.environ]
    # No repository: only the system's and the user's files are read.
    return [*kept, f"PATH={':'.join(_search_path(top))}", "LC_ALL=C", f"GIT_DIR={os.devnull}"]


def environment(top: Path, *, bare: bool, overrides: Iterable[tuple[str, str]]) -> list[str]:
    """Return the environment of a hardened call, as `NAME=value`.

    The overrides are variables instead of `-c` flags, which split a key that holds `=` at the wrong place.
    """
    entries = list(overrides)
    values = dict(ENVIRONMENT)
    values["PATH"] = ":".join(_search_path(top))
    values["GIT_CEILING_DIRECTORIES"] = str(top.parent)
    if "SUDO_UID" in os.environ:  # git asks for it when it checks who owns the repository
        values["SUDO_UID"] = os.environ["SUDO_UID"]
    if not bare:
        values["GIT_WORK_TREE"] = str(top)
    values["GIT_CONFIG_COUNT"] = str(len(entries))
    for number, (key, value) in enumerate(entries):
        values[f"GIT_CONFIG_KEY_{number}"] = key
        values[f"GIT_CONFIG_VALUE_{number}"] = value
    return [f"{name}={value}" for name, value in values.items()]


def named_programs(config: Config) -> list[tuple[str, str]]:
    """Return the filter drivers and hooks that the configuration names: their sections and names."""
    return sorted({(match[1], match[2]) for key, _ in config if (match := _NAMED.fullmatch(key))})


def switched_off(programs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return overrides that switch programs off."""
    return tuple(
        (f"{section}.{name}.{variable}", value)
        for section, name in programs
        for variable, value in _SWITCHES[section]
    )


def user_overrides(config: Config) -> tuple[tuple[str, str], ...]:
    """Return what is taken over from the user's own configuration, in its order."""
    taken = [
        (key, _expand(value) if key in COPIED_PATHS else value) for key, value in config if key in COPIED
    ]
    if not any(key == "core.excludesfile" for key, _ in taken):
        base = os.environ.get("XDG_CONFIG_HOME") or _expand("~/.config")
        taken.append(("core.excludesfile", f"{base}/git/ignore"))
    return tuple(taken)


def _expand(value: str) -> str:
    """Expand `~/` here, where the user's home is still known."""
    home = os.environ.get("HOME")
    return f"{home}/{value[2:]}" if home and value.startswith("~/") else value


def call_name(command: Sequence[str]) -> str:
    """Return the git command of a whole command line, for messages."""
    flags = (*GLOBAL_FLAGS, "config")
    return next((command[at + 1] for at, word in enumerate(command) if word == flags[-2]), flags[-1])
