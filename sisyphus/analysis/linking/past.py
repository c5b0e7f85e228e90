"""All that git tells about the past, indexed once for all plans."""

from collections.abc import Mapping

from sisyphus.analysis.linking.history import History
from sisyphus.analysis.linking.paths import PathIndex
from sisyphus.analysis.linking.ticks import flips_by_path
from sisyphus.model.deferred import dataclass, field
from sisyphus.model.plan import Plan
from sisyphus.model.repository import Flip, NamedCommit, Repository, Stash, Worktree


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One repository, as the links of every plan look at it."""

    history: History
    """The commits of HEAD."""
    elsewhere: History
    """The commits of other branches and work trees, which HEAD lacks."""
    dirty: PathIndex
    """The files that differ from HEAD."""
    stashes: tuple[tuple[Stash, PathIndex], ...] = ()
    """With the files that each changes."""
    worktrees: tuple[Worktree, ...] = ()
    flips: Mapping[str, tuple[Flip, ...]] = field(default_factory=dict)
    """By the path of a plan in the repository."""
    named: Mapping[str, NamedCommit] = field(default_factory=dict)
    """By the id as it was written."""
    default_branch: str | None = None
    remote: str | None = None
    known: bool = True
    """Whether there is a repository at all."""
    shallow: bool = False
    cut: bool = False
    """Whether more commits were there than were read."""

    @property
    def whole(self) -> bool:
        """Whether no commit of the time that was asked for is missing."""
        return self.known and not self.shallow and not self.cut

    def flips_of(self, plan: Plan) -> tuple[Flip, ...]:
        """Return the flips of a plan's file."""
        return self.flips.get(self.history.prefix + plan.path, ())


def read_past(repository: Repository | None, prefix: str) -> Past:
    """Index a repository; outside git the past is empty.

    `prefix` is the workspace root relative to the git top level, with a trailing slash.
    """
    nothing = PathIndex(prefix, frozenset())
    if repository is None:
        return Past(history=History((), prefix), elsewhere=History((), prefix), dirty=nothing, known=False)
    return Past(
        history=History(repository.commits, prefix),
        elsewhere=History(repository.elsewhere, prefix),
        dirty=PathIndex(prefix, frozenset(file.path.rstrip("/") for file in repository.dirty_files)),
        stashes=tuple((each, PathIndex(prefix, frozenset(each.paths))) for each in repository.stashes),
        worktrees=repository.worktrees,
        flips=flips_by_path(repository.flips),
        named={each.asked: each for each in repository.named},
        default_branch=repository.default_branch,
        remote=repository.remote,
        shallow=repository.shallow,
        cut=repository.commits_cut,
    )
