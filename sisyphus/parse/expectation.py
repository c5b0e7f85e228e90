"""What a plan says that a command should show, as assertions.

Every word must be read by a form or be known to add nothing; else the text counts as not understood.
"""

import re
from functools import lru_cache

from sisyphus.model.check import Assertion, AssertionKind, Expectation
from sisyphus.parse.commands.exact_form import read_exact
from sisyphus.parse.commands.form_choice import WORD, forms_for
from sisyphus.parse.commands.printed import Prints, printed
from sisyphus.parse.commands.result_assertions import LIMITED
from sisyphus.parse.commands.result_forms import FORMS, Form
from sisyphus.parse.commands.result_texts import EXIT_0
from sisyphus.parse.pieces import holds_any

MAX_LENGTH = 600
"""Characters of an expectation that is read at all."""

_WIDE = {
    **dict.fromkeys(map(ord, "\uff0c\u3001"), ","),
    **dict.fromkeys(map(ord, "\u3002"), "."),
    ord("\uff1b"): ";",
    ord("\uff1a"): ":",
    ord("\uff08"): "(",
    ord("\uff09"): ")",
    ord("\uff1d"): "=",
    **dict.fromkeys(map(ord, "\u201c\u201d\u300c\u300d"), '"'),
    **dict.fromkeys(map(ord, "\u2018\u2019"), "'"),
    **dict.fromkeys(map(ord, "\u2013\u2014"), ","),
    **dict.fromkeys(map(ord, "\u21d2\u279c\u27f6"), "→"),
    **dict.fromkeys(map(ord, "\u2705\u2713\u2714\ufe0f"), " "),
    0xA0: " ",
}
"""Full width and typographic signs by the plain ones."""

_LEAD = re.compile(
    r"\s*(?:(?:→|=>|->|--?|,|:|\*+|#|>(?![\s=]*\d))\s*|(?:expected(?: result| results| output| stdout"
    r"| response| red| green)?|expects?|assert(?:ion)?"
    r"|verify|verifies|confirms?|check|checks|ensure|should|must|will|to|and|that|then|still|with|now|预期(?:结果|输出)?|期望|断言|验证|确认|确保|应该|应当|应|必须|需"
    r"|예상(?: 결과)?|확인|검증|se espera|esperado|verificar?|debe|deve)(?![a-zA-Z-])\s*:?\s*(?:that\s+"
    r"|the\s+)?)+",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:[\s,;.!:→&+*_/-]+|and\b|but\b|then\b|also\b|still\b|so\b|now\b|并且?|且|以及|및|그리고"
    r"|y\b(?=\s)|e\b(?=\s)|exit(?= (?:cleanly|successfully))"
    r"|locally\b|cleanly\b|successfully\b|correctly\b|as expected\b|immediately\b|as before\b|again\b"
    r"|automatically\b|overall\b|too\b|总计"
    r"|(?:after|before|post|pre)[ -](?:implementation|changes?|fix|the fix|refactor(?:ing)?|commit"
    r"|all tasks|task \d+)\b"
    r"|(?:in|on|from|under|inside|across|for|within|throughout)\s+(?:both|all|the|each|every|entire|whole|any|this|repo(?:sitory)?|project|root|linux|macos|windows|ci|packages?"
    r"|platforms?|files?|modules?|commands?|workspaces?|`?[\w.-]+/`?|source|src|frontend|backend|tests?|codebase|that|output|its|new|existing|components?|code|stdout)+(?:\s+(?:packages?|platforms?"
    r"|files?|modules?|repos?|directory|dir|root|project|codebase|commands?|suite|tests?|code|workspace|files))*"
    r"|\d+ (?:test )?(?:suites?|test files?)(?: passed)?|(?:evidence|saved?|save output|output saved"
    r"|captured?|证据|保存)\b(?=\s*(?:[:=`→]|to\b|in\b|at\b|as\b|under\b|into\b|$))[^;]*"
    r"|[`\"]?[\w./{}-]*evidence/[^\s,;]*[`\"]?|\(\s*\))",
    re.IGNORECASE,
)
_SUBSTANCE = re.compile(
    r"\b(?:prints|contains|creates|shows|returns|outputs|generates|mentions|lists|except|exclud\w*|unless)\b"
    r"|\b(?:besides|other than|only|allow\w*|may|some|original|baseline|or|than|if|either|about|fine)\b"
    r"|\bnot (?:count|includ)\w*"
    r"|\b(?:approx\w*|around|kept|minus|plus|manual\w*|ignor\w*|skip\w*|ok|okay|acceptable|informational)\b"
    r"|[<>≥≤~≈%]|除|仅|或|不|제외|또는|salvo|excepto|solo",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:no|not|zero|0|none|nothing|never|gone|removed|absent|empty|without|fail\w*)\b"
    r"|无|没有|不|空|없|sin\b|sem\b|non-?zero",
    re.IGNORECASE,
)
_FAILS = re.compile(
    r"exit\w*\s+(?:with\s+)?(?:code\s+)?`?[1-9]|non-?zero|!= ?0|\bRED\b|^\W*(?:\w+ ){0,4}(?:fails?|FAIL)\b"
    r"|失败|실패|falla|falha",
    re.IGNORECASE,
)
"""Words of a result that is perhaps no exit code 0."""
_REFUSES = re.compile(
    r"\bfail|\berror|reject|throw|panic|abort|invalid|refus|den(?:y|ied)|crash|no such|报错|오류",
    re.IGNORECASE,
)
"""Words of the same for a program that is used; a test run that goes well may have them as well."""
_TESTS = re.compile(
    r"\b(?:test|tests|vitest|jest|pytest|build|lint|check|typecheck|tsc|clippy|fmt|spec|rake)\b"
)
_LISTS = frozenset(
    {Prints.MATCHES, Prints.QUIET, Prints.DIFFERENCE, Prints.COUNT, Prints.FILES, Prints.LINES}
)


def parse_expectation(text: str | None, command: str) -> Expectation:
    """Read what the plan says about a command's result; `None` or blank text stands for exit code 0."""
    if text is None or not text.strip():
        return Expectation(text=None, assertions=(EXIT_0,), understood=True)
    exact = read_exact(text)
    if exact is not None and exact.assertions:
        return Expectation(text=text, assertions=exact.assertions, understood=True)
    assertions, understood = _read(text, command)
    return Expectation(text=text, assertions=assertions, understood=understood)


@lru_cache(maxsize=4096)
def _read(text: str, command: str) -> tuple[tuple[Assertion, ...], bool]:
    kind = printed(command)
    plain = " ".join((text if text.isascii() else text.translate(_WIDE)).split())
    if holds_any(plain.lower(), _COUNTS):
        plain = _COUNTED.sub(lambda m: _COUNTS[m[0].casefold()], plain)
    found, understood = _scan(plain, kind, command) if len(plain) <= MAX_LENGTH else ([], False)
    assertions = list(dict.fromkeys(found))
    understood = understood and bool(assertions) and _consistent(assertions)
    fails = any(a.kind is AssertionKind.EXIT_NONZERO or (a.equals or 0) > 0 for a in assertions)
    shown = [a for a in assertions if a.kind in _SHOWN]
    if fails and shown and "2>&1" not in command and kind is Prints.RUN:
        # What a failing command says, it says on standard error.
        return tuple(a for a in assertions if a not in shown), False
    if understood:
        return tuple(assertions), True
    limited = LIMITED.search(plain)
    if limited or (kind is not Prints.COUNT and "jq" not in command):
        # A figure out of a text that is read in part is perhaps one of something else.
        assertions = [a for a in assertions if a.kind is not AssertionKind.STDOUT_NUMBER]
    if limited:
        assertions = [a for a in assertions if a.kind is not AssertionKind.STDOUT_EMPTY]
    if not assertions and not _may_fail(plain, kind, command):
        assertions = [EXIT_0]
    return tuple(assertions), False


def _may_fail(text: str, kind: Prints, command: str) -> bool:
    """Whether a text that is not understood perhaps wants another exit code than 0."""
    if kind in _LISTS:
        return bool(_NEGATED.search(text))
    return bool(_FAILS.search(text)) or (not _TESTS.search(command) and bool(_REFUSES.search(text)))


_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")
_COUNTS = {word: str(figure) for figure, word in enumerate(_NUMBERS, 1)} | {"ten": "10"}
_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|ten)(?= (?:match|hit|line|result|occurrence|test|file|entr"
    r"|definition)\w*)",
    re.IGNORECASE,
)
"""Number words that count something."""
_SHOWN = frozenset({AssertionKind.STDOUT_CONTAINS, AssertionKind.STDOUT_EQUALS, AssertionKind.STDOUT_MATCHES})


def _consistent(assertions: list[Assertion]) -> bool:
    """Whether no two assertions contradict each other."""
    codes = {a.equals for a in assertions if a.kind is AssertionKind.EXIT_CODE}
    nonzero = any(a.kind is AssertionKind.EXIT_NONZERO for a in assertions)
    empty = any(a.kind is AssertionKind.STDOUT_EMPTY for a in assertions)
    shows = any(a.kind in {AssertionKind.STDOUT_CONTAINS, AssertionKind.STDOUT_EQUALS} for a in assertions)
    numbers = {a.value for a in assertions if a.kind is AssertionKind.STDOUT_NUMBER and a.op == "=="}
    return max(len(codes), len(numbers)) <= 1 and not (nonzero and 0 in codes) and not (empty and shows)


def _scan(text: str, kind: Prints, command: str) -> tuple[list[Assertion], bool]:
    """Read a text from left to right; stop at the first words that no form reads."""
    found: list[Assertion] = []
    forms = forms_for(FORMS, text, kind)
    position = _skip_lead(text, 0)
    while position < len(text):
        filler = _filler(text, position, found, kind)
        if filler and filler.end() > position:
            position = _skip_lead(text, filler.end())
            continue
        if text[position] == "(":
            end = _closing(text, position)
            inner, understood = _scan(text[position + 1 : end], kind, command)
            if not understood and _SUBSTANCE.search(text[position + 1 : end]):
                return found, False
            told = {a.kind for a in found}
            found += [a for a in inner if understood and (not told or a.kind in _FIGURES - told)]
            position = end + 1
            continue
        if found and forms[-1:] == [WORD]:
            forms.pop()
        step = _step(text, position, kind, command, forms)
        if step is None:
            return found, False
        assertions, position = step
        found += assertions
        position = _skip_lead(text, position)
    return found, bool(found)


def _filler(text: str, position: int, found: list[Assertion], kind: Prints) -> "re.Match[str] | None":
    """Match words that add nothing: joining words, and the circumstances of a run that goes well."""
    if not found and text[position] not in " ,;.:":
        return None
    filler = _FILLER.match(text, position)
    around = _CIRCUMSTANCE.match(text, position) if kind is Prints.RUN and EXIT_0 in found else None
    if filler and filler.end() > position and not (around and _ENDS_LATER.match(text, position)):
        return filler
    return around


_CIRCUMSTANCE = re.compile(
    r"(?:after|once|when|before|against|for|under|on|in|across|from|during|including|at this)\s+"
    r"(?:(?!\b(?:except|only|unless|if|fail\w*|non-?zero|or|not|contain\w*|print\w*|show\w*|seconds?|minutes?)\b)[^,;()]){1,120}?(?=\s*(?:$|[,;()]|\.(?:\s|$)))",
    re.IGNORECASE,
)
"""When, where and for what a run goes well."""

_ENDS_LATER = re.compile(r"(?:after|once|when)\b", re.IGNORECASE)
"""What begins so is a whole clause, of which the words that add nothing are only the start."""
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
    match = _LEAD.match(text, position)
    return match.end() if match else position


def _step(
    text: str, position: int, kind: Prints, command: str, forms: list[Form]
) -> tuple[tuple[Assertion, ...], int] | None:
    """Read one form at a position; of several that match, the first that can be asserted."""
    for form in forms:
        match = form.pattern.match(text, position)
        if match and match.end() > position:
            assertions = form.build(match, kind, command)
            if assertions is not None:
                return assertions, match.end()
    return None


def _closing(text: str, position: int) -> int:
    depth = 0
    for index in range(position, len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if not depth:
            return index
    return len(text)
