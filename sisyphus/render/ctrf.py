"""`verify --ctrf`: a Common Test Report Format document. What did not pass here is never `passed`."""

from uuid import NAMESPACE_OID, uuid5

from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.verify_report import VerifyReport
from sisyphus.render.json import Json, dump, encode
from sisyphus.render.portable import tail, whole_text

SPEC_VERSION = "0.0.0"
"""The format has no released version yet; its schema asks for three numbers."""

STATUSES = {
    Standing.PASSED: "passed",
    Standing.FAILED: "failed",
    Standing.UNCHECKED: "other",
    Standing.STALE: "other",
    Standing.NOT_RUN: "pending",
    Standing.ELSEWHERE: "other",
    Standing.NOT_RUNNABLE: "skipped",
    Standing.CANCELLED: "skipped",
}
"""How a check stands, in the words of the format."""


def render_ctrf(report: VerifyReport) -> str:
    """Return the document."""
    tests = [_test(status, report) for status in report.checks]
    words = [STATUSES[status.standing] for status in report.checks]
    runs = [s.evidence for s in report.checks if s.evidence]
    stop = _milliseconds(
        max((r.ended_at.timestamp() for r in runs if r.ended_at), default=report.ended_at.timestamp())
    )
    start = _milliseconds(min((r.started_at.timestamp() for r in runs), default=report.ended_at.timestamp()))
    counts: dict[str, Json] = {
        word: words.count(word) for word in ("passed", "failed", "skipped", "pending", "other")
    }
    environment: dict[str, Json] = {"commit": report.subject.commit, "branchName": report.branch}
    document: dict[str, Json] = {
        "reportFormat": "CTRF",
        "specVersion": SPEC_VERSION,
        "timestamp": encode(report.ended_at),
        "generatedBy": "sisyphus",
        "results": {
            "tool": {"name": "sisyphus", "version": report.tool_version},
            "summary": {"tests": len(tests), **counts, "start": start, "stop": max(start, stop)},
            "tests": [*tests],
            "environment": {
                **{name: value for name, value in environment.items() if value is not None},
                "extra": {"dirty": report.subject.dirty if report.subject.commit else None},
            },
        },
    }
    return dump(document)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _test(status: CheckStatus, report: VerifyReport) -> Json:
    check, run = status.check, status.evidence
    word = STATUSES[status.standing]
    test: dict[str, Json] = {
        "id": str(uuid5(NAMESPACE_OID, f"sisyphus:{check.id}")),
        "name": whole_text(" ".join(check.command.split())) or check.id,
        "status": word,
        "duration": _milliseconds(run.duration_s or 0.0) if run else 0,
        "suite": [whole_text(report.plan), whole_text(f"task {check.label}" if check.label else "plan")],
        "rawStatus": str(run.outcome) if run and status.standing is Standing.FAILED else str(status.standing),
        "filePath": whole_text(check.path),
        "line": check.line,
    }
    if word != "passed":
        test["message"] = whole_text(status.note or str(status.standing).replace("_", " "))
    if run and run.ended_at:
        test["start"] = _milliseconds(run.started_at.timestamp())
        test["stop"] = max(_milliseconds(run.ended_at.timestamp()), _milliseconds(run.started_at.timestamp()))
    for name, text in zip(("stdout", "stderr"), report.outputs.get(check.id, ("", "")), strict=True):
        if text.strip():
            test[name] = [whole_text(row) for row in tail(text).removesuffix("\n").split("\n")]
    test["extra"] = _extra(status)
    return test


def _extra(status: CheckStatus) -> Json:
    check, run = status.check, status.evidence
    extra: dict[str, Json] = {"check": check.id, "expect": check.expect.text}
    if run:
        extra |= {"evidence": f"seq {run.seq}", "writer": run.writer, "own": run.own, "exit": run.exit}
        extra |= {"freshness": str(status.freshness), "commit": run.subject.commit}
        extra["metrics"] = {name: encode(figure) for name, figure in run.metrics}
    return extra
