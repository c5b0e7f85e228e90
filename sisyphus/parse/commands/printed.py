"""What the last stage of a command prints, and what its exit code means."""

import re
from collections.abc import Callable
from functools import lru_cache

from sisyphus.model.members import Enum, auto
from sisyphus.parse.commands.programs import words
from sisyphus.parse.commands.prose import without_quotes
from sisyphus.parse.commands.version_control import verb_of_git
from sisyphus.parse.commands.wrappers import Started, unwrap
from sisyphus.parse.pieces import holds_any


class Prints(Enum):
    """What a command shows, by which its result is read."""

    COUNT = auto()
    """A number: `grep -c`, `wc -l`."""
    MATCHES = auto()
    """Lines that match; exit code 1 when there are none."""
    QUIET = auto()
    """Nothing; the exit code answers: `grep -q`, `test -f`."""
    FILES = auto()
    """What exists, with exit code 1 or 2 for what does not: `ls`, `stat`, `cat`, `which`."""
    LINES = auto()
    """Lines that may be none, with exit code 0 either way: `find`, `git diff`, `git status --porcelain`."""
    DIFFERENCE = auto()
    """`diff`, `cmp`: nothing and exit code 0 when equal."""
    STATE = auto()
    """`git status`, in words."""
    VALUE = auto()
    """A value of the command's own making: `echo`, `jq`, `python -c`."""
    HTTP_STATUS = auto()
    """The status of an HTTP request."""
    HTTP_HEAD = auto()
    """A response with its status line."""
    HTTP_BODY = auto()
    """A response without its status."""
    RUN = auto()
    """A build, a linter, a test run, a script: the exit code says whether it went well."""


_SPLIT = re.compile(r"\|\||&&|\||;|\n")
_REDIRECT = re.compile(r"\s*(?:\d?>&\d|&?\d?>>?\s*\S+|<\s*\S+)")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_SILENCED = frozenset({"tee", "true", ":"})


@lru_cache(maxsize=4096)
def printed(command: str) -> Prints:
    """Return what a command prints; RUN when nothing else is known."""
    one_line = False
    end = len(command)
    joints = list(_SPLIT.finditer(without_quotes(command))) if _joins(command) else []
    for joint in (*reversed(joints), None):
        start = joint.end() if joint else 0
        stage = command[start:end]
        end = joint.start() if joint else 0
        call = _last_call(stage)
        if call is None or call.name in _SILENCED:
            continue
        if start and _passes_on(call):
            one_line |= "".join(call.args) in {"-1", "-n1"}
            continue
        kind = _of_call(call, stage)
        # The first of several matches is shown for what it says.
        return Prints.VALUE if one_line and kind is Prints.MATCHES else kind
    return Prints.RUN


def _joins(command: str) -> bool:
    """Whether a text holds a sign that stands between commands."""
    return "|" in command or "&" in command or ";" in command or "\n" in command


_NEGATED = re.compile(r"(?:^|[;&|\n]\s*)!\s[^;&\n]*$|(?:^|[\s;&|])(?:test|\[\[?)\s+!\s[^;&\n]*$")


def is_negated(command: str) -> bool:
    """Whether `!` turns the exit code of a command, or of the test that it makes."""
    return "!" in command and bool(_NEGATED.search(without_quotes(command).rstrip()))


def looks_at_one(command: str) -> bool:
    """Whether the last program of a command is given one operand alone."""
    bare = without_quotes(command)
    start = max((m.end() for m in _SPLIT.finditer(bare)), default=0)
    call = _last_call(command[start:])
    operands = [w for w in call.args if not w.startswith("-")] if call else []
    return len(operands) == 1 and not re.search(r"[*?{]", operands[0])


def _passes_on(call: Started) -> bool:
    """Whether a later stage of a pipeline shows what it is given: `| tail -5`."""
    return call.name in {"cat", "head", "tail"} and not any(re.match(r"[^-\d]", word) for word in call.args)


def _last_call(stage: str) -> Started | None:
    """Return the program of one stage of a pipeline, behind its wrappers."""
    stage = stage.split("<<", 1)[0]
    parts = (_REDIRECT.sub("", stage) if ">" in stage or "<" in stage else stage).split()
    while parts and (parts[0] in {"!", "("} or _ASSIGNMENT.match(parts[0])):
        parts = parts[1:]
    return unwrap(parts[0], tuple(parts[1:]))[-1] if parts else None


def _of_call(call: Started, text: str) -> Prints:
    name = call.name.rpartition("/")[2]
    if name in _FIXED:
        return _FIXED[name]
    rule = _RULES.get(name)
    if rule:
        return rule(call.args, text)
    return Prints.VALUE if holds_any(text, _FORMATS) and _FORMATTED.search(text) else Prints.RUN


_FORMATS = ("--format", "--jsonpath", "--query", "--template", "json")
_FORMATTED = re.compile(r"--(?:format|jsonpath|query|template)\b|\s-o\s*json")
_FIXED: dict[str, Prints] = {
    **dict.fromkeys(("test", "[", "[["), Prints.QUIET),
    "wc": Prints.COUNT,
    **dict.fromkeys(("diff", "cmp", "colordiff"), Prints.DIFFERENCE),
    **dict.fromkeys(("find", "fd", "comm"), Prints.LINES),
    **dict.fromkeys(
        words("ls stat cat file which type command readlink realpath du nl less more"), Prints.FILES
    ),
    **dict.fromkeys(
        words(
            """echo printf jq yq awk sed head tail cut tr sort uniq date xargs column rev base64 sha256sum
            md5sum shasum psql sqlite3 mysql redis-cli basename dirname pwd whoami hostname uname xxd od
            hexdump"""
        ),
        Prints.VALUE,
    ),
}
"""What a program prints whatever it is given."""


_LETTERS = re.compile(r"-[a-zA-Z]+$")


def _of_grep(args: tuple[str, ...], text: str) -> Prints:
    del text
    options = "".join(word[1:] for word in args if _LETTERS.match(word))
    if "q" in options or "--quiet" in args:
        return Prints.QUIET
    counted = "c" in options or {"--count", "--count-matches"} & set(args)
    return Prints.COUNT if counted else Prints.MATCHES


def _of_code(args: tuple[str, ...], text: str) -> Prints:
    """Code on the command line prints a value of its own; a file is a run."""
    del args
    return Prints.VALUE if re.search(r"\s-(?:-?e|c|p|-eval|-print)\s", text) else Prints.RUN


def _of_git(args: tuple[str, ...], text: str) -> Prints:
    del text
    verb, rest = verb_of_git(args)
    if verb == "status":
        return Prints.LINES if _SHORT & set(rest) else Prints.STATE
    if verb in _DIFFS:
        return Prints.DIFFERENCE if {"--exit-code", "--quiet", "--check"} & set(rest) else Prints.LINES
    if verb in _ANSWERS:
        return Prints.COUNT if "--count" in rest else Prints.VALUE
    return Prints.MATCHES if verb == "grep" else Prints.LINES if verb in _LISTS else Prints.RUN


_SHORT = words("--porcelain --short -s --porcelain=v1 --porcelain=v2")
_DIFFS = words("diff show diff-tree diff-index")
_ANSWERS = words("rev-parse rev-list config describe branch symbolic-ref merge-base")
_LISTS = words("ls-files log ls-tree ls-remote check-ignore check-attr tag stash worktree")


def _of_request(args: tuple[str, ...], text: str) -> Prints:
    if "http_code" in text or "response_code" in text:
        quiet = "/dev/null" in text or "NUL" in args
        return Prints.HTTP_STATUS if quiet else Prints.HTTP_HEAD
    heads = any(re.match(r"-[a-zA-Z]*[iI]", word) or word in {"--include", "--head"} for word in args)
    return Prints.HTTP_HEAD if heads else Prints.HTTP_BODY


_RULES: dict[str, Callable[[tuple[str, ...], str], Prints]] = {
    **dict.fromkeys(words("grep egrep fgrep rg ag ack zgrep"), _of_grep),
    "git": _of_git,
    **dict.fromkeys(words("curl http https wget xh"), _of_request),
    **dict.fromkeys(words("python python3 node ruby perl php bun deno lua julia tsx"), _of_code),
}
"""Programs whose arguments decide."""
