"""Commits that seem to carry a task and that HEAD lacks: on another branch, in another work tree."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sisyphus.analysis.linking.doubt import Candidates, doubt
from sisyphus.analysis.linking.evidence import SHORT, set_scene
from sisyphus.analysis.linking.gather import gather
from sisyphus.analysis.linking.past import Past
from sisyphus.model.judgement import Confidence
from sisyphus.model.plan import Plan, Task
from sisyphus.model.repository import Commit, Worktree
from sisyphus.model.shell_word import shell_word

_ORDER = (Confidence.HIGH, Confidence.MEDIUM)


def find_elsewhere(plan: Plan, past: Past, since: datetime | None, tasks: Iterable[Task]) -> dict[str, str]:
    """Return by task key where a commit of it is that HEAD lacks, in words; nothing where nothing fits."""
    history = past.elsewhere
    if not history.commits:
        return {}
    scene = set_scene(plan, history, history.since(since), {})
    candidates = {task.key: Candidates(task, gather(scene, task)) for task in tasks}
    doubt(scene, candidates, since)
    found: dict[str, str] = {}
    for key, one in candidates.items():
        levels = {number: one.confidence(number) for number in sorted(one.evidence)}
        best = next((n for wanted in _ORDER for n, level in levels.items() if level is wanted), None)
        if best is not None:
            commit, reason = history.commits[best], one.evidence[best][0].reason
            found[key] = f"not on this branch: {_where(commit, past.worktrees)}; {reason}"
    return found


def _where(commit: Commit, worktrees: Sequence[Worktree]) -> str:
    """Return where a commit is, and the command that shows it."""
    sha = commit.sha[:SHORT]
    known = [tree for tree in worktrees if not tree.current]
    tree = next((t for t in known if t.path in commit.branches or t.branch in commit.branches), None)
    branches = ", ".join(name for name in commit.branches if tree is None or name != tree.path)
    if tree is None:
        return f"{sha} is on {branches or 'another branch'} (git show {sha})"
    on = f"on {branches}, " if branches else ""
    return f"{sha} is {on}in the work tree {tree.path} (git -C {shell_word(tree.path)} show {sha})"
