"""Why no commit was found for a task, in words."""

from collections.abc import Mapping

from sisyphus.analysis.linking.evidence import SHORT, Scene, spell, telling_files
from sisyphus.analysis.linking.gather import mentioning
from sisyphus.analysis.linking.past import Past
from sisyphus.analysis.linking.paths import PathIndex
from sisyphus.analysis.linking.text import normalise
from sisyphus.model.deferred import dataclass
from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.plan import Role, State, Task

NO_CHANGE = "no change found"
"""Begins the answer for a ticked task of which nothing in history shows a trace."""

_UNDONE = {
    State.OPEN: "not started",
    State.BLOCKED: "blocked",
    State.CANCELLED: "cancelled",
    State.IN_PROGRESS: "in progress, nothing committed yet",
}
"""What the box says of a task that is not done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was looked at for one plan, and what was found so far."""

    scene: Scene
    past: Past
    links: Mapping[str, tuple[CommitLink, ...]]
    """By task key."""
    carried: Mapping[str, str]
    """Labels of the tasks that a commit counts for, by its id."""
    elsewhere: Mapping[str, str]
    """By task key: where else a commit of it is, in words."""
    missing: Mapping[str, str]
    """By task key: what became of a commit that a note names and that is not here."""

    def is_untouched(self, task: Task) -> bool:
        """Whether surely no commit since the plan began changes anything that a task names."""
        named, scene = telling_files(task), self.scene
        if not named or not self.past.whole or not scene.window.size:
            return False
        for path in named:
            meant = scene.history.named(path) or scene.history.paths.of_that_name(path)
            if scene.window.holds_more(scene.history.changing(meant), 0):
                return False
        return True


def explain_absence(search: Search, task: Task) -> str | None:
    """Return why no commit counts as the task's; `None` when one does."""
    links = search.links[task.key]
    if any(each.confidence is not Confidence.LOW for each in links):
        return None
    reasons = (
        _uncommitted(search, task),
        _stashed(search, task),
        search.elsewhere.get(task.key),
        # What a shallow clone lacks may carry the task: no commit here is not no commit.
        "unknown: this clone is shallow and lacks older commits"
        if search.past.shallow and not links
        else None,
        _UNDONE.get(task.state),
        _reverted(search.scene, task) or _taken_back(search, task),
        search.missing.get(task.key),
        _from_plan(task),
        _carried(search, links),
        "no commit found: only weak hints" if links else None,
        None if search.scene.window.size else "no commit found: there are no commits since the plan began",
    )
    return next((reason for reason in reasons if reason), None) or _unfound(search, task)


def _from_plan(task: Task) -> str | None:
    plan = task.commit_plan
    if plan.with_tasks:
        tasks = " and ".join(plan.with_tasks)
        return f"the plan puts it into the commit of task {tasks}, which was not found"
    return "the plan says Commit: NO" if plan.wanted is False else None


def _carried(search: Search, links: tuple[CommitLink, ...]) -> str | None:
    """Return whose commit may carry the task too: it changes what the task names."""
    for each in links:
        if label := search.carried.get(each.sha):
            return f"perhaps in task {label}'s commit {each.sha[:SHORT]}: {each.reasons[0]}"
    return None


def _unfound(search: Search, task: Task) -> str:
    """Return what was looked for in vain."""
    named = telling_files(task)
    if task.role is Role.FINAL_WAVE and not named:
        return "no commit found: a review need not leave one"
    if search.is_untouched(task):
        since = " since the plan began" if search.scene.window.moment else ""
        return f"{NO_CHANGE}: no commit{since} changes anything it names"
    if mentioned := _mentioned(search.scene, task):
        return mentioned
    if task.commit_plan.message:
        also = " or changes what it names" if named else ""
        return f"no commit found: none has the planned message{also}"
    if named:
        return "no commit found: too little speaks for any of those that change what it may name"
    return "no commit found: it names no file and no message to look for"


def _mentioned(scene: Scene, task: Task) -> str | None:
    """Return which commit names the task by its number and nothing else that speaks for it."""
    number = next(iter(scene.window.among(sorted(mentioning(scene, task)))), None)
    if number is None:
        return None
    # Alone a number is mostly that of another plan's task.
    named = f"{scene.history.commits[number].sha[:SHORT]} names task {task.label} by number alone"
    return f"no commit found: {named}; trailers Plan and Task would tie it"


def _changed(index: PathIndex, task: Task) -> list[str]:
    """Return those of some paths that the task names."""
    return sorted({path for named in telling_files(task) for path in index.find(named)})


def _uncommitted(search: Search, task: Task) -> str | None:
    changed = _changed(search.past.dirty, task)
    return f"uncommitted: {spell(changed)} {_is(changed)} changed" if changed else None


def _stashed(search: Search, task: Task) -> str | None:
    for stash, index in search.past.stashes:
        changed = _changed(index, task)
        if changed:
            show = f"git stash show -p '{stash.name}'"
            return f"in {stash.name}: {spell(changed)} {_is(changed)} changed there ({show})"
    return None


def _is(paths: list[str]) -> str:
    return "is" if len(paths) == 1 else "are"


def _taken_back(search: Search, task: Task) -> str | None:
    """Return which commit changed a file that the task names, as no other does, and was reverted."""
    if not search.is_untouched(task):
        return None
    scene = search.scene
    history, named = scene.history, {scene.history.prefix + path for path in telling_files(task)}
    for number, by in history.reverted.items():
        commit, moment = history.commits[number], scene.window.moment
        if changed := sorted(named & history.files[number]):
            reverted = f"{commit.sha[:SHORT]} was reverted by {history.commits[by].sha[:SHORT]}"
            if moment is None or commit.committed_at >= moment:
                return f"no commit found: {reverted}, and no other changes {spell(changed)}"
    return None


def _reverted(scene: Scene, task: Task) -> str | None:
    """Return which commit had the planned message and was taken back."""
    message = normalise(task.commit_plan.message or "")
    if message:
        commits = scene.history.commits
        for number, by in scene.history.reverted.items():
            if scene.history.subjects[number] == message:
                return f"its commit {commits[number].sha[:SHORT]} was reverted by {commits[by].sha[:SHORT]}"
    return None
