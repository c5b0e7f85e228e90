"""The words of notepads, in the languages seen, as patterns. `notepad_words` says what they mean together."""

# ruff: noqa: E501, RUF001
# Words of many scripts, some twice as wide, in lists that are read whole.

import re

from sisyphus.parse.notepads.waiting_words import HAPPENED as _HAPPENED_ELSEWHERE
from sisyphus.parse.notepads.waiting_words import WAITING, WAITING_HINTS


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


PAST = re.compile(
    r"(?:\b(?:not|no longer|never|was|were|been|previously|formerly|initially|originally|if|nothing|none"
    r"|no|un|avoid)[\s*_:]+(?:\w+\s+){0,1}|un-?|[非不无無未没沒](?:再|有|被)?)$",
    re.IGNORECASE,
)
"""Before a word: makes history of it, or turns it around."""

_DEED = (
    r"(?=\W*(?:$|[.,;)\n])|(?:['\u2019]s)? (?:action|input|intervention|decision|approval|okay|ok|confirmation|sign-?off"
    r"|review|attention|steps?|verification|check|test(?:s|ing)?|qa|help|follow-?up|work|choice|feedback|consent"
    r"|permission|credentials|answer|reply|fix|approve|run|setup|to)\b"
    r"(?! (?:validat|handl|sanit|pars|field|form|box|dialog|screen|page|component|logic|flow|event)))"
)
"""Behind "needs user": what a person does. A form may need a user name, or validation of user input."""
_CALLS = (
    r"(?-i:\bBLOCKED\b)",
    (
        r"\b(?:user|manual|human) (?:action|input|intervention|decision|approval|okay)s?"
        r" (?:is |are )?(?:still )?(?:required|needed|pending)"
    ),
    rf"\brequires? (?:\w+ )?(?:user|human|manual){_DEED}",
    rf"\bneeds? (?:\w+ )?(?:user|human){_DEED}",
    (
        r"\b(?:waiting|awaiting|awaits|waits)\b(?: (?:for|on))?(?: [\w'\u2019]+){0,3}? "
        r"(?:user|human|approval|okay|ok|review|confirmation|credentials|access|push|ci|orchestrator"
        r"|sign-?off|decision|permission|maintainers?|vendor|customer|stakeholders?|legal)\b"
    ),
    r"\bpending (?:user|push|git push|human|manual|approval|review|credentials)",
    r"\bauthentication (?:is )?required\b",
    r"\bready for (?:the )?user to\b",
    r"\bneeds_user_decision\b",
    r"<start-work-blocked-external>",
    r"\bboulder paused\b",
    r"\bfinal wave approval gate\b",
    r"\bfinal review (?:incomplete|rejected)\b",
    *WAITING,
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
    *("block", "requir", "need", "wait", "pending", "ready for", "user", "paused", "final", "cannot"),
    *WAITING_HINTS,
)
"""A text with none of them in lower case holds neither: plain search is ten times as fast as a pattern."""

STILL = _any(r"\b(?:blocked|blockers?|halted|on hold|waiting|awaiting)\b", r"\bblockiert\b")
"""In the words that make an entry open: work does not go on, where "open" or "failing" would leave that open."""

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
    r"\b(?:approved?|passed|pass|verified|cleared|won'?t ?fix|wontfix|accepted|by design)\b",
    r"\bno longer (?:blocked|an? \w+)\b",
    r"\bnot (?:a |an )?(?:blocker|blocked|issue|problem)\b",
    r"\b(?:resuelt[oa]|corregid[oa]|solucionad[oa]|resolvid[oa]|corrigid[oa]|behoben|gelöst|erledigt)\b",
    r"\b(?:résolue?|corrigée?|решен[оаы]?|исправлен[оаы]?|закрыт[оаы]?|selesai)\b",
    r"\bđã (?:xử lý|sửa|giải quyết)\b",
    r"✅|✔|☑|🟢",
    r"已解决|已修复|已完成|해결(?:됨|됐|되|했|완료)?|수정 ?완료|완료|解決(?:済|しま)|修正済|対応済",
)
_OPEN_WORDS = (
    r"open|unresolved|blocked|pending|outstanding|halted|on hold|re-?opened|in[ -]progress|ongoing|todo|to do|tbd"
    r"|still (?:open|blocked|unresolved|failing)|(?:not|never) (?:yet )?(?:resolved|fixed|solved|closed|done|started)"
    r"|(?:partially|partly|half) (?:resolved|fixed|solved|done)|blocked (?:by|on|until|pending) [\w ]{1,40}"
    r"|bloquead[oa]s?|pendientes?|pendentes?|abiert[oa]s?|abert[oa]s?|no resuelt[oa]s?|não resolvid[oa]s?"
    r"|blockiert|offen|ungelöst|nicht (?:gelöst|behoben)|bloquée?s?|ouverte?s?|non résolue?s?|bloccat[oa]|apert[oa]"
    r"|заблокирован[оа]?|открыт[оа]?|не ?реш[её]н[оа]?|zablokowane|otwarte|engellendi|açık"
    r"|bị chặn|chưa (?:xử lý|giải quyết|xong)|terblokir|diblokir|terbuka|belum (?:selesai|teratasi)"
    r"|(?:被)?阻塞中?|未解决|未修复|待处理|待解决|进行中|未解決|対応中|ブロック中|保留中|미해결|차단됨|진행 ?중|보류"
)
OPEN_ALONE = _any(_OPEN_WORDS)
"""Matches a phrase that is nothing but the word that something is open."""
_ISSUES = r"(?:blockers?|issues?|problems?|bugs?|items?|questions?|tasks?|work|concerns?)"
OPEN_TITLE = _any(
    rf"\b(?:unresolved|blocked|pending|halted|outstanding)\b(?=\W*$|\s*[:\uff1a(\[\u2013—]|\s-|\s{_ISSUES}\b)",
    r"\bblocked (?:by|on|until|pending|waiting|in|at|from|due)\b|\bunresolved\b",
    rf"\b(?:open|active|current|remaining) {_ISSUES}(?=\W*$|\s*[:\uff1a(\u2013—]|\s-)",
    r"^\W*(?:(?!ad\b|pop-?up\b|script\b|content\b|event\b|tracker\b)\w+ )?blockers?(?=\W*$|\s*[:\uff1a(#\d\u2013—]|\s-)",
    r"未解决|未解決|미해결",
    r"\b(?:bloquead[oa]|pendientes?|bloqué)\b|заблокирован",
)
OBSTRUCTED = re.compile(
    r"\b(?:threads?|loops?|ui|users?|accounts?|ips?|address(?:es)?|requests?|connections?|pop-?ups?|cookies?|scripts?"
    r"|domains?|ports?|callers?|process(?:es)?|queues?|io|i/o|traffic|readers?|writers?|goroutines?|consumers?)"
    r" (?:(?:is|are|was|were|gets?|being|stays?) )?$",
    re.IGNORECASE,
)
"""Before "blocked": what a program does, and no work that stands still."""
FUTURE = _any(
    r"\b(?:will|once|when|after|until|should|must|needs?|required?|pending|await\w*|wait\w*|todo|tbd|deferred)\b",
    r"\b(?:proposed|planned|to be|if|would|could|options? ?[\d:(]|options are|recommend\w*|suggest\w*|next)\b",
    r"\?\s*$",
    r"需要|待|將|해야|예정|必要|予定",
)
ALL_CLOSED = _any(
    r"\ball (?:\w+ ){0,3}(?:blockers?|issues|problems) (?:(?:are|were|have been|has been|now) ){0,2}"
    r"(?:resolved|closed|fixed|cleared|solved)\b"
)
_NO_VERB = (
    r"(?!need|proceed|feed|exceed|embed|speed|seed|indeed|deferred|postponed|planned|scheduled|proposed|required"
    r"|blocked|escalated|delayed|expected|suggested|recommended|assigned|requested|unresolved|related|based)"
)
"""Before a word that ends like a past tense: it is none, or says that nothing was done."""
HAPPENED = _any(
    rf"^{_NO_VERB}[a-z]{{2,}}ed\b",
    rf"\b{_NO_VERB}[a-z]{{2,}}ed\b"
    r"(?=\W*$|[.,;:]|\s(?:the|a|an|all|it|by|in|to|from|with|via|on|at|into|for|and|as|up|out)\b|\s[`\d])",
    r"\b(?:moved|set|rewrote|reverted|now|was|were|has been|have been|works?|pass(?:es|ed)?)\b",
    *_HAPPENED_ELSEWHERE,
)
IMPERATIVE = re.compile(
    r"(?:use|add|run|switch|move|upgrade|install|enable|disable|create|make|change|replace|remove|wrap|increase|pin"
    r"|rename|rewrite|ask|wait|try|consider|implement|fix|update|introduce|split|extract|store|keep|let)\s",
    re.IGNORECASE,
)
"""At the beginning of a solution: what one could do, which does not say that it was done."""
NONE = re.compile(
    r"(?:[\w /-]{1,30}\)?: ?)?(?:"
    r"none(?!\w| of\b)"
    r"|nothing(?: (?:to report|yet|outstanding|open|blocking|new|found|so far|further|here))?"
    r"(?:$|[.,;!(\u2013—-])"
    r"|(?:n/?a|nil)(?![\w-])"
    r"|(?:keine?n?|ningun[oa]|ningún|nenhuma?|aucune?|nessun[oa]?|không có|tidak ada|belum ada)"
    r"(?:$|[.,;!(\u2013—-]| (?:[\w-]+ ){0,2}?(?:probl[eèé]m\w*|block\w*|bloqu\w*|bloc\w*|issues?|eintr[aä]g\w*|offene\w*"
    r"|incidencias?|impedimentos?|vấn đề|lỗi|gì|sự cố|masalah|kendala|hambatan|isu)(?!\w))"
    r"|нет(?:$|[.,;!(\u2013—-]| (?:блок|проблем|вопрос|препятств))"
    r"|(?:no|zero|0) (?:[\w/()-]+ ){0,6}?(?:blockers?|problems?|issues?|concerns?|blocking|gotchas)(?!\w)"
    r"|(?:empty|clean)(?:$|[ :,.)\u2013—-])"
    r"|(?:目前|暂时)?(?:无|暂无|没有)(?:$|[。.,\uff0c]|\S{0,6}(?:阻塞|问题|障碍|风险|事项))"
    r"|없음|없습니다|(?:特に)?なし)",
    re.IGNORECASE,
)
NONE_OF = re.compile(
    r"(?:[\w-]+ ){0,2}(?:blockers?|issues?|problems?|concerns?|gotchas?|risks?|bugs?|status)\)?:",
    re.IGNORECASE,
)
"""Of what there is none when there is nothing to report."""
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
    r"\[timestamp\]|\{(?:task[-_ ]?id|issue|decision|timestamp)\}",
)
META = _any(
    r"(?:session(?: id)?|started|date|plan|created|author|orchestrator|branch|last updated|updated|agent|task"
    r"|wave|日期|날짜|fecha|任务) ?[:\uff1a]"
)
