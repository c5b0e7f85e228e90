"""What becomes of files that another program lists: `find -delete`, `ls | xargs rm`."""

import re
from collections.abc import Callable, Sequence

from sisyphus.parse.commands.effects import Effect, operands, worst
from sisyphus.parse.commands.file_effects import (
    DELETES,
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

Place = Callable[[str], str]
"""From a path to how it is seen from the tree."""
FINDERS = words("find gfind fd fdfind")
REMOVERS = words("rm rmdir unlink shred srm trash trash-put")
_NARROWS = re.compile(
    r"-(?:i?(?:name|path|regex|wholename|lname)|[acm]?newer\w*|[acm](?:time|min)|size|perm|user|inum|samefile)"
)
_ANY = frozenset({"*", "**", ".*", "./*", ".", ""})
_RUNS = words("-exec -execdir -ok -okdir -x -X --exec --exec-batch")
_NEGATIONS = frozenset({"!", "-not", "\\!"})
_FILTERS = words("grep egrep fgrep rg head tail awk gawk sed cut uniq comm fzf jq")
"""Programs between a list and `xargs` that leave less of it."""


def effect_of_find(name: str, args: tuple[str, ...], place: Place) -> Effect | None:
    """Return what `find` or `fd` deletes: whole folders where nothing narrows it down."""
    runs = [at for at, word in enumerate(args[:-1]) if word in _RUNS and args[at + 1] in REMOVERS]
    if not runs and "-delete" not in args:
        return None
    if name in {"fd", "fdfind"}:
        return _whole(_of_fd(args[: runs[0]] if runs else args), place)
    if _narrows(args):
        return worst(effect_of_picking(place(root)) for root in _roots(args))
    return _whole(_roots(args), place)


def _whole(roots: Sequence[str], place: Place) -> Effect:
    """Return what deleting whole folders does; of none it is some files."""
    return effect_on_files(Change(Act.DELETES_FOLDER, place(root)) for root in roots) or FINDS


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


def effect_of_piped_names(earlier: Sequence[Started], place: Place) -> Effect:
    """Return what `xargs rm` does, by what lists the files for it: the programs before it."""
    known = [call for call in earlier if call.name in _LISTERS]
    if not known or any(leaves_tree(word) for call in earlier for word in call.args):
        return DELETES
    lister = known[-1]
    if any(call.name in _FILTERS for call in earlier[earlier.index(lister) + 1 :]):
        return FINDS
    listed = _LISTERS[lister.name](lister.args)
    return FOLDER if listed is None else _whole(listed, place)


def _of_find(args: tuple[str, ...]) -> list[str]:
    return [] if _narrows(args) else _roots(args)


def _of_fd(args: tuple[str, ...]) -> list[str]:
    picks = {"-e", "--extension", "-g"} & set(args) or set(operands(args)[:1]) - _ANY
    return [] if picks else ["."]


def _of_names(args: tuple[str, ...]) -> list[str]:
    return [] if set(operands(args)) - _ANY else ["."]


def _of_pattern(args: tuple[str, ...]) -> list[str]:
    return [] if set(operands(args)[:1]) - _ANY else ["."]


def _of_git(args: tuple[str, ...]) -> list[str] | None:
    verb, rest = verb_of_git(args)
    if {"-o", "--others", "-i", "--ignored"} & set(rest):
        return []
    return _of_names(tuple(rest)) if verb == "ls-files" else None


_LISTERS: dict[str, Callable[[tuple[str, ...]], list[str] | None]] = {
    "find": _of_find,
    "gfind": _of_find,
    "fd": _of_fd,
    "fdfind": _of_fd,
    "ls": _of_names,
    "git": _of_git,
    "grep": _of_pattern,
    "rg": _of_pattern,
}
"""By program that lists files, the folders of which it lists all; `None` for tracked files of anywhere."""
