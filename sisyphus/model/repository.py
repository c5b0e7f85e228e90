"""What git knows, observed once for all plans."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file of one commit."""

    path: str
    """Relative to the git top level; the new name of a renamed file."""
    insertions: int | None
    """`None` for a binary file."""
    deletions: int | None
    old_path: str | None = None
    """Set for a rename."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit with what it changed against its first parent."""

    sha: str
    parents: tuple[str, ...]
    author: str
    """Name and address, as git shows them."""
    authored_at: datetime
    committed_at: datetime
    subject: str
    body: str
    changes: tuple[Change, ...]
    pushed: bool | None
    """Whether a remote-tracking branch contains it; `None` when there is no remote."""
    on_default: bool | None = None
    """Whether the default branch, here or on the remote, contains it; `None` when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirtyFile:
    """A file that differs from HEAD, state folders apart."""

    path: str
    """Relative to the git top level."""
    untracked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Worktree:
    """One entry of `git worktree list`."""

    path: str
    """Absolute."""
    head: str | None
    branch: str | None
    """Short name; `None` when detached or bare."""
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a check ran on: the content that evidence is tied to."""

    commit: str | None
    """HEAD; `None` without git or before the first commit."""
    tree: str | None
    """Tree of HEAD."""
    patch_id: str | None
    """Stable patch id of HEAD's change; `None` when there is none (merge, empty, unborn)."""
    source: str | None
    """`sha256:` digest of HEAD's files, state folders left out; `None` when it could not be taken."""
    worktree: str | None
    """`sha256:` digest over the files that differ from HEAD, state folders and outputs left out."""
    dirty: bool
    root_commit: str | None
    """Oldest root commit, which names the repository across clones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """One observation of a repository. Unknown is `None`, never 0."""

    top_level: str
    """Absolute path of the work tree."""
    head: str | None
    """`None` before the first commit."""
    branch: str | None
    """Short name; `None` when detached."""
    detached: bool
    default_branch: str | None
    remote: str | None
    """The remote that a push would go to; `None` when there is none."""
    upstream: str | None
    """Such as `origin/main`; `None` when the branch has none."""
    ahead: int | None
    """`None` without an upstream."""
    behind: int | None
    unpushed: int | None
    """Commits on HEAD that no remote-tracking branch contains; `None` when there is no remote."""
    dirty_files: tuple[DirtyFile, ...]
    worktrees: tuple[Worktree, ...]
    shallow: bool
    operation: str | None
    """`rebase`, `merge`, `cherry-pick`, `revert` or `bisect` while one is under way."""
    commits: tuple[Commit, ...]
    """Newest first; those of the window that was asked for."""
    commits_cut: bool
    """Whether the window held more commits than were read."""
    subject: Subject
    findings: tuple[str, ...] = ()
    """What could not be observed, in words."""
