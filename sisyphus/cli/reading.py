"""Reading a plain command line without Typer, whose import and pydantic cost more than most answers.

Only what can mean one thing is read: whole option names, their values as words of their own or behind `=`,
and at most as many arguments as there are. All else is left to Typer, which knows more forms, and says what
is wrong and how to mend it.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, get_args

from sisyphus.cli.words import Word

Value = str | Path | StrEnum | bool
_READ = (str, Path)


_IN_FRONT = ("-C", "--directory")
"""The option that may stand before the command too, as users of git and make expect."""


def command_first(arguments: Sequence[str]) -> Sequence[str]:
    """Return a command line with its command first: `-C DIR status` as `status -C DIR`.

    Without a command it asks for help.
    """
    words = list(arguments)
    front: list[str] = []
    while words and (words[0] in _IN_FRONT or words[0].startswith("--directory=")):
        taken = 2 if words[0] in _IN_FRONT else 1
        front += words[:taken]
        del words[:taken]
    if not words and front:
        return ["--help"]
    end = words.index("--") if "--" in words else len(words)
    return [*words[:end], *front, *words[end:]]


class _Parameter(NamedTuple):
    name: str
    kind: Callable[[str], Value]
    is_flag: bool
    is_required: bool
    word: Word


def read_arguments(command: Callable[..., object], arguments: Sequence[str]) -> dict[str, Value] | None:
    """Return what a command is to be called with; `None` where Typer has to read the line."""
    parameters = _parameters(command)
    if parameters is None or not all(word.isprintable() for word in arguments):
        return None
    wanted = {p.name for p in parameters if p.is_required}
    options = {name: p for p in parameters for name in p.word.names}
    free = [p for p in parameters if not p.word.names]
    found: dict[str, Value] = {}
    words = iter(arguments)
    try:
        for word in words:
            if word.startswith("-"):
                parameter, value = _read_option(options, word, words)
            else:
                parameter, value = free.pop(0), word
            found[parameter.name] = value if isinstance(value, bool) else parameter.kind(value)
    except (LookupError, ValueError):
        return None
    return found if wanted <= found.keys() else None


def _read_option(
    options: dict[str, _Parameter], word: str, words: Iterator[str]
) -> tuple[_Parameter, str | bool]:
    """Read one option and its value. Raises LookupError or ValueError for what is not plain."""
    name, is_joined, value = word.partition("=")
    parameter = options[name]
    if is_joined and (parameter.is_flag or not name.startswith("--")):
        raise ValueError(word)
    if parameter.is_flag:
        return parameter, True
    if not is_joined:
        value = next(words, "-")
        if value.startswith("-"):
            raise ValueError(word)
    return parameter, value


def _parameters(command: Callable[..., object]) -> list[_Parameter] | None:
    """Return the parameters of a command; `None` when one of them is of a kind that is not read here."""
    found: list[_Parameter] = []
    optional = _optional(command)
    for name, hint in command.__annotations__.items():
        if name == "return":
            continue
        word = next((w for w in getattr(hint, "__metadata__", ()) if isinstance(w, Word)), None)
        kind = _kind(hint.__origin__) if word else None
        if word is None or kind is None:
            return None
        found.append(_Parameter(name, kind, kind is bool, name not in optional, word))
    return found


def _optional(command: Callable[..., object]) -> set[str]:
    """Return the names of the parameters that have defaults; importing `inspect` would cost far more."""
    code, defaults = command.__code__, command.__defaults__ or ()
    behind = code.co_varnames[code.co_argcount - len(defaults) : code.co_argcount]
    return {*behind, *(command.__kwdefaults__ or ())}


def _kind(hint: Any) -> Callable[[str], Value] | None:  # noqa: ANN401 - an annotation
    """Return what makes a value of a word: `bool` for a flag; `None` for kinds that are not read here."""
    kinds = [k for k in get_args(hint) if k is not type(None)] if isinstance(hint, UnionType) else [hint]
    kind = kinds[0]
    if len(kinds) != 1 or not isinstance(kind, type):
        return None
    plain = kind in _READ or kind is bool or issubclass(kind, StrEnum)
    return kind if plain else None
