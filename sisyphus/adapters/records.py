"""Each plan with all that lies beside it: notepads, work, evidence, ledger, verdicts, other copies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sisyphus.adapters.evidence import read_logs
from sisyphus.adapters.files import read_file
from sisyphus.adapters.named_evidence import observe_named, verdicts_of_named
from sisyphus.adapters.place import Place, error_finding, evidence_home
from sisyphus.adapters.state_files import PlanFile, ledger_files, notepad_files
from sisyphus.errors import InputError, MachineError, SisyphusError
from sisyphus.model.evidence import EvidenceLogs
from sisyphus.model.finding import Finding
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan, Role
from sisyphus.model.review import Verdict
from sisyphus.model.snapshot import PlanRecord
from sisyphus.model.status import REPORT_SEAL
from sisyphus.model.work import Work
from sisyphus.parse.encoding import MAX_BYTES, decode
from sisyphus.parse.ledger import parse_ledger
from sisyphus.parse.notepad import parse_notepad
from sisyphus.parse.plan import parse_plan
from sisyphus.parse.plans.verdicts import find_verdicts, ledger_verdicts

EVIDENCE_DIR = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What is read once for all plans."""

    place: Place
    files: dict[str, PlanFile]
    works: dict[str, tuple[Work, bool]]
    ledger: tuple[LedgerRow, ...]


def read_records(
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
    desk = _Desk(place=place, files=files, works=works, ledger=_read_ledgers(place, findings))
    records: list[PlanRecord] = []
    errors: list[SisyphusError] = []
    for name in names:
        try:
            records.append(_read_record(desk, name))
        except (InputError, MachineError) as error:
            errors.append(error)
    if errors and not records:
        raise errors[0]
    findings += [error_finding("unreadable-plan", e) for e in errors]
    return records


def _read_ledgers(place: Place, findings: list[Finding]) -> tuple[LedgerRow, ...]:
    rows: list[LedgerRow] = []
    for file in ledger_files(place.state):
        try:
            text, odd = decode(read_file(file.path, place.state.bound, limit=MAX_BYTES), file.relative)
        except (InputError, MachineError) as error:
            findings.append(error_finding("unreadable-ledger", error))
            continue
        found, bad = parse_ledger(text, file.relative)
        rows += found
        findings += (*file.findings, *odd, *bad)
    return tuple(rows)


def _read_record(desk: _Desk, named: str | Path) -> PlanRecord:
    place = desk.place
    name, file, relative, findings = _locate(desk, named)
    bound = None if file is named else _bound(place, file)
    plan = parse_plan(read_file(file, bound, limit=MAX_BYTES), relative) if file else None
    work, active = desk.works.get(name, (None, False))
    notepads, said = _read_notepads(place, name)
    shown = observe_named(place, plan, work) if plan else ()
    ledger = tuple(r for r in desk.ledger if _speaks_of(r, name, work, desk.files))
    touched = [*([file] if file else []), *(place.root / n.path for n in notepads)]
    return PlanRecord(
        name=name,
        path=relative,
        plan=plan,
        notepads=notepads,
        work=work,
        active=active,
        evidence=_read_evidence(place, name, relative),
        since=None,
        modified_at=_newest(touched),
        trusted=frozenset(),
        findings=(*findings, *(f for n in notepads for f in n.findings)),
        named_files=shown,
        ledger=ledger,
        verdicts=(
            *ledger_verdicts(ledger),
            *said,
            *(verdicts_of_named(place, plan, shown) if plan else ()),
            *(_verdicts_of_rows(plan) if plan else ()),
        ),
        copies=_read_copies(place, plan, work),
    )


def _locate(desk: _Desk, name: str | Path) -> tuple[str, Path | None, str, tuple[Finding, ...]]:
    """Return a plan's name, its file (`None` when there is none), its path as shown, and what is odd."""
    if isinstance(name, Path):
        return name.stem, name, _relative(name, desk.place.root), ()
    if name in desk.files:
        found = desk.files[name]
        return name, found.path, found.relative, found.findings
    work = desk.works[name][0]
    if work.plan_path:
        # In another work tree, since the state folders here do not have it.
        return name, desk.place.root / work.plan_path, work.plan_path, ()
    return name, None, work.active_plan or name, ()


def _bound(place: Place, file: Path | None) -> Path:
    """Return the folder that reading a file stays in: its own work tree."""
    return next((w for w in place.worktrees if file and file.is_relative_to(w)), place.state.bound)


def _newest(paths: Iterable[Path]) -> datetime | None:
    times = [p.stat().st_mtime for p in paths if p.exists()]
    return datetime.fromtimestamp(int(max(times)), UTC) if times else None


def _read_notepads(place: Place, name: str) -> tuple[tuple[Notepad, ...], tuple[Verdict, ...]]:
    notepads: list[Notepad] = []
    verdicts: list[Verdict] = []
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
        if not notepad.is_report:
            verdicts += find_verdicts(text, file.relative)
    return tuple(notepads), tuple(verdicts)


def _verdicts_of_rows(plan: Plan) -> Iterable[Verdict]:
    """Return the verdicts that stand in the rows of the final wave, such as `F1. Audit — APPROVE`."""
    for task in plan.tasks:
        if task.role is Role.FINAL_WAVE:
            for verdict in find_verdicts(f"{task.label} {task.title}", plan.path, about=task.label):
                yield replace(verdict, label=task.label, source=replace(verdict.source, line=task.line))


def _speaks_of(row: LedgerRow, name: str, work: Work | None, files: dict[str, PlanFile]) -> bool:
    """Whether a ledger's row is about a plan; one that names none is about the plan of its session."""
    if row.plan is not None:
        return row.plan == name
    return bool(work and row.session in work.session_ids) or (len(files) == 1 and name in files)


def _read_copies(place: Place, plan: Plan | None, work: Work | None) -> tuple[Plan, ...]:
    """Read the copies of a plan in the main work tree and in the work's own that differ from it."""
    if plan is None or work is None or not work.worktree_path or Path(plan.path).is_absolute():
        return ()
    own = (place.root / work.worktree_path).resolve()
    if place.root.is_relative_to(own):
        folders = [place.main] if place.main else []
    else:
        folders = [w for w in place.worktrees if w.is_relative_to(own)]
    copies: list[Plan] = []
    for folder in folders:
        file = folder / plan.path
        try:
            if file.is_file():
                copies.append(parse_plan(read_file(file, folder, limit=MAX_BYTES), str(file)))
        except (OSError, InputError, MachineError):
            continue  # a copy that cannot be read is no copy to compare with
    return tuple(copy for copy in copies if copy.sha256 != plan.sha256)


def _read_evidence(place: Place, name: str, plan_path: str) -> EvidenceLogs:
    home = evidence_home(place, plan_path)
    return read_logs(home, name, place.root) if (home / EVIDENCE_DIR).is_dir() else EvidenceLogs(records=())


def _relative(path: Path, root: Path) -> str:
    real = path.parent.resolve() / path.name
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else str(real)
