"""Other copies of a plan, each with its own count."""

from sisyphus.analysis.counting import count_roles
from sisyphus.model.copies import CopyStatus, PlanCopy
from sisyphus.model.judgement import Counts
from sisyphus.model.plan import Plan
from sisyphus.model.shell_word import shell_word
from sisyphus.model.snapshot import PlanRecord


def describe_copies(record: PlanRecord) -> tuple[CopyStatus, ...]:
    """Return the other copies of a plan."""
    plan = record.plan
    return () if plan is None else tuple(_describe(copy, plan) for copy in record.copies)


def _describe(copy: PlanCopy, plan: Plan) -> CopyStatus:
    same = copy.sha256 == plan.sha256
    counts = _counts(copy, plan, same=same)
    return CopyStatus(
        path=copy.path,
        place=copy.place,
        same=same,
        sha256=copy.sha256,
        modified_at=copy.modified_at,
        task=counts.task if counts else None,
        final_wave=counts.final_wave if counts else None,
        command=f"sisyphus status {shell_word(copy.path)}",
    )


def _counts(copy: PlanCopy, plan: Plan, *, same: bool) -> Counts | None:
    read = plan if same else copy.plan
    return None if read is None else count_roles(read)
