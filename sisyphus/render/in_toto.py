"""The evidence of a plan as an in-toto Statement v1 with the test-result predicate v0.1, unsigned."""

from collections.abc import Sequence

from sisyphus.model.judgement import NOT_OWED, CheckStatus, Standing
from sisyphus.model.repository import Subject
from sisyphus.model.status import PlanStatus
from sisyphus.render.json import Json, dump, encode

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"
EXTENSION = "sisyphus_evidence"
"""Field of the predicate that is ours: the runs behind the names. Others ignore fields they do not know."""

RESULTS = {
    Standing.PASSED: "passedTests",
    Standing.FAILED: "failedTests",
    Standing.UNCHECKED: "warnedTests",
    Standing.STALE: None,
    Standing.NOT_RUN: None,
    Standing.ELSEWHERE: "warnedTests",
    Standing.NOT_RUNNABLE: None,
    Standing.CANCELLED: None,
}
"""The list that a check is named in; `None` for one that did not run on this commit."""


def render_statement(
    plan: PlanStatus, subject: Subject, checks: Sequence[CheckStatus], tool_version: str
) -> str:
    """Return the statement: what the plan's checks showed of the subject's commit. No clock is read for it.

    `checks` are all of the plan, and those whose run was not of this very commit's content are not run. The
    result is PASSED only when every check that is owed passed.
    """
    owed = [c for c in checks if c.standing not in NOT_OWED]
    standings = {c.standing for c in owed}
    if Standing.FAILED in standings:
        result = "FAILED"
    else:
        result = "PASSED" if standings == {Standing.PASSED} else "WARNED"
    names: dict[str, Json] = {
        field: [name_of(c) for c in owed if RESULTS[c.standing] == field]
        for field in ("passedTests", "warnedTests", "failedTests")
    }
    digests: dict[str, Json] = {"gitCommit": subject.commit}
    document: dict[str, Json] = {
        "_type": STATEMENT,
        "subject": [{"digest": digests}],
        "predicateType": PREDICATE,
        "predicate": {
            "result": result,
            "configuration": [{"name": plan.path, "digest": {"sha256": plan.sha256}}],
            **names,
            EXTENSION: _extension(plan, subject, owed, tool_version),
        },
    }
    return dump(document)


def name_of(status: CheckStatus) -> str:
    """Return the name of a check in the lists: its id, then its command on one line."""
    return f"{status.check.id}: {' '.join(status.check.command.split())}"


def _extension(
    plan: PlanStatus, subject: Subject, runnable: Sequence[CheckStatus], tool_version: str
) -> Json:
    return {
        "tool": {"name": "sisyphus", "version": tool_version},
        "assurance": "self-attested and unsigned",
        "gitTree": subject.tree,
        "logs": [
            {"writer": writer, "lines": lines, "lastLineSha256": last}
            for writer, lines, last in plan.evidence_heads
        ],
        "checks": [_check(status) for status in runnable],
    }


def _check(status: CheckStatus) -> Json:
    run = status.evidence if RESULTS[status.standing] else None
    return {
        "id": status.check.id,
        "task": status.check.label,
        "line": status.check.line,
        "command": status.check.command,
        "expect": status.check.expect.text,
        "standing": str(status.standing),
        "run": None
        if run is None
        else {
            "writer": run.writer,
            "own": run.own,
            "seq": run.seq,
            "startedAt": encode(run.started_at),
            "outcome": str(run.outcome),
            "exit": run.exit,
            "gitCommit": run.subject.commit,
            "stdoutSha256": run.stdout.sha256 if run.stdout else None,
            "stderrSha256": run.stderr.sha256 if run.stderr else None,
            "metrics": {name: encode(figure) for name, figure in run.metrics},
        },
    }
