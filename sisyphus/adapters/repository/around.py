"""What lies beside the history of HEAD: other branches and work trees, stashes, what landed elsewhere."""

from collections.abc import Sequence

from sisyphus.adapters.repository.call import Inquiry
from sisyphus.adapters.repository.graph import Graph
from sisyphus.adapters.repository.landing import Crossing, find_crossing, find_landed
from sisyphus.adapters.repository.log import read_commits, read_log
from sisyphus.adapters.repository.named import (
    Asked,
    find_twin,
    missing_on,
    named_commit,
    resolve,
    twins_to_compare,
)
from sisyphus.adapters.repository.refs import Refs
from sisyphus.adapters.repository.twins import affordable, read_patch_ids
from sisyphus.model.deferred import dataclass, replace
from sisyphus.model.repository import Commit, NamedCommit, Stash

MOST_ELSEWHERE = 1000
"""Commits of other branches that are read, newest first."""
MOST_STASHES = 50

_STASH_PARENTS = 3
"""Of a stash that holds untracked files: HEAD, the index, and those."""


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """One look around HEAD. What git refuses to tell stays empty, with a finding."""

    inquiry: Inquiry
    head: str
    refs: Refs
    graph: Graph
    target: str | None
    """Full name of the branch that work lands on; `None` when there is none."""
    has_remote: bool
    commits: tuple[Commit, ...]
    """Of HEAD's window, newest first; `look` adds where they have landed."""
    elsewhere: tuple[Commit, ...] = ()
    elsewhere_cut: bool = False
    stashes: tuple[Stash, ...] = ()
    named: tuple[NamedCommit, ...] = ()

    def look(self, written: Sequence[str]) -> None:
        """Read everything; `written` are the commit ids that somebody wrote down."""
        ask = self.inquiry.ask
        self.elsewhere = ask(self._elsewhere, "the commits of other branches are unknown") or ()
        self.stashes = ask(self._stashes, "the stashes are unknown") or ()
        asked = ask(lambda: resolve(self.inquiry.run, written), "the named commits are unknown") or ()
        known = self._known(asked)
        away = missing_on(self.inquiry.run, self._unsure(asked), self.head)
        lost = {sha: known[sha] for sha in away if sha in known}
        crossing = self._crossing()
        candidates = [*crossing.candidates(), *twins_to_compare(list(lost.values()), self.commits)]
        shas = affordable(dict.fromkeys(candidates), known)
        patches = ask(lambda: read_patch_ids(self.inquiry.run, shas), "patch ids are unknown") or {}
        landed = ask(lambda: find_landed(self.inquiry.run, crossing, patches), "what landed is unknown")
        if landed:
            self.commits = tuple(
                replace(c, landed_as=landed[c.sha]) if c.sha in landed else c for c in self.commits
            )
        self.named = tuple(
            named_commit(
                each,
                known.get(each.sha or ""),
                on_head=each.sha is not None and each.sha not in away,
                branches=self.graph.branches(each.sha) if each.sha else (),
                twin=find_twin(lost[each.sha], self.commits, patches) if each.sha in lost else (None, None),
            )
            for each in asked
        )

    def _elsewhere(self) -> tuple[Commit, ...]:
        shas = self.graph.elsewhere()
        self.elsewhere_cut = len(shas) > MOST_ELSEWHERE or self.graph.cut
        graph, remote, default = self.graph, self.has_remote, self.target is not None
        return tuple(
            replace(
                commit,
                pushed=bool(graph.pushed_to(commit.sha)) if remote else None,
                on_default=graph.on_default(commit.sha) if default else None,
                pushed_to=graph.pushed_to(commit.sha),
                branches=graph.branches(commit.sha),
            )
            for commit in read_commits(self.inquiry.run, shas[:MOST_ELSEWHERE])
        )

    def _stashes(self) -> tuple[Stash, ...]:
        if not self.refs.has_stash:
            return ()
        run = self.inquiry.run
        found = read_log(run, "-g", f"-n{MOST_STASHES}", "refs/stash")
        extra = [c.parents[2] for c in found if len(c.parents) == _STASH_PARENTS]
        untracked = {c.sha: [change.path for change in c.changes] for c in read_commits(run, extra)}
        return tuple(
            Stash(
                name=f"stash@{{{number}}}",
                sha=commit.sha,
                subject=commit.subject,
                committed_at=commit.committed_at,
                paths=(
                    *(change.path for change in commit.changes),
                    *(path for parent in commit.parents[2:] for path in untracked.get(parent, ())),
                ),
            )
            for number, commit in enumerate(found)
        )

    def _unsure(self, asked: Sequence[Asked]) -> list[str]:
        """Return the named commits that are not in the window of HEAD."""
        mine = {c.sha for c in self.commits}
        return list(dict.fromkeys(each.sha for each in asked if each.sha and each.sha not in mine))

    def _known(self, asked: Sequence[Asked]) -> dict[str, Commit]:
        """Return all commits that were read, the named ones among them as far as git can still read them."""
        known = {c.sha: c for c in (*self.commits, *self.elsewhere)}
        unread = [sha for sha in self._unsure(asked) if sha not in known]
        read = self.inquiry.ask(
            lambda: read_commits(self.inquiry.run, unread), "a commit that is named cannot be read"
        )
        return known | {commit.sha: commit for commit in read or ()}

    def _crossing(self) -> Crossing:
        if self.target is None:
            return find_crossing((), (), "")
        graph = self.graph
        branch = [c for c in self.commits if c.sha in graph.parents and not graph.on_default(c.sha)]
        return find_crossing(branch, [c for c in self.elsewhere if c.on_default], self.target)
