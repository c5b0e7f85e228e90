"""The documents of `--json`. Field names are promised: added to, never renamed."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from sisyphus.model.check import Assertion
from sisyphus.model.evidence import Evidence
from sisyphus.model.status import CheckStatus, CommitLink, PlanStatus, StatusDocument

FORMAT_VERSION = 1

_HIDDEN: Mapping[type, frozenset[str]] = {
    PlanStatus: frozenset({"checks", "entries", "evidence_heads"}),
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


def render_error(kind: str, message: str, fix: str) -> str:
    """Return the document that stands for an answer when there is none."""
    return dump({"format_version": FORMAT_VERSION, "error": {"kind": kind, "message": message, "fix": fix}})


def dump(value: Json) -> str:
    """Return JSON text that any terminal and any parser can take: control and lone surrogates are escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    if any("\ud800" <= c <= "\udfff" or "\x7f" <= c <= "\x9f" or c in _DIRECTIONS for c in text):
        text = json.dumps(value, indent=2)
    return text + "\n"


_DIRECTIONS = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def encode(value: object) -> Json:
    """Return frozen values as JSON values: by field name, times in UTC."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case datetime():
            aware = value if value.tzinfo else value.replace(tzinfo=UTC)
            return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Sequence():
            return [encode(v) for v in value]
        case _ if dataclasses.is_dataclass(value):
            hidden = _HIDDEN.get(type(value), frozenset())
            names = (f.name for f in dataclasses.fields(value) if f.name not in hidden)
            return {name: encode(getattr(value, name)) for name in names}
        case _:
            raise TypeError(type(value).__name__)


def _check(status: CheckStatus) -> Json:
    check = status.check
    return {
        "id": check.id,
        "task": check.label,
        "origin": str(check.origin),
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
        "why_not": str(check.why_not) if check.why_not else None,
        "risk": check.risk,
        "missing": list(status.missing),
        "trusted": status.trusted,
        "standing": str(status.standing),
        "note": status.note,
        "result": _result(status.evidence, status) if status.evidence else None,
    }


def _assertion(assertion: Assertion) -> Json:
    fields = encode(assertion)
    return {k: v for k, v in fields.items() if v is not None} if isinstance(fields, dict) else fields


def _result(evidence: Evidence, status: CheckStatus) -> Json:
    return {
        "outcome": str(evidence.outcome),
        "exit": evidence.exit,
        "signal": evidence.signal,
        "duration_s": evidence.duration_s,
        "freshness": str(status.freshness) if status.freshness else None,
        "evidence": f"seq {evidence.seq}",
        "writer": evidence.writer,
        "own": evidence.own,
        "reason": evidence.reason,
        "commit": evidence.subject.commit,
        "metrics": dict(evidence.metrics),
    }
