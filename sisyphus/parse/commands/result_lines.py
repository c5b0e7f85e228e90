"""A number of lines that a command prints, as an assertion."""

import re

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.parse.commands.asked import Asked
from sisyphus.parse.commands.result_texts import EXIT_0, Built

EMPTY = Assertion(kind=AssertionKind.STDOUT_EMPTY)
_AROUND = re.compile(r"\s-[a-zA-Z]*[ABC]\s*\d|--context")
"""Options with which a search prints more lines than it finds."""


def number_of_lines(op: str, value: int, command: Asked) -> Built:
    """Take a number of lines that a search prints."""
    if command.matches(_AROUND):
        return None
    low = {"==": value, ">=": value, ">": value + 1}.get(op, 0)
    high = {"==": value, "<=": value, "<": value - 1}.get(op)
    if op == "!=" or (high is not None and high < 0) or value > _MOST_LINES:
        return (EXIT_0,) if op == "!=" and not value else None
    if high == 0:
        return (EMPTY,)
    if high is None and low <= 1:
        return (EXIT_0,) if low else None
    pattern = _lines_pattern(low, high)
    return (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=pattern),) if low else None


_MOST_LINES = 1000
"""Lines that a pattern counts."""


def _lines_pattern(low: int, high: int | None) -> str:
    """Return a pattern for output of at least `low` lines, and at most `high` where that is given."""
    if high is None:
        return rf"\A(?:[^\n]*\n){{{low - 1}}}[^\n]"
    more = rf"(?:\n[^\n]+){{{low - 1},{high - 1}}}" if high > 1 else ""
    return rf"\A[^\n]+{more}\n?\Z"
