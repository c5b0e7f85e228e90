"""The lines of an evidence log: from values to plain records and back, each field checked."""

import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sisyphus.adapters.evidence_log.circumstances import end_fields, read_circumstances, start_fields
from sisyphus.adapters.evidence_log.interned import shared
from sisyphus.model.check import Check
from sisyphus.model.deferred import asdict
from sisyphus.model.evidence import Evidence, Outcome, Output, Run
from sisyphus.model.repository import Subject

Record = Mapping[str, Any]

_BLOB = re.compile(r"out/([0-9a-f]{2})/\1[0-9a-f]{62}\.txt")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CREATED_LIMIT = 1000
_REASON_CHARS = 2000
_CREATED_CHARS = 200_000
_PAIR = 2
_NEVER_ENDED = "started, and never ended"


class Manner(NamedTuple):
    """How and where a run was made; the fields are those of `Evidence`."""

    sandbox: str = "none"
    ref: str | None = None
    baseline: bool = False


HERE = Manner()


class RecordError(ValueError):
    """A record that holds together with its log but does not say what it should."""


def timestamp(moment: datetime) -> str:
    """Write a moment in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def start_record(check: Check, subject: Subject, trust: str, plan: str, at: datetime) -> dict[str, Any]:
    """Write down that a check is about to run, on what, and how that was allowed."""
    return {
        "type": "started",
        "at": timestamp(at),
        "plan": plan,
        "check": check.id,
        "task": check.task,
        "command": check.command,
        **start_fields(check),
        "shell": check.shell,
        "cwd": check.cwd,
        "timeout_s": check.timeout_s,
        "expect": check.expect.text,
        "subject": asdict(subject),
        "trust": trust,
    }


def end_record(  # noqa: PLR0913 - what a run leaves behind
    start: int,
    run: Run,
    *,
    changed_during: bool,
    stdout: Output,
    stderr: Output,
    created: tuple[str, ...],
    changed: tuple[str, ...],
    metrics: tuple[tuple[str, float], ...],
    at: datetime,
) -> dict[str, Any]:
    """Write down how the run of record number `start` ended."""
    return {
        "type": "ended",
        "at": timestamp(at),
        "start": start,
        "outcome": run.outcome.value,
        "exit": run.exit,
        "signal": run.signal,
        "duration_s": round(run.duration_s, 3),
        "left_processes": run.left_processes,
        "reason": run.reason[:_REASON_CHARS] if run.reason else None,
        "changed_during": changed_during,
        "stdout": asdict(stdout),
        "stderr": asdict(stderr),
        "created": _first(created),
        **({"changed": _first(changed)} if changed_during and changed else {}),
        "metrics": [[name, value] for name, value in metrics],
        **end_fields(run),
    }


def read_evidence(start: Record, end: Record | None, writer: str, *, own: bool) -> Evidence:
    """Put a start and its end together; a run without end is inconclusive. Raises RecordError."""
    shown = _Fields(end or {})
    ended = end is not None
    fields = _Fields(start)
    return Evidence(
        seq=fields.whole("seq"),
        writer=writer,
        own=own,
        check=fields.text("check"),
        task=fields.text_or_none("task"),
        command=fields.text("command"),
        outcome=shown.outcome() if ended else Outcome.INCONCLUSIVE,
        exit=shown.whole_or_none("exit"),
        signal=shown.text_or_none("signal"),
        duration_s=shown.number("duration_s") if ended else None,
        started_at=fields.moment("at"),
        ended_at=shown.moment("at") if ended else None,
        reason=shown.text_or_none("reason") if ended else _NEVER_ENDED,
        subject=fields.subject(),
        changed_during=shown.truth("changed_during") if ended else False,
        stdout=shown.output("stdout") if ended else None,
        stderr=shown.output("stderr") if ended else None,
        created=shown.texts("created") if ended else (),
        changed=shown.texts("changed") if "changed" in (end or {}) else (),
        trust=fields.text("trust"),
        metrics=shown.metrics() if ended else (),
        circumstances=read_circumstances(start, end or {}),
        # Older logs do not have these.
        sandbox=fields.text_or_none("sandbox") or HERE.sandbox,
        ref=fields.text_or_none("ref"),
        baseline="baseline" in start and fields.truth("baseline"),
    )


def plain(value: Any) -> Any:  # noqa: ANN401 - anything that JSON holds
    """Replace what has no UTF-8 form: lone surrogates of odd file names and commands."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


class _Fields:
    """Fields of one record, each of the type it must have."""

    def __init__(self, record: Any) -> None:  # noqa: ANN401 - anything that JSON holds
        if not isinstance(record, Mapping):
            raise RecordError("not an object")
        self.record = record

    def text(self, name: str) -> str:
        value = self.record.get(name)
        if not isinstance(value, str):
            raise RecordError(f"{name} is no text")
        return sys.intern(value)  # a log says the same words time and again

    def text_or_none(self, name: str) -> str | None:
        return None if self.record.get(name) is None else self.text(name)

    def whole(self, name: str) -> int:
        value = self.record.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise RecordError(f"{name} is no whole number")
        return value

    def whole_or_none(self, name: str) -> int | None:
        return None if self.record.get(name) is None else self.whole(name)

    def number(self, name: str) -> float:
        return _number(self.record.get(name), name)

    def truth(self, name: str) -> bool:
        value = self.record.get(name)
        if not isinstance(value, bool):
            raise RecordError(f"{name} is neither true nor false")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.record.get(name)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise RecordError(f"{name} is no list of texts")
        return tuple(values)

    def moment(self, name: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self.text(name))
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError) as error:
            raise RecordError(f"{name} is no moment") from error

    def outcome(self) -> Outcome:
        try:
            return Outcome(self.text("outcome"))
        except ValueError as error:
            raise RecordError("the outcome is none that we know") from error

    def subject(self) -> Subject:
        fields = _Fields(self.record.get("subject"))
        names = ("commit", "tree", "patch_id", "source", "worktree", "root_commit")
        return shared(
            Subject(dirty=fields.truth("dirty"), **{name: fields.text_or_none(name) for name in names})
        )

    def output(self, name: str) -> Output:
        fields = _Fields(self.record.get(name))
        blob = fields.text_or_none("blob")
        if blob is not None and not _BLOB.fullmatch(blob):
            raise RecordError(f"{name} names a file that is no stored output")
        if not _DIGEST.fullmatch(fields.text("sha256")):
            raise RecordError(f"the digest of {name} is none")
        return shared(
            Output(
                sha256=fields.text("sha256"),
                bytes=fields.whole("bytes"),
                kept=fields.whole("kept"),
                blob=blob,
                redactions=fields.whole("redactions"),
            )
        )

    def metrics(self) -> tuple[tuple[str, float], ...]:
        pairs = self.record.get("metrics", [])
        if not isinstance(pairs, list) or not all(
            isinstance(pair, list) and len(pair) == _PAIR for pair in pairs
        ):
            raise RecordError("metrics is no list of pairs")
        return tuple((str(name), _number(value, "a metric")) for name, value in pairs)


def _first(names: tuple[str, ...]) -> list[str]:
    """Return as many names as fit into a line that we would read again."""
    kept: list[str] = []
    room = _CREATED_CHARS
    for name in names[:_CREATED_LIMIT]:
        room -= len(name)
        if room < 0:
            break
        kept.append(name)
    return kept


def _number(value: object, name: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise RecordError(f"{name} is no number")
    try:
        return float(value)
    except OverflowError as error:
        raise RecordError(f"{name} is too large") from error
