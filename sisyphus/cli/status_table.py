"""The table of plans: rows that still hold as they were kept, all others judged."""

from typing import TYPE_CHECKING

from sisyphus.adapters.kept.kept_rows import KeptRows
from sisyphus.adapters.kept.sight import look
from sisyphus.adapters.state.loops import find_interrupted_loops
from sisyphus.errors import SilentError, SisyphusError
from sisyphus.model.deferred import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sisyphus.cli.table_look import Looked
    from sisyphus.model.snapshot import Trace
    from sisyphus.model.table import TableDocument


def read_table(start: "Path") -> "TableDocument":
    """Return the table of the workspace above `start`. Raises what `find_place` and `take_snapshot` do."""
    sight = look(start)
    if sight is None:
        return _judge(start).table
    kept = KeptRows(sight)
    if (before := kept.load()) and not any(find_interrupted_loops(sight.state)):
        if not kept.lacking:
            return replace(before, taken_at=sight.taken_at)
        if joined := _judge_lacking(start, kept, before):
            return joined
    looked = _judge(start)
    return _kept(kept, looked.table, looked)


def _judge_lacking(start: "Path", kept: KeptRows, before: "TableDocument") -> "TableDocument | None":
    """Judge the plans without a row beside the others; `None` where all have to be judged anew."""
    traces = kept.traces
    if not traces:
        return None
    try:
        looked = _judge(start, kept.lacking, traces)
    except SilentError:
        raise
    except SisyphusError:
        return None  # about one plan: the whole look says it beside the others
    judged = looked.table
    unreadable = any(finding.rule == "unreadable-plan" for finding in judged.findings)
    # The repository may have moved on since the look: no table mixes two moments.
    if unreadable or judged.repository != before.repository or not kept.holds_beside(looked.shared):
        return None
    return _kept(kept, _joined(before, judged), looked)


def _judge(
    start: "Path", names: "Sequence[str] | None" = None, beside: "Mapping[str, Trace] | None" = None
) -> "Looked":
    """Judge all plans, or those of these names, `beside` the rest."""
    from sisyphus.cli.table_look import look_at_plans  # noqa: PLC0415 - start-up: most rows hold

    return look_at_plans(start, names, beside)


def _joined(before: "TableDocument", judged: "TableDocument") -> "TableDocument":
    """Return the rows of both; what is said of the workspace was kept with the older ones, and holds."""
    rows = sorted((*before.plans, *judged.plans), key=lambda row: (not row.active, row.name))
    return replace(before, taken_at=judged.taken_at, plans=tuple(rows))


def _kept(kept: KeptRows, table: "TableDocument", looked: "Looked") -> "TableDocument":
    kept.keep(table, looked.judged, looked.shared)
    return table
