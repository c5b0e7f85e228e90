"""Which changed files a path named in a plan can mean."""

import functools
import re
from bisect import bisect_left
from pathlib import PurePosixPath

from sisyphus.model.deferred import dataclass, field
from sisyphus.model.regex import regex

GENERIC = regex(
    r"(?:readme|changelog|changes|history|license|copying|contributing|agents|claude|todo)(?:\.\w+){0,2}"
    r"|package\.json|composer\.json|pyproject\.toml|cargo\.toml|go\.(?:mod|sum|work)|gemfile|pom\.xml"
    r"|build\.gradle(?:\.kts)?|setup\.(?:py|cfg)|requirements[\w.-]*\.txt|tsconfig(?:\.\w+)?\.json"
    r"|[\w.-]*\.lock|[\w.-]*[.-]lock\.(?:json|ya?ml)|npm-shrinkwrap\.json|bun\.lockb"
    r"|\.(?:gitignore|gitattributes|editorconfig|env[\w.]*|dockerignore)|__init__\.py",
    re.IGNORECASE,
)
"""Names of files that all kinds of work touch: alone they tie no commit to a task."""

_AFTER_SLASH = chr(ord("/") + 1)

_TEST_MARK = regex(r"^(?:test[_-])|(?:[_.-](?:test|tests|spec))$")


def is_generic(path: str) -> bool:
    """Tell whether a file is one that all kinds of work touch."""
    return GENERIC.fullmatch(path.rstrip("/").rpartition("/")[2]) is not None


@functools.lru_cache(maxsize=1 << 16)
def stem(path: str) -> str:
    """Return a file's name without suffixes and test marks: a test has the stem of what it tests."""
    name = path.rpartition("/")[2].casefold()
    head = name.split(".")[0] or name
    if any(part in {"test", "tests", "spec"} for part in name.split(".")[1:-1]):
        return head
    return _TEST_MARK.sub("", head)


def clean(path: str) -> str:
    """Return a path of a plan in the form that git has; empty when it names no file of a tree."""
    text = path.strip("`'\" ").replace("\\", "/").removeprefix("./")
    if text.startswith(("/", "~")) or "://" in text:
        return ""
    return "" if text in {"", "."} or ".." in text.split("/") else text


@dataclass(slots=True)
class PathIndex:
    """Paths of a repository, found by what a plan calls them."""

    prefix: str
    """The workspace root relative to the git top level, with a trailing slash; empty when the same."""
    paths: frozenset[str]
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _known: dict[str, frozenset[str]] = field(default_factory=dict)
    _sorted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sorted = sorted(self.paths)
        for path in self._sorted:
            self._by_name.setdefault(path.rpartition("/")[2], []).append(path)

    def find(self, named: str) -> frozenset[str]:
        """Return the paths that `named` means: that file, else the only one that ends so, else a folder."""
        if named not in self._known:
            self._known[named] = self._find(clean(named))
        return self._known[named]

    def of_that_name(self, named: str) -> frozenset[str]:
        """Return every path whose last part is that of `named`."""
        return frozenset(self._by_name.get(clean(named).rstrip("/").rpartition("/")[2], ()))

    def _find(self, named: str) -> frozenset[str]:
        if not named:
            return frozenset()
        exact = {self.prefix + named, named} & self.paths
        if exact:
            return frozenset(exact)
        if "*" in named:
            return self._below(str(PurePosixPath(named.partition("*")[0] + "x").parent))
        ending = f"/{named}"
        likely = [path for path in self._by_name.get(named.rpartition("/")[2], ()) if path.endswith(ending)]
        if len(likely) == 1:
            return frozenset(likely)
        return frozenset() if likely else self._below(named.rstrip("/"))

    def _below(self, folder: str) -> frozenset[str]:
        if folder in {"", "."}:
            return frozenset()
        found: set[str] = set()
        for start in {f"{self.prefix}{folder}/", f"{folder}/"}:
            first = bisect_left(self._sorted, start)
            last = bisect_left(self._sorted, start[:-1] + _AFTER_SLASH)
            found.update(self._sorted[first:last])
        return frozenset(found)
