"""Words that say that only somebody else can close a box: a push, CI, a deployment, a person."""

import functools
import re
from typing import NamedTuple

from sisyphus.analysis.blocker_rules.waiting_languages import PIECES, SPOKEN
from sisyphus.model.judgement import Event, Owner
from sisyphus.model.regex import regex


class Wait(NamedTuple):
    """What a text waits for and who can bring it about."""

    event: Event
    owner: Owner


_Rows = tuple[tuple[Event, Owner, tuple[str, ...], str], ...]

_PERSONAL = frozenset({Event.CREDENTIAL, Event.APPROVAL, Event.PERSON})
_SECRETS = r"(?:credentials?|api[ -]keys?|secrets?|access tokens?)\b"

WAITING: _Rows = (
    (
        Event.PUSH,
        Owner.USER,
        ("push",),
        r"\b(?:requires?|needs?|after|pending|awaiting|until|waiting (?:for|on)) (?:a |the )?(?:git )?push\b"
        r"(?![ -](?:api|back|button|channel|event|gateway|messag|notif|payload|permission|provider|servic|state|subscri|token))"
        r"|\bpush(?:ed)? (?:to|(?:the )?branch(?:es)? to) `?(?:origin|remote|github|gitlab)\b"
        r"|\b(?:user|owner|maintainer|human) (?:must |should |has to |needs to |to )push\b(?! (?:a |the )?(?:button|key|notif))"
        r"|(?<!no )(?<!not )(?<!never )(?<!no `)(?<!not `)(?<!never `)\bgit push\b",
    ),
    (
        Event.CI,
        Owner.EXTERNAL,
        ("ci", "github actions", "jenkins", "travis", ".github/workflows/"),
        r"\b(?:github actions|gitlab ci|circleci|jenkins|travis|(?<!moon run :)ci)\b(?:/cd\b)?"
        r"(?:\s+(?:ci|workflows?|pipelines?|builds?|runs?|jobs?|checks?|status|tests?|suite|matrix|is|are|all|still|must|should"
        r"|stays?|`[^`]{0,80}`|\([^)]{0,80}\))){0,5}[\s:=]+"
        r"(?:pass(?:es|ed|ing)?|green|succeeds?|success(?:ful)?|successfully|clean(?:ly)?)\b"
        r"|\b(?:passes|green|passing) (?:in|on) (?:ci|github actions)\b|\bpass(?:es|ed)? (?:the )?ci(?:$|[\s.,;)])"
        r"|\.github/workflows/[\w.-]{1,60}`? (?:passes|is green|succeeds)\b",
    ),
    (
        Event.MERGE,
        Owner.USER,
        ("merge", "pull request", "pr ", "mr "),
        r"\b(?:pr|pull request|merge request|mr) (?:is |has been )?(?:merged|opened|created|approved|reviewed)\b"
        r"|\bmerged? (?:in)?to (?:the )?(?:default branch\b|(?:main|master)\b(?! ?[\w./(-])|(?:main|master) branch\b)",
    ),
    (
        Event.CREDENTIAL,
        Owner.USER,
        ("credential", "secret", "api key", "api-key", "access token", "env var", "environment var"),
        r"(?:[(\[—]\s*|\bblock(?:ed|er): *)(?:requires?|needs?|awaiting|waiting for|pending|missing) (?:[\w-]+ ){0,3}"
        rf"(?:env(?:ironment)? var(?:iable)?s?\b|{_SECRETS})|\b(?:awaiting|waiting (?:for|on)|blocked (?:by|on)) (?:[\w-]+ ){{0,3}}{_SECRETS}"
        rf"|\b(?:requires?|needs?) (?:[\w-]+ ){{0,2}}{_SECRETS} to (?:check|complete|deploy|finish|proceed|push|run|test|verify)\b",
    ),
    (
        Event.APPROVAL,
        Owner.USER,
        (
            *("approv", " ok", "'ok", '"ok', "“ok", "`ok", "sign-off", "sign off", "signoff"),
            *("signed", "signs", "acceptance", "confirm", "decision", "review"),
        ),
        r"\b(?:user|human|owner|stakeholder|reviewer|client|customer)(?:'s)? (?:(?:has )?(?:issue[ds]|gives?|given) )?(?:an )?"
        r"(?:explicit(?:ly)? )?[\"'“`]?"
        r"(?:approves?|approved|okay(?:s|ed)?|oks?|sign(?:s|ed)?[ -]?off|acceptance(?! criteri))\b"
        r"|\buser (?:has )?confirm(?:s|ed)\b(?! (?:by|delet|email|in|password|remov|the|their|via|with))"
        r"|\b(?:explicit|final) (?:(?:user|human) (?:approval|sign-?off)|(?:user |human )?okay)\b"
        r"|\b(?:user|human|owner|stakeholder|client|customer) (?:approval|confirmation|decision) (?:given|is|obtained|pending|received|required)\b"
        r"|\b(?:requires?|needs?|awaiting|pending|after|until|waiting (?:for|on)) (?:explicit |final )?(?:user|human|manual|owner|stakeholder|client|customer)"
        r"(?:'s)? (?:approval|sign-?off|review|confirmation|decision|okay)\b"
        r"|\b(?:awaiting|waiting (?:for|on)) (?:approval|sign-?off|review|confirmation|decision)\b",
    ),
    (
        Event.DEPLOYMENT,
        Owner.EXTERNAL,
        ("deploy", "in prod", "on prod", "published"),
        r"\bdeployed (?:to|on)\b(?! (?:a |the )?(?:dev|docker|local|test))|\bdeploys? to [\w. ]{1,30} successfully\b"
        r"|\bdeploy(?:ment)? (?:succeeds?|to (?:prod(?:uction)?|staging))\b"
        r"|\b(?:works?|runs?|running|live|verified|tested|monitored|released) (?:in|on) prod(?:uction)?\b(?! (?:build|code|config|env|mode))"
        r"|\bpublished (?:to|on) (?:npm|pypi|crates|the store|app store)"
        r"|\bdeploy(?:s|ed|ment)?`? (?:is |was )?success(?:ful|fully)?\b(?! (?:in|on|to) (?:a |the )?(?:dev|docker|local|test))",
    ),
    (
        Event.PERSON,
        Owner.USER,
        ("user", "human", "person", "manual", "real ", "physical "),
        r"\b(?:requires?|needs?|awaiting|pending|waiting for) (?:an? |the )?(?:user|human|person|manual)(?:'s)? "
        r"(?:action|check(?:s|ing)?|intervention|qa|steps?|test(?:s|ing)?|verification)\b"
        r"|(?:[(\[—]\s*|\bblock(?:ed|er): *)(?:requires?|needs?|awaiting|waiting for) (?:an? |the )?(?:user|human|person|manual)\b"
        r"|\buser must (?:manually|push|merge|approve|deploy)\b|\b(?:user|human|manual) action required\b"
        r"|\b(?:on|with|requires?|needs?) (?:an? |the )?(?:real|physical) (?:card|device|hardware|phone|printer)\b",
    ),
)
"""Event, owner, pieces and pattern in English. Every text that the pattern finds holds one of the pieces, in lower case.
What a product does for its users must not match: "requires login", "in production code"."""

FORMS = tuple(
    (
        Wait(event, owner),
        (*pieces, *PIECES[event]),
        regex("|".join((english, *(p for e, p in SPOKEN if e is event))), re.IGNORECASE),
    )
    for event, owner, pieces, english in WAITING
)
"""What a text waits for, the pieces of all languages, and their patterns in one."""


@functools.lru_cache(maxsize=4096)
def waits_for(text: str) -> tuple[Wait, ...]:
    """Return everything that a text waits for, in the order of `WAITING`. Several rules ask of each box."""
    folded = text.casefold()
    return tuple(
        # Looking for pieces is far cheaper than matching, and than compiling what matches.
        wait
        for wait, pieces, pattern in FORMS
        if any(piece in folded for piece in pieces) and pattern.search(text)
    )


def owner_of(waits: tuple[Wait, ...]) -> Owner:
    """Return who acts first where a person's secret or word is wanted; a push has a blocker of its own."""
    return Owner.USER if any(w.event in _PERSONAL for w in waits) else waits[-1].owner


def words_of(waits: tuple[Wait, ...]) -> tuple[str, ...]:
    """Return what is waited for, in words, each once."""
    return tuple(dict.fromkeys(str(w.event) for w in waits))
