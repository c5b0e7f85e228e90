"""Words for where the work stands: complete, pushed, merged, clean."""

import re
from collections.abc import Iterator

from sisyphus.model.claim import Arrival, Claim, ClaimKind, Counted
from sisyphus.model.deferred import replace
from sisyphus.parse.claim_forms.changes import SHA
from sisyphus.parse.claim_forms.drafts import draft
from sisyphus.parse.claim_forms.gates import under_advice
from sisyphus.parse.claim_forms.passages import Passage, Place
from sisyphus.parse.claim_forms.runs import find_tests
from sisyphus.parse.claim_forms.words import NOUN, meaning

_DONE = r"(?:complete[d]?|done|finished|implemented|closed|ticked|checked(?: off)?|met|satisfied|完成)"
_ALL = re.compile(
    r"\b(?:all|every)\s(?:of the\s|the\s)?((?:[\w-]+\s){0,3}?(?:tasks?|to-?dos?|check ?boxes|boxes|work|plans?|deliverables"
    r"|criteria|items|code|implementation|everything))\b[\s:：*—–-]{0,4}"
    rf"(?:is\s|are\s|were\s|now\s|have been\s|has been\s|(?:marked|successfully|fully)\s|100%\s){{0,3}}{_DONE}\b"
    r"|(?:所有|全部)(?:\d{0,4}\s?个?)(任务|工作|计划)(?:均|都|已|全部){0,3}完成",
    re.IGNORECASE,
)
_IS_DONE = re.compile(
    r"^(?:the\s)?((?:[\w-]+\s){0,3}?(?:plan|work plan|project|implementation|migration|work))\s(?:is\s|has been\s|now\s)"
    rf"(?:now\s|100%\s|fully\s|successfully\s){{0,2}}{_DONE}\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"^(?:(?:overall|final|plan|project|work|current|completion)\s)?status\s?[:：]\s?\W{0,4}(?:100% |fully )?"
    r"(?:complete[d]?|done|finished)\W{0,3}$",
    re.IGNORECASE,
)
_ALL_TESTS = re.compile(
    r"\ball\s(?:of\s|the\s|our\s|unit\s|existing\s)?((?:[\w-]+\s){0,3}?)tests?\s(?:are\s|now\s)?(?:pass\w*|green)\b|测试(?:全部|均|都)通过",
    re.IGNORECASE,
)
_TASK = re.compile(r"^task\s(\d[\w.]{0,8})\s?(?:[:：—–-]|\))?\s?([^|]{0,120})", re.IGNORECASE)
_TASK_DONE = re.compile(r"(?:✅|✓|\b(?:complete[d]?|done|finished)\b)\W{0,3}$", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|no|never|almost|nearly|until|once|when|if|before|after|except|but|partially|should|must|will|ensure"
    r"|cannot|can't|isn't|aren't|unless|pending|except(?:ion)?|verify|mark|marking|need|remaining|assum\w+|goal|target"
    r"|available|possible|preparatory|preparation|documentation|automated|code review|other|previous|prior)\b",
    re.IGNORECASE,
)

_ARRIVALS = (
    (Arrival.UNPUSHED, re.compile(r"\b(?:not(?: yet)?(?: been)? pushed|unpushed|(?:ready|waiting|awaiting|pending)(?: (?:for|to))?(?: user to| the)? push|needs? (?:to be pushed|a push)|requires? (?:a |user |git )?push|push(?:ed)? pending)\b|未推送|尚未推送|待推送", re.IGNORECASE)),
    (Arrival.MERGED, re.compile(r"\b(?:(?:branch|pr|pull request|changes|commits?|work|code|#\d{1,6})\b.{0,30}\bmerged|merged (?:in)?to\s`?(?:main|master|develop|trunk))\b|已合并", re.IGNORECASE)),
    (Arrival.PULL_REQUEST, re.compile(r"\b(?:pr|pull request)\s?#?\d{0,6}\s(?:is |was |has been )?(?:created|opened|open|submitted)\b|\b(?:created|opened|submitted)\s(?:a )?(?:pr|pull request)\b", re.IGNORECASE)),
    (Arrival.PUSHED, re.compile(r"\b(?:branch|commits?|changes|code|everything|work|all)\b.{0,30}\bpushed\b(?! to (?:docker|npm|pypi|a registry))|\bpushed (?:up )?to\s`?(?:origin|remote|github|gitlab|upstream|main|master)\b|已推送", re.IGNORECASE)),
    (Arrival.CLEAN, re.compile(r"\b(?:git status|working (?:tree|directory|copy)|work ?tree)\b[\s:：*is]{0,6}\W{0,3}clean\b|\bno uncommitted changes\b|\bnothing to commit\b", re.IGNORECASE)),
    (Arrival.BRANCH, re.compile(r"^(?:git |feature |current |working )?branch(?: ready)?\s?[:：]\s?`?([\w./-]{2,100})|\bon branch `([\w./-]{2,100})`|\bbranch `([\w./-]{2,100})`", re.IGNORECASE)),
)  # fmt: skip
"""In the order in which they are tried; a line gives one, and its branch besides."""
_NOT_ARRIVED = re.compile(
    r"\b(?:not|never|will|should|can|could|would|must|once|if|until|unless|when|after|before|ensure|never|user to|please"
    r"|docker|registry|images?|npm|pypi|except|for (?:this|committed)|untracked)\b",
    re.IGNORECASE,
)


def find_completion(passage: Passage) -> Iterator[Claim]:
    """Yield words that say that all, or one task, is complete."""
    if passage.place is Place.OUTPUT or passage.box not in {None, "x"} or under_advice(passage.headings):
        return
    text = passage.text
    if match := _TASK.match(text):
        done = passage.box == "x" or _TASK_DONE.search(text[:200])
        if done and not _NEGATED.search(text):
            title = match[2].strip(" *-—:") or None
            yield draft(
                passage, ClaimKind.COMPLETION, counted=Counted.TASKS, task=match[1].rstrip("."), title=title
            )
        return
    tests = _ALL_TESTS.search(text)
    if tests and passage.now and not _NEGATED.search(text[: tests.end()]) and not any(find_tests(passage)):
        claim = draft(passage, ClaimKind.COMPLETION, counted=Counted.TESTS, at=tests)
        yield replace(claim, narrow=claim.narrow or bool(tests[1]))
    found = _ALL.search(text) or _IS_DONE.search(text) or _STATUS.match(text)
    if found is None or _NEGATED.search(text[max(found.start() - 40, 0) : found.end()]):
        return
    yield draft(passage, ClaimKind.COMPLETION, counted=_counted(found), at=found)


def _counted(match: re.Match[str]) -> Counted:
    said = next((g for g in match.groups() if g), "") if match.re.groups else ""
    nouns = [meaning(m) for m in NOUN.finditer(said)]
    named = [n for n in nouns if isinstance(n, Counted)]
    return named[-1] if named else Counted.WORK


def find_arrivals(passage: Passage) -> Iterator[Claim]:
    """Yield what is said of branch, push, pull request and merge."""
    if passage.place is Place.OUTPUT or passage.box in {" ", "~", "-", "/"} or under_advice(passage.headings):
        return
    for arrival, pattern in _ARRIVALS:
        match = pattern.search(passage.text)
        if match is None:
            continue
        if arrival in _HAPPENED and _NOT_ARRIVED.search(passage.text[: match.end() + 30]):
            continue
        branch = next((g for g in match.groups() if g), None) if arrival is Arrival.BRANCH else None
        named = SHA.search(passage.text)
        sha = named[1] if named else None
        yield draft(passage, ClaimKind.PUSH, arrival=arrival, branch=branch, sha=sha, at=match)
        if arrival is not Arrival.BRANCH:
            return


_HAPPENED = frozenset({Arrival.MERGED, Arrival.PULL_REQUEST, Arrival.PUSHED, Arrival.CLEAN})
