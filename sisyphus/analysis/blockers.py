"""What stands between a plan and its end: one pure generator a rule, all of them in RULES."""

from collections.abc import Callable, Iterator

from sisyphus.analysis.blocker_rules.boxes import (
    awaiting_approval,
    external_check,
    marked_blocked,
    unmet_dependency,
)
from sisyphus.analysis.blocker_rules.causes import join_causes
from sisyphus.analysis.blocker_rules.git import (
    detached_head,
    diverged,
    no_remote,
    pending_push,
    uncommitted_work,
    unmerged_worktree,
)
from sisyphus.analysis.blocker_rules.notes import notepad_blocker
from sisyphus.analysis.blocker_rules.proof import (
    evidence_tampered,
    failed_check,
    missing_tool,
    stale_proof,
    untrusted_checks,
)
from sisyphus.analysis.facts import Facts
from sisyphus.model.status import Blocker

Rule = Callable[[Facts], Iterator[Blocker]]

RULES: dict[str, Rule] = {
    "evidence-tampered": evidence_tampered,
    "detached-head": detached_head,
    "unmerged-worktree": unmerged_worktree,
    "uncommitted-work": uncommitted_work,
    "failed-check": failed_check,
    "stale-proof": stale_proof,
    "no-remote": no_remote,
    "diverged": diverged,
    "pending-push": pending_push,
    "marked-blocked": marked_blocked,
    "unmet-dependency": unmet_dependency,
    "awaiting-approval": awaiting_approval,
    "external-check": external_check,
    "notepad-blocker": notepad_blocker,
    "missing-tool": missing_tool,
    "untrusted-checks": untrusted_checks,
}
"""Rules by name, in the order in which their blockers are shown: what unblocks others comes first."""


def find_blockers(facts: Facts) -> tuple[Blocker, ...]:
    """Ask every rule, in the order of `RULES`; what shares a cause stands together, its first rule first."""
    return join_causes(facts, tuple(blocker for rule in RULES.values() for blocker in rule(facts)))
