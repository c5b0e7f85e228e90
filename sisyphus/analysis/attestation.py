"""What of a plan's proof may be said of a commit, to somebody who has the commit and nothing else."""

from collections.abc import Iterable

from sisyphus.model.deferred import replace
from sisyphus.model.judgement import CheckStatus, Standing

_RAN = frozenset({Standing.PASSED, Standing.ELSEWHERE, Standing.FAILED, Standing.UNCHECKED})


def of_commit(statuses: Iterable[CheckStatus]) -> tuple[CheckStatus, ...]:
    """Return the checks as they stand for the commit alone.

    A run with uncommitted changes around it shows something of content that no commit has.
    """
    return tuple(
        replace(s, standing=Standing.STALE, note="ran with changes that no commit has")
        if s.standing in _RAN and s.evidence and s.evidence.subject.dirty
        else s
        for s in statuses
    )
