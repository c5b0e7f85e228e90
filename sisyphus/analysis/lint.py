"""What is wrong with plans before anybody starts on them: every rule, asked of every plan."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from sisyphus.analysis.lint_rules import checks as lint_checks
from sisyphus.analysis.lint_rules import document as lint_document
from sisyphus.analysis.lint_rules import engine as lint_engine
from sisyphus.analysis.lint_rules import order as lint_order
from sisyphus.analysis.lint_rules import proof as lint_proof
from sisyphus.analysis.lint_rules import rows as lint_rows
from sisyphus.analysis.lint_rules.document import UNKNOWN_RULE, unknown_rule
from sisyphus.analysis.lint_rules.rule import LintRule, is_silenced
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.lint import (
    LintDocument,
    LintedPlan,
    LintFinding,
    LintScene,
    Planned,
    Rule,
    SeverityCounts,
)
from sisyphus.model.status import Tool

FORMAT_VERSION = 1

_TOLD = (
    *lint_document.RULES,
    *lint_rows.RULES,
    *lint_engine.RULES,
    *lint_order.RULES,
    *lint_checks.RULES,
    *lint_proof.RULES,
)

RULES: dict[str, LintRule] = {rule.about.id: rule for rule in _TOLD}
"""Rules by id, in the order in which they are told."""
RULES[UNKNOWN_RULE.id] = LintRule(UNKNOWN_RULE, unknown_rule(RULES.keys() | {UNKNOWN_RULE.id}))

UNREADABLE = "unreadable-plan"
_GRAVEST = tuple(Severity)


def rules() -> tuple[Rule, ...]:
    """Return what is told about every rule."""
    return tuple(rule.about for rule in RULES.values())


def lint(
    scenes: Sequence[LintScene], chosen: Collection[str], least: Severity = Severity.INFO
) -> LintDocument:
    """Ask the chosen rules of every plan; findings milder than `least` are left out. One scene at least."""
    wanted = [rule for id_, rule in RULES.items() if id_ in chosen]
    grave = frozenset(_GRAVEST[: _GRAVEST.index(least) + 1])
    plans = [_lint(planned, scene.prefix, wanted, grave) for scene in scenes for planned in scene.plans]
    if UNREADABLE in chosen:
        plans += [_unreadable(name, f, scene.prefix) for scene in scenes for name, f in scene.unreadable]
    severities = Counter(f.severity for plan in plans for f in plan.findings)
    return LintDocument(
        format_version=FORMAT_VERSION,
        tool=Tool(name="sisyphus", version=scenes[0].tool_version),
        taken_at=scenes[0].taken_at,
        plans=tuple(plans),
        counts=SeverityCounts(
            error=severities[Severity.ERROR],
            warning=severities[Severity.WARNING],
            info=severities[Severity.INFO],
        ),
    )


def _unreadable(name: str, finding: Finding, prefix: str) -> LintedPlan:
    path = finding.source.path or name
    return LintedPlan(name=name, path=path, prefix=prefix, findings=(_told(finding),), silenced=0)


def _lint(
    planned: Planned, prefix: str, wanted: Iterable[LintRule], grave: Collection[Severity]
) -> LintedPlan:
    found = [f for rule in wanted for f in rule.find(planned) if f.severity in grave]
    # That a comment is wrong cannot be taken back by a comment.
    kept = [f for f in found if f.rule == UNKNOWN_RULE.id or not is_silenced(planned, f.rule, f.source.line)]
    return LintedPlan(
        name=planned.plan.name,
        path=planned.plan.path,
        prefix=prefix,
        findings=tuple(map(_told, _in_order(kept))),
        silenced=len(found) - len(kept),
    )


def _in_order(findings: list[Finding]) -> list[Finding]:
    """Sort: rules with the gravest findings first, then by place."""
    worst: dict[str, tuple[int, int]] = {}
    for finding in findings:
        rank = _GRAVEST.index(finding.severity), finding.source.line or 0
        worst[finding.rule] = min(worst.get(finding.rule, rank), rank)
    return sorted(findings, key=lambda f: (worst[f.rule], f.rule, f.source.line or 0))


def _told(finding: Finding) -> LintFinding:
    about = RULES[finding.rule].about
    return LintFinding(
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        source=finding.source,
        against=finding.against,
        why=about.why,
        fix=about.fix,
    )
