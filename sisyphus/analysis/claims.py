"""What reports claim, held against plan, git and evidence: one judge for each kind of claim."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from sisyphus.analysis.claim_judges.changes import judge_diffstat, judge_file
from sisyphus.analysis.claim_judges.commits import judge_commit, judge_push
from sisyphus.analysis.claim_judges.conflicts import name_conflicts
from sisyphus.analysis.claim_judges.counts import judge_percentage, judge_progress
from sisyphus.analysis.claim_judges.runs import (
    judge_coverage,
    judge_duration,
    judge_tests,
    judge_verification,
    judge_words,
)
from sisyphus.analysis.claim_judges.scene import Scene, judged, scene_of
from sisyphus.model.claim import AuditDocument, Claim, ClaimKind, JudgedClaim, Report, Reported, Verdict
from sisyphus.model.snapshot import Snapshot
from sisyphus.model.status import PlanStatus, Tool

FORMAT_VERSION = 1

Judge = Callable[[Claim, Report, Scene], JudgedClaim]

JUDGES: Mapping[ClaimKind, Judge] = MappingProxyType(
    {
        ClaimKind.PROGRESS: judge_progress,
        ClaimKind.PERCENTAGE: judge_percentage,
        ClaimKind.COMMIT: judge_commit,
        ClaimKind.DIFFSTAT: judge_diffstat,
        ClaimKind.FILE: judge_file,
        ClaimKind.TESTS: judge_tests,
        ClaimKind.COVERAGE: judge_coverage,
        ClaimKind.DURATION: judge_duration,
        ClaimKind.PUSH: judge_push,
        ClaimKind.COMPLETION: judge_words,
        ClaimKind.VERIFICATION: judge_verification,
    }
)
"""One judge a kind."""

_OF_THE_PLAN = frozenset(
    {ClaimKind.PROGRESS, ClaimKind.PERCENTAGE, ClaimKind.COMPLETION, ClaimKind.VERIFICATION, ClaimKind.TESTS}
)
"""Kinds whose figures belong to one plan."""


def audit(
    snapshot: Snapshot, status: PlanStatus, reported: Reported, plan_names: Iterable[str]
) -> AuditDocument:
    """Judge all that reports say of one plan; `plan_names` are all plans, to tell whose a figure is."""
    scene = scene_of(snapshot, status, reported, plan_names)
    found = name_conflicts(list(_judge_all(scene)))
    order = {verdict: number for number, verdict in enumerate(Verdict)}
    return AuditDocument(
        format_version=FORMAT_VERSION,
        tool=Tool(name="sisyphus", version=snapshot.tool_version),
        taken_at=snapshot.taken_at,
        plan=status.name,
        path=status.path,
        reports=tuple(r.path for r in reported.reports),
        claims=tuple(sorted(found, key=lambda j: (order[j.verdict], j.claim.path, j.claim.line))),
        prefix=snapshot.prefix,
        findings=reported.findings,
    )


def _judge_all(scene: Scene) -> Iterator[JudgedClaim]:
    for report in scene.reported.reports:
        for claim in report.claims:
            other = _other_plan(claim, scene)
            if other:
                yield judged(claim, Verdict.UNCHECKABLE, f"speaks of another plan, {other}")
            else:
                yield JUDGES[claim.kind](claim, report, scene)


def _other_plan(claim: Claim, scene: Scene) -> str | None:
    """Return the other plan that a claim's line or headings name."""
    if claim.kind not in _OF_THE_PLAN:
        return None
    words = f"{claim.text} {claim.heading}"
    return next(
        (n for n in sorted(scene.other_plans) if "-" in n and n in words and n not in scene.status.name), None
    )
