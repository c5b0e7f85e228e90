"""The commits of a history with what they changed."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sisyphus.adapters.repository.call import Run
from sisyphus.adapters.repository.parse import LOG_FORMAT, NOWHERE, parse_log
from sisyphus.adapters.repository.subject import DIFF_FLAGS
from sisyphus.model.repository import Commit

LOG = (
    "log", "-z", "--numstat", f"--format={LOG_FORMAT}", "--diff-merges=first-parent", "-M", "-l1000",
    "--no-color", "--no-show-signature", "--encoding=UTF-8", *DIFF_FLAGS,
    "--ignore-submodules=dirty",  # between commits: their ids count, and nothing looks into them
)  # fmt: skip
"""What `parse_log` reads."""

_OLDEST = datetime(1970, 1, 2, tzinfo=UTC)
"""git takes no earlier date."""


def window_flags(since: datetime | None) -> tuple[str, ...]:
    """Return what keeps a walk to the commits from a moment on."""
    if since is None:
        return ()
    return (f"--since={max(since.astimezone(UTC), _OLDEST):%Y-%m-%dT%H:%M:%SZ}",)


def read_log(run: Run, *arguments: str) -> tuple[Commit, ...]:
    """Read the commits that `arguments` select, in git's order.

    Raises:
        GitFailure: git said no.

    """
    return parse_log(run(*LOG, *arguments, "--"), NOWHERE)


def read_commits(run: Run, shas: Sequence[str]) -> tuple[Commit, ...]:
    """Read single commits by their full ids, in the order given.

    Raises:
        GitFailure: git said no.

    """
    if not shas:
        return ()
    feed = "".join(f"{sha}\n" for sha in shas).encode("ascii")
    return parse_log(run(*LOG, "--no-walk=unsorted", "--stdin", "--", feed=feed), NOWHERE)
