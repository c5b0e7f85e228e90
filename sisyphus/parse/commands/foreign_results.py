# ruff: noqa: E501, RUF001
# The lines hold words in many scripts, some twice as wide, some like others; the rows are read whole.
"""Results whose subject or verb stands in another language than English: `la salida contiene "x"`, `kode keluar bukan 0`."""

import re

from sisyphus.model.regex import regex
from sisyphus.parse.pieces import holds_any

_CODE = (
    r"(?:(?:le|el|o|der|la)\s+)?(?:code (?:de (?:sortie|retour)|retour)|código(?: de (?:salida|saída|retorno))?|codigo de salida"
    r"|(?:exit-?|rückgabe|beendigungs)code|rückgabewert|код(?:ом)?(?: выхода| возврата| завершения)?|mã (?:thoát|trả về)"
    r"|kode (?:keluar|exit)|(?:退出|结束|离开|返回)(?:状态)?[码代]码?|終了コード|종료 코드)"
)
_IS = r"\s*(?:est|es|é|ist|равен|là|adalah|为|是|が|は|가|는|=|:)?\s*"
_NOT_ZERO = (
    r"(?:non nul(?:le)?|différent de (?:0|zéro)|distinto de (?:cero|0)|no (?:es )?cero|diferente de (?:zero|0)|ungleich (?:0|null)"
    r"|nicht (?:0|null)|не (?:равен )?(?:0|нул[юь])|отличный от (?:0|нуля)|khác (?:0|không)|bukan (?:0|nol)|tidak nol"
    r"|(?:非|不为|不是|不等于)\s*(?:0|零)|0\s*以外|(?:0|영)이 아님|(?:0|영)이 아니다)"
)
_OUTPUT = (
    r"(?:la salida|la sortie|die ausgabe|a saída|saída|o resultado|el resultado|le résultat|das ergebnis|kết quả|đầu ra|keluaran(?:nya)?"
    r"|outputnya|hasilnya|вывод(?: команды)?|в выводе есть|标准输出|输出(?:内容)?|출력(?: 결과)?)"
)
_HOLDS = (
    r"(?:contiene|incluye|muestra|contient|inclut|affiche|enthält|zeigt|contém|inclui|mostra|(?:có |phải )?chứa|bao gồm|memuat|mengandung"
    r"|berisi|menampilkan|содержит|включает|(?:中|里)?(?:应|应该|必须)?(?:包含|含有|出现))"
)
_ENDS = (
    r"(?:(?:termina|finaliza|sale|acaba|conclui|(?:se )?termine|endet|beendet sich|завершается|выход(?:ит)?|berakhir|kết thúc|thoát)\s+"
    r"(?:con|com|avec|mit|с|dengan|với)\s+(?:un[ea]?\s+|einem\s+)?)"
)
_OF_CODE = "code de|code retour|exitcode|exit-code|rückgabe|beendigungs|código|codigo|код|mã|kode|退出|结束|离开|返回|終了コード|종료 코드"
_OF_ENDS = "termin|finaliza|sale|acaba|conclui|endet|заверша|выход|berakhir|kết thúc|thoát"
_OF_OUTPUT = "salida|sortie|ausgabe|saída|resultado|résultat|ergebnis|kết quả|đầu ra|keluaran|outputnya|hasilnya|вывод|в выводе|输出|출력"
_TESTS = r"(?:(?:pruebas|testes|tests?|casos|tes|тест(?:а|ов|ы)?|kiểm thử|bài (?:test|kiểm tra)|테스트|测试(?:用例)?|測試|用例|テスト)\s*)"
_COUNTER = r"(?:[개건个個项項件]\s*)"
_COUNT = rf"{_TESTS}?(?P<n>\d{{1,6}})\s*{_COUNTER}?[의の]?\s*{_TESTS}?"
_WENT_WELL = (
    r"(?:(?:全部|均|都|已|모두|[이가が])?\s*(?:통과|합격|성공|通[过過]|合格|成功|パス)"
    r"|(?:pas(?:an|aron|ad[oa]s)|exitos[oa]s|superad[oa]s|apro[bv]ad[oa]s|passa(?:m|ram)|réussi(?:e?s|ssent)?|pass(?:ent|é?es|és)"
    r"|bestanden|erfolgreich|прош(?:ло|ли|ёл)|пройден[оы]?|проходят|успешн[оы]|lulus|berhasil|đạt|thành công)\b)"
)
_OF_WELL = (
    "통과|합격|성공|通过|通過|合格|成功|パス|pas|exitos|superad|aprob|aprov|réussi|bestanden|erfolgreich|прош|пройд|проход|успешн|lulus"
    "|berhasil|đạt|thành công"
)
_REWRITES = tuple(
    (regex(pattern, re.IGNORECASE), said, tuple(holds.split("|")))
    for pattern, said, holds in (
        (rf"{_ENDS}?{_CODE}{_IS}{_NOT_ZERO}", "exits nonzero", _OF_CODE),
        (
            rf"{_ENDS}?(?:ненулев(?:ой|ым) код(?:ом)?(?: выхода| возврата| завершения)?|非零(?:的)?退出码?)",
            "exits nonzero",
            "ненулев|非零",
        ),
        (
            rf"(?:{_ENDS}(?:{_CODE}\s*)?|{_CODE}{_IS})(?P<n>\d{{1,3}})(?!\d)(?:으?로 (?:끝난다|끝남|종료(?:된다|됨)?))?",
            r"exit code \g<n>",
            f"{_OF_CODE}|{_OF_ENDS}",
        ),
        (rf"{_OUTPUT}\s*{_HOLDS}\s*(?=[`\"'])", "output contains ", _OF_OUTPUT),
        (
            r"(?:tất cả|mọi)(?: các)? (?:kiểm thử|bài test|test|bài kiểm tra)\s+(?:đều )?(?:đạt|pass|qua|thành công)",
            "all tests pass",
            "tất cả|mọi",
        ),
        (
            r"(?:すべて|全て|全部)の(?:テスト|チェック)が\s*(?:通る|成功する|パスする|合格する|通過する)",
            "all tests pass",
            "すべて|全て",
        ),
        (r"正常(?:に)?終了(?:する|すること)?", "passes", "正常"),
        (r"全(?:ての)?テスト(?:が|は)?\s*(?:成功|合格|パス|通過)", "all tests pass", "全テスト|全ての"),
        (rf"{_COUNT}(?:이상|以上)(?:の{_TESTS})?\s*{_WENT_WELL}", r">= \g<n> passed", "이상|以上"),
        (rf"{_COUNT}{_WENT_WELL}", r"\g<n> passed", _OF_WELL),
        (
            rf"(?:통과|通[过過]|合格|成功)\s*[:：]?\s*(?P<n>\d{{1,6}})\s*{_COUNTER}",
            r"\g<n> passed ",
            "통과|通过|通過|合格|成功",
        ),
        (
            rf"{_COUNT}(?:errores|erros|erreurs?|fehler|ошиб(?:ок|ки|ка)|lỗi|kesalahan|에러|오류|エラー|错误|錯誤)(?![^\W\d_])",
            r"\g<n> errors",
            "errores|erros|erreur|fehler|ошиб|lỗi|kesalahan|에러|오류|エラー|错误|錯誤",
        ),
        (rf"{_COUNT}(?:실패|失[败敗])", r"\g<n> failed", "실패|失败|失敗"),
        (rf"(?:실패|失[败敗])\s*[:：]?\s*(?P<n>\d{{1,6}})\s*{_COUNTER}", r"\g<n> failed ", "실패|失败|失敗"),
    )
)
"""What stands in a text, the same in English, and pieces in lower case, one of which it holds."""


def in_english(text: str) -> str:
    """Return a text with those parts in English; what they leave is read, or not, as it stands."""
    for pattern, said, pieces in _REWRITES:
        if holds_any(text.lower(), pieces):
            text = pattern.sub(f" {said}", text)  # scripts without blanks may have a word right before it
    return text
