"""What a plan says about commits: a task's Commit field in all its forms, and the Commit Strategy."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sisyphus.model.plan import CommitPlan
from sisyphus.parse.markdown import Block, Document, Kind
from sisyphus.parse.plans.dependencies import parse_labels
from sisyphus.parse.plans.field_names import Field
from sisyphus.parse.plans.fields import FieldLine, field_named
from sisyphus.parse.plans.paths import path_names
from sisyphus.parse.plans.section_names import SectionKind
from sisyphus.parse.plans.sections import Section, blocks_below

YES = re.compile(r"\W*(?:yes|y|true|是|需要|예|네|はい|s[ií]|sim|да|có|ya|ja|oui)\b", re.IGNORECASE)
NO = re.compile(
    r"\W*(?:no|n|none|false|否|不|无|아니|없음|いいえ|não|нет|không|tidak|nein|non)(?![\w-])", re.IGNORECASE
)
_GROUPED = re.compile(
    r"(?:group(?:s|ed)?|together|combined?|same commit|merged?|included?)\s*(?:with|as|in|into)?"
    r"\s+(?:the\s+)?(?:commits?|tasks?)?\s*(?P<labels>[^()|;]*)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"`([^`\n]+)`|\"([^\"\n]+)\"")
_CONVENTIONAL = re.compile(r"[a-z]{2,10}(?:\([^()\n]{1,40}\))?!?: \S.*$")


@dataclass(slots=True)
class _Draft:
    """A commit plan under way."""

    wanted: bool | None = None
    message: str | None = None
    files: tuple[str, ...] = ()
    with_tasks: tuple[str, ...] = ()
    pre_commit: str | None = None


def read_commit(lines: Iterable[FieldLine]) -> CommitPlan:
    """Read the Commit field of one task. The first YES or NO counts; later fields fill what it lacks."""
    draft = _Draft()
    inside = False
    for line in lines:
        if line.field is Field.COMMIT:
            inside = True
            _add_value(draft, line.value)
        elif line.opens:
            inside = inside and line.field in _PARTS
            if inside:
                _add_part(draft, line)
    return CommitPlan(
        wanted=draft.wanted,
        message=draft.message,
        files=draft.files,
        with_tasks=draft.with_tasks,
        pre_commit=draft.pre_commit,
    )


_PARTS = frozenset({Field.MESSAGE, Field.FILES, Field.PRE_COMMIT})


def _add_value(draft: _Draft, value: str) -> None:
    """Add what stands on the Commit line itself, such as `YES (groups with 3)` or a message."""
    if draft.wanted is None:
        draft.wanted = True if YES.match(value) else False if NO.match(value) else None
    if not draft.with_tasks and (grouped := _GROUPED.search(value)):
        draft.with_tasks = parse_labels(grouped["labels"])
    if draft.message is None and (message := _message(value)):
        draft.message = message
        draft.wanted = True if draft.wanted is None else draft.wanted


def _message(value: str) -> str | None:
    """Return a commit message in a value: quoted, or in the form `type(scope): subject`."""
    quoted = _QUOTED.search(value)
    text = (quoted[1] or quoted[2]).strip() if quoted else value.strip()
    found = _CONVENTIONAL.search(text)
    if found and (quoted or found.start() == 0):
        return found[0].strip()
    return text if quoted and " " in text and YES.match(value) else None


def _add_part(draft: _Draft, line: FieldLine) -> None:
    match line.field:
        case Field.MESSAGE if draft.message is None and line.value:
            draft.message = _quoted(line.value).strip()
            draft.wanted = True if draft.wanted is None else draft.wanted
        case Field.FILES if not draft.files:
            draft.files = tuple(dict.fromkeys(path_names(line.value)))
        case Field.PRE_COMMIT if draft.pre_commit is None and line.value:
            draft.pre_commit = _quoted(line.value).strip()
        case _:
            pass


def _quoted(value: str) -> str:
    """Return what is quoted in a value, or else the whole."""
    quoted = _QUOTED.search(value)
    return (quoted[1] or quoted[2]) if quoted else value


_STRATEGY_BULLET = re.compile(
    r"\s*[-*+]\s+\*{0,2}(?P<tasks>[^`:：]{1,40}?)\*{0,2}\s*[:：]\*{0,2}\s*`(?P<message>[^`\n]+)`(?P<rest>.*)$"
)


def read_strategy(document: Document, sections: Iterable[Section]) -> dict[str, CommitPlan]:
    """Read the Commit Strategy, table or bullets: label in lower case → planned commit."""
    strategy: dict[str, CommitPlan] = {}
    for section in sections:
        if section.kind is SectionKind.COMMIT:
            for labels, plan in _entries(document, blocks_below(document, section)):
                for label in labels:
                    strategy.setdefault(label.casefold(), replace(plan, with_tasks=_others(labels, label)))
    return strategy


def _others(labels: tuple[str, ...], label: str) -> tuple[str, ...]:
    return tuple(other for other in labels if other != label)


def _entries(document: Document, blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, ...], CommitPlan]]:
    for block in blocks:
        if block.kind is Kind.ROW:
            yield from _table_entry(block.cells, block.header)
        elif block.kind is Kind.ITEM:
            match = _STRATEGY_BULLET.match(document.lines[block.line - 1])
            if match:
                files = tuple(dict.fromkeys(path_names(match["rest"])))
                plan = CommitPlan(wanted=True, message=match["message"].strip(), files=files)
                yield parse_labels(match["tasks"]), plan


def _heads_messages(header: str) -> bool:
    return any(part in header for part in ("message", "消息", "信息")) or field_named(header) is Field.MESSAGE


def _table_entry(
    cells: tuple[str, ...], header: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], CommitPlan]]:
    names = [h.strip(" *`").casefold() for h in header]
    at = next((i for i, n in enumerate(names) if _heads_messages(n)), None)
    if cells == header or at is None or at >= len(cells) or not at:
        return
    message = _quoted(cells[at]).strip()
    files = next((i for i, n in enumerate(names) if field_named(n) is Field.FILES), None)
    paths = tuple(path_names(cells[files])) if files and files < len(cells) else ()
    yield parse_labels(cells[0]), CommitPlan(wanted=True, message=message or None, files=paths)
