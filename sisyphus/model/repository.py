"""What git knows, observed once for all plans."""

from datetime import datetime

from sisyphus.model.deferred import dataclass
from sisyphus.model.regex import regex

STATE_FOLDERS = frozenset({".omo", ".sisyphus"})
"""Folders that hold plans, notepads and evidence: what a commit changes there is no code."""


def is_state(path: str) -> bool:
    """Tell whether a path lies in a state folder."""
    return any(part in STATE_FOLDERS for part in path.split("/"))


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
    pushed_to: tuple[str, ...] = ()
    """Remote-tracking branches that contain it, such as `origin/main`; sorted, the first few."""
    landed_as: str | None = None
    """The commit of the default branch with the same change, after a squash or rebase."""
    branches: tuple[str, ...] = ()
    """For a commit that HEAD lacks: the local branches, remote branches and work trees that have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A row with a box that one commit brought, changed or took away."""

    path: str
    """Of the plan, relative to the git top level."""
    line: int | None
    """In the plan as this commit left it, from 1; `None` when the row is gone."""
    text: str
    """What stands behind the box."""
    before: str | None
    """The marker before; `None` when the row came with the commit."""
    after: str | None
    """The marker after; `None` when the row left."""
    commit: str
    committed_at: datetime
    with_code: bool
    """Whether the commit also changes files outside the state folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stash:
    """Work that was put aside."""

    name: str
    """Such as `stash@{0}`."""
    sha: str
    subject: str
    committed_at: datetime
    paths: tuple[str, ...]
    """Relative to the git top level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCommit:
    """A commit id that a notepad, ledger, report or plan names, looked up."""

    asked: str
    """As it was written, lower case."""
    sha: str | None
    """`None` when this clone has no such commit, or several."""
    subject: str | None
    on_head: bool
    branches: tuple[str, ...]
    """The branches and work trees that have it, where HEAD lacks it; the first few."""
    twin: str | None
    """The commit of HEAD with the same patch, or else the same subject, where HEAD lacks it."""
    twin_by: str | None
    """`patch` or `subject`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirtyFile:
    """A file that differs from HEAD, state folders apart."""

    path: str
    """Relative to the git top level."""
    untracked: bool
    unmerged: bool = False
    """Whether a conflict in it waits to be resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worktree:
    """One entry of `git worktree list`."""

    path: str
    """Absolute."""
    head: str | None
    branch: str | None
    """Short name; `None` when detached or bare."""
    current: bool
    leftovers: tuple[str, ...] | None = None
    """Files that would be lost with it: not committed, or state that is not here; `None`: not looked at."""


def is_same_folder(path: str, recorded: str) -> bool:
    """Whether a work tree's path is the one recorded: relative, or absolute on another machine."""
    wanted = "/" + _UPWARD.sub("", recorded.replace("\\", "/").rstrip("/"))
    return wanted != "/" and path.endswith(wanted)


_UPWARD = regex(r"^(?:\.{0,2}/)+")


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
    elsewhere: tuple[Commit, ...] = ()
    """Commits of the window that other branches and work trees have and HEAD lacks; newest first."""
    elsewhere_cut: bool = False
    """Whether there were more of them than were read."""
    stashes: tuple[Stash, ...] = ()
    flips: tuple[Flip, ...] = ()
    """Of the plans that were asked for, newest first; empty for plans that git does not track."""
    named: tuple[NamedCommit, ...] = ()
    """One for each id that was asked for."""
    ignored_state: tuple[str, ...] = ()
    """Files of the state folders that git tracks although its rules ignore them."""
    fetched_at: datetime | None = None
    """When a fetch or push last told of the remote; `None` when nothing says."""
    findings: tuple[str, ...] = ()
    """What could not be observed, in words."""
