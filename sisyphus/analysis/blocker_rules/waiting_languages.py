"""Words of other languages than English that say that only somebody else can close a box."""

from sisyphus.model.judgement import Event

_ROW = (
    r"(?:^\W*(?:[A-Za-z]{0,2}\d[\w.]*[.):、]\s*)?"
    r"|(?:[(\[\uff08【—\u2013]|\b(?:blo[qc]\w+|blockiert|заблокирован\w*)[:\uff1a])\s*)"
)
"""Before "needs": the row, or a remark, says so of itself; elsewhere a product says it of its users."""
_END = r"(?:$|[)\]\uff09。.,\uff0c;\uff1b])"
_SOME = r"(?:[\w-]+ ){0,3}"
_SECRETS = {
    "de": r"(?:zugangsdaten|anmeldedaten|api-?(?: ?schlüssel|keys?)|zugriffstokens?)",
    "es": r"(?:credenciales|claves? (?:de )?(?:la )?api|tokens? de acceso)",
    "pt": r"(?:credenciais|chaves? (?:de |da )?api|tokens? de acesso)",
    "fr": r"(?:identifiants|clés? (?:d['\u2019])?api|jetons? d['\u2019]accès)",
    "ru": r"(?:уч[её]тн\w+ данн\w+|api[- ]?ключ\w*|ключ\w* (?:от |для )?api|токен\w* доступа)",
    "zh": r"(?:凭据|凭证|密钥|令牌|api ?key)",
    "ko": r"(?:자격 ?증명|인증 ?정보|api ?키|비밀 ?키)",
    "ja": r"(?:認証情報|資格情報|api ?キー)",
}
_CONSENT = {
    "de": r"(?:freigabe|genehmigung|zustimmung|bestätigung|abnahme)",
    "es": r"(?:aprobaci[oó]n|confirmaci[oó]n|autorizaci[oó]n|visto bueno)",
    "pt": r"(?:aprovação|confirmação|autorização)",
    "fr": r"(?:approbation|validation|confirmation|accord)",
    "ru": r"(?:подтвержден\w+|одобрен\w+|согласован\w+|согласи\w+)",
    "zh": r"(?:确认|批准|审批|审核|同意)",
}

SPOKEN: tuple[tuple[Event, str], ...] = (
    (Event.PUSH, r"需要推送(?!通知|消息|服务)|推送后(?![端台])|推送到(?:远程|远端|`?origin)"),
    (Event.PUSH, r"푸시 (?:필요|후|대기)|プッシュ(?:が必要|後|待ち)"),
    (Event.PUSH, r"(?:requiere|necesita|requer|precisa de) (?:un |um )?push\b(?! notif)"),
    (Event.PUSH, r"(?:нужен|требуется|после) push\b|(?:nach dem|wartet auf den) push\b"),
    (Event.PUSH, r"(?:benötigt einen|nécessite un|après le) push\b(?! ?notif)"),
    (Event.CI, r"\bci\s*(?:流水线)?(?:全部|绿色|全绿)?\s*(?:通过|成功)"),
    (Event.CI, r"\bci\s*(?:가 )?(?:통과|성공)|\bci\s*(?:が通る|が?成功)"),
    (Event.CI, r"\bci (?:pasa|passa|passe|проходит|зел[её]н\w+|ist grün|läuft durch)\b"),
    (Event.MERGE, r"合并到(?:主分支|main|master)|main ?에 병합|(?:in|nach) (?:main|master) gemergt"),
    (Event.CREDENTIAL, rf"(?:需要|缺少|等待)(?:用户)?(?:提供)? ?(?:\w{{,8}} )?{_SECRETS['zh']}(?!管理|输入)"),
    (Event.CREDENTIAL, rf"{_SECRETS['ko']}(?:가|이|를|을|는)? ?(?:필요(?!한)|없음|대기|누락)"),
    (Event.CREDENTIAL, rf"{_SECRETS['ja']}(?:が|の|を)?(?:必要(?!な)|ない|なし|不足|待ち)"),
    (Event.CREDENTIAL, rf"{_ROW}(?:requiere|necesita) (?:las? )?{_SOME}{_SECRETS['es']}\b"),
    (Event.CREDENTIAL, rf"\b(?:faltan?|esperando|a la espera de) (?:las? )?{_SOME}{_SECRETS['es']}\b"),
    (Event.CREDENTIAL, rf"{_ROW}(?:requer|precisa de) (?:as? )?{_SOME}{_SECRETS['pt']}\b"),
    (Event.CREDENTIAL, rf"\b(?:faltam?|aguardando) (?:as? )?{_SOME}{_SECRETS['pt']}\b"),
    (Event.CREDENTIAL, rf"{_ROW}(?:benötigt|braucht|erfordert) {_SOME}{_SECRETS['de']}\b"),
    (Event.CREDENTIAL, rf"\b(?:wartet|warten) auf {_SOME}{_SECRETS['de']}\b"),
    (Event.CREDENTIAL, rf"\b{_SECRETS['de']} fehl(?:en|t)\b"),
    (Event.CREDENTIAL, rf"{_ROW}(?:nécessite|requiert) (?:les? )?{_SOME}{_SECRETS['fr']}\b"),
    (Event.CREDENTIAL, rf"\b(?:en attente d(?:['\u2019]|es? )|il manque ){_SOME}{_SECRETS['fr']}\b"),
    (Event.CREDENTIAL, rf"{_ROW}(?:нужн\w+|требу\w+) {_SOME}{_SECRETS['ru']}"),
    (Event.CREDENTIAL, rf"\b(?:нет|отсутствуют|ожида\w+|жд[её]т) {_SOME}{_SECRETS['ru']}"),
    (Event.APPROVAL, r"用户(?:确认|批准|同意)(?!弹|对话|按钮|框|页|密码|邮)"),
    (Event.APPROVAL, rf"(?:待|需要?)(?:用户|客户|负责人)的?{_CONSENT['zh']}{_END}"),
    (Event.APPROVAL, rf"等待(?:人工)?{_CONSENT['zh']}{_END}"),
    (Event.APPROVAL, rf"사용자(?:의)? ?(?:승인|확인)|승인 ?(?:대기|필요){_END}"),
    (Event.APPROVAL, rf"ユーザー(?:の)?(?:承認|確認)|承認(?:待ち|が必要){_END}"),
    (Event.APPROVAL, rf"{_CONSENT['es']} del? (?:usuario|cliente)\b"),
    (Event.APPROVAL, rf"{_ROW}(?:pendiente|a la espera) de (?:la )?{_CONSENT['es']}\b"),
    (Event.APPROVAL, rf"{_CONSENT['pt']} d[oe] (?:usuário|utilizador|cliente)\b"),
    (Event.APPROVAL, rf"{_ROW}(?:aguardando|pendente de) (?:a )?{_CONSENT['pt']}\b"),
    (Event.APPROVAL, rf"\b(?:wartet|warten) auf (?:die |eine )?{_CONSENT['de']}\b"),
    (Event.APPROVAL, rf"\b{_CONSENT['de']} (?:durch|vom|des) (?:den |die )?(?:be)?(?:nutzer|anwender|kunde)"),
    (Event.APPROVAL, rf"{_ROW}en attente (?:de )?(?:d['\u2019]|la |l['\u2019])?{_CONSENT['fr']}\b"),
    (Event.APPROVAL, rf"{_CONSENT['fr']} (?:de l['\u2019]utilisateur|du client)\b"),
    (Event.APPROVAL, rf"{_ROW}(?:ожида\w+|жд[её]т) {_CONSENT['ru']}"),
    (Event.APPROVAL, rf"{_CONSENT['ru']} (?:от )?(?:пользовател|заказчик)"),
    (Event.DEPLOYMENT, r"部署到(?:生产|线上)|(?:已)?发布到(?:npm|pypi)|배포 (?:완료|후|성공)"),
    (Event.DEPLOYMENT, r"(?:本番に)?デプロイ(?:後|完了)|desplegad[oa] en"),
    (Event.DEPLOYMENT, r"(?:implantad|publicad)[oa] em produção"),
    (Event.DEPLOYMENT, r"\b(?:deployt|ausgerollt) (?:auf|in|nach) |déployée? en production"),
    (Event.DEPLOYMENT, r"(?:задеплоен|разв[её]рнут|выкачен)\w* (?:на|в) (?:прод|production|staging)"),
    (Event.PERSON, r"需要用户(?!名|输入|登录|认证|数据|信息|确认|批准|同意|提供)|需要人工"),
    (Event.PERSON, r"수동 (?:확인|테스트) 필요|사용자 조치 필요|ユーザーの操作が必要|手動確認が必要"),
    (Event.PERSON, r"requiere (?:acci[oó]n|intervenci[oó]n) (?:del usuario|manual)"),
    (Event.PERSON, r"requer (?:ação|intervenção) (?:do usuário|manual)"),
    (Event.PERSON, r"(?:требуется|нужн[аоы]) (?:ручн\w+|действи\w+ пользовател)"),
    (Event.PERSON, r"(?:benötigt|erfordert) (?:eine )?manuelle\b"),
)  # fmt: skip
"""Event and pattern, any number of rows for an event and language."""

PIECES: dict[Event, tuple[str, ...]] = {
    Event.PUSH: ("推送", "푸시", "プッシュ"),
    Event.CI: (),
    Event.MERGE: ("合并到", "병합", "gemergt"),
    Event.CREDENTIAL: (
        *("zugangsdaten", "anmeldedaten", "schlüssel", "zugriffstoken", "apikey"),
        *("credencia", "clave", "chave", "de acceso", "de acesso", "identifiants", "clé", "jeton"),
        *("данн", "ключ", "токен", "凭据", "凭证", "密钥", "令牌"),
        *("자격", "인증", "키", "認証情報", "資格情報", "キー"),
    ),
    Event.APPROVAL: (
        *("freigabe", "genehmigung", "zustimmung", "bestätigung", "abnahme"),
        *("aprobaci", "autorizaci", "visto bueno", "aprovação", "autorização"),
        *("approbation", "validation", "accord", "подтвержден", "одобрен", "согласован"),
        *("согласи", "确认", "批准", "审批", "审核", "同意", "승인", "확인", "承認", "確認"),
    ),
    Event.DEPLOYMENT: (
        *(
            "部署到",
            "发布到",
            "배포",
            "デプロイ",
            "desplegad",
            "em produção",
            "deploy",
            "ausgerollt",
            "déploy",
        ),
        *("задеплоен", "развернут", "развёрнут", "выкачен"),
    ),
    Event.PERSON: (
        *("需要用户", "需要人工", "수동", "사용자", "ユーザー", "手動", "usuario", "usuário"),
        *("ручн", "действи", "manuelle"),
    ),
}
"""Pieces by event: what a row of `SPOKEN` finds holds one of them or of `WAITING`, in lower case."""

LABEL_WORDS = frozenset({
    "task", "tasks", "todo", "wave", "phase", "step", "update", "status", "blocked", "blocker", "blockers",
    "issue", "issues", "problem", "problems", "unresolved", "open", "current", "utc", "tarea", "tarefa",
    "aufgabe", "blockiert", "bloqueado", "bloqueada", "задача", "заблокировано", "任务", "阻塞", "问题",
    "작업", "차단됨", "タスク",
    "pending", "state", "in", "progress", "estado", "abierto", "abierta", "aberto", "aberta", "pendiente",
    "pendente", "sin", "resolver", "statut", "ouvert", "ouverte", "bloqué", "bloquée", "zustand", "offen",
    "ungelöst", "статус", "открыто", "открыта", "нерешено", "trạng", "thái", "chưa", "giải", "quyết",
    "状态", "当前状态", "未解决", "未修复", "未完成", "待处理", "进行中", "상태", "미해결", "차단", "진행중",
    "진행", "대기", "状態", "未解決", "対応中",
})  # fmt: skip
"""Words that only say which entry of a notepad it is, and that it is open."""
