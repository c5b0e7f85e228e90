# Patterns are read whole.
"""The words around a stated result: what leads to it, what adds nothing, what changes it."""

import re

from sisyphus.model.regex import regex
from sisyphus.parse.commands import result_words as words

WIDE = {
    **dict.fromkeys(map(ord, "\uff0c\u3001"), ","),
    **dict.fromkeys(map(ord, "\u3002"), "."),
    ord("\uff1b"): ";",
    ord("\uff1a"): ":",
    ord("\uff08"): "(",
    ord("\uff09"): ")",
    ord("\uff1d"): "=",
    **dict.fromkeys(map(ord, "\u201c\u201d\u300c\u300d"), '"'),
    **dict.fromkeys(map(ord, "\u2018\u2019"), "'"),
    **dict.fromkeys(map(ord, "\u2013\u2014"), ","),
    **dict.fromkeys(map(ord, "\u21d2\u279c\u27f6"), "→"),
    **dict.fromkeys(map(ord, "\u2705\u2713\u2714\ufe0f"), " "),
    0xA0: " ",
    **dict(
        zip(
            map(
                ord,
                "無沒錯誤報問題輸顯結過編譯類執運個條處應當驗證確認預測試構變異斷碼狀態現為敗檔於並與離開",
            ),
            "无没错误报问题输显结过编译类执运个条处应当验证确认预测试构变异断码状态现为败档于并与离开",
            strict=True,
        )
    ),
}
"""Full width and typographic signs by the plain ones, traditional characters by the simplified."""
_QUOTED_PARTS = regex(
    r"(`[^`\n]+`|\"[^\"\n]+\"|'[^'\n]+'|\u201c[^\u201d\"\n]+\u201d|\u300c[^\u300d\"\n]+\u300d)"
)


def in_plain_signs(text: str) -> str:
    """Return a text with plain signs, what stands in quotes left as it is."""
    if text.isascii():
        return text
    parts = _QUOTED_PARTS.split(text)
    for index, part in enumerate(parts):
        if index % 2 == 0:
            parts[index] = SPAN.sub("-", part).translate(WIDE)
        elif part[0] in {"\u201c", "\u300c"}:
            parts[index] = f'"{part[1:-1]}"'
    return "".join(parts)


SPAN = regex(r"(?<=\d)[ \t]?[\u2013\u2014][ \t]?(?=\d)")
"""A dash between two figures."""

LEAD = regex(
    r"\s*(?:(?:→|=>|->|--?|,|:|\*+|#|>(?![\s=]*\d))\s*|(?:expected(?: result| results| output| stdout"
    r"| response| red| green)?|expects?|assert(?:ion)?"
    r"|verify|verifies|confirms?|check|checks|ensure|should|must|will|to|and|that|which|then|still|with|now|预期(?:结果|输出)?|期望|断言|验证|确认|确保|应该|应当|应|必须|需"
    r"|예상(?: 결과)?|확인|검증|se espera|esperado|verificar?|debe|deve"
    r"|ожидается|должн[аоы]|должен|проверить|убедиться|erwartet|sollte|muss|müssen|prüfen"
    r"|attendu|doit|doivent|vérifier|期待値?|確認|検証)(?![a-z-])\s*:?\s*(?:that\s+"
    r"|the\s+)?)+",
)
RESULT_NOUN = regex(r"expected (?:results?|output|stdout|response)\s*$")
"""A lead that is a part of the sentence, where it stands inside one."""
PIECES = regex(r"\s*[,;]\s*")
"""Between the pieces of a remark in brackets."""
QUOTED = regex(r"[`\"']")
ALTERNATIVE = regex(r"[\W_]*(?:or\b|或|또는|o\b(?= ))", re.IGNORECASE)
"""What makes all that was said before it one of two cases."""
EACH = regex(r"(?:for|in|on|from|across|by)\s+(?:all|each|every|both|any)\b|均|都|各|모두|각")
"""What makes a text that is shown once too little."""
FILLER = regex(
    r"(?:[\s,;.!:→&+*_/-]+|and\b|but\b|then\b|also\b|still\b|so\b|now\b|并且?|且|以及|및|그리고"
    r"|y\b(?=\s)|e\b(?=\s)|и\b(?=\s)|und\b|et\b(?=\s)|và\b|dan\b|exit(?= (?:cleanly|successfully))"
    r"|locally\b|cleanly\b|successfully\b|correctly\b|as expected\b|immediately\b|as before\b|again\b"
    r"|automatically\b|overall\b|too\b|总计"
    r"|(?:after|before|post|pre)[ -](?:implementation|changes?|fix|the fix|refactor(?:ing)?|commit"
    r"|all tasks|task \d+)\b"
    r"|(?:in|on|from|under|inside|across|for|within|throughout)\s+(?:both|all|the|each|every|entire|whole|any|this|repo(?:sitory)?|project|root|linux|macos|windows|ci|packages?"
    r"|platforms?|files?|modules?|commands?|workspaces?|`?[\w.-]+/`?|source|src|frontend|backend|tests?|codebase|that|output|its|new|existing|components?|code|stdout)+(?:\s+(?:packages?|platforms?"
    r"|files?|modules?|repos?|directory|dir|root|project|codebase|commands?|suite|tests?|code|workspace|files))*"
    r"|(?:(?:to|on) )?(?:the )?(?:stdout|standard output|console|terminal|screen)(?=\s*(?:$|[,.;)]))"
    r"|\d+ (?:test )?(?:suites?|test files?)(?: passed)?|\d+ total\b"
    r"|(?:evidence|saved?|save output|output saved"
    r"|captured?|证据|保存)\b(?=\s*(?:[:=→]|`[^`]*[./][^`]*`|to\b|in\b|at\b|as\b|under\b|into\b|$))(?:(?!\b(?:contain|show|print|includ|not\b)\w*)[^;])*"
    r"|[`\"]?[\w./{}-]*evidence/[^\s,;]*[`\"]?|\(\s*\))",
)
SUBSTANCE = regex(
    r"\b(?:prints|contains|creates|shows|returns|outputs|generates|mentions|lists|except|exclud\w*|unless)\b"
    r"|(?<![\w-])(?:besides|other than|only|allow\w*|may|some|original|baseline|or|than|if|either)\b"
    r"|\b(?:about|fine)\b|\bnot (?:count|includ)\w*|\bnot [`\"']|警告|경고"
    r"|\b(?:no|zero|0|without) warnings?\b"
    r"|\b\d+\+? +(?:[a-z-]+ +){0,3}(?:tests?|specs?|cases?|assertions?|fail\w*|errors?(?= *(?:$|[,;.]))"
    r"|pass(?:ed|ing)?|match(?:es)?|hits?)\b"
    r"|\d+\+? +(?:testes?|pruebas?|тест\w*|casos?)\b|\d+\+? *件?のテスト"
    r"|\d+\+? *个?(?:测试|用例|错误|失败|匹配)|\d+\+?개? *(?:테스트|에러|오류|실패)"
    r"|\b(?:approx\w*|around|kept|minus|plus|manual\w*|ignor\w*|skip\w*|ok|okay|acceptable|informational)\b"
    r"|[<>≥≤~≈%]|除|仅|或|不|제외|또는|salvo|excepto|solo",
    re.IGNORECASE,
)
_GOES_ON = (
    r"and +(?:\w+ly +)?(?:records?|writes?|creates?|emits?|generates?|produces?|reports?|returns?|logs?"
    r"|outputs?|includes?|exposes?|sends?|stores?|saves?|leaves?|removes?|deletes?|starts?|stops?|opens?|loads?|renders?"
    r"|keeps?|match(?:es)?|equals?|has|have|is|are|no|zero|the|an?|its?)"
    r"|and (?:\w+ly )?\w+s (?:the|an?|no|less|more|all|each|every|its|[\d`\"'])"
    r"|and (?:\w+ ){1,3}(?:is|are|was|were) (?!complete|done|in place|applied|merged)"
)
"""The start of one more result."""
CIRCUMSTANCE = regex(
    r"(?:after|once|when|before|against|for|under|on|in|across|from|during|including|at this)\s+"
    rf"(?:(?!\b{words.HEDGES}|\b(?:fail\w*|non-?zero|contain\w*|print\w*|show\w*|with \d"
    rf"|{_GOES_ON})\b)[^,;()→]){{1,120}}?(?=\s*(?:$|[,;()]|\.(?:\s|$)))",
)
"""When, where and for what a run goes well."""

ENDS_LATER = regex(r"(?:after|once|when)\b")
"""What begins so is a whole clause, of which the words that add nothing are only the start."""
