"""The evidence of a plan: every writer's log checked and read together. Reading writes nothing."""

import errno
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sisyphus.adapters.evidence_log.anchor import Anchor, AnchorFile, anchor_fault, vouched
from sisyphus.adapters.evidence_log.chain import Chain, read_chain
from sisyphus.adapters.evidence_log.pairs import Pairs
from sisyphus.adapters.evidence_log.place import SUFFIX, is_log_of, plan_parts, shown_path, writer_name
from sisyphus.adapters.private import explain, folder, open_regular, read_regular
from sisyphus.errors import InputError, MachineError, SisyphusError
from sisyphus.model.evidence import Evidence, EvidenceLogs, Output
from sisyphus.model.finding import Finding, Severity, Source

if TYPE_CHECKING:
    from datetime import datetime

_BLOB_LIMIT = 1 << 21
_ERROR = Severity.ERROR
_UNREAD = frozenset({"evidence-unreadable", "evidence-unanchored"})
"""Rules of findings beside which what ran here would seem not to have run, or to have run elsewhere."""


def read_logs(state_dir: Path, plan: str, root: Path) -> EvidenceLogs:
    """Read all logs of a plan. Whatever their bytes are, the answer is records and findings, no exception.

    A log that was changed, or our own that is shorter than when we last wrote it, is a finding in `tampered`.
    What follows the break, and all of a cut log, is left out of `records`: it proves nothing.
    """
    reading = _Reading(state_dir, plan, root)
    anchor = reading.anchor()
    own = (anchor.log if anchor else writer_name(root)) + SUFFIX
    names: list[str] = []
    try:
        with folder(state_dir.parent, plan_parts(state_dir, plan)) as opened:
            names = sorted(name for name in os.listdir(opened) if name.endswith(SUFFIX))  # noqa: PTH208 - descriptor
            for name in names:
                # A name can be foreseen: without its anchor nothing shows that a log was written here.
                reading.read_log(name, opened, anchor if name == own else None)
    except FileNotFoundError:
        pass
    except (OSError, InputError) as error:
        said = explain(error, "") if isinstance(error, OSError) else error
        reading.remark("evidence-unreadable", said.message.removeprefix(": "))
        names.append(own)  # whether it is there is unknown
    if anchor and anchor.count and own not in names:
        message = (
            f"the log of this checkout is gone: it had {anchor.count} lines, and what they proved with it"
        )
        reading.remark("evidence-gone", message, own, severity=Severity.WARNING)
    return EvidenceLogs(
        records=_in_order(reading.records),
        heads=tuple(reading.heads),
        tampered=tuple(reading.tampered),
        findings=tuple(reading.findings),
    )


def require_own_log(logs: EvidenceLogs, root: Path) -> None:
    """Raise MachineError where our own log cannot be read, and all in it would seem not to have run."""
    own = writer_name(root)
    for finding in logs.findings:
        path = Path(finding.source.path or "")
        others = path.suffix == SUFFIX and not is_log_of(path.stem, own)
        if finding.rule in _UNREAD and not others:
            raise MachineError(
                finding.message, path=str(path), fix="mend its permissions and run again; nothing is lost"
            )


def _in_order(records: list[Evidence]) -> tuple[Evidence, ...]:
    """Order records by time, those of one log by their numbers: clocks are set back."""
    ordered: list[Evidence] = []
    moments: list[datetime] = []
    for record in sorted(records, key=lambda r: (r.writer, r.seq)):
        same = bool(ordered) and ordered[-1].writer == record.writer
        moments.append(max(record.started_at, moments[-1]) if same else record.started_at)
        ordered.append(record)
    places = sorted(
        range(len(ordered)), key=moments.__getitem__
    )  # which keeps those of one moment as they are
    return tuple(ordered[place] for place in places)


def read_output(state_dir: Path, plan: str, output: Output) -> bytes:
    """Return what is stored of one stream; empty for an empty one.

    Raises InputError for a stored file that is not what the record names, MachineError for a missing one.
    """
    if output.blob is None:
        return b""
    *parts, name = output.blob.split("/")
    place = state_dir.joinpath("evidence", "sisyphus", plan, output.blob).as_posix()
    try:
        with folder(state_dir.parent, [*plan_parts(state_dir, plan), *parts]) as opened:
            content = read_regular(name, opened, _BLOB_LIMIT)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise explain(error, place) from error
        content = b""  # longer than anything that is stored
    if f"{hashlib.sha256(content).hexdigest()}.txt" != name:
        raise InputError("was changed since it was stored", path=place, fix="run the check again")
    return content


class _Reading:
    """What was read of one plan so far."""

    def __init__(self, state_dir: Path, plan: str, root: Path) -> None:
        self.state_dir, self.plan, self.root = state_dir, plan, root
        self.records: list[Evidence] = []
        self.heads: list[tuple[str, int, str]] = []
        self.tampered: list[Finding] = []
        self.findings: list[Finding] = []

    def remark(
        self,
        rule: str,
        message: str,
        name: str = "",
        line: int | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding about a log; a break of one goes to `tampered`."""
        source = Source(path=shown_path(self.state_dir, self.plan, name, self.root), line=line)
        found = Finding(rule=rule, severity=severity, message=message, source=source)
        (self.tampered if rule == "evidence-tampered" else self.findings).append(found)

    def anchor(self) -> Anchor | None:
        """Read how far our own log went; a finding when that cannot be known."""
        try:
            return AnchorFile(self.state_dir, self.plan, writer_name(self.root), self.root).read()
        except SisyphusError as error:
            self.remark("evidence-unanchored", error.message)
            return None

    def read_log(self, name: str, parent: int, anchor: Anchor | None) -> None:
        """Read one log and say what is wrong with it; one without an anchor was not written here."""
        chain = Chain(watch=anchor.count if anchor else 0)
        writer = name.removesuffix(SUFFIX)
        pairs = Pairs(self.plan, writer, own=anchor.count if anchor else 0)
        try:
            with open(open_regular(name, os.O_RDONLY, parent), "rb") as stream:  # noqa: PTH123 - a descriptor
                for record in read_chain(stream, chain):
                    pairs.add(record)
        except OSError as error:
            self.remark("evidence-unreadable", explain(error, "").message.removeprefix(": "), name)
            return
        if anchor and vouched(chain, anchor) < chain.count and (later := self.anchor()) and later != anchor:
            self.read_log(name, parent, later)  # somebody writes it right now
            return
        pairs.close(broken=chain.broken is not None, own=vouched(chain, anchor) if anchor else 0)
        self.heads.append((writer, chain.count, chain.last))
        if chain.broken:
            message = f"the line {chain.broken}; the one before it, it and all after it are void"
            self.remark("evidence-tampered", message, name, chain.count + 1)
        if anchor and (fault := anchor_fault(chain, anchor)):
            self.remark("evidence-tampered", f"the log {fault}; all of it is void", name)
            return
        if chain.torn:
            message = "the last line is only a part, as after a crash; it is left out"
            self.remark("evidence-torn", message, name, chain.count + 1, Severity.WARNING)
        if chain.newer:
            message = f"{chain.newer} records are of a newer version of sisyphus; they are left out"
            self.remark("evidence-newer-version", message, name, severity=Severity.WARNING)
        self.records += pairs.runs
        for rule, message, line, severity in pairs.remarks:
            self.remark(rule, message, name, line, severity)
