"""Findings about what should not have been committed: build output, and state that git is told to ignore."""

from collections.abc import Iterator

from sisyphus.analysis.linking.evidence import SHORT, spell
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.regex import regex
from sisyphus.model.repository import Change
from sisyphus.model.snapshot import Snapshot

_OUTPUT = regex(
    r"(?:^|/)(?:node_modules|__pycache__|\.venv|\.tox|\.nox|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.next"
    r"|\.nuxt|\.turbo|\.gradle|\.dart_tool|\.parcel-cache|[^/]+\.egg-info)/|\.(?:pyc|pyo|class|o|obj)$"
)
"""What only tools write. Not `dist`, `build`, `target`, `out` and `coverage`: people keep sources, or what
they ship, under these names too."""


def build_output_committed(snapshot: Snapshot) -> Iterator[Finding]:
    """Commits of the plans' time add what a build makes."""
    repository = snapshot.repository
    seen: dict[str, bool] = {}
    guilty: dict[str, str] = {}
    for commit in repository.commits if repository else ():
        for change in commit.changes:
            if change.path not in seen:
                seen[change.path] = _OUTPUT.search(change.path) is not None
            if seen[change.path] and not _is_removal(change):
                guilty.setdefault(commit.sha, change.path)
    if guilty:
        sha, path = next(iter(guilty.items()))
        rest = f"; and {len(guilty) - 1} more such commits" if len(guilty) > 1 else ""
        message = f"commit {sha[:SHORT]} has build output in it: {path}{rest}"
        yield Finding(
            rule="build-output-committed", severity=Severity.WARNING, message=message, source=Source()
        )


def _is_removal(change: Change) -> bool:
    return change.insertions == 0 and bool(change.deletions)


def state_tracked_and_ignored(snapshot: Snapshot) -> Iterator[Finding]:
    """Rules tell git to ignore state that it tracks: old plans stay in, new notepads stay out, unnoticed."""
    files = snapshot.repository.ignored_state if snapshot.repository else ()
    if files:
        message = (
            f"git tracks {spell(list(files))}, which its ignore rules leave out: "
            "what is new there stays out of commits without a word"
        )
        yield Finding(
            rule="state-tracked-and-ignored",
            severity=Severity.WARNING,
            message=message,
            source=Source(path=files[0].removeprefix(snapshot.prefix)),
        )
