"""What the branches and work trees tell of HEAD: where its commits have arrived, and where they should."""

import os
from datetime import datetime

from sisyphus.adapters.repository.call import GitFailure, Inquiry, Run
from sisyphus.adapters.repository.graph import Graph
from sisyphus.adapters.repository.log import window_flags
from sisyphus.adapters.repository.parse import Landed, Standing, parse_worktrees, text
from sisyphus.adapters.repository.refs import (
    Refs,
    default_branch,
    default_places,
    find_tips,
    landing_ref,
    read_graph,
    read_refs,
)
from sisyphus.adapters.repository.standing import find_remote
from sisyphus.model.deferred import dataclass
from sisyphus.model.repository import Worktree


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far all branches are walked."""

    since: datetime | None
    most: int
    """Commits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """What the refs tell."""

    remote: str | None
    refs: Refs | None
    default: str | None
    target: str | None
    """Full name of the branch that work lands on."""
    worktrees: tuple[Worktree, ...]
    graph: Graph | None
    """`None` when it is not wanted, or unknown."""


def observe_branches(
    inquiry: Inquiry, config: dict[str, str], standing: Standing, walk: Walk | None
) -> Branches:
    """Read the work trees and the refs: all of them with `walk`, else those that tell the default branch."""
    run, ask = inquiry.run, inquiry.ask
    remote = find_remote(config, standing.branch)
    names = () if walk else default_places(remote)
    refs = ask(lambda: read_refs(run, *names), "the branches are unknown")
    worktrees = _only_worktree(inquiry, config, standing)
    if worktrees is None:
        top = str(inquiry.layout.top)
        worktrees = ask(lambda: _worktrees(run, top), "the work trees are unknown") or ()
    default = None if refs is None else default_branch(refs, remote)
    target = None if refs is None else landing_ref(refs, remote, default)
    graph = None
    if standing.head is not None and refs is not None and walk is not None:
        head, tips = standing.head, find_tips(refs, worktrees, target)
        window, most = window_flags(walk.since), walk.most
        graph = ask(lambda: read_graph(run, head, tips, window, most), "the other branches are unknown")
    return Branches(
        remote=remote, refs=refs, default=default, target=target, worktrees=worktrees, graph=graph
    )


def observe_landed(inquiry: Inquiry, standing: Standing, known: Branches) -> Landed:
    """Return which commits of HEAD have not arrived where."""
    head, remote, default = standing.head, known.remote, known.default
    off_default = None
    if default is not None:
        places = (f"refs/remotes/{remote}/{default}", f"refs/heads/{default}")
        here = standing.branch == default
        off_default = frozenset[str]() if here else _missing_from(inquiry, head, *places)
    return Landed(
        unpushed=_missing_from(inquiry, head, "--remotes") if remote else None,
        off_default=off_default,
        graph=known.graph,
    )


def _missing_from(inquiry: Inquiry, head: str | None, *places: str) -> frozenset[str] | None:
    """Return the commits of HEAD that `places` do not contain; `None` when that is unknown."""
    if head is None:
        return frozenset()
    arguments = ("rev-list", "--ignore-missing", head, "--not", *places)
    out = inquiry.ask(lambda: inquiry.run(*arguments), "where the commits have arrived is unknown")
    return None if out is None else frozenset(text(out).split())


def _only_worktree(
    inquiry: Inquiry, config: dict[str, str], standing: Standing
) -> tuple[Worktree, ...] | None:
    """Return the one work tree of a plain repository without asking git; `None` where it has to be asked."""
    layout = inquiry.layout
    plain = not layout.linked and layout.git_dir == layout.top / ".git"
    told = plain and standing.entries is not None and "core.worktree" not in config
    if not told or os.path.lexists(layout.common_dir / "worktrees"):
        return None
    return (Worktree(path=str(layout.top), head=standing.head, branch=standing.branch, current=True),)


def _worktrees(run: Run, current: str) -> tuple[Worktree, ...]:
    try:
        out, separator = run("worktree", "list", "--porcelain", "-z"), b"\0"
    except GitFailure:  # git before 2.36 does not know -z
        out, separator = run("worktree", "list", "--porcelain"), b"\n"
    return parse_worktrees(out, current, separator)
