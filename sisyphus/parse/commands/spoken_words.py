# ruff: noqa: E501, RUF001
# The lines hold words in scripts that are twice as wide, with their own punctuation.
"""The words around commands in sentences: what asks for one, what follows it, where a remark begins."""

import re

from sisyphus.model.regex import regex

RUN_LEAD = regex(
    r"(?:\b(?:re-?)?(?:run|running|execute|executing|invoke|launch|exec|command|cmd|use|using|via|with|through|bash|shell|"
    r"terminal|try|type|ejecutar?|corre[r]?|comando|executar?|rodar|запустить|выполнить|команда)"
    r"(?:\s+(?:the|a|again|both|these|this|exact|following|command|commands|test|tests|build|script))*"
    r"|运行|执行|使用|命令|实行|実行|コマンド|실행|명령어?)\s*(?:[:：—–-]|\(bash\):?)?\s*[\"'(]?$",
    re.IGNORECASE,
)
"""The end of a text that asks for the command behind it."""
NOT_ASKED = regex(
    r"\b(?:do not|don't|never|not|instead of|rather than|without|no longer|avoid|unlike|replac(?:es|ing)|equivalent to)"
    r"(?:\s+(?:run|running|use|using|call|calling|execute|needs?|needing|an?|the))*\s*$"
    r"|\b(?:contains?|includes?|including|documents?|documented|mentions?|describes?|lists?|has|have|states?|says?|named|called"
    r"|adds?|added|defines?|defined|wraps?|supports?|provides?|explains?|recommends?|references?|e\.g\.,?|such as|like"
    r"|commands? for|instructions? for|(?:ci|workflow|hook|script|job|step|pipeline|gate)s? (?:runs?|calls?|invokes?|uses?))"
    r"(?:\s+(?:the|an?|working|a new|new|correct|command))*\s*[:：]?\s*$|(?:不要|禁止|不得|包含|文档|说明)\s*$",
    re.IGNORECASE,
)
"""The end of a text that names the command behind it without asking for it."""
RESULT_START = regex(
    r"^\s*(?:[)\"'*]\s*)?(?:(?:→|⇒|➜|=>|->|—|–|=|==|≥|>=|≤|<=|✅|✓|⟶)|(?:(?:still|now|also|both|all|then|each|must|should|will|to|command)\s+)*"
    r"(?:is|are|be|exit(?:s|ed|ing)?|returns?|pass(?:es|ed|ing)?|succeed(?:s|ed)?|fails?|shows?|prints?|outputs?|reports?|works"
    r"|clean|green|ok|compiles|completes?|contains?|should|must|produces?|yields?|gives|finds?|expects?|runs? (?:clean|green|without|with no|success)"
    r"|matches|lists|responds?|creates?|equals|emits|displays|successful|confirms?|verif(?:y|ies)|all|both)\b"
    r"|[（(]?\s*(?:全部|均|都|应|输出|返回|通过|成功|无|没有|失败|退出|显示|包含|编译|에러|모든|전체|성공|통과|실패|변경|출력|반환|없음|결과"
    r"|pasan?\b|passa\b|éxito|sin\b|sem\b|devuelve|muestra|responde|retorna|compila|exitoso|成功|合格|エラー))",
    re.IGNORECASE,
)
"""The start of a text that says what the command before it should show."""
CONNECTOR = regex(
    r"\s*(?:[,、，;；/+&|]|&&|and|or|then|plus|followed by|和|与|及|以及|及び|및|와|과|y|e|→)*"
    r"(?:\s*(?:and|then|also|run|和))*\s*(?:run\s*)?$",
    re.IGNORECASE,
)
_RESULT_VERBS = (
    r"returns?|exits?|succeeds?|passe[sd]|fails?|shows|prints|outputs|reports|collects|compiles|finds|produces|generates"
    r"|completes|works|contains|includes|creates|emits|displays|lists|gives|yields|responds|matches|equals|starts|is|are"
    r"|should|must|will|runs|has|have|exists?|pasan?|devuelve|muestra|responde"
)
_ASK_VERBS = (
    r"verify|confirm|check|assert|expect|ensure|inspect|see|save|capture|observe|record|compare|look|validate|show|note"
    r"|review|read|grep|count|wait|make sure|parse|open|report|prove|saving|capturing|expecting|verificar|comprobar|confirmar"
)
# The signs in front are all that one can begin with: most places are passed by without a look at the words.
REMARK = regex(
    rf"""(?=[\s,;.:，。；：、\u3400-\u9fff\uac00-\ud7a3])(?:\s+(?:→|⇒|➜|⟶|=>|->|—>|—|–|✓|✅|❌|✔)|\s+\#(?:\s|$)|[，。；：、]|\s+(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3][^\s/.]*(?:\s|$))
    |(?<=[a-zA-Z0-9"')\x01])(?=[\u3400-\u9fff\uac00-\ud7a3][^\s/.]*(?:\s|$))
    |\s+-\s+(?=(?:should|must|expect|verify|check|returns?|shows?|no|all|exit|output|pass|should|ensure|confirm)\b)
    |[,;.]?\s+(?:and|then|&|to)\s+(?:then\s+)?(?:{_ASK_VERBS})\b|[,;.]\s+(?:{_ASK_VERBS})\b|[.]\s+(?=[A-Z])
    |\s+(?:clean|empty|OK|PASS|green)(?=[\s.,;:]*$)|\s+(?:{_RESULT_VERBS})(?=\s|[.,;:]|$)|\s+(?:in|from|inside|at|on|under|within)\s+(?=(?:the|repo|root|project|both|each|a)\s|[\w-]+/(?:[\s.,;]|$))
    |\s+(?:with|using|while|when|where|against|without|for|until|again|twice|before|after|if|via|on|whose|which)(?=\s)
    |\s+(?:==|>=|<=|≥|≤|=|!=)\s*\d|\s+[<>]\s*\d+\s*$|[,:]\s+(?=[a-z]+\s)|,$)""",
    re.VERBOSE,
)
PARENTHESIS = regex(r"(?:\s+\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)|\s*（[^（）]*）)\s*[.,;:。；，]?\s*$")
OPERATOR_END = regex(r"(?:&&|\|\||[|;&(!]|\b(?:do|then|in))\s*$")
LEAD_IN = regex(
    r"(?:re-?)?(?:run|execute|exec|command|cmd|运行|执行|실행|ejecutar?|correr)\b[ \t]*[:：]?[ \t]*",
    re.IGNORECASE,
)
"""Words at the start of a step that ask for the command behind them."""
ASSERT_LEAD = regex(
    r"(?:then|and)\s+(?:it|the\s+\w+(?:\s+\w+)?)\s+(?:should\s+|must\s+)?"
    r"(?:prints?|shows?|exits?|contains?|returns?|outputs?|is|equals|has|fails?|succeeds?)(?=\W|$)"
    r"|(?:then\s+|and\s+)?(?:assert|verify|confirm|check|expect|ensure|should|must|validate|output|stdout|stderr|exit code|response"
    r"|result|returns?|the (?:output|command|response|result)|status|command (?:exits|returns|outputs)|→|=>|->|⇒|-> "
    r"|断言|确认|验证|检查|期望|预期|输出|应|结果|返回|확인|검증|출력|결과|예상|응답|verificar?|comprobar|confirmar|debe|esperar|salida"
    r"|確認|検証|出力)(?=\W|$|[\u3040-\uffff])",
    re.IGNORECASE,
)
"""The start of a step that says what the step before it should show."""
RESULT_LEAD = regex(
    r"(?:expect(?:s|ed)?\b|assert\b|output (?:contains|is|equals|should|shows|must|matches)\b|stdout\b(?! (?:of|from)\b)|exit code\b(?! of\b)|→|=>|⇒|exits? (?:with|code|0|1)"
    r"|response (?:status|body|contains|code)\b|returns\b|should (?:return|print|output|show|exit|be)\b|预期|期望|断言|输出|退出码|应返回|应输出|예상|기대"
    r"|se espera|debe\b)",
    re.IGNORECASE,
)
"""Likewise for an item of a list, where more has to be said."""
ASK_ONLY = regex(r"(?:验证|确认|检查|测试|verify|check|확인|검증|verificar)[.:：]?", re.IGNORECASE)
BEGUN = regex(
    r"(?:[.;,+/&，；。]|and\b|then\b|or\b|和|并|以及|或者?|及|및|또는)+\s*(?:then\s+|also\s+)?", re.IGNORECASE
)
PURPOSE = regex(
    r"(?!(?:under|in|within) (?:less than |under )?\d+(?:\.\d+)? ?(?:ms|s|secs?|seconds?|min|minutes?)\b)"
    r"(?:for|to|in(?! ra\b)|on|from|via|at|against|using|inside|under|as|of|through|during|after|before|if|when|로|으로|에서)\b"
    r"|with (?!(?:zero|no|0|exit|code|status|error|out)\b)|\w+\.\w+$",
    re.IGNORECASE,
)
"""Words behind a command that say what it is for, and not what it shows."""
SHARED = regex(
    r"\s*(?:\W{1,3}\s*)?(?:both |all |each )*(?:pass|succeed|green|clean|exit 0|ok\b|通过|成功|全部|통과|성공)",
    re.IGNORECASE,
)
"""A result that goes for every command of a list."""
CLAIM_BEFORE = regex(
    r"(.*?)\s*(?:[:：(（—–-]|\bvia|\bwith|\busing|\bby|\bfrom|\bfor|\bwhen)\s*(?:[Rr]un(?:ning)?\s*)?$"
)
