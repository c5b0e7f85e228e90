"""Findings about the order that a plan itself lays down, where its own lists speak against each other."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.ways import reaches
from sisyphus.analysis.labels import canonical, find_task, index_tasks
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.first_few import first_few
from sisyphus.model.plan import Role, State, Task
from sisyphus.model.regex import regex

_NAMED_AT_MOST = 3
_MOST_TOGETHER = 40
"""Tasks of one wave that name one file; more of them share a list, not a file."""
_WAVE = regex(r"\W*([^\W\d]+)\W{0,3}(\d+(?:\.\d+)?[a-z]?|final\b)", re.IGNORECASE)
_FILE = regex(r"[^*?<>{}\s]*[^*?<>{}\s/]\.\w{1,12}")
_STATE = regex(r"(?:^|/)\.(?:sisyphus|omo)/")

Graph = Mapping[str, Sequence[str]]
"""By task key, the keys of the tasks that it points to."""


def same_wave_same_file(facts: Facts) -> Iterator[Finding]:
    """Tasks that the plan wants side by side change the same file, and neither waits for the other."""
    together: dict[tuple[str, str], list[Task]] = {}
    for task in facts.plan.tasks:
        wave = wave_name(task.wave)
        if wave is None or task.parallel is False or task.role is not Role.TASK or _is_over(task):
            continue
        for path in dict.fromkeys(map(_normal, task.commit_plan.files)):
            if _FILE.fullmatch(path) and not _STATE.search(path):
                together.setdefault((wave, path), []).append(task)
    shared = {key: tasks for key, tasks in together.items() if 1 < len(tasks) <= _MOST_TOGETHER}
    after = _depends(facts) if shared else {}
    clashes: dict[tuple[str, ...], list[str]] = {}
    for (_, path), tasks in shared.items():
        if apart := _unordered(tasks, after):
            clashes.setdefault(tuple(t.key for t in apart), []).append(path)
    for keys, paths in clashes.items():
        tasks = [facts.tasks[key] for key in keys]
        message = (
            f"tasks {', '.join(t.label for t in tasks)} run side by side in {_said(tasks[0].wave)} and "
            f"change the same file: {first_few(paths, _NAMED_AT_MOST)}"
        )
        yield facts.finding("same-wave-file", Severity.WARNING, message, tasks[0].line)


def blocks_disagree(facts: Facts) -> Iterator[Finding]:
    """A task says that it blocks another one, whose own list of what it waits for lets it start before.

    The reverse, a Blocks list that leaves out a task that waits, changes no order and is not said.
    """
    if not any(task.blocks for task in facts.plan.tasks):
        return
    index = index_tasks(facts.plan)
    after = _depends(facts)
    named = Counter(canonical(t.label) for t in facts.plan.tasks)
    odd: dict[str, int] = {}
    for task in facts.plan.tasks:
        for label in task.blocks:
            other = find_task(index, label)
            if other is None or _is_over(other) or not _is_whole(other, index) or _is_earlier(task, other):
                continue
            if named[canonical(label)] > 1:  # which of them is meant, nobody can tell
                continue
            if other.key != task.key and not reaches(after, other.key, task.key):
                waits = _labels(other.depends_on)
                odd[f"task {task.label} blocks {other.label}, which only waits for {waits}"] = task.line
    if odd:
        texts, lines = list(odd), list(odd.values())
        message = f"Blocks and Blocked By disagree: {first_few(texts, _NAMED_AT_MOST, ';')}"
        yield facts.finding("blocks-disagree", Severity.INFO, message, lines[0])


def _is_whole(task: Task, index: dict[str, Task]) -> bool:
    """Whether a task says what it waits for, and every label of it is one of the plan's."""
    return bool(task.depends_on) and all(find_task(index, label) for label in task.depends_on)


def wave_name(wave: str | None) -> str | None:
    """Return the word and number that name a wave, without what is said about it; `None` without a number."""
    match = _WAVE.match(wave) if wave else None
    return f"{match[1]} {match[2]}".casefold() if match else None


def _is_earlier(task: Task, other: Task) -> bool:
    """Whether the waves alone put one task before the other: they come one after another."""
    one, two = wave_number(task.wave), wave_number(other.wave)
    return one is not None and two is not None and one < two


def wave_number(wave: str | None) -> int | None:
    """Return the number of a wave; `None` where it has none."""
    name = wave_name(wave)
    digits = re.search(r"\d{1,6}", name) if name else None
    return int(digits[0]) if digits else None


def _said(wave: str | None) -> str:
    match = _WAVE.match(wave or "")
    return f"{match[1]} {match[2]}" if match else "one wave"


def _is_over(task: Task) -> bool:
    return task.state in {State.DONE, State.CANCELLED}


def _normal(path: str) -> str:
    return path.strip("`'\" ").removeprefix("./")


def _depends(facts: Facts) -> Graph:
    """Return what each task waits for; a review that names nothing waits for all tasks."""
    index = index_tasks(facts.plan)
    all_tasks = [t.key for t in facts.plan.tasks if t.role is Role.TASK]
    graph: dict[str, Sequence[str]] = {}
    for task in facts.plan.tasks:
        found = (find_task(index, label) for label in task.depends_on)
        known = [t.key for t in found if t is not None]
        graph[task.key] = known if known or task.role is Role.TASK else all_tasks
    return graph


def _unordered(tasks: Sequence[Task], after: Graph) -> list[Task]:
    """Return the tasks of which at least one other neither waits for it nor the reverse."""
    loose: dict[str, Task] = {}
    for at, first in enumerate(tasks):
        for second in tasks[at + 1 :]:
            if not _share_commit(first, second) and not (
                reaches(after, first.key, second.key) or reaches(after, second.key, first.key)
            ):
                loose |= {first.key: first, second.key: second}
    return [t for t in tasks if t.key in loose]


def _share_commit(first: Task, second: Task) -> bool:
    """Whether one commit is planned for both: then its files are listed with each, whoever changes them."""
    one, other = first.commit_plan, second.commit_plan
    grouped = {canonical(label) for label in one.with_tasks} & {canonical(second.label)}
    grouped |= {canonical(label) for label in other.with_tasks} & {canonical(first.label)}
    return bool(grouped) or (one.message is not None and one.message == other.message)


def _labels(labels: Sequence[str]) -> str:
    return ", ".join(labels[:4]) + (" …" if len(labels) > 4 else "")  # noqa: PLR2004 - enough to know the list
