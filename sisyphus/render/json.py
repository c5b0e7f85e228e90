"""The documents of `--json`. Field names are promised: added to, never renamed."""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sisyphus.model.check import Assertion
from sisyphus.model.comparison import compare
from sisyphus.model.deferred import names_of
from sisyphus.model.evidence import Evidence
from sisyphus.model.judgement import CheckStatus, CommitLink
from sisyphus.model.notepad import PlacedEntry
from sisyphus.model.status import PlanStatus, StatusDocument

if TYPE_CHECKING:
    from sisyphus.render.documents import EntryRow, NoteRow
    from sisyphus.render.documents_verify import (
        AssertionRow,
        BaselineRow,
        CheckRow,
        FigureRow,
        ResultRow,
    )

FORMAT_VERSION = 1

HIDDEN: Mapping[type, frozenset[str]] = {
    PlanStatus: frozenset({"agents_turn", "checks", "criteria", "entries", "evidence_heads"}),
    CommitLink: frozenset({"changes"}),
}
"""Fields that other renderings need and that are no part of the document."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def render_status(document: StatusDocument) -> str:
    """Return the document of `status --json`."""
    return dump(encode(document))


def render_checks(plan: str, checks: Sequence[CheckStatus]) -> str:
    """Return the document of `verify --json` and `verify --list --json`."""
    return dump(
        {"format_version": FORMAT_VERSION, "plan": plan, "checks": [_check(status) for status in checks]}
    )


def render_noted(  # noqa: PLR0913, PLR0917 - the fields of the document
    plan: str, kind: str, task: str | None, path: str, line: int, at: datetime
) -> str:
    """Return the document of `note --json`."""
    note: NoteRow = {
        "plan": plan, "kind": kind, "task": task, "path": path, "line": line, "written_at": str(encode(at)),
    }  # fmt: skip
    return dump({"format_version": FORMAT_VERSION, "note": note})


def render_entries(entries: Sequence[PlacedEntry]) -> str:
    """Return the document of `notes --json`."""
    rows: list[EntryRow] = [
        {
            "plan": placed.plan,
            "kind": placed.kind,
            "path": placed.path,
            "line": placed.entry.line,
            "title": placed.entry.title,
            "task": placed.entry.task,
            "written_at": _stamp(placed.entry.written_at),
            "state": placed.entry.state,
            "status": placed.entry.status_text,
            "text": placed.entry.text,
        }
        for placed in entries
    ]
    return dump({"format_version": FORMAT_VERSION, "entries": rows})


def _stamp(moment: date | None) -> str | None:
    return None if moment is None else str(encode(moment))


def render_error(kind: str, message: str, fix: str) -> str:
    """Return the document that stands for an answer when there is none."""
    return dump({"format_version": FORMAT_VERSION, "error": {"kind": kind, "message": message, "fix": fix}})


def dump(value: object) -> str:
    """Return JSON text for any terminal and any parser: what cannot be seen or encoded is escaped.

    Raises TypeError for what is no JSON value.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    if not text.replace("\n", "").isprintable():
        text = "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)
    # GitHub and Azure read orders anywhere in a line of a log: `##[group]`, `##vso[...]`.
    return text.replace("##[", "#\\u0023[").replace("##vso[", "#\\u0023vso[") + "\n"


def _finite(value: float | None) -> float | None:
    """Return a number that JSON can hold."""
    return value if value is not None and math.isfinite(value) else None


def encode(value: object) -> Json:  # noqa: PLR0911 - one a kind of value
    """Return frozen values as JSON values: by field name, times in UTC."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return _finite(value)
        case str():
            return str(value)
        case datetime():
            aware = value if value.tzinfo else value.replace(tzinfo=UTC)
            return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Sequence():
            return [encode(v) for v in value]
        case _ if names := names_of(value):
            hidden = HIDDEN.get(type(value), frozenset())
            return {name: encode(getattr(value, name)) for name in names if name not in hidden}
        case _:
            raise TypeError(type(value).__name__)


def _check(status: CheckStatus) -> "CheckRow":
    check = status.check
    return {
        "id": check.id,
        "task": check.label,
        "origin": check.origin,
        "path": check.path,
        "line": check.line,
        "command": check.command,
        "context": list(check.context),
        "shell": check.shell,
        "cwd": check.cwd,
        "timeout_s": check.timeout_s,
        "expect": {
            "text": check.expect.text,
            "assertions": [_assertion(a) for a in check.expect.assertions],
            "understood": check.expect.understood,
        },
        "runnable": check.runnable,
        "why_not": check.why_not,
        "needs_own_approval": check.needs_own_approval,
        "risk": check.risk,
        "missing": list(status.missing),
        "trusted": status.trusted,
        "denied": status.denied,
        "key": status.key,
        "standing": status.standing,
        "note": status.note,
        "result": _result(status.evidence, status) if status.evidence else None,
        "baseline": _baseline(status.baseline, status) if status.baseline else None,
    }


def _assertion(assertion: Assertion) -> "AssertionRow":
    row: AssertionRow = {"kind": assertion.kind}
    if assertion.equals is not None:
        row["equals"] = assertion.equals
    for name in ("text", "pattern", "op", "path"):
        if (words := getattr(assertion, name)) is not None:
            row[name] = words
    if assertion.value is not None:
        row["value"] = assertion.value
    return row


def _result(evidence: Evidence, status: CheckStatus) -> "ResultRow":
    return {
        "outcome": evidence.outcome,
        "exit": evidence.exit,
        "signal": evidence.signal,
        "duration_s": _finite(evidence.duration_s),
        "freshness": status.freshness,
        "evidence": f"seq {evidence.seq}",
        "writer": evidence.writer,
        "own": evidence.own,
        "reason": evidence.reason,
        "changed": list(evidence.changed),
        "commit": evidence.subject.commit,
        "ref": evidence.ref,
        "sandbox": evidence.sandbox,
        "metrics": {name: _finite(figure) for name, figure in evidence.metrics},
    }


def _baseline(before: Evidence, status: CheckStatus) -> "BaselineRow":
    figures: dict[str, FigureRow] = {
        figure.name: {
            "before": _finite(figure.before),
            "after": _finite(figure.after),
            "change": _finite(figure.change),
            "factor": _finite(figure.factor),
        }
        for figure in compare(before, status.evidence)
    }
    return {
        "ref": before.ref,
        "commit": before.subject.commit,
        "outcome": before.outcome,
        "exit": before.exit,
        "duration_s": _finite(before.duration_s),
        "evidence": f"seq {before.seq}",
        "writer": before.writer,
        "own": before.own,
        "reason": before.reason,
        "metrics": {name: _finite(figure) for name, figure in before.metrics},
        "figures": figures,
    }
