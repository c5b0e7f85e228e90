"""Each plan with all that lies beside it: notepads, work, evidence, ledger, verdicts, other copies."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sisyphus.adapters.files import read_file
from sisyphus.adapters.kept.cache import ParseCache
from sisyphus.adapters.kept.parsed import Parsed
from sisyphus.adapters.locate import own_place
from sisyphus.adapters.place import Place, error_finding, evidence_home
from sisyphus.adapters.state.below import Below, look_below, nested_below
from sisyphus.adapters.state.judged import hash_as_planned, judged_in_ledger, read_drafts
from sisyphus.adapters.state.ledgers import read_ledgers, speaks_of, verdicts_of_ledger
from sisyphus.adapters.state.named_evidence import EVIDENCE_DIR, observe_named, verdicts_of_named
from sisyphus.adapters.state.plan_copies import CopyIndex, copies_of, list_copies, modified_at, read_copies
from sisyphus.adapters.state.state_files import NotepadIndex, PlanFile, find_drift
from sisyphus.errors import InputError, MachineError, SisyphusError
from sisyphus.model.copies import Judged, PlanCopy
from sisyphus.model.deferred import dataclass, replace
from sisyphus.model.evidence import EvidenceLogs
from sisyphus.model.finding import Finding
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan, Role
from sisyphus.model.review import Verdict
from sisyphus.model.snapshot import PlanRecord
from sisyphus.model.work import Work
from sisyphus.parse.encoding import MAX_BYTES

MANY = 40
"""Plans from which on it is asked whether parsing them at once pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is read once for all plans, in whatever process each of them is read."""

    place: Place
    files: dict[str, PlanFile]
    works: dict[str, tuple[Work, bool]]
    ledger: tuple[LedgerRow, ...]
    ledger_hashes: dict[tuple[str, int], str]
    """By path and line: the hash of the plan that a row names as judged."""
    drafts: dict[str, tuple[Judged, ...]]
    below: Below
    copies: CopyIndex
    known: dict[str, Plan]
    """Copies by their hash: several work trees may hold the same text."""
    notepads: NotepadIndex


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
    records: list[PlanRecord] = []
    errors: list[SisyphusError] = []
    with ParseCache(place.root) as cache:
        desk, parsed = open_desk(place, works, findings), Parsed(cache)
        if len(names) >= MANY:
            parsed.prepare((files[n] for n in names if n in files), desk.notepads, place.state.bound)
        for name in names:
            try:
                records.append(read_record(desk, parsed, name))
            except (InputError, MachineError) as error:
                errors.append(error)
        cache.save(everything=wanted is None)
    if errors and not records:
        raise errors[0]
    findings += [error_finding("unreadable-plan", e, place.root) for e in errors]
    return records


def open_desk(place: Place, works: dict[str, tuple[Work, bool]], findings: list[Finding]) -> Desk:
    """Read what all plans of a place need."""
    files = {p.name: p for p in place.plans}
    gone = {name for name, (work, _) in works.items() if name not in files and work.plan_path is None}
    below = look_below(place.root, names=gone, but=place.worktrees)
    findings += nested_below(place.root, below)
    ledger, hashes = read_ledgers(place, findings)
    return Desk(
        place=place,
        files=files,
        works=works,
        ledger=ledger,
        ledger_hashes=hashes,
        drafts=read_drafts(place, findings),
        below=below,
        copies=list_copies(place, below.roots),
        known={},
        notepads=NotepadIndex(place.state),
    )


def read_record(desk: Desk, parsed: Parsed, named: str | Path) -> PlanRecord:
    """Read one plan with all that lies beside it. Raises InputError or MachineError where that cannot be."""
    place = desk.place
    name, file, relative, findings = _locate(desk, named)
    bound = None if file is named else _bound(place, file)
    plan = parsed.plan(file, bound, relative) if file else None
    work, active = desk.works.get(name, (None, False))
    notepads, said, noted = _read_notepads(desk, parsed, name)
    shown = observe_named(place, plan, work) if plan else ()
    ledger = tuple(r for r in desk.ledger if speaks_of(r, name, work, desk.files))
    touched = [*([file] if file else []), *(place.root / n.path for n in notepads)]
    judged = (*desk.drafts.get(name, ()), *noted, *judged_in_ledger(ledger, desk.ledger_hashes))
    return PlanRecord(
        name=name,
        path=relative,
        plan=plan,
        notepads=notepads,
        work=work,
        active=active,
        evidence=_read_evidence(place, name, relative),
        since=None,
        modified_at=modified_at(touched),
        trusted=frozenset(),
        findings=(*findings, *(f for n in notepads for f in n.findings)),
        named_files=shown,
        ledger=ledger,
        verdicts=(
            *verdicts_of_ledger(ledger),
            *said,
            *(verdicts_of_named(place, plan, shown) if plan else ()),
            *(_verdicts_of_rows(plan) if plan else ()),
        ),
        copies=_copies(desk, name, plan, work),
        judged=judged,
        as_planned=hash_as_planned(read_file(file, bound, limit=MAX_BYTES)) if judged and file else None,
        file_modified_at=modified_at([file] if file else []),
        found_elsewhere=() if file else desk.below.files.get(name, ()),
    )


def _copies(desk: Desk, name: str, plan: Plan | None, work: Work | None) -> tuple[PlanCopy, ...]:
    """Return the copies of a plan of the state folders; one that lies elsewhere has none."""
    file = desk.files.get(name)
    if plan is None or file is None or plan.path != file.relative:
        return ()
    return read_copies(desk.place, plan, copies_of(desk.place, file, desk.copies), work, desk.known)


def _locate(desk: Desk, name: str | Path) -> tuple[str, Path | None, str, tuple[Finding, ...]]:
    """Return a plan's name, its file (`None` when there is none), its path as shown, and what is odd."""
    if isinstance(name, Path):
        return name.stem, name, _relative(name, desk.place.root), ()
    if name in desk.files:
        found = desk.files[name]
        return name, found.path, found.relative, find_drift(desk.place.state, found)
    work = desk.works[name][0]
    if work.plan_path:
        # In another work tree, since the state folders here do not have it.
        return name, desk.place.root / work.plan_path, work.plan_path, ()
    return name, None, work.active_plan or name, ()


def _bound(place: Place, file: Path | None) -> Path:
    """Return the folder that reading a file stays in: its own work tree."""
    return next((w for w in place.worktrees if file and file.is_relative_to(w)), place.state.bound)


def _read_notepads(
    desk: Desk, parsed: Parsed, name: str
) -> tuple[tuple[Notepad, ...], tuple[Verdict, ...], tuple[Judged, ...]]:
    notepads: list[Notepad] = []
    verdicts: list[Verdict] = []
    judged: list[Judged] = []
    try:
        files = desk.notepads.of(name)
    except MachineError as error:  # a folder that cannot be listed
        return (_unreadable(f"{desk.place.state_dirs[0]}/notepads/{name}", error, desk.place.root),), (), ()
    for file in files:
        try:
            notepad, said, noted = parsed.pad(file, desk.place.state.bound)
        except (InputError, MachineError) as error:
            # A notepad that cannot be read is listed with what is wrong; the plan is still answered for.
            notepads.append(_unreadable(file.relative, error, desk.place.root))
            continue
        if notepad is not None:
            odd = (*file.findings, *notepad.findings)
            notepads.append(replace(notepad, findings=odd) if file.findings else notepad)
            verdicts += said
            judged += noted
    return tuple(notepads), tuple(verdicts), tuple(judged)


def _unreadable(relative: str, error: SisyphusError, root: Path) -> Notepad:
    from sisyphus.parse.notepad import parse_notepad  # noqa: PLC0415 - start-up: few notepads are broken

    return replace(parse_notepad("", relative), findings=(error_finding("unreadable-notepad", error, root),))


def _verdicts_of_rows(plan: Plan) -> Iterable[Verdict]:
    """Return the verdicts that stand in the rows of the final wave, such as `F1. Audit — APPROVE`."""
    from sisyphus.parse.plans.verdicts import find_verdicts  # noqa: PLC0415 - start-up: few have such rows

    for task in plan.tasks:
        if task.role is Role.FINAL_WAVE:
            for verdict in find_verdicts(f"{task.label} {task.title}", plan.path, about=task.label):
                yield replace(verdict, label=task.label, source=replace(verdict.source, line=task.line))


def _read_evidence(place: Place, name: str, plan_path: str) -> EvidenceLogs:
    home = evidence_home(place, plan_path)
    if not (home / EVIDENCE_DIR).is_dir():
        return EvidenceLogs(records=())
    from sisyphus.adapters.evidence import read_logs  # noqa: PLC0415 - start-up: there may be none

    return read_logs(home, name, place.root)


def _relative(path: Path, root: Path) -> str:
    real = own_place(path)
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else str(real)
