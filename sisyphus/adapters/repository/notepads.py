"""What git has of the state folders: their files at HEAD, and what was taken out of notepads.

Notepads are append-only. A line that a commit took out is in the commit before it, so one `log -p` over the
notepad folders tells of all of them, whatever their number.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sisyphus.adapters.repository.call import GitFailure, Run
from sisyphus.adapters.repository.parse import text
from sisyphus.adapters.repository.subject import DIFF_FLAGS
from sisyphus.model.deferred import dataclass
from sisyphus.model.notepad import LostEntries
from sisyphus.model.regex import regex
from sisyphus.model.shell_word import shell_word

_MOST_COMMITS = 2000
_PATCH = (
    "-U2", "-M", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", "--diff-algorithm=myers",
    "--inter-hunk-context=0", *DIFF_FLAGS,
)  # fmt: skip
_PLAIN_NAMES = ("-c", "core.quotePath=false")
_HUNK = regex(rb"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_EDITED = regex(rb"^\+\+\+ b/(.+)$", re.MULTILINE)
_HEADING = regex(r"#{2,6}\s+\S")
_LEAST_LINES = 3
"""Lines without a heading that count as an entry of their own."""


class OldLine(NamedTuple):
    """A line as it was before a commit."""

    text: str
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Neighbouring lines that one commit took out of one file."""

    path: str
    """Relative to the git top level; the new name of a renamed file."""
    had_by: str
    """The commit that still has them."""
    lines: tuple[OldLine, ...]
    """With the few lines around them that stayed."""
    added: int
    """Lines that came in their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateHistory:
    """What git has of the state folders."""

    tracked: frozenset[str] = frozenset()
    """Files that HEAD has, relative to the git top level."""
    edited: frozenset[str] = frozenset()
    """Those of them that the work tree has with another text."""
    removals: tuple[Removal, ...] = ()
    """Newest first, what the work tree took out before all."""


NO_HISTORY = StateHistory()


def read_state_history(run: Run, folders: Sequence[str]) -> StateHistory:
    """Read what git has of state folders (relative to the top level); nothing for folders it does not track.

    Raises:
        GitFailure: there is no commit yet, or git refuses.
        MachineError: git is missing or did not answer in time.

    """
    tree = run("ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *folders)
    tracked = frozenset(text(path) for path in tree.split(b"\0") if path)
    if not tracked:
        return NO_HISTORY
    try:
        here = run(*_PLAIN_NAMES, "diff", *_PATCH, "HEAD", "--", *folders)
    except GitFailure:  # as in a bare repository
        here = b""
    notepads = tuple(f"{folder}/notepads" for folder in folders)
    log = b""
    if any(path.startswith(tuple(f"{n}/" for n in notepads)) for path in tracked):
        log = run(
            *_PLAIN_NAMES, "log", "-p", "--format=%x01%H %P", f"-n{_MOST_COMMITS}", "--no-show-signature",
            "--no-notes", *_PATCH, "HEAD", "--", *notepads,
        )  # fmt: skip
    return StateHistory(
        tracked=tracked,
        edited=frozenset(text(name).removesuffix("\t") for name in _EDITED.findall(here)),
        removals=(*parse_removals(b"\x01- HEAD\n" + here), *parse_removals(log)),
    )


def parse_removals(data: bytes) -> Iterator[Removal]:
    """Yield the lines that each commit took out, in the order of the log."""
    had_by, path = "", ""
    lines = iter(data.split(b"\n"))
    for line in lines:
        if line.startswith(b"\x01"):
            had_by = text(line[1:]).split(" ")[1] if b" " in line else ""
        elif line.startswith((b"--- a/", b"+++ b/")):
            path = text(line[6:].removesuffix(b"\t"))
        elif hunk := _HUNK.match(line):
            old, added = _read_hunk(lines, *(1 if n is None else int(n) for n in hunk.groups()))
            if had_by and path and any(each.removed for each in old):
                yield Removal(path=path, had_by=had_by, lines=tuple(old), added=added)


def _read_hunk(lines: Iterator[bytes], before: int, after: int) -> tuple[list[OldLine], int]:
    """Read the lines of a hunk, `before` of the old text and `after` of the new one."""
    old: list[OldLine] = []
    added = 0
    while before > 0 or after > 0:
        line = next(lines, None)
        if line is None:
            break
        sign = line[:1]
        before -= sign in {b"-", b" ", b""}
        after -= sign in {b"+", b" ", b""}
        added += sign == b"+"
        if sign not in {b"+", b"\\"}:
            old.append(OldLine(line[1:].decode("utf-8", "replace").strip(), sign == b"-"))
    return old, added


def lost_entries(path: str, removals: Sequence[Removal], here: str) -> LostEntries | None:
    """Return the entries that were taken out of a notepad and stand nowhere in it now; `None` without any.

    An entry whose heading or half of whose text is still there was edited or moved, not lost.
    """
    present = {line.strip() for line in here.split("\n")}
    lost: dict[str, str] = {}
    for removal in removals:
        for title, body in _entries(removal):
            gone = sum(line not in present for line in body)
            if title not in present and body and gone * 2 > len(body):
                lost.setdefault(title, removal.had_by)
    if not lost:
        return None
    commit = next(iter(lost.values()))
    return LostEntries(
        path=path,
        titles=tuple(lost),
        commit=commit,
        command=f"git show {shell_word(f'{commit}:{removals[0].path}')}",
    )


def _entries(removal: Removal) -> Iterator[tuple[str, list[str]]]:
    """Yield the entries whose headings were taken out, with their bodies; loose lines as one of their own."""
    title: str | None = None
    kept = False  # whether the text belongs to a heading that stayed
    body: list[str] = []
    loose: list[str] = []
    for line in removal.lines:
        if _HEADING.match(line.text):
            if title is not None:
                yield title, body
            title, kept, body = (line.text if line.removed else None), not line.removed, []
        elif line.text and not line.text.startswith(("# ", "---")):
            body.append(line.text)
            if line.removed and title is None and not kept:
                loose.append(line.text)
    if title is not None:
        yield title, body
    # Said in other words, lines have others in their place.
    if len(loose) >= _LEAST_LINES and removal.added * 2 < len(loose):
        yield loose[0], loose
