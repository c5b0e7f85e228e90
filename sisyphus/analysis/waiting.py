"""Words that say that only somebody else can close a box: a push, CI, a deployment, a person."""

import re
from enum import StrEnum
from typing import NamedTuple

from sisyphus.model.status import Owner


class Event(StrEnum):
    """What a box waits for."""

    PUSH = "a push"
    CI = "a CI run"
    MERGE = "a merge"
    DEPLOYMENT = "a deployment"
    APPROVAL = "an approval"
    CREDENTIAL = "a credential"
    PERSON = "a person"


class Wait(NamedTuple):
    """What a text waits for and who can bring it about."""

    event: Event
    owner: Owner


_Rows = tuple[tuple[Event, Owner, str], ...]

WAITING: _Rows = (
    (
        Event.PUSH,
        Owner.USER,
        r"(?:requires?|needs?|after|pending|awaiting|until|waiting (?:for|on)) (?:a |the )?(?:git )?push"
        r"|push(?:ed)? (?:to|the branch to) (?:origin|remote|github|gitlab)|\bgit push\b|需要推送|推送后|推送到远程"
        r"|푸시 (?:필요|후)|プッシュ(?:が必要|後)|requiere push|necesita push|requer push|нужен push|после push",
    ),
    (
        Event.CI,
        Owner.EXTERNAL,
        r"(?:github actions|gitlab ci|circleci|jenkins|travis|(?<!moon run :)\bci\b)[^.;]{0,40}?"
        r"\b(?:pass(?:es|ed|ing)?|green|succeeds?|success|runs? (?:successfully|clean))\b"
        r"|\b(?:passes|green|passing) (?:in|on) (?:ci|github actions)\b|ci\s*(?:通过|成功)|ci\s*통과|ci\s*(?:が通る|成功)",
    ),
    (
        Event.MERGE,
        Owner.USER,
        r"\b(?:pr|pull request|merge request|mr) (?:is |has been )?(?:merged|opened|created|approved|reviewed)\b"
        r"|\bmerged? (?:in)?to (?:main|master|default)\b|合并到(?:主分支|main|master)|main ?에 병합",
    ),
    (
        Event.DEPLOYMENT,
        Owner.EXTERNAL,
        r"\bdeployed (?:to|on|in)\b|\bdeploy(?:ment)? (?:succeeds?|to (?:prod|staging))|\b(?:in|on) production\b"
        r"|\bpublished (?:to|on) (?:npm|pypi|crates|the store|app store)|部署到(?:生产|线上)|배포 (?:완료|후)|desplegado en",
    ),
    (
        Event.APPROVAL,
        Owner.USER,
        r"\b(?:user|human|owner|stakeholder|reviewer|client|customer)(?:'s)? (?:explicit )?"
        r"(?:approv\w+|okay|ok|sign-?off|confirms?|confirmation|accepts?|acceptance|decision|reviews?)\b"
        r"|\b(?:requires?|needs?|awaiting|pending|waiting for) (?:user |human |manual )?(?:approval|sign-?off|review|"
        r"confirmation|decision)\b|用户(?:确认|批准|同意)|사용자 (?:승인|확인)|ユーザー(?:の)?(?:承認|確認)"
        r"|aprobaci[oó]n del usuario|aprovação do usuário|подтверждени\w+ пользовател",
    ),
    (
        Event.CREDENTIAL,
        Owner.USER,
        r"\b(?:requires?|needs?|missing|without|awaiting) (?:\w+ ){0,2}(?:credentials?|api keys?|secrets?|access tokens?|"
        r"login|authentication)\b|需要(?:凭据|凭证|密钥)|자격 증명 필요",
    ),
    (
        Event.PERSON,
        Owner.USER,
        r"\b(?:requires?|needs?) (?:a |the )?(?:user|human|person|manual)(?: \w+)?(?: to| action| input| verification| test)"
        r"|\buser must\b|\buser action required\b|\bphysical (?:device|hardware|card)\b|\bon a real device\b"
        r"|需要(?:用户|人工)|수동 (?:확인|테스트) 필요|requiere acci[oó]n del usuario",
    ),
)
"""Event, owner and pattern, the first that matches counts."""

_PATTERNS = tuple((Wait(event, owner), re.compile(p, re.IGNORECASE)) for event, owner, p in WAITING)


def waits_for(text: str) -> tuple[Wait, ...]:
    """Return everything that a text waits for, in the order of `WAITING`."""
    return tuple(wait for wait, pattern in _PATTERNS if pattern.search(text))
