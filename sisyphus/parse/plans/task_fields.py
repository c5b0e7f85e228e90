"""One task row with its body to a Task."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sisyphus.model.plan import CommitPlan, Role, Scenario, State, Task
from sisyphus.parse.markdown import Document
from sisyphus.parse.plans.commit_plan import NO, YES, read_commit
from sisyphus.parse.plans.dependencies import parse_labels
from sisyphus.parse.plans.field_names import Field
from sisyphus.parse.plans.fields import FieldLine, read_fields
from sisyphus.parse.plans.outline import Form
from sisyphus.parse.plans.paths import find_evidence_paths, find_paths
from sisyphus.parse.plans.rows import read_sign
from sisyphus.parse.plans.scenarios import read_scenarios
from sisyphus.parse.plans.tasks import TaskRow

Fields = Mapping[Field | None, Sequence[FieldLine]]
"""The lines of a body by the field that they stand under."""


class Around(NamedTuple):
    """What the rest of the plan says of a task; it counts where the task itself is silent."""

    depends_on: tuple[str, ...]
    blocks: tuple[str, ...]
    wave: str | None


def read_task(document: Document, row: TaskRow, key: str, fenced: frozenset[int], around: Around) -> Task:
    """Read one task."""
    box = row.row.box or (read_sign(row.row.title) if row.row.form is Form.HEADING else None)
    lines = tuple(read_fields(document.lines, row.row.line + 1, row.end_line, fenced))
    first = FieldLine(row.row.line, None, row.row.title, opens=False)
    by_field: dict[Field | None, list[FieldLine]] = {}
    for line in lines:
        by_field.setdefault(line.field, []).append(line)
    commit = read_commit(lines)
    scenarios = read_scenarios(document.lines, row.row.line + 1, row.end_line, lines)
    return Task(
        label=row.label,
        key=key,
        role=Role.FINAL_WAVE if row.final else Role.TASK,
        title=row.row.title,
        state=box.state if box else State.OTHER,
        marker=box.marker if box else None,
        line=row.row.line,
        end_line=row.end_line,
        depends_on=_depends_on(by_field, around),
        blocks=_labels(by_field.get(Field.BLOCKS, ())) or around.blocks,
        wave=_wave(by_field) or around.wave,
        files=_files(first, by_field, commit),
        references=tuple(p for f in by_field.get(Field.REFERENCES, ()) for p in find_paths(f.value, f.line)),
        evidence_paths=_evidence_paths(document, row, scenarios, by_field),
        commit_plan=commit,
        what_to_do=_texts(by_field.get(Field.WHAT, ())) or _texts(by_field.get(None, ())),
        must_not_do=_texts(by_field.get(Field.MUST_NOT, ())),
        agent_profile="; ".join(_texts(by_field.get(Field.PROFILE, ()))) or None,
        parallel=_parallel(by_field),
        scenarios=scenarios,
    )


_BULLET = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+")
_BOX = re.compile(r"\[[^\]]\]\s")


def _texts(lines: Iterable[FieldLine]) -> tuple[str, ...]:
    """Return lines without their bullets, and without boxes, which are criteria above the first field."""
    found: list[str] = []
    for line in lines:
        text = line.value
        if not line.opens and (bullet := _BULLET.match(text)):
            text = text[bullet.end() :]
            if box := _BOX.match(text):
                if line.field is None:
                    continue
                text = text[box.end() :]
        if text := text.replace("**", "").strip():
            found.append(text)
    return tuple(found)


def _depends_on(fields: Fields, around: Around) -> tuple[str, ...]:
    lines = fields.get(Field.BLOCKED_BY, ())
    # `Blocked By: None` is an answer too.
    said = any(line.opens and line.value for line in lines)
    return _labels(lines) or _depends_in_parallel(fields) or (() if said else around.depends_on)


def _labels(lines: Iterable[FieldLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for line in lines for label in parse_labels(line.value)))


def _depends_in_parallel(fields: Fields) -> tuple[str, ...]:
    """Read `Parallelizable: NO (depends on 0)`, the form of the first plans."""
    for line in fields.get(Field.PARALLEL, ()):
        if "depend" in line.value.casefold():
            return parse_labels(line.value)
    return ()


_IS_WAVE = re.compile(
    r"\W*(?:wave|phase|stage|波次|阶段|웨이브|단계|ola|onda|волна|welle|vague)\b", re.IGNORECASE
)


def _wave(fields: Fields) -> str | None:
    """Return the Parallel Group, or the wave that a line on parallel work names."""
    for line in fields.get(Field.GROUP, ()):
        if line.opens and line.value:
            return line.value.strip("*` ") or None
    for line in fields.get(Field.PARALLEL, ()):
        if _IS_WAVE.match(line.value):
            return line.value.strip("*` ")
    return None


def _parallel(fields: Fields) -> bool | None:
    """Read `YES (with 3)`, `Can Parallel: YES` and `Can parallel N`; a sequential group is a no."""
    for line in fields.get(Field.PARALLEL, ()):
        can = _CAN.match(line.value)
        value = line.value[can.end() :] if can else line.value
        if YES.match(value):
            return True
        if NO.match(value):
            return False
    alone = any(line.value.casefold().startswith("sequential") for line in fields.get(Field.GROUP, ()))
    return False if alone else None


_CAN = re.compile(r"\W*(?:can (?:run in )?parallel(?:ize)?|parallel)\b\W*", re.IGNORECASE)


def _files(first: FieldLine, fields: Fields, commit: CommitPlan) -> tuple[str, ...]:
    """Return the paths of the Files field, the title, the commit plan and the work list, in this order."""
    work = sorted((*fields.get(None, ()), *fields.get(Field.WHAT, ())), key=lambda line: line.line)
    found = [
        p.path for line in (*fields.get(Field.FILES, ()), first) for p in find_paths(line.value, line.line)
    ]
    found += commit.files
    found += [p.path for line in work for p in find_paths(line.value, line.line)]
    return tuple(dict.fromkeys(found))


def _evidence_paths(
    document: Document, row: TaskRow, scenarios: tuple[Scenario, ...], fields: Fields
) -> tuple[str, ...]:
    """Return the evidence that the body names anywhere, then files elsewhere that it takes for evidence."""
    found = [
        p for n in range(row.row.line, row.end_line + 1) for p in find_evidence_paths(document.lines[n - 1])
    ]
    texts = (*(e for s in scenarios for e in s.evidence), *_texts(fields.get(Field.EVIDENCE, ())))
    found += [p.path for text in texts if " " not in text for p in find_paths(text, row.row.line)]
    return tuple(dict.fromkeys(found))
