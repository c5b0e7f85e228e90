"""Plans with what `lint` holds them against: their text, files that they refer to, other plans' evidence."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sisyphus import __version__
from sisyphus.adapters.files import read_file
from sisyphus.adapters.locate import own_place, printable
from sisyphus.adapters.place import Place
from sisyphus.adapters.state.named_evidence import observe_named
from sisyphus.adapters.state.referred import look_up
from sisyphus.errors import SisyphusError, UsageError
from sisyphus.model.deferred import replace
from sisyphus.model.evidence import EvidenceLogs
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.lint import LintScene, Planned
from sisyphus.model.plan import Plan, Reference, State
from sisyphus.model.review import others_among
from sisyphus.model.snapshot import PlanRecord
from sisyphus.parse.encoding import MAX_BYTES
from sisyphus.parse.lint_text import read_lint_text
from sisyphus.parse.plan import parse_plan


def observe_planned(
    place: Place, wanted: Sequence[str | Path] | None = None, *, alone: bool = False
) -> LintScene:
    """Read the plans that are wanted (names or paths), or all of them; no git, no notepads.

    The other plans are read too, since two plans may name the same evidence. Raises InputError, MachineError
    or UsageError when the plan that is `alone` asked about cannot be read.
    """
    files = {p.name: p for p in place.plans}
    names: Sequence[str | Path] = tuple(files) if wanted is None else tuple(dict.fromkeys(wanted))
    read: dict[str | Path, Planned] = {}
    unreadable: list[tuple[str, Finding]] = []
    for name in dict.fromkeys((*names, *files)):
        path = name if isinstance(name, Path) else files[name].path if name in files else None
        try:
            if path is None:
                raise UsageError(f"there is no file of plan {name}", fix="check plans and boulder.json")
            relative = _relative(path, place.root) if isinstance(name, Path) else files[name].relative
            read[name] = _read(place, path, relative, named=isinstance(name, Path))
        except SisyphusError as error:
            if alone and name in names:
                raise
            if name in names:
                unreadable.append((str(name), _unreadable(error, path, place)))
    every = _names(p.plan for p in read.values())
    return LintScene(
        plans=tuple(_complete(place, read[name], every) for name in names if name in read),
        unreadable=tuple(unreadable),
        prefix=place.prefix,
        tool_version=__version__,
        taken_at=datetime.now(UTC).replace(microsecond=0),
    )


class _Names(NamedTuple):
    """Files that the tasks of all plans name."""

    made: frozenset[str]
    """Those that some task may make."""
    evidence: Mapping[str, tuple[str, ...]]
    """By path of evidence: the plans that name it."""


def _names(plans: Iterable[Plan]) -> _Names:
    made: set[str] = set()
    evidence: dict[str, dict[str, None]] = {}
    for plan in plans:
        for task in plan.tasks:
            made.update(task.files, task.evidence_paths)
            for path in task.evidence_paths:
                evidence.setdefault(path, {})[plan.name] = None
    return _Names(frozenset(made), {path: tuple(names) for path, names in evidence.items()})


def _read(place: Place, path: Path, relative: str, *, named: bool) -> Planned:
    content = read_file(path, None if named else place.state.bound, limit=MAX_BYTES)
    plan = parse_plan(content, relative)
    record = PlanRecord(
        name=plan.name,
        path=relative,
        plan=plan,
        notepads=(),
        work=None,
        active=False,
        evidence=EvidenceLogs(records=()),
        since=None,
        modified_at=None,
        trusted=frozenset(),
    )
    return Planned(plan=plan, record=record, text=read_lint_text(content, plan))


def _complete(place: Place, one: Planned, names: _Names) -> Planned:
    """Add what the disk and the other plans tell."""
    absent, short = look_up(place, _awaited(one, names.made))
    return replace(
        one,
        record=replace(one.record, named_files=observe_named(place, one.plan, None)),
        absent=absent,
        short=short,
        shared_evidence={
            path: others
            for task in one.plan.tasks
            for path in task.evidence_paths
            if (others := others_among(names.evidence[path], one.plan.name))
        },
    )


def _awaited(one: Planned, made: Collection[str]) -> Iterator[Reference]:
    """Yield the references that should be there before the work: no task makes them, nothing says so."""
    for task in one.plan.tasks:
        if task.state not in {State.DONE, State.CANCELLED}:
            for reference in task.references:
                if reference.path not in made and reference.source_line not in one.text.promised:
                    yield reference


def _relative(path: Path, root: Path) -> str:
    real = own_place(path)
    return printable(real.relative_to(root).as_posix() if real.is_relative_to(root) else str(real))


def _unreadable(error: SisyphusError, path: Path | None, place: Place) -> Finding:
    where = None if path is None else _relative(path, place.root)
    message = f"{error.message} (fix: {error.fix})"
    source = Source(path=where)
    return Finding(rule="unreadable-plan", severity=Severity.ERROR, message=message, source=source)
