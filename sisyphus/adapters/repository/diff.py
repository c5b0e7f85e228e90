"""What `log --raw -z -p -U0` prints, read into files and lines. Pure: bytes in, values out.

Nothing is told by how a line looks but where git alone can have written it: the raw entries name the files
and end with NUL, and each hunk says how many lines follow. So no line of a file passes for a header.
"""

from collections.abc import Iterator

from sisyphus.model.deferred import dataclass
from sisyphus.model.regex import regex

PATCH_FORMAT = "%x01%H%x00%at%x00%ct"

_HUNK = regex(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_DIGITS = 9
"""Of a line number; git counts no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """Lines that one place of a file lost and won: cut out when asked for, since most patches are not."""

    data: bytes
    """What git printed."""
    first: int
    """Number of the first new line in the new file."""
    gone: tuple[int, int]
    """Where the lines stand that the place lost, from and to."""
    come: tuple[int, int]

    @property
    def removed(self) -> tuple[bytes, ...]:
        """The lines that went, without their line ends."""
        return _cut_out(self.data, *self.gone)

    @property
    def added(self) -> tuple[bytes, ...]:
        """The lines that came."""
        return _cut_out(self.data, *self.come)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePatch:
    """One file of one commit."""

    status: str
    """`A`, `D`, `M`, `R` (renamed) or `T` (a file became a link, or a link a file)."""
    path: bytes
    old_path: bytes
    """The same as `path` but for a rename."""
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitPatch:
    """One commit with what it did to the files that were asked for."""

    sha: str
    authored: bytes
    committed: bytes
    """Seconds since 1970, as git prints them."""
    files: tuple[FilePatch, ...]


def parse_patches(data: bytes, *, cut: bool = False) -> Iterator[CommitPatch]:
    """Yield the commits in the order printed; with `cut` all but the last, of which there may be more."""
    at = 0
    while data[at : at + 1] == b"\x01":
        head = data[at + 1 : at + 256].split(b"\0", 3)
        if len(head) < 4:  # noqa: PLR2004 - the fields of PATCH_FORMAT and what follows
            return
        sha, authored, committed = head[:3]
        at += 1 + sum(map(len, head[:3])) + 3
        entries, at = _entries(data, at)
        files: list[FilePatch] = []
        for status, old, new in entries:
            hunks, at = _hunks(data, at, 2 if status == "T" else 1)
            files.append(FilePatch(status=status, path=new, old_path=old, hunks=hunks))
        if cut and at >= len(data):
            return
        at += data[at : at + 1] == b"\0"
        yield CommitPatch(
            sha=sha.decode("ascii", "replace"), authored=authored, committed=committed, files=tuple(files)
        )


def _entries(data: bytes, at: int) -> tuple[list[tuple[str, bytes, bytes]], int]:
    """Read the raw entries: status, old and new path. The patches begin behind the NUL that ends them."""
    found: list[tuple[str, bytes, bytes]] = []
    at += data[at : at + 1] == b"\n"
    while data[at : at + 1] == b":":
        info, at = _until(data, at, b"\0")
        path, at = _until(data, at, b"\0")
        status = info[-4:].rpartition(b" ")[2][:1].decode("ascii", "replace")
        old = path
        if status in {"R", "C"}:
            path, at = _until(data, at, b"\0")
        found.append((status, old, path))
    return found, at + (data[at : at + 1] == b"\0")


def _hunks(data: bytes, at: int, patches: int) -> tuple[tuple[Hunk, ...], int]:
    """Read the patches of one file, each a line `diff --git`, further headers and hunks."""
    found: list[Hunk] = []
    while at < len(data):
        if data.startswith(b"@@ ", at):
            line, at = _until(data, at, b"\n")
            if (match := _HUNK.match(line)) is None:
                break
            gone, at = _lines(data, at, _count(match[2]))
            come, at = _lines(data, at, _count(match[4]))
            found.append(Hunk(data=data, first=_count(match[3]), gone=gone, come=come))
            continue
        begins = data.startswith(b"diff --git ", at)
        if data[at : at + 1] in {b"\x01", b"\0"} or (begins and not patches):
            break
        patches -= begins
        _, at = _until(data, at, b"\n")
    return tuple(found), at


def _lines(data: bytes, at: int, count: int) -> tuple[tuple[int, int], int]:
    """Return from where to where so many lines stand, and where it goes on."""
    end = at
    for _ in range(count):
        stop = data.find(b"\n", end)
        if stop < 0:
            end = len(data)
            break
        end = stop + 1
    behind = end
    if data.startswith(b"\\ ", end):  # No newline at end of file
        _, behind = _until(data, end, b"\n")
    return (at, end), behind


def _cut_out(data: bytes, start: int, end: int) -> tuple[bytes, ...]:
    lines = data[start:end].split(b"\n")
    if not lines[-1]:
        lines.pop()  # behind the last line end there is none
    return tuple(line[1:] for line in lines)


def _count(digits: bytes | None) -> int:
    return 1 if digits is None else int(digits[:_DIGITS])


def _until(data: bytes, at: int, end: bytes) -> tuple[bytes, int]:
    """Return what stands up to `end`, and where it goes on behind that."""
    stop = data.find(end, at)
    return (data[at:stop], stop + 1) if stop >= 0 else (data[at:], len(data))
