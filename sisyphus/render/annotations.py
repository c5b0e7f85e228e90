"""Claims and lint findings as annotations of GitHub Actions: `::error file=…,line=…::…`, one a line."""

from sisyphus.model.claim import AuditDocument, JudgedClaim, Verdict
from sisyphus.model.finding import Severity
from sisyphus.model.lint import LintDocument, LintedPlan, LintFinding
from sisyphus.render import text_lint
from sisyphus.render.text_audit import sentence
from sisyphus.render.workflow_command import workflow_command

_LEVELS = {Verdict.FALSE: "error", Verdict.STALE: "warning"}
"""Verdicts that a reviewer should see; the others are in the summary line."""


def render_audit(document: AuditDocument) -> str:
    """Return one command for each false or stale claim, and a notice with the figures."""
    rows = [_annotation(one, document.prefix) for one in document.claims if one.verdict in _LEVELS]
    summary = workflow_command(
        "notice", {"title": "sisyphus audit"}, f"{document.plan}: {sentence(document)}"
    )
    return "\n".join([*rows, summary]) + "\n"


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_lint(document: LintDocument) -> str:
    """Return one command for each finding, and a notice with the figures."""
    rows = [_lint_annotation(plan, found) for plan in document.plans for found in plan.findings]
    summary = workflow_command("notice", {"title": "sisyphus lint"}, text_lint.sentence(document))
    return "\n".join([*rows, summary]) + "\n"


def _lint_annotation(plan: LintedPlan, found: LintFinding) -> str:
    path = found.source.path or plan.path
    properties = {"file": path if path.startswith("/") else plan.prefix + path}
    if found.source.line:
        properties["line"] = str(found.source.line)
    properties["title"] = found.rule
    return workflow_command(_COMMANDS[found.severity], properties, f"{found.message} (fix: {found.fix})")


def _annotation(one: JudgedClaim, prefix: str) -> str:
    properties = {"title": f"{one.claim.kind}: {one.verdict}"}
    if not one.claim.path.startswith("commit "):
        path = one.claim.path if one.claim.path.startswith("/") else prefix + one.claim.path
        properties = {"file": path, "line": str(one.claim.line), **properties}
    return workflow_command(_LEVELS[one.verdict], properties, one.actual)
