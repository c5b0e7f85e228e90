"""One result that is said of several commands: `Both return 0`, `No output for all three`."""

import re
from collections.abc import Sequence

from sisyphus.model.regex import regex
from sisyphus.parse.commands.drafts import ABOVE, CLAIM, Draft

_LED = r"[\s*_→=>:-]*(?:(?:expected|assert|verify|check|confirm|ensure)\b(?: that)?:?\s*)?"
_COMMANDS = r"(?P<what>commands?|checks?|steps?|greps?|outputs?|runs?|counts?|calls?|results?)"
_NUMBER = r"(?P<n>two|three|four|five|six)"
_VERBS = (
    r"(?:(?:must|should|will) )?(?:returns?|exits?|outputs?|prints?|shows?|gives?|finds?|yields?|reports?"
    r"|are|be|empty|zero|no|0|>=|≥)\b"
)
_GO_WELL = r"(?:pass(?:es)?|succeeds?|completes?)\b"
_FORMS = (
    (
        rf"{_LED}(?:both|(?:all |each of (?:the )?)?{_NUMBER})(?: of (?:them|these|the))?"
        rf"(?: {_COMMANDS}\b| {_VERBS}| {_GO_WELL})"
    ),
    rf"{_LED}(?:all|each|every)(?: of (?:them|these|the))? {_COMMANDS}\b",
    rf"{_LED}(?:all|each|every)(?: one| of (?:them|these))? {_VERBS}",
    (
        rf"[^;]{{1,60}}\b(?:in|for|from|on|by) (?:both|(?:all|each of)(?: the)? {_NUMBER}"
        rf"|(?:all|each|every) {_COMMANDS})\W*$"
    ),
    rf"{_LED}(?:(?P<pair>两)个?|所有|全部)\s*(?P<what>命令|grep|输出|结果|检查)",
    rf"{_LED}(?:모든|(?P<pair>두))\s*(?P<what>명령|출력)",
)
_SEVERAL = tuple(regex(form, re.IGNORECASE) for form in _FORMS)
_CLAUSE = regex(r"[;\uff1b]|\.\s|\u3002")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _match(words: str) -> "re.Match[str] | None":
    return next((match for form in _SEVERAL if (match := form.match(words))), None)


def says_several(words: str) -> bool:
    """Whether words are about several commands."""
    return _match(words) is not None


def share(words: str, drafts: Sequence[Draft], mark: str = "") -> None:
    """Give words that are said of several commands to those before the last one, which has them already."""
    words = _CLAUSE.split(words, maxsplit=1)[0]
    match = _match(words) if len(drafts) > 1 else None
    if not match:
        return
    groups = match.groupdict()
    pair = groups.get("pair") or "both" in match[0].casefold()
    stated = 2 if pair else _COUNTS.get((groups.get("n") or "").casefold(), len(drafts))
    for draft in reversed(drafts[:-1][1 - stated :] if stated > 1 else ()):
        if any(word[:1] not in {CLAIM, ABOVE} for word in draft.words):
            return
        if (groups.get("what") or "").startswith("grep") and not _SEARCHES.search(draft.command):
            return
        draft.words.append(mark + words)


_SEARCHES = regex(r"\b(?:[efz]?grep|rg|ag)\b")
