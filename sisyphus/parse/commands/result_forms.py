# ruff: noqa: E501, RUF001
# The lines hold words in scripts that are twice as wide, with their own punctuation.
"""The forms in which plans say what a command should show: one table, one row a form."""

from sisyphus.parse.commands import result_words as words
from sisyphus.parse.commands.form import END, HTTP_NAMES, LIST, OP, OR_LIST, TESTS, VERSION, WHAT, Form, form
from sisyphus.parse.commands.result_absence import absent, empty, no_errors, no_warnings, none_of, same
from sisyphus.parse.commands.result_assertions import (
    at_least_tests,
    coverage,
    differs,
    exit_code,
    exit_nonzero,
    found,
    http_status,
    no_failures,
    number,
    passes,
    tests_passed,
)
from sisyphus.parse.commands.result_texts import (
    bare_json,
    contains,
    contains_not,
    edge,
    equals,
    file_exists,
    matches,
    version,
    word,
)
from sisyphus.parse.commands.told_tests import exact_test_passed, passes_tests, told

FORMS: tuple[Form, ...] = (
    form(
        "exit code",
        rf"{WHAT}(?:exit(?:s|ed|ing)?|returns?|finish(?:es)?|退出|返回|종료|sale|termina|endet|завершается|(?:se )?termine|s'arrête)?\s*(?:with\s+|con\s+|com\s+|mit\s+|с\s+|avec\s+)?(?:an?\s+|the\s+|le\s+|el\s+|o\s+)?(?:clap error\s+)?"
        r"(?:exit\s*|return\s*|error\s*)?(?:code|status|代码|状态码|码|코드|código(?: de (?:salida|saída))?|終了コード|код(?:ом)?(?: возврата| выхода| завершения)?|exit-code|rückgabe(?:wert|code)|code de (?:sortie|retour)|mã thoát|kode keluar)\s*(?:should be|must be|is|为|是|=|==|:|of)?\s*`?(?P<n>\d{1,3})\b`?(?!\s*(?:or|/|或)\s*`?\d)",
        exit_code,
        "9 code status 代码 状态码 码 코드 código コード код rückgabe mã kode",
    ),
    form(
        "exits",
        rf"(?:{words.NO_HEDGE}[a-z-]+\s+){{0,2}}?(?:should\s+|must\s+|commands?\s+)?(?:exit(?:s|ed)?|rc)\s*(?:with\s+)?(?:==?|:)?\s*`?(?P<n>\d{{1,3}})\b`?(?!\s*(?:or|/|或)\s*`?\d)",
        exit_code,
        "9 exit rc",
    ),
    form(
        "http status",
        rf"{WHAT}(?:responds?\s+with\s+|with\s+)?(?:http(?:/[\d.]+)?\s*)?(?:status\s*)?(?:code\s*)?(?:is|=|:|为)?\s*`?(?P<n>[1-5]\d\d)\b`?(?:\s*{HTTP_NAMES})?(?!\s*(?:{words.UNIT}|{TESTS}|\+|/|or\b|或))",
        http_status,
        "999",
    ),
    form(
        "coverage",
        rf"(?:(?:total|line|code|test|statement|branch|overall)\s+)?(?:coverage|覆盖率|커버리지|cobertura)?\s*(?:is\s+|of\s+|stays\s+|:\s*)?(?:{words.AT_LEAST}|{words.MORE})\s*(?P<n>\d+(?:\.\d+)?)\s*%(?:\s+(?:coverage|covered))?",
        coverage,
        "9 %",
    ),
    form(
        "failures",
        rf"{WHAT}(?:with\s+)?(?P<n>\d+|no|zero|any)\s+(?:(?:test|new|unexpected)\s+){{0,2}}(?:failures?|failed(?: tests?| lines?)?|failing(?: tests?)?|fails?)\b"
        r"|(?:无|没有|0 ?个?)\s*失败|실패\s*(?:0개?|없음)|0\s*실패|(?:0|sin)\s+(?:fallos?|fallas?)|sem falhas|失敗(?:なし|0)",
        no_failures,
        "fail 失败 실패 fallo falla falha 失敗",
    ),
    form(
        "old and new tests",
        r"(?:all\s+)?(?:(?P<old>\d+)\+?\s+)?existing(?:\s+tests?)?\s*(?:\+|and|plus|&)\s*(?P<n>\d+)\+?\s+new(?:\s+(?:unit\s+|integration\s+)?tests?)?\b",
        at_least_tests,
        "9 existing",
    ),
    form(
        "new tests",
        rf"{words.GIVES}(?:(?:incl(?:uding|\.)?|plus|with)\s+)?(?:(?:the|all|at least|≥|>=)\s*)?(?P<old>)(?P<n>\d+)\+?\s+(?:new|additional|passing)\s+(?:[a-z-]+\s+){{0,2}}?(?:tests?|specs?|test cases?)\b(?:\s*(?:pass(?:ed|ing)?|green|succeed))?",
        at_least_tests,
        "9 new additional passing",
    ),
    form(
        "tests passed",
        rf"{words.GIVES}(?:all\s+|{OP}\s*)?(?P<n>\d+)(?P<plus>\+)?(?:/\d+)?\s+(?:{TESTS}\s+)?(?:(?:must|should|will|still)\s+)*(?:pass(?:ed|es|ing)?\b|green\b|succeed(?:ed)?\b|通过|통과|pasan\b|ok\b)",
        tests_passed,
        "9 pass green succeed ok 通过 통과 pasan",
    ),
    form(
        "number of tests",
        rf"{words.GIVES}(?:all\s+)?(?:{OP}\s*)?(?P<n>\d+)(?P<plus>\+)?\s*{TESTS}(?:全部)?(?:\s*(?:pass(?:ed|ing)?|green|succeed|total|run|通过|통과|pasan))?{END}",
        tests_passed,
        "9 test spec assertion 测试 用例 테스트 케이스 prueba тест テスト",
    ),
    form(
        "no errors",
        words.NO_ERRORS,
        no_errors,
        "error crash panic exception traceback offen vulnerabilit problem issue violation complaint 错误 报错 问题 에러 오류 erros エラー ошибок fehler erreur lỗi kesalahan galat",
    ),
    form(
        "no warnings",
        words.NO_WARNINGS,
        no_warnings,
        "warning 警告 경고 advertencias avisos предупрежд warnungen avertissement",
    ),
    form(
        "same",
        rf"{WHAT}(?:{words.SAME})(?:\s+(?:to|in|from)\s+[\w./`*-]+)?",
        same,
        "diff chang modif identical 差 变 改 一致 변경 차이 동일 cambio diferencia idéntic altera mudan 変 измен различ änder unterschied unverändert écart thay perubahan",
    ),
    form(
        "none of it",
        r"(?:(?:there (?:is|are)|shows?|returns?|finds?|has|contains?)\s+)?(?:no|zero|0|without any)\s+(?P<what>(?:[^,.;()]|\.(?=\w)){3,90}?)(?=\s*(?:$|[,;()]|\.(?!\w)))",
        none_of,
        "no zero 0 without",
    ),
    form(
        "empty",
        rf"{WHAT}(?:an?\s+)?(?:{words.NOTHING})",
        empty,
        "empty no zero 0 blank silent 无 没 空 零 未 不 없 빈 비어 sin vac ningun ningún nenhum sem vazi なし нет ничего пусто keine leer nichts aucun vide rien nada nichts 任何 아무 không rỗng tidak kosong",
    ),
    form(
        "absent",
        rf"{WHAT}(?:(?:old|the)\s+)*(?:(?:file|directory|folder|dir)\s+)?(?:(?P<path>{words.PATH})\s*)?(?:(?:file|directory|folder|is|are|was|has been)\s+)*(?:{words.ABSENT}){END}",
        absent,
        "exist gone absent missing removed deleted such 不存在 删除 존재 삭제 не 存在",
    ),
    form(
        "file exists",
        rf"(?:(?:the\s+)?(?:file|directory|folder|文件|目录|파일|archivo)s?\s*)?(?P<path>{words.PATH})\s*(?:file\s+)?(?:is\s+|also\s+)?(?:exists?|created|is present|generated|written|存在|已创建|생성됨|존재|existe|creado)\b"
        r"|(?:creates?|generates?|writes?|produces?|生成|创建)\s+(?:the\s+|a\s+)?(?:file\s+)?(?P<path2>`[^`\s]*[./][^`\s]*`)",
        file_exists,
        "exist creat present generat writ produc 存在 创建 생성 존재 existe creado 生成",
    ),
    form(
        "contains not",
        rf"(?:{WHAT}(?:does not|doesn't|do not|must not|should not|not|no longer|不(?:再)?|no)\s*(?:{words.SAYS}|contain|include|show|print|mention)\s*|(?:but\s+)?not\s+)(?P<quoted>{LIST})"
        rf"|(?:no|without)\s+(?P<quoted2>{words.QUOTED})\s+(?:(?:text|lines?)\s+)?in\s+(?:the\s+)?(?:output|stdout|logs?|response)\b(?! that)",
        contains_not,
        '"" no n\'t 不 without',
    ),
    form(
        "one of",
        rf"{WHAT}(?:{words.SAYS})?\s*(?:either\s+)?(?P<either>{OR_LIST})",
        contains,
        '""""',
    ),
    form(
        "edge",
        rf"{WHAT}(?P<edge>(?:start|begin|end)s?)\s+with\s*:?\s*(?P<quoted>{words.QUOTED})(?!\s*(?:or\b|and\b|,|/|\|))",
        edge,
        '"" with',
    ),
    form(
        "matches",
        rf"{WHAT}match(?:es|ing)?\s+(?:the\s+)?(?:(?:regexp?|pattern|regular expression)\s*:?\s*(?P<quoted>{words.QUOTED})|(?:(?:regexp?|pattern)\s*:?\s*)?(?P<slashed>/(?:[^/\\\s]|\\.){{1,300}}/)(?=[\s,.;)]|$))",
        matches,
        "match",
    ),
    form(
        "equals",
        rf"{WHAT}(?:(?:is|are|equals?|equal to|exactly|==?|===|等于|为|恰好|是)\s*:?\s*)(?:exactly\s+)?(?P<quoted>{words.QUOTED})",
        equals,
        '"" is are equal exactly = 等于 为 恰好 是',
    ),
    form(
        "contains",
        rf"{WHAT}(?:{words.SAYS})\s*(?:the\s+|a\s+|an\s+|both\s+)?(?:text|string|message|line|literal|output|exactly|only|字符串|文本|메시지)?\s*:?\s*(?P<quoted>{LIST})",
        contains,
        '"" contain includ show print output display mention report return say list echo emit respond read 包含 含 显示 输出 打印 返回 出现 포함 출력 표시 반환 contien incluy muestra imprim devuelv retorn contém inclui mostra 表示 出力 содерж выводит показывает возвращает enthält zeigt liefert affiche renvoie retourn chứa hiển ra trả berisi menampilkan mengembalikan mencetak',
    ),
    form(
        "json",
        rf"{WHAT}(?:{words.SAYS}|body|json)?\s*:?\s*(?P<json>\{{(?:[^{{}}\"]|\"[^\"]*\"|\{{(?:[^{{}}\"]|\"[^\"]*\")*\}})*\}})",
        bare_json,
        "{",
    ),
    form(
        "quoted",
        rf"(?P<quoted>{LIST})(?:\s*(?:in (?:the )?output|in stdout|(?:is|are|gets?) (?:printed|shown|displayed|output|returned|listed|reported)|appears?(?: in (?:the )?output)?|출력|포함|출력됨))?",
        contains,
        '""',
    ),
    form("version", rf"{WHAT}{VERSION}{END}", version, "9 ."),
    form(
        "number",
        rf"{WHAT}(?:{OP}\s*)?`?\"?(?P<n>{words.NUMBER})\"?`?(?P<plus>\s*\+|\s*or more|\s*以上|\s*이상|\s*o más|\s*개 이상)?(?!\s*(?:-|–|to(?! std|\s+the )|or|~|/|%|ms\b|s\b|x\b|kb\b|mb\b|\.\d|\.\.|\w*(?:seconds|minutes)))(?:\s*(?:{words.UNIT}))*(?:\s*(?:found|exist|returned|remain(?:ing)?|total|of output))?",
        number,
        "9",
    ),
    form(
        "differs",
        r"(?:the\s+)?(?:files?|outputs?|they|two files)?\s*(?:differs?|differences?|are different|不同|有差异|다름|difieren)\b",
        differs,
        "differ 不同 有差异 다름 difieren",
    ),
    form(
        "fails",
        rf"{WHAT}(?:(?:tests?|build|тесты?|сборка|pruebas|testes)\s+)?(?:exits?\s+|exit code\s+|exit status\s+)?(?:(?:should|must)\s+be\s+|is\s+)?(?:with\s+)?(?:an?\s+)?(?:{words.FAIL})(?!\s*[:=]\s*\d)",
        exit_nonzero,
        "fail 失败 실패 falla fracasa falha 失敗 пада не fehl échoue thất gagal non != not n't",
    ),
    form(
        "found",
        rf"{WHAT}(?:an?\s+|some\s+|at least one\s+|one or more\s+|the\s+)?(?:file\s+|文件|파일\s*|matching\s+|both\s+|all\s+|archivo\s+|(?:the\s+)?(?:directory|folder|dir)\s+|目录\s*|디렉토리\s*|directorio\s+|所有必需文件|两个文件|文件都|都)?(?:{words.FOUND})(?:\s+(?:for|in|found)\s+(?:(?!\b{words.HEDGES})[^,.;()]){{1,60}})?{END}",
        found,
        "match found true hit present exist result 存在 匹配 有输出 找到 有结果 매치 매칭 일치 존재 발견 encontrad coincidencia 一致 見つかる найден существу gefunden vorhanden trouv présent tìm tồn ditemukan",
    ),
    form(
        "valid",
        r"(?:is\s+|output is\s+|returns\s+|prints\s+)?valid\s+(?:json|yaml|toml|xml|syntax)\b|语法正确|有效的?\s*(?:json|yaml)|유효한 json",
        passes,
        "valid 语法正确 有效 유효",
    ),
    form(
        "no regressions",
        r"(?:with\s+)?(?:no|zero|without)\s+(?:new\s+|test\s+)?regressions?\b|无回归|회귀 없음|sin regresiones",
        passes,
        "regression 无回归 회귀 regresiones",
    ),
    form(
        "passes",
        rf"(?:(?:{words.PASS_SUBJECT})[\s,:+]*)*(?:{words.PASS})(?:\s*(?:{words.PASS}|successfully|cleanly|locally|correctly|exit|code 0))*",
        passes,
        "pass fail throw abort error succ green ok work complet compil build run return valid clean pasa exito correct sucesso"
        " 启动 通过 成功 正常 无误 完成 编译 全绿 执行 运行 합격 통과 성공 정상 완료 éxito 合格 パス 通過 成功 проход пройден успешн собирается erfolg besteh bestand läuft grün réussi thành vượt berhasil lulus sukses",
    ),
    form(
        "exact test passed",
        r"(?:reports?|shows?)\s+(?:that\s+)?(?:the|exactly (?:the|one)) (?:exact|named|one)?\s*(?:test|tests)\s+(?:as\s+)?pass(?:es|ed|ing)?\b",
        exact_test_passed,
        "test",
    ),
    form(
        "passes tests",
        r"(?:and\s+)?(?:pass(?:es)?\s+)?(?:all\s+)(?:(?:existing|new|unit|integration|fixture|e2e)(?:,?\s+(?:and\s+)?)){0,4}(?:tests?|specs?|test files|suites)\b(?!\s*(?:that|whose|except|but|in|for|from|count|:))",
        passes_tests,
        "test spec suites",
    ),
    form(
        "tests pass",
        rf"(?:{words.NO_HEDGE}[\w/-]+\s+){{0,5}}?(?:tests?|specs?|suites?|checks?)\s+(?:still\s+|all\s+)?(?:pass(?:es|ed|ing)?|succeeds?|green|ok)\b",
        passes,
        "test spec suite check",
    ),
    form("told of tests", r"(?!\A)(?:[^;.]|\.(?!\s+[a-z])){3,400}", told),
    form("word", rf"{WHAT}(?:{words.SAYS}|output:|stdout:)?\s*:?\s*(?P<word>[a-z_][\w.:/@-]*){END}", word),
)
