"""What rows depend on in a repository: refs, what differs from HEAD, configuration, and git's own files."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sisyphus.adapters.git import open_access
from sisyphus.adapters.kept.marks import Mark, OddEntry, is_plain, mark_at, marks_below, names_in
from sisyphus.adapters.repository.call import GitFailure
from sisyphus.adapters.repository.layout import Layout
from sisyphus.adapters.repository.parse import STATUS, path_of_entry, text
from sisyphus.model.deferred import dataclass

_REFS = ("for-each-ref", "--format=%(objectname) %(refname) %(symref)")
_RULES = frozenset({".gitignore", ".gitattributes"})
_MOST_STORES = 8
_DIGITS_OF_A_FOLDER = 2
_OTHERS = frozenset({"index"})
"""Files of git whose content the other facts tell; git writes them anew without a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GitMarks:
    """One look at a repository. Equal ones give equal observations of all but evidence."""

    facts: tuple[object, ...]
    """Plain data: what git says of everything outside the state folders."""
    files: dict[str, Mark]
    """Of git's own files, of every work tree, and of ignore rules that differ from HEAD."""
    state: list[tuple[str, bytes]]
    """By path relative to the root: what git says of the files of the state folders."""


def observe_marks(top: Path, prefix: str, state_dirs: tuple[str, ...]) -> GitMarks:
    """Look at the repository at `top`; `prefix` is the root's place in it.

    Raises:
        OddEntry: there is no telling by marks.
        MachineError: git is missing or did not answer in time.

    """
    access = open_access(top)
    if access.run is None:
        raise OddEntry(access.refusal)
    try:
        with ThreadPoolExecutor(max_workers=1) as beside:
            refs = beside.submit(access.run, *_REFS)
            ignored = beside.submit(access.ignored_state, tuple(prefix + name for name in state_dirs))
            entries = access.run(*STATUS).split(b"\0")
            listed = refs.result()
    except GitFailure as failure:
        raise OddEntry(failure.message) from failure
    files = _own_files(access.layout)
    facts: list[bytes] = []
    state: list[tuple[str, bytes]] = []
    for entry in entries:
        path = text(path_of_entry(entry))
        inside = path.removeprefix(prefix)
        if path.startswith(prefix) and inside.split("/", 1)[0] in state_dirs:
            state.append((inside, entry))
            continue
        facts.append(entry)
        if path.rpartition("/")[2] in _RULES and (mark := mark_at(f"{top}/{path}")):
            files[path] = mark
    told = (access.config, listed, facts, access.layout.operation, ignored.result())
    return GitMarks(facts=told, files=files, state=state)


def _own_files(layout: Layout) -> dict[str, Mark]:
    """Return the marks of git's files that say what refs, status and configuration do not."""
    own, common = str(layout.git_dir), str(layout.common_dir)
    files: dict[str, Mark] = {}
    for folder in dict.fromkeys((own, common)):
        for name in names_in(folder):
            mark = mark_at(f"{folder}/{name}")
            if mark and is_plain(mark) and name not in _OTHERS:
                files[f"{folder}/{name}"] = mark
    for place in ("info", "worktrees"):
        files |= marks_below(f"{common}/{place}", f"{common}/{place}")
    stores = _stores(f"{common}/objects")
    for path in (f"{common}/logs/refs/stash", *(path for store in stores for path in _folders_of(store))):
        if mark := mark_at(path):
            files[path] = mark
    return files


def _stores(own: str) -> list[str]:
    """Return where objects lie: in the repository's own store, and in those that it borrows from."""
    stores = [own]
    for store in stores:  # which grows: one that is borrowed from may borrow itself
        if (mark := mark_at(file := f"{store}/info/alternates")) is None:
            continue
        if not is_plain(mark):
            raise OddEntry(file)
        lines = [os.fsdecode(line) for line in Path(file).read_bytes().split(b"\n") if line]
        if len(stores) + len(lines) > _MOST_STORES or any(line[0] in '#"' for line in lines):
            raise OddEntry(store)
        borrowed = (line if line[0] == "/" else f"{store}/{line}" for line in lines)
        stores += [path for path in borrowed if path not in stores]
    return stores


def _folders_of(store: str) -> list[str]:
    """Return the folders of a store that change when an object comes or goes without a ref.

    A commit that only a note names may be pruned, and the folder that held it stays for others.
    """
    single = [name for name in names_in(store) if len(name) == _DIGITS_OF_A_FOLDER]
    return [store, *(f"{store}/{name}" for name in ("pack", "info/alternates", *single))]
