"""The tasks of a plan, with what the rest of the plan says of them where they are silent themselves."""

from bisect import bisect_right
from dataclasses import replace

from sisyphus.model.plan import CommitPlan, Task
from sisyphus.parse.markdown import Document, Kind
from sisyphus.parse.plans.commit_plan import read_strategy
from sisyphus.parse.plans.dependencies import read_matrix
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section
from sisyphus.parse.plans.task_fields import Around, read_task
from sisyphus.parse.plans.tasks import Split
from sisyphus.parse.plans.waves import read_waves


def read_tasks(document: Document, sections: tuple[Section, ...], split: Split) -> tuple[Task, ...]:
    """Read the tasks, in file order."""
    fenced = frozenset(
        n for b in document.blocks if b.kind is Kind.FENCE for n in range(b.line, b.end_line + 1)
    )
    matrix = read_matrix(document, sections)
    strategy = read_strategy(document, sections)
    waves = read_waves(document, sections)
    groups = [(s.line, s.end_line, s.title) for s in sections if s.kind is SectionKind.GROUP]
    seen: dict[str, int] = {}
    tasks: list[Task] = []
    for row in split.tasks:
        key = f"{'final-wave' if row.final else 'todo'}:{row.label.casefold()}"
        seen[key] = seen.get(key, 0) + 1
        label = row.label.casefold()
        depends, blocks = matrix.get(label, ((), ()))
        slot = waves.get(label) or waves.get(label.removeprefix("t")) or waves.get(f"t{label}")
        around = Around(
            depends_on=depends or (slot.depends_on if slot else ()),
            blocks=blocks,
            wave=_group_of(groups, row.row.line) or (slot.wave if slot else None),
        )
        task = read_task(document, row, key if seen[key] == 1 else f"{key}#{seen[key]}", fenced, around)
        tasks.append(replace(task, commit_plan=_merged(task.commit_plan, strategy.get(label))))
    return tuple(tasks)


def _group_of(groups: list[tuple[int, int, str]], line: int) -> str | None:
    position = bisect_right(groups, (line, 0, "")) - 1
    if position >= 0 and groups[position][0] < line <= groups[position][1]:
        return groups[position][2].strip("*` ") or None
    return None


def _merged(own: CommitPlan, strategy: CommitPlan | None) -> CommitPlan:
    """Fill what a task's own Commit field leaves open from the Commit Strategy."""
    if strategy is None or own.wanted is False:
        return own
    return replace(
        own,
        wanted=strategy.wanted if own.wanted is None else own.wanted,
        message=own.message or strategy.message,
        files=own.files or strategy.files,
        with_tasks=own.with_tasks or strategy.with_tasks,
    )
