"""One task row with its body to a Task."""

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from sisyphus.model.deferred import replace
from sisyphus.model.plan import CommitPlan, MatrixEntry, Role, Scenario, State, Task
from sisyphus.parse.markdown import Document
from sisyphus.parse.plans.commit_plan import NO, YES, fenced_message, read_commit
from sisyphus.parse.plans.commit_strategy import Strategy, complete
from sisyphus.parse.plans.dependencies import (
    lists_tasks,
    names_none,
    needs_in_prose,
    needs_in_title,
    parse_needs,
)
from sisyphus.parse.plans.every_task import every_task
from sisyphus.parse.plans.field_names import Field
from sisyphus.parse.plans.fields import FieldLine, Fields, read_fields
from sisyphus.parse.plans.outline import Form
from sisyphus.parse.plans.paths import find_evidence_paths, find_paths, is_plain, path_names
from sisyphus.parse.plans.rows import gives_up, read_sign
from sisyphus.parse.plans.scenarios import read_scenarios
from sisyphus.parse.plans.tasks import TaskRow
from sisyphus.parse.plans.told_states import told_state


class Around(NamedTuple):
    """What the rest of the plan says of a task; it counts where the task itself is silent."""

    depends_on: tuple[str, ...]
    wave: str | None
    matrix: MatrixEntry | None
    strategy: Strategy
    labels: frozenset[str]
    """Of all tasks, in lower case."""


def read_task(document: Document, row: TaskRow, key: str, unfenced: Sequence[str], around: Around) -> Task:
    """Read one task; `unfenced` are the plan's lines, those of fences empty."""
    box = row.row.box or (read_sign(row.row.title) if row.row.form in _SIGNED else None)
    state = box.state if box else _told_state(document, row)
    by_field = read_fields(unfenced, row.row.line + 1, row.end_line)
    first = FieldLine(row.row.line, None, row.row.title, opens=False)
    commit = _commit(document, by_field)
    wave = _wave(by_field, around)
    scenarios = read_scenarios(
        document.lines, row.row.line + 1, row.end_line, by_field.get(Field.SCENARIOS, ())
    )
    return Task(
        label=row.label,
        key=key,
        role=Role.FINAL_WAVE if row.final else Role.TASK,
        title=row.row.title,
        state=state,
        marker=box.marker if box else None,
        line=row.row.line,
        end_line=row.end_line,
        depends_on=_depends_on(by_field, around, row.row.title),
        blocks=_blocks(by_field, around),
        wave=wave,
        files=_files(first, by_field, commit),
        references=tuple(p for f in by_field.get(Field.REFERENCES, ()) for p in find_paths(f.value, f.line)),
        evidence_paths=_evidence_paths(document, row, scenarios, by_field),
        commit_plan=complete(commit, around.strategy, row.label.casefold(), around.labels, wave),
        what_to_do=_texts(by_field.get(Field.WHAT, ())) or _texts(by_field.get(None, ())),
        must_not_do=_texts(by_field.get(Field.MUST_NOT, ())),
        agent_profile="; ".join(_texts(by_field.get(Field.PROFILE, ()))) or None,
        parallel=_parallel(by_field),
        parallel_group=_value(by_field.get(Field.GROUP, ())),
        scenarios=scenarios,
        matrix=around.matrix,
    )


def _told_state(document: Document, row: TaskRow) -> State:
    """Return the state that words tell of a task without a box; a heading may be struck through."""
    taken_back = gives_up(row.row.section.title) if row.row.form is Form.HEADING else None
    return taken_back or told_state(row.row.title, document.lines[row.row.line : row.end_line])


def _commit(document: Document, fields: Fields) -> CommitPlan:
    commit = read_commit(fields.get(Field.COMMIT, ()))
    if commit.message or commit.wanted is False:
        return commit
    lines = (*fields.get(Field.COMMIT, ()), *fields.get(Field.MESSAGE, ()))
    places = sorted({line.line for line in lines if line.opens and line.field in _COMMITS})
    message = next((m for at in places if (m := fenced_message(document.lines, at))), None)
    return replace(commit, wanted=True, message=message) if message else commit


_COMMITS = frozenset({Field.COMMIT, Field.MESSAGE})
_SIGNED = frozenset({Form.HEADING, Form.PROSE})
"""Rows without a box that may have a sign for one."""
_BULLET = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+")
_BULLETS = frozenset("-*+0123456789")
_BOX = re.compile(r"\[[^\]]\]\s")


def _texts(lines: Iterable[FieldLine]) -> tuple[str, ...]:
    """Return lines without their bullets, and without boxes, which are criteria above the first field."""
    found: list[str] = []
    for line in lines:
        text = line.value
        if text[:1] in _BULLETS and not line.opens and (bullet := _BULLET.match(text)):
            text = text[bullet.end() :]
            if text[:1] == "[" and (box := _BOX.match(text)):
                if line.field is None:
                    continue
                text = text[box.end() :]
        text = text.replace("**", "").strip()
        if text.strip("-"):
            found.append(text)
    return tuple(found)


def _depends_on(fields: Fields, around: Around, title: str) -> tuple[str, ...]:
    lines = fields.get(Field.BLOCKED_BY, ())
    own = _labels(lines, around.labels) or _depends_in_parallel(fields) or needs_in_title(title)
    return own or (() if _says_none(lines) else around.depends_on)


def _blocks(fields: Fields, around: Around) -> tuple[str, ...]:
    lines = fields.get(Field.BLOCKS, ())
    if own := _labels(lines, around.labels):
        return own
    return around.matrix.blocks if around.matrix and not _says_none(lines) else ()


def _says_none(lines: Iterable[FieldLine]) -> bool:
    """Whether a field says `None`, which is an answer too; words that name no task leave it to the matrix."""
    return any(line.opens and line.value and names_none(line.value) for line in lines)


def _labels(lines: Iterable[FieldLine], known: frozenset[str]) -> tuple[str, ...]:
    """Return what a list of tasks names: on the line of its name, or in the items below a name alone.

    Of a list that may be of other things, such as `Fix 1, Fix 2`, count the ids that the plan has.
    """
    found: dict[str, None] = {}
    at, alone = 0, False
    for line in lines:
        if line.opens:
            at, alone = line.line, not line.value.strip("*` ")
        if line.line == at or alone:
            bullet = None if line.opens else _BULLET.match(line.value)
            text = line.value[bullet.end() :] if bullet else line.value
            if all_of := every_task(text):
                found.update(dict.fromkeys(all_of))
                continue
            letters = [a for a in _LETTER.findall(text) if a.casefold() in known]
            found.update(dict.fromkeys(letters))
            sure = lists_tasks(text)
            if sure or (line.opens and text[:1].isalpha()):
                labels = parse_needs(text)
                found.update((label, None) for label in labels if sure or label.casefold() in known)
    return tuple(found)


_LETTER = re.compile(r"(?<![\w'])[A-Z](?![\w'])")
"""The id of `Task A`."""


def _depends_in_parallel(fields: Fields) -> tuple[str, ...]:
    """Read `Parallelizable: NO (depends on 0)`, the form of the first plans."""
    lines = fields.get(Field.PARALLEL, ())
    # What follows on other lines speaks of other things.
    own = {f.line for f in lines if f.opens}
    return next((found for f in lines if f.line in own and (found := needs_in_prose(f.value))), ())


_IS_WAVE = re.compile(
    r"\W*(?:wave|phase|stage|ola|oleada|onda|волна|фаза|этап|đợt|gelombang|tahap|welle|vague|étape)\b"
    r"|\W*(?:第?\s*[0-9一二三四五六七八九十]*\s*(?:波次|阶段|階段|批次|웨이브|단계|ウェーブ|フェーズ))",
    re.IGNORECASE,
)


_IN_PARALLEL = re.compile(
    rf"(?P<wave>(?:{_IS_WAVE.pattern}).*?)(?:\.\s.*)?$"
    rf"|\W*\w+\s{{0,3}}[,(\uff08]\s{{0,3}}(?P<inner>(?:{_IS_WAVE.pattern})[^()（）,，;|]*)",  # noqa: RUF001 - full width
    re.IGNORECASE,
)
"""`Wave 2`, `Wave 2. Blocks 5.` and `YES (Wave 2, …)` in a Parallelization field."""


def _value(lines: Iterable[FieldLine]) -> str | None:
    """Return what the first of the lines that names the field says behind its name."""
    values = (line.value.strip("*` ") for line in lines if line.opens and line.value)
    return next(values, None) or None


def _wave(fields: Fields, around: Around) -> str | None:
    """Return the Wave, the Parallel Group that is one, or the wave that the plan puts the task in."""
    group = _value(fields.get(Field.GROUP, ()))
    named = _value(fields.get(Field.WAVE, ())) or (group if group and _IS_WAVE.match(group) else None)
    if named:
        return named
    for line in fields.get(Field.PARALLEL, ()):
        if wave := _IN_PARALLEL.match(line.value):
            return (wave["wave"] or wave["inner"]).strip("-*` ")
    return around.wave or group


def _parallel(fields: Fields) -> bool | None:
    """Read `YES (with 3)`, `Can Parallel: YES` and `Can parallel N`; a sequential group is a no."""
    for line in fields.get(Field.PARALLEL, ()):
        can = _CAN.match(line.value)
        value = line.value[can.end() :] if can else line.value
        if YES.match(value):
            return True
        if NO.match(value):
            return False
    groups = (*fields.get(Field.GROUP, ()), *fields.get(Field.WAVE, ()))
    return False if any(line.value.casefold().startswith("sequential") for line in groups) else None


_CAN = re.compile(r"\W*(?:can (?:run in )?parallel(?:ize)?|parallel)\b\W*", re.IGNORECASE)


def _files(first: FieldLine, fields: Fields, commit: CommitPlan) -> tuple[str, ...]:
    """Return the paths of the Files field, the title, the commit plan and the work list, in this order."""
    work = sorted((*fields.get(None, ()), *fields.get(Field.WHAT, ())), key=_line_of)
    found = [path for line in (*fields.get(Field.FILES, ()), first) for path in path_names(line.value)]
    found += commit.files
    found += [path for line in work for path in path_names(line.value)]
    return tuple(dict.fromkeys(found))


_line_of = attrgetter("line")


def _evidence_paths(
    document: Document, row: TaskRow, scenarios: tuple[Scenario, ...], fields: Fields
) -> tuple[str, ...]:
    """Return the evidence that the body names anywhere, then files elsewhere that it takes for evidence."""
    lines = document.lines[row.row.line - 1 : row.end_line]
    found = dict.fromkeys(
        path for line in lines if "/evidence/" in line for path in find_evidence_paths(line)
    )
    texts = (*(e for s in scenarios for e in s.evidence), *_texts(fields.get(Field.EVIDENCE, ())))
    for text in texts:
        # Most name again what a line of the body does, and nothing else.
        if " " not in text and not ((path := text.strip("`")) in found and is_plain(path)):
            found.update(dict.fromkeys(path_names(text)))
    return tuple(found)
