"""What a plan says that a command should show, as assertions.

Every word must be read by a form or be known to add nothing; else the text counts as not understood.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from sisyphus.model.check import Assertion, AssertionKind, Expectation
from sisyphus.parse.commands.asked import Asked, Readings
from sisyphus.parse.commands.doubts import may_fail
from sisyphus.parse.commands.echoes import tested_code
from sisyphus.parse.commands.exact_form import read_exact
from sisyphus.parse.commands.form_choice import WORD, by_kind, forms_for
from sisyphus.parse.commands.printed import Prints, printed
from sisyphus.parse.commands.result_absence import is_limited
from sisyphus.parse.commands.result_around import (
    ALTERNATIVE,
    CIRCUMSTANCE,
    EACH,
    ENDS_LATER,
    FILLER,
    LEAD,
    PIECES,
    QUOTED,
    RESULT_NOUN,
    SUBSTANCE,
    in_plain_signs,
)
from sisyphus.parse.commands.result_forms import FORMS as ALL_FORMS
from sisyphus.parse.commands.result_texts import ABSENT_TEXT, EXIT_0
from sisyphus.parse.commands.said import Said, in_lower_case
from sisyphus.parse.commands.verb_last import verb_first
from sisyphus.parse.pieces import holds_any

Told = tuple[tuple[Assertion, ...], bool]
"""What a text says, and whether all of it is understood."""
FORMS = by_kind(ALL_FORMS)
MAX_LENGTH = 600
"""Characters of an expectation that is read at all."""


@lru_cache(maxsize=4096)
def parse_expectation(text: str | None, command: str) -> Expectation:
    """Read what the plan says about a command's result; `None` or blank text stands for exit code 0."""
    if text is None or not text.strip():
        return Expectation(text=None, assertions=(EXIT_0,), understood=True)
    exact = read_exact(text)
    if exact is not None and exact.assertions:
        return Expectation(text=text, assertions=exact.assertions, understood=True)
    said = text if exact is None else text[: exact.start] + text[exact.end :]
    if exact is not None and not _WORD.search(said):
        # Nothing but a time limit.
        return Expectation(text=text, assertions=(EXIT_0,), understood=True)
    assertions, understood = _told(said, command)
    return Expectation(text=text, assertions=tested_code(command, assertions), understood=understood)


_WORD = re.compile(r"\w")


def _told(text: str, command: str) -> Told:
    """Return what a text says of a command, as far as it is understood: as it was for its likes."""
    kind = printed(command)
    told = READINGS.find((text, kind), command)
    if told is None:
        asked = Asked(command)
        told = _read(text, kind, asked)
        READINGS.keep((text, kind), asked, told)
    return told


READINGS = Readings[Told](most=4096)
"""By the words and by what the command prints."""


def _read(text: str, kind: Prints, command: Asked) -> Told:
    plain = verb_first(" ".join(in_plain_signs(text).split()))
    if holds_any(plain.lower(), _COUNTS):
        plain = _COUNTED.sub(lambda m: _COUNTS[m[0].casefold()], plain)
    readable = len(plain) <= MAX_LENGTH and not _BEYOND.search(plain)
    found, read_to = _scan(plain, kind, command) if readable else ([], 0)
    assertions = list(dict.fromkeys(found))
    if any(a.kind is AssertionKind.FAILURES and a.op == "==" and a.value for a in assertions):
        # A run with failures that are wanted ends with another code.
        assertions = [a for a in assertions if a != EXIT_0]
    understood = read_to == len(plain) and bool(assertions) and _consistent(assertions)
    fails = any(a.kind is AssertionKind.EXIT_NONZERO or (a.equals or 0) > 0 for a in assertions)
    shown = [a for a in assertions if a.kind in _SHOWN]
    if fails and shown and kind is Prints.RUN and not command.holds("2>&1"):
        # What a failing command says, it says on standard error.
        return tuple(a for a in assertions if a not in shown), False
    if understood:
        return tuple(assertions), True
    if ALTERNATIVE.match(plain, read_to):
        return (), False
    limited = is_limited(plain)
    if limited or (kind is not Prints.COUNT and not command.holds("jq")):
        # A figure out of a text that is read in part is perhaps one of something else.
        assertions = [a for a in assertions if a.kind is not AssertionKind.STDOUT_NUMBER]
    if limited:
        assertions = [a for a in assertions if a.kind is not AssertionKind.STDOUT_EMPTY]
    if not assertions and not may_fail(plain, kind, command):
        assertions = [EXIT_0]
    return tuple(assertions), False


_BEYOND = re.compile(r"\d[\d,]{15}")
"""A figure of more digits than a number holds exactly: no run can be compared with it."""
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven")
_COUNTS = {word: str(figure) for figure, word in enumerate(_NUMBERS)} | {"ten": "10"}
_COUNTED = re.compile(
    r"(?<!non-)(?<!non )\b(?:zero|one|two|three|four|five|six|seven|ten)"
    r"(?= (?:match|hit|line|result|occurrence|test|file|entr|definition)\w*|\s*(?:$|[.,;)]))",
    re.IGNORECASE,
)
"""Number words that count something, or are all that is said."""
_SHOWN = frozenset({AssertionKind.STDOUT_CONTAINS, AssertionKind.STDOUT_EQUALS, AssertionKind.STDOUT_MATCHES})


def _consistent(assertions: list[Assertion]) -> bool:
    """Whether no two assertions contradict each other."""
    codes = {a.equals for a in assertions if a.kind is AssertionKind.EXIT_CODE}
    nonzero = any(a.kind is AssertionKind.EXIT_NONZERO for a in assertions)
    empty = any(a.kind is AssertionKind.STDOUT_EMPTY for a in assertions)
    shows = any(a.kind in {AssertionKind.STDOUT_CONTAINS, AssertionKind.STDOUT_EQUALS} for a in assertions)
    numbers = {a.value for a in assertions if a.kind is AssertionKind.STDOUT_NUMBER and a.op == "=="}
    return max(len(codes), len(numbers)) <= 1 and not (nonzero and 0 in codes) and not (empty and shows)


def _scan(text: str, kind: Prints, command: Asked) -> tuple[list[Assertion], int]:
    """Read a text from left to right; return what it says, and where the words begin that no form reads."""
    found: list[Assertion] = []
    lowered = in_lower_case(text)
    forms = forms_for(FORMS[kind], lowered)
    position = _skip_lead(lowered, 0)
    while position < len(text):
        filler = _filler(lowered, position, found, kind)
        if filler and filler.end() > position:
            position = _skip_lead(lowered, filler.end())
            continue
        if text[position] == "(":
            end = _closing(text, position)
            aside = _aside(text[position + 1 : end], kind, command, {a.kind for a in found})
            if aside is None:
                return found, position
            found += aside
            position = min(end + 1, len(text))
            continue
        if found and forms[-1:] == [WORD]:
            forms.pop()
        for form in forms:
            match = form.pattern.match(lowered, position)
            if match and match.end() > position:
                # Of several that match, the first that can be asserted.
                assertions = form.build(Said(match, text), kind, command)
                if assertions is not None:
                    found += assertions
                    position = _skip_lead(lowered, match.end())
                    break
        else:
            return found, position
    return found, position


def _aside(
    text: str, kind: Prints, command: Asked, told: AbstractSet[AssertionKind]
) -> list[Assertion] | None:
    """Read a remark in brackets; `None` where it holds something that matters and is not read."""
    found: list[Assertion] = []
    whole = True
    for piece in [text] if QUOTED.search(text) else PIECES.split(text):
        said, read_to = _scan(piece, kind, command)
        if read_to < len(piece):
            if SUBSTANCE.search(piece, read_to):
                return None
            whole = False
            said = [a for a in said if a.kind is AssertionKind.TESTS_PASSED]
        found += said
    if found and not told and not whole:
        return None
    return [a for a in found if not told or a.kind in _FIGURES - told or _forbids(a)]


def _forbids(assertion: Assertion) -> bool:
    """Whether an assertion is that some text is not there."""
    return (assertion.pattern or "").startswith(ABSENT_TEXT)


def _filler(text: str, position: int, found: list[Assertion], kind: Prints) -> "re.Match[str] | None":
    """Match words that add nothing: joining words, and the circumstances of a run that goes well."""
    if not found and text[position] not in " ,;.:":
        return None
    if any(a.kind is AssertionKind.STDOUT_CONTAINS for a in found) and EACH.match(text, position):
        return None
    filler = FILLER.match(text, position)
    around = CIRCUMSTANCE.match(text, position) if kind is Prints.RUN and EXIT_0 in found else None
    if filler and filler.end() > position and not (around and ENDS_LATER.match(text, position)):
        return filler
    return around


_FIGURES = frozenset(
    {
        AssertionKind.TESTS_PASSED,
        AssertionKind.FAILURES,
        AssertionKind.STDOUT_CONTAINS,
        AssertionKind.STDOUT_NUMBER,
    }
)
"""What a remark in brackets adds; the rest says again what stands before it."""


def _skip_lead(text: str, position: int) -> int:
    match = LEAD.match(text, position)
    if match is None or (position and RESULT_NOUN.search(match[0])):
        # "succeeds with expected output" says more than that it succeeds.
        return position
    return match.end()


def _closing(text: str, position: int) -> int:
    depth = 0
    for index in range(position, len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if not depth:
            return index
    return len(text)
