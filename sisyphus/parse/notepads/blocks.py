"""The text under one notepad heading: paragraphs, bullets and named parts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from sisyphus.model.notepad import Part
from sisyphus.parse.notepads.outline import Section
from sisyphus.parse.notepads.part_names import PART_NAMES
from sisyphus.parse.notepads.words import is_meta, is_placeholder, judge_status, must_act
from sisyphus.parse.plans.status_words import heads_states

_BULLET = re.compile(r" ?(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[(.)\][ \t]+)?")
_RULE = re.compile(r" {0,3}(?:[-*_=][ \t]*){3,}$")
_BOLD_PART = re.compile(
    r" {0,3}([-*+][ \t]+)?(?:\*\*|__)([^*_\n:\uff1a]{1,60}?)[ \t]*"
    r"(?:[:\uff1a][ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*[:\uff1a])[ \t]*(.*)$"
)
_PLAIN_PART = re.compile(r" {0,3}([-*+][ \t]+)?([^\W\d_][^*_\n:\uff1a`/]{1,30}?)[ \t]*[:\uff1a][ \t]+(.*)$")
_NAME_REACH = 200
_TRAILER = re.compile(r"[\s:\uff1a.✅❌✓✔]+$|\s*\([^()]*\)[\s:\uff1a]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or one outermost bullet with all that is indented under it. Code is left out."""

    line: int
    end_line: int
    text: str
    bullet: bool
    box: str | None
    """The marker, for a bullet with a checkbox."""


def blocks_of(lines: Iterable[tuple[int, str, bool]]) -> list[Block]:
    """Split lines into blocks; rules and empty lines only separate."""
    gathered: list[tuple[re.Match[str] | None, list[tuple[int, str]]]] = []
    gap = True
    for number, line, code in lines:
        if code or not line.strip() or _RULE.match(line):
            gap = True
            continue
        bullet = _BULLET.match(line)
        inside = bool(gathered) and (not gap or (gathered[-1][0] is not None and line[:1] in " \t"))
        if bullet is None and inside:
            gathered[-1][1].append((number, line.strip()))
        else:
            text = line[bullet.end() :] if bullet else line
            gathered.append((bullet, [(number, text.strip())]))
        gap = False
    return [block for bullet, rows in gathered for block in (_table_rows(rows) or [_block(bullet, rows)])]


def _table_rows(rows: Sequence[tuple[int, str]]) -> list[Block]:
    """Return a table's rows where a column tells states, each as a bullet with a box; none of other text."""
    if len(rows) < _FEWEST_LINES or rows[0][1][:1] != "|" or rows[1][1].strip("|:- \t"):
        return []
    header = [name.strip("*_` ").casefold() for name in _cells(rows[0][1])]
    at = next((n for n, name in enumerate(header) if heads_states(name)), None)
    found: list[Block] = []
    for number, line in rows[2:] if at is not None else ():
        cells = _cells(line)
        said = judge_status(cells[at]) if at is not None and at < len(cells) else None
        box = None if said is None else "x" if said else " "
        # Of a state that is open its words say why.
        kept = box == " " and at is not None and len(cells[at].split()) > 1
        text = _row_text(header, [cell if n != at or kept else "" for n, cell in enumerate(cells)])
        found.append(Block(line=number, end_line=number, text=text, bullet=True, box=box))
    return found


def _row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    """Give a row as a line: its task in front, its number left out."""
    told, task = [], ""
    for name, cell in zip_longest(header, cells, fillvalue=""):
        if name in _TASK_COLUMNS and (label := _TASK_CELL.fullmatch(cell)):
            task = f"Task {label[1]}: "
        elif cell and not (name in _NUMBER_COLUMNS and cell.isdecimal()):
            told.append(cell)
    return task + " — ".join(told)


_TASK_COLUMNS = frozenset({
    "task", "todo", "任务", "タスク", "작업", "tarea", "tarefa", "aufgabe", "tâche", "задача",
    "attività", "tugas",
})  # fmt: skip
_TASK_CELL = re.compile(r"(?:\w{3,12}[ #]{1,2})?((?:[A-Za-z]{1,2})?\d[\d.]{0,8}[a-z]?)")
_NUMBER_COLUMNS = frozenset(("#", "no", "no.", "nr", "nr.", "id", "№", "n°", "序号", "番号", "번호"))
_FEWEST_LINES = 3
"""Of a table: its header, the line below and one row."""


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _block(bullet: re.Match[str] | None, rows: list[tuple[int, str]]) -> Block:
    return Block(
        line=rows[0][0],
        end_line=rows[-1][0],
        text="\n".join(text for _, text in rows),
        bullet=bullet is not None,
        box=None if bullet is None else bullet.group(1),
    )


_ADMONITION = re.compile(r"\[!\w{2,20}\][ \t]*\n?")


def unquoted(block: Block) -> Block:
    """Give a block that is wholly quoted without its marks, and without the kind of an admonition."""
    rows = block.text.split("\n")
    if not all(row.startswith(">") for row in rows):
        return block
    text = "\n".join(row.lstrip("> \t") for row in rows)
    return replace(block, text=_ADMONITION.sub("", text, count=1))


def is_aside(block: Block) -> bool:
    """Tell whether a block is wholly quoted, in italics or in brackets: how scaffolds address writers."""
    text = block.text.strip()
    italic = text[:1] in {"*", "_"} and text[-1:] == text[:1] and text[1:2] != text[:1]
    bracketed = len(text) > 1 and text[0] in "(\uff08" and text[-1] in ")\uff09"
    quoted = text.startswith(">") and all(line.startswith(">") for line in text.split("\n"))
    return (italic or bracketed or quoted) and must_act(text) is None


def is_content(block: Block) -> bool:
    """Tell whether a block says something of its own."""
    if is_placeholder(block.text) and must_act(block.text) is None:
        return False
    return not is_aside(block) and not all(is_meta(line) for line in block.text.split("\n"))


def has_content(section: Section) -> bool:
    """Tell whether a heading has text of its own, code included."""
    fenced = any(code and line.strip() for _, line, code in section.lines)
    return fenced or any(is_content(block) for block in blocks_of(section.lines))


def parts_of(section: Section) -> tuple[Part, ...]:
    """Give the named parts of an entry: its lower headings, and lines that begin with a name."""
    parts: list[Part] = []
    for below in section.walk():
        body: list[str] = []
        if below is not section:
            body = [line for _, line, _ in below.lines]
            parts.append(Part(name=part_name(below.heading), text=_joined(body), line=below.line))
        parts += _line_parts(below.lines)
    return tuple(parts)


def part_name(heading: str) -> str:
    """Give a heading or a bold word as a part's name: without emphasis, trailing brackets and colon."""
    name = heading[:_NAME_REACH].replace("**", "").replace("__", "").strip(" #*_`")
    for _ in range(2):
        name = _TRAILER.sub("", name)
    return name or heading[:_NAME_REACH].strip()


def _line_parts(lines: Sequence[tuple[int, str, bool]]) -> list[Part]:
    found: list[tuple[str, int, list[str]]] = []
    for number, line, code in lines:
        named = None if code else _part_start(line)
        if named is not None:
            found.append((named[0], number, [named[1]]))
        elif found:
            found[-1][2].append(line)
    return [Part(name=name, text=_joined(body), line=number) for name, number, body in found]


def _part_start(line: str) -> tuple[str, str] | None:
    bold = _BOLD_PART.match(line)
    if bold is not None and (bold[1] is None or bold[2].strip().lower() in PART_NAMES):
        return bold[2].strip(), bold[3]
    plain = None if bold else _PLAIN_PART.match(line)
    if plain is not None and plain[2].strip().lower() in PART_NAMES:
        return plain[2].strip(), plain[3]
    return None


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n").strip()
