"""One task's body to its fields. Names decide (field_names.py); layout does not."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sisyphus.parse.plans.field_names import Field
from sisyphus.parse.plans.named_fields import NAMELESS, NO_NAME, field_named, name_of

_PIECE = re.compile(r"(?P<name>[^\W\d_](?:[^\W\d_]|[ '\u2019-]){1,40})\s*[:\uff1a]\s*(?P<value>.*)$")
_LOOSE = re.compile(r"[A-Za-z -]{1,25}")
"""A name that opens a piece behind a comma without being a field's."""


class FieldLine(NamedTuple):
    """One line of a task's body, with the field that it stands under."""

    line: int
    field: Field | None
    """`None` above the first field."""
    value: str
    """What stands behind the name on the field's own line; otherwise the whole line, stripped."""
    opens: bool
    """Whether it names the field."""


Fields = Mapping[Field | None, Sequence[FieldLine]]
"""The lines of a body by the field that they stand under.

Those of a Commit field have its parts among them: all lines behind its first one that name a field.
"""


def read_fields(lines: Sequence[str], first: int, last: int) -> Fields:
    """Return the lines `first` to `last` (from 1, inclusive) of a body by field; empty ones say nothing."""
    fields: dict[Field | None, list[FieldLine]] = {}
    field: Field | None = None
    under: list[FieldLine] | None = fields.setdefault(None, [])
    checking = False
    for number, text in enumerate(map(str.strip, lines[first - 1 : last]), first):
        if not text:
            continue
        # Most lines begin with a box or inline code.
        named, word, value = NO_NAME if text.startswith(NAMELESS) else name_of(text)
        if named is not None:
            if named is Field.WHAT and checking and "step" in text.casefold():
                # The steps of a scenario are no work to do.
                named, field, under = None, Field.SCENARIOS, None
            elif named is not Field.EVIDENCE:
                checking = named is Field.SCENARIOS
        if named is None or (word in _OF_THINGS and _is_asking(named, value)):
            if under is not None:
                under.append(_line(FieldLine, (number, field, text, False)))
            continue
        field, named = _place(named, field, text) if named in _INNER else (named, named)
        for line in _opened(number, named, value):
            fields.setdefault(line.field, []).append(line)
            if line.field is not Field.COMMIT and Field.COMMIT in fields:
                fields[Field.COMMIT].append(line)
        under = None if field in _ELSEWHERE else fields.setdefault(field, [])
    return fields


def _is_asking(named: Field, value: str) -> bool:
    """Whether `Requires: Node 20` or the like says what a thing needs, and names no tasks."""
    return named is Field.BLOCKED_BY and not _OF_TASKS.match(value)


_OF_THINGS = frozenset({"needs", "requires", "prerequisite", "prerequisites"})
_OF_TASKS = re.compile(
    r"[^\w\n]*(?:(?:tasks?|waves?|todos?|steps?|phases?|all|none|nothing|no|n/?a)\b|[A-Za-z]{0,3}-?\d|(?-i:[A-Z])(?=\s*(?:,|$))|任务|任務|작업|タスク|无|無|$)",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset({Field.ACCEPTANCE, Field.SCENARIOS})
"""Fields of which only the names count here: what stands below them is read for checks and scenarios."""


def _place(named: Field, around: Field | None, text: str) -> tuple[Field, Field]:
    """Return the field whose lines follow, and the one that a line opens."""
    if around is Field.COMMIT and named in _INNER:
        return around, named
    # `Commit message: …` alone says that there is a commit.
    if named is Field.MESSAGE and "commit" in text.casefold():
        return Field.COMMIT, Field.COMMIT
    return named, named


_line = tuple.__new__  # Half the cost of FieldLine(...), of which a plan makes hundreds.
_INNER = frozenset({Field.MESSAGE, Field.FILES, Field.PRE_COMMIT})
"""Fields that also stand inside a Commit field."""


_LISTS = frozenset(
    {
        Field.COMMIT,
        Field.PARALLEL,
        Field.GROUP,
        Field.WAVE,
        Field.BLOCKS,
        Field.BLOCKED_BY,
        Field.PROFILE,
    }
)
"""Fields whose pieces need no name, such as `Can Parallel: YES | Wave 2`."""


def _opened(number: int, named: Field, value: str) -> Iterable[FieldLine]:
    """Return the line that names a field, in the pieces of `YES | Message: x | Files: y`."""
    if "|" not in value and ":" not in value and "\uff1a" not in value:
        return (_line(FieldLine, (number, named, value, True)),)
    found: list[FieldLine] = []
    for piece in _pieces(value, loose=named in _LISTS):
        match = _PIECE.match(piece.lstrip("*"))
        inner = field_named(match["name"]) if match else None
        if match and inner and (found or (named is Field.PARALLEL and inner in _OF_PARALLEL)):
            found.append(FieldLine(number, inner, match["value"].lstrip("* "), opens=True))
        else:
            found.append(FieldLine(number, named, piece, opens=not found))
    return found


_OF_PARALLEL = frozenset({Field.GROUP, Field.BLOCKS, Field.BLOCKED_BY})
"""Fields that may be the first piece of `Parallelization: Parallel Group: 1 | Blocks: 3`."""


def _pieces(value: str, *, loose: bool) -> list[str]:
    """Split `YES | Message: x | Files: y` and `YES, Message: x` into its pieces; backticks protect.

    Not `loose`: only before a piece that names a field, since the rest is running text.
    """
    pieces: list[str] = []
    start = inside = 0
    for sign in _BREAK.finditer(value):
        position = sign.start()
        if sign[0] == "`":
            inside ^= 1
        elif not inside and _opens_piece(sign[0], value[position + 1 : position + 41], loose=loose):
            pieces.append(value[start:position].strip())
            start = position + 1
    pieces.append(value[start:].strip())
    return pieces


def _opens_piece(char: str, rest: str, *, loose: bool) -> bool:
    if char in "|\uff5c" and loose:
        return True
    match = _PIECE.match(rest.lstrip(" *"))
    if match is None:
        return False
    return bool(field_named(match["name"]) or (loose and char == "," and _LOOSE.fullmatch(match["name"])))


_BREAK = re.compile("[`|,;\uff0c\uff1b\uff5c]")
"""Signs between the pieces of a line, with their full-width forms, and those of inline code."""
