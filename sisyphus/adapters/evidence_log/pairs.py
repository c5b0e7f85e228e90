"""Puts the starts and ends of one log together while it is read: long logs are never held as they stand."""

from typing import TYPE_CHECKING, Any

from sisyphus.adapters.evidence_log.record import RecordError, plain, read_evidence
from sisyphus.model.finding import Severity

if TYPE_CHECKING:
    from sisyphus.model.evidence import Evidence

Record = dict[str, Any]


class Pairs:
    """The runs of one log so far."""

    def __init__(self, plan: str, writer: str, *, own: int) -> None:
        """Begin; the first `own` lines are known to be written here."""
        self._plan: str = plain(plan)  # as it is written
        self._writer, self._own = writer, own
        self._open: dict[int, Record] = {}
        """Starts whose end did not come yet."""
        self._last: Record | None = None
        """The record taken last: it counts once the next one vouches for it."""
        self.runs: list[Evidence] = []
        self.remarks: list[tuple[str, str, int, Severity]] = []
        """Rule, message, line and severity of what is wrong."""

    def add(self, record: Record) -> None:
        """Take the next record, and with it the one before."""
        self._settle()
        self._last = record

    def close(self, *, broken: bool, own: int) -> None:
        """End: after a break the last record is void; what never ended is a run without end.

        With all lines read, so many are known to be `own`: the last one may be, too.
        """
        self._own = own
        if broken:
            self._last = None
        self._settle()
        for start in self._open.values():
            self._pair(start, None)
        self._open.clear()

    def _settle(self) -> None:
        record, self._last = self._last, None
        if record is None:
            return
        kind, start = record.get("type"), record.get("start")
        if kind == "started":
            self._open[record["seq"]] = record
        elif kind == "ended" and isinstance(start, int) and start in self._open:
            self._pair(self._open.pop(start), record)
        else:
            self._remark(record["seq"], "not the end of a run that started")

    def _pair(self, start: Record, end: Record | None) -> None:
        if start.get("plan") != self._plan:
            message = f"the record is of another plan ({start.get('plan')!r:.80})"
            self.remarks.append(("evidence-other-plan", message, start["seq"], Severity.WARNING))
            return
        try:
            mine = (end or start)["seq"] <= self._own
            self.runs.append(read_evidence(start, end, self._writer, own=mine))
        except RecordError as error:
            self._remark(start["seq"], str(error))

    def _remark(self, line: int, message: str) -> None:
        self.remarks.append(("evidence-malformed", message, line, Severity.ERROR))
