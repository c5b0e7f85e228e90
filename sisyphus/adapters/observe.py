"""The world to a Snapshot: one moment, one git observation for all plans."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sisyphus import __version__
from sisyphus.adapters.place import Place, works_by_plan
from sisyphus.adapters.records import read_records
from sisyphus.adapters.shared_look import Shared, complete, look_at_shared
from sisyphus.model.check import programs_of
from sisyphus.model.commit_id import find_commit_ids
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.repository import Repository
from sisyphus.model.snapshot import PlanRecord, Snapshot, Trace


class Observed(NamedTuple):
    """A snapshot with what was observed on the way."""

    snapshot: Snapshot
    traces: tuple[Trace, ...]
    """Of the plans that were read, and of those beside them."""
    shared: Shared


def take_snapshot(
    place: Place, wanted: Sequence[str | Path] | None = None, *, keys: bool = True, subject: bool = True
) -> Snapshot:
    """Observe the plans that are wanted (names or paths), or all of them.

    Without `keys`, checks have them only where the user has decided about some. Without `subject`, what is
    here is digested only where there is evidence to hold against it.

    Raises InputError or MachineError when the one plan that is wanted, or every plan, cannot be read.
    """
    return observe(place, wanted, keys=keys, subject=subject).snapshot


def observe(
    place: Place,
    wanted: Sequence[str | Path] | None = None,
    *,
    keys: bool,
    subject: bool,
    beside: Mapping[str, Trace] | None = None,
) -> Observed:
    """Observe plans, as `take_snapshot` does.

    `beside` holds the traces of the plans that are not wanted: with those, what all plans share is looked at
    as it is when all of them are read. Without it, only by the light of the wanted ones.
    """
    taken_at = datetime.now(UTC).replace(microsecond=0)
    works, findings = works_by_plan(place), list(place.findings)
    names = dict.fromkeys((*(plan.name for plan in place.plans), *works))
    records = read_records(place, wanted, works, findings)
    findings += _beside_plans(place) if wanted is None else ()
    read = [(record, _trace_of(record)) for record in records]
    traces = _in_order(names, [trace for _, trace in read], beside)
    ticked = None if beside is None else frozenset(trace.path for _, trace in read if trace.path)
    shared = look_at_shared(place, traces, keys=keys, subject=subject, ticked=ticked)
    records = complete(place, shared, read)
    snapshot = Snapshot(
        tool_version=__version__,
        taken_at=taken_at,
        root=str(place.root),
        state_dirs=place.state.state_dirs,
        prefix=place.prefix,
        plans=tuple(sorted(records, key=lambda r: (not r.active, r.name))),
        boulder=place.boulder,
        repository=shared.repository,
        subject=shared.subject,
        missing_programs=_missing_programs(records),
        findings=(*findings, *_repository_findings(shared.repository)),
        every_plan=wanted is None or names.keys() <= {r.name for r in records},
    )
    return Observed(snapshot, traces, shared)


def _in_order(
    names: Iterable[str], read: Sequence[Trace], beside: Mapping[str, Trace] | None
) -> tuple[Trace, ...]:
    """Return all traces in the order in which all plans are read: what has a limit is cut the same way."""
    if beside is None:
        return tuple(read)
    known = dict(beside) | {trace.name: trace for trace in read}
    return tuple(known[name] for name in names if name in known)


def _trace_of(record: PlanRecord) -> Trace:
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


def _beside_plans(place: Place) -> Iterator[Finding]:
    """Yield what is to be said of drafts and loops, which belong to no plan."""
    from sisyphus.adapters.state.loops import find_interrupted_loops  # noqa: PLC0415 - start-up: not for one plan
    from sisyphus.adapters.state.unplanned_drafts import find_unplanned_drafts  # noqa: PLC0415 - same

    yield from find_unplanned_drafts(place)
    yield from find_interrupted_loops(place.state)


def _missing_programs(records: Iterable[PlanRecord]) -> frozenset[str]:
    programs = programs_of(check for record in records if record.plan for check in record.plan.checks)
    return frozenset(p for p in programs if shutil.which(p) is None)


def _repository_findings(repository: Repository | None) -> tuple[Finding, ...]:
    if repository is None:
        return ()
    return tuple(
        Finding(rule="git", severity=Severity.WARNING, message=text, source=Source())
        for text in repository.findings
    )
