"""Commands and their look-alikes: paths, code, commit messages, tool calls, prose."""

import re
from functools import lru_cache

from sisyphus.model.members import Enum, auto
from sisyphus.parse.commands.disguises import MAY_HIDE, leads_to_program, undisguised
from sisyphus.parse.commands.programs import (
    BARE_RUNNABLE,
    CODE_WORDS,
    ENGLISH,
    FOLDERS,
    GIVEN,
    INTERPRETERS,
    NAMED_SO,
    NEEDS_OPERAND,
    PROGRAMS,
    RUNNABLE,
    RUNS_BARE,
    SUBCOMMANDS,
    TASK_RUNNERS,
    VERBS,
    without_prompt,
    words,
)
from sisyphus.parse.commands.prose import has_shell_sign, is_prose, names_others, option_in
from sisyphus.parse.commands.windows import CMDLET
from sisyphus.parse.commands.wrappers import RUNNERS

LONGEST = 8_000
"""Characters of a piece of text that is looked at as a command."""


class Looks(Enum):
    """What a piece of text looks like."""

    COMMAND = auto()
    MAYBE = auto()
    """A command only where the words around it say so: `pytest`, `mytool sync`."""
    CONTEXT = auto()
    """Something that only prepares what follows: `cd`, `export`, an assignment, `source`."""
    TOOL_CALL = auto()
    """A call of an agent's tool, an HTTP request, a line for an editor or a REPL."""
    OTHER = auto()


_ASSIGNED = re.compile(
    r"(?:[A-Za-z_]\w*=(?:\"[^\"\n]*\"|'[^'\n]*'|\$\([^()\n]*\)|[^\s;|&\"'(]*)[ \t]+)+(?=[\w./~\"'$(-])"
)
_ONLY_ASSIGNED = re.compile(
    r"[A-Za-z_]\w*=(?P<value>\$\(.*\)|`.*`|\"[^\"]*\"|'[^']*'|[^\s;|&()]*)$", re.DOTALL
)
_HTTP = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]+(?:/|https?:|\$|\{|<|:/)")
_EDITOR = re.compile(r":[A-Za-z][\w!]*(?:[ \t(]|$)")
_AGENT_TOOL = re.compile(
    r"(?:browser_\w+|playwright_\w+|mcp__?\w+|lsp_\w+|ast_grep_\w+|look_at|webfetch|interactive_bash|skill_mcp"
    r"|skill|call_omo_agent|delegate_task|task|todowrite|background_\w+|session_\w+|chrome_\w+|page\.\w+"
    r"|screen\.\w+|expect|cy\.\w+|Read|Grep|Glob|Bash|Write|Edit)\("
)
_CALL = re.compile(
    r"(?:await[ \t]+|new[ \t]+)?[A-Za-z_$][\w$]*(?:(?:\.|::|\?\.)[A-Za-z_$][\w$]*)*\((?!\w*\)!?: ).*\)[;.]?$",
    re.DOTALL,
)
_MESSAGE = re.compile(r"[a-z]+\([^()]*\)!?: ")
_SLASH = re.compile(r"/[a-z][\w:-]*(?:[ \t]+\S|$)(?!.*/)")
_SCRIPT_PATH = re.compile(
    r"[\w.@${}~-]*(?:/[\w.@${}*~-]+)*?/?[\w.@${}-]+?"
    r"(?P<suffix>\.(?:sh|bash|zsh|fish|py|rb|pl|ps1|bat|cmd|exe|mjs|cjs|js|ts|tsx|php|jl|lua|md|json|yml|yaml))?"
)
_BIN_DIRS = re.compile(r"(?:^|/)(?:s?bin|\.bin|scripts?|target/(?:debug|release)|venv|\.venv)/")
_VERSION = re.compile(r"v?\d+(?:\.\d+)*(?:\.x)?[+*]?$|[<>=^~]+\s*\d")
_UNKNOWN = re.compile(r"[a-z][a-z0-9_.+-]*$")
_MARKUP = re.compile(r"[{}<>();=|]|::|:$|,$")
_SHORT = 5
"""Words of an unknown program's command that is taken for one without an option."""
_PAIR = 2
_NEVER_SECOND = words("/ + or and = == != => -> → vs |")


@lru_cache(maxsize=4096)
def looks_like(text: str) -> Looks:
    """Tell what a text that an author marked as code looks like."""
    text = without_prompt(text)
    if not text or len(text) > LONGEST:
        return Looks.OTHER
    looks = _look(text)
    if looks is not Looks.OTHER or not MAY_HIDE.match(text):
        return looks
    bare = any(_look(other) is Looks.COMMAND for other in undisguised(text) if other)
    return Looks.COMMAND if bare or leads_to_program(text) else looks


def _look(text: str) -> Looks:
    if (_HTTP if text[0] in "GPDHO" else _EDITOR).match(text) or ("(" in text and _AGENT_TOOL.match(text)):
        return Looks.TOOL_CALL
    if text[0] in "-{}[<>@#=*,;|&%\"'+?`^)" and not text.startswith(("[ ", "[[ ")):
        return Looks.OTHER
    assigned = _ASSIGNED.match(text) if "=" in text else None
    body = text[assigned.end() :] if assigned else text
    alone = _ONLY_ASSIGNED.match(body) if "=" in body else None
    if alone:
        return Looks.CONTEXT if alone["value"][:1] in {"$", "`"} else Looks.OTHER
    body = body.lstrip("(! \t")
    words = body.split()
    return _by_first_word(words[0], words, body) if words else Looks.OTHER


def _by_first_word(first: str, words: list[str], body: str) -> Looks:
    if first in SHELL_WORDS:
        return _keyword(first, words, body)
    if first in PROGRAMS:
        return _program(first, words, body)
    if "/" in first or first.startswith(("~", "$")):
        return _path(first, words, body)
    if CMDLET.match(body):
        return Looks.COMMAND
    if "(" in body and _CALL.match(body) and not _MESSAGE.match(body):
        return Looks.TOOL_CALL
    return _unknown(first, words, body)


def _unknown(first: str, words: list[str], body: str) -> Looks:
    """Judge a first word that is no program known here."""
    if len(words) == 1 or not _UNKNOWN.match(first) or first.endswith("."):
        return Looks.OTHER
    if first in CODE_WORDS or names_others(words) or words[1] in _NEVER_SECOND or is_prose(body):
        return Looks.OTHER
    if option_in(body) or (has_shell_sign(body) and any(w in PROGRAMS for w in words[1:])):
        return Looks.COMMAND if not _MARKUP.search(words[1]) else Looks.OTHER
    return Looks.MAYBE if len(words) <= _SHORT and not _MARKUP.search(body) else Looks.OTHER


_LOOPS = words("for while if until")
_MOVES = frozenset({"cd", "pushd"})
_SETS = frozenset({"export", "source", "."})
SHELL_WORDS = _LOOPS | _MOVES | _SETS | {"[", "[[", "set", "eval", "exec"}


def _keyword(first: str, words: list[str], body: str) -> Looks:
    """Tell shell keywords and builtins from code and prose that begin with the same word."""
    joined = ";" in body or "&&" in body or "||" in body or "|" in body or "\n" in body
    if first in {"[", "[["}:
        return (
            Looks.COMMAND
            if re.match(r"\[{1,2}\s+[^\]\s].*?\s\]{1,2}(?:\s*$|\s*[;&|])", body)
            else Looks.OTHER
        )
    if first in _LOOPS:
        return Looks.COMMAND if re.search(r"(?:;|\n)\s*(?:do|then)\b", body) else Looks.OTHER
    if first in _MOVES:
        plain = len(words) > 1 and words[1] not in _NEVER_SECOND and not is_prose(body)
        return (Looks.COMMAND if joined else Looks.CONTEXT) if plain else Looks.OTHER
    if first in _SETS:
        wanted = r"export\s+\w+=|(?:source|\.)\s+[\w./~$\"-]*(?:\.sh|activate|\.env|rc|profile|\.fish)"
        sets = re.match(wanted, body)
        return (Looks.COMMAND if joined else Looks.CONTEXT) if sets else Looks.OTHER
    runs = re.match(r"set -[a-z]+|(?:eval|exec)\s+[\"$'\w./]", body) and not is_prose(body)
    return Looks.COMMAND if runs and joined else Looks.CONTEXT if runs else Looks.OTHER


def _program(first: str, words: list[str], body: str) -> Looks:
    if len(words) == 1:
        return Looks.MAYBE if first in RUNS_BARE else Looks.OTHER
    second = words[1]
    named = second in _NEVER_SECOND or (second[-1] in ":," and second[0] not in "\"'")
    named |= first in {"curl", "wget"} and second.isalpha() and second != "localhost"
    if named or is_prose(body) or _is_named_only(first, words):
        return Looks.OTHER
    return Looks.OTHER if first in ENGLISH and not _is_used(first, words, body) else Looks.COMMAND


_BARE_OPTION = re.compile(r"-[a-uw-zA-UW-Z]$")
"""An option of one letter other than that for the version."""
_GIVEN_PATHS = frozenset({"pytest", "mypy", "eslint", "tsc", "flake8", "pylint", "jest", "vitest"})
_RUN_WORDS = frozenset({"run", "exec", "dlx"})


def _is_named_only(first: str, words: list[str]) -> bool:
    """Whether the words name a program, a version of it or a part of it, but do not use it."""
    second = words[1]
    closed = SUBCOMMANDS.get(first)
    if len(words) == _PAIR and _is_pair_named(first, second):
        return True
    if first in _GIVEN_PATHS and second.isalpha() and second not in FOLDERS:
        return True
    if closed is not None and second not in closed and not second.startswith(("-", "$")):
        return True
    return _lacks_operand(first, words[1:])


def _is_pair_named(first: str, second: str) -> bool:
    """Whether two words name something: `node 20`, `docker run`, `uv run`."""
    if _VERSION.match(second):
        return first not in {"sleep", "kill", "exit"}
    if first in NAMED_SO:
        return second in NAMED_SO[first]
    return second in _RUN_WORDS and first in RUNNERS


def _lacks_operand(first: str, args: list[str]) -> bool:
    """Whether a program is not given what it works on."""
    operands = [w for w in args if not w.startswith("-")]
    if first in {"cp", "mv", "ln"}:
        return len(operands) < _PAIR
    if first in INTERPRETERS:
        alone = len(args) == 1 and bool(_BARE_OPTION.match(args[0]))
        return alone or args == ["-m", "json.tool"] or not GIVEN.search(args[0])
    return first in NEEDS_OPERAND and not operands and "--version" not in args


def _is_used(first: str, words: list[str], body: str) -> bool:
    """Whether a program with an English name has something only a program is given."""
    second = words[1]
    if first in SUBCOMMANDS or first in {"echo", "time", "which", "sleep", "conda"}:
        return True
    if first == "test":
        return bool(re.match(r"-[a-zA-Z]$|!$|[\"'$(]", second))
    if first in TASK_RUNNERS:
        return bool(re.match(r"[\w:./@-]+$", second)) and not (len(words) > _PAIR and words[2].isalpha())
    return (
        bool(_USED.search(body, len(first)))
        or has_shell_sign(body)
        or (len(words) == _PAIR and first not in VERBS)
    )


_USED = re.compile(
    r"\s(?:-{1,2}[A-Za-z0-9]|[\"'$~*/]|\.{1,2}(?:/|\s|$)|\S+/|\S+\.\w{1,5}(?:\s|$)|http|[A-Z]{4,}(?:\s|$))"
)


def _path(first: str, words: list[str], body: str) -> Looks:
    """Judge a first word with a slash in it."""
    match = _SCRIPT_PATH.fullmatch(first)
    if not match or is_prose(body):
        return Looks.OTHER
    if _SLASH.match(body) and first.count("/") == 1:
        return Looks.TOOL_CALL
    suffix = match["suffix"]
    started = first.startswith(("./", "../"))
    if suffix is not None and suffix not in RUNNABLE:
        return Looks.OTHER
    if len(words) == 1:
        known = suffix in BARE_RUNNABLE or first.rpartition("/")[2] in PROGRAMS | {"configure"}
        return Looks.MAYBE if known else Looks.OTHER
    if (words[1][0] in "=→(+|" and words[1] != "|") or words[1] in _NEVER_SECOND - {"|"}:
        return Looks.OTHER
    asked = started or suffix or _BIN_DIRS.search(first) or (option_in(body) and first[0] in "~/$")
    return Looks.COMMAND if asked else Looks.OTHER
