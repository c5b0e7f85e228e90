"""Rows of the table as they were judged, kept as long as all that they depend on has the same marks.

Judging a plan costs more than a hundred looks at files, and most plans of a large workspace are as they were.
A row is kept of a plan that marks tell all of (see sight.py). One with runs of checks, with a work tree of
its own, or that names a folder as evidence is judged each time: not all that it depends on has a mark.

The file lies beside the cache of parses, and is as good as none in the same cases (see cache.py).
"""

import hashlib
import marshal
import os
import shutil
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sisyphus.adapters.kept.cache_place import ROWS_SUFFIX, cache_folder, code_mark, evict
from sisyphus.adapters.kept.marks import Mark, OddEntry, is_plain, is_settled
from sisyphus.adapters.kept.packing import PackingError, pack, unpack
from sisyphus.adapters.kept.sight import Sight, Told
from sisyphus.adapters.private import read_regular, user_folder, write_atomically
from sisyphus.adapters.state.named_evidence import candidates
from sisyphus.errors import SisyphusError
from sisyphus.model.check import programs_of
from sisyphus.model.deferred import replace
from sisyphus.model.evidence import EvidenceLogs
from sisyphus.model.snapshot import PlanRecord, Trace
from sisyphus.model.table import PlanRow, TableDocument

if TYPE_CHECKING:
    from sisyphus.adapters.shared_look import Shared

_MAGIC = b"sisyphus rows 1\n"
_FLOORS = ("adapters", "analysis")
"""What decides a row, beside all that decides a parse."""
_MOST_BYTES = 32 << 20
_NO_RUNS = EvidenceLogs(records=())
_UNTOLD = frozenset({"unreadable-plan", "loop-interrupted"})
"""Findings about what may be another the next moment without another mark."""


Named = tuple[tuple[str, Mark | None], ...]
"""Paths relative to the root, with the marks of what lies there."""


class Basis(NamedTuple):
    """What one plan was judged by, beside what all share. Plain data."""

    own: tuple[Told, ...]
    named: Named
    """Everywhere that the evidence may lie which the plan names."""
    programs: tuple[str, ...]
    """That its checks start."""
    missing: tuple[str, ...]
    """Those of them that PATH does not have."""
    inside: bool
    """Whether it lies in the work tree."""
    began: str | None
    """In ISO form. This, and the ids, is what others need of it: see `Trace`."""
    shas: tuple[str, ...]


class Needs(NamedTuple):
    """What a row depends on, as far as the plan itself says."""

    told: bool
    """Whether marks can tell all of it."""
    named: tuple[tuple[str, bool], ...] = ()
    """The evidence that the plan names, and whether it is there."""
    programs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def needs_of(record: PlanRecord, missing: frozenset[str]) -> Needs:
    """Return what the row of a plan depends on; `missing` are the programs that PATH does not have."""
    elsewhere = record.work is not None and record.work.worktree_path
    if record.plan is None or record.evidence != _NO_RUNS or elsewhere:
        return Needs(told=False)
    programs = sorted(programs_of(record.plan.checks))
    return Needs(
        told=True,
        named=tuple((file.path, file.found is not None) for file in record.named_files),
        programs=tuple(programs),
        missing=tuple(p for p in programs if p in missing),
    )


class KeptRows:
    """The rows of one workspace. Nothing here raises: without a usable file no row is known."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._name = f"{hashlib.sha256(os.fsencode(sight.state.root)).hexdigest()[:32]}{ROWS_SUFFIX}"
        self._front = _MAGIC + code_mark(*_FLOORS)
        self._folder = cache_folder(sight.state.root)
        self._held: dict[str, tuple[PlanRow, Basis]] = {}
        self.lacking: tuple[str, ...] = ()
        """Names of the plans that have no row among those that `load` returned."""
        self._window: str | None = None
        self._apart = False
        """Whether a plan may be judged beside those that hold."""
        self._there: dict[str, bool] = {}

    def load(self) -> TableDocument | None:
        """Return what was kept, with the rows that still hold; `None` when all of it is out of date."""
        with suppress(OSError, SisyphusError, ValueError, TypeError, EOFError, zlib.error, PackingError):
            shared, names, bases, packed, window, apart = marshal.loads(self._read())  # noqa: S302 - plain data: unpack takes no other
            if shared == self._sight.shared:
                self._window, self._apart = window, apart
                table: TableDocument = unpack(packed)
                pairs = zip(table.plans, (Basis(*each) for each in bases), strict=True)
                self._held = {row.name: (row, basis) for row, basis in pairs if self._holds(row.name, basis)}
                self.lacking = tuple(name for name in names if name not in self._held)
                return replace(table, plans=tuple(row for row, _ in self._held.values()))
        return None

    @property
    def traces(self) -> dict[str, Trace]:
        """By name, what others need of the plans whose rows hold.

        Nothing where no plan can be judged beside those: a limit cut what was looked at for all of them.
        """
        return {name: _trace(*held) for name, held in self._held.items()} if self._apart else {}

    def holds_beside(self, shared: "Shared") -> bool:
        """Whether the rows that hold do so beside what was read of the others: all share one window."""
        return _iso(shared.window) == self._window

    def keep(self, table: TableDocument, judged: Mapping[str, tuple[Needs, Trace]], shared: "Shared") -> None:
        """Keep the rows that marks tell all of: those that `load` returned, and those that were judged.

        The look was taken before that: what changed in between has other marks at the next one.
        """
        if self._folder is None or not self._sight.settled or any(f.rule in _UNTOLD for f in table.findings):
            return
        kept: dict[str, tuple[PlanRow, Basis]] = {}
        for row in table.plans:
            if row.name not in judged and row.name in self._held:
                kept[row.name] = self._held[row.name]
            elif row.name in judged and (basis := self._basis(row.name, *judged[row.name])):
                kept[row.name] = row, basis
        beside = len(judged) < len(table.plans)
        if beside and kept.keys() == self._held.keys():
            return
        names = [row.name for row in table.plans]
        packed = pack(replace(table, plans=tuple(row for row, _ in kept.values())))
        bases = [tuple(basis) for _, basis in kept.values()]
        window, apart = _iso(shared.window), self._apart if beside else not shared.cut
        whole = marshal.dumps((self._sight.shared, names, bases, packed, window, apart))
        self._write(self._front + zlib.crc32(whole).to_bytes(4) + whole)

    def _basis(self, name: str, needs: Needs, trace: Trace) -> Basis | None:
        """Return what a row depends on; `None` when marks do not tell it."""
        own = self._sight.own.get(name)
        named = self._named(needs.named) if needs.told else None
        if own is None or named is None:
            return None
        marks = [mark for _, mark in (*own, *named) if isinstance(mark, tuple)]
        if not all(map(is_plain, marks)) or not is_settled(marks, self._sight.at_ns):
            return None
        inside, began = bool(trace.path), _iso(trace.began)
        return Basis(own, named, needs.programs, needs.missing, inside, began, trace.shas)

    def _named(self, files: Iterable[tuple[str, bool]]) -> Named | None:
        """Return the marks of all places where evidence may lie; `None` where another was judged."""
        named: list[tuple[str, Mark | None]] = []
        for file, found in files:
            places = [os.path.normpath(path) for path in candidates(file)]
            try:
                marks = [self._sight.mark(path) for path in places]
            except OddEntry:
                return None
            if any(marks) != found:
                return None
            named += zip(places, marks, strict=True)
        return tuple(named)

    def _holds(self, name: str, basis: Basis) -> bool:
        if self._sight.own.get(name) != basis.own:
            return False
        if any((self._has(program)) == (program in basis.missing) for program in basis.programs):
            return False
        try:
            return all(self._sight.mark(path) == mark for path, mark in basis.named)
        except OddEntry:
            return False

    def _has(self, program: str) -> bool:
        if program not in self._there:
            self._there[program] = shutil.which(program) is not None
        return self._there[program]

    def _read(self) -> bytes:
        """Return what was kept. Raises ValueError for a file of another make, or one that is not whole."""
        if self._folder is None:
            raise ValueError("nothing is kept")
        with user_folder(self._folder, ".", create=False) as opened:
            content = read_regular(self._name, opened, _MOST_BYTES)
        start = len(self._front) + 4
        whole = zlib.crc32(content[start:]) == int.from_bytes(content[start - 4 : start])
        if not content.startswith(self._front) or not whole:
            raise ValueError("of another version, or not whole")
        return content[start:]

    def _write(self, content: bytes) -> None:
        if self._folder is None or len(content) > _MOST_BYTES:
            return
        with suppress(OSError, SisyphusError), user_folder(self._folder, ".", create=True) as opened:
            write_atomically(self._name, content, opened, lasting=False)
            evict(opened, self._name)


def _trace(row: PlanRow, basis: Basis) -> Trace:
    began = datetime.fromisoformat(basis.began) if basis.began else None
    return Trace(name=row.name, path=row.path if basis.inside else None, began=began, shas=basis.shas)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
