"""What git prints, read into values. Pure: bytes in, values out."""

import re
from datetime import UTC, datetime, timedelta

from sisyphus.adapters.repository.graph import Graph
from sisyphus.adapters.repository.harden import Config
from sisyphus.model.deferred import dataclass
from sisyphus.model.repository import Change, Commit, Worktree

LOG_FORMAT = "%x01%H%x00%P%x00%an <%ae>%x00%at%x00%ct%x00%B"
"""For `log -z --numstat`; every field ends with NUL, which no field can hold."""

_HEADER_FIELDS = 6
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

STATUS = (
    "status", "--porcelain=v2", "-z", "--branch", "--ahead-behind", "--untracked-files=all",
    "--no-renames", "--ignore-submodules=all",
)  # fmt: skip
"""The call that `parse_status` reads."""
_PATH_FIELD = {b"1": 8, b"2": 9, b"u": 10}
"""Fields in front of the path, by kind of status entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """One file that differs from HEAD or is untracked."""

    path: bytes
    untracked: bool
    unmerged: bool = False
    """Whether a conflict in it waits to be resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What `status --porcelain=v2 --branch` tells."""

    head: str | None
    branch: str | None
    """`None` when detached; as parsed also `(detached)`, which is a possible name."""
    upstream: str | None
    ahead: int | None
    behind: int | None
    entries: tuple[StatusEntry, ...] | None
    """`None` when unknown."""


def text(raw: bytes) -> str:
    """Decode a name; a byte that is no UTF-8 is shown by its number, as Python escapes it."""
    return raw.decode("utf-8", "backslashreplace")


def telling_line(stderr: bytes) -> str:
    """Return the line of an error text that says what is wrong."""
    lines = [line for line in text(stderr).split("\n") if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines
    return re.sub(r"^(?:fatal|error):\s*", "", telling[0]).strip() if telling else "no reason given"


def parse_config(data: bytes) -> Config:
    """Read `config --list -z`. A key without a value counts as true, as git has it."""
    entries = (
        chunk.decode("utf-8", "surrogateescape").partition("\n") for chunk in data.split(b"\0") if chunk
    )
    return tuple((key, value if found else "true") for key, found, value in entries)


def parse_status(data: bytes) -> Standing:
    """Read `status --porcelain=v2 --branch -z`."""
    headers: dict[str, str] = {}
    entries: list[StatusEntry] = []
    tokens = iter(data.split(b"\0"))
    for token in tokens:
        kind, _, rest = token.partition(b" ")
        if kind == b"#":
            name, _, value = text(rest).partition(" ")
            headers[name] = value
        elif kind == b"?":
            entries.append(StatusEntry(path=rest, untracked=True))
        elif kind in _PATH_FIELD:
            entries.append(StatusEntry(path=path_of_entry(token), untracked=False, unmerged=kind == b"u"))
            if kind == b"2":
                next(tokens, None)  # the old name
    head = headers.get("branch.oid")
    ahead, behind = _counts(headers.get("branch.ab", ""))
    return Standing(
        head=None if head == "(initial)" else head,
        branch=headers.get("branch.head"),
        upstream=headers.get("branch.upstream"),
        ahead=ahead,
        behind=behind,
        entries=tuple(entries),
    )


def path_of_entry(token: bytes) -> bytes:
    """Return the path that one token of a status speaks of; empty for one about the branch."""
    kind, _, rest = token.partition(b" ")
    if kind == b"?":
        return rest
    return token.split(b" ", _PATH_FIELD[kind])[-1] if kind in _PATH_FIELD else b""


def _counts(words: str) -> tuple[int | None, int | None]:
    match = re.fullmatch(r"\+(\d+) -(\d+)", words)
    return (int(match[1]), int(match[2])) if match else (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """Which commits have not arrived where; `None` when there is nowhere to arrive."""

    unpushed: frozenset[str] | None
    off_default: frozenset[str] | None
    graph: Graph | None = None
    """Which branches have which commits; `None` when that was not asked for."""


NOWHERE = Landed(unpushed=None, off_default=None)


def parse_log(data: bytes, landed: Landed) -> tuple[Commit, ...]:
    """Read `log -z --numstat` with `LOG_FORMAT`; order is kept."""
    commits: list[Commit] = []
    tokens = data.split(b"\0")
    at = 0
    while at + _HEADER_FIELDS <= len(tokens) and tokens[at].startswith(b"\x01"):
        header = tokens[at : at + _HEADER_FIELDS]
        changes, at = _changes(tokens, at + _HEADER_FIELDS)
        commits.append(_commit(header, changes, landed))
    return tuple(commits)


def _changes(tokens: list[bytes], at: int) -> tuple[tuple[Change, ...], int]:
    changes: list[Change] = []
    while at < len(tokens):
        # `added TAB removed TAB path`; a header has no TAB where these have one.
        added, _, rest = tokens[at].partition(b"\t")
        removed, tab, path = rest.partition(b"\t")
        if not tab or added[:1] == b"\x01":
            break
        old, at = None, at + 1
        if not path and at + 1 < len(tokens):  # a rename: both names follow
            old, path, at = text(tokens[at]), tokens[at + 1], at + 2
        binary = removed == b"-"
        changes.append(
            Change(
                path=text(path),
                insertions=None if binary else int(added),  # past the line end of the header
                deletions=None if binary else int(removed),
                old_path=old,
            )
        )
    return tuple(changes), at


def _commit(header: list[bytes], changes: tuple[Change, ...], landed: Landed) -> Commit:
    sha, parents, author, authored, committed, raw = header
    message = raw.decode("utf-8", "replace").replace("\r\n", "\n").strip("\n")
    subject, _, body = message.partition("\n\n")
    name = sha[1:].decode("ascii", "replace")
    return Commit(
        sha=name,
        parents=tuple(parents.decode("ascii", "replace").split()),
        author=author.decode("utf-8", "replace"),
        authored_at=moment(authored),
        committed_at=moment(committed),
        subject=" ".join(subject.split("\n")),
        body=body.strip("\n"),
        changes=changes,
        pushed=None if landed.unpushed is None else name not in landed.unpushed,
        pushed_to=() if landed.graph is None else landed.graph.pushed_to(name),
        on_default=None if landed.off_default is None else name not in landed.off_default,
    )


def moment(seconds: bytes) -> datetime:
    """Return the moment of a count of seconds since 1970; 1970 itself for what is no moment."""
    try:
        return _EPOCH + timedelta(seconds=int(seconds))
    except (ValueError, OverflowError):
        return _EPOCH


def parse_worktrees(data: bytes, current: str, separator: bytes) -> tuple[Worktree, ...]:
    """Read `worktree list --porcelain`, each line ending with `separator`; `current` is this one's path."""
    found: list[Worktree] = []
    for block in data.split(separator * 2):
        lines = [line.partition(b" ") for line in block.split(separator) if line]
        fields = {key: text(value) for key, _, value in lines}
        if path := fields.get(b"worktree"):
            branch = fields.get(b"branch")
            head = fields.get(b"HEAD")
            found.append(
                Worktree(
                    path=path,
                    head=head if head and head.strip("0") else None,
                    branch=branch.removeprefix("refs/heads/") if branch else None,
                    current=path == current,
                )
            )
    return tuple(found)
