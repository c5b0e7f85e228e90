"""What a check ran on: digests of the content that evidence is tied to."""

import hashlib
import os
import stat
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from sisyphus.adapters.repository.call import Inquiry, Run
from sisyphus.adapters.repository.parse import StatusEntry, text
from sisyphus.model.deferred import dataclass, field, replace
from sisyphus.model.repository import Commit, Subject

BIGGEST = 64 << 20
"""Bytes of the biggest file that is read; a bigger one is digested by size and time."""

BUDGET = 1 << 30
"""Bytes read for one digest; files beyond it are digested by size and time."""

OUTPUT_FOLDERS = frozenset(
    {
        "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".tox", ".nox",
        ".venv", "venv", ".eggs", "htmlcov", "node_modules", ".next", ".nuxt", ".turbo", ".parcel-cache",
        ".nyc_output", "coverage", "dist", "build", "out", "target", ".gradle", "test-results",
        "playwright-report",
    }
)  # fmt: skip
"""Folders that builds and test runs make; left out of the digest when untracked."""

OUTPUT_FILES = (
    "*.pyc", "*.pyo", ".coverage", ".coverage.*", "coverage.xml", "coverage.json", "lcov.info", "junit*.xml",
    "*.egg-info", "*.tsbuildinfo", "*.log", ".DS_Store", ".eslintcache",
)  # fmt: skip
"""Names, in any folder, that builds and test runs make; left out of the digest when untracked."""

MOST_PATCH_LINES = 200_000
"""A commit that changes more lines gets no patch id: taking it would be felt."""

DIFF_FLAGS = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
"""For every call that compares: no program of the repository's choice."""

PATCH = (
    "diff-tree", "-p", "--root", "--no-commit-id", "--full-index", "--no-color", "--no-renames", "-U3",
    "--diff-algorithm=myers", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", *DIFF_FLAGS,
)  # fmt: skip
"""The patch that patch ids are taken of."""

UNKNOWN = Subject(
    commit=None, tree=None, patch_id=None, source=None, worktree=None, dirty=False, root_commit=None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How much of what a check would run on is wanted."""

    content: bool = True
    """Whether the digests of its content are."""
    root_commit: bool = True


WHOLE = Wish()


def observe_subject(  # noqa: PLR0913 - each is a fact of its own
    inquiry: Inquiry,
    head: str | None,
    last: Commit | None,
    *,
    entries: tuple[StatusEntry, ...] | None,
    state_dirs: tuple[str, ...],
    wish: Wish = WHOLE,
    digest: "WorktreeDigest | None" = None,
) -> Subject:
    """Return what a check would run on now.

    Args:
        inquiry: where git is asked and its refusals are kept.
        head: the commit's id; `None` before the first one.
        last: that commit; `None` when it cannot be read.
        entries: the files that count as differing from HEAD; `None` when unknown.
        state_dirs: folders that are left out, relative to the top level.
        wish: what is wanted; the rest stays unknown.
        digest: what takes the digest, for who wants to know more of it.

    """
    run, ask = inquiry.run, inquiry.ask
    digest = digest or WorktreeDigest(top=inquiry.layout.top)
    worktree = None if entries is None or not wish.content else digest.of(entries)
    subject = replace(UNKNOWN, commit=head, worktree=worktree, dirty=bool(entries))
    if last is None:
        return subject
    if wish.root_commit:
        root = ask(lambda: _root_commit(inquiry, last), "the root commit is unknown")
        subject = replace(subject, root_commit=root)
    if not wish.content:
        return subject
    verify = ("rev-parse", "--verify", "--quiet", f"{last.sha}^{{tree}}")
    return replace(
        subject,
        tree=ask(lambda: text(run(*verify).strip()), "the tree of HEAD is unknown"),
        patch_id=ask(lambda: _patch_id(run, last), "the patch id of HEAD is unknown"),
        source=ask(lambda: digest_source(run, last.sha, state_dirs), "the content of HEAD is unknown"),
    )


def _patch_id(run: Run, last: Commit) -> str | None:
    lines = sum((change.insertions or 0) + (change.deletions or 0) for change in last.changes)
    if lines > MOST_PATCH_LINES:
        return None
    out = run(*PATCH, last.sha, "--", then=("patch-id", "--stable"))
    return text(out).partition(" ")[0] or None


def _root_commit(inquiry: Inquiry, last: Commit) -> str | None:
    if inquiry.layout.shallow:
        inquiry.findings.append("the root commit is unknown: this clone is shallow")
        return None
    out = text(inquiry.run("rev-list", "--max-parents=0", "--timestamp", last.sha))
    roots = [line.split(" ") for line in out.split("\n") if line]
    return min(roots, key=lambda root: (int(root[0]), root[1]))[1] if roots else None


def is_below(path: str, folders: Iterable[str]) -> bool:
    """Tell whether `path` is one of `folders` or lies in one."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def is_output(path: str) -> bool:
    """Tell whether an untracked path looks like the output of a build or of a test run."""
    return any(
        part in OUTPUT_FOLDERS or any(fnmatchcase(part, glob) for glob in OUTPUT_FILES)
        for part in path.rstrip("/").split("/")
    )


def digest_source(run: Run, tree: str, state_dirs: tuple[str, ...]) -> str:
    """Return the digest of a tree's listing without the state folders.

    Only the folders on the way to a state folder are opened; all others are told by their object id.
    """
    digest = hashlib.sha256()
    waiting = [("", tree)]
    while waiting:
        prefix, name = waiting.pop()
        for entry in run("ls-tree", "-z", name).split(b"\0"):
            info, _, leaf = entry.partition(b"\t")
            if not leaf:
                continue
            path = prefix + os.fsdecode(leaf)
            if path in state_dirs:
                continue
            if b" tree " in info and any(folder.startswith(f"{path}/") for folder in state_dirs):
                waiting.append((f"{path}/", info.split(b" ")[2].decode("ascii")))
            else:
                digest.update(info + b"\t" + os.fsencode(path) + b"\0")
    return f"sha256:{digest.hexdigest()}"


@dataclass(slots=True, kw_only=True)
class WorktreeDigest:
    """The digest over the files that differ from HEAD."""

    top: Path
    files: dict[str, str] = field(default_factory=dict)
    """By path, what stands there and the digest of it: of the files that were looked at."""
    _left: int = BUDGET
    _real: dict[Path, bool] = field(default_factory=dict)
    """Folders by whether no link stands on the way to them."""

    def of(self, entries: Iterable[StatusEntry]) -> str:
        """Return the digest; that of nothing when there are no entries."""
        digest = hashlib.sha256()
        self._real = {self.top: True}
        for entry in sorted(entries, key=lambda e: e.path):
            kind, content = self._content(self.top / os.fsdecode(entry.path))
            digest.update(b"%s\0%s\0%s\n" % (entry.path, kind.encode(), content.encode()))
            self.files[text(entry.path)] = f"{kind} {content}"
        return f"sha256:{digest.hexdigest()}"

    def _content(self, path: Path) -> tuple[str, str]:
        """Return what stands at `path` and the digest of its content."""
        if not self._is_real(path.parent):
            return "gone", ""
        try:
            status = path.lstat()
            if stat.S_ISLNK(status.st_mode):
                return "link", hashlib.sha256(os.fsencode(path.readlink())).hexdigest()
            if not stat.S_ISREG(status.st_mode):
                return "folder" if stat.S_ISDIR(status.st_mode) else "special", ""
            kind = "program" if status.st_mode & stat.S_IXUSR else "file"
            return kind, self._file(path, status)
        except FileNotFoundError:
            return "gone", ""
        except OSError as error:
            return "unreadable", str(error.errno)

    def _file(self, path: Path, status: os.stat_result) -> str:
        if status.st_size > min(BIGGEST, self._left):
            return f"{status.st_size}@{status.st_mtime_ns}"
        self._left -= status.st_size
        # It may have become a pipe or a link since it was looked at.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as stream:  # noqa: PTH123 - a handle, no path
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return "special"
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def _is_real(self, folder: Path) -> bool:
        known = self._real.get(folder)
        if known is None:
            known = not folder.is_symlink() and self._is_real(folder.parent)
            self._real[folder] = known
        return known
