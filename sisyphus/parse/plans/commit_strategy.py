"""The Commit Strategy of a plan, table or list: which commit carries which tasks."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from sisyphus.model.deferred import replace
from sisyphus.model.plan import CommitPlan
from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.plans.commit_plan import quoted_text
from sisyphus.parse.plans.dependencies import parse_needs
from sisyphus.parse.plans.field_names import Field
from sisyphus.parse.plans.labels import other_spelling, without_t
from sisyphus.parse.plans.named_fields import field_named
from sisyphus.parse.plans.paths import path_names
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below
from sisyphus.parse.plans.wave_names import WAVE_WORDS, wave_key

Strategy = Mapping[str, CommitPlan]
"""Planned commits by label in lower case, or by `wave_key`."""


class _Entry(NamedTuple):
    labels: tuple[str, ...]
    """Of tasks, or names of waves."""
    plan: CommitPlan
    counted: bool
    """Whether the labels may be numbers of commits."""


def read_strategy(document: Document, sections: Iterable[Section], tasks: Collection[str]) -> Strategy:
    """Read the Commit Strategy; `tasks` are all labels of the plan, in lower case.

    Rows that are numbered, and name no tasks, are taken for tasks only where each task has one.
    """
    strategy: dict[str, CommitPlan] = {}
    for section in sections:
        if section.kind is not SectionKind.COMMIT:
            continue
        entries = tuple(_entries(document, blocks_below(document, section)))
        numbers = [label for e in entries if e.counted for label in e.labels]
        told = len(numbers) == len(tasks) and {without_t(n.casefold()) for n in numbers} == {
            without_t(t) for t in tasks
        }
        for entry in entries:
            if entry.counted and not told:
                continue
            for label in entry.labels:
                others = tuple(other for other in entry.labels if other != label)
                key = wave_key(label) if " " in label else label.casefold()
                # Of a wave all tasks go together.
                with_tasks = entry.labels if " " in label else others
                strategy.setdefault(key or label, replace(entry.plan, with_tasks=with_tasks))
    return strategy


def complete(
    own: CommitPlan, strategy: Strategy, label: str, labels: Collection[str], wave: str | None
) -> CommitPlan:
    """Fill what a task's own Commit field leaves open; `label` is its own of all `labels`, in lower case."""
    planned = strategy and (
        strategy.get(label)
        or strategy.get(other_spelling(label, labels))
        or strategy.get(wave_key(wave) or "")
    )
    if not planned or own.wanted is False:
        return own
    if own.message and any(" " in label for label in planned.with_tasks):
        # A message of its own beside one for its whole wave: a commit of its own.
        return own
    return CommitPlan(
        wanted=planned.wanted if own.wanted is None else own.wanted,
        message=own.message or planned.message,
        files=own.files or planned.files,
        with_tasks=own.with_tasks or planned.with_tasks,
        pre_commit=own.pre_commit,
    )


_BULLET = re.compile(
    r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[^\]]\]\s+)?\*{0,2}(?P<tasks>[^`:：]{1,60}?)\*{0,2}\s*[:：]\*{0,2}\s*`(?P<message>[^`\n]+)`(?P<rest>.*)$"  # noqa: RUF001 - full width
)
_COUNT = re.compile(r"\W*(?:commit|提交|커밋|コミット|коммит)\s*#?\s*\d+", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:tasks?|todos?|任务|任務|작업|タスク|задач\w*)\s*(?P<labels>[A-Z]{0,2}\d[^()\[\]`]*)", re.IGNORECASE
)
_BRACKET = re.compile(r"[(（](?P<labels>(?:tasks?\s*|todos?\s*|T|F)?\d[^()（）]*)[)）]", re.IGNORECASE)  # noqa: RUF001 - full width
_AFTER = re.compile(
    r"\W*(?:after|post|完成|по завершении|nach|después de|após|après|sau|setelah)\s+", re.IGNORECASE
)


def _labels(text: str, rest: str = "") -> tuple[tuple[str, ...], bool]:
    """Return the tasks or waves that a row is about, and whether they may be numbers of commits."""
    if count := _COUNT.match(text):
        named = _NAMED.search(text, count.end()) or _NAMED.search(rest)
        return (parse_needs(named["labels"]), False) if named else (parse_needs(text), True)
    bracket = _BRACKET.search(text)
    return parse_needs(bracket["labels"] if bracket else _AFTER.sub("", text, count=1)), False


def _entries(document: Document, blocks: Iterable[Block]) -> Iterator[_Entry]:
    for block in blocks:
        if block.kind is Kind.ROW:
            yield from _table_entry(block.cells, block.header)
        elif block.kind is Kind.PARAGRAPH and "`" in block.text and block.parent < 0:
            yield from _told(block.text)
        elif block.kind is Kind.ITEM and (match := _BULLET.match(document.lines[block.line - 1])):
            files = tuple(dict.fromkeys(path_names(match["rest"])))
            labels, counted = _labels(match["tasks"], match["rest"])
            yield _Entry(
                labels, CommitPlan(wanted=True, message=match["message"].strip(), files=files), counted
            )


_SENTENCE = re.compile(
    r"(?<!\w)(?P<tasks>(?:after\s+)?(?:tasks?|todos?|任务|任務|작업|タスク|tareas?|tarefas?|задач\w*|aufgaben?|tâches?"
    r"|tugas|nhiệm vụ)\s?[#]?[A-Z]{0,2}\d[^:\uff1a`\u2192]{0,40}?)"
    r"\s?(?:[:\uff1a\u2192\u2013\u2014]|->|=>|\s-)\s{0,2}`(?P<message>[^`\n]+)`"
    r"(?P<rest>[^`\n]{0,200}?)(?=[.;\u3002\uff1b]\s|[.;\u3002\uff1b]?$|\s(?:after\s)?tasks?\s\d)",
    re.IGNORECASE | re.MULTILINE,
)
"""In a paragraph: `After Task 1:`, a message in backticks, files."""


def _told(text: str) -> Iterator[_Entry]:
    for match in _SENTENCE.finditer(text):
        files = tuple(dict.fromkeys(path_names(match["rest"])))
        labels, counted = _labels(match["tasks"])
        yield _Entry(labels, CommitPlan(wanted=True, message=match["message"].strip(), files=files), counted)


_TASK_WORDS = (
    *(
        "task",
        "todo",
        "after",
        "任务",
        "任務",
        "待办",
        "작업",
        "태스크",
        "タスク",
        "tarea",
        "tarefa",
        "задач",
        "aufgabe",
    ),
    *("tâche", "công việc", "nhiệm vụ", "tugas"),
)
_WAVES = frozenset(word for words in WAVE_WORDS.values() for word in words.split("|"))
_COUNTS = frozenset(
    {
        "#",
        "no",
        "no.",
        "nr",
        "nr.",
        "№",
        "n",
        "commit",
        "commit #",
        "order",
        "seq",
        "序号",
        "序號",
        "编号",
        "批次",
        "提交",
    }
    | {"순서", "번호", "커밋", "番号", "順番", "コミット", "коммит", "порядок"}
)
"""Headers of a column that counts commits."""


def _heads_messages(header: str) -> bool:
    return any(part in header for part in ("message", "消息", "信息")) or field_named(header) is Field.MESSAGE


def _table_entry(cells: tuple[str, ...], header: tuple[str, ...]) -> Iterator[_Entry]:
    names = [h.strip(" *`").casefold() for h in header]
    at = next((i for i, n in enumerate(names) if _heads_messages(n)), None)
    if cells == header or at is None or at >= len(cells) or not at:
        return
    files = next((i for i, n in enumerate(names) if field_named(n) is Field.FILES), None)
    paths = tuple(path_names(cells[files])) if files and files < len(cells) else ()
    message = quoted_text(cells[at]).strip()
    labels, counted = _keys(names, cells, at)
    yield _Entry(labels, CommitPlan(wanted=True, message=message or None, files=paths), counted)


def _keys(names: list[str], cells: tuple[str, ...], message: int) -> tuple[tuple[str, ...], bool]:
    """Return the tasks or waves of a table's row from the column that names them, else from the first."""
    named = (i for i, n in enumerate(names) if i != message and any(word in n for word in _TASK_WORDS))
    for at in (*named, 0):
        if at >= len(cells):
            continue
        cell = cells[at].strip("*` ")
        wave = next(
            (word for word in names[at].replace("(", " ").split() if word.rstrip("s") in _WAVES), None
        )
        if wave and cell.isdigit():
            return (f"{wave.rstrip('s').capitalize()} {cell}",), False
        labels, counted = _labels(cell)
        if labels:
            return labels, counted or names[at] in _COUNTS
    return (), False
