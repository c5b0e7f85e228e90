"""Which of the words around a command say what it should show."""

import re

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.parse.commands.drafts import ABOVE, BEHIND, CLAIM, Draft
from sisyphus.parse.commands.exact_form import read_exact
from sisyphus.parse.expectation import parse_expectation

MARKED = re.compile(
    r"\W{0,3}(?:expect|assert|should|must|→|=>|⇒|->|returns?\b|outputs?\b|prints?\b|shows?\b|exits?\b"
    r"|pass\b|fail\b|\d+\s*$|empty\b|no (?:output|match|error|result|diff)"
    r"|预期|期望|应|必须|断言|输出|返回|예상|기대|출력|esperado|se espera|debe|期待|[>=≥≤]{1,2}\s*\d)",
    re.IGNORECASE,
)
"""The start of a comment that says what a command shows."""
_ASKS = re.compile(r"(?:verify|check|ensure|confirm|no |zero |验证|确认|检查|확인|verificar)", re.IGNORECASE)
_EXIT_0 = (Assertion(kind=AssertionKind.EXIT_CODE, equals=0),)
_SAVED = re.compile(
    r"[,;.]?\s*(?:→|=>|->)?\s*(?:and\s+)?(?:(?:evidence|save[ds]?|capture[ds]?|log|record(?:ed)?)\b[^;\n]{0,30}?)?[`\"]?(?:[\w./{}-]{0,120}evidence/[^\s,;`\"]*|evidence\s+`[^`]*)[`\"]?\s*\.?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)|outputs?|results?|payload|passing", re.IGNORECASE)
"""Words that say nothing about a result by themselves."""
_WORD = re.compile(r"\w|([\"'`])[^\"'`\s]+\1")
_LABELS = re.compile(r"^(?:\*\*|__)?\s*(?:result|输出|结果)\s*[:\uff1a]\s*", re.IGNORECASE)


def result_text(draft: Draft) -> str | None:
    """Return what the plan says about a draft's result; `None` when it only describes the command."""
    if not draft.words:
        return None
    below = [w for w in draft.words if w[:1] not in {CLAIM, ABOVE, BEHIND}]
    behind = [w[1:] for w in draft.words if w.startswith(BEHIND) and _is_result(w[1:], draft.command)]
    words = [_without_evidence(_LABELS.sub("", w)).strip() for w in (*behind, *below)]
    text = "; ".join(w for w in dict.fromkeys(words) if _WORD.search(w))
    told = (text.startswith("(") and MARKED.match(text)) or parse_expectation(text, draft.command).understood
    aside = _ASIDE.fullmatch(text) and not told
    if text and not aside:
        return text
    for word in draft.words:
        if word.startswith(ABOVE) and _is_result(word[1:], draft.command, above=True):
            return word[1:]
        if word.startswith(CLAIM) and _is_claim(word[1:], draft.command):
            return word[1:]
    return None


def _is_claim(text: str, command: str) -> bool:
    """Whether words before a command say what it shows; a search for a recorded exit code shows another's."""
    read = parse_expectation(text, command)
    of_code = all(a.kind in _CODES for a in read.assertions) and read.assertions != _EXIT_0
    return read.understood and not (of_code and _SEARCHES_CODE.match(command))


_CODES = frozenset({AssertionKind.EXIT_CODE, AssertionKind.EXIT_NONZERO})
_SEARCHES_CODE = re.compile(r"(?:grep|rg|egrep|awk)\b.*?\b(?:exit|rc|status|code)\b", re.IGNORECASE)


def _without_evidence(text: str) -> str:
    """Take off where the output is to be kept."""
    return _SAVED.sub("", text) if "evidence" in text.casefold() else text


def _is_result(comment: str, command: str, *, above: bool = False) -> bool:
    """Whether a comment says what a command shows, and does not only say what it is for."""
    if MARKED.match(comment) or read_exact(comment):
        return True
    read = parse_expectation(comment, command)
    if not read.understood or (above and not _ASKS.match(comment)):
        return False
    return not above or read.assertions != _EXIT_0
