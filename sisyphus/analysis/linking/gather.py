"""Looks through a history for what ties one task to a commit: words and ticks here, files in `files`."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import islice

from sisyphus.analysis.labels import canonical
from sisyphus.analysis.linking.evidence import Evidence, Kind, Scene
from sisyphus.analysis.linking.files import find_by_files, find_by_references
from sisyphus.analysis.linking.text import normalise, words, words_but_paths
from sisyphus.model.plan import Task

ALIKE = 0.6
"""Part of the words that two lines must share to resemble each other, and `FEWEST_WORDS` of them at least."""

FEWEST_WORDS = 3

MOST_ALIKE = 20
"""Commits of the plan's time that a line may resemble and still tell them apart."""

MOST_MENTIONS = 6
"""Commits of the plan's time that may mention a task by its number alone and still mean this plan's."""

FEW_TICKS = 3
"""Tasks that one commit may tick and still say which are its own: one commit in six carries several."""

Finds = Iterator[tuple[int, Evidence]]


def gather(scene: Scene, task: Task) -> dict[int, list[Evidence]]:
    """Return the evidence of history for a task, by commit."""
    found: dict[int, list[Evidence]] = {}
    labelled = mentioning(scene, task)
    for source in (_from_trailers, _from_message, _from_title, _from_tick):
        for number, evidence in source(scene, task):
            found.setdefault(number, []).append(evidence)
    by_files = (*find_by_files(scene, task, labelled | found.keys()), *find_by_references(scene, task))
    for number, evidence in by_files:
        found.setdefault(number, []).append(evidence)
    for number, evidence in _from_labels(scene, task, labelled, found.keys()):
        found.setdefault(number, []).append(evidence)
    return found


def _from_trailers(scene: Scene, task: Task) -> Finds:
    key = scene.plan.name.casefold(), canonical(task.label)
    for number in scene.window.among(scene.history.trailers.get(key, ())):
        yield number, Evidence(Kind.TRAILER, f"its trailers name the plan and task {task.label}")


def _from_message(scene: Scene, task: Task) -> Finds:
    message = normalise(task.commit_plan.message or "")
    if not message:
        return
    exact: list[int] = []
    if " " in message or len(words(message)) >= FEWEST_WORDS:
        exact += scene.window.among(scene.history.by_message.get(message, ()))
    for number in exact:
        own = scene.history.subjects[number] == message
        reason = "has the planned message" if own else "its text lists the planned message"
        yield number, Evidence(Kind.MESSAGE, reason)
    # Beside the message itself, what resembles it is the next step of the same story.
    for number in () if exact else _alike(scene, task.commit_plan.message or ""):
        yield number, Evidence(Kind.LIKE, "its subject resembles the planned message")


def _from_title(scene: Scene, task: Task) -> Finds:
    title = normalise(task.title)
    for number in _alike(scene, task.title):
        yield number, Evidence(Kind.LIKE, "its subject resembles the task's title")
    if len(words(title)) >= FEWEST_WORDS:
        for number in scene.window.among(scene.history.by_message.get(title, ())):
            if scene.history.subjects[number] == title:
                yield number, Evidence(Kind.TITLE, "its subject is the task's title")


def _alike(scene: Scene, line: str) -> Iterator[int]:
    """Yield the commits whose subject resembles a line, but is not the same.

    Whatever shares enough words with the line shares one of its rarest: only those are looked up. A line that
    very many commits resemble tells none of them apart.
    """
    wanted, same, by_word = words_but_paths(line), normalise(line), scene.history.by_word
    least = max(FEWEST_WORDS, _ceil(ALIKE * len(wanted)))
    rarest = sorted(wanted, key=lambda word: (len(by_word.get(word, ())), word))
    looked_up = rarest[: max(len(wanted) - least + 1, 0)]
    alike: list[str] = []
    for subject in set().union(*(by_word.get(word, ()) for word in looked_up)):
        theirs = scene.history.words[subject]
        shared = len(wanted & theirs)
        if shared >= least and shared >= ALIKE * (len(wanted) + len(theirs) - shared):
            alike.append(subject)
    by_message, subjects = scene.history.by_message, scene.history.subjects
    found = (n for subject in sorted(alike) for n in by_message[subject] if subjects[n] == subject != same)
    numbers = list(islice(scene.window.among(found), MOST_ALIKE + 1))
    if len(numbers) <= MOST_ALIKE:
        yield from numbers


def _ceil(value: float) -> int:
    return -int(-value // 1)


def mentioning(scene: Scene, task: Task) -> frozenset[int]:
    """Return the commits whose message mentions the task; none where several tasks have its label.

    Of very many, those of other plans are most: then only those count that name the plan as well.
    """
    label = canonical(task.label)
    numbers = scene.history.by_label.get(label, ()) if scene.labels[label] == 1 else ()
    if scene.window.holds_more(numbers, MOST_MENTIONS):
        return frozenset(numbers).intersection(scene.history.by_name.get(scene.plan.name.casefold(), ()))
    return frozenset(numbers)


def _from_labels(scene: Scene, task: Task, labelled: frozenset[int], found: AbstractSet[int]) -> Finds:
    """Yield what a mention says. Alone it says nothing: it is mostly another plan's task of that number."""
    name = scene.plan.name.casefold()
    naming = labelled.intersection(scene.history.by_name.get(name, ()))
    for number in scene.window.among(sorted(naming)):
        yield number, Evidence(Kind.PLAN_AND_LABEL, f"its message names the plan and task {task.label}")
    for number in sorted((labelled & found) - naming - scene.history.with_plan_trailer):
        yield number, Evidence(Kind.LABEL, f"its message mentions task {task.label}")


def _from_tick(scene: Scene, task: Task) -> Finds:
    """Yield the commit that ticked the box together with code; a box that came ticked says nothing."""
    flip = scene.ticks.get(task.key)
    if flip is None or flip.before is None or not flip.with_code:
        return
    others = scene.together[flip.commit] - 1
    for number in scene.window.among(scene.history.find_id(flip.commit)):
        if others < FEW_TICKS:
            yield number, Evidence(Kind.TICK, "ticks its box together with code")
        else:
            reason = f"ticks its box and those of {others} other tasks together with code"
            yield number, Evidence(Kind.BULK_TICK, reason)
