"""Words of other languages than English that say that somebody must act, or that something has happened."""

# ruff: noqa: E501, ISC004, RUF001
# Words of many scripts, some twice as wide, in lists that are read whole.

_NO_THREAD = r"(?<!线程)(?<!进程)(?<!队列)(?<!同步)(?<!IO)(?<!スレッド)"
"""Before a word for blocking: what a program does."""

WAITING = (
    r"\bbloquead[oa]s?\b|\bbloquée?s?\b|\bbloccat[oaie]\b|заблокирован|\b(?:di|ter)blokir\b|\bbị chặn\b|차단됨",
    r"\bblockiert(?=\W*$|\s*[:.,;()\u2013—\n]|\s(?:durch|bis|wegen|weil)\b)",
    rf"{_NO_THREAD}(?:被阻|阻塞)(?!式|队列|调用|操作|IO|了?(?:主|UI)|渲染)|{_NO_THREAD}ブロック(?:中|されて)|ブロッカー",
    r"\brequiere (?:acción|intervención|aprobación) del? usuario|\bel usuario (?:debe|tiene que)\b",
    r"\b(?:esperando|a la espera de|pendiente de) (?:\w+ ){0,3}(?:usuario|cliente|aprobación|confirmación|decisión"
    r"|credenciales|acceso)",
    r"\baguardando (?:\w+ ){0,4}(?:usuário|cliente|aprovação|confirmação|decisão|credenciais|acesso|equipe|time)\b",
    r"\brequer (?:ação|intervenção|aprovação) do usuário|\bo usuário (?:deve|precisa)\b|\busuário precisa\b",
    r"\ben attente d(?:e|u|es|['\u2019]) ?(?:\w+ ){0,3}(?:l['\u2019])?(?:utilisateur|client|approbation|validation"
    r"|confirmation|décision|identifiants|accès|clé)|\bl['\u2019]utilisateur doit\b",
    r"\bwart(?:et|en) auf (?:\w+ ){0,2}(?:freigabe|genehmigung|zustimmung|bestätigung|entscheidung|zugangsdaten"
    r"|zugang|(?:be)?nutzer|kunde)|\b(?:be)?nutzer muss\b|\bmuss der (?:be)?nutzer\b",
    r"\bin attesa d(?:i|el|ell['\u2019]) ?(?:\w+ ){0,2}(?:utente|cliente|approvazione|conferma|credenziali|accesso)",
    r"(?:ожида(?:ет|ем|ю|ется)|жд(?:у|[её][мт])) (?:\w+ ){0,2}(?:пользовател|заказчик|клиент|ответ|подтвержд|одобрен|решени|доступ|ключ)",
    r"требуется (?:действие|решение|подтверждение) пользовател|\bпользователь должен\b",
    r"\b(?:chờ|đợi|cần) (?:người dùng|khách hàng|phê duyệt|xác nhận|quản trị)",
    r"\bmenunggu (?:\w+ ){0,2}(?:pengguna|persetujuan|konfirmasi|admin\w*|akses|kredensial|klien)",
    r"\b(?:butuh|perlu) (?:tindakan|persetujuan|keputusan) (?:pengguna|user)",
    r"需要用户(?!名|输入|登录)|等待用户|待用户|等待[^\s,，。]{0,6}(?:确认|批准|审批|授权)|需要?人工(?!智能)",
    r"사용자 (?:확인|승인|조치|결정)|(?:승인|확인|결정)(?:을|를|이|가)? ?(?:대기|기다)",
    r"ユーザー(?:の)?(?:対応|承認|確認|判断|操作)(?:が必要|待ち|を待)|(?:承認|確認|対応)待ち",
)
"""Patterns: somebody outside must act before work goes on."""

WAITING_HINTS = (
    *(
        "bloqu",
        "bloccat",
        "заблок",
        "blokir",
        "chặn",
        "차단",
        "阻",
        "ブロッ",
        "requiere",
        "usuario",
        "usuário",
    ),
    *("esper", "pendiente", "aguard", "attente", "utilisateur", "warte", "nutzer", "attesa", "ожида", "жд"),
    *("требуется", "пользоват", "chờ", "đợi", "cần", "menunggu", "butuh", "perlu", "用户", "等待", "人工"),
    *("사용자", "승인", "확인", "결정", "ユーザー", "待ち"),
)
"""In lower case: each text that one of WAITING finds holds one of them."""

HAPPENED = (
    r"✅|✔|已|了(?:[。，,]|$)|(?:했|됐|됨|함|완료)(?:다|습니다)?|(?:まし)?た(?:[。、]|$)|済",
    r"\b(?:se|ya|fue|ha sido|han sido) (?:\w+ )?\w+(?:ó|aron|ieron|[aeií]d[oa]s?)\b|\b\w{3,}(?:ado|ada|ido|ida)s?\b",
    r"\b(?:foi|foram|já) \w+|\b\w{3,}ou\b|\b(?:a|ont|ai|avons) (?:été )?\w+ée?s?\b|\b\w{3,}ée?s?\b(?=\s(?:par|dans|avec|vers|de))",
    r"\b(?:wurden?|haben?|hat|ist|sind) \w+|\bge\w{2,}(?:t|en)\b|\b(?:ab|an|auf|aus|ein|her|hin|hinzu|nach|um|vor|weg|zu|zurück)ge\w{2,}(?:t|en)\b|\b\w{2,}iert\b",
    r"\b(?:è stat[oa]|sono stat[ei]|abbiamo) |\b(?:aggiunt|aggiornat|sostituit|rimoss|spostat|creat|implementat|configurat|sistemat)[oaie]\b",
    r"[а-яё]{3,}(?:ал|ил|ел|лась|лось|лись|али|или|ено|ена|ены|ано|ана|аны)\b",
    r"\b(?:đã|telah|sudah)\b|\bdi\w{3,}(?:kan|i)\b|\bdiganti\b",
)
"""Patterns: a resolution has happened, and is no proposal."""
