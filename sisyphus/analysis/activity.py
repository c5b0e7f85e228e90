"""When something last happened to a plan."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sisyphus.model.judgement import CommitLink
from sisyphus.model.snapshot import PlanRecord


def last_activity(record: PlanRecord, links: Iterable[CommitLink] = ()) -> datetime | None:
    """Return the newest sign of life of a plan; `links` are the commits of its tasks. `None` without any."""
    moments = (*_signs_of_life(record), *(link.committed_at for link in links))
    return max((m for m in moments if m is not None), default=None)


def _signs_of_life(record: PlanRecord) -> Iterator[datetime | None]:
    """Yield what was written down. A file as git has it counts by its commit, not by its checkout."""
    yield record.modified_at if record.touched_at is None else record.touched_at
    yield from (row.at for row in record.ledger)
    yield from (run.ended_at or run.started_at for run in record.evidence.records)
    if work := record.work:
        yield from (work.updated_at, work.started_at, work.ended_at)
