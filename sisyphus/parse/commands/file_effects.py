"""What a command does to files beyond the tree."""

import re
from collections.abc import Callable, Sequence

from sisyphus.parse.commands.effects import Effect, operands

DELETES = Effect("deletes files outside the tree")
FINDS = Effect("deletes the files that it finds", stops=False)
WRITES = Effect("writes outside the tree")
DELETES_ALL = Effect("deletes the whole tree, a home folder or the system", refused=True)
JUDGED = Effect("edits the plan, the evidence or what was allowed", refused=True)
DEVICE = Effect("writes to a device", refused=True)
MOUNTS = Effect("changes what is mounted")
ACCESS = Effect("changes who may do what with files")

_INSIDE = re.compile(
    r"(?:/tmp|/var/tmp|/dev/(?:null|stdout|stderr|fd/\d+)|\$TMPDIR|\$\{TMPDIR\}|\$\(mktemp[^)]*\))(?:/|$)|NUL$"
)
_OUTSIDE = re.compile(r"~|/|\$(?:HOME|\{HOME\})|[A-Za-z]:\\")
_ALL = re.compile(
    r"(?:~\w*|/\*?|\$HOME|\$\{HOME\}|/(?:home|Users)(?:/[^/]+)?|/root|/etc|/usr|/var|/bin|/lib|/boot|\.|\.\.|\$PWD|\.git|\*"
    r"|[A-Za-z]:\\)(?:/\*?|/\.\[?.*)?"
)
"""What holds everything: nobody deletes it to prove something."""
_JUDGES = re.compile(
    r"(?:.*/)?\.(?:sisyphus|omo)(?:/?$|/(?:plans|boulder\.json|evidence/sisyphus)\b)"
    r"|.*/sisyphus/(?:trust|anchors)\b"
)
"""Paths that a check is judged by. Agents keep evidence of their own beside ours."""
_REMOTE = re.compile(r"[\w.@-]+:[^\\]")
_RECURSIVE = re.compile(r"-[a-zA-Z]*R|--recursive")


def leaves_tree(path: str) -> bool:
    """Whether a path leads out of the tree; temporary folders count as inside."""
    path = path.strip("\"'")
    return bool(_OUTSIDE.match(path)) and not _INSIDE.match(path)


def effect_on_files(writes: Sequence[str]) -> Effect | None:
    """Return what redirections write beyond the tree."""
    if any(map(_JUDGES.match, writes)):
        return JUDGED
    if any(path.startswith("/dev/") and not _INSIDE.match(path) for path in writes):
        return DEVICE
    return WRITES if any(map(leaves_tree, writes)) else None


def _deleted(args: tuple[str, ...]) -> Effect | None:
    """A relative file of the build may go; anything else, temporary folders too, must be approved."""
    paths = operands(args)
    if any(map(_ALL.fullmatch, paths)):
        return DELETES_ALL
    outside = any(_OUTSIDE.match(p) or ".." in p.split("/") or "$" in p for p in paths)
    return DELETES if outside else None


def _found(args: tuple[str, ...]) -> Effect | None:
    if "-delete" not in args and "rm" not in args:
        return None
    roots = operands(args)
    outside = bool(roots) and bool(_OUTSIDE.match(roots[0]))
    return DELETES if outside else FINDS


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


def _mounted(args: tuple[str, ...]) -> Effect | None:
    del args
    return MOUNTS


def _dumped(args: tuple[str, ...]) -> Effect | None:
    return effect_on_files([word.removeprefix("of=") for word in args if word.startswith("of=")])


_RULES: dict[str, Callable[[tuple[str, ...]], Effect | None]] = {
    **dict.fromkeys(("rm", "rmdir", "unlink", "shred", "trash"), _deleted),
    "find": _found,
    **dict.fromkeys(("cp", "ln", "install"), _copied),
    "rsync": _synchronised,
    **dict.fromkeys(("mv", "mkdir", "touch", "tee", "truncate"), _written),
    **dict.fromkeys(("sed", "perl"), _edited),
    "chmod": _mode,
    **dict.fromkeys(("chown", "chgrp"), _owner),
    "dd": _dumped,
    **dict.fromkeys(("mkfs", "fdisk", "parted", "diskutil"), _device),
    **dict.fromkeys(("mount", "umount"), _mounted),
}
_TO_LAST = frozenset({"cp", "ln", "install", "rsync"})
"""Programs that only write what they name last."""


def handles_files(name: str) -> bool:
    """Whether a program's operands are files that it may change."""
    return name.rpartition("/")[2] in _RULES


def effect_of_file_command(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what a program that handles files does beyond the tree."""
    rule = _RULES.get("mkfs" if name.startswith("mkfs.") else name)
    effect = rule(args) if rule else None
    paths = operands(args)[-1:] if name in _TO_LAST else operands(args)
    changes = name not in {"sed", "perl", "find"} or effect is not None
    return JUDGED if rule and changes and any(map(_JUDGES.match, paths)) else effect
