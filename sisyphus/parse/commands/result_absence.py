"""What it means for a command that something is said not to be there."""

import re

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.parse.commands.asked import Asked
from sisyphus.parse.commands.printed import Prints, is_negated, looks_at_one
from sisyphus.parse.commands.result_lines import EMPTY
from sisyphus.parse.commands.result_texts import EXIT_0, Built, shown_text
from sisyphus.parse.commands.said import Said
from sisyphus.parse.pieces import holds_any

NONZERO = Assertion(kind=AssertionKind.EXIT_NONZERO)
LISTS = frozenset({Prints.MATCHES, Prints.LINES})
_NONE = Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=0.0)


def no_errors(match: Said, kind: Prints, command: Asked) -> Built:
    """Take the absence of errors: exit code 0 of a run, no line of a search."""
    if kind in LISTS or kind is Prints.COUNT:
        return empty(match, kind, command)
    return None if kind in {Prints.HTTP_BODY, Prints.HTTP_STATUS, Prints.FILES} else (EXIT_0,)


def no_warnings(match: Said, kind: Prints, command: Asked) -> Built:
    """Take the absence of warnings, where warnings make the command fail."""
    del match, kind
    return (EXIT_0,) if command.matches(_STRICT) else None


_STRICT = re.compile(
    r"-D\s*warnings|--max-warnings[ =]0|-Werror|--deny[ =-]?warnings|-W error|--error-on-warnings"
    r"|--fatal-warnings|-warnaserror"
)
"""Options with which a warning makes the command fail."""


def same(match: Said, kind: Prints, command: Asked) -> Built:
    """Take the absence of a difference."""
    if kind is Prints.DIFFERENCE:
        return None if command.ask(is_negated) else (EXIT_0,)
    if kind in {Prints.MATCHES, Prints.COUNT} and _STAYS.search(match[0]):
        # What is found is as it was, and not gone.
        return None
    return empty(match, kind, command) if kind in {*LISTS, Prints.STATE, Prints.COUNT} else None


_STAYS = re.compile(r"identical|unchanged|一致|동일|idéntic", re.IGNORECASE)


def empty(match: Said, kind: Prints, command: Asked) -> Built:
    """Take the absence of output, or of what the command looks for."""
    answers = {
        Prints.MATCHES: EMPTY,
        Prints.LINES: EMPTY,
        Prints.COUNT: _NONE,
        Prints.STATE: shown_text("nothing to commit"),
    }
    if kind is Prints.QUIET:
        return (EXIT_0 if command.ask(is_negated) else NONZERO,)
    if kind in answers:
        return (answers[kind],)
    stated = match[0].casefold()
    if kind is Prints.FILES and _NOT_FOUND.search(stated):
        return (NONZERO,) if command.ask(looks_at_one) else None
    return (EMPTY,) if _NO_OUTPUT.search(stated) else None


_NOT_FOUND = re.compile(r"not found|不存在|未找到")
_NO_OUTPUT = re.compile(
    r"output|empty|nothing(?! to commit)|输出|空|출력|비어|salida|vac|silent|blank|saída|出力"
)


def absent(match: Said, kind: Prints, command: Asked) -> Built:
    """Take that a file, or what the command looks for, is not there."""
    path = (match["path"] or "").strip('`"')
    if path and not command.holds(path):
        return None
    if kind is Prints.FILES:
        # Of several that are asked for, one that is missing is enough for a bad exit code.
        return (NONZERO,) if command.ask(looks_at_one) else None
    return empty(match, kind, command) if kind in {*LISTS, Prints.COUNT, Prints.QUIET} else None


def is_limited(text: str) -> bool:
    """Whether words say that something is not there except in places."""
    text = text.lower()
    return holds_any(text, _LIMITS) or ("only" in text and _ONLY.search(text) is not None)


_LIMITS = (
    *("except", "exclud", "besides", "other than", "unless", "outside", "apart from", "beyond"),
    *("\u9664", "\uc81c\uc678", "salvo"),
)
_ONLY = re.compile(r"\bonly\b")


def none_of(match: Said, kind: Prints, command: Asked) -> Built:
    """Take that what a search looks for is nowhere, in the plan's own words."""
    if kind not in {Prints.MATCHES, Prints.COUNT, Prints.LINES} or is_limited(match["what"]):
        return None
    if _BOUND.match(match["what"]) or _CLAUSE.search(match["what"]):
        return None
    if kind is Prints.LINES and not _WHOLE.fullmatch(match["what"].strip()):
        # `git diff` shows no redesign: its lines are not what must not be there.
        return None
    return empty(match, kind, command)


_BOUND = re.compile(r"(?:more|fewer|less|greater|later|earlier) than\b|or\b|to\b|-|/", re.IGNORECASE)
"""What turns "no" or 0 before it into a bound."""
_CLAUSE = re.compile(
    r"\b(?:if|when|unless|otherwise|most|half|some|twice|within|is|are|was|were|has|have)\b|→"
    r"|\bor (?:is|are|the|it|an?)\b"
    r"|\band (?:the|an?|no|its?|\w+s [`\"'\w])|\bwith \d",
    re.IGNORECASE,
)
"""What is more than the name of a thing."""
_WHOLE = re.compile(
    r"(?:(?:other|more|further|remaining|uncommitted|unstaged|staged|untracked|modified|changed|local) ){0,2}"
    r"(?:outputs?|changes?|diffs?|differences?|lines?|matches|results?|entries|files?|modifications?|edits?)"
    r"(?: (?:at all|whatsoever|shown|found|printed|reported|listed|left))?",
    re.IGNORECASE,
)
"""What stands for all that a command prints."""
