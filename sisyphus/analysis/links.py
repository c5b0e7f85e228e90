"""Ties tasks to the commits that carry them.

Nothing in a history says reliably which commit carries which task, so evidence adds up (`link_gather`),
each piece with a reason, and doubt (`link_doubt`) means no link:

1. Only the plan's time counts. `since` is taken to be a day early, so its first day is doubtful.
2. Merges, reverts, what they revert, and commits of state folders alone carry nothing.
3. Files alone never tie a task to the first commit, which creates everything, nor to a scaffold when the
   plan's time is unknown.
4. Files alone, in a commit that the default branch already has, are a weak hint when the plan's time is
   unknown and HEAD has commits of its own, or when the commit is of the doubtful day and one of HEAD's own
   fits too.
5. Files alone are a weak hint in a commit that is by its words another task's, where this one has a message
   of its own; in a commit that mentions the other; and, for a task not done, in a done task's commit.
6. Files alone in more than three commits tell none of them apart.
7. A task that the plan puts into another's commit is carried by that.

"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sisyphus.analysis.link_absence import explain_absence
from sisyphus.analysis.link_doubt import Candidates, doubt
from sisyphus.analysis.link_evidence import Scene, set_scene
from sisyphus.analysis.link_gather import gather
from sisyphus.analysis.link_history import History
from sisyphus.analysis.link_notes import add_notes
from sisyphus.analysis.link_text import plain_label
from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan, Task
from sisyphus.model.repository import Commit, DirtyFile

MOST_LOW = 2
"""Weak hints that are shown for one task."""

_ORDER = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)

Links = tuple[tuple[CommitLink, ...], str | None]
"""The links of one task, and why none of them counts as its commit; `None` when one does."""


def link(  # noqa: PLR0913 - all that one plan's links depend on
    plan: Plan,
    commits: tuple[Commit, ...],
    *,
    prefix: str,
    since: datetime | None,
    notepads: tuple[Notepad, ...] = (),
    ledger: tuple[LedgerRow, ...] = (),
    dirty: tuple[DirtyFile, ...] = (),
    history: History | None = None,
) -> dict[str, Links]:
    """Tie each task of a plan to its commits, by `Task.key`.

    Low links are hints: with none but low ones, the second value says why the task counts as not committed.

    Args:
        plan: the plan; its paths are relative to the workspace root or to the git top level.
        commits: newest first.
        prefix: the workspace root relative to the git top level, with a trailing slash; empty when the same.
        since: when the plan's life began, or up to a day earlier; `None` when unknown.
        notepads: those of the plan.
        ledger: rows that speak of the plan.
        dirty: files that differ from HEAD.
        history: `History(commits, prefix)`, to build it once for several plans.

    """
    history = history or History(commits, prefix)
    scene = set_scene(plan, history, history.since(since))
    candidates = {task.key: Candidates(task, gather(scene, task)) for task in plan.tasks}
    missing = add_notes(scene, candidates, notepads, ledger)
    doubt(scene, candidates, since)
    found = {key: _links(history, one) for key, one in candidates.items()}
    _share_commits(scene, found)
    return {
        task.key: (
            found[task.key],
            explain_absence(scene, task, found[task.key], dirty=dirty, missing=missing.get(task.key)),
        )
        for task in plan.tasks
    }


def _links(history: History, one: Candidates) -> tuple[CommitLink, ...]:
    """Return the links that count, the surest and newest first; weak hints where there are none."""
    levels = {number: level for number in sorted(one.evidence) if (level := one.confidence(number))}
    sure = [n for wanted in _ORDER[:-1] for n, level in levels.items() if level is wanted]
    return tuple(
        _link(history.commits[number], levels[number], (e.reason for e in one.evidence[number]))
        for number in sure or list(levels)[:MOST_LOW]
    )


def _link(commit: Commit, level: Confidence, reasons: Iterable[str]) -> CommitLink:
    return CommitLink(
        sha=commit.sha,
        subject=commit.subject,
        committed_at=commit.committed_at,
        confidence=level,
        reasons=tuple(dict.fromkeys(reasons)),
        insertions=sum(change.insertions or 0 for change in commit.changes),
        deletions=sum(change.deletions or 0 for change in commit.changes),
        pushed=commit.pushed,
        changes=commit.changes,
    )


def _share_commits(scene: Scene, found: dict[str, tuple[CommitLink, ...]]) -> None:
    """Apply rule 7: give a task the commits of those that the plan puts it together with."""
    keys = {plain_label(task.label): task.key for task in reversed(scene.plan.tasks)}
    for _ in range(3):  # a task may be put into one that is itself put into a third
        for task in scene.plan.tasks:
            for label in task.commit_plan.with_tasks:
                key = keys.get(plain_label(label))
                if key is not None and key != task.key:
                    found[task.key] = _merge(scene, task, label, (found[task.key], found[key]))


def _merge(
    scene: Scene, task: Task, label: str, links: tuple[tuple[CommitLink, ...], tuple[CommitLink, ...]]
) -> tuple[CommitLink, ...]:
    own, theirs = links
    named = {path for group in scene.named[task.key] for path in group}
    kept = {each.sha: each for each in own}
    reason = f"carried by task {label}'s commit, as the plan has it"
    for each in theirs:
        known = kept.get(each.sha)
        if each.confidence is Confidence.LOW or (known and reason in known.reasons):
            continue
        changed = {path for change in each.changes for path in (change.path, change.old_path)}
        agrees = not named or bool(named & changed)
        level = each.confidence if agrees else Confidence.LOW
        reasons = (reason, *(known.reasons if known else ()))
        if known and _ORDER.index(known.confidence) < _ORDER.index(level):
            level = known.confidence
        kept[each.sha] = replace(each, confidence=level, reasons=reasons)
    merged = sorted(kept.values(), key=lambda each: _ORDER.index(each.confidence))
    sure = tuple(each for each in merged if each.confidence is not Confidence.LOW)
    return sure or tuple(merged[:MOST_LOW])
