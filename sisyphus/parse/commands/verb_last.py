# ruff: noqa: E501
# The lines hold words in scripts that are twice as wide.
"""Results that put the word for what they say last: `が 1 を出力する`, `가 1을 출력한다`, `gibt 1 aus`."""

import re

from sisyphus.model.regex import regex
from sisyphus.parse.commands import result_words as words
from sisyphus.parse.pieces import holds_any

_PARTICLE = r"(?:(?:の)?(?:実行)?(?:出力|結果|標準出力|戻り値)?(?:に|が|は|で|を|も)\s*|(?:의\s*)?(?:출력|결과)?(?:이|가|은|는|을|를|에)\s+)?"
_WHAT = rf"(?P<what>{words.QUOTED}|\d[\d,]*(?:\.\d+)?)"
_END = r"(?:こと|ように|はず)?(?:を確認(?:する)?)?\s*$"
_FORMS = tuple(
    (regex(rf"{_PARTICLE}{pattern}"), said)
    for pattern, said in (
        (
            rf"{_WHAT}\s*(?:件|行|個|回)?\s*(?P<least>以上)?\s*(?:を|と|が)?\s*(?:出力|表示|返却|印字|返)(?:[さすしれるてい]|ます)*{_END}",
            "prints {least}{what}",
        ),
        (
            rf"{_WHAT}\s*(?:件|行|個|回)?\s*(?P<least>以上)?\s*(?:である|になる|となる|です|だ)?{_END}",
            "prints {least}{what}",
        ),
        (
            rf"{_WHAT}\s*(?:という文字列)?\s*(?:を|が)\s*(?:含|表示)(?:[まむみれてる]|います)*{_END}",
            "contains {what}",
        ),
        (rf"(?:何も|なにも)\s*(?:出力|表示|返)(?:[さすしれ]|せ)*(?:ない|ません){_END}", "no output"),
        (rf"(?:(?:出力|表示)されない|一致しない|見つからない|ヒットしない){_END}", "no output"),
        (
            rf"(?P<what>\d+)\s*件?\s*(?:の?テスト)?(?:が|は|も)?\s*(?:すべて|全て)?\s*(?:成功|合格|パス|通過)(?:[するした])*{_END}",
            "{what} passed",
        ),
        (
            rf"(?:エラーなく|正常に|問題なく)?\s*(?:すべて|全て|全部)?\s*(?:通る|通過する|パスする|動作する|動く|終了する){_END}",
            "passes",
        ),
        (r"(?P<what>\d+ (?:tests? )?passed\b.*)$", "{what}"),
        (
            rf"{_WHAT}\s*(?:개|줄|건)?\s*(?P<least>이상)?(?:을|를|이|가)?\s*(?:출력|표시|반환)(?:한다|하는지|해야 한다|된다|되어야 한다|함|됨)?(?:\s*확인)?\s*$",
            "prints {least}{what}",
        ),
        (
            rf"{_WHAT}\s*(?:개|줄|건)?\s*(?P<least>이상)?(?:이다|이어야 한다|여야 한다|임)\s*$",
            "prints {least}{what}",
        ),
        (
            rf"{_WHAT}(?:을|를|이|가)?\s*포함(?:한다|하는지|해야 한다|됨|되어야 한다|함)?(?:\s*확인)?\s*$",
            "contains {what}",
        ),
        (
            rf"(?:gibt|zeigt|liefert)\s+(?P<least>mindestens\s+)?{_WHAT}(?:\s+zeilen?)?\s+(?:aus|an|zurück)\.?\s*$",
            "prints {least}{what}",
        ),
        (r"で(?:は|も)?\s*(?P<what>\S.*)$", "{what}"),
    )
)
"""What stands in a whole text, and the same in the order of English."""


_TOLD = regex(r":\s?\d")
"""What both of these hold."""
_SUMMARY = regex(r"\b(passed|failed|failures|passing|failing)!?:\s?(\d+)\b", re.IGNORECASE)
_HEADED = regex(r"^(\W*)(?:tests?|test summary|test suites?):\s?(?=\d)", re.IGNORECASE)
"""`Passed: 4, Failed: 0` and `Tests: 4 passed`, as runners sum up."""


def verb_first(text: str) -> str:
    """Return a text whose verb stands last with it in front, and figures before what they count."""
    if ":" in text and _TOLD.search(text):
        text = _SUMMARY.sub(r"\2 \1", _HEADED.sub(r"\1", text))
    if text.isascii() and not text.endswith((" aus", " an")):
        return _translated(text) if _begins_abroad(text) else text
    for pattern, said in _FORMS:
        if match := pattern.match(text):
            parts = match.groupdict()
            least = ">= " if parts.get("least") else ""
            return said.format(what=parts.get("what"), least=least)
    return _translated(text) if _begins_abroad(text) or _ABROAD.search(text) else text


def _begins_abroad(text: str) -> bool:
    """Whether another language begins with such words of ASCII, or counts tests in them."""
    first = text.lstrip("\u2192 ").partition(" ")[0].lower()
    return first in _FIRST_WORDS or (first[:1].isdigit() and holds_any(text.lower(), _COUNTED))


_FIRST_WORDS = frozenset(
    [
        *("la", "le", "el", "o", "die", "das", "der", "code", "codigo", "kode", "exit-code", "exitcode"),
        *("beendigungscode", "keluaran", "keluarannya", "hasilnya", "outputnya", "berakhir", "beendet"),
        *("endet", "termina", "termine", "se", "finaliza", "sale", "acaba", "conclui"),
    ]
)
"""Words that a text of another language in ASCII may begin with."""


_COUNTED = (
    *(
        "pasa",
        "passa",
        "exitos",
        "superad",
        "aprob",
        "aprov",
        "bestanden",
        "erfolgreich",
        "lulus",
        "berhasil",
    ),
    *("errores", "erros", "erreur", "fehler", "kesalahan"),
)
"""What such a text says of tests or errors that it counts."""
_ABROAD = regex(r"[^\W\d_\x00-\x7f]")
"""A letter that English does without; most signs beyond ASCII are arrows and the like."""


def _translated(text: str) -> str:
    from sisyphus.parse.commands.foreign_results import in_english  # noqa: PLC0415 - start-up: few

    return in_english(text)
