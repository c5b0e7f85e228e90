"""Block rules by the first character of a line, so that only those are asked that can begin there.

markdown-it asks its rules one after the other, at most lines all of them in vain, and once more wherever a
line may end a paragraph. The rules themselves stay as they are, in their order: nothing is read differently.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar


class State(Protocol):
    """The part of markdown-it's block state that says how a line begins."""

    src: str
    bMarks: list[int]  # noqa: N815 - markdown-it's own name
    eMarks: list[int]  # noqa: N815 - same
    tShift: list[int]  # noqa: N815 - same
    sCount: list[int]  # noqa: N815 - same
    blkIndent: int  # noqa: N815 - same


S = TypeVar("S", bound=State)
Rule = Callable[[S, int, int, bool], bool]

STARTS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "html_block": "<",
    "heading": "#",
}
"""Characters that a line of a rule begins with; any other rule is asked at every line."""

ENDED_BY_OTHERS = ("paragraph", "blockquote", "list")
"""Blocks that some of the rules may end: markdown-it's names for the chains of those rules."""

_CODE_INDENT = 4


def by_first_character(rules: Mapping[str, Rule[S]]) -> Rule[S]:
    """Return one rule that stands for several, given by name in their order."""
    guarded = {"table": _table, "hr": _thematic_break}
    careful = {name: guarded[name](rule) if name in guarded else rule for name, rule in rules.items()}
    everything = tuple(rules.values())
    shallow = {name: rule for name, rule in careful.items() if name != "code"}
    others = _beginning(shallow, "")
    table = {char: _beginning(shallow, char) for starts in STARTS.values() for char in starts}

    def ask(state: S, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        if state.sCount[line] - state.blkIndent >= _CODE_INDENT:
            chosen: Sequence[Rule[S]] = everything
        else:
            at = state.bMarks[line] + state.tShift[line]
            chosen = table.get(state.src[at : at + 1], others)
        for rule in chosen:  # noqa: SIM110 - a generator costs more than what it asks
            if rule(state, line, end, silent):
                return True
        return False

    return ask


def _beginning(rules: Mapping[str, Rule[S]], char: str) -> tuple[Rule[S], ...]:
    return tuple(
        rule for name, rule in rules.items() if name not in STARTS or (char and char in STARTS[name])
    )


def _table(rule: Rule[S]) -> Rule[S]:
    """Ask for a table only above a line of dashes, colons and pipes."""

    def ask(state: S, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        below = line + 1
        if below >= end:
            return False
        at = state.bMarks[below] + state.tShift[below]
        start = state.src[at : at + 2]
        return start[:1] in _UNDERLINES and start != "- " and rule(state, line, end, silent)

    return ask


_UNDERLINES = frozenset("|-:")


def _thematic_break(rule: Rule[S]) -> Rule[S]:
    """Ask for a rule only where the third character goes on like one: bullets are far more frequent."""

    def ask(state: S, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        third = state.bMarks[line] + state.tShift[line] + 2
        return state.src[third : third + 1] in _RULE_CHARACTERS and rule(state, line, end, silent)

    return ask


_RULE_CHARACTERS = frozenset("*-_ \t")
