"""What git knows of single files: who last touched a line."""

from pathlib import Path

from sisyphus.adapters.repository.call import Run
from sisyphus.adapters.repository.parse import text

_SHORT = 8
"""Digits of a short commit id."""

_BLAME = ("blame", "--porcelain", "--no-textconv", "--no-progress", "--ignore-revs-file=")
"""The empty name clears what the repository wants to be passed over."""


def path_inside(top: Path, root: Path, path: str) -> str | None:
    """Return `path` (below `root`, or absolute) relative to `top`; `None` outside it."""
    try:
        return (root.resolve() / path).relative_to(top).as_posix()
    except (OSError, RuntimeError, ValueError):
        return None


def read_last_change(run: Run, path: str, line: int) -> tuple[str, str] | None:
    """Return author and short id of the commit that last touched a line; `None` when it is not committed."""
    out = run(*_BLAME, f"-L{line},{line}", "--", path)
    lines = out.split(b"\n")
    sha = text(lines[0].split(b" ")[0])
    author = next((text(each[7:]) for each in lines if each.startswith(b"author ")), None)
    return (author, sha[:_SHORT]) if author is not None and sha.strip("0") else None
