"""Where the commits of a branch have landed when the default branch has their change and not their id."""

from collections.abc import Sequence

from sisyphus.adapters.repository.call import Run
from sisyphus.adapters.repository.parse import text
from sisyphus.adapters.repository.subject import PATCH
from sisyphus.adapters.repository.twins import look_alikes, squashes
from sisyphus.model.deferred import dataclass
from sisyphus.model.repository import Commit

MOST_LOST = 300
"""Commits of HEAD that are looked for, newest first."""
MOST_SQUASHES = 60
"""Commits of the default branch that are held against a whole branch, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """What may have landed, and where."""

    branch: tuple[Commit, ...]
    """Commits of HEAD that the default branch lacks, newest first; merges are left out."""
    default: tuple[Commit, ...]
    """Commits of the default branch that HEAD lacks, newest first; merges are left out."""
    target: str
    """Full name of the default branch."""

    def candidates(self) -> list[str]:
        """Return the commits whose patches are worth comparing."""
        return list(dict.fromkeys((*look_alikes(self.branch, self.default), *self._squashes())))

    def _squashes(self) -> list[str]:
        if not self.branch:
            return []
        own = {path for commit in self.branch for c in commit.changes for path in (c.path, c.old_path)}
        fits = (c for c in self.default if c.changes and all(each.path in own for each in c.changes))
        return [commit.sha for commit in fits][:MOST_SQUASHES]


def find_crossing(commits: Sequence[Commit], others: Sequence[Commit], target: str) -> Crossing:
    """Pair what HEAD alone has with what the default branch alone has."""
    branch = tuple(c for c in commits if len(c.parents) <= 1)[:MOST_LOST]
    default = tuple(c for c in others if len(c.parents) <= 1)
    return Crossing(branch=branch if default else (), default=default if branch else (), target=target)


def find_landed(run: Run, crossing: Crossing, patches: dict[str, str]) -> dict[str, str]:
    """Return for each commit of the branch the one of the default branch that carries its change.

    Raises:
        GitFailure: git said no.

    """
    there = {patches[c.sha]: c.sha for c in reversed(crossing.default) if c.sha in patches}
    found = {
        c.sha: there[patches[c.sha]] for c in crossing.branch if c.sha in patches and patches[c.sha] in there
    }
    left = [c for c in crossing.branch if c.sha not in found]
    if left and there:
        found |= _whole_branch(run, crossing, there)
    for commit in left:
        squash = next((c.sha for c in crossing.default if squashes(c, commit)), None)
        if squash and commit.sha not in found:
            found[commit.sha] = squash
    return found


def _whole_branch(run: Run, crossing: Crossing, there: dict[str, str]) -> dict[str, str]:
    """Hold all that the branch changed, up to its tip or to what was pushed of it, against single commits."""
    commits = crossing.branch
    base = text(run("merge-base", commits[0].sha, crossing.target).strip())
    pushed = next((number for number, commit in enumerate(commits) if commit.pushed), 0)
    for start in sorted({0, pushed}):
        arguments = (*PATCH, base, commits[start].sha, "--")
        patch = text(run(*arguments, then=("patch-id", "--stable"))).partition(" ")[0]
        if squash := there.get(patch):
            return {commit.sha: squash for commit in commits[start:]}
    return {}
