"""The words that say that something is over, by language, and what turns them around."""

# ruff: noqa: E501, RUF001
# Words of many scripts, some twice as wide, in lists that are read whole.

import re

from sisyphus.model.regex import regex

_OVER = {
    "en": r"resolved|fixed|solved|unblocked|won'?t[ -]?fix",
    "es, pt": r"resuelt[oa]s?|resolvid[oa]s?|solucionad[oa]s?|corr[ei]gid[oa]s?|arreglad[oa]s?|sanad[oa]s?",
    "fr": r"résolue?s?|corrigée?s?|réglée?s?",
    "de": r"gelöst|behoben|erledigt",
    "it": r"risolt[oaie]|corrett[oaie]",
    "ru": r"реш[её]н[оаы]?|исправлен[оаы]?|устран[её]н[оаы]?",
    "pl": r"rozwiązan[eyoa]|naprawion[eyoa]",
    "tr": r"çözüldü|düzeltildi|giderildi",
    "id": r"selesai|teratasi|terselesaikan|(?:sudah|telah) di(?:perbaiki|atasi|selesaikan)",
    "vi": r"đã (?:được )?(?:xử lý|sửa|giải quyết|khắc phục)",
}
"""Participles that are said of problems: they stand behind what they speak of, or alone."""
_OVER_UNSPACED = {
    "zh": r"已(?:经|經)?(?:全部|完全)?(?:解决|修复|处理|关闭|解除|解決|修復|處理|關閉)",
    "ja": r"解決(?:済|しま|した|できた|完了)|(?:修正|対応)(?:済|しま|した|完了)",
    "ko": r"해결(?:됨|된|됐|되었|되어|했|함| ?완료)|(?:수정|조치|처리) ?(?:됨|완료)|수정했",
}
"""The same in languages that put no blanks before them."""

_DONE = (
    r"closed|cleared|done|completed?|finished|obsolete|superseded|mitigated|accepted|by design"
    r"|no longer (?:blocked|relevant|needed|applies|an? \w+)|not an? (?:blocker|issue|problem)"
    r"|cerrad[oa]s?|fechad[oa]s?|concluíd[oa]s?|fermée?s?|terminée?s?|geschlossen|закрыт[оаы]?|завершен[оаы]?"
    r"|chius[oaie]|zamknięt[eyoa]|kapatıldı|đã (?:đóng|xong)|ditutup|해결|解决|解決|修复|修復|已?完成|完了|완료|종료|終了"
)
"""Words that sentences also have for other reasons ("connection closed"): alone they say that it is over."""

_HOW = (
    r"\d+|by|in|via|with|after|as|at|on|using|through|now|upstream|since|when|from|during|today|for|per"
    r"|por|con|en|mediante|com|em|par|avec|dans|durch|mit|im|через|с|в|oleh|dengan|bằng|trong"
)
"""What follows a participle that is said of a problem, unless the phrase ends there."""

_ADVERBS = (
    r"is|are|was|were|has been|have been|been|now|fully|already|finally|all|both|completely|just|this|that|it"
    r"|(?:(?:this|the) )?(?:problem|issue|blocker|bug|error|failure|item)s?|ya|fue|está|ha sido|já|foi|maintenant|est|a été"
    r"|jetzt|bereits|ist|wurde|уже|полностью|было"
)
_LEAD = rf"(?:(?:{_ADVERBS})\s)*"
_SPACED = "|".join(_OVER.values())
_UNSPACED = "|".join(_OVER_UNSPACED.values())
_PARTICIPLE = rf"(?:(?:{_SPACED})(?![\w-])|(?:{_UNSPACED})[^\W的]{{0,4}})"

ALONE = regex(
    rf"{_LEAD}(?:{_PARTICIPLE}(?:$|\s+(?:{_HOW})\b|\s*,)|(?:{_DONE})了?(?:$|\s+(?:\d+|as|now)\b))",
    re.IGNORECASE,
)
"""Matches a phrase that is nothing but the word that it is over, and how."""

BEGUN = regex(
    rf"{_LEAD}(?:{_PARTICIPLE}|closed(?=\s*(?:[:.,(\u2013—]|$))|no longer (?:blocked|an? \w+))", re.IGNORECASE
)
"""Matches a text that begins so."""

SAID = regex(
    rf"(?:(?<=\W)(?:{_SPACED})|(?:{_UNSPACED})[^\W的]{{0,4}})(?=\W*$|\s+(?:{_HOW})\b)"
    rf"|\b(?:issues?|tickets?|blockers?|bugs?|problems?)\s{_LEAD}(?:closed|cleared)(?!\w)",
    re.IGNORECASE,
)
"""Finds in a phrase what is said of something else in it."""

TURNED = regex(
    r"(?:\b(?:not|never|cannot|yet|partially|partly|half|almost|mostly|nearly)"
    r"|n['\u2019]t|\b(?:to|must|should|will|shall|would|could|may|might|can|cannot|needs?)(?: not)?(?: \w+ly)? be"
    r"|\b(?:until|once|unless|if|when|before)(?: \w+){0,3}"
    r"|\b(?:no|non|não|nao|ne|pas|не|nicht|noch|belum|chưa|partiellement|parcialmente|teilweise|частично|sebagian)"
    r"|\b(?:nie|değil|henüz))"
    r"(?:[ -](?:yet|fully|completely|entirely|been|be|really|properly|permanently|été|est|encore|ainda|todavía"
    r"|aún|est[áa]|ещё|еще|noch|sido|ha sido|полностью|vollständig))*[ -]*$"
    r"|(?:[非不無无未没沒](?:有|被)?|部分|一部|일부|부분)\s?$",
    re.IGNORECASE,
)
"""At the end of what stands before: it is not so, or not yet."""

CONTRAST = regex(
    r"\b(?:but|however|except|although|though|pero|mas|aber|но|tetapi|nhưng)\b|, mais\b|但|だが|しかし|하지만|지만",
    re.IGNORECASE,
)
"""Behind a word in its sentence: it is not the whole truth."""

REFUSED = regex(
    r"\W{0,6}(?:no|nope|not|false|pending|nein|non|não|нет|belum|chưa|否|未|아니오|いいえ|tbd|n/?a|none|❌|✗|✘)(?!\w)",
    re.IGNORECASE,
)
"""Behind a word that is the name of a field: "Resolved: no"."""

COMPLETE = regex(
    r"(?:\bcompleted?|\bdone|\bfinished|完成|완료|завершен\w*)(?=\W*$|\s*[:\uff1a(\[\u2013—-]|\s+(?:with|in|at|on)\b)"
    r"|^\W*(?:completed|finished) (?:tasks?|the|all|waves?|phases?)\b",
    re.IGNORECASE,
)
"""Finds in a heading that work is complete, which says less than that a problem is gone."""
