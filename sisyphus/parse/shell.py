"""Shell text to what it would start. The one door for tree_sitter; nothing is run or expanded here."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sisyphus.parse.commands.code_calls import COMPUTED
from sisyphus.parse.commands.handed_on import calls_handed_on, calls_in_input, hands_on, script_of
from sisyphus.parse.commands.plain_shell import read_plain
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.shell_facts import EMPTY, SILENT, Place, Shell, Write
from sisyphus.parse.commands.wrappers import Started, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

MAX_LENGTH = 50_000
"""Characters of a command that is read at all; a longer one counts as broken."""

_MAX_NESTING = 3
"""How deep `sh -c '…'` in `sh -c '…'` is followed."""

_SPLIT_WORD = re.compile(r"(?<=\w)\\\n(?=\w)")
"""A word that goes on in the next line."""


@lru_cache(maxsize=4096)
def read_shell(text: str) -> Shell:
    """Read bash (or sh) text."""
    if len(text) > MAX_LENGTH:
        return EMPTY._replace(broken=True)
    plain = read_plain(text)
    if plain and not any(map(hands_on, plain.calls)):
        return EMPTY._replace(calls=plain.calls, writes=plain.writes, masked=plain.masked)
    reader = _Reader()
    reader.read(_SPLIT_WORD.sub("", text), 0)
    return Shell(
        tuple(reader.calls),
        tuple(reader.writes),
        frozenset(reader.assigned),
        frozenset(reader.used),
        frozenset(reader.functions),
        tuple(reader.values),
        tuple(reader.aliases),
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


_MOST_SUBSHELLS = 16
"""How deep subshells are told from each other."""
_SUBSHELLS = words("subshell command_substitution process_substitution function_definition")


class _Reader:
    """Collects over one text and the scripts that it hands to other shells."""

    def __init__(self) -> None:
        self.calls: list[Started] = []
        self.writes: list[Write] = []
        self.assigned: set[str] = set()
        self.used: set[str] = set()
        self.functions: set[str] = set()
        self.values: list[tuple[str, str]] = []
        self.aliases: list[tuple[str, str]] = []
        self.masked: str | None = None
        self.background_only = False
        self.broken = False
        self.subshells = 0

    def read(self, text: str, nesting: int, shell: tuple[int, ...] = ()) -> None:
        root = _parser().parse(text.encode("utf-8", "surrogatepass")).root_node
        self.broken |= root.has_error
        if not nesting:
            statements = [n for n in root.named_children if n.type != "comment"]
            self.masked = _masked(statements) if statements else None
            self.background_only = len(statements) == 1 and any(n.type == "&" for n in root.children)
        # A stack, since a hostile text nests deeper than Python recurses.
        stack: list[tuple[Node, Place]] = [(root, Place(shell))]
        while stack:
            node, place = stack.pop()
            self._visit(node, nesting, place)
            children = node.children
            fed = place.fed or (node.type == "redirected_statement" and any(map(_feeds, children)))
            if node.type in _SUBSHELLS:
                place = place._replace(shell=self._inside(place.shell))
            following: list[tuple[Node, Place]] = []
            kinds = [child.type for child in children]
            for child, kind, behind in zip(children, kinds, (*kinds[1:], ""), strict=False):
                fed |= kind in {"|", "|&"}
                if kind == "list" and _is_chain(node):
                    following.append((child.children[0], place._replace(fed=True)))
                    following += [(other, place) for other in child.children[1:]]
                elif child.child_count:  # nothing is told by a sign or a word alone
                    following.append((child, Place(place.shell, fed, place.background or behind == "&")))
            stack.extend(reversed(following))

    def _inside(self, shell: tuple[int, ...]) -> tuple[int, ...]:
        self.subshells += 1
        return shell if len(shell) >= _MOST_SUBSHELLS else (*shell, self.subshells)

    def _visit(self, node: "Node", nesting: int, place: Place) -> None:
        match node.type:
            case "command":
                self._command(node, nesting, place)
            case "test_command":
                words = _text(node).split()
                self.calls.append(Started("[", tuple(words[1:]))._replace(**place._asdict()))
            case "variable_assignment" | "for_statement" | "declaration_command":
                self._assignment(node)
            case "simple_expansion":
                self.used.update(_text(n) for n in node.children if n.type == "variable_name")
            case "expansion" if len(node.children) <= _BARE_EXPANSION:
                self.used.update(_text(n) for n in node.children if n.type == "variable_name")
            case "heredoc_redirect" | "herestring_redirect":
                self._given(node, place)
            case "function_definition":
                self.functions.update(_text(n) for n in node.children[:2] if n.type == "word")
            case "file_redirect":
                operators = {n.type for n in node.children}
                if operators & {">", ">>", "&>", "&>>", ">|"}:
                    self.writes.append(Write(_unquoted(node.children[-1]), len(self.calls), place.shell))

    def _given(self, node: "Node", place: Place) -> None:
        """Read a here-document as what the call before it does with it."""
        texts = [_unquoted(n) for n in node.children if n.type in {"heredoc_body", "string", "raw_string"}]
        if self.calls and texts:
            found = calls_in_input(self.calls[-1], texts[-1])
            self.calls += [call._replace(shell=place.shell) for call in found]

    def _assignment(self, node: "Node") -> None:
        if node.type == "variable_assignment" and len(node.children) > _SET_TO:
            self.values.append((_text(node.children[0]), _unquoted(node.children[_SET_TO])))
        self.assigned.update(_text(n) for n in node.children if n.type == "variable_name")

    def _command(self, node: "Node", nesting: int, place: Place) -> None:
        words = [_unquoted(n) for n in node.children if n.type in _WORDS]
        if not words:
            return
        fed = place.fed or any(map(_feeds, node.children))
        waiting = list(unwrap(words[0], tuple(words[1:])))
        for call in waiting:
            self.calls.append(
                call._replace(fed=fed or call.fed, background=place.background, shell=place.shell)
            )
            handing = hands_on(call)
            if handing:
                deep = len(waiting) > _MOST_HANDED_ON
                waiting += () if deep else calls_handed_on(call)
                self._hand_on(COMPUTED if deep else script_of(call), nesting, place.shell)
            if call.name in {"read", "mapfile", "readarray", "getopts"}:
                self.assigned.update(w for w in call.args if not w.startswith("-"))
            if call.name == "alias":
                pairs = (word.partition("=") for word in call.args)
                self.aliases += [(name, text) for name, is_one, text in pairs if is_one]

    def _hand_on(self, script: str | None, nesting: int, shell: tuple[int, ...]) -> None:
        """Read what a call hands to a shell; what lies too deep is not known."""
        if script == COMPUTED or (script is not None and nesting >= _MAX_NESTING):
            self.calls.append(Started(COMPUTED, (), inner=True))
        elif script is not None:
            self.read(script, nesting + 1, self._inside(shell))


_MOST_HANDED_ON = 50
"""Calls that one command may make of its own words."""
_SET_TO = 2
"""Which child of an assignment is the value."""
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
    match node.type:
        case "string" if len(text) > 1:
            return text[1:-1].replace('\\"', '"')
        case "raw_string" if len(text) > 1:
            return text[1:-1]
        case "ansi_c_string" | "translated_string" if len(text) > 2:  # noqa: PLR2004 - `$''`
            return text[2:-1]
        case "concatenation" | "command_name" if node.children:
            return "".join(map(_unquoted, node.children))
        case "word" if "\\" in text and not _WINDOWS.match(text):
            return _ESCAPED.sub(lambda m: m[1] or "", text)
    return text


_ESCAPED = re.compile(r"\\(?:\n|(.))", re.DOTALL)
_WINDOWS = re.compile(r"[A-Za-z]:\\|.*\.(?:exe|bat|cmd|ps1)$", re.IGNORECASE)
"""A path whose backslashes are meant."""


def _masked(statements: "list[Node]") -> str | None:
    last = _body(statements[-1])
    while _is_chain(last) or (last.type == "list" and _is_chain(last.children[-1])):
        last = last.children[-1]
    if last.type == "list":
        operator, right = last.children[-2:]
        return f"|| {_text(right)}" if operator.type == "||" and _succeeds(right) else None
    if last.type == "pipeline" and _first_word(last.named_children[-1]) in {"tee", "cat"}:
        return f"| {_first_word(last.named_children[-1])}"
    if any(n.type != "variable_assignment" for n in statements[:-1]) and _succeeds(last):
        return f"; {_text(last)}"
    return None


def _is_chain(node: "Node") -> bool:
    """Whether it only begins with a pipeline: of `a | b | c && d` the grammar makes `a | (b | c && d)`."""
    return node.type == "pipeline" and node.children[-1].type == "list"


def _succeeds(node: "Node") -> bool:
    return _first_word(node) in SILENT or _text(node) == "exit 0"


def _first_word(node: "Node") -> str:
    node = _body(node)
    return _text(node.children[0]) if node.type == "command" and node.children else ""


def _body(node: "Node") -> "Node":
    while node.type == "redirected_statement" and node.named_children:
        node = node.named_children[0]
    return node
