"""The table of plans: rows that still hold as they were kept, all others judged."""

from contextlib import suppress
from typing import TYPE_CHECKING

from sisyphus.adapters.kept.kept_rows import KeptRows
from sisyphus.adapters.kept.sight import look
from sisyphus.adapters.state.loops import find_interrupted_loops
from sisyphus.errors import SisyphusError
from sisyphus.model.deferred import replace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sisyphus.model.snapshot import Snapshot
    from sisyphus.model.table import TableDocument


def read_table(start: "Path") -> "TableDocument":
    """Return the table of the workspace above `start`. Raises what `find_place` and `take_snapshot` do."""
    sight = look(start)
    if sight is None:
        return _judge(start)[0]
    kept = KeptRows(sight)
    if (before := kept.load()) and not any(find_interrupted_loops(sight.state)):
        if not kept.lacking:
            return replace(before, taken_at=sight.taken_at)
        if sight.in_repository:
            # How far back commits are looked at is decided by all plans together, so none is judged alone.
            return _kept(kept, *_judge(start))
        with suppress(SisyphusError):  # about one plan: the whole look says it beside the others
            judged, snapshot = _judge(start, kept.lacking)
            if not any(finding.rule == "unreadable-plan" for finding in judged.findings):
                return _kept(kept, _joined(before, judged), snapshot)
    return _kept(kept, *_judge(start))


def _judge(start: "Path", names: "Sequence[str] | None" = None) -> "tuple[TableDocument, Snapshot]":
    """Judge the plans of these names, or all of them."""
    # No row shows what evidence is held against, nor the keys of checks.
    from sisyphus.adapters.observe import take_snapshot  # noqa: PLC0415 - start-up: most rows hold
    from sisyphus.adapters.place import find_place  # noqa: PLC0415 - same
    from sisyphus.analysis.assess import assess  # noqa: PLC0415 - same
    from sisyphus.analysis.table import table_of  # noqa: PLC0415 - same

    snapshot = take_snapshot(find_place(start), names, keys=False, subject=False)
    return table_of(assess(snapshot)), snapshot


def _joined(before: "TableDocument", judged: "TableDocument") -> "TableDocument":
    """Return the rows of both; what is said of the workspace was kept with the older ones, and holds."""
    rows = sorted((*before.plans, *judged.plans), key=lambda row: (not row.active, row.name))
    return replace(before, taken_at=judged.taken_at, plans=tuple(rows))


def _kept(kept: KeptRows, table: "TableDocument", snapshot: "Snapshot") -> "TableDocument":
    kept.keep(table, snapshot)
    return table
