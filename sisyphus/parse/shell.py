"""Shell text to what it would start. The one door for tree_sitter; nothing is run or expanded here."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sisyphus.parse.commands.plain_shell import read_plain
from sisyphus.parse.commands.programs import BUILTINS, SHELLS, WRAPPERS, words
from sisyphus.parse.commands.wrappers import Started, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

MAX_LENGTH = 50_000
"""Characters of a command that is read at all; a longer one counts as broken."""

_MAX_NESTING = 3
"""How deep `sh -c '…'` in `sh -c '…'` is followed."""

_SILENT = words("true : echo printf")
"""Commands that always succeed, so that nothing before them decides the exit code."""


class Shell(NamedTuple):
    """What a piece of shell text does, as far as its syntax tells."""

    calls: tuple[Started, ...]
    """Every program and builtin that it names, in order; wrappers are looked through."""
    writes: tuple[str, ...]
    """Files that its redirections write."""
    assigned: frozenset[str]
    """Variables that it sets."""
    used: frozenset[str]
    """Variables that it reads without a default."""
    functions: frozenset[str]
    masked: str | None
    """The part that hides the exit code of what comes before it; `None` when nothing does."""
    background_only: bool
    """Whether all it does is start one thing in the background."""
    broken: bool
    """Whether it is not valid shell, as far as the grammar can tell."""

    @property
    def programs(self) -> tuple[str, ...]:
        """Programs started by bare name, once each, without builtins and what other programs start."""
        found: dict[str, None] = {}
        for call in self.calls:
            for name in () if call.inner else (*call.wrappers, call.name):
                given = name in BUILTINS or name in WRAPPERS or name in self.functions
                if _NAME.fullmatch(name) and not given:
                    found[name] = None
        return tuple(found)


_NAME = re.compile(r"[A-Za-z0-9_][\w.+-]*")
_EMPTY = Shell((), (), frozenset(), frozenset(), frozenset(), None, background_only=False, broken=False)


@lru_cache(maxsize=4096)
def read_shell(text: str) -> Shell:
    """Read bash (or sh) text."""
    if len(text) > MAX_LENGTH:
        return _EMPTY._replace(broken=True)
    plain = read_plain(text)
    if plain and not any(map(_script, plain.calls)):
        return _EMPTY._replace(calls=plain.calls, masked=plain.masked)
    reader = _Reader()
    reader.read(text, 0)
    return Shell(
        tuple(reader.calls),
        tuple(reader.writes),
        frozenset(reader.assigned),
        frozenset(reader.used),
        frozenset(reader.functions),
        reader.masked,
        reader.background_only,
        reader.broken,
    )


@lru_cache(maxsize=1)
def _parser() -> "Parser":
    import tree_sitter  # noqa: PLC0415 - start-up: plain commands need no grammar
    import tree_sitter_bash  # noqa: PLC0415 - same

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))


def _text(node: "Node") -> str:
    return (node.text or b"").decode("utf-8", "replace")


class _Reader:
    """Collects over one text and the scripts that it hands to other shells."""

    def __init__(self) -> None:
        self.calls: list[Started] = []
        self.writes: list[str] = []
        self.assigned: set[str] = set()
        self.used: set[str] = set()
        self.functions: set[str] = set()
        self.masked: str | None = None
        self.background_only = False
        self.broken = False

    def read(self, text: str, nesting: int) -> None:
        root = _parser().parse(text.encode("utf-8", "surrogatepass")).root_node
        self.broken |= root.has_error
        if not nesting:
            statements = [n for n in root.named_children if n.type != "comment"]
            self.masked = _masked(statements)
            self.background_only = len(statements) == 1 and any(n.type == "&" for n in root.children)
        # A stack, since a hostile text nests deeper than Python recurses.
        stack: list[tuple[Node, bool, bool]] = [(root, False, False)]
        while stack:
            node, fed, background = stack.pop()
            self._visit(node, nesting, fed=fed, background=background)
            children = node.children
            fed_here = fed or (node.type == "redirected_statement" and any(map(_feeds, children)))
            pipe = False
            following: list[tuple[Node, bool, bool]] = []
            for index, child in enumerate(children):
                pipe |= child.type in {"|", "|&"}
                behind = index + 1 < len(children) and children[index + 1].type == "&"
                following.append((child, fed_here or pipe, background or behind))
            stack.extend(reversed(following))

    def _visit(self, node: "Node", nesting: int, *, fed: bool, background: bool) -> None:
        match node.type:
            case "command":
                self._command(node, nesting, fed=fed, background=background)
            case "test_command":
                words = _text(node).split()
                self.calls.append(Started("[", tuple(words[1:]), fed=fed, background=background))
            case "variable_assignment" | "for_statement":
                self.assigned.update(_text(n) for n in node.children if n.type == "variable_name")
            case "declaration_command":
                self.assigned.update(_text(n) for n in node.children if n.type == "variable_name")
            case "simple_expansion":
                self.used.update(_text(n) for n in node.children if n.type == "variable_name")
            case "expansion" if len(node.children) <= _BARE_EXPANSION:
                self.used.update(_text(n) for n in node.children if n.type == "variable_name")
            case "function_definition":
                self.functions.update(_text(n) for n in node.children[:2] if n.type == "word")
            case "file_redirect":
                operators = {n.type for n in node.children}
                if operators & {">", ">>", "&>", "&>>", ">|"}:
                    self.writes.append(_unquoted(node.children[-1]))

    def _command(self, node: "Node", nesting: int, *, fed: bool, background: bool) -> None:
        words = [_unquoted(n) for n in node.children if n.type in _WORDS]
        if not words:
            return
        fed = fed or any(map(_feeds, node.children))
        started = unwrap(words[0], tuple(words[1:]))
        for call in started:
            self.calls.append(call._replace(fed=fed or call.fed, background=background))
            if call.name in {"read", "mapfile", "readarray", "getopts"}:
                self.assigned.update(w for w in call.args if not w.startswith("-"))
            script = _script(call)
            if script is not None and nesting < _MAX_NESTING:
                self.read(script, nesting + 1)


_BARE_EXPANSION = 3
"""Children of `${NAME}`: two brackets and the name; a default or an operation adds more."""
_WORDS = words(
    """command_name word string raw_string ansi_c_string translated_string number concatenation
    simple_expansion expansion command_substitution process_substitution arithmetic_expansion
    brace_expression"""
)


def _feeds(node: "Node") -> bool:
    """Whether a redirection gives its command an input of its own."""
    return node.type in {"heredoc_redirect", "herestring_redirect"} or (
        node.type == "file_redirect" and any(n.type == "<" for n in node.children)
    )


def _unquoted(node: "Node") -> str:
    text = _text(node)
    if node.type in {"string", "raw_string"} and len(text) > 1:
        return text[1:-1]
    if node.type in {"concatenation", "command_name"} and node.children:
        return "".join(_unquoted(n) for n in node.children)
    return text


def _script(call: Started) -> str | None:
    """Return the shell text that a call hands to a shell, here or on another machine."""
    if call.name.rpartition("/")[2] in SHELLS:
        flags = [i for i, word in enumerate(call.args) if re.fullmatch(r"-[a-z]*c", word)]
        return call.args[flags[0] + 1] if flags and flags[0] + 1 < len(call.args) else None
    return " ".join(call.args) if call.name == "eval" else None


def _masked(statements: "list[Node]") -> str | None:
    if not statements:
        return None
    last = statements[-1]
    while last.type == "redirected_statement" and last.named_children:
        last = last.named_children[0]
    if last.type == "list":
        operator, right = last.children[-2], last.children[-1]
        if operator.type == "||" and _succeeds(right):
            return f"|| {_text(right)}"
        return None
    if last.type == "pipeline" and _first_word(last.named_children[-1]) in {"tee", "cat"}:
        return f"| {_first_word(last.named_children[-1])}"
    if any(n.type != "variable_assignment" for n in statements[:-1]) and _succeeds(last):
        return f"; {_text(last)}"
    return None


def _succeeds(node: "Node") -> bool:
    return _first_word(node) in _SILENT or _text(node) == "exit 0"


def _first_word(node: "Node") -> str:
    while node.type == "redirected_statement" and node.named_children:
        node = node.named_children[0]
    return _text(node.children[0]) if node.type == "command" and node.children else ""
