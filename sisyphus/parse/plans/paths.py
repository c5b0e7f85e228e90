"""Paths in running text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sisyphus.model.plan import Reference

_EXTENSIONS = "|".join(
    """py pyi js jsx ts tsx mjs cjs mts vue svelte rs go java kt kts swift c h cc cpp hpp cs fs
    rb php ex exs erl hs ml lua jl r scala clj dart zig nim sh bash zsh fish ps1 bat cmd sql
    md mdx rst txt json jsonc json5 yaml yml toml ini cfg conf env xml html htm css scss
    sass less svg png jpg gif webp lock gradle properties proto graphql tf hcl nix
    dockerfile mk cmake ipynb csv tsv plist pbxproj csproj sln xaml razor tmpl tpl j2 lean
    sol move wasm op vim el""".split()  # noqa: SIM905 - a list literal would take forty lines
)
_KNOWN_EXTENSION = frozenset(_EXTENSIONS.split("|"))
_BARE = re.compile(
    r"(?<![\w`/:.@-])(?:(?:\.{1,2}/|\.?[\w@-][\w.@+-]*+/)+[\w.@+-]*\w|[\w-]++\.(?:" + _EXTENSIONS + r")\b)"
)
_CODE = re.compile(r"`([^`\n]{2,200})`")
_LONGEST = 200
_LINES = re.compile(r"(?::(\d{1,6})(?:\s*[-–,]\s*(\d{1,6}))?|#L(\d{1,6})(?:-L?(\d{1,6}))?)(?::\d+)?$")
_PLAIN_PATH = re.compile(r"(?:~|\.{0,2})?/?[\w.@+\[\]-]+(?:/[\w.@+\[\]-]+)*/?$")
"""Without brackets, braces and the signs of a pattern, which stand for several paths or a call."""
_NAMED_FILES = frozenset({"Makefile", "Dockerfile", "Justfile", "Rakefile", "Gemfile", "Procfile", "LICENSE"})


def find_paths(text: str, line: int) -> Iterator[Reference]:
    """Yield the paths that a line names, in backticks or bare, with their line numbers where given."""
    for path, numbers in _found(text):
        first, last = (numbers[1] or numbers[3], numbers[2] or numbers[4]) if numbers else (None, None)
        yield Reference(
            path=path,
            first_line=int(first) if first else None,
            last_line=int(last) if last else None,
            source_line=line,
        )


def path_names(text: str) -> list[str]:
    """Return the paths alone."""
    return [path for path, _ in _found(text)] if "/" in text or "." in text or "`" in text else []


def _found(text: str) -> list[tuple[str, "re.Match[str] | None"]]:
    """Return the paths of a line, each with its line numbers."""
    plain = "/" not in text and text.count(".") == text.count(". ") + text.endswith(".")
    if plain and not ("`" in text and ("file" in text or "LICENSE" in text)):
        # No folder, no extension, and none of the names that need neither.
        return []
    found: list[tuple[str, re.Match[str] | None]] = []
    for written in _written(text):
        numbers = _LINES.search(written) if ":" in written or "#" in written else None
        path = written[: numbers.start()] if numbers else written
        # Most inline code is a command or a name.
        if (" " not in path and _is_path(path)) if "/" in path or "." in path else path in _NAMED_FILES:
            found.append((path.removeprefix("./"), numbers))
        elif "{" in path and "," in path and " " not in path.replace(", ", ","):
            spelt = with_braces(path).split(" ")
            found += [(each.removeprefix("./"), numbers) for each in spelt if "/" in each and _is_path(each)]
    return found


def _written(text: str) -> list[str]:
    """Return what may be a path, with the line numbers behind it: pieces of inline code, and bare words."""
    parts = text.split("`")
    if len(parts) % 2 == 0 or "\n" in text:
        return _written_unevenly(text)
    found: list[str] = []
    for index, part in enumerate(parts):
        if index % 2:
            if not 1 < len(part) <= _LONGEST:
                return _written_unevenly(text)
            found.append(part.strip())
        elif "/" in part or ("." in part and part.count(".") > part.count(". ") + part.endswith(".")):
            # What stands right behind inline code is a part of it.
            found += _bare_in("`" + part if index else part)
    return found


def _written_unevenly(text: str) -> list[str]:
    """Return the same of a text in which not every sign of inline code has its partner."""
    found: list[str] = []
    end = 0
    for match in _CODE.finditer(text):
        found += _bare_in(text[max(end - 1, 0) : match.start()])
        found.append(match[1].strip())
        end = match.end()
    return [*found, *_bare_in(text[max(end - 1, 0) :])]


def _bare_in(text: str) -> Iterator[str]:
    """Yield the words of a text that may be bare paths."""
    for word in text.split():
        if "/" in word or ("." in word and "." in word[:-1]):
            for match in _BARE.finditer(word):
                end = match.end()
                tail = _LINES.match(word, end) if word[end : end + 1] in {":", "#"} else None
                yield match[0] + tail[0] if tail else match[0]


@lru_cache(maxsize=4096)
def _is_path(text: str) -> bool:
    """Whether text names a file or folder of the tree, rather than a word, a URL, a call or a pattern."""
    if not _PLAIN_PATH.match(text) or "//" in text or text.startswith(("/", "~", "@", "-")):
        return False
    name = text.rstrip("/").rsplit("/", 1)[-1]
    if name in {".", ".."}:
        return False
    stem, dot, extension = name.rpartition(".")
    if dot and extension.lower() in _KNOWN_EXTENSION:
        # `Node.js` and `Vue.js` are names of things.
        return "/" in text or not (stem[:1].isupper() and extension == "js")
    return name in _NAMED_FILES or ("/" in text and (bool(dot and not stem) or text.endswith("/")))


_EVIDENCE = re.compile(r"(?:\.sisyphus|\.omo)/evidence/[^\s`'\"()\[\]|,;*]*[^\s`'\"()\[\]|,;:*.]")
_PATTERN = re.compile(r"[{<$…]|[-_]$|\.\.\.")
"""Marks a template or a shortened name, which no file has."""


def find_evidence_paths(text: str) -> list[str]:
    """Return the evidence files and folders that a line names, each of `{txt,png}`; patterns name none."""
    if "/evidence/" not in text:
        return []
    text = with_braces(text) if "{" in text and "," in text else text
    return [
        match[0]
        for match in _EVIDENCE.finditer(text)
        if not _PATTERN.search(match[0]) and text[match.end() : match.end() + 1] not in {"*", "["}
    ]


def is_plain(path: str) -> bool:
    """Whether a path is what `path_names` finds in it, if it finds anything."""
    return _ALL_PLAIN.fullmatch(path) is not None


_ALL_PLAIN = re.compile(r"(?:\.?[\w@-][\w.@+-]*+/)+[\w.@+-]*\w")


_BRACES = re.compile(
    r"(?P<before>[^\s`'\"()\[\]|;*]*)\{(?P<parts>[\w.@+-]{1,80}(?:,[ ]?[\w.@+-]{1,80}){1,30})\}"
    r"(?P<after>[^\s`'\"()\[\]{}|,;*]*)"
)
_MOST_BRACES = 3
"""Lists in braces of one path that are spelt out."""
_LONGEST_LINE = 500
"""Characters of a line in which they are."""


def with_braces(text: str) -> str:
    """Write `task-2.{txt,png}` as `task-2.txt task-2.png`, the way a shell spells it out."""
    for _ in range(_MOST_BRACES):
        # A path across the end would be cut short.
        end = len(text) if len(text) <= _LONGEST_LINE else text.rfind(" ", 0, _LONGEST_LINE) + 1
        head = text[:end]
        if not _BRACES.search(head):
            break
        text = _BRACES.sub(_spelt, head) + text[end:]
    return text


def _spelt(match: "re.Match[str]") -> str:
    return " ".join(f"{match['before']}{part.strip()}{match['after']}" for part in match["parts"].split(","))
