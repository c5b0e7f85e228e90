"""The tasks of a plan, with what the rest of the plan says of them where they are silent themselves."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import chain

from sisyphus.model.deferred import replace
from sisyphus.model.plan import MatrixEntry, Role, State, Task
from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.commit_strategy import read_strategy
from sisyphus.parse.plans.dependencies import parse_labels
from sisyphus.parse.plans.groups import find_groups
from sisyphus.parse.plans.labels import other_spelling
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section
from sisyphus.parse.plans.task_fields import Around, read_task
from sisyphus.parse.plans.tasks import Split
from sisyphus.parse.plans.wave_names import EVERY_TASK, FINAL, Members, replace_waves, wave_key
from sisyphus.parse.plans.waves import read_waves


def read_tasks(document: Document, sections: tuple[Section, ...], split: Split) -> tuple[Task, ...]:
    """Read the tasks, in file order."""
    unfenced = _without_fences(document)
    matrix = _matrix(document, sections)
    strategy = read_strategy(document, sections, [r.label.casefold() for r in split.tasks if not r.final])
    waves = read_waves(document, sections)
    groups = find_groups(document, sections)
    labels = frozenset(r.label.casefold() for r in split.tasks)
    seen: dict[str, int] = {}
    tasks: list[Task] = []
    for row in split.tasks:
        key = f"{'final-wave' if row.final else 'todo'}:{row.label.casefold()}"
        seen[key] = seen.get(key, 0) + 1
        label = row.label.casefold()
        entry = _entry_of(matrix, label, labels)
        slot = waves.get(label) or waves.get(other_spelling(label, labels))
        around = Around(
            depends_on=(entry.depends_on if entry else ()) or (slot.depends_on if slot else ()),
            wave=_group_of(groups, row.row.line) or (slot.wave if slot else None),
            matrix=entry,
            strategy=strategy,
            labels=labels,
        )
        key = key if seen[key] == 1 else f"{key}#{seen[key]}"
        tasks.append(read_task(document, row, key, unfenced, around))
    return _with_known_labels(_with_waves_spelt_out(tasks), labels)


def _matrix(document: Document, sections: tuple[Section, ...]) -> Mapping[str, MatrixEntry]:
    if not document.places[Kind.ROW] and not any(section.kind in _MATRICES for section in sections):
        return {}
    from sisyphus.parse.plans.matrix import read_matrix  # noqa: PLC0415 - start-up: not every plan has one

    return read_matrix(document, sections)


_MATRICES = frozenset({SectionKind.MATRIX, SectionKind.EXECUTION})


def _without_fences(document: Document) -> list[str]:
    """Return the lines, those of fences empty."""
    lines = list(document.lines)
    for index in document.places[Kind.FENCE]:
        fence = document.blocks[index]
        lines[fence.line - 1 : fence.end_line] = [""] * (fence.end_line - fence.line + 1)
    return lines


def _entry_of(matrix: Mapping[str, MatrixEntry], label: str, labels: frozenset[str]) -> MatrixEntry | None:
    """Return the matrix's row for a task; for a merged one such as `22-23` the rows of all its ids."""
    if not _MERGED.fullmatch(label) or label in matrix:
        return matrix.get(label) or matrix.get(other_spelling(label, labels))
    parts = parse_labels(label)
    found = [matrix[part.casefold()] for part in parts if part.casefold() in matrix]
    if not found:
        return None
    return MatrixEntry(
        line=found[0].line,
        depends_on=_outside(parts, (label for entry in found for label in entry.depends_on)),
        blocks=_outside(parts, (label for entry in found for label in entry.blocks)),
    )


_MERGED = re.compile(r"\d{1,4}-\d{1,4}")


def _outside(parts: tuple[str, ...], labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for label in labels if label not in parts))


def _with_waves_spelt_out(tasks: list[Task]) -> tuple[Task, ...]:
    """Put tasks in the place of the waves that Blocked By, Blocks and Commit name."""
    # Of all labels only the names of waves hold a blank.
    if not any(" " in label for label in _named_by(tasks)):
        return tuple(tasks)
    members: dict[str, list[tuple[int, str]]] = {EVERY_TASK: []}
    for task in tasks:
        final = FINAL if task.role is Role.FINAL_WAVE else None
        for key in {wave_key(task.wave), final or EVERY_TASK} - {None}:
            inside = members.setdefault(key or "", [])
            if task.state is not State.CANCELLED:  # nobody waits for what was given up
                inside.append((task.line, task.label))
    asking = sum(EVERY_TASK in labels for task in tasks for labels in _lists_of(task))
    if asking * len(members[EVERY_TASK]) > _MOST_NAMED:
        members[EVERY_TASK] = []
    return tuple(_spelt_out(task, members) for task in tasks)


_MOST_NAMED = 250_000
"""Names for which "all of them" is spelt out: many tasks that each name all others are a square."""


def _with_known_labels(tasks: tuple[Task, ...], labels: frozenset[str]) -> tuple[Task, ...]:
    """Write `T3` and `3` as the plan's own rows do, where only one of the two is the id of a task."""
    named = _named_by(tasks)
    known = labels | {label for label in named if label.casefold() in labels}
    if known.issuperset(named):
        return tasks
    return tuple(
        task if all(map(known.issuperset, _lists_of(task))) else _relabelled(task, labels) for task in tasks
    )


def _named_by(tasks: Iterable[Task]) -> frozenset[str]:
    """Return all labels that tasks name."""
    return frozenset().union(*chain.from_iterable(map(_lists_of, tasks)))


def _relabelled(task: Task, labels: frozenset[str]) -> Task:
    return _with_lists(
        task,
        *(
            tuple(dict.fromkeys(_known(label, labels) for label in of if not _is_no_id(label, labels)))
            for of in _lists_of(task)
        ),
    )


def _is_no_id(label: str, labels: frozenset[str]) -> bool:
    """Whether a list names a letter that no task has for an id: `Blocks: F` means the final wave."""
    return len(label) == 1 and label.isalpha() and label.casefold() not in labels


def _known(label: str, labels: frozenset[str]) -> str:
    """Return the label that the plan has for one with a `T` more or less; the same where it has none."""
    folded = label.casefold()
    if folded in labels:
        return label
    bare = folded.removeprefix("t").lstrip("-")
    if bare in labels and bare != folded:
        return bare
    return f"T{label}" if f"t{folded}" in labels else label


def _lists_of(task: Task) -> tuple[tuple[str, ...], ...]:
    of_matrix = (task.matrix.depends_on, task.matrix.blocks) if task.matrix else ()
    return task.depends_on, task.blocks, task.commit_plan.with_tasks, *of_matrix


def _spelt_out(task: Task, members: Members) -> Task:
    lists = _lists_of(task)
    if not any(" " in "".join(labels) for labels in lists):
        return task
    depends_on, blocks, _, *of_matrix = (replace_waves(of, members, task.wave, task.line) for of in lists)
    with_tasks = replace_waves(task.commit_plan.with_tasks, members, None, task.line)
    # Of a wave that has no tasks nothing can be said, and nobody is grouped with himself.
    with_tasks = tuple(label for label in with_tasks if label != task.label and " " not in label)
    return _with_lists(task, depends_on, blocks, with_tasks, *of_matrix)


def _with_lists(
    task: Task,
    depends_on: tuple[str, ...],
    blocks: tuple[str, ...],
    with_tasks: tuple[str, ...],
    *of_matrix: tuple[str, ...],
) -> Task:
    """Return a task with other lists, in the order of `_lists_of`."""
    lists = (depends_on, blocks, with_tasks, *of_matrix)
    if lists == _lists_of(task):
        return task
    matrix, commit = task.matrix, task.commit_plan
    if matrix and of_matrix != (matrix.depends_on, matrix.blocks):
        matrix = replace(matrix, depends_on=of_matrix[0], blocks=of_matrix[1])
    if with_tasks != commit.with_tasks:
        commit = replace(commit, with_tasks=with_tasks)
    return replace(task, depends_on=depends_on, blocks=blocks, matrix=matrix, commit_plan=commit)


def _group_of(groups: list[tuple[int, int, str]], line: int) -> str | None:
    position = bisect_right(groups, (line, 0, "")) - 1
    if position >= 0 and groups[position][0] < line <= groups[position][1]:
        return groups[position][2].strip("*` ") or None
    return None
