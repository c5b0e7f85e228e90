"""What becomes of files that another program lists: `find -delete`, `ls | xargs rm`."""

import re
from collections.abc import Callable, Sequence

from sisyphus.parse.commands.effects import Effect, operands, worst
from sisyphus.parse.commands.file_effects import (
    DELETES,
    DELETES_ALL,
    FINDS,
    FOLDER,
    effect_of_picking,
    effect_on_files,
    leaves_tree,
)
from sisyphus.parse.commands.file_programs import Act, Change
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.version_control import verb_of_git
from sisyphus.parse.commands.wrappers import Started

FINDERS = words("find gfind fd fdfind")
REMOVERS = words("rm rmdir unlink shred srm trash trash-put")
_NARROWS = re.compile(
    r"-(?:i?(?:name|path|regex|wholename|lname)|[acm]?newer\w*|[acm](?:time|min)|size|perm|user|inum|samefile)"
)
_ANY = frozenset({"*", "**", ".*", "./*", ".", ""})
_NEGATIONS = frozenset({"!", "-not", "\\!"})
_FILTERS = words("grep egrep fgrep rg head tail awk gawk sed cut uniq comm fzf jq")
"""Programs between a list and `xargs` that leave less of it."""


def effect_of_find(name: str, args: tuple[str, ...], place: Callable[[str], str]) -> Effect | None:
    """Return what `find` or `fd` deletes: whole folders where nothing narrows it down."""
    if name in {"fd", "fdfind"}:
        runs = {"-x", "-X", "--exec", "--exec-batch"} & set(args) and REMOVERS & set(args)
        before = args[: min(map(args.index, {"-x", "-X", "--exec", "--exec-batch"} & set(args)), default=0)]
        picks = {"-e", "--extension", "-g"} & set(before) or set(operands(before)[:1]) - _ANY
        return (FINDS if picks else DELETES_ALL) if runs else None
    if "-delete" not in args and not REMOVERS & set(args):
        return None
    roots = [place(root) for root in _roots(args)]
    if _narrows(args):
        return worst(map(effect_of_picking, roots))
    return effect_on_files(Change(Act.DELETES_FOLDER, root) for root in roots) or FINDS


def _roots(args: Sequence[str]) -> list[str]:
    """Return the folders in which `find` looks, which stand before its tests."""
    rest = list(args)
    while rest and rest[0] in {"-L", "-H", "-P", "-E", "-X"}:
        rest.pop(0)
    end = next((at for at, word in enumerate(rest) if word[:1] in {"-", "(", "!", "\\"}), len(rest))
    return rest[:end] or ["."]


def _narrows(args: Sequence[str]) -> bool:
    found = [at for at, word in enumerate(args) if _NARROWS.fullmatch(word) or word == "-empty"]
    tests = [at for at in found if args[at - 1] not in _NEGATIONS]
    return any(args[at] == "-empty" or set(args[at + 1 : at + 2]) - _ANY for at in tests)


def effect_of_piped_names(earlier: Sequence[Started]) -> Effect:
    """Return what `xargs rm` does, by what lists the files for it: the programs before it."""
    known = [call for call in earlier if call.name in _LISTERS]
    if not known or any(leaves_tree(word) for call in earlier for word in call.args):
        return DELETES
    lister = known[-1]
    whole = _LISTERS[lister.name](lister.args)
    filtered = any(call.name in _FILTERS for call in earlier[earlier.index(lister) + 1 :])
    return whole if whole and not filtered else FINDS


def _of_find(args: tuple[str, ...]) -> Effect | None:
    if _narrows(args):
        return None
    return effect_on_files(Change(Act.DELETES_FOLDER, root) for root in _roots(args))


def _of_names(args: tuple[str, ...]) -> Effect | None:
    return None if set(operands(args)) - _ANY else DELETES_ALL


def _of_pattern(args: tuple[str, ...]) -> Effect | None:
    return None if len(operands(args)) and operands(args)[0] not in _ANY else DELETES_ALL


def _of_git(args: tuple[str, ...]) -> Effect | None:
    verb, rest = verb_of_git(args)
    if {"-o", "--others", "-i", "--ignored"} & set(rest):
        return None
    return FOLDER if verb != "ls-files" else _of_names(tuple(rest))


_LISTERS: dict[str, Callable[[tuple[str, ...]], Effect | None]] = {
    "find": _of_find,
    "gfind": _of_find,
    "fd": _of_pattern,
    "fdfind": _of_pattern,
    "ls": _of_names,
    "git": _of_git,
    "grep": _of_pattern,
    "rg": _of_pattern,
}
"""Programs that list files, and what deleting all of them means; `None` when those are some files only."""
