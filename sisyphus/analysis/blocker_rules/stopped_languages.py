"""Words of other languages than English that say, of work that stands still, what it waits for."""

# ruff: noqa: E501, ISC004, RUF001
# Words of many scripts, some twice as wide, in lists that are read whole.

from sisyphus.model.judgement import Event, Owner

TASK_WORDS = (
    r"(?:tasks?|todos?|waves?|phases?|steps?|tareas?|tarefas?|aufgaben?|t[âa]ches?|attività|задач\w{0,3}|任务|タスク|작업"
    r"|nhiệm vụ|tugas)(?!\w*-)"
)
"""What an agent, and nobody else, goes on with."""

WAITS = (
    r"\b(?:wartet auf|warten auf|esperando|a la espera de|pendiente de|aguardando|en attente d(?:es?|u|['\u2019])|in attesa d(?:i|el|ella)"
    r"|жд(?:у|[её]м|[её]т)|ожида(?:ем|ет|ю)|menunggu|(?:đang )?(?:chờ|đợi))[, ]?"
    rf"(?! ?(?:\w+ ){{0,4}}?{TASK_WORDS})|等待(?! ?(?:任务|时|超时|状态))|(?<!タスク)(?<!作業)待ち|(?<!작업)(?<!작업을) ?(?:대기 ?중|기다리)"
)
"""Patterns in one: something is waited for, and no other task."""

_MUST = (
    r"(?:muss|müssen|tiene que|debe|precisa|deve|doit|должен|должна|должны|нужно, чтобы) (?:[\w'\u2019]+ ){0,4}?"
    r"(?:\w*tauschen|freigeben|genehmigen|bestätigen|entscheiden|bereitstellen|liefern|unterschreiben"
    r"|apro(?:v?bar|var)|confirmar|autorizar|decidir|firmar|assinar|rotar|rotacionar|renovar|proporcionar|fornecer|enviar"
    r"|approuver|valider|confirmer|renouveler|fournir|envoyer|signer|décider|approvare|confermare|rinnovare|fornire"
    r"|утвердить|подтвердить|согласовать|решить|выдать|сменить|прислать|подписать)\b"
)
STOPPED: tuple[tuple[Event, Owner, str], ...] = (
    (
        Event.CI,
        Owner.EXTERNAL,
        r"等待 ?ci\b|\b(?:wartet auf|esperando|aguardando|en attente d(?:e|u)|жд[её][тм]) (?:die |a |o |la )?ci\b",
    ),
    (
        Event.CREDENTIAL,
        Owner.USER,
        r"\bkein(?:en)? zug(?:ang|riff)\b|\b(?:falta|sin) (?:el )?acceso\b|\b(?:falta|sem) acesso\b|\bpas d['\u2019]accès\b"
        r"|\bsenza accesso\b|\bнет доступ|(?:缺少|没有|需要)[^\s，。]{0,8}(?:权限|凭据|密钥|账号)|(?:権限|アクセス権)(?:が|は)?(?:ない|なし|必要)"
        r"|(?:권한|접근 ?권)(?:이|을)? ?(?:없|필요)",
    ),
    (
        Event.APPROVAL,
        Owner.USER,
        r"(?:等待|待)[^\s,，。:：]{0,8}(?:确认|批准|审批|审核|授权|同意)|(?:承認|確認)待ち|(?:승인|확인)(?:을|를)? ?(?:대기|기다)",
    ),
    (Event.PERSON, Owner.USER, _MUST),
)
"""Event, owner and pattern."""
