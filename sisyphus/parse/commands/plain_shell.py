"""Shell text so simple that it needs no grammar: commands of plain or quoted words, joined by `&&` and `|`.

More than half of the commands of a plan are such. Anything else, an expansion above all, is left to shell.py.
"""

import re
from typing import NamedTuple

from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.wrappers import Started, unwrap

_NAME = r"[A-Za-z_./][\w./:@,+%-]*"
_WORD = r"""(?:[\w./:=@,+%*?~^-]+|'[^'\n]*'|"(?:[^"$`\\\n]|\\[^"$`\\\n])*")"""
_COMMAND = rf"{_NAME}(?: {_WORD})*(?: 2>&1)?"
_TEXT = re.compile(rf"{_COMMAND}(?: (?:&&|\|) {_COMMAND})*")
_PIECE = re.compile(rf"{_WORD}(?= |$)|&&|\||2>&1")
_JOINTS = frozenset({"&&", "|"})

_RESERVED = words(
    """if then else elif fi for while until do done case esac select function time coproc alias export declare
    local readonly typeset read mapfile readarray getopts"""
)


class PlainShell(NamedTuple):
    """What such a text does."""

    calls: tuple[Started, ...]
    masked: str | None
    """The stage of a pipeline that hides the exit code of those before it."""


def read_plain(text: str) -> PlainShell | None:
    """Read simple text; `None` for any other."""
    if not _TEXT.fullmatch(text) or " - 2>&1" in text:
        return None
    calls: list[Started] = []
    command: list[str] = []
    joined = ""
    chained = False
    quoted = "'" in text or '"' in text
    for piece in _PIECE.findall(text) if quoted else text.split(" "):
        if piece in _JOINTS:
            calls += _started(command, joined)
            command, joined = [], piece
            chained |= joined == "&&"
        elif piece != "2>&1":
            command.append(piece[1:-1] if piece[0] in "'\"" else piece)
    calls += _started(command, joined)
    masked = joined == "|" and command[0] in {"tee", "cat"}
    if (masked and chained) or any(call.name in _RESERVED for call in calls):
        # Of `a && b | tee c` the grammar knows what tee is given.
        return None
    return PlainShell(tuple(calls), f"| {command[0]}" if masked else None)


def _started(command: list[str], joined: str) -> tuple[Started, ...]:
    calls = unwrap(command[0], tuple(command[1:]))
    return tuple(call._replace(fed=True) for call in calls) if joined == "|" else calls
