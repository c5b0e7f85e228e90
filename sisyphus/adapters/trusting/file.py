"""Keys that a user allows in a file, from outside the repository or as the remote's default branch has it."""

import json
import os
import re
from pathlib import Path

from sisyphus.adapters.files import read_file
from sisyphus.adapters.git import calls_in, find_top_level
from sisyphus.adapters.repository.call import GitFailure, Run
from sisyphus.adapters.repository.files import path_inside
from sisyphus.adapters.repository.parse import text
from sisyphus.adapters.repository.worktree import read_committed
from sisyphus.errors import InputError

_KEY = re.compile(r"[0-9a-f]{64}")
_FILE_LIMIT = 1 << 20
_DEFAULT_BRANCHES = ("main", "master")
_REMOTES = "refs/remotes/"
"""Always written out: a tag may be called `origin/main` too."""


def read_trust_file(path: Path, root: Path) -> tuple[frozenset[str], str | None]:
    """Read the keys of a file: JSON (a list, or `{"keys": [...]}`) or lines with `#` comments.

    A file inside `root` is not read from there, where any branch could have brought it along, but as the
    default branch of the remote has it; the second value then names that branch. Raises InputError for a file
    that is no such list, or that lies inside and is not on that branch; else as `read_file` does.
    """
    real = Path(os.path.realpath(path)) if "\0" not in str(path) else path
    if real.exists() and real.is_relative_to(root.resolve()):
        return _read_from_remote(path, real, root.resolve())
    return _keys(read_file(real, None, limit=_FILE_LIMIT), path), None


def _read_from_remote(path: Path, real: Path, root: Path) -> tuple[frozenset[str], str]:
    """Read a file of the repository as the remote's default branch has it, as far as the last fetch knew."""
    top = find_top_level(root)
    inside = None if top is None else path_inside(top, root, str(real))
    branch = content = None
    if top is not None and inside is not None:
        try:
            run = calls_in(top)
            branch = _remote_default(run)
            content = read_committed(run, f"{_REMOTES}{branch}", inside) if branch else None
        except GitFailure:
            content = None
    if branch is None or content is None:
        where = f"{branch} does not have it" if branch else "there is no branch of a remote that has it"
        raise InputError(
            f"a trust file inside the repository could allow anything, and {where}",
            path=str(path),
            fix="keep it outside the repository, or bring it into the default branch of the remote and fetch",
        )
    if len(content) > _FILE_LIMIT:
        raise InputError("too large for a trust file", path=str(path), fix="keep one key a line")
    return _keys(content, path), branch


def _remote_default(run: Run) -> str | None:
    """Return the default branch of the remote, such as `origin/main`; a local branch is not enough."""
    remotes = text(run("for-each-ref", "--format=%(refname)", _REMOTES)).split("\n")
    names = sorted({ref.split("/")[2] for ref in remotes if ref}, key=lambda name: (name != "origin", name))
    for name in names:
        there = f"{_REMOTES}{name}"
        head = text(run("for-each-ref", "--format=%(symref)", f"{there}/HEAD")).strip()
        for ref in (head, *(f"{there}/{branch}" for branch in _DEFAULT_BRANCHES)):
            if ref.startswith(f"{there}/") and ref in remotes:
                return ref.removeprefix(_REMOTES)
    return None


def _keys(content: bytes, path: Path) -> frozenset[str]:
    said = content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return frozenset(
        _keys_of_json(said, path) if said.lstrip()[:1] in {"[", "{"} else _keys_of_lines(said, path)
    )


def _keys_of_json(text: str, path: Path) -> list[str]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}", path=str(path), fix="write a list of keys") from error
    keys = said.get("keys") if isinstance(said, dict) else said
    if not isinstance(keys, list) or not all(isinstance(key, str) and _KEY.fullmatch(key) for key in keys):
        raise InputError("no list of keys", path=str(path), fix='write {"keys": ["<64 hexadecimal digits>"]}')
    return keys


def _keys_of_lines(text: str, path: Path) -> list[str]:
    keys = []
    for number, line in enumerate(text.split("\n"), 1):
        word = line.partition("#")[0].strip()
        if word and not _KEY.fullmatch(word):
            raise InputError(
                "not a key", path=str(path), line=number, fix="write 64 hexadecimal digits a line"
            )
        if word:
            keys.append(word)
    return keys
