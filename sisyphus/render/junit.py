"""`verify --junit`: JUnit XML as CI services read it. What did not pass here is never a bare test case."""

from collections.abc import Iterator

from sisyphus.model.evidence import Outcome
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.verify_report import VerifyReport
from sisyphus.render.portable import tail, xml_attribute, xml_text

_PLAN = "plan"
"""Class of the checks that belong to no task."""

STANDINGS = {
    Standing.PASSED: None,
    Standing.FAILED: "failure",
    Standing.UNCHECKED: "skipped",
    Standing.STALE: "skipped",
    Standing.NOT_RUN: "skipped",
    Standing.ELSEWHERE: "skipped",
    Standing.NOT_RUNNABLE: "skipped",
    Standing.CANCELLED: "skipped",
}
"""The element that says how a check stands; `None` for a pass."""

BROKEN = frozenset({Outcome.TIMEOUT, Outcome.KILLED, Outcome.ERROR})
"""Outcomes of a failed check that are an `error`: it did not come to an answer."""


def element_of(status: CheckStatus) -> str | None:
    """Return the element that says how a check stands; `None` for a pass that was seen here."""
    broken = status.standing is Standing.FAILED and status.evidence and status.evidence.outcome in BROKEN
    return "error" if broken else STANDINGS[status.standing]


def render_junit(report: VerifyReport) -> str:
    """Return the document: one suite a plan, one case a check."""
    elements = [element_of(status) for status in report.checks]
    times = [s.evidence.duration_s or 0.0 for s in report.checks if s.evidence]
    numbers = {
        "tests": len(elements),
        "failures": elements.count("failure"),
        "errors": elements.count("error"),
        "skipped": elements.count("skipped"),
    }
    counts = _attributes({**{k: str(v) for k, v in numbers.items()}, "time": f"{sum(times):.3f}"})
    stamp = f"{report.ended_at:%Y-%m-%dT%H:%M:%S}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites{_attributes({'name': 'sisyphus verify'})}{counts}>",
        f"  <testsuite{_attributes({'name': report.plan})}{counts}{_attributes({'timestamp': stamp})}>",
        *_properties(_about(report), "    "),
        *(row for status in report.checks for row in _case(status, report)),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{xml_attribute(value)}"' for name, value in values.items())


def _properties(values: dict[str, str | None], indent: str) -> Iterator[str]:
    known = {name: value for name, value in values.items() if value is not None}
    if known:
        yield f"{indent}<properties>"
        for name, value in known.items():
            yield f"{indent}  <property{_attributes({'name': name, 'value': value})}/>"
        yield f"{indent}</properties>"


def _about(report: VerifyReport) -> dict[str, str | None]:
    dirty = str(report.subject.dirty).lower() if report.subject.commit else None
    return {
        "sisyphus.version": report.tool_version,
        "git.commit": report.subject.commit,
        "git.branch": report.branch,
        "git.dirty": dirty,
    }


def _case(status: CheckStatus, report: VerifyReport) -> Iterator[str]:
    check, run = status.check, status.evidence
    owner = f"task {check.label}" if check.label else _PLAN
    values = {
        "name": f"{' '.join(check.command.split())} [{check.id}]",
        "classname": f"{report.plan}.{owner}",
        "file": check.path,
        "line": str(check.line),
    }
    if run and run.duration_s is not None:
        values["time"] = f"{run.duration_s:.3f}"
    yield f"    <testcase{_attributes(values)}>"
    facts: dict[str, str | None] = {
        "id": check.id,
        "expect": check.expect.text,
        "standing": str(status.standing),
    }
    if run:
        facts |= {"outcome": str(run.outcome), "freshness": str(status.freshness), "writer": run.writer}
        facts |= {"evidence": f"seq {run.seq}", "commit": run.subject.commit}
        facts |= {name: f"{figure:g}" for name, figure in run.metrics}
    yield from _properties(facts, "      ")
    element = element_of(status)
    if element:
        kind = str(run.outcome) if run and status.standing is Standing.FAILED else str(status.standing)
        message = status.note or kind.replace("_", " ")
        typed = {} if element == "skipped" else {"type": kind}
        yield f"      <{element}{_attributes({'message': message, **typed})}/>"
    for name, text in zip(("system-out", "system-err"), report.outputs.get(check.id, ("", "")), strict=True):
        if text.strip():
            yield f"      <{name}>{xml_text(tail(text))}</{name}>"
    yield "    </testcase>"
