"""Where a command works once it has changed its folder."""

import posixpath
import re

from sisyphus.parse.commands.wrappers import Started

_ABSOLUTE = re.compile(r"[/~]|\$(?:HOME|\{HOME\})|\$OLDPWD|-$")
_TREE = re.compile(
    r"\$\(\s*git rev-parse --show-toplevel\s*\)|\$\{?(?:PWD|REPO_ROOT|PROJECT_ROOT|GITHUB_WORKSPACE)\}?$"
)
"""The tree itself, by the usual names."""


_LONGEST_PATH = 4000
"""Characters of a path that is followed."""
MOVES = frozenset({"cd", "pushd"})


class Folder:
    """Follows `cd`, from the root of the tree on where nothing else is said."""

    def __init__(self, path: str = ".") -> None:
        self.path = path
        """Relative to the tree, or absolute."""

    @property
    def outside(self) -> bool:
        """Whether it has left the tree, as far as the words tell."""
        return self.path.startswith(("/", "~", "..", "$"))

    def follow(self, call: Started) -> None:
        """Go where one of `MOVES` goes."""
        target = next((w for w in call.args if not w.startswith("-") or w == "-"), "~")
        if _TREE.match(target):
            self.path = "."
        elif _ABSOLUTE.match(target):
            self.path = "~" if target == "-" else target
        elif target.startswith("$"):
            self.path = target
        elif ".." in target or len(self.path) > _LONGEST_PATH:
            self.path = posixpath.normpath(posixpath.join(self.path, target))[:_LONGEST_PATH]
        else:
            self.path = f"{self.path}/{target}"

    def place(self, path: str) -> str:
        """Return a path as seen from the tree; options, and what is absolute itself, stay as they are."""
        if not self.outside or path.startswith(("-", "/", "~", "$")):
            return path
        return posixpath.join(self.path, path)
