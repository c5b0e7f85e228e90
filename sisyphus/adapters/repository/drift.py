"""What others have changed since a commit that the user looked at."""

from sisyphus.adapters.repository.call import GitFailure, Run
from sisyphus.adapters.repository.harden import Config
from sisyphus.adapters.repository.parse import text
from sisyphus.model.deferred import dataclass

_PLAIN = ("--no-mailmap", "--no-color", "--no-show-signature", "--no-ext-diff", "--no-textconv")
_WHO = ("log", "-z", "--format=%H%x00%aE%x00%cE%x00%aN", "--no-patch", *_PLAIN)
_FILES = (
    "log", "-z", "--format=", "--name-only", "--no-renames", "--diff-merges=first-parent",
    "--no-walk=unsorted", *_PLAIN,
)  # fmt: skip
_FIELDS = 4
_MOST_COMMITS = 5000


@dataclass(frozen=True, slots=True)
class ForeignChange:
    """A file that a commit of somebody else changed."""

    path: str
    """Relative to the git top level."""
    author: str
    commit: str
    """Short."""


def own_addresses(user: Config) -> frozenset[str]:
    """Return the addresses by which the user commits, from their own configuration alone.

    What the repository's configuration says of the user is said by the repository.
    """
    names = ("user.email", "author.email", "committer.email")
    return frozenset(value.casefold() for key, value in user if key in names and value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """The commits of others that came in between, and the files that they changed."""

    authors: dict[str, str]
    """By commit, newest first."""
    paths: tuple[str, ...]
    _run: Run
    _span: tuple[str, ...]

    def last_change(self, path: str) -> ForeignChange:
        """Return the last of these commits that changed one of the paths."""
        log = ("log", "--format=%H", "--full-history", *_PLAIN, *self._span, path)
        touched = text(self._run(*log)).split("\n")
        sha = next((sha for sha in touched if sha in self.authors), next(iter(self.authors)))
        return ForeignChange(path, self.authors[sha], sha[:8])


def commits_of_others(run: Run, before: str, after: str, own: frozenset[str]) -> Foreign | None:
    """Return what others committed that `after` has and `before` lacks; `None` when nobody can tell.

    A commit is the user's when its author and its committer are. Names can be forged: this finds a
    colleague's change, not one of somebody who took the user's name.
    """
    span = ("--end-of-options", after, f"^{before}", "--")
    try:
        # Names of people and of files can hold anything but NUL, so they are never asked for in one list.
        words = text(run(*_WHO, f"-n{_MOST_COMMITS + 1}", *span)).split("\0")
        rows = [words[at : at + _FIELDS] for at in range(0, len(words) - _FIELDS + 1, _FIELDS)]
        if len(rows) > _MOST_COMMITS:
            return None
        authors = {
            sha: name for sha, *mail, name in rows if not {address.casefold() for address in mail} <= own
        }
        files = text(run(*_FILES, *authors)).split("\0") if authors else []
    except GitFailure:  # rewritten and cleared away, or never fetched here
        return None
    return Foreign(authors=authors, paths=tuple(sorted({*files} - {""})), _run=run, _span=span)
