"""Reads the one number that a command printed."""

import re

_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_BARE = re.compile(rf"[\"']?({_NUMBER})%?[\"']?")
_BEFORE_NAME = re.compile(rf"({_NUMBER})\s+(\S.*)")
_BEHIND_NAME = re.compile(rf".*[^\s:]:[ \t]?({_NUMBER})")
_LINE_LIMIT = 1000


def read_number(text: str) -> float | None:
    """Read a number alone, before a name (`wc -l`) or behind one (`grep -c`); `None` for none or many.

    `NAME:NUMBER` lines are added up; of several `NUMBER NAME` lines the one named `total` counts.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines or max(map(len, lines)) > _LINE_LIMIT:
        return None
    if len(lines) == 1 and (bare := _BARE.fullmatch(lines[0])):
        return _value(bare[1])
    counts = [(_value(found[1]), found[2]) for line in lines if (found := _BEFORE_NAME.fullmatch(line))]
    if len(counts) == len(lines) and (len(lines) == 1 or counts[-1][1] == "total"):
        return counts[-1][0]
    sums = [_value(found[1]) for line in lines if (found := _BEHIND_NAME.fullmatch(line))]
    return sum(sums) if len(sums) == len(lines) else None


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))
