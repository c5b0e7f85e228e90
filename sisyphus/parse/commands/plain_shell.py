"""Shell text so simple that it needs no grammar: plain or quoted words, joined by `&&`, `||` and `|`.

Nine of ten commands of a plan are such. Anything else, an expansion above all, is left to shell.py.
"""

import re
from typing import NamedTuple

from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.shell_facts import SILENT, Write
from sisyphus.parse.commands.wrappers import Started, unwrap

_NAME = r"[A-Za-z_./][\w./:@,+%-]*+"
_WORD = r"""(?:[\w./:=@,+%*?~^-]++|'[^'\n]*+'|"(?:[^"$`\\\n]|\\[^"$`\\\n])*+")++"""
_WRITES = rf"2?>>? ?{_WORD}"
_COMMAND = rf"{_NAME}(?: {_WORD}(?= |$))*+(?: (?:2>&1|{_WRITES}))*+"
_TEXT = re.compile(rf"{_COMMAND}(?: (?:&&|\|\|?) {_COMMAND})*+")
_PIECE = re.compile(rf"(?:{_WRITES}|{_WORD})(?= |$)|&&|\|\|?|2>&1")
_JOINTS = frozenset({"&&", "||", "|"})
_REDIRECTION = re.compile(r"2?>>? ?")
_QUOTED = re.compile(r"""'[^']*'|"[^"]*\"""")

_RESERVED = words(
    """if then else elif fi for while until do done case esac select function time coproc alias export declare
    local readonly typeset read mapfile readarray getopts"""
)


class PlainShell(NamedTuple):
    """What such a text does."""

    calls: tuple[Started, ...]
    writes: tuple[Write, ...]
    masked: str | None
    """The part that hides the exit code of those before it."""


def read_plain(text: str) -> PlainShell | None:
    """Read simple text; `None` for any other."""
    if not _TEXT.fullmatch(text) or " - 2>" in text:
        return None
    calls: list[Started] = []
    writes: list[Write] = []
    command: list[str] = []
    paths: list[str] = []
    joined = chain = ""
    quoted = "'" in text or '"' in text
    simple = not quoted and text.count(">") == text.count("2>&1")
    for piece in text.split(" ") if simple else _PIECE.findall(text):
        if piece in _JOINTS:
            calls += _started(command, joined)
            writes += [Write(path, len(calls), ()) for path in paths]
            command, paths, joined = [], [], piece
            chain = chain if piece == "|" else piece
        elif piece == "2>&1":
            continue
        elif not simple and (sign := _REDIRECTION.match(piece)):
            paths.append(_unquoted(piece[sign.end() :]))
        else:
            command.append(piece)
    calls += _started(command, joined)
    writes += [Write(path, len(calls), ()) for path in paths]
    piped = joined == "|" and command[0] in {"tee", "cat"}
    if (piped and chain) or any(call.name in _RESERVED for call in calls):
        # Of `a && b | tee c` the grammar knows what tee is given.
        return None
    masked = f"| {command[0]}" if piped else _always_0(command) if joined == "||" else None
    return PlainShell(tuple(calls), tuple(writes), masked)


def _always_0(command: list[str]) -> str | None:
    """Return what stands behind `||` and hides whether the rest went well."""
    spelt = " ".join(command)
    return f"|| {spelt}" if command[0] in SILENT or spelt == "exit 0" else None


def _started(command: list[str], joined: str) -> tuple[Started, ...]:
    calls = unwrap(command[0], tuple(map(_unquoted, command[1:])))
    return tuple(call._replace(fed=True) for call in calls) if joined == "|" else calls


def _unquoted(word: str) -> str:
    return _QUOTED.sub(lambda m: m[0][1:-1], word) if "'" in word or '"' in word else word
