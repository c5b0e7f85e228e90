"""The documents of `sisyphus evidence --json`. Field names are promised: added to, never renamed."""

from collections.abc import Sequence

from sisyphus.model.evidence import Evidence, Freshness, LogCheck
from sisyphus.render.json import FORMAT_VERSION, Json, dump, encode


def render_runs(plan: str, rows: Sequence[tuple[Evidence, Freshness]]) -> str:
    """Return the document of `evidence list --json`: the runs, oldest first."""
    return dump({"format_version": FORMAT_VERSION, "plan": plan, "runs": [_run(*row) for row in rows]})


def render_run(plan: str, row: tuple[Evidence, Freshness], log: Sequence[tuple[str, str]]) -> str:
    """Return the document of `evidence show --json`: one run, and its log as text."""
    shown: Json = {name: text for name, text in log}  # noqa: C416 - the types differ
    return dump({"format_version": FORMAT_VERSION, "plan": plan, "run": _run(*row), "log": shown})


def render_checked(logs: Sequence[LogCheck]) -> str:
    """Return the document of `evidence check --json`; what could not be read is not known to hold."""
    holds = not any(log.faults or log.unread for log in logs)
    return dump({"format_version": FORMAT_VERSION, "holds": holds, "logs": encode(logs)})


def _run(evidence: Evidence, freshness: Freshness) -> Json:
    fields = encode(evidence)
    if not isinstance(fields, dict):
        raise TypeError(type(fields).__name__)
    fields["metrics"] = {name: encode(figure) for name, figure in evidence.metrics}
    said = fields.get("circumstances")
    if isinstance(said, dict) and evidence.circumstances:
        said["machine"] = dict(evidence.circumstances.machine)
    return {**fields, "freshness": str(freshness)}
