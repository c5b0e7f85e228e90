"""Findings about a plan's life: other copies of it, and works that nobody works on."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sisyphus.analysis.facts import Facts
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.plan import Plan, Role, State

STALLED_AFTER = timedelta(hours=24)
"""Without a sign of life for so long, an active work is taken to be left."""


def plan_copies_differ(facts: Facts) -> Iterator[Finding]:
    """The work has another work tree, whose copy of the plan says something else."""
    for copy in facts.record.copies:
        there, here = _ticked(copy), _ticked(facts.plan)
        message = f"the copy {copy.path} differs: {there} there, {here} here; what is here counts"
        yield Finding(
            rule="plan-copies-differ",
            severity=Severity.WARNING,
            message=message,
            source=Source(path=facts.plan.path),
        )


def stalled_work(facts: Facts) -> Iterator[Finding]:
    """A work is active, and nothing of it has changed for a day."""
    work = facts.record.work
    if work is None or not facts.record.active or facts.taken_at is None:
        return
    last = max(_signs_of_life(facts), default=None)
    if last is not None and facts.taken_at - last > STALLED_AFTER:
        message = f"the work is {work.status}, and nothing has happened since {last:%Y-%m-%d %H:%M} UTC"
        yield Finding(
            rule="stalled-work",
            severity=Severity.INFO,
            message=message,
            source=Source(path=facts.plan.path),
        )


def _signs_of_life(facts: Facts) -> Iterator[datetime]:
    record, work = facts.record, facts.record.work
    moments = [
        record.modified_at,
        *(row.at for row in record.ledger),
        *(f.modified_at for f in record.named_files),
    ]
    if work:
        moments += [work.updated_at, work.started_at]
    moments += [link.committed_at for links, _ in facts.links.values() for link in links]
    moments += [run.ended_at or run.started_at for run in record.evidence.records]
    yield from (m for m in moments if m is not None)


def _ticked(plan: Plan) -> str:
    rows = [t for t in plan.tasks if t.role in {Role.TASK, Role.FINAL_WAVE}]
    return f"{sum(t.state is State.DONE for t in rows)} of {len(rows)} tasks ticked"
