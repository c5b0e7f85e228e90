"""What a stated result means for a command, by what the command prints."""

import re

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.parse.commands import result_words as words
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.result_lines import EMPTY, number_of_lines
from sisyphus.parse.commands.result_texts import EXIT_0, Built, shown_text

EXIT_1 = Assertion(kind=AssertionKind.EXIT_CODE, equals=1)
NONZERO = Assertion(kind=AssertionKind.EXIT_NONZERO)

_LISTS = frozenset({Prints.MATCHES, Prints.LINES})
_NUMBERS = frozenset({Prints.COUNT, Prints.VALUE, Prints.HTTP_STATUS})
_ANSWERS = frozenset({Prints.QUIET, Prints.DIFFERENCE})


def exit_code(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take a stated exit code."""
    del kind, command
    return (Assertion(kind=AssertionKind.EXIT_CODE, equals=int(match["n"])),)


def exit_nonzero(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take any exit code but 0."""
    del match, kind, command
    return (NONZERO,)


def http_status(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take a status, where the command prints it."""
    del command
    if kind is Prints.HTTP_STATUS:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=float(match["n"])),)
    if kind is Prints.HTTP_HEAD:
        return (
            Assertion(
                kind=AssertionKind.STDOUT_MATCHES,
                pattern=rf"(?m)(?:^HTTP/\S+ {match['n']}\b|\b{match['n']}\s*$)",
            ),
        )
    return None


def no_failures(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take a number of failed tests."""
    del command
    stated = match["n"]
    value = int(stated) if stated and stated.isdigit() else 0
    if kind in _LISTS and not value:
        return (EMPTY,)
    if kind is not Prints.RUN:
        return None
    failures = Assertion(kind=AssertionKind.FAILURES, op="==", value=float(value))
    return (EXIT_0, failures) if not value else (failures,)


def tests_passed(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take a number of passed tests."""
    del command
    if kind is not Prints.RUN:
        return None
    op = ">=" if match["plus"] else comparison(match["op"])
    value = match["n"]
    return (EXIT_0, Assertion(kind=AssertionKind.TESTS_PASSED, op=op, value=float(value)))


def comparison(text: str | None) -> str:
    """Return the operator that words or a sign stand for."""
    if not text:
        return "=="
    for op, pattern in _OPERATORS:
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return op
    return "=="


_OPERATORS = (
    (">=", words.AT_LEAST),
    ("<=", words.AT_MOST),
    ("!=", words.UNEQUAL),
    (">", words.MORE),
    ("<", words.LESS),
)


def no_errors(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take the absence of errors: exit code 0 of a run, no line of a search."""
    if kind in _LISTS or kind is Prints.COUNT:
        return empty(match, kind, command)
    return None if kind in {Prints.HTTP_BODY, Prints.HTTP_STATUS, Prints.FILES} else (EXIT_0,)


def no_warnings(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take the absence of warnings, where warnings make the command fail."""
    del match, kind
    return (EXIT_0,) if _STRICT.search(command) else None


_STRICT = re.compile(
    r"-D\s*warnings|--max-warnings[ =]0|-Werror|--deny[ =-]?warnings|-W error|--error-on-warnings"
    r"|--fatal-warnings|-warnaserror"
)
"""Options with which a warning makes the command fail."""


def same(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take the absence of a difference."""
    if kind is Prints.DIFFERENCE:
        return (EXIT_0,)
    return empty(match, kind, command) if kind in {*_LISTS, Prints.STATE, Prints.COUNT} else None


def empty(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take the absence of output, or of what the command looks for."""
    del command
    answers = {
        Prints.MATCHES: (EMPTY,),
        Prints.LINES: (EMPTY,),
        Prints.COUNT: (Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=0.0),),
        Prints.QUIET: (NONZERO,),
        Prints.STATE: (shown_text("nothing to commit"),),
    }
    if kind in answers:
        return answers[kind]
    stated = match[0].casefold()
    if kind is Prints.FILES and re.search(r"not found|不存在|未找到|no such", stated):
        return (NONZERO,)
    return (
        (EMPTY,)
        if re.search(r"output|empty|nothing|输出|空|출력|비어|salida|vac|silent|blank|saída|出力", stated)
        else None
    )


LIMITED = re.compile(
    r"except|exclud|besides|other than|unless|\bonly\b|outside|apart from|beyond|除|제외|salvo|excepto",
    re.IGNORECASE,
)


def none_of(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take that what a search looks for is nowhere, in the plan's own words."""
    if kind not in {Prints.MATCHES, Prints.COUNT, Prints.LINES} or LIMITED.search(match["what"]):
        return None
    if kind is Prints.LINES and not _WHOLE.fullmatch(match["what"].strip()):
        # `git diff` shows no redesign: its lines are not what must not be there.
        return None
    return empty(match, kind, command)


_WHOLE = re.compile(
    r"(?:(?:other|more|further|remaining|uncommitted|unstaged|staged|untracked|modified|changed|local) ){0,2}"
    r"(?:outputs?|changes?|diffs?|differences?|lines?|matches|results?|entries|files?|modifications?|edits?)"
    r"(?: (?:at all|whatsoever|shown|found|printed|reported|listed|left))?",
    re.IGNORECASE,
)
"""What stands for all that a command prints."""


def differs(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take that two files differ."""
    del match, command
    if kind is Prints.LINES:
        return (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=r"\S"),)
    return (EXIT_1,) if kind is Prints.DIFFERENCE else None


def found(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take that what the command looks for is there."""
    del match, command
    if kind is Prints.COUNT:
        return (Assertion(kind=AssertionKind.STDOUT_NUMBER, op=">=", value=1.0),)
    if kind is Prints.LINES:
        return (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=r"\S"),)
    return (EXIT_0,) if kind in {Prints.MATCHES, Prints.QUIET, Prints.FILES} else None


def passes(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take that a run goes well."""
    stated = match[0].casefold()
    if "clean" in stated and kind is Prints.STATE:
        return (shown_text("nothing to commit"),)
    if "clean" in stated and kind in _LISTS:
        return (EMPTY,)
    if kind is Prints.VALUE and not re.search(r"\b(?:ok|success|valid)\b|成功", stated):
        return (EXIT_0,)
    if kind is Prints.VALUE and re.search(r"\s-(?:c|e|-eval)\s|jq |json\.tool", command):
        return (EXIT_0,)
    curled = kind is Prints.HTTP_BODY and re.search(r"\s-[a-zA-Z]*f|--fail", command)
    return (EXIT_0,) if kind in {Prints.RUN, *_ANSWERS, Prints.MATCHES} or curled else None


def number(match: "re.Match[str]", kind: Prints, command: str) -> Built:
    """Take a number: printed, an exit code, or a number of lines."""
    if match[0].count('"') % 2 or match[0].count("`") % 2:
        return None
    value = float(match["n"].replace(",", ""))
    op = ">=" if match["plus"] else comparison(match["op"])
    named = bool(_UNITED.search(match[0]))
    other = not named and _NEXT.match(match.string, match.end())
    if kind in _NUMBERS:
        # One figure for each of several files is not their sum.
        apart = kind is Prints.COUNT and _EACH.search(match[0]) and _SEVERAL.search(command)
        counts_else = other and kind is Prints.VALUE and "jq" not in command
        return (
            None
            if apart or counts_else
            else (Assertion(kind=AssertionKind.STDOUT_NUMBER, op=op, value=value),)
        )
    if kind in _LISTS:
        unclear = other or (not named and _SHOWN.search(match[0]))
        return None if unclear else number_of_lines(op, int(value), command)
    returned = _RETURNED.search(match[0]) and not named
    is_code = kind in _ANSWERS or (kind is Prints.RUN and returned and "SELECT" not in command)
    known = is_code and op == "==" and value in {0, 1, 2}
    return (Assertion(kind=AssertionKind.EXIT_CODE, equals=int(value)),) if known else None


_RETURNED = re.compile(r"return|返回|devuelve|retorna", re.IGNORECASE)
_UNITED = re.compile(rf"(?:{words.UNIT})\s*\w*$", re.IGNORECASE)
_SHOWN = re.compile(r"show|print|display|显示|出现|출력|muestra", re.IGNORECASE)
"""A figure that a search shows is perhaps a part of its lines."""
_NEXT = re.compile(r"\s*(?!and\b|in\b|for\b|from\b|after\b|each\b|per\b)[a-z]", re.IGNORECASE)
"""A word behind a figure which says what it counts."""
_SEVERAL = re.compile(r"[*{]\S*(?:\s|$)")
_EACH = re.compile(r"\b(?:all|each|both|every)\b|均|都|各|모두", re.IGNORECASE)
