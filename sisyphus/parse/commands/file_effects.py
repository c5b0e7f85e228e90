"""What a command does to files beyond the tree, to git's own, and to those that a check is judged by."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from sisyphus.parse.commands.effects import Effect, worst
from sisyphus.parse.commands.file_programs import Act, Change

DELETES = Effect("deletes files outside the tree")
FINDS = Effect("deletes the files that it finds", stops=False)
FOLDER = Effect("deletes a folder of the tree")
WRITES = Effect("writes outside the tree")
EDITS = Effect("changes files in place", stops=False)
OWN_OF_GIT = Effect("changes files of git itself")
STATE = Effect("changes the state folder")
DELETES_ALL = Effect("deletes the whole tree, a home folder or the system", refused=True)
JUDGED = Effect("edits the plan, the evidence or what was allowed", refused=True)
DEVICE = Effect("writes to a device", refused=True)
ACCESS = Effect("changes who may do what with files")
SENDS = Effect("sends data to another machine")

_INSIDE = re.compile(
    r"(?:/tmp|/var/tmp|/dev/(?:null|stdout|stderr|tty|fd/\d+)|\$TMPDIR|\$\{TMPDIR\}|\$\(mktemp[^)]*\))(?:/|$)|NUL$"
)
_OUTSIDE = re.compile(r"~|/|\.\.(?:/|$)|\$(?:HOME|\{HOME\})|[A-Za-z]:\\")
_ALL = re.compile(
    r"(?:~\w*|/\*?|\$HOME|\$\{HOME\}|/(?:home|Users)(?:/[^/]+)?|/root|/etc|/usr|/var|/bin|/lib|/boot|\.|\.\.|\.git"
    r"|[A-Za-z]:\\|[*/]+)(?:/\*?|/\.\[?.*)?"
)
"""What holds everything: nobody deletes it to prove something."""
_JUDGES = re.compile(
    r"(?:.*/)?\.(?:sisyphus|omo)(?:/?$|/(?:plans|boulder\.json|evidence/sisyphus)\b)"
    r"|.*/sisyphus/(?:trust|anchors)\b"
)
"""Paths that a check is judged by. Agents keep evidence of their own beside ours."""
_HOLDS_JUDGES = re.compile(r"(?:.*/)?\.(?:sisyphus|omo)/(?:evidence/?)?(?:\*.*)?")
_STATE = re.compile(
    r"(?:.*/)?\.(?:sisyphus|omo)/(?!(?:evidence|logs?|tmp|cache|artifacts|screenshots)(?:/|$))"
)
_GIT = re.compile(
    r"(?:.*/)?\.git(?:/|$)"
    r"|\$(?:\{?GIT_DIR\b|\(git rev-parse --(?:git-|absolute-git-|git-common-)(?:dir|path)\b)"
)
_PORT = re.compile(r"/dev/(?:tcp|udp)/(?P<host>[^/]*)")
_OURSELVES = re.compile(r"localhost|127\.|::1|0\.0\.0\.0")
_PRODUCT = re.compile(
    r"(?:^|[._-])(?:t[e]?mp|dists?|builds?|out|outputs?|targets?|coverage|htmlcov|node[._]modules|caches?|pycache"
    r"|generated|gen|artifacts?|results?|reports?|logs?|scratch|sandbox|playground|demo|v?env|egg-info|obj|_?site"
    r"|next|nuxt|turbo|vite|parcel|svelte-kit|nyc|eggs|tox|nox|hypothesis|bak|backups?|orig|screenshots?|debug"
    r"|release|deriveddata|public)(?:$|[._-]|\d)"
    r"|(?:^|[._-])(?:tests?|smoke|verify|check|example|sample|qa|e2e)[._-]|[._-](?:tests?|smoke|check|qa)$",
    re.IGNORECASE,
)
"""Names of what builds, test runs and trials leave behind, as one part of a path."""
_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")
_MOST_ALTERNATIVES = 50


def leaves_tree(path: str) -> bool:
    """Whether a path leads out of the tree; temporary folders count as inside."""
    path = path.strip("\"'")
    return bool(_OUTSIDE.match(path)) and not _INSIDE.match(path)


def effect_on_files(changes: Iterable[Change], made: Iterable[str] = ()) -> Effect | None:
    """Return the worst of what is done to files, whose paths are seen from the tree.

    `made` are folders that the same commands have made.
    """
    known = frozenset(made)
    return worst(
        effect
        for change in changes
        for path in _alternatives(change.path.strip("\"'"))
        if not path.startswith("{}") and (effect := _effect(change.act, path, known))
    )


def _alternatives(path: str) -> Sequence[str]:
    """Return what `{a,b}` in a path stands for; of very many, some stay as they are."""
    waiting, found = [path], list[str]()
    while waiting and len(found) + len(waiting) <= _MOST_ALTERNATIVES:
        one = waiting.pop()
        match = _BRACES.search(one)
        if match is None:
            found.append(one)
        else:
            waiting += [one[: match.start()] + part + one[match.end() :] for part in match[1].split(",")]
    return [*found, *waiting]


def _effect(act: Act, path: str, made: frozenset[str]) -> Effect | None:
    deletes = act in {Act.DELETES, Act.DELETES_FOLDER}
    if act is not Act.MAKES and _is_judged_by(path, deletes=deletes):
        return JUDGED
    if deletes:
        return _effect_of_deleting(act, path, made)
    if port := _PORT.match(path):
        return None if _OURSELVES.match(port["host"]) else SENDS
    if path.startswith("/dev/") and not _INSIDE.match(path):
        return DEVICE
    special = OWN_OF_GIT if _own_of_git(path) else None if act is Act.MAKES else _special(path)
    if special or not leaves_tree(path):
        return special or (EDITS if act is Act.EDITS else None)
    return ACCESS if act is Act.PERMITS else WRITES


def _is_judged_by(path: str, *, deletes: bool) -> bool:
    """Whether a path is one that a check is judged by; who deletes may also name what holds such paths."""
    holds = _HOLDS_JUDGES.fullmatch(path) or _means(path, ".sisyphus", ".omo")
    return bool(_JUDGES.match(path) or (deletes and holds))


def _special(path: str) -> Effect | None:
    if _own_of_git(path):
        return OWN_OF_GIT
    return STATE if _STATE.match(path) and not _INSIDE.match(path) else None


def _own_of_git(path: str) -> bool:
    return bool(_GIT.match(path)) and not _INSIDE.match(path)


def _means(path: str, *names: str) -> bool:
    """Whether the first part of a path is a pattern that stands for one of the names."""
    first = path.partition("/")[0]
    return first.startswith(".") and any(fnmatchcase(name, first) for name in names if first != name)


def _effect_of_deleting(act: Act, path: str, made: frozenset[str]) -> Effect | None:
    """A file of the build may go; anything else, temporary folders too, must be approved."""
    if _ALL.fullmatch(path) or _means(path, ".git"):
        return DELETES_ALL
    if special := _special(path):
        return special
    if _OUTSIDE.match(path) or "$" in path or "`" in path:
        return DELETES
    whole = act is Act.DELETES_FOLDER and path not in made
    return FOLDER if whole and not any(map(_PRODUCT.search, path.split("/"))) else None


def effect_of_picking(path: str) -> Effect:
    """Return what deleting some of what lies below a folder does."""
    if _JUDGES.match(path):
        return JUDGED
    return _special(path) or (DELETES if _OUTSIDE.match(path) else FINDS)
