"""Gaps that an author left in a command for a reader to fill."""

from collections.abc import Iterable

from sisyphus.model.regex import regex
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.prose import without_quotes
from sisyphus.parse.commands.shell_facts import Shell
from sisyphus.parse.pieces import holds_any

_ANGLES = regex(r"(?<![\w<&])<(?P<name>[^\W\d][\w .|/-]{0,40})>(?!\()")
_GLUED = regex(r"<[a-z\u3400-\u9fff\uac00-\ud7a3][\w -]{0,40}>")
"""Outside quotes, where no type parameter stands."""
_BRACES = regex(r"(?<![$%@^{\w\\])\{(?P<name>[A-Za-z_][\w-]*)\}(?!\})")
_DOTS = regex(r"(?:^|[\s\"'=({])\.\.\.(?=$|[\s\"')};&|/])|…")
_SQUARE = regex(r"(?:^|\s)\[(?P<name>[a-z][a-z-]*(?: [a-z-]+)?)\](?=\s|$)")
_WORDS = regex(
    r"\bYOUR[_-]?[A-Z][\w-]*|\byour[-_][a-z][\w-]*|\bpath/to/|\bXXXX*\b|\bREPLACE_?ME\b|\bCHANGE_?ME\b|\bTODO\b(?=\s*$)"
    r"|\byourdomain\b|\byour-space\b|\bfoo\.example\b"
)
_TAGS = words(
    """a b i p u br hr h1 h2 h3 li ol ul td th tr div img nav pre svg main body head html code form input
    label link meta path span style table title button footer header script section select option
    template textarea video canvas article aside details summary example slot leader cr"""
)
_CODE = words("grep egrep rg ag sed gsed awk gawk mawk nawk python python3 node bun ruby perl php") | {
    *(
        "deno",
        "echo",
        "printf",
        "cat",
        "jq",
        "ast-grep",
        "psql",
        "sqlite3",
        "julia",
        "lua",
        "nvim",
        "vim",
        "git",
        "find",
    ),
    *("osascript", "Rscript", "tsx", "dotnet", "uv", "poetry", "cargo"),
}
"""Programs whose quoted arguments are patterns or code, so that brackets in them are no gaps."""

_STEMS = ("YOUR", "your", "path/to", "XXX", "REPLACE", "CHANGE", "TODO", "foo.example")
"""One of which stands in each of those words."""
_SIGNS = ("<", "[", "{", "$", "…", "...", "curl ", "wget ", *_STEMS)
"""Without any of these there is no gap."""

KNOWN = words(
    """HOME PATH PWD OLDPWD USER LOGNAME SHELL TMPDIR TMP TEMP LANG TERM HOSTNAME RANDOM SECONDS LINENO
    BASH_SOURCE PIPESTATUS UID EUID PPID BASHPID IFS REPLY CI EDITOR XDG_CONFIG_HOME XDG_DATA_HOME
    XDG_STATE_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR VIRTUAL_ENV CONDA_PREFIX JAVA_HOME GOPATH GOROOT
    CARGO_HOME ANDROID_HOME PYTHONPATH BASH_VERSION OSTYPE MACHTYPE COLUMNS LINES DISPLAY NODE_ENV env"""
)
"""Variables that a shell sets, or that a machine commonly has."""


_SET = regex(r"\bfor\s+([A-Za-z_]\w*)\s+in\s[^;\n]{1,500}[;\n]\s*do\b")
"""What sets a variable, in text that the grammar cannot read to its end."""


_UNNAMED = frozenset({"command", "cmd"})
"""What a template leaves in the place of a command."""
_REST = regex(r"(?:[;,]|\s-c|\s-e)\s*[\"']?\.\.\.\s*(?:[\"';)]|$)|[;,]\s*…")
"""Dots for the rest of some code; in a slice, a stub or a spread they mean something else."""


def names_nothing(text: str) -> bool:
    """Whether a text holds a word that stands for another one, or dots for the rest of its code."""
    if (holds_any(text, _STEMS) and _WORDS.search(text)) or text in _UNNAMED:
        return True
    return "..." in text and bool(_REST.search(text))


def has_placeholder(command: str, context: tuple[str, ...], read: Shell, before: Iterable[Shell]) -> bool:
    """Whether a command holds a gap: `<id>`, `{name}`, `…`, a variable that nobody sets."""
    texts = (command, *context)
    if command not in _UNNAMED and not any(holds_any(text, _SIGNS) for text in texts):
        return False
    for text in texts:
        if _has_open_gap(without_quotes(text.split("<<", 1)[0])) or names_nothing(text):
            return True
    if not any(call.name in _CODE for call in read.calls) and any(map(_has_gap, texts)):
        return True
    if _empty_argument(read):
        return True
    used = {name for part in (*before, read) for name in part.used}
    if not used:
        return False
    given = {name for part in (*before, read) for name in part.assigned}
    if read.broken:
        given.update(_SET.findall(command))
    return bool(used - given - KNOWN)


def _has_open_gap(bare: str) -> bool:
    """Whether text outside quotes holds a gap."""
    if "<" in bare and (_ANGLES.search(bare) or _GLUED.search(bare)):
        return True
    if "[" in bare and _SQUARE.search(bare):
        return True
    return ("{" in bare and bool(_BRACES.search(bare))) or _has_dots(bare)


def _has_dots(text: str) -> bool:
    return ("..." in text or "…" in text) and bool(_DOTS.search(text))


def _has_gap(text: str) -> bool:
    """Whether quoted text holds a gap, where it is no pattern and no code."""
    if _has_dots(text):
        return True
    names = [m["name"].casefold() for m in _ANGLES.finditer(text)] if "<" in text else ()
    return any(name.split()[0] not in _TAGS for name in names) or ("{" in text and bool(_BRACES.search(text)))


def _empty_argument(read: Shell) -> bool:
    """Whether an argument is nothing but dots, or a request goes to a path without a host."""
    for call in read.calls:
        if any(word in {"...", "…"} for word in call.args):
            return True
        if call.name in {"curl", "wget"} and any(
            word.startswith("/") and not previous.startswith("-")
            for previous, word in zip(("", *call.args), call.args, strict=False)
        ):
            return True
    return False
