"""What the answers about plans come to as an exit code."""

from typing import TYPE_CHECKING

from sisyphus.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sisyphus.model.finding import Finding
    from sisyphus.model.status import PlanStatus
    from sisyphus.model.table import PlanRow

_UNREAD = frozenset({"unreadable-plan", "broken-boulder"})
_WORST_FIRST = (Exit.TAMPERED, Exit.WORK_LEFT, Exit.BAD_INPUT, Exit.BLOCKED)


def exit_of_plans(plans: "Iterable[PlanStatus]", findings: "Iterable[Finding]" = ()) -> Exit:
    """Return the exit code that plans come to, beside findings about the workspace."""
    from sisyphus.analysis.table import row_of  # noqa: PLC0415 - start-up: rows need it not

    return exit_of((row_of(plan) for plan in plans), findings)


def exit_of(plans: "Iterable[PlanRow]", findings: "Iterable[Finding]" = ()) -> Exit:
    """Return the exit code that all plans come to: tampered, work left, unread, blocked, complete.

    A plan or state file that `findings` call unread could hold anything: that nothing is left is not known.
    """
    codes = {_exit_of(plan) for plan in plans}
    codes |= {Exit.BAD_INPUT for finding in findings if finding.rule in _UNREAD}
    return next((code for code in _WORST_FIRST if code in codes), Exit.OK)


def _exit_of(plan: "PlanRow") -> Exit:
    if plan.tampered:
        return Exit.TAMPERED
    if plan.phase == "complete":
        return Exit.OK
    return Exit.WORK_LEFT if plan.agents_turn else Exit.BLOCKED
