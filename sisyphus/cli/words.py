"""Options and arguments as the commands declare them, in values that cost nothing to import.

Typer makes its own of them (cli/app.py) for help, completion and errors; a plain command line is read from
them directly (cli/reading.py). There is one declaration, so the two cannot say different things.
"""

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Setting = str | float | bool | None


class Word(NamedTuple):
    """One option, or one argument where it has no names."""

    names: tuple[str, ...]
    """With their dashes."""
    settings: "Mapping[str, Setting]"
    """What Typer is told of it, by the names of its own parameters: help, metavar, min …"""


def option(*names: str, **settings: Setting) -> Word:
    """Declare an option."""
    return Word(names, MappingProxyType(settings))


def argument(**settings: Setting) -> Word:
    """Declare an argument."""
    return Word((), MappingProxyType(settings))
