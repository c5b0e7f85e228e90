"""Looks through a history for the commits that change what a task names.

A file that many commits change says little of any one of them. Where a file is not rare, only the commits are
looked at that something else speaks for, and the newest few as hints.
"""

from collections.abc import Iterator
from itertools import islice

from sisyphus.analysis.linking.evidence import Evidence, Kind, Scene, spell, telling_files
from sisyphus.analysis.linking.paths import is_generic, stem
from sisyphus.model.plan import Task

RARE = 3
"""A file is rare when no more commits of the plan's time change it, or one in twenty up to `RARE_AT_MOST`."""

RARE_AT_MOST = 10

SHARE = 1 / 3
"""Part of a commit's files that the plan must name, and of a task's files that the commit must change."""

NEWEST = 4
"""Commits that are looked at for a file that is not rare."""

Finds = Iterator[tuple[int, Evidence]]


def find_by_files(scene: Scene, task: Task, said: frozenset[int]) -> Finds:
    """Yield the commits that change files which the task names. `said` are those that its words speak for."""
    history, groups = scene.history, scene.named[task.key]
    numbers: set[int] = set()
    rare: set[int] = set()
    now = frozenset().union(*map(history.paths.find, telling_files(task)))
    for group in groups:
        changing = history.changing(group)
        if scene.window.holds_more(changing, max(RARE, min(RARE_AT_MOST, scene.window.size // 20))):
            newest = islice(scene.window.among(changing), NEWEST)
            numbers.update(newest, scene.window.among(said.intersection(changing)))
        else:
            rare.update(scene.window.among(changing))
    for number in sorted(numbers | rare):
        if not history.commits[number].parents:
            continue  # the first commit creates everything
        changed = [group & history.files[number] for group in groups]
        paths = sorted({min(some & now or some) for some in changed if some})
        enough = sum(map(bool, changed)) / len(groups) >= SHARE
        telling = number in rare and enough and _share(scene, number) >= SHARE
        kind = Kind.FILES if telling else Kind.SOME_FILES
        name = "named by the task" if now.intersection(paths) else "which the task names by another name"
        yield number, Evidence(kind, f"changes {spell(paths)}, {name}")


def _share(scene: Scene, number: int) -> float:
    """Return the part of a commit's telling files that the plan names, tests of them included."""
    telling = scene.history.telling[number]
    about = sum(path in scene.paths or stem(path) in scene.stems for path in telling)
    return about / len(telling) if telling else 0.0


def find_by_references(scene: Scene, task: Task) -> Finds:
    """Yield the commits that change a rare file to which the task refers."""
    own = {path for group in scene.named[task.key] for path in group}
    for path in dict.fromkeys(reference.path for reference in task.references):
        found = scene.history.paths.find(path) - own
        if not found or is_generic(path):
            continue
        changing = scene.history.changing(found)
        if scene.window.holds_more(changing, RARE):
            continue
        for number in scene.window.among(changing):
            if scene.history.commits[number].parents:
                changed = spell(sorted(found & scene.history.files[number])[:1])
                yield number, Evidence(Kind.REFERENCES, f"changes {changed}, which the task refers to")
