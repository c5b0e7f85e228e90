"""What git knows of single files: when they were first committed, who last touched a line."""

from datetime import datetime
from pathlib import Path

from sisyphus.adapters.git_call import Run
from sisyphus.adapters.git_parse import moment, text

_SHORT = 8
"""Digits of a short commit id."""

_ADDED = (
    "log", "-z", "--format=%x01%at%x00%ct", "--diff-filter=A", "--name-only", "--no-renames", "--no-color",
    "--no-ext-diff", "--no-textconv", "--no-show-signature", "HEAD", "--",
)  # fmt: skip

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


def read_first_seen(run: Run, paths: dict[str, str]) -> dict[str, datetime]:
    """Return when files were first committed, under the names that `paths` gives to their paths."""
    seen: dict[str, datetime] = {}
    tokens = iter(run(*_ADDED, *paths).split(b"\0"))
    now = None
    for token in tokens:
        if token.startswith(b"\x01"):
            now = min(moment(token[1:]), moment(next(tokens, b"")))
        elif now is not None and (name := paths.get(text(token.removeprefix(b"\n")))):
            seen[name] = now  # newest first, so the oldest stays
    return seen
