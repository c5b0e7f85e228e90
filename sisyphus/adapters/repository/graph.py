"""Which branches have which commits, told from the parents of all commits. Pure."""

from sisyphus.model.deferred import dataclass, field

MOST_NAMES = 5
"""Branches that are named for one commit. Any number may have it."""

_NO_NAMES: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """A place that has a commit and all that came before it."""

    name: str
    """As it is shown: `feat/x`, `origin/feat/x`, or the path of a work tree."""
    sha: str
    remote: bool = False
    default: bool = False
    """Whether it is the branch that work lands on."""


@dataclass(frozen=True, slots=True)
class Reach:
    """From where one commit can be reached. Numbers are those of tips."""

    head: bool = False
    default: bool = False
    local: tuple[int, ...] = _NO_NAMES
    """The first few branches and work trees."""
    remote: tuple[int, ...] = _NO_NAMES


_NOWHERE = Reach()


@dataclass(slots=True, kw_only=True)
class Graph:
    """The commits of the window from all tips, newest first, and from where each can be reached."""

    tips: tuple[Tip, ...]
    parents: dict[str, tuple[str, ...]]
    cut: bool
    """Whether the window holds more commits than were read."""
    _reach: dict[str, Reach] = field(default_factory=dict)

    def spread(self, head: str) -> None:
        """Carry each tip down to all that it has."""
        for number, tip in enumerate(self.tips):
            one = Reach(
                default=tip.default,
                local=_NO_NAMES if tip.remote else (number,),
                remote=(number,) if tip.remote else _NO_NAMES,
            )
            self._reach[tip.sha] = _merge(self._reach.get(tip.sha, _NOWHERE), one)
        self._reach[head] = _merge(self._reach.get(head, _NOWHERE), Reach(head=True))
        known: dict[tuple[Reach, Reach], Reach] = {}
        for sha in self._children_first():
            own = self._reach.get(sha, _NOWHERE)
            for parent in self.parents[sha]:
                theirs = self._reach.get(parent)
                if theirs is None:
                    self._reach[parent] = own
                elif theirs is not own:
                    pair = (theirs, own)
                    if (merged := known.get(pair)) is None:
                        merged = known[pair] = _merge(theirs, own)
                    self._reach[parent] = merged

    def _children_first(self) -> list[str]:
        """Return the commits with each before its parents: dates alone do not put them so."""
        waiting = dict.fromkeys(self.parents, 0)
        for parents in self.parents.values():
            for parent in parents:
                if parent in waiting:
                    waiting[parent] += 1
        ready = [sha for sha, children in waiting.items() if not children]
        for sha in ready:  # grows
            for parent in self.parents[sha]:
                if parent in waiting:
                    waiting[parent] -= 1
                    if not waiting[parent]:
                        ready.append(parent)
        return ready

    def on_head(self, sha: str) -> bool:
        """Whether HEAD has a commit of the window."""
        return self._reach.get(sha, _NOWHERE).head

    def on_default(self, sha: str) -> bool:
        """Whether the branch that work lands on has a commit of the window."""
        return self._reach.get(sha, _NOWHERE).default

    def pushed_to(self, sha: str) -> tuple[str, ...]:
        """Return the remote-tracking branches that have a commit: the first few, sorted."""
        return tuple(sorted(self.tips[n].name for n in self._reach.get(sha, _NOWHERE).remote))

    def branches(self, sha: str) -> tuple[str, ...]:
        """Return the branches and work trees that have a commit: the first few of each kind."""
        reach = self._reach.get(sha, _NOWHERE)
        return tuple(self.tips[n].name for n in (*reach.local, *reach.remote))

    def elsewhere(self) -> list[str]:
        """Return the commits that HEAD lacks, newest first."""
        return [sha for sha in self.parents if not self._reach.get(sha, _NOWHERE).head]


def _merge(one: Reach, other: Reach) -> Reach:
    return Reach(
        head=one.head or other.head,
        default=one.default or other.default,
        local=_first(one.local, other.local),
        remote=_first(one.remote, other.remote),
    )


def _first(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    """Return the least of both. The least of a union are among the least of its parts: nothing is lost."""
    return tuple(sorted({*one, *other})[:MOST_NAMES]) if one != other else one
