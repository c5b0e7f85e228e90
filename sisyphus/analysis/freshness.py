"""Whether a record of evidence still speaks of the content that is here now."""

from sisyphus.model.evidence import Evidence, Freshness
from sisyphus.model.repository import Subject


def judge_freshness(evidence: Evidence, now: Subject) -> Freshness:
    """Compare what a check ran on with what is here. Unknown content is never fresh."""
    then = evidence.subject
    if evidence.changed_during:
        return Freshness.VOID
    if not is_known(then) or not is_known(now):
        return Freshness.STALE
    if (then.source, then.worktree) == (now.source, now.worktree):
        return Freshness.FRESH if then.commit == now.commit else Freshness.MOVED
    if then.patch_id and then.patch_id == now.patch_id and then.worktree == now.worktree:
        return Freshness.PORTED
    return Freshness.STALE


def is_known(subject: Subject) -> bool:
    """Whether it was seen which content was there."""
    return subject.source is not None and subject.worktree is not None


PROVES = frozenset({Freshness.FRESH, Freshness.MOVED})
"""Freshness under which a pass proves the content that is here: the very same content."""
