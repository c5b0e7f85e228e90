"""Judging plans for the table: read one after another, and judged when what all of them share is known."""

from collections.abc import Iterable
from typing import NamedTuple

from sisyphus.adapters.kept.cache import ParseCache
from sisyphus.adapters.kept.kept_rows import Needs, needs_of
from sisyphus.adapters.kept.parsed import Parsed
from sisyphus.adapters.observe import missing_programs, trace_of
from sisyphus.adapters.place import error_finding
from sisyphus.adapters.records import Desk, read_record
from sisyphus.adapters.shared_look import Shared, complete
from sisyphus.analysis.linking.past import read_past
from sisyphus.analysis.table import judge_row
from sisyphus.errors import InputError, MachineError
from sisyphus.model.deferred import replace
from sisyphus.model.finding import Finding
from sisyphus.model.snapshot import PlanRecord, Snapshot, Trace
from sisyphus.model.table import PlanRow


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
                errors[name] = error_finding("unreadable-plan", error)
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
