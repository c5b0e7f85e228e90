"""The document of `audit --json`."""

from typing import TYPE_CHECKING

from sisyphus.model.claim import AuditDocument, JudgedClaim
from sisyphus.render.json import dump, encode

if TYPE_CHECKING:
    from sisyphus.render.documents import ClaimRow


def render_audit(document: AuditDocument) -> str:
    """Return the document; field names are promised."""
    return dump(
        {
            "format_version": document.format_version,
            "tool": encode(document.tool),
            "taken_at": encode(document.taken_at),
            "plan": {"name": document.plan, "path": document.path},
            "reports": list(document.reports),
            "claims": [_claim(one) for one in document.claims],
            "findings": encode(document.findings),
        }
    )


def _claim(one: JudgedClaim) -> "ClaimRow":
    return {
        "text": one.claim.text,
        "kind": one.claim.kind,
        "path": one.claim.path,
        "line": one.claim.line,
        "verdict": one.verdict,
        "actual": one.actual,
        "source": one.source,
    }
