"""What a command does beyond the tree: the shape that every rule answers in."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Effect(NamedTuple):
    """One thing that a command does beyond the tree."""

    words: str
    stops: bool = True
    """Whether it must be approved on its own; else it is only named."""
    refused: bool = False
    """Whether no approval makes it run: docs/security.md says why for each of them."""


Rule = Callable[[str, tuple[str, ...]], Effect | None]
"""From a program and its arguments to what it does."""


class Row(NamedTuple):
    """A rule, and the programs of which it can tell anything: any, where none is named."""

    rule: Rule
    programs: frozenset[str] = frozenset()


def by_program(rows: Sequence[Row]) -> tuple[dict[str, tuple[Rule, ...]], tuple[Rule, ...]]:
    """Return the rules for each program that a row names, and those for all others, in their order."""
    of_any = tuple(row.rule for row in rows if not row.programs)
    names = {name for row in rows for name in row.programs}
    of_programs = {
        name: tuple(row.rule for row in rows if not row.programs or name in row.programs) for name in names
    }
    return of_programs, of_any


def operands(args: Sequence[str]) -> list[str]:
    """Return the arguments that are no options."""
    return [w for w in args if not w.startswith("-")]


def worst(effects: Iterable[Effect]) -> Effect | None:
    """Return the effect that counts: the first that is refused, else the first that stops, else the first."""
    return min(effects, key=lambda effect: (not effect.refused, not effect.stops), default=None)
