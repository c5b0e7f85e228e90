"""How far a commit has come, as the last fetch knew."""

from sisyphus.model.judgement import Landing
from sisyphus.model.repository import Commit


def judge_landing(commit: Commit, default_branch: str | None, remote: str | None) -> Landing:
    """Return how far a commit has come.

    Without a remote there is nothing to push to, and the default branch here is where work lands. With one, a
    commit that only the local default branch has is still on this machine alone.
    """
    if remote and default_branch and f"{remote}/{default_branch}" in commit.pushed_to:
        return Landing.LANDED
    if commit.landed_as is not None:
        return Landing.REWRITTEN
    if remote is None:
        return _LANDED_HERE[commit.on_default]
    if commit.pushed and commit.on_default and not commit.pushed_to:
        return Landing.LANDED
    return _PUSHED[commit.pushed]


_LANDED_HERE = {True: Landing.LANDED, False: Landing.LOCAL, None: Landing.UNKNOWN}
_PUSHED = {True: Landing.PUSHED, False: Landing.LOCAL, None: Landing.UNKNOWN}
