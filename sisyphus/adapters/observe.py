"""The world to a Snapshot: one moment, one git observation for all plans."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sisyphus import __version__
from sisyphus.adapters.place import Place, works_by_plan
from sisyphus.adapters.records import read_records
from sisyphus.adapters.shared_look import Shared, complete, look_at_shared
from sisyphus.model.check import programs_of
from sisyphus.model.commit_id import find_commit_ids
from sisyphus.model.deferred import replace
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.repository import Repository
from sisyphus.model.snapshot import PlanRecord, Snapshot, Trace


def take_snapshot(
    place: Place, wanted: Sequence[str | Path] | None = None, *, keys: bool = True, subject: bool = True
) -> Snapshot:
    """Observe the plans that are wanted (names or paths), or all of them.

    Without `keys`, checks have them only where the user has decided about some. Without `subject`, what is
    here is digested only where there is evidence to hold against it.

    Raises InputError or MachineError when the one plan that is wanted, or every plan, cannot be read.
    """
    taken_at = now()
    works, findings = works_by_plan(place), list(place.findings)
    records = read_records(place, wanted, works, findings)
    findings += find_beside_plans(place) if wanted is None else ()
    read = [(record, trace_of(record)) for record in records]
    shared = look_at_shared(place, [trace for _, trace in read], keys=keys, subject=subject)
    records = complete(place, shared, read)
    return replace(
        frame_of(place, shared, findings, taken_at),
        plans=tuple(sorted(records, key=lambda r: (not r.active, r.name))),
        missing_programs=missing_programs(records),
        every_plan=wanted is None or {*(p.name for p in place.plans), *works} <= {r.name for r in records},
    )


def now() -> datetime:
    """Return the moment of a look, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def frame_of(place: Place, shared: Shared, findings: Sequence[Finding], taken_at: datetime) -> Snapshot:
    """Return a snapshot without plans: what is the same for all of them."""
    return Snapshot(
        tool_version=__version__,
        taken_at=taken_at,
        root=str(place.root),
        state_dirs=place.state.state_dirs,
        prefix=place.prefix,
        plans=(),
        boulder=place.boulder,
        repository=shared.repository,
        subject=shared.subject,
        missing_programs=frozenset(),
        findings=(*findings, *_repository_findings(shared.repository)),
    )


def trace_of(record: PlanRecord) -> Trace:
    """Return what a plan asks of the shared look."""
    inside = record.plan is not None and ".." not in record.path.split("/") and record.path[:1] != "/"
    return Trace(
        name=record.name,
        path=record.path if inside else None,
        began=_began(record),
        shas=tuple(dict.fromkeys(_named_ids(record))),
        ran=bool(record.evidence.records),
        outputs=outputs_of([record]),
        tree=record.work.worktree_path if record.work else None,
    )


def outputs_of(records: Iterable[PlanRecord]) -> frozenset[str]:
    """Return the untracked files that runs of checks made here: outputs, not content that is proven."""
    return frozenset(
        path
        for r in records
        for e in r.evidence.records
        if e.ref is None and not e.baseline
        for path in e.created
    )


def _began(record: PlanRecord) -> datetime | None:
    stamps = [e.written_at for n in record.notepads for e in n.entries if e.written_at]
    moments = [s if isinstance(s, datetime) else datetime(s.year, s.month, s.day, tzinfo=UTC) for s in stamps]
    moments = [m if m.tzinfo else m.replace(tzinfo=UTC) for m in moments]
    if record.work and record.work.started_at:
        moments.append(record.work.started_at)
    return min(moments, default=None)


def _named_ids(record: PlanRecord) -> Iterator[str]:
    """Yield the commit ids that agents wrote down: in the plan, its notepads and reports, the ledger."""
    for box in record.plan.boxes if record.plan else ():
        yield from find_commit_ids(box.text)
    for task in record.plan.tasks if record.plan else ():
        for line in task.what_to_do:
            yield from find_commit_ids(line)
    for pad in record.notepads:
        yield from (mention.sha for mention in pad.commits)
        for entry in pad.entries:
            yield from find_commit_ids(entry.title)
            yield from find_commit_ids(entry.text)
    for row in record.ledger:
        yield from row.shas


def find_beside_plans(place: Place) -> Iterator[Finding]:
    """Yield what is to be said of drafts, loops and names that are no files: they belong to no plan."""
    from sisyphus.adapters.state.loops import find_interrupted_loops  # noqa: PLC0415 - start-up: not for one plan
    from sisyphus.adapters.state.unplanned_drafts import (  # noqa: PLC0415 - same
        find_unplanned_drafts,
        find_unplanned_notes,
        find_unreadable_plans,
    )

    yield from find_unreadable_plans(place)
    yield from find_unplanned_drafts(place)
    yield from find_unplanned_notes(place)
    yield from find_interrupted_loops(place.state)


def missing_programs(records: Iterable[PlanRecord]) -> frozenset[str]:
    """Return the programs that checks start and that PATH does not have."""
    programs = programs_of(check for record in records if record.plan for check in record.plan.checks)
    return frozenset(p for p in programs if shutil.which(p) is None)


def _repository_findings(repository: Repository | None) -> tuple[Finding, ...]:
    if repository is None:
        return ()
    return tuple(
        Finding(rule="git", severity=Severity.WARNING, message=text, source=Source())
        for text in repository.findings
    )
