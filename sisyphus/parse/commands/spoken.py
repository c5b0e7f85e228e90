"""Commands inside sentences: in backticks, or bare with a remark behind them."""

import itertools
import re
from typing import NamedTuple

from sisyphus.parse.commands.code_spans import code_spans
from sisyphus.parse.commands.looks import LONGEST, SHELL_WORDS, Looks, looks_like
from sisyphus.parse.commands.openers import KEYWORDS
from sisyphus.parse.commands.programs import (
    ENGLISH,
    PROGRAMS,
    PROMPT,
    PROMPTING,
    RUNS_BARE,
    TASK_RUNNERS,
    without_prompt,
)
from sisyphus.parse.commands.prose import option_in, without_quotes
from sisyphus.parse.commands.run_paths import OF_FILE, has_exit, is_run
from sisyphus.parse.commands.spoken_words import (
    CONNECTOR,
    NOT_ASKED,
    OPERATOR_END,
    PARENTHESIS,
    REMARK,
    RESULT_START,
    RUN_LEAD,
)


class Found(NamedTuple):
    """A command found in a text, with the words around it."""

    start: int
    end: int
    """Offsets in the text, backticks included."""
    command: str
    looks: Looks
    before: str
    """Back to the command before it, or to the start."""
    after: str
    """Up to the next command, or to the end."""


def find_quoted(text: str, *, step: bool) -> list[Found]:
    """Return the commands in backticks; `step` where the text is an instruction to do something."""
    if "`" not in text:
        return []
    spans: list[_Span] = []
    for start, stop, code in code_spans(text):
        looks = looks_like(code)
        if looks is Looks.OTHER and (has_exit(code, text[stop:]) or is_run(code, text[:start], text[stop:])):
            looks = Looks.COMMAND
        elif looks is Looks.MAYBE and OF_FILE.match(text, stop):
            looks = Looks.OTHER
        if looks is not Looks.OTHER:
            spans.append((start, stop, _as_command(code), looks))
    if not spans:
        return []
    kept = _asked(text, spans, step=step)
    found: list[Found] = []
    for index, (start, stop, code, looks) in enumerate(kept):
        before = text[kept[index - 1][1] if index else 0 : start]
        after = text[stop : kept[index + 1][0] if index + 1 < len(kept) else len(text)]
        found.append(Found(start, stop, code, _surely(looks), before, after))
    return found


_NEAR = 200
"""Characters before a command in which the words stand that ask for it."""
_Span = tuple[int, int, str, Looks]


def _asked(text: str, spans: list[_Span], *, step: bool) -> list[_Span]:
    """Drop the spans that are only named; one in a list of commands is asked for as they are."""
    asked: list[bool] = []
    for index, (start, stop, code, looks) in enumerate(spans):
        before = text[spans[index - 1][1] if index else 0 : start]
        after = text[stop : spans[index + 1][0] if index + 1 < len(spans) else len(text)]
        asked.append(_is_asked(code, looks, before, after, step=step))
    for order in (range(1, len(spans)), range(len(spans) - 1, 0, -1)):
        for index in order:
            one, other = spans[index - 1], spans[index]
            if asked[index - 1] != asked[index] and CONNECTOR.match(text[one[1] : other[0]]):
                commands = {one[3], other[3]} <= {Looks.COMMAND, Looks.MAYBE}
                asked[index - 1] = asked[index] = commands
    return list(itertools.compress(spans, asked))


def _is_asked(code: str, looks: Looks, before: str, after: str, *, step: bool) -> bool:
    before = before[-_NEAR:]
    if looks is Looks.COMMAND:
        return not before or not NOT_ASKED.search(before) or bool(RESULT_START.match(after))
    if looks is Looks.MAYBE:
        if RESULT_START.match(after) and _is_tool_like(code):
            return True
        return bool(RUN_LEAD.search(before)) and not NOT_ASKED.search(before)
    if looks is Looks.TOOL_CALL:
        return step and (not before.strip(" *-") or bool(RUN_LEAD.search(before)))
    return step


def _is_tool_like(code: str) -> bool:
    """Whether an unknown first word is perhaps a program: `my-tool sync all`, `opal check`."""
    first, *rest = code.split()
    if first in PROGRAMS or len(rest) <= 1 or "-" in first or rest[0] in _SUBCOMMAND_WORDS:
        return True
    return bool(re.search(r"[./]\w", code))


_SUBCOMMAND_WORDS = frozenset(
    {"run", "test", "check", "build", "lint", "exec", "verify", "list", "status", "show", "validate"}
)
"""Second words that tools of all kinds share."""


def _as_command(code: str) -> str:
    """Return a piece of inline code as one command: its prompt off, its lines joined or dedented."""
    code = without_prompt(code)
    if "\n" not in code:
        return code
    if "<<" not in code and "\\\n" not in code:
        # A line that is wrapped in a sentence goes on; only a quoted script keeps its lines.
        outside = [m.start() for m in re.finditer("\n", without_quotes(code))]
        for at in reversed(outside):
            code = f"{code[:at].rstrip()} {code[at:].lstrip()}"
        if "\n" not in code:
            return code
    return dedented(code)


def dedented(code: str) -> str:
    """Take the common indentation off the lines below the first."""
    if "\n" not in code:
        return code.rstrip()
    first, *rest = code.split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    return "\n".join([first.rstrip(), *(line[margin:].rstrip() for line in rest)])


_LOOP = re.compile(r"[;\n]\s*(?:do|then)\b")


def cut_remark(text: str) -> tuple[str, str]:
    """Split bare text into the command at its start and the remark behind it."""
    if "<<" in text:
        return text.strip(), ""
    bare = without_quotes(text)
    loops = (";" in bare or "\n" in bare) and _LOOP.search(bare)
    end = len(text)
    aside = PARENTHESIS.search(bare) if "(" in bare or "\uff08" in bare else None
    if aside and not OPERATOR_END.search(bare[: aside.start()]):
        end = aside.start()
    done = bare.rfind("done", 0, end) if loops else 1
    match = REMARK.search(bare, max(done, 1), end)
    end = match.start() if match else end
    command = text[:end].rstrip()
    if command.endswith((".", ";", ",", ":")) and not command.endswith(("..", "/.", " .", "\\;")):
        command = command[:-1].rstrip()
    return command, text[len(command) :].strip()


def read_bare(text: str, *, led: bool) -> Found | None:
    """Read a command at the start of a text without backticks; `led` where words before it ask for one."""
    text = text.strip()
    start = PROMPT.match(text) if text[:1] in PROMPTING else None
    first = text[start.end() if start else 0 :].split(None, 1)[0] if text else ""
    if not first or not (_may_start(first) or first in _METHODS):
        return None
    text = dedented(text)
    if len(text) > LONGEST:
        return None
    if start:
        text, led = text[start.end() :], True
    if first in _METHODS and _REQUEST.match(text):
        return Found(0, len(text), text, Looks.TOOL_CALL, "", "")
    if not _may_start(first) or (not led and _is_told(first, text)):
        return None
    call = _call(text)
    command, rest = (call, text[len(call) :].strip()) if call else cut_remark(text)
    looks = looks_like(command)
    if looks is Looks.TOOL_CALL:
        return Found(0, len(text), command, looks, "", rest)
    if looks is Looks.COMMAND:
        asked = _is_bare(first, command, rest, led=led)
    elif looks is Looks.MAYBE:
        asked = led or (first in RUNS_BARE and bool(RESULT_START.match(rest)))
    else:
        asked = looks is not Looks.OTHER
    return Found(0, len(command), command, _surely(looks), "", rest) if asked else None


def _surely(looks: Looks) -> Looks:
    return Looks.COMMAND if looks is Looks.MAYBE else looks


_NEVER_FIRST = frozenset("(\"'*_#>|`-}<@=,;&+?^)")


def _may_start(first: str) -> bool:
    """Whether a word may be the first of a command; a capitalised one only if it is known or assigned."""
    if first[0] in _NEVER_FIRST or (first[0] > "\x7f" and "/" not in first and first[0] not in PROMPTING):
        return False
    return not first[0].isupper() or "=" in first or first in PROGRAMS


def _is_told(first: str, text: str) -> bool:
    """Whether a text begins with a word that opens no command known here, and holds no sign of another."""
    if not (first.isascii() and first.isalnum()) or first in PROGRAMS or first in SHELL_WORDS:
        return False
    return first not in RUNS_BARE and (first[0].isdigit() or _SIGN.search(text) is None)


_SIGN = re.compile(r"[(|&;<>$\\\s](?:(?<!\s)|-)")
"""What an option begins with, an operator or a call."""
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_REQUEST = re.compile(r"[A-Z]+ (?:/|https?:)")


_CALLED = re.compile(r"[A-Za-z_$][\w$.:]*\(")


def _call(text: str) -> str:
    """Return the call at the start of a text, up to the bracket that closes it; empty without one."""
    start = _CALLED.match(text) if "(" in text else None
    if not start:
        return ""
    depth = 0
    for index in range(start.end() - 1, min(len(text), 400)):
        depth += (text[index] == "(") - (text[index] == ")")
        if not depth:
            return text[: index + 1]
    return ""


def _is_bare(first: str, command: str, rest: str, *, led: bool) -> bool:
    """Whether text that nobody marked as code may be a command."""
    if first not in ENGLISH and (first in PROGRAMS or first in KEYWORDS or "/" in first or "=" in first):
        return True
    words = command.split()
    if first in TASK_RUNNERS and len(words) <= 3:  # noqa: PLR2004 - a task and one option
        return led or not rest or bool(RESULT_START.match(rest))
    if first == "sleep":
        return words[1:2] != [] and words[1][:1].isdigit()
    strong = option_in(command) or bool(re.search(r"[\"'/|]|\.\w|\s\.(?:\s|$)", command))
    return strong or (led and first in PROGRAMS)
