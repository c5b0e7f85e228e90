"""The branches of a repository: one list of refs, one walk over the window."""

from sisyphus.adapters.repository.call import Run
from sisyphus.adapters.repository.graph import Graph, Tip
from sisyphus.adapters.repository.parse import text
from sisyphus.model.deferred import dataclass
from sisyphus.model.repository import Worktree

DEFAULT_BRANCHES = ("main", "master")
"""Names tried, in order, where the remote does not say which branch is its default."""

_HEADS = "refs/heads/"
_REMOTES = "refs/remotes/"
_STASH = "refs/stash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refs:
    """The branches of a repository, by full name."""

    ids: dict[str, str]
    """Symbolic refs, such as a remote's HEAD, are left out."""
    symbolic: dict[str, str]

    @property
    def has_stash(self) -> bool:
        """Whether something was put aside."""
        return _STASH in self.ids


def default_places(remote: str | None) -> tuple[str, ...]:
    """Return the full names of the refs that tell which branch is the default, the best first."""
    there = f"{_REMOTES}{remote}/"
    return (f"{there}HEAD", *(f"{place}{name}" for place in (there, _HEADS) for name in DEFAULT_BRANCHES))


def default_branch(refs: Refs, remote: str | None) -> str | None:
    """Return the default branch: what the remote says, else a usual name that exists there, else here."""
    there = f"{_REMOTES}{remote}/"
    if (target := refs.symbolic.get(f"{there}HEAD", "")).startswith(there):
        return target.removeprefix(there)
    places = default_places(remote)[1:]
    return next((place.rpartition("/")[2] for place in places if place in refs.ids), None)


def landing_ref(refs: Refs, remote: str | None, default: str | None) -> str | None:
    """Return the full name of the branch that work lands on: the remote's, else the local one."""
    places = (f"{_REMOTES}{remote}/{default}", f"{_HEADS}{default}")
    return next((place for place in places if place in refs.ids), None)


def read_refs(run: Run, *names: str) -> Refs:
    """Read the refs of these names; without any all branches, here and as last fetched, and the stash.

    Raises:
        GitFailure: git said no.

    """
    places = names or (_HEADS, _REMOTES, _STASH)
    out = run("for-each-ref", "--format=%(objectname) %(refname) %(symref)", *places)
    rows = [line.split(" ", 2) for line in text(out).split("\n") if line]
    return Refs(
        ids={name: sha for sha, name, target in rows if not target},
        symbolic={name: target for _, name, target in rows if target},
    )


def find_tips(refs: Refs, worktrees: tuple[Worktree, ...], default: str | None) -> tuple[Tip, ...]:
    """Return all tips but HEAD in the order in which they are named: the default, then by kind and name."""
    heads = [
        Tip(name=ref.removeprefix(_HEADS), sha=sha, default=ref == default)
        for ref, sha in refs.ids.items()
        if ref.startswith(_HEADS)
    ]
    trees = [Tip(name=tree.path, sha=tree.head) for tree in worktrees if tree.head and not tree.current]
    remotes = [
        Tip(name=ref.removeprefix(_REMOTES), sha=sha, remote=True, default=ref == default)
        for ref, sha in refs.ids.items()
        if ref.startswith(_REMOTES)
    ]
    kinds = (sorted(kind, key=lambda tip: tip.name) for kind in (heads, trees, remotes))
    return tuple(sorted((tip for kind in kinds for tip in kind), key=lambda tip: not tip.default))


def read_graph(run: Run, head: str, tips: tuple[Tip, ...], window: tuple[str, ...], most: int) -> Graph:
    """Walk the window from HEAD and all tips.

    Raises:
        GitFailure: git said no.

    """
    trees = sorted({tip.sha for tip in tips if tip.name.startswith("/")})
    starts = (f"-n{most + 1}", *window, "--ignore-missing", head, *trees, "--branches", "--remotes", "--")
    parents: dict[str, tuple[str, ...]] = {}
    for line in run("rev-list", "--parents", *starts).decode("ascii", "replace").split("\n"):
        if line:
            sha, *above = line.split(" ")
            parents[sha] = tuple(above)
    graph = Graph(tips=tips, parents=parents, cut=len(parents) > most)
    graph.spread(head)
    return graph
