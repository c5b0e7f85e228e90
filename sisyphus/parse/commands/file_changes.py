"""Which files a call changes: its words, read as the row of its program says."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sisyphus.parse.commands.file_programs import FILE_PROGRAMS, OTHERS, Act, Change, Files
from sisyphus.parse.commands.version_control import verb_of_git


def row_of(name: str, args: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the row of a program, by what it is told to do where that decides, and its words for it."""
    if name in {"git", "hub"}:
        verb, rest = verb_of_git(args)
        return f"git {verb}", rest
    if name in {"tar", "bsdtar", "gtar"} and args:
        first = args[0] if args[0].startswith("-") else f"-{args[0]}"
        mode = next(filter(None, map(_TAR_MODE.match, (first, *args[1:]))), None)
        return f"tar {'x' if mode and mode['extracts'] else 'c' if mode else 't'}", (first, *args[1:])
    return name, args


_TAR_MODE = re.compile(r"(?:-[a-zA-Z]*?|--)(?:(?P<extracts>x|extract|get)|[cruA]|create|append|update)")


def changes_of(name: str, args: Sequence[str]) -> list[Change]:
    """Return the files that a program changes, as far as its words tell, in no special order."""
    name, args = row_of(name, args)
    files = FILE_PROGRAMS.get(name, OTHERS)
    if files is OTHERS and not any(word.startswith(("-o", "--o")) for word in args):
        return []
    if _has(files.never_with, args):
        return []
    told, paths = _sorted_out(files, args)
    act = Act.DELETES_FOLDER if _has(files.folders_with, args) else files.act
    if (files.only_with and not _has(files.only_with, args)) or (files.instead and told):
        paths = []
    changed = [*told, *files.operands(paths)]
    if not changed and _has(files.here_with, args):
        changed = ["."]
    return [Change(act, path) for path in changed if path not in {"", "-"}]


def _has(pattern: str, args: Sequence[str]) -> bool:
    return bool(pattern) and any(map(_compiled(pattern).fullmatch, args))


_compiled = lru_cache(maxsize=None)(re.compile)


def _sorted_out(files: Files, args: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the values of the options that name what is written, and the operands; code counts as one."""
    told: list[str] = []
    paths: list[str] = []
    coded = False
    index = 0
    while index < len(args):
        word = args[index]
        index += 1
        if word == "--":
            paths += args[index:]
            break
        head, equals, value = word.partition("=")
        if equals and f"{head}=" in files.into:
            told.append(value)
        elif not word.startswith("-") or word == "-":
            paths += [word] if word else []
        else:
            option, value, takes_next = _option(files, word)
            coded |= option in files.code and bool(option)
            if takes_next:
                value = args[index] if index < len(args) else ""
                index += 1
            told += [value] if option in files.into else []
    return told, [*([""] if coded else []), *paths]


def _option(files: Files, word: str) -> tuple[str, str, bool]:
    """Return the option of a word that takes a value; the value, or that it stands in the next word."""
    valued = files.into | files.valued | files.code
    if word in valued:
        return word, "", True
    head, equals, value = word.partition("=")
    if word.startswith("--"):
        long = next(_meant(head, valued), "")
        return long, value, bool(long) and not equals
    for at, letter in enumerate(word[1:], 2):
        if f"-{letter}" in valued:
            return f"-{letter}", word[at:], at == len(word)
    return "", "", False


_SHORTEST = 5
"""Characters of a long option that is cut short and still means one."""


def _meant(head: str, options: frozenset[str]) -> Iterator[str]:
    """Yield the long options that a word means: programs let them be cut short."""
    if head in options:
        yield head
    elif len(head) >= _SHORTEST:
        yield from sorted(o for o in options if o.startswith(head))
