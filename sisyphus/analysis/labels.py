"""Labels as authors refer to them: `T3`, `Task 3` and `3` mean one row where only one of them is there."""

import re

from sisyphus.model.plan import Plan, Task

_NUMBERED = re.compile(r"(?:task|t)[-# ]?0*(\d.*)|0*(\d.*)", re.IGNORECASE)


def canonical(label: str) -> str:
    """Return a label without case, a leading `T` and leading zeros."""
    match = _NUMBERED.fullmatch(label.strip())
    return (match[1] or match[2] if match else label.strip()).casefold()


def index_tasks(plan: Plan) -> dict[str, Task]:
    """Return tasks by every way to name them; the exact label wins, then the first row."""
    found: dict[str, Task] = {}
    for name in (lambda t: t.label.casefold(), lambda t: canonical(t.label)):
        for task in plan.tasks:
            found.setdefault(name(task), task)
    return found


def find_task(index: dict[str, Task], label: str) -> Task | None:
    """Return the task that a label means; `None` for an unknown one."""
    return index.get(label.casefold()) or index.get(canonical(label))
