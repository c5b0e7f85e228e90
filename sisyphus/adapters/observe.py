"""The world to a Snapshot: one moment, one git observation for all plans."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sisyphus import __version__
from sisyphus.adapters.content import digest_folder
from sisyphus.adapters.evidence import read_logs
from sisyphus.adapters.files import read_file
from sisyphus.adapters.git import file_first_seen, observe
from sisyphus.adapters.place import Place, error_finding, evidence_home, works_by_plan
from sisyphus.adapters.state_files import PlanFile, notepad_files
from sisyphus.adapters.trust import TrustStore, repository_id
from sisyphus.errors import InputError, MachineError, SisyphusError
from sisyphus.model.evidence import EvidenceLogs
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.notepad import Notepad
from sisyphus.model.repository import Repository, Subject
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.model.status import REPORT_SEAL
from sisyphus.model.work import Work
from sisyphus.parse.encoding import MAX_BYTES, decode
from sisyphus.parse.notepad import parse_notepad
from sisyphus.parse.plan import parse_plan

EVIDENCE_DIR = "evidence"
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
    records = _read_records(place, wanted, works, findings)
    seen = _first_seen(place, records)
    records = [replace(r, since=_life_start(r, seen.get(r.path))) for r in records]
    repository = _observe(place, records)
    subject = (
        repository.subject if repository else digest_folder(place.root, place.state_dirs, outputs_of(records))
    )
    records = [replace(r, trusted=_trusted(place, r, subject)) for r in records]
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


def _read_records(
    place: Place,
    wanted: Sequence[str | Path] | None,
    works: dict[str, tuple[Work, bool]],
    findings: list[Finding],
) -> list[PlanRecord]:
    """Read plans; one that cannot be read is an error when it alone is wanted, else a finding."""
    files = {p.name: p for p in place.plans}
    names: Sequence[str | Path] = (
        wanted if wanted is not None else (*files, *(n for n in works if n not in files))
    )
    records: list[PlanRecord] = []
    errors: list[SisyphusError] = []
    for name in names:
        try:
            records.append(_read_record(place, name, files, works))
        except (InputError, MachineError) as error:
            errors.append(error)
    if errors and not records:
        raise errors[0]
    findings += [error_finding("unreadable-plan", e) for e in errors]
    return records


def _read_record(
    place: Place, name: str | Path, files: dict[str, PlanFile], works: dict[str, tuple[Work, bool]]
) -> PlanRecord:
    findings: tuple[Finding, ...] = ()
    file: Path | None = None
    if isinstance(name, Path):
        file, relative, bound = name, _relative(name, place.root), None
        name = file.stem
    elif name in files:
        found = files[name]
        file, relative, findings, bound = found.path, found.relative, found.findings, place.state.bound
    else:
        relative, bound = works[name][0].active_plan or name, None
    plan = parse_plan(read_file(file, bound, limit=MAX_BYTES), relative) if file else None
    work_of, active = works.get(name, (None, False))
    notepads = _read_notepads(place, name)
    touched = [*([file] if file else []), *(place.root / n.path for n in notepads)]
    return PlanRecord(
        name=name,
        path=relative,
        plan=plan,
        notepads=notepads,
        work=work_of,
        active=active,
        evidence=_read_evidence(place, name, relative),
        since=None,
        modified_at=_newest(touched),
        trusted=frozenset(),
        findings=(*findings, *(f for n in notepads for f in n.findings)),
    )


def _newest(paths: Iterable[Path]) -> datetime | None:
    times = [p.stat().st_mtime for p in paths if p.exists()]
    return datetime.fromtimestamp(int(max(times)), UTC) if times else None


def _read_notepads(place: Place, name: str) -> tuple[Notepad, ...]:
    notepads: list[Notepad] = []
    for file in notepad_files(place.state, name):
        try:
            text, findings = decode(read_file(file.path, place.state.bound, limit=MAX_BYTES), file.relative)
        except (InputError, MachineError) as error:
            # A notepad that cannot be read is listed with what is wrong; the plan is still answered for.
            notepads.append(
                replace(
                    parse_notepad("", file.relative), findings=(error_finding("unreadable-notepad", error),)
                )
            )
            continue
        if f"\n{REPORT_SEAL}" in text:
            # A report of ours that counted itself would never be the same twice.
            continue
        notepad = parse_notepad(text, file.relative)
        notepads.append(replace(notepad, findings=(*findings, *notepad.findings)))
    return tuple(notepads)


def _read_evidence(place: Place, name: str, plan_path: str) -> EvidenceLogs:
    home = evidence_home(place, plan_path)
    return read_logs(home, name, place.root) if (home / EVIDENCE_DIR).is_dir() else EvidenceLogs(records=())


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


def _trusted(place: Place, record: PlanRecord, subject: Subject) -> frozenset[str]:
    if record.plan is None or not record.plan.checks:
        return frozenset()
    store = TrustStore(place.top_level or place.root)
    repository = repository_id(subject.root_commit, place.top_level or place.root)
    keys = {
        store.key(c, repository, place.prefix + record.path): c.id for c in record.plan.checks if c.runnable
    }
    return frozenset(keys[key] for key in store.trusted(keys))


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


def _relative(path: Path, root: Path) -> str:
    real = path.parent.resolve() / path.name
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else str(real)
