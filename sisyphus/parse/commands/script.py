"""A shell script to its logical lines: each command whole, with the comments around it."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sisyphus.parse.commands.programs import PROMPT, words

MAX_JOINED = 200
"""Lines that one command may span; an unclosed quote must not swallow a whole file."""


_LOOKS_AHEAD = 8
"""How many times its own length a block may be looked ahead for the ends of open commands."""


class ScriptLine(NamedTuple):
    """One logical line of a script: a command with its continuation lines, a comment, or a blank."""

    first: int
    """Index of its first source line."""
    last: int
    """Index of its last source line."""
    text: str
    """The command, dedented, its lines joined with newlines; empty for comments and blanks."""
    comment: str | None
    """What stands behind `#`, on the line itself or alone."""


_KEYWORD_OPENS = words("if for while until case select")
_KEYWORD_CLOSES = frozenset({"fi", "done", "esac"})
_BEFORE_COMMAND = words("then do else elif ! time { (")
_TOKEN = re.compile(
    r"""(?P<space>[ \t]+)|(?P<escape>\\.)|(?P<single>'[^']*'?)|(?P<double>"(?:[^"\\]|\\.)*"?)"""
    r"""|(?P<heredoc><<-?[ \t]*(?P<quote>['"]?)(?P<word>[A-Za-z_][\w.]*)(?P=quote))|(?P<herestring><<<)"""
    r"""|(?P<operator>&&|\|\||;;|[;|&])|(?P<open>\$?\(|\{(?=[ \t\n]|$))|(?P<close>\)|\})"""
    r"""|(?P<plain>[^\s'"\\;|&(){}<#$]+)|(?P<hash>\#)|(?P<other>.)""",
    re.DOTALL,
)


class _State:
    """Where a scan stands after the lines that it has seen."""

    def __init__(self) -> None:
        self.quote = ""
        self.brackets = 0
        self.keywords = 0
        self.heredocs: list[str] = []
        self.joined = False
        """Whether the last line ends with a backslash or an operator."""
        self.comment_at: int | None = None
        """Where the last line's comment begins."""

    @property
    def open(self) -> bool:
        return bool(self.quote or self.brackets or self.keywords > 0 or self.heredocs or self.joined)

    def feed(self, line: str) -> None:
        self.comment_at = None
        if self.heredocs:
            if line.strip() == self.heredocs[0]:
                self.heredocs.pop(0)
            return
        self.joined = False
        start = self._close_quote(line)
        if start is None:
            return
        self._tokens(line, start)

    def _close_quote(self, line: str) -> int | None:
        """Return the index behind the quote that an earlier line opened; `None` when it stays open."""
        if not self.quote:
            return 0
        inside = r"[^']*'" if self.quote == "'" else r'(?:[^"\\]|\\.)*"'
        found = re.match(inside, line, re.DOTALL)
        if not found:
            return None
        self.quote = ""
        return found.end()

    def _tokens(self, line: str, start: int) -> None:
        command_next, spaced = start == 0, start == 0
        for token in _TOKEN.finditer(line, start):
            kind, text = token.lastgroup, token[0]
            if token["heredoc"]:
                self.heredocs.append(token["word"])
            elif kind == "hash" and spaced:
                self.comment_at = token.start()
                break
            elif kind == "operator":
                command_next, self.joined = True, text in {"&&", "||", "|"}
            elif kind in {"open", "close"}:
                # `a)` of a case has no opening bracket.
                self.brackets = max(0, self.brackets + (1 if kind == "open" else -1))
                command_next = kind == "open"
            elif kind in {"single", "double"} and (len(text) < _QUOTED or text[-1] != text[0]):
                if kind == "single" and _APOSTROPHE.match(line, token.start() - 1):
                    self._tokens(line, token.start() + 1)
                    return
                self.quote = text[0]
            elif kind == "plain" and command_next:
                self.keywords += (text in _KEYWORD_OPENS) - (text in _KEYWORD_CLOSES)
                command_next = text in _BEFORE_COMMAND
            spaced = kind in {"space", "operator"}
            if kind not in {"space", "operator"}:
                self.joined = kind == "other" and text == "\\"


_QUOTED = 2
"""Characters of the shortest quoted text."""
_APOSTROPHE = re.compile(r"\w'\w")
"""An unclosed quote inside a word is prose (`don't`)."""


def logical_lines_of(shell: str, lines: Sequence[str]) -> list[ScriptLine]:
    """Split a script of `bash`, `powershell` or `cmd`; one left open is cut off after its first line."""
    return _split(lines, _ENDS[shell])


def lines_ahead(length: int) -> int:
    """Return how many lines may be looked at in all for the ends of commands, in a text of so many lines."""
    return _LOOKS_AHEAD * max(length, MAX_JOINED)


def command_end(lines: Sequence[str], first: int, column: int, spare: int) -> tuple[int, int]:
    """Return the index of the last line of a bash command, and how many lines it took to know it.

    It begins in a line at a column. No more than `spare` lines are looked at, and at least the first.
    """
    reach = min(MAX_JOINED, max(spare, 1))
    end = _bash_end([lines[first][column:], *lines[first + 1 : first + reach]], 0, reach)
    return first + end.last, end.looked_at


class _End(NamedTuple):
    """Where a command ends."""

    last: int
    """Index of its last line."""
    comment_at: int | None
    """Where on that line a comment begins."""
    looked_at: int
    """How many lines were read to know it."""


_EndOf = Callable[[Sequence[str], int, int], _End]
"""From a script, a command's first line and how many lines it may take."""


def _split(lines: Sequence[str], end_of: _EndOf) -> list[ScriptLine]:
    result: list[ScriptLine] = []
    index = 0
    spare = lines_ahead(len(lines))
    while index < len(lines):
        stripped = lines[index].strip()
        if not stripped or stripped.startswith("#"):
            comment = stripped.lstrip("#").strip() if stripped else None
            result.append(ScriptLine(index, index, "", comment))
            index += 1
            continue
        end = end_of(lines, index, min(MAX_JOINED, max(spare, 1)))
        spare -= end.looked_at
        text, comment = _joined(lines, index, end)
        result.append(ScriptLine(index, end.last, text, comment))
        index = end.last + 1
    return result


def _joined(lines: Sequence[str], first: int, end: _End) -> tuple[str, str | None]:
    """Dedent a command's lines and take its trailing comment off."""
    part = list(lines[first : end.last + 1])
    comment = None
    if end.comment_at is not None:
        comment = part[-1][end.comment_at :].strip(" \t#")
        part[-1] = part[-1][: end.comment_at].rstrip()
    indent = len(part[0]) - len(part[0].lstrip())
    text = "\n".join([part[0].strip(), *(_dedent(line, indent) for line in part[1:])])
    return PROMPT.sub("", text).rstrip(), comment


def _dedent(line: str, width: int) -> str:
    blank = len(line) - len(line.lstrip())
    return line[min(blank, width) :].rstrip()


def _bash_end(lines: Sequence[str], first: int, reach: int) -> _End:
    if _is_whole(lines[first]):
        return _End(first, None, 1)
    state = _State()
    number = first
    for number in range(first, min(len(lines), first + reach)):
        state.feed(lines[number])
        if not state.open:
            return _End(number, state.comment_at, number - first + 1)
    state = _State()
    state.feed(lines[first])
    return _End(first, state.comment_at, number - first + 1)


def _is_whole(line: str) -> bool:
    """Whether a line is surely a command by itself, without a comment; most are, and need no scan."""
    if not _CLOSED.fullmatch(line) or line.rstrip()[-1:] in {"&", "|"}:
        return False
    return _OPENING_WORD.search(line) is None


_CLOSED = re.compile(r"""(?:[^'"\\(){}<#]++|'[^']*+'|"[^"\\]*+")+""")
"""Text in which nothing is left open but what a keyword opens."""
_OPENING_WORD = re.compile(r"\b(?:" + "|".join(sorted(_KEYWORD_OPENS)) + r")\b")


def _powershell_end(lines: Sequence[str], first: int, reach: int) -> _End:
    depth = 0
    number = first
    for number in range(first, min(len(lines), first + reach)):
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", lines[number])
        comment = re.search(r"(?:^|\s)#", bare)
        code = bare[: comment.start()] if comment else bare
        depth += sum(map(code.count, "{(")) - sum(map(code.count, "})"))
        if depth <= 0 and not code.rstrip().endswith(("`", "|", ",")):
            at = lines[number].rfind(bare[comment.start() :]) if comment else None
            return _End(number, at, number - first + 1)
    return _End(first, None, number - first + 1)


def _cmd_end(lines: Sequence[str], first: int, reach: int) -> _End:
    number = first
    while number + 1 < min(len(lines), first + reach) and lines[number].rstrip().endswith("^"):
        number += 1
    return _End(number, None, number - first + 1)


_ENDS: dict[str, _EndOf] = {"bash": _bash_end, "powershell": _powershell_end, "cmd": _cmd_end}
