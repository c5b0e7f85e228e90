# ruff: noqa: E501, RUF001
# The lines hold words in scripts that are twice as wide, with their own punctuation.
"""The forms in which plans say what a command should show: one table, one row a form."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sisyphus.parse.commands import result_words as words
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.result_assertions import (
    differs,
    empty,
    exit_code,
    exit_nonzero,
    found,
    http_status,
    no_errors,
    no_failures,
    no_warnings,
    none_of,
    number,
    passes,
    same,
    tests_passed,
)
from sisyphus.parse.commands.result_texts import contains, contains_not, equals, file_exists, word
from sisyphus.parse.commands.told_tests import exact_test_passed, passes_tests, told

if TYPE_CHECKING:
    from sisyphus.model.check import Assertion

Build = Callable[["re.Match[str]", Prints, str], "tuple[Assertion, ...] | None"]
"""From what a form matched, what the command prints, and the command; `None` where that cannot be asserted."""


class Form(NamedTuple):
    """One way to state a result."""

    name: str
    pattern: "re.Pattern[str]"
    """Matched where the text before it has been read."""
    build: Build
    counted: bool = False
    """Whether what it matches holds a digit."""
    holds: tuple[str, ...] = ()
    """Pieces, one of which stands in lower case in whatever it matches; none where it may do without."""
    plain: tuple[str, ...] = ()
    """Those of them that a text in ASCII can hold."""


QUOTES = ("`", '"', "'")
"""What a form with quoted text holds one of."""


def _form(name: str, pattern: str, build: Build, holds: str = "") -> Form:
    compiled = re.compile(f"(?:{pattern}){_NOT_INSIDE}", re.IGNORECASE)
    counted = holds.startswith("0-9")
    pieces = tuple(holds.removeprefix("0-9").split())
    if pieces == QUOTES:
        return Form(name, compiled, build, counted, QUOTES, QUOTES)
    return Form(name, compiled, build, counted, pieces, tuple(p for p in pieces if p.isascii()))


_NOT_INSIDE = r"(?:(?<![A-Za-z0-9])|(?![A-Za-z0-9]))"
"""The end of a form: not between two letters of one word."""


_OP = rf"(?P<op>{words.AT_LEAST}|{words.AT_MOST}|{words.UNEQUAL}|{words.MORE}|{words.LESS}|{words.EXACT})"
_END = r"(?=\s*(?:$|[,.;()\-→]|and\b|with\b|且|并))"
_WHAT = (
    r"(?:(?:the|its|command|commands|output|outputs|stdout|result|results|count|line count|total|number|value|response|it|grep|wc|all|both|each|every"
    r"|输出|结果|数量|行数|均|都|计数|출력|결과|개수|salida|resultado|saída|conteo|test count|exactly|should|must|shall|will|to|be|is|are|return|returns"
    r"|log|两个|所有|命令|文件|grep|show|shows|print|prints|give|gives|find|finds|returned|equal|equals|has|have|expect|expected|returning|输出为|返回|显示|应|应该|为|是|가|이|은|는)\s*:?\s*)*"
)
_HTTP_NAMES = r"(?:ok|created|accepted|no content|bad request|unauthorized|forbidden|not found|conflict|unprocessable(?: entity)?|success)"
_LIST = rf"{words.QUOTED}(?:\s*(?:,\s*(?:and\s+)?|and\s+|、|和|및|y\s+)\s*{words.QUOTED})*"
_OR_LIST = rf"{words.QUOTED}(?:\s*(?:,\s*)?(?:or|或|또는|o|\|)\s*{words.QUOTED})+"
_TESTS = r"(?:[a-z\-]+\s+){0,3}?(?:tests?|specs?|test cases?|assertions?|测试|个测试|개 테스트|pruebas)"

FORMS: tuple[Form, ...] = (
    _form(
        "exit code",
        rf"{_WHAT}(?:exit(?:s|ed|ing)?|returns?|finish(?:es)?|退出|返回|종료|sale|termina)?\s*(?:with\s+|con\s+)?(?:an?\s+|the\s+)?(?:clap error\s+)?"
        r"(?:exit\s*|return\s*|error\s*)?(?:code|status|代码|状态码|码|코드|código(?: de salida)?)\s*(?:should be|is|为|是|=|==|:|of)?\s*`?(?P<n>\d{1,3})\b`?(?!\s*(?:or|/|或)\s*`?\d)",
        exit_code,
        "0-9 code status 代码 状态码 码 코드 código",
    ),
    _form(
        "exits",
        r"(?:\w+\s+)?(?:should\s+|must\s+|commands?\s+)?(?:exit(?:s|ed)?|rc)\s*(?:with\s+)?(?:==?|:)?\s*`?(?P<n>\d{1,3})\b`?(?!\s*(?:or|/|或)\s*`?\d)",
        exit_code,
        "0-9 exit rc",
    ),
    _form(
        "http status",
        rf"{_WHAT}(?:responds?\s+with\s+|with\s+)?(?:http(?:/[\d.]+)?\s*)?(?:status\s*)?(?:code\s*)?(?:is|=|:|为)?\s*`?(?P<n>[1-5]\d\d)\b`?(?:\s*{_HTTP_NAMES})?(?!\s*(?:{words.UNIT}|{_TESTS}|\+|/|or\b|或))",
        http_status,
        "0-9",
    ),
    _form(
        "failures",
        rf"{_WHAT}(?:with\s+)?(?P<n>\d+|no|zero|any)\s+(?:(?:test|new|unexpected)\s+){{0,2}}(?:failures?|failed(?: tests?| lines?)?|failing(?: tests?)?|fails?)\b"
        r"|(?:无|没有|0 ?个?)\s*失败|실패\s*(?:0개?|없음)|0\s*실패|(?:0|sin)\s+(?:fallos?|fallas?)|sem falhas|失敗(?:なし|0)",
        no_failures,
        "fail 失败 실패 fallo falla falha 失敗",
    ),
    _form(
        "tests passed",
        rf"(?:all\s+|{_OP}\s*)?(?P<n>\d+)(?P<plus>\+)?(?:/\d+)?\s+(?:{_TESTS}\s+)?(?:pass(?:ed|es|ing)?\b|green\b|succeed(?:ed)?\b|通过|통과|pasan\b|ok\b)",
        tests_passed,
        "0-9",
    ),
    _form(
        "number of tests",
        rf"(?:{_OP}\s*)?(?P<n>\d+)(?P<plus>\+)?\s*{_TESTS}(?:全部)?(?:\s*(?:pass(?:ed|ing)?|green|succeed|total|run|通过|통과|pasan))?{_END}",
        tests_passed,
        "0-9",
    ),
    _form(
        "no errors",
        words.NO_ERRORS,
        no_errors,
        "error problem issue violation complaint 错误 报错 问题 에러 오류 errores erros エラー",
    ),
    _form("no warnings", words.NO_WARNINGS, no_warnings, "warning 警告 경고 advertencias"),
    _form(
        "same",
        rf"{_WHAT}(?:{words.SAME})(?:\s+(?:to|in|from)\s+[\w./`*-]+)?",
        same,
        "diff chang modif identical 差 变 改 一致 변경 차이 동일 cambio diferencia idéntic altera mudan 変",
    ),
    _form(
        "none of it",
        r"(?:(?:there (?:is|are)|shows?|returns?|finds?|has|contains?)\s+)?(?:no|zero|0|without any)\s+(?P<what>(?:[^,.;()]|\.(?=\w)){3,90}?)(?=\s*(?:$|[,;()]|\.(?!\w)))",
        none_of,
    ),
    _form(
        "empty",
        rf"{_WHAT}(?:an?\s+)?(?:{words.NOTHING})",
        empty,
        "empty no zero 0 blank silent 无 没 空 零 未 不 없 빈 비어 sin vac ningun ningún nenhum sem vazi なし",
    ),
    _form(
        "file exists",
        r"(?:(?:the\s+)?(?:file|directory|folder|文件|目录|파일|archivo)s?\s*)?(?P<path>`[^`\s]+`|\"[^\"\s]+\"|[\w.@~-]*/[\w./@*-]+|[\w-]+\.\w{1,5})\s*(?:file\s+)?(?:is\s+|also\s+)?(?:exists?|created|is present|generated|written|存在|已创建|생성됨|존재|existe|creado)\b"
        r"|(?:creates?|generates?|writes?|produces?|生成|创建)\s+(?:the\s+|a\s+)?(?:file\s+)?(?P<path2>`[^`\s]*[./][^`\s]*`)",
        file_exists,
        "exist creat present generat writ produc 存在 创建 생성 존재 existe creado 生成",
    ),
    _form(
        "contains not",
        rf"{_WHAT}(?:does not|doesn't|do not|must not|should not|not|no longer|不(?:再)?|no)\s*(?:{words.SAYS}|contain|include|show|print|mention)\s*(?P<quoted>{_LIST})",
        contains_not,
        "` \" '",
    ),
    _form(
        "one of",
        rf"{_WHAT}(?:{words.SAYS})?\s*(?:either\s+)?(?P<either>{_OR_LIST})",
        contains,
        "` \" '",
    ),
    _form(
        "equals",
        rf"{_WHAT}(?:(?:is|are|equals?|equal to|exactly|==?|===|等于|为|恰好|是)\s*:?\s*)(?:exactly\s+)?(?P<quoted>{words.QUOTED})",
        equals,
        "` \" '",
    ),
    _form(
        "contains",
        rf"{_WHAT}(?:{words.SAYS})\s*(?:the\s+|a\s+|an\s+|both\s+)?(?:text|string|message|line|literal|output|exactly|only|字符串|文本|메시지)?\s*:?\s*(?P<quoted>{_LIST})",
        contains,
        "` \" '",
    ),
    _form(
        "quoted",
        rf"(?P<quoted>{_LIST})(?:\s*(?:in (?:the )?output|in stdout|is (?:printed|shown)|appears?(?: in (?:the )?output)?|출력|포함|출력됨))?",
        contains,
        "` \" '",
    ),
    _form(
        "number",
        rf"{_WHAT}(?:{_OP}\s*)?`?\"?(?P<n>{words.NUMBER})\"?`?(?P<plus>\s*\+|\s*or more|\s*以上|\s*이상|\s*o más|\s*개 이상)?(?!\s*(?:-|–|to|or|~|/|%|ms\b|s\b|x\b|kb\b|mb\b|\.\d|\.\.|\w*(?:seconds|minutes)))(?:\s*(?:{words.UNIT}))*(?:\s*(?:found|exist|returned|remain(?:ing)?|total|of output))?",
        number,
        "0-9",
    ),
    _form(
        "differs",
        r"(?:the\s+)?(?:files?|outputs?|they|two files)?\s*(?:differs?|differences?|are different|不同|有差异|다름|difieren)\b",
        differs,
        "differ 不同 有差异 다름 difieren",
    ),
    _form(
        "fails",
        rf"{_WHAT}(?:exits?\s+|exit code\s+|exit status\s+)?(?:with\s+)?(?:an?\s+)?(?:{words.FAIL})(?!\s*[:=]\s*\d)",
        exit_nonzero,
        "fail 失败 실패 falla fracasa falha 失敗 non !=",
    ),
    _form(
        "found",
        rf"{_WHAT}(?:an?\s+|some\s+|at least one\s+|one or more\s+|the\s+)?(?:file\s+|文件|파일\s*|matching\s+|both\s+|all\s+|archivo\s+|所有必需文件|两个文件|文件都|都)?(?:{words.FOUND})(?:\s+(?:for|in|found)\s+[^,.;()]{{1,60}})?{_END}",
        found,
        "match found hit present exist result 存在 匹配 有输出 找到 有结果 매치 매칭 일치 존재 발견 encontrad coincidencia 一致 見つかる",
    ),
    _form(
        "valid",
        r"(?:is\s+|output is\s+|returns\s+|prints\s+)?valid\s+(?:json|yaml|toml|xml|syntax)\b|语法正确|有效的?\s*(?:json|yaml)|유효한 json",
        passes,
        "valid 语法正确 有效 유효",
    ),
    _form(
        "no regressions",
        r"(?:with\s+)?(?:no|zero|without)\s+(?:new\s+|test\s+)?regressions?\b|无回归|회귀 없음|sin regresiones",
        passes,
        "regression 无回归 회귀 regresiones",
    ),
    _form(
        "passes",
        rf"(?:(?:{words.PASS_SUBJECT})[\s,:+]*)*(?:{words.PASS})(?:\s*(?:{words.PASS}|successfully|cleanly|locally|correctly|exit|code 0))*",
        passes,
        "pass succ green ok work complet compil build run return valid clean pasa exito correct sucesso"
        " 启动 通过 成功 正常 无误 完成 编译 全绿 执行 运行 합격 통과 성공 정상 완료 éxito 合格 パス 通過",
    ),
    _form(
        "exact test passed",
        r"(?:reports?|shows?)\s+(?:that\s+)?(?:the|exactly (?:the|one)) (?:exact|named|one)?\s*(?:test|tests)\s+(?:as\s+)?pass(?:es|ed|ing)?\b",
        exact_test_passed,
        "test",
    ),
    _form(
        "passes tests",
        r"(?:and\s+)?(?:pass(?:es)?\s+)?(?:all\s+)(?:(?:existing|new|unit|integration|fixture|e2e)(?:,?\s+(?:and\s+)?)){0,4}(?:tests?|specs?|test files|suites)\b(?!\s*(?:that|whose|except|but|in|for|from|count|:))",
        passes_tests,
        "test spec suites",
    ),
    _form(
        "tests pass",
        r"(?!(?:no|not|some|only|most)\b)(?:[\w/-]+\s+){0,5}?(?:tests?|specs?|suites?|checks?)\s+(?:still\s+|all\s+)?(?:pass(?:es|ed|ing)?|succeeds?|green|ok)\b",
        passes,
        "test spec suite check",
    ),
    _form("told of tests", r"[^;]{3,400}", told),
    _form(
        "word", rf"{_WHAT}(?:{words.SAYS}|output:|stdout:)?\s*:?\s*(?P<word>[A-Za-z_][\w.:/@-]*){_END}", word
    ),
)
