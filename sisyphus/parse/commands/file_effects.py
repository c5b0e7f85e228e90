"""What a command does to files beyond the tree."""

import re
from collections.abc import Callable, Sequence

from sisyphus.parse.commands.effects import Effect, operands

DELETES = Effect("deletes files outside the tree")
WRITES = Effect("writes outside the tree")
DEVICE = Effect("writes to a device")
ACCESS = Effect("changes who may do what with files")

_INSIDE = re.compile(
    r"(?:/tmp|/var/tmp|/dev/(?:null|stdout|stderr|fd/\d+)|\$TMPDIR|\$\{TMPDIR\}|\$\(mktemp[^)]*\))(?:/|$)|NUL$"
)
_OUTSIDE = re.compile(r"~|/|\$(?:HOME|\{HOME\})|[A-Za-z]:\\")
_WHOLE_TREE = frozenset({".", "*", "./", "./*", ".git"})
_REMOTE = re.compile(r"[\w.@-]+:[^\\]")
_RECURSIVE = re.compile(r"-[a-zA-Z]*R|--recursive")


def leaves_tree(path: str) -> bool:
    """Whether a path leads out of the tree; temporary folders count as inside."""
    path = path.strip("\"'")
    return bool(_OUTSIDE.match(path)) and not _INSIDE.match(path)


def effect_on_files(writes: Sequence[str]) -> Effect | None:
    """Return what redirections write beyond the tree."""
    return WRITES if any(map(leaves_tree, writes)) else None


def _deleted(args: tuple[str, ...]) -> Effect | None:
    """A relative file of the build may go; anything else, temporary folders too, must be approved."""
    for path in operands(args):
        if _OUTSIDE.match(path) or ".." in path.split("/") or "$" in path or path in _WHOLE_TREE:
            return DELETES
    return None


def _found(args: tuple[str, ...]) -> Effect | None:
    if "-delete" not in args and "rm" not in args:
        return None
    roots = operands(args)
    outside = bool(roots) and bool(_OUTSIDE.match(roots[0]))
    return DELETES if outside else Effect("deletes the files that it finds", stops=False)


def _copied(args: tuple[str, ...]) -> Effect | None:
    paths = operands(args)
    return WRITES if paths and leaves_tree(paths[-1]) else None


def _synchronised(args: tuple[str, ...]) -> Effect | None:
    paths = operands(args)
    if paths and _REMOTE.match(paths[-1]):
        return Effect("copies files to another machine")
    return _copied(args)


def _written(args: tuple[str, ...]) -> Effect | None:
    return WRITES if any(map(leaves_tree, operands(args))) else None


def _edited(args: tuple[str, ...]) -> Effect | None:
    if not any(re.match(r"-i|--in-place", word) for word in args):
        return None
    return _written(args) or Effect("changes files in place", stops=False)


def _mode(args: tuple[str, ...]) -> Effect | None:
    whole = any(map(_RECURSIVE.match, args))
    return ACCESS if whole or any(map(leaves_tree, operands(args)[1:])) else None


def _owner(args: tuple[str, ...]) -> Effect | None:
    del args
    return ACCESS


def _device(args: tuple[str, ...]) -> Effect | None:
    del args
    return DEVICE


_RULES: dict[str, Callable[[tuple[str, ...]], Effect | None]] = {
    **dict.fromkeys(("rm", "rmdir", "unlink", "shred", "trash"), _deleted),
    "find": _found,
    **dict.fromkeys(("cp", "ln", "install"), _copied),
    "rsync": _synchronised,
    **dict.fromkeys(("mv", "mkdir", "touch", "tee", "truncate"), _written),
    **dict.fromkeys(("sed", "perl"), _edited),
    "chmod": _mode,
    **dict.fromkeys(("chown", "chgrp"), _owner),
    **dict.fromkeys(("dd", "mkfs", "fdisk", "mount", "umount", "parted", "diskutil"), _device),
}


def handles_files(name: str) -> bool:
    """Whether a program's operands are files that it may change."""
    return name.rpartition("/")[2] in _RULES


def effect_of_file_command(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what a program that handles files does beyond the tree."""
    rule = _RULES.get("mkfs" if name.startswith("mkfs.") else name)
    return rule(args) if rule else None
