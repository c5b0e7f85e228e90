"""The world to a Snapshot: one moment, one git observation for all plans."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sisyphus import __version__
from sisyphus.adapters.content import digest_folder
from sisyphus.adapters.git import file_first_seen, observe
from sisyphus.adapters.place import Place, works_by_plan
from sisyphus.adapters.records import read_records
from sisyphus.adapters.trust import TrustStore, repository_id
from sisyphus.errors import InputError
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.repository import Repository, Subject
from sisyphus.model.snapshot import PlanRecord, Snapshot

_BEFORE_WORK = timedelta(days=1)
"""How long before its first recorded moment a plan's work may have begun: clocks and habits differ."""
_BEFORE_COMMIT = timedelta(days=7)
"""How long before its first commit: of ten plans that are ticked, seven are committed with their ticks in."""


def take_snapshot(place: Place, wanted: Sequence[str | Path] | None = None) -> Snapshot:
    """Observe the plans that are wanted (names or paths), or all of them.

    Raises InputError or MachineError when the one plan that is wanted, or every plan, cannot be read.
    """
    taken_at = datetime.now(UTC).replace(microsecond=0)
    works = works_by_plan(place)
    findings = list(place.findings)
    records = read_records(place, wanted, works, findings)
    seen = _first_seen(place, records)
    records = [replace(r, since=_life_start(r, seen.get(r.path))) for r in records]
    repository = _observe(place, records)
    subject = (
        repository.subject if repository else digest_folder(place.root, place.state_dirs, outputs_of(records))
    )
    records = [_with_trust(place, r, subject) for r in records]
    return Snapshot(
        tool_version=__version__,
        taken_at=taken_at,
        root=str(place.root),
        state_dirs=place.state.state_dirs,
        prefix=place.prefix,
        plans=tuple(sorted(records, key=lambda r: (not r.active, r.name))),
        boulder=place.boulder,
        repository=repository,
        subject=subject,
        missing_programs=_missing_programs(records),
        findings=(*findings, *_repository_findings(repository)),
    )


def _first_seen(place: Place, records: Iterable[PlanRecord]) -> dict[str, datetime]:
    if place.top_level is None:
        return {}
    return file_first_seen(place.root, tuple(r.path for r in records if r.plan is not None))


def _life_start(record: PlanRecord, first_commit: datetime | None) -> datetime | None:
    """Return when a plan's work began at the earliest; `None` when nothing tells."""
    stamps = [e.written_at for n in record.notepads for e in n.entries if e.written_at]
    moments = [s if isinstance(s, datetime) else datetime(s.year, s.month, s.day, tzinfo=UTC) for s in stamps]
    moments = [m if m.tzinfo else m.replace(tzinfo=UTC) for m in moments]
    if record.work and record.work.started_at:
        moments.append(record.work.started_at)
    starts = [min(moments) - _BEFORE_WORK] if moments else []
    if first_commit:
        starts.append(first_commit if moments else first_commit - _BEFORE_COMMIT)
    return min(starts) if starts else None


def _observe(place: Place, records: Sequence[PlanRecord]) -> Repository | None:
    if place.top_level is None:
        return None
    starts = [r.since for r in records]
    known = [s for s in starts if s is not None]
    return observe(
        place.root,
        since=min(known) if known and len(known) == len(starts) else None,
        state_dirs=tuple(place.prefix + d for d in place.state_dirs),
        outputs=outputs_of(records),
    )


def outputs_of(records: Iterable[PlanRecord]) -> frozenset[str]:
    """Return the untracked files that runs of checks made: outputs, not content that is proven."""
    return frozenset(path for r in records for e in r.evidence.records for path in e.created)


def _with_trust(place: Place, record: PlanRecord, subject: Subject) -> PlanRecord:
    """Add what the user has allowed and denied."""
    if record.plan is None or not record.plan.checks:
        return record
    root = place.top_level or place.root
    try:
        store = TrustStore(root)
    except InputError:
        # A state folder inside the work tree could be written by the repository: it allows nothing. Reading
        # goes on; `verify` and `trust` refuse it with the reason.
        return record
    repository = repository_id(subject.root_commit, root)
    path = place.prefix + record.path
    keys = {store.key(c, repository, path): c.id for c in record.plan.checks if c.runnable}
    return replace(
        record,
        trusted=frozenset(keys[key] for key in store.trusted(keys)),
        denied=frozenset(keys[key] for key in store.denied(keys)),
    )


def _missing_programs(records: Iterable[PlanRecord]) -> frozenset[str]:
    programs = {p for r in records if r.plan for c in r.plan.checks if c.runnable for p in c.programs}
    return frozenset(p for p in programs if shutil.which(p) is None)


def _repository_findings(repository: Repository | None) -> tuple[Finding, ...]:
    if repository is None:
        return ()
    return tuple(
        Finding(rule="git", severity=Severity.WARNING, message=text, source=Source())
        for text in repository.findings
    )
