"""Looks through a history for what ties one task to a commit."""

from collections.abc import Iterator

from sisyphus.analysis.link_evidence import Evidence, Kind, Scene, spell
from sisyphus.analysis.link_paths import is_generic, stem
from sisyphus.analysis.link_text import normalise, plain_label, words
from sisyphus.model.plan import Task

RARE = 3
"""A file is rare when no more commits of the plan's time change it, or one in twenty up to `RARE_AT_MOST`."""

RARE_AT_MOST = 10

SHARE = 1 / 3
"""Part of a commit's files that the plan must name, and of a task's files that the commit must change."""

ALIKE = 0.6
"""Part of the words that two lines must share to resemble each other, and `FEWEST_WORDS` of them at least."""

FEWEST_WORDS = 3

Finds = Iterator[tuple[int, Evidence]]


def gather(scene: Scene, task: Task) -> dict[int, list[Evidence]]:
    """Return the evidence of history for a task, by commit."""
    found: dict[int, list[Evidence]] = {}
    sources = (_from_trailers, _from_message, _from_title, _from_files, _from_references, _from_labels)
    for source in sources:
        for number, evidence in source(scene, task):
            found.setdefault(number, []).append(evidence)
    return found


def _from_trailers(scene: Scene, task: Task) -> Finds:
    label, name = plain_label(task.label), scene.plan.name.casefold()
    for number, given in scene.history.trailers.items():
        plans = {_plan_name(value) for kind, value in given if kind == "plan"}
        labels = {plain_label(value) for kind, value in given if kind == "task"}
        if number in scene.window and name in plans and label in labels:
            yield number, Evidence(Kind.TRAILER, f"its trailers name the plan and task {task.label}")


def _plan_name(value: str) -> str:
    """Return the name of the plan that a trailer's value, perhaps a path, stands for."""
    return value.rpartition("/")[2].removesuffix(".md").casefold()


def _from_message(scene: Scene, task: Task) -> Finds:
    message = normalise(task.commit_plan.message or "")
    if not message:
        return
    if len(message.split(" ")) > 1:
        for number in scene.history.by_message.get(message, ()):
            if number in scene.window:
                own = scene.history.subjects[number] == message
                reason = "has the planned message" if own else "its text lists the planned message"
                yield number, Evidence(Kind.MESSAGE, reason)
    for number in _alike(scene, message):
        yield number, Evidence(Kind.LIKE, "its subject resembles the planned message")


def _from_title(scene: Scene, task: Task) -> Finds:
    title = normalise(task.title)
    for number in _alike(scene, title):
        yield number, Evidence(Kind.LIKE, "its subject resembles the task's title")
    if len(words(title)) >= FEWEST_WORDS:
        for number in scene.history.by_message.get(title, ()):
            if number in scene.window and scene.history.subjects[number] == title:
                yield number, Evidence(Kind.TITLE, "its subject is the task's title")


def _alike(scene: Scene, line: str) -> Iterator[int]:
    """Yield the commits whose subject resembles a line, but is not the same."""
    wanted = words(line)
    shared: dict[int, int] = {}
    for word in wanted:
        for number in scene.history.by_word.get(word, ()):
            shared[number] = shared.get(number, 0) + 1
    for number, count in shared.items():
        subject = scene.history.subjects[number]
        if number not in scene.window or count < FEWEST_WORDS or subject == line:
            continue
        if count / len(wanted | words(subject)) >= ALIKE:
            yield number


def _from_files(scene: Scene, task: Task) -> Finds:
    groups = scene.named[task.key]
    hits: dict[int, list[frozenset[str]]] = {}
    rare: set[int] = set()
    for group in groups:
        numbers = scene.history.changing(group) & scene.window
        if len(numbers) <= max(RARE, min(RARE_AT_MOST, len(scene.window) // 20)):
            rare |= numbers
        for number in numbers:
            hits.setdefault(number, []).append(group)
    for number, changed in hits.items():
        if not scene.history.commits[number].parents:
            continue  # the first commit creates everything
        telling = number in rare and len(changed) / len(groups) >= SHARE and _share(scene, number) >= SHARE
        kind = Kind.FILES if telling else Kind.SOME_FILES
        paths = sorted({min(group & scene.history.files[number]) for group in changed})
        yield number, Evidence(kind, f"changes {spell(paths)}, named by the task")


def _share(scene: Scene, number: int) -> float:
    """Return the part of a commit's telling files that the plan names, tests of them included."""
    telling = scene.history.telling[number]
    about = sum(path in scene.paths or stem(path) in scene.stems for path in telling)
    return about / len(telling) if telling else 0.0


def _from_references(scene: Scene, task: Task) -> Finds:
    own = {path for group in scene.named[task.key] for path in group}
    for path in dict.fromkeys(reference.path for reference in task.references):
        found = scene.history.paths.find(path) - own
        if not found or is_generic(path):
            continue
        numbers = scene.history.changing(found) & scene.window
        if len(numbers) <= RARE:
            for number in numbers:
                if scene.history.commits[number].parents:
                    changed = spell(sorted(found & scene.history.files[number])[:1])
                    yield number, Evidence(Kind.REFERENCES, f"changes {changed}, which the task refers to")


def _from_labels(scene: Scene, task: Task) -> Finds:
    label, name = plain_label(task.label), scene.plan.name.casefold()
    numbers = scene.history.by_label.get(label, ())
    if not numbers or sum(plain_label(other.label) == label for other in scene.plan.tasks) != 1:
        return
    for number in numbers:
        if number not in scene.window:
            continue
        commit = scene.history.commits[number]
        if "-" in name and name in f"{commit.subject}\n{commit.body}".casefold():
            yield number, Evidence(Kind.PLAN_AND_LABEL, f"its message names the plan and task {task.label}")
        elif not any(kind == "plan" for kind, _ in scene.history.trailers.get(number, ())):
            yield number, Evidence(Kind.LABEL, f"its message mentions task {task.label}")
