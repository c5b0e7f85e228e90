"""What the answers about plans come to as an exit code."""

from typing import TYPE_CHECKING

from sisyphus.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sisyphus.model.status import PlanStatus
    from sisyphus.model.table import PlanRow

_FOR_USER = frozenset({"untrusted-checks", "missing-tool"})
"""Blockers that keep proof from being made, and that no agent can take away."""


def exit_of_plans(plans: "Iterable[PlanStatus]") -> Exit:
    """Return the exit code that plans come to."""
    from sisyphus.analysis.table import row_of  # noqa: PLC0415 - start-up: rows need it not

    return exit_of(row_of(plan) for plan in plans)


def exit_of(plans: "Iterable[PlanRow]") -> Exit:
    """Return the exit code that the phases of plans come to: tampered, work left, blocked, complete."""
    codes = {_exit_of(plan) for plan in plans}
    return next((c for c in (Exit.TAMPERED, Exit.WORK_LEFT, Exit.BLOCKED) if c in codes), Exit.OK)


def _exit_of(plan: "PlanRow") -> Exit:
    if plan.tampered:
        return Exit.TAMPERED
    if plan.phase == "complete":
        return Exit.OK
    if plan.phase == "done_unverified":
        waits = any(b.rule in _FOR_USER for b in plan.blockers)
        return Exit.BLOCKED if waits and not plan.unproven else Exit.WORK_LEFT
    return Exit.BLOCKED if plan.phase in {"blocked", "missing"} else Exit.WORK_LEFT
