"""Where a command works: the state folders, the plans in them, and which of them the user means."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sisyphus.adapters.files import read_file
from sisyphus.adapters.git import find_top_level
from sisyphus.adapters.locate import STATE_DIRS, StatePlace, find_state, listed, resolve_plan_path, select
from sisyphus.adapters.repository.layout import list_worktrees, main_worktree, read_layout
from sisyphus.adapters.state.state_files import PlanFile, StateFile, boulder_file, notepad_files, plan_files
from sisyphus.errors import InputError, MachineError, SisyphusError, UsageError
from sisyphus.model.deferred import dataclass, replace
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.work import Boulder, Work
from sisyphus.parse.encoding import MAX_BYTES, decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a command works: the state folders, and the repository around them."""

    state: StatePlace
    top_level: Path | None
    """`None` outside git."""
    plans: tuple[PlanFile, ...]
    boulder: Boulder | None
    findings: tuple[Finding, ...]
    worktrees: tuple[Path, ...] = ()
    """The folder of the root in the other work trees of the repository."""
    main: Path | None = None
    """That in the main work tree; `None` when the root lies there itself, or outside git."""

    @property
    def root(self) -> Path:
        """Folder that holds the state folders."""
        return self.state.root

    @property
    def state_dirs(self) -> tuple[str, ...]:
        """Names of the state folders; where there are none, of the one that evidence would be put into."""
        return self.state.state_dirs or STATE_DIRS[-1:]

    @property
    def prefix(self) -> str:
        """Root relative to the git top level, with a trailing slash; empty when they are the same."""
        if self.top_level is None or self.top_level == self.root:
            return ""
        return self.root.relative_to(self.top_level).as_posix() + "/"


def find_place(start: Path, *, plan: str | None = None) -> Place:
    """Find the state folders above `start`, or above the plan file that the user named.

    A named file may lie where there are none. Raises UsageError when there are none and no file is named.
    """
    named = named_file(start, plan)
    folder = named.parent if named else start
    top = find_top_level(folder)
    try:
        state = find_state(folder, top)
    except UsageError:
        if named is None or not folder.is_dir():
            raise
        root = top or (start if folder.is_relative_to(start) else folder).resolve()
        state = StatePlace(root, (), root)
    boulder, findings = _read_boulder(state)
    plans = tuple(plan_files(state, compare=False))
    worktrees, main = _other_worktrees(state.root, top)
    return Place(
        state=state,
        top_level=top,
        plans=plans,
        boulder=boulder,
        findings=(*state.findings, *_nested(state), *findings),
        worktrees=worktrees,
        main=main,
    )


def _nested(state: StatePlace) -> Iterator[Finding]:
    """Say which state folders further up are not looked at."""
    for folder in state.above:
        message = f"{folder} has state folders of its own, which are not read here (sisyphus -C {folder})"
        yield Finding(rule="nested-state", severity=Severity.INFO, message=message, source=Source())


def _other_worktrees(root: Path, top: Path | None) -> tuple[tuple[Path, ...], Path | None]:
    """Return the folder of the root in each other work tree, and that in the main one."""
    if top is None:
        return (), None
    layout, inside = read_layout(top), root.relative_to(top)
    others = tuple(w / inside for w in list_worktrees(layout) if w != top)
    main = main_worktree(layout)
    return others, main / inside if main and main != top else None


def named_file(start: Path, plan: str | None) -> Path | None:
    """Return the file that a PLAN argument names; `None` when it is a plan's name."""
    if plan is None or not (plan.endswith((".md", ".markdown")) or os.sep in plan):
        return None
    path = Path(os.path.normpath(start / plan))
    return path if os.path.lexists(path) else None


def choose_plan(place: Place, start: Path, wanted: str | None) -> str | Path:
    """Return the plan that the user means: its name, or the path of a file outside the state folders.

    Without `wanted`: the one active plan, else the only plan. Raises UsageError rather than guess.
    """
    named = named_file(start, wanted)
    if named is not None:
        known = next((p.name for p in place.plans if is_same_file(p.path, named)), None)
        return known or named
    names = plan_names(place)
    if wanted is not None:
        return select(names, wanted)
    active = tuple(name for name, (_, is_active) in works_by_plan(place).items() if is_active)
    for candidates in (active, names):
        if len(candidates) == 1:
            return candidates[0]
    if not names:
        where = ", ".join(f"{d}/plans" for d in place.state_dirs)
        raise UsageError(f"there is no plan in {where}", fix="write one, or name a Markdown file")
    several = listed(active if len(active) > 1 else names)
    raise UsageError(f"several plans: {several}", fix="name one of them; sisyphus status shows them all")


def plan_names(place: Place) -> tuple[str, ...]:
    """Return every plan of the workspace, those that only a work names among them."""
    return tuple(dict.fromkeys((*(p.name for p in place.plans), *works_by_plan(place))))


def evidence_home(place: Place, plan_path: str) -> Path:
    """Return the state folder that keeps the evidence of a plan: its own, else the first."""
    own = plan_path.split("/", 1)[0]
    return place.root / (own if own in place.state_dirs else place.state_dirs[0])


def _read_boulder(state: StatePlace) -> tuple[Boulder | None, tuple[Finding, ...]]:
    """Read boulder.json; a broken one is a finding, since every plan can be answered for without it."""
    file = boulder_file(state)
    if file is None:
        return None, ()
    from sisyphus.parse.boulder import parse_boulder  # noqa: PLC0415 - start-up: not every workspace has one

    try:
        text, findings = decode(read_file(file.path, state.bound, limit=MAX_BYTES), file.relative)
        boulder = parse_boulder(text, file.relative)
    except (InputError, MachineError) as error:
        return None, (error_finding("broken-boulder", error, state.root),)
    return boulder, (*file.findings, *findings, *boulder.findings)


def works_by_plan(place: Place) -> dict[str, tuple[Work, bool]]:
    """Return for each plan the work that names it, and whether it is active; the latest work counts."""
    if place.boulder is None:
        return {}
    found: dict[str, tuple[Work, bool]] = {}
    known = {p.relative: p.name for p in place.plans}
    active_ids = {w.work_id for w in place.boulder.active}
    oldest = datetime.min.replace(tzinfo=UTC)
    worktrees, names = tuple(map(str, place.worktrees)), frozenset(known.values())
    for work in sorted(place.boulder.works, key=lambda w: w.updated_at or w.started_at or oldest):
        resolved = resolve_plan_path(work, place.state, worktrees)
        stem = Path(resolved).stem if resolved else ""
        name = known.get(resolved or "") or (stem if stem in names else "") or work.plan_name
        if name := name or Path(work.active_plan).stem:
            active = work.work_id in active_ids and work.status != "paused"
            found[name] = (replace(work, plan_path=resolved), active)
    return found


def error_finding(rule: str, error: SisyphusError, root: Path) -> Finding:
    """Turn an error about one file among several into a finding, its place below `root` where it is."""
    path = Path(error.path) if error.path else None
    inside = path and path.is_absolute() and path.is_relative_to(root)
    shown = path.relative_to(root).as_posix() if path and inside else error.path
    where = f"{shown}:{error.line}: " if error.line else f"{shown}: " if shown else ""
    message = f"{where}{error.problem} (fix: {error.fix})"
    source = Source(path=shown, line=error.line)
    return Finding(rule=rule, severity=Severity.ERROR, message=message, source=source)


def listed_notepads(place: Place, plan: str, findings: list[Finding]) -> list[StateFile]:
    """List the notepads of a plan; a folder that may not be listed is a finding more."""
    try:
        return notepad_files(place.state, plan)
    except MachineError as error:
        findings.append(error_finding("unreadable-notepad", error, place.root))
        return []


def is_same_file(first: Path, second: Path) -> bool:
    """Tell whether two paths lead to one file; what cannot be looked at is none."""
    try:
        return first.samefile(second)
    except OSError:
        return False
