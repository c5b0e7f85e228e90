"""Why no commit was found for a task, in words."""

from sisyphus.analysis.link_evidence import Scene, spell, telling_files
from sisyphus.analysis.link_paths import PathIndex
from sisyphus.analysis.link_text import normalise
from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.plan import Role, State, Task
from sisyphus.model.repository import DirtyFile

_UNDONE = {
    State.OPEN: "not started",
    State.BLOCKED: "blocked",
    State.CANCELLED: "cancelled",
    State.IN_PROGRESS: "in progress, nothing committed yet",
}
"""What the box says of a task that is not done."""

_SHORT = 8


def explain_absence(
    scene: Scene,
    task: Task,
    links: tuple[CommitLink, ...],
    *,
    dirty: tuple[DirtyFile, ...],
    missing: str | None,
) -> str | None:
    """Return why no commit counts as the task's; `None` when one does.

    `missing` says which commit a note names that is not there.
    """
    if any(each.confidence is not Confidence.LOW for each in links):
        return None
    changed = _uncommitted(scene, task, dirty)
    reasons = (
        f"uncommitted: {spell(changed)} {'is' if len(changed) == 1 else 'are'} changed" if changed else None,
        _UNDONE.get(task.state),
        _reverted(scene, task),
        missing,
        _from_plan(task),
        "no commit found: only weak hints" if links else None,
        None if scene.window else "no commit found: there are no commits since the plan began",
    )
    return next((reason for reason in reasons if reason), None) or _unfound(task)


def _from_plan(task: Task) -> str | None:
    plan = task.commit_plan
    if plan.with_tasks:
        tasks = " and ".join(plan.with_tasks)
        return f"the plan puts it into the commit of task {tasks}, which was not found"
    return "the plan says Commit: NO" if plan.wanted is False else None


def _unfound(task: Task) -> str:
    """Return what was looked for in vain."""
    named = telling_files(task)
    if task.role is Role.FINAL_WAVE and not named:
        return "no commit found: a review need not leave one"
    if task.commit_plan.message:
        also = " or changes what it names" if named else ""
        return f"no commit found: none has the planned message{also}"
    if named:
        return "no commit found: nothing it names was changed"
    return "no commit found: it names no file and no message to look for"


def _uncommitted(scene: Scene, task: Task, dirty: tuple[DirtyFile, ...]) -> list[str]:
    """Return the changed files that the task names."""
    index = PathIndex(scene.history.prefix, frozenset(file.path.rstrip("/") for file in dirty))
    return sorted({path for named in telling_files(task) for path in index.find(named)})


def _reverted(scene: Scene, task: Task) -> str | None:
    """Return which commit had the planned message and was taken back."""
    message = normalise(task.commit_plan.message or "")
    if message:
        commits = scene.history.commits
        for number, by in scene.history.reverted.items():
            if scene.history.subjects[number] == message:
                return f"its commit {commits[number].sha[:_SHORT]} was reverted by {commits[by].sha[:_SHORT]}"
    return None
