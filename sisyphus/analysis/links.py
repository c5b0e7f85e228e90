"""Ties tasks to the commits that carry them.

Nothing in a history says reliably which commit carries which task, so evidence adds up
(`linking/gather.py`), each piece with a reason, and doubt (`linking/doubt.py`) means no link:

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
8. Of several commits that only files speak for, one that is older than the commits of a task on which this
   one depends is a weak hint.
9. A tick that comes with other code than what the task names is a weak hint beside anything that counts.
10. A later `fix` of the same rare files is a further commit of the task, with low confidence, and no more.

"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sisyphus.analysis.labels import canonical
from sisyphus.analysis.linking.absence import Search, explain_absence
from sisyphus.analysis.linking.doubt import Candidates, doubt
from sisyphus.analysis.linking.elsewhere import find_elsewhere
from sisyphus.analysis.linking.evidence import Kind, Scene, set_scene
from sisyphus.analysis.linking.gather import gather
from sisyphus.analysis.linking.history import History
from sisyphus.analysis.linking.landing import judge_landing
from sisyphus.analysis.linking.notes import add_notes, find_notes
from sisyphus.analysis.linking.past import Past
from sisyphus.analysis.linking.text import is_fix
from sisyphus.analysis.linking.ticks import find_ticks
from sisyphus.model.deferred import replace
from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan, Task
from sisyphus.model.repository import Commit, Flip

MOST_LOW = 2
"""Weak hints that are shown for one task."""

_ORDER = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)

Links = tuple[tuple[CommitLink, ...], str | None]
"""The links of one task, and why none of them counts as its commit; `None` when one does."""


def link(  # noqa: PLR0913 - each is a fact about the plan
    plan: Plan,
    past: Past,
    *,
    since: datetime | None,
    notepads: tuple[Notepad, ...] = (),
    ledger: tuple[LedgerRow, ...] = (),
    ticks: Mapping[str, Flip] | None = None,
) -> dict[str, Links]:
    """Tie each task of a plan to its commits, by `Task.key`.

    Low links are hints: with none but low ones, the second value says why the task is not committed.

    Args:
        plan: the plan; its paths are relative to the workspace root or to the git top level.
        past: the repository, indexed once for all plans.
        since: when the plan's life began, or up to a day earlier; `None` when unknown.
        notepads: those of the plan.
        ledger: rows that speak of the plan.
        ticks: what `find_ticks` found, where that was asked before.

    """
    if not past.known:
        return {task.key: ((), "not a git repository: commits are unknown") for task in plan.tasks}
    history = past.history
    scene = set_scene(plan, history, history.since(since), ticks or find_ticks(plan, past.flips_of(plan)))
    candidates = {task.key: Candidates(task, gather(scene, task)) for task in plan.tasks}
    missing = add_notes(scene, candidates, find_notes(plan, notepads, ledger), past)
    doubt(scene, candidates, since)
    found = {key: _links(past, one) for key, one in candidates.items()}
    _share_commits(scene, found)
    search = Search(
        scene=scene,
        past=past,
        links=found,
        carried={each.sha: task.label for task in plan.tasks for each in _counted(found[task.key])},
        elsewhere=find_elsewhere(plan, past, since, [t for t in plan.tasks if not _counted(found[t.key])]),
        missing=missing,
    )
    return {task.key: (found[task.key], explain_absence(search, task)) for task in plan.tasks}


def is_committed(links: Links) -> bool:
    """Whether a commit counts as the task's."""
    return any(each.confidence is not Confidence.LOW for each in links[0])


def _counted(links: tuple[CommitLink, ...]) -> tuple[CommitLink, ...]:
    return tuple(each for each in links if each.confidence is not Confidence.LOW)


def _links(past: Past, one: Candidates) -> tuple[CommitLink, ...]:
    """Return the links that count, the surest and newest first, then later fixes; hints where none counts."""
    levels = {number: level for number in sorted(one.evidence) if (level := one.confidence(number))}
    commits = past.history.commits
    fixes = _later_fixes(past.history, one, levels)
    sure = [n for wanted in _ORDER[:-1] for n, level in levels.items() if level is wanted and n not in fixes]
    links = [
        _link(past, commits[number], levels[number], (e.reason for e in one.evidence[number]))
        for number in sure or list(levels)[:MOST_LOW]
    ]
    for number in fixes[:MOST_LOW]:
        reasons = ("a later fix", *(e.reason for e in one.evidence[number]))
        links.append(_link(past, commits[number], Confidence.LOW, reasons))
    return tuple(links)


def _later_fixes(history: History, one: Candidates, levels: dict[int, Confidence]) -> list[int]:
    """Apply rule 10: return the fixes that rare files alone speak for, behind an older commit that counts."""
    fixes = [
        n
        for n in one.by_files()
        if n in levels and Kind.FILES in one.kinds(n) and is_fix(history.commits[n].subject)
    ]
    first = max(
        (n for n, level in levels.items() if level is not Confidence.LOW and n not in fixes), default=-1
    )
    return sorted(n for n in fixes if n < first)


def _link(past: Past, commit: Commit, level: Confidence, reasons: Iterable[str]) -> CommitLink:
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
        landing=judge_landing(commit, past.default_branch, past.remote),
        pushed_to=commit.pushed_to,
        landed_as=commit.landed_as,
    )


def _share_commits(scene: Scene, found: dict[str, tuple[CommitLink, ...]]) -> None:
    """Apply rule 7: give a task the commits of those that the plan puts it together with."""
    keys = {canonical(task.label): task.key for task in reversed(scene.plan.tasks)}
    for _ in range(3):  # a task may be put into one that is itself put into a third
        for task in scene.plan.tasks:
            for label in task.commit_plan.with_tasks:
                key = keys.get(canonical(label))
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
