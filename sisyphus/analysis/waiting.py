"""Words that say that only somebody else can close a box: a push, CI, a deployment, a person."""

import re
from enum import StrEnum
from typing import NamedTuple

from sisyphus.model.judgement import Owner


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

_SECRETS = r"(?:credentials?|api[ -]keys?|secrets?|access tokens?)\b"

WAITING: _Rows = (
    (
        Event.PUSH,
        Owner.USER,
        r"\b(?:requires?|needs?|after|pending|awaiting|until|waiting (?:for|on)) (?:a |the )?(?:git )?push\b"
        r"(?![ -](?:api|back|button|channel|event|gateway|messag|notif|payload|permission|provider|servic|state|subscri|token))"
        r"|\bpush(?:ed)? (?:to|(?:the )?branch(?:es)? to) (?:origin|remote|github|gitlab)\b"
        r"|\b(?:user|owner|maintainer|human) (?:must |should |has to |needs to |to )push\b(?! (?:a |the )?(?:button|key|notif))"
        r"|(?<!no )(?<!not )(?<!never )(?<!no `)(?<!not `)(?<!never `)\bgit push\b"
        r"|需要推送(?!通知|消息|服务)|推送后(?![端台])|推送到远程|푸시 (?:필요|후)|プッシュ(?:が必要|後)"
        r"|(?:requiere|necesita|requer|precisa de) (?:un |um )?push\b(?! notif)|(?:нужен|после) push\b",
    ),
    (
        Event.CI,
        Owner.EXTERNAL,
        r"\b(?:github actions|gitlab ci|circleci|jenkins|travis|(?<!moon run :)ci)\b(?:/cd\b)?"
        r"(?:\s+(?:ci|workflows?|pipelines?|builds?|runs?|jobs?|checks?|status|tests?|suite|matrix|is|are|all|still|must|should"
        r"|stays?|`[^`]{0,80}`|\([^)]{0,80}\))){0,5}[\s:=]+"
        r"(?:pass(?:es|ed|ing)?|green|succeeds?|success(?:ful)?|successfully|clean(?:ly)?)\b"
        r"|\b(?:passes|green|passing) (?:in|on) (?:ci|github actions)\b"
        r"|\bci\s*(?:通过|成功)|\bci\s*(?:가 )?통과|\bci\s*(?:が通る|成功)|\bci (?:pasa|passa|проходит)\b",
    ),
    (
        Event.MERGE,
        Owner.USER,
        r"\b(?:pr|pull request|merge request|mr) (?:is |has been )?(?:merged|opened|created|approved|reviewed)\b"
        r"|\bmerged? (?:in)?to (?:the )?(?:default branch\b|(?:main|master)\b(?! ?[\w./(-])|(?:main|master) branch\b)"
        r"|合并到(?:主分支|main|master)|main ?에 병합",
    ),
    (
        Event.DEPLOYMENT,
        Owner.EXTERNAL,
        r"\bdeployed (?:to|on)\b(?! (?:a |the )?(?:dev|docker|local|test))|\bdeploys? to [\w. ]{1,30} successfully\b"
        r"|\bdeploy(?:ment)? (?:succeeds?|to (?:prod(?:uction)?|staging))\b"
        r"|\b(?:works?|runs?|running|live|verified|tested|monitored|released) (?:in|on) prod(?:uction)?\b(?! (?:build|code|config|env|mode))"
        r"|\bpublished (?:to|on) (?:npm|pypi|crates|the store|app store)|部署到(?:生产|线上)|배포 (?:완료|후)|desplegado en",
    ),
    (
        Event.APPROVAL,
        Owner.USER,
        r"\b(?:user|human|owner|stakeholder|reviewer|client|customer)(?:'s)? (?:gives? )?(?:an )?(?:explicit )?"
        r"(?:approves?|approved|okay(?:s|ed)?|oks?|sign(?:s|ed)?[ -]?off|acceptance(?! criteri))\b"
        r"|\buser (?:has )?confirm(?:s|ed)\b(?! (?:by|delet|email|in|password|remov|the|their|via|with))"
        r"|\b(?:explicit|final) (?:(?:user|human) (?:approval|sign-?off)|(?:user |human )?okay)\b"
        r"|\b(?:user|human|owner|stakeholder|client|customer) (?:approval|confirmation|decision) (?:given|is|obtained|pending|received|required)\b"
        r"|\b(?:requires?|needs?|awaiting|pending|after|until|waiting (?:for|on)) (?:explicit |final )?(?:user|human|manual|owner|stakeholder|client|customer)"
        r"(?:'s)? (?:approval|sign-?off|review|confirmation|decision|okay)\b"
        r"|\b(?:awaiting|waiting (?:for|on)) (?:approval|sign-?off|review|confirmation|decision)\b"
        r"|用户(?:确认|批准|同意)(?!弹|对话|按钮|框|页|密码|邮)|사용자 (?:승인|확인)|ユーザー(?:の)?(?:承認|確認)"
        r"|aprobaci[oó]n del usuario|aprovação do usuário|подтверждени\w+ пользовател",
    ),
    (
        Event.CREDENTIAL,
        Owner.USER,
        r"(?:[(\[—]\s*|\bblock(?:ed|er): *)(?:requires?|needs?|awaiting|waiting for|pending|missing) (?:[\w-]+ ){0,3}"
        rf"{_SECRETS}|\b(?:awaiting|waiting (?:for|on)|blocked (?:by|on)) (?:[\w-]+ ){{0,3}}{_SECRETS}"
        rf"|\b(?:requires?|needs?) (?:[\w-]+ ){{0,2}}{_SECRETS} to (?:check|complete|deploy|finish|proceed|push|run|test|verify)\b"
        r"|需要(?:凭据|凭证|密钥)|자격 증명 필요",
    ),
    (
        Event.PERSON,
        Owner.USER,
        r"\b(?:requires?|needs?|awaiting|pending|waiting for) (?:an? |the )?(?:user|human|person|manual)(?:'s)? "
        r"(?:action|check(?:s|ing)?|intervention|qa|steps?|test(?:s|ing)?|verification)\b"
        r"|(?:[(\[—]\s*|\bblock(?:ed|er): *)(?:requires?|needs?|awaiting|waiting for) (?:an? |the )?(?:user|human|person|manual)\b"
        r"|\buser must (?:manually|push|merge|approve|deploy)\b|\b(?:user|human|manual) action required\b"
        r"|\b(?:on|with|requires?|needs?) (?:an? |the )?(?:real|physical) (?:card|device|hardware|phone|printer)\b"
        r"|需要用户(?!名|输入|登录|认证|数据|信息)|需要人工|수동 (?:확인|테스트) 필요|requiere acci[oó]n del usuario",
    ),
)
"""Event, owner and pattern. What a product does for its users must not match: "requires login", "in production code"."""

_PATTERNS = tuple((Wait(event, owner), re.compile(p, re.IGNORECASE)) for event, owner, p in WAITING)


def waits_for(text: str) -> tuple[Wait, ...]:
    """Return everything that a text waits for, in the order of `WAITING`."""
    return tuple(wait for wait, pattern in _PATTERNS if pattern.search(text))
