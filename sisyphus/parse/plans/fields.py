"""One task's body to its fields. Names decide (field_names.py); layout does not."""

import re
from functools import lru_cache
from typing import NamedTuple

from sisyphus.parse.plans.field_names import FIELD_NAMES, Field, split_names

_BY_NAME = {name: field for field, names in FIELD_NAMES.items() for name in split_names(names)}

_FIELD = re.compile(
    r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?P<bold>\*\*|__)?(?P<name>[^*_:：`|\[\]]{2,48}?)"
    r"(?:\s*\([^()]*\))?\s*(?:(?:\*\*|__)\s*(?:\([^()]*\)\s*)?[:：]|[:：]\s*(?:\*\*|__)?)\s*(?P<value>.*)$"
)
_BARE_FIELD = re.compile(r"\s*(?:\*\*|__)(?P<name>[^*_`]{2,48}?)(?:\s*\([^()]*\))?(?:\*\*|__)\s*$")
_FIRST_WORD = re.compile(r"(?:[-*+]\s+|\d+[.)]\s+)?(?:\*\*|__)?\s*([^\W_]+)")
_FIRST_WORDS = frozenset(match[1] for name in _BY_NAME if (match := _FIRST_WORD.match(name)))
"""Of all names: a line that begins with another word names no field."""
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


def field_named(name: str) -> Field | None:
    """Return the field that a name stands for."""
    return _BY_NAME.get(" ".join(name.split()).casefold())


def read_fields(lines: tuple[str, ...], first: int, last: int, skip: frozenset[int]) -> list[FieldLine]:
    """Return the lines `first` to `last` (from 1, inclusive) of a body, without those in `skip` (fences)."""
    found: list[FieldLine] = []
    field: Field | None = None
    checking = False
    for number, line in enumerate(lines[first - 1 : last], first):
        text = line.strip()
        if not text or number in skip:
            continue
        bare = text[2:] if text[:2] == "- " else text
        # Most lines hold no sign of a name, or begin with a box or inline code.
        if bare[0] in _NAMELESS or not (
            ":" in text or "**" in text or "__" in text or "：" in text or text[0] == "#"
        ):
            found.append(_line(FieldLine, (number, field, text, False)))
            continue
        dressed = not (text[0].isalnum() or (text.isascii() and (bare[0].isalnum() or bare[:2] == "**")))
        plain = _undressed(text) if dressed else text
        word = _FIRST_WORD.match(plain)
        named, value = _named(plain) if word and word[1].casefold() in _FIRST_WORDS else _NONE
        if named is Field.WHAT and checking and "step" in text.casefold():
            # The steps of a scenario are no work to do.
            named, field = None, Field.SCENARIOS
        elif named is not None and named is not Field.EVIDENCE:
            checking = named is Field.SCENARIOS
        if named is None or (named is Field.BLOCKED_BY and word and _is_asking(word[1], value)):
            found.append(_line(FieldLine, (number, field, text, False)))
            continue
        field, named = _place(named, field, text)
        head, *pieces = _pieces(value, loose=named in _LISTS)
        found.append(_line(FieldLine, (number, named, head, True)))
        for piece in pieces:
            match = _PIECE.match(piece.lstrip("*"))
            inner = field_named(match["name"]) if match else None
            if match and inner:
                found.append(FieldLine(number, inner, match["value"].lstrip("* "), opens=True))
            else:
                found.append(FieldLine(number, named, piece, opens=False))
    return found


def _is_asking(word: str, value: str) -> bool:
    """Whether `Requires: Node 20` or the like says what a thing needs, and names no tasks."""
    return word.casefold() in _OF_THINGS and not _OF_TASKS.match(value)


_OF_THINGS = frozenset({"needs", "requires", "prerequisite", "prerequisites"})
_OF_TASKS = re.compile(
    r"[^\w\n]*(?:(?:tasks?|waves?|todos?|steps?|phases?|all|none|nothing|no|n/?a)\b|[A-Za-z]{0,3}-?\d|(?-i:[A-Z])(?=\s*(?:,|$))|任务|任務|작업|タスク|无|無|$)",
    re.IGNORECASE,
)
_NAMELESS = frozenset("[`")
"""What no name begins with."""
_SIGNS = re.compile(r"(?P<lead>(?:(?:[-*+]|\d{1,3}[.)])\s+)?[*_]{0,2})[^\w\s\x00-\u1fff]+\s*(?=[\w*])")
_SLANTED = re.compile(
    r"(?P<lead>(?:(?:[-*+]|\d{1,3}[.)])\s+)?)(?P<mark>[*_])(?P<name>[^*_\s][^*_]{1,48})(?P=mark)(?P<rest>\s*[:：].*)$"
)
_SLANTED_WHOLE = re.compile(
    r"(?P<lead>(?:[-*+]\s+)?)(?P<mark>[*_])(?P<text>[^*_\s][^*_]{1,48}[:：][^*_]{1,200})(?P=mark)$"
)


@lru_cache(maxsize=4096)
def _undressed(text: str) -> str:
    """Return a line that may name a field without a heading's signs, signs before the name, and italics."""
    if text[0] == "#":
        heading = text.lstrip("#").strip().strip("*_")
        text = heading if ":" in heading or "：" in heading else f"**{heading}**"
    if not text.isascii() and (signs := _SIGNS.match(text)):
        text = signs["lead"] + text[signs.end() :]
    if slanted := _SLANTED.match(text):
        return f"{slanted['lead']}**{slanted['name']}**{slanted['rest']}"
    whole = _SLANTED_WHOLE.match(text)
    return whole["lead"] + whole["text"] if whole else text


def _place(named: Field, around: Field | None, text: str) -> tuple[Field, Field]:
    """Return the field whose lines follow, and the one that a line opens."""
    if around is Field.COMMIT and named in _INNER:
        return around, named
    # `Commit message: …` alone says that there is a commit.
    if named is Field.MESSAGE and "commit" in text.casefold():
        return Field.COMMIT, Field.COMMIT
    return named, named


_line = tuple.__new__  # Half the cost of FieldLine(...), of which a plan makes hundreds.
_NONE: tuple[Field | None, str] = (None, "")
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


# Plans repeat their labels over and over.
@lru_cache(maxsize=4096)
def _named(text: str) -> tuple[Field | None, str]:
    match = _FIELD.match(text) if ":" in text or "：" in text else None
    if match is None and "_on" in text[:16]:
        match = _FIELD.match(text.replace("_", " ", 1))  # `depends_on: [1, 2]`
    if match:
        field = field_named(match["name"])
        # `Verify: …` in running text is a sentence; a field that is not bold has one of the plain names.
        if field:
            return field, match["value"].strip()
    bare = _BARE_FIELD.match(text) if "*" in text or "__" in text else None
    return (field_named(bare["name"]), "") if bare else (None, "")


def _pieces(value: str, *, loose: bool) -> list[str]:
    """Split `YES | Message: x | Files: y` and `YES, Message: x` into its pieces; backticks protect.

    Not `loose`: only before a piece that names a field, since the rest is running text.
    """
    if "|" not in value and ":" not in value and "\uff1a" not in value:
        return [value]
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
