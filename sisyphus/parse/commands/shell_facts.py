"""What a piece of shell text does, as far as its syntax tells: the shape that shell.py answers in."""

import re
from typing import NamedTuple

from sisyphus.parse.commands.programs import BUILTINS, WRAPPERS, words
from sisyphus.parse.commands.wrappers import Started


class Place(NamedTuple):
    """Where in a text a node stands: the shell that it runs in, and what that means for its calls."""

    shell: tuple[int, ...]
    fed: bool = False
    background: bool = False


class Write(NamedTuple):
    """A file that a redirection writes."""

    path: str
    after: int
    """How many of the calls come before it."""
    shell: tuple[int, ...]
    """As of a call."""


class Shell(NamedTuple):
    """What a piece of shell text does, as far as its syntax tells."""

    calls: tuple[Started, ...]
    """Every program and builtin that it names, in order; wrappers are looked through."""
    writes: tuple[Write, ...]
    assigned: frozenset[str]
    """Variables that it sets."""
    used: frozenset[str]
    """Variables that it reads without a default."""
    functions: frozenset[str]
    values: tuple[tuple[str, str], ...]
    """What variables are set to, in order, as written without quotes."""
    aliases: tuple[tuple[str, str], ...]
    masked: str | None
    """The part that hides the exit code of what comes before it; `None` when nothing does."""
    background_only: bool
    """Whether all it does is start one thing in the background."""
    broken: bool
    """Whether it is not valid shell, as far as the grammar can tell."""

    @property
    def programs(self) -> tuple[str, ...]:
        """Programs started by bare name, once each, without builtins and what other programs start."""
        found: dict[str, None] = {}
        for call in self.calls:
            for name in () if call.inner else (*call.wrappers, call.name):
                given = name in BUILTINS or name in WRAPPERS or name in self.functions
                if _NAME.fullmatch(name) and not given:
                    found[name] = None
        return tuple(found)


_NAME = re.compile(r"[A-Za-z0-9_][\w.+-]*")
EMPTY = Shell(
    (), (), frozenset(), frozenset(), frozenset(), (), (), None, background_only=False, broken=False
)
"""Text that does nothing."""
SILENT = words("true : echo printf")
"""Commands that always succeed, so that nothing before them decides the exit code."""
