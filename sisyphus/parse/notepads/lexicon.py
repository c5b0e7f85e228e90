"""The words of notepads, in the languages seen, as patterns. `notepad_words` says what they mean together."""

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


PAST = re.compile(
    r"(?:\b(?:not|no longer|never|was|were|been|previously|formerly|initially|originally|if|nothing|none"
    r"|no|un|avoid)[\s*_:]+(?:\w+\s+){0,1}|un-?|[非不无無未没沒](?:再|有|被)?)$",
    re.IGNORECASE,
)
"""Before a word: makes history of it, or turns it around."""

_CALLS = (
    r"(?-i:\bBLOCKED\b)",
    (
        r"\b(?:user|manual|human) (?:action|input|intervention|decision|approval|okay)s?"
        r" (?:is |are )?(?:still )?(?:required|needed|pending)"
    ),
    r"\brequires? (?:\w+ )?(?:user|human|manual)\b",
    r"\bneeds? (?:\w+ )?(?:user|human)(?:'s)?\b",
    (
        r"\b(?:waiting|awaiting|awaits|waits)\b(?: (?:for|on))?(?: \w+){0,3}? "
        r"(?:user|human|approval|okay|ok|review|confirmation|credentials|access|push|ci|orchestrator)\b"
    ),
    r"\bpending (?:user|push|git push|human|manual|approval|review|credentials)",
    r"\bauthentication (?:is )?required\b",
    r"\bready for (?:the )?user to\b",
    r"\bneeds_user_decision\b",
    r"<start-work-blocked-external>",
    r"\bboulder paused\b",
    r"\bfinal wave approval gate\b",
    r"\bfinal review (?:incomplete|rejected)\b",
    r"\bbloquead[oa]\b|\bbloqué|\bblockiert\b",
    r"\brequiere (?:acción|intervención|aprobación) del? usuario",
    r"заблокирован|ожидает (?:пользовател|подтвержд)|требуется (?:действие|решение) пользовател",
    r"阻塞|被阻|需要用户|等待用户|待用户",
    r"사용자 (?:확인|승인|조치|결정)|차단됨",
    r"ユーザー(?:の)?(?:対応|承認|確認)(?:が必要|待ち)|ブロック(?:中|されて)|ブロッカー",
)
_STALLS = (
    r"\bblockers?\**: ?",
    r"\buser (?:must|needs? to|has to)\b",
    r"\b(?:still|remains?|currently|is|are) blocked\b",
    r"\bblocked (?:by|on|until|pending|waiting)\b",
    r"\bcannot (?:be )?(?:complete|completed|proceed|continue|finish|finished)\b",
)
CALL = _any(*_CALLS)
"""Somebody outside must act before work goes on."""
CALL_OR_STALL = _any(*_CALLS, *_STALLS)
"""The same, or work does not go on; in a log of issues the latter is mostly history."""

CALL_HINTS = (
    *(
        "block",
        "requir",
        "need",
        "wait",
        "pending",
        "ready for",
        "user",
        "paused",
        "final",
        "cannot",
        "bloqu",
    ),
    *("заблок", "ожидает", "требуется", "阻", "用户", "사용자", "차단", "ユーザー", "ブロッ"),
)
"""A text with none of them in lower case holds neither: plain search is ten times as fast as a pattern."""

OPEN = _any(
    r"\b(?:unresolved|open|pending|waiting|awaiting|todo|in[ _-]?progress|ongoing|investigating)\b",
    r"\b(?:deferred|stuck)\b",
    r"\b(?:halted?|blocked|blocker|failing|failed|reject(?:ed)?|incomplete|partial(?:ly)?)\b",
    r"\bnot (?:yet |fully )?(?:resolved|fixed|done|complete|completed|closed|started|verified|passed)\b",
    r"\b(?:pendiente|en curso|em andamento|offen|ouverte?|в работе|не ?решен\w*|открыт\w*|chưa)\b",
    r"\b(?:abiert[oa]|abert[oa]|pendente|sin resolver|no resuelt[oa]|não resolvid[oa]|en espera)\b",
    r"\b(?:non résolue?|en cours|ungelöst|nicht (?:gelöst|behoben|erledigt)|belum|terbuka)\b",
    r"🔴|⏳|🚧|⛔|🚫",
    r"未解决|未修复|未完成|待处理|进行中|미해결|진행 ?중|대기|未解決|対応中",
)
CLOSED = _any(
    r"\b(?:resolved|fixed|closed|done|completed?|solved|mitigated|obsolete|superseded|unblocked)\b",
    r"\b(?:passed|pass|verified|cleared|won'?t ?fix|wontfix|accepted|by design)\b",
    r"\bno longer (?:blocked|an? \w+)\b",
    r"\bnot (?:a |an )?(?:blocker|blocked|issue|problem)\b",
    r"\b(?:resuelt[oa]|corregid[oa]|solucionad[oa]|resolvid[oa]|corrigid[oa]|behoben|gelöst|erledigt)\b",
    r"\b(?:résolue?|corrigée?|решен[оаы]?|исправлен[оаы]?|закрыт[оаы]?|selesai)\b",
    r"\bđã (?:xử lý|sửa|giải quyết)\b",
    r"✅|✔|☑|🟢",
    r"已解决|已修复|已完成|해결(?:됨|됐|되|했|완료)?|수정 ?완료|완료|解決(?:済|しま)|修正済|対応済",
)
CLOSED_TITLE = _any(
    r"\b(?:resolved|fixed|closed|solved|unblocked|obsolete)\b",
    r"\b(?:resuelt[oa]s?|corregid[oa]s?|resolvid[oa]s?|behoben|gelöst|résolue?s?|решен[оаы]?|исправлен[оаы]?)\b",
    r"✅|✔|☑|~~|已解决|已修复|해결(?:됨|완료)|해결 완료|解決済",
)
STAMPED_CLOSED = _any(
    r"(?<!not )(?<!not yet )(?<!be )(?<!until )(?<![\w-])(?:resolved|fixed|closed|solved|unblocked)"
    r"(?:\W+\d{4}-\d{2}-\d{2})?\W*$",
    r"^\W*\[(?:resolved|fixed|closed|solved|unblocked)\]",
    r"[✅✔☑]\W*$|^\W*~~[^~]+~~\W*$",
    r"(?:已解决|已修复|해결(?:됨|완료)|해결 완료|解決済み?)\W*$",
    r"(?:resuelto|resolvido|behoben|gelöst|résolu|решено|исправлено)\W*$",
)
"""A stamp on a heading, set when it was over: it counts more than what the heading said before."""
COMPLETE = _any(r"\bcompleted?\b|\bdone\b", r"完成|완료|завершен")
OPEN_TITLE = _any(
    r"\b(?:unresolved|outstanding|blocked|pending|halted)\b",
    r"\b(?:open|active|current|remaining) (?:blockers?|issues?|problems?|bugs?|items?|questions?)\b",
    r"^\W*(?:\w+ )?blocker\b",
    r"^\W*blockers\W*$",
    r"⛔|🚫|阻塞|未解决|未解決|미해결|차단",
    r"\b(?:bloquead[oa]|pendientes?|blockiert|bloqué)\b|заблокирован",
)
FUTURE = _any(
    r"\b(?:will|once|when|after|until|should|must|needs?|required?|pending|await\w*|wait\w*|todo|tbd|deferred)\b",
    r"\b(?:proposed|planned|to be|if|would|could|options?|recommend\w*|suggest\w*|next)\b",
    r"\?\s*$",
    r"需要|待|將|해야|예정|必要|予定",
)
HAPPENED = _any(
    r"^(?!need|proceed|feed|exceed|embed|speed|seed)[a-z]{2,}ed\b",
    r"\b(?:resolved|fixed|added|removed|updated|changed|replaced|created|applied|switched|installed|implemented)\b",
    r"\b(?:moved|set|rewrote|reverted|corrected|now|was|were|has been|have been|works?|pass(?:es|ed)?)\b",
    r"✅|✔|已|했|됨|완료|済",
)
CLOSING_LINE = _any(
    r"(?:(?:update|status|resolution|outcome|result|note) ?[:\-\u2013—]? ?)?[✅✔☑]? ?"
    r"(?:(?:problem|issue|blocker|bug|item|task [\w.]+)s? (?:is |was |now |has been )?)?"
    r"(?:(?:resolved|fixed|closed|solved|unblocked|no longer (?:blocked|an? \w+)"
    r"|resuelt[oa]|corregid[oa]|solucionad[oa]|resolvid[oa]|corrigid[oa]|résolue?|corrigée?|behoben|gelöst|erledigt"
    r"|решен[оаы]?|исправлен[оаы]?|устранен[оаы]?|đã (?:xử lý|sửa|giải quyết)|sudah selesai|해결)(?![\w-])"
    r"|已解决|已修复|已解決|已修復|해결(?:됨|됐|되었|되어|했|완료| 완료)|解決済|解決しま|修正済|対応済)"
)
ALL_CLOSED = _any(
    r"\ball (?:\w+ ){0,3}(?:blockers?|issues|problems) (?:(?:are|were|have been|has been|now) ){0,2}"
    r"(?:resolved|closed|fixed|cleared|solved)\b"
)
NONE = re.compile(
    r"(?:[\w /-]{1,30}\)?: ?)?(?:"
    r"none(?!\w| of\b)"
    r"|nothing(?: (?:to report|yet|outstanding|open|blocking|new|found|so far|further|here))?"
    r"(?:$|[.,;!(\u2013—-])"
    r"|(?:n/?a|nil|keine|ninguno|ninguna|nenhum|nenhuma|aucun|aucune)(?![\w-])"
    r"|нет(?:$|[.,;!(\u2013—-]| (?:блок|проблем|вопрос|препятств))"
    r"|(?:không có|tidak ada|belum ada)(?![\w-])"
    r"|(?:no|zero|0) (?:[\w/()-]+ ){0,6}?(?:blockers?|problems?|issues?|concerns?|blocking|gotchas)(?!\w)"
    r"|(?:empty|clean)(?:$|[ :,.)\u2013—-])"
    r"|(?:目前|暂时)?(?:无|暂无|没有)(?:$|[。.,\uff0c]|\S{0,6}(?:阻塞|问题|障碍|风险|事项))"
    r"|없음|없습니다|(?:特に)?なし)",
    re.IGNORECASE,
)
NOTHING_AFTER = re.compile(
    r"[^\w✅✔]{0,20}"
    r"(?:(?:none|nothing|n/?a|resolved|fixed|cleared)(?!\w)|no (?:blockers?|issues?|problems?)\b|[✅✔])",
    re.IGNORECASE,
)
"""After a word of waiting: it waits for nothing."""

PLACEHOLDER = _any(
    r"\bto be (?:filled|populated|added|determined|documented|updated)\b",
    r"\bwill be (?:added|appended|populated|updated|documented|recorded)\b",
    r"\bappend(?:ed)? (?:\w+ ){0,6}(?:here|below|as|new|entries)\b",
    r"\badd (?:\w+ ){0,6}(?:here|below)\b",
    r"\bauto-?scaffolded\b|\bplaceholder\b|\btbd\b",
    r"\b(?:notepad|file|session) (?:initiali[sz]ed|initiated|created|started)\b",
    r"待补充|待填写|추가 예정",
)
META = _any(
    r"(?:session(?: id)?|started|date|plan|created|author|orchestrator|branch|last updated|updated|agent|task"
    r"|wave|日期|날짜|fecha|任务) ?[:\uff1a]"
)
