"""Looking at plans for the table: each is read, and judged when what all of them share is known.

That is done here, or where there are many on all cores (see table_crew.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from sisyphus.adapters.kept.cache import ParseCache
from sisyphus.adapters.kept.kept_rows import Needs, needs_of
from sisyphus.adapters.kept.parsed import Parsed
from sisyphus.adapters.observe import find_beside_plans, frame_of, missing_programs, now, trace_of
from sisyphus.adapters.place import error_finding, find_place, works_by_plan
from sisyphus.adapters.records import MANY, Desk, open_desk, read_record
from sisyphus.adapters.shared_look import Shared, complete, look_at_shared
from sisyphus.analysis.finding_rules.workspace_findings import find_workspace_findings
from sisyphus.analysis.linking.past import read_past
from sisyphus.analysis.surroundings import describe_repository
from sisyphus.analysis.table import judge_row
from sisyphus.errors import InputError, MachineError
from sisyphus.model.deferred import replace
from sisyphus.model.finding import Finding
from sisyphus.model.snapshot import PlanRecord, Snapshot, Trace
from sisyphus.model.table import PlanRow, TableDocument

LEAST_PLANS = 500
"""With fewer, judging them takes less than starting processes that share it."""


class Read(NamedTuple):
    """What came of reading some plans."""

    traces: tuple[Trace, ...]
    errors: dict[str, Finding]
    """Of the plans that could not be read, by their names."""


class Case(NamedTuple):
    """Plans to judge, and by what."""

    names: tuple[str, ...]
    frame: Snapshot
    """Without plans."""
    shared: Shared


class Judged(NamedTuple):
    """The row of one plan, and what it depends on."""

    row: PlanRow
    needs: Needs


class TableJudge:
    """Reads and judges some of the plans: all of them, or in one of several processes its part."""

    def __init__(self, desk: Desk, cache: ParseCache) -> None:
        """Take what was read for all plans, and what was parsed before."""
        self._desk, self._parsed = desk, Parsed(cache)
        self._read: dict[str, tuple[PlanRecord, Trace]] = {}

    def read(self, names: Iterable[str]) -> Read:
        """Read plans, and keep them."""
        errors: dict[str, Finding] = {}
        traces: list[Trace] = []
        for name in names:
            try:
                record = read_record(self._desk, self._parsed, name)
            except (InputError, MachineError) as error:
                errors[name] = error_finding("unreadable-plan", error, self._desk.place.root)
                continue
            traces.append(trace_of(record))
            self._read[name] = record, traces[-1]
        return Read(tuple(traces), errors)

    def judge(self, case: Case) -> list[Judged]:
        """Judge plans that were read."""
        read = [self._read.pop(name) for name in case.names]
        records = complete(self._desk.place, case.shared, read)
        missing = missing_programs(records)
        snapshot = replace(case.frame, missing_programs=missing)
        past = read_past(snapshot.repository, snapshot.prefix)
        return [Judged(judge_row(r, snapshot, past), needs_of(r, missing)) for r in records]


class Looked(NamedTuple):
    """A table, and what its rows depend on."""

    table: TableDocument
    judged: dict[str, tuple[Needs, Trace]]
    """By the name of each plan that was judged."""
    shared: Shared


class Bench(Protocol):
    """Where plans are read and judged: this process, or several."""

    def read(self, names: Sequence[str], /) -> Read:
        """Read plans, and keep them."""

    def judge(self, case: Case, /) -> list[Judged]:
        """Judge plans that were read."""


def look_at_plans(
    start: Path, wanted: Sequence[str] | None = None, beside: Mapping[str, Trace] | None = None
) -> Looked:
    """Judge all plans above `start` as far as the table shows, or those that are wanted `beside` the others.

    Raises InputError or MachineError when no plan can be read, beside what `find_place` does.
    """
    place, taken_at = find_place(start), now()
    works, findings = works_by_plan(place), list(place.findings)
    every = tuple(dict.fromkeys((*(plan.name for plan in place.plans), *works)))
    names = every if wanted is None else tuple(wanted)
    with ParseCache(place.root) as cache:
        desk = open_desk(place, works, findings)
        with _bench(desk, cache, names) as bench:
            traces, errors = bench.read(names)
            if errors and not traces:
                read_record(
                    desk, Parsed(cache), next(name for name in names if name in errors)
                )  # says what is wrong
            cache.save(everything=wanted is None)
            findings += [errors[name] for name in names if name in errors]
            findings += find_beside_plans(place) if wanted is None else ()
            known = dict(beside or {}) | {trace.name: trace for trace in traces}
            ticked = None if beside is None else frozenset(t.path for t in traces if t.path)
            # In the order in which all plans are read: what has a limit is cut the same way.
            order = [known[name] for name in every if name in known]
            shared = look_at_shared(place, order, keys=False, subject=False, ticked=ticked)
            frame = frame_of(place, shared, findings, taken_at)
            judged = bench.judge(Case(tuple(trace.name for trace in traces), frame, shared))
    needs = {each.row.name: (each.needs, known[each.row.name]) for each in judged}
    return Looked(_table(frame, judged), needs, shared)


def _table(frame: Snapshot, judged: Sequence[Judged]) -> TableDocument:
    return TableDocument(
        taken_at=frame.taken_at,
        repository=describe_repository(frame.repository) if frame.repository else None,
        findings=(*frame.findings, *find_workspace_findings(frame)),
        plans=tuple(sorted((each.row for each in judged), key=lambda row: (not row.active, row.name))),
    )


@contextmanager
def _bench(desk: Desk, cache: ParseCache, names: Sequence[str]) -> Iterator[Bench]:
    """Give the place where plans are read and judged."""
    alone = TableJudge(desk, cache)
    if len(names) < MANY or not _is_worth_a_crew(desk, cache, names):
        yield alone
        return
    from sisyphus.cli.table_crew import TableCrew  # noqa: PLC0415 - start-up: only for many

    with TableCrew(desk, cache, alone) as crew:
        yield crew


def _is_worth_a_crew(desk: Desk, cache: ParseCache, names: Sequence[str]) -> bool:
    from sisyphus.adapters.kept.crew import LEAST_BYTES  # noqa: PLC0415 - start-up: only for many

    if len(names) >= LEAST_PLANS:
        return True
    files = (desk.files[name] for name in names if name in desk.files)
    return sum(size for _, _, size in Parsed(cache).unknown(files, desk.notepads)) >= LEAST_BYTES
