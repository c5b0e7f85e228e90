"""Labels as authors refer to them: `T3`, `Task 3` and `3` mean one row where only one of them is there."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sisyphus.model.plan import Plan, Task
from sisyphus.model.regex import regex

_NUMBERED = regex(r"(?:t(?:ask)?[-# ]{0,2})?0*(\d.*)", re.IGNORECASE | re.DOTALL)


def canonical(label: str) -> str:
    """Return a label as it is compared: `Task 3`, `task-3`, `T03`, `#3` and `3` are one."""
    bare = label.strip(" \t\n#:.")
    match = _NUMBERED.fullmatch(bare)
    return (match[1] if match else bare).casefold()


def index_tasks(plan: Plan) -> dict[str, Task]:
    """Return tasks by every way to name them; the exact label wins, then the first row.

    A row that merges several, such as `22-23.`, answers to each of their ids.
    """
    found: dict[str, Task] = {}
    for name in (lambda t: t.label.casefold(), lambda t: canonical(t.label)):
        for task in plan.tasks:
            found.setdefault(name(task), task)
    for label, task in _merged(plan):
        found.setdefault(label, task)
    return found


_MERGED = regex(r"(\d{1,6})-t?(\d{1,6})")
_WIDEST = 500
"""Ids that one row may stand for."""


def _merged(plan: Plan) -> Iterator[tuple[str, Task]]:
    """Yield the ids that rows stand for which merge several.

    Rows `1-1`, `1-2`, `1-3` are parts of a chapter: of such rows one does not begin where another ends.
    """
    ranges = sorted(
        (int(match[1]), int(match[2]), task.line, task)
        for task in plan.tasks
        if (match := _MERGED.fullmatch(canonical(task.label)))
    )
    apart = all(one[1] < other[0] for one, other in pairwise(ranges))
    for first, last, _, task in ranges if apart else ():
        if first < last <= first + _WIDEST:
            yield from ((str(n), task) for n in range(first, last + 1))


def find_task(index: dict[str, Task], label: str) -> Task | None:
    """Return the task that a label means; `None` for an unknown one."""
    return index.get(label.casefold()) or index.get(canonical(label))
