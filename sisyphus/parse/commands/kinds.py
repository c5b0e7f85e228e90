"""Kinds of calls that are looked up by program: most programs are of none of them."""

from collections.abc import Callable
from typing import NamedTuple

from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.wrappers import Started

Rule = Callable[[Started], bool]
"""Whether a call is of a kind."""


class Kind(NamedTuple):
    """A rule, and the programs of which a call may be of its kind: any, where none is named."""

    rule: Rule
    programs: frozenset[str] = frozenset()
    """By name without folder."""


class Kinds:
    """Several kinds."""

    def __init__(self, *kinds: Kind) -> None:
        self._of_any = tuple(kind.rule for kind in kinds if not kind.programs)
        self._by_program = {
            name: tuple(kind.rule for kind in kinds if not kind.programs or name in kind.programs)
            for name in frozenset().union(*(kind.programs for kind in kinds))
        }

    def have(self, call: Started) -> bool:
        """Whether a call is of one of them."""
        for rule in self._by_program.get(program_of(call), self._of_any):  # noqa: SIM110 - see `holds_any`
            if rule(call):
                return True
        return False


def program_of(call: Started) -> str:
    """Return the name of a call's program without its folder."""
    name = call.name
    return name.rpartition("/")[2] if "/" in name else name


def words_of(call: Started) -> list[str]:
    """Return the arguments that are no options."""
    return [w for w in call.args if not w.startswith("-")]


def asks_only(call: Started) -> bool:
    """Whether a call only asks its program about itself, or what it would do."""
    return not _ASKING.isdisjoint(call.args)


_ASKING = words("--help -h --version -V --dry-run --check")
