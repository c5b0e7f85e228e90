"""What work that stands still waits for, in the words of an entry that says why it does."""

# ruff: noqa: E501, ISC004
# Patterns are read whole.

import functools
import re

from sisyphus.analysis.blocker_rules.stopped_languages import STOPPED, TASK_WORDS, WAITS
from sisyphus.analysis.blocker_rules.waiting import Wait, waits_for
from sisyphus.model.judgement import Event, Owner
from sisyphus.model.regex import regex

_WAIT = r"(?:\bwait(?:s|ing)? (?:for|on)|\bawait(?:s|ing)|\bblocked (?:by|on|until|pending)|\bpending|\buntil)\b:? "
_WANT = r"(?:\bneeds?|\brequires?)\b:? "
_SOME = r"(?:[\w'\u2019/`-]+ ){0,3}?"
_AFTER = (
    r"(?=\W*$|['\u2019]s\b|\s?[.,;:()\u2013\u2014\n]"
    r"| (?:to|for|who|on|from|of|by|and|or|in|before|first|yet|here|till|until|has|have|is|are|must|needs?"
    r"|signs?|approves?|confirms?|decides?|grants?|provides?|gives?|answers?|replies|acts?)\b"
)
"""Behind a word for a person or a right; "the user table" and "permission checks" belong to a product."""
_PRODUCT = r"(?! (?:validat|handl|sanit|pars|field|form|box|dialog|screen|page|component|logic|flow|event))"
_PARTY = (
    r"(?:users?|humans?|person|people|somebody|someone|teams?|vendors?|customers?|clients?|owners?|stakeholders?"
    r"|maintainers?|admins?|administrators?|reviewers?|managers?|operators?|legal|security|devops|dba|sre|compliance"
    rf"|finance|procurement|upstream|partners?|designers?){_AFTER}"
    rf"| (?:action|input|approval|okay|ok|review|decision|confirmation|feedback)\b{_PRODUCT})"
)
_NAME = (
    r"(?-i:(?!(?:Tasks?|Wave|Phase|Step)\b)[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]{1,20})"
    r"(?= to\b|['\u2019]s\b| who\b|\s?[.,;()\u2013\u2014\n]|\W*$)"
)
_KEYS = (
    r"(?:credentials?|api[ -]?keys?|ssh[ -]?keys?|access tokens?|licen[cs]es?|certificates?"
    r"|(?-i:[A-Z]{2,12}(?:_[A-Z]{1,12}){0,4}_(?:KEY|TOKEN|SECRET|PASSWORD)))"
)
_SECRET = rf"(?:{_KEYS}|(?:secrets?|passwords?|logins?|access|permissions?|quota){_AFTER}))(?!\w)"
_CONSENT = (
    r"(?:approvals?|sign-?offs?|reviews?|decisions?|confirmation|feedback|clearance|go-?ahead|consent)"
    rf"{_AFTER})"
)
_MUST = r"(?:must|has to|have to|needs? to)"
_DEED = rf"(?:approve|grant|confirm|decide|sign|authori[sz]e|(?:provide|send|share|give|rotate|renew) {_SOME}(?:keys?|tokens?|{_SECRET}))\b"
_DONE = r"(?:approved|granted|confirmed|decided|signed|authori[sz]ed|answered|replied|rotated|renewed)\b"

ROWS: tuple[tuple[Event, Owner, str], ...] = (
    (Event.PUSH, Owner.USER, rf"{_WAIT}{_SOME}(?:git )?push\b"),
    (Event.CI, Owner.EXTERNAL, rf"{_WAIT}{_SOME}(?:ci|github actions|jenkins|gitlab ci)\b"),
    (
        Event.MERGE,
        Owner.USER,
        rf"{_WAIT}{_SOME}(?:merge|pr|pull request)\b"
        rf"|\b(?:pr|mr|(?:pull|merge) request)(?: [#!]?\d{{1,6}})? {_MUST} be merged\b|\bbe merged by\b",
    ),
    (
        Event.CREDENTIAL,
        Owner.USER,
        rf"(?:{_WAIT}|{_WANT}|\b(?:missing|lacks?|without|(?<!has )no|(?:don['\u2019]t|do not) have)\b:? ){_SOME}{_SECRET}"
        rf"|\b{_KEYS}(?: [\w.-]{{1,20}}){{0,3}}? (?:missing|expired|revoked|unset|not set|unavailable)\b",
    ),
    (
        Event.APPROVAL,
        Owner.USER,
        rf"(?:{_WAIT}|{_WANT}){_SOME}{_CONSENT}|\b{_MUST} be (?:approved|signed|authori[sz]ed)\b",
    ),
    (Event.DEPLOYMENT, Owner.EXTERNAL, rf"{_WAIT}{_SOME}(?:deploy(?:ment|ed|s)?|rollout)\b"),
    (
        Event.PERSON,
        Owner.USER,
        rf"{_WAIT}{_SOME}{_PARTY}|(?:{_WAIT}|{_WANT}){_NAME}|{_WANT}(?:an? |the )?{_PARTY}|\bneeds? you to\b"
        rf"|\b(?:user|human|customer|client|owner|admin\w{{0,12}}|maintainer|vendor|team|somebody|someone) {_MUST}\b"
        r"|\b(?:vendor|maintainers?|team|admin\w{0,12}|upstream) (?:has|have|did|is|are)(?: not|n['\u2019]t)\b"
        rf"|(?-i:\b(?!It|This|That|We|I|They)[A-Z][a-z]{{1,20}}) (?:{_MUST} (?:first )?{_DEED}|has(?: not|n['\u2019]t) (?:yet )?{_DONE})"
        r"|\bfrom (?:an? |the |our )?(?:admin\w{0,12}|vendor|customer|client|owner|user|maintainer)\b",
    ),
    (
        Event.PERSON,
        Owner.EXTERNAL,
        r"\bexternal (?:dependency|party|provider|service)\b|\bblocked \(external\)",
    ),
)
"""What only somebody else can bring about, wherever it stands in an entry that says why work stopped."""

_MACHINERY = (
    r"(?:the |an? |other |previous |next |its |our |this |all )*(?:sub-?)?"
    r"(?:agents?|fix(?:es)?|bugs?|refactor\w*|implementation|tests?|builds?|compil\w*|install\w*|downloads?|process(?:es)?"
    r"|threads?|locks?|servers?|ports?|requests?|responses?|replies|timeouts?|data|stdin|t?#?\d)(?![ -]team)"
)
_ANYTHING = regex(
    rf"\b(?:waiting (?:for|on|till|until)|awaiting) (?!{_MACHINERY}|(?:\w+ ){{0,3}}?{TASK_WORDS})|{WAITS}",
    re.IGNORECASE,
)
"""What stands in the very words that make an entry open: there it is for something else than the agent."""

_FORMS = tuple(
    (Wait(event, owner), regex(pattern, re.IGNORECASE | re.MULTILINE))
    for event, owner, pattern in (*ROWS, *STOPPED)
)
_ANYBODY = Wait(Event.PERSON, Owner.USER)
_NOT_NOW = regex(
    r"(?:\b(?:was|were|been|no longer|not|never|previously|if|when|process|threads?|workers?|requests?|servers?|scripts?"
    r"|commands?|prompts?|loops?|queries|query|transactions?) (?:(?:is|are|was|were|still|just|longer|blocked) ){0,2}"
    r"|\b(?:hangs?|hung|freezes|froze|spins|times out) )\W{0,3}$",
    re.IGNORECASE,
)
"""Before words of waiting: they tell of the past, of nothing, or of a program."""
_REACH = 40
_STRUCK = regex(r"~~[^~]*~~")


@functools.lru_cache(maxsize=1024)
def waits_when_stopped(said: str, text: str) -> tuple[Wait, ...]:
    """Return what work waits for, by the words that tell why it stopped, and by the whole entry.

    `said` is empty where those words are but a label such as "BLOCKED": then the text, title first, tells all.
    """
    text = _STRUCK.sub(" ", text)
    told = set(waits_for(said or text))
    more = {wait for wait, pattern in _FORMS if _is_told(pattern, text)}
    # Somebody who has to push is waited for no longer than the push.
    told |= {wait for wait in more if wait.event is not Event.PERSON} or (more if not told else set())
    if not told and _is_told(_ANYTHING, said or text.partition("\n")[0]):
        told = {_ANYBODY}
    events = list(Event)
    return tuple(sorted(told, key=lambda wait: events.index(wait.event)))


def _is_told(pattern: re.Pattern[str], text: str) -> bool:
    return any(
        _NOT_NOW.search(text, max(0, found.start() - _REACH), found.start()) is None
        for found in pattern.finditer(text)
    )
