"""Where a command works once it has changed its folder."""

import posixpath
import re
from collections.abc import Iterable

from sisyphus.parse.commands.wrappers import Started

_ABSOLUTE = re.compile(r"[/~]|\$(?:HOME|\{HOME\})|\$OLDPWD|-$")
_TREE = re.compile(
    r"\$\(\s*git rev-parse --show-toplevel\s*\)|\$\{?(?:PWD|REPO_ROOT|PROJECT_ROOT|GITHUB_WORKSPACE)\}?$"
)
"""The tree itself, by the usual names."""
_TREE_BEFORE = re.compile(r"(?:\$\(\s*(?:pwd|git rev-parse --show-toplevel)\s*\)|\$(?:\{PWD\}|PWD))(?=/|$)")
_DRIVE = re.compile(r"[A-Za-z]:\\")


_LONGEST_PATH = 4000
"""Characters of a path that is followed."""
_DEEPEST = 50
"""Folders on the stack of `pushd`."""
MOVES = frozenset({"cd", "pushd", "popd"})


class Folder:
    """Follows `cd`, from the root of the tree on where nothing else is said; a subshell leaves no trace."""

    def __init__(self, path: str = ".", made: Iterable[str] = ()) -> None:
        self._stacks: dict[tuple[int, ...], list[str]] = {(): [path]}
        """By subshell, the folders that `pushd` left behind, and the current one last."""
        self.made = set(made)
        """Folders that were made on the way, as seen from the tree."""

    @property
    def path(self) -> str:
        """Where the shell itself is: relative to the tree, or absolute."""
        return self._stacks[()][-1]

    def leave_subshells(self) -> None:
        """Forget all but the shell itself: the numbers of subshells begin anew with each line."""
        self._stacks = {(): self._stacks[()]}

    def _stack(self, shell: tuple[int, ...]) -> list[str]:
        while shell not in self._stacks:
            shell = shell[:-1]
        return self._stacks[shell]

    def follow(self, call: Started) -> None:
        """Go where one of `MOVES` goes."""
        stack = list(self._stack(call.shell))
        if call.name == "popd":
            stack = stack[:-1] or stack
        else:
            target = next((w for w in call.args if not w.startswith("-") or w == "-"), "~")
            there = self._gone(stack[-1], target)
            stack = [*stack, there] if call.name == "pushd" else [*stack[:-1], there]
        self._stacks[call.shell] = stack[-_DEEPEST:]

    @staticmethod
    def _gone(path: str, target: str) -> str:
        if _TREE.match(target):
            return "."
        if _ABSOLUTE.match(target):
            return "~" if target == "-" else target
        if target.startswith("$"):
            return target
        if ".." in target or len(path) > _LONGEST_PATH:
            return posixpath.normpath(posixpath.join(path, target))[:_LONGEST_PATH]
        return f"{path}/{target}"

    def place(self, path: str, shell: tuple[int, ...] = ()) -> str:
        """Return a path as seen from the tree, without detours; options stay as they are."""
        path = _TREE_BEFORE.sub("./", path.strip("\"'"))
        if path.startswith("-") or "$(" in path or "`" in path or not path:
            return path
        if path.startswith(("/", "~", "$")) or _DRIVE.match(path):
            return posixpath.normpath(path).replace("//", "/")
        return posixpath.normpath(posixpath.join(self._stack(shell)[-1], path))[:_LONGEST_PATH]
