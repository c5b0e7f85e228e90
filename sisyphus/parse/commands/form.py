# ruff: noqa: E501, RUF001
# The lines hold words in scripts that are twice as wide, with their own punctuation.
"""What a form of a stated result is made of: its shape, and the parts that several share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sisyphus.model.regex import regex
from sisyphus.parse.commands import result_words as words
from sisyphus.parse.commands.asked import Asked
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.said import Said

if TYPE_CHECKING:
    import re

    from sisyphus.model.check import Assertion

Build = Callable[[Said, Prints, Asked], "tuple[Assertion, ...] | None"]
"""From what a form matched, what the command prints, and the command; `None` where that cannot be asserted."""


class Form(NamedTuple):
    """One way to state a result."""

    name: str
    pattern: "re.Pattern[str]"
    """In lower case, as the text is on which it is matched, from where that has been read."""
    build: Build
    digits: int = 0
    """How many digits in a row what it matches holds at least."""
    quotes: int = 0
    """How many quotation marks."""
    holds: tuple[str, ...] = ()
    """Pieces, one of which stands in lower case in whatever it matches; none where it may do without."""
    plain: tuple[str, ...] = ()
    """Those of them that a text in ASCII can hold."""


def form(name: str, pattern: str, build: Build, holds: str = "") -> Form:
    """Make a form from a pattern in lower case; `holds` names the pieces that it cannot match without.

    Before them stand as many nines as digits in a row are needed, and as many `"` as quotation marks.
    """
    compiled = regex(f"(?:{pattern}){_NOT_INSIDE}")
    pieces = holds.split()
    digits = len(pieces.pop(0)) if pieces and not pieces[0].strip("9") else 0
    quotes = len(pieces.pop(0)) if pieces and not pieces[0].strip('"') else 0
    return Form(
        name,
        compiled,
        build,
        digits,
        quotes,
        tuple(pieces),
        tuple(piece for piece in pieces if piece.isascii()),
    )


_NOT_INSIDE = r"(?:(?<![a-z0-9])|(?![a-z0-9]))"
"""The end of a form: not between two letters of one word."""


OP = rf"(?P<op>{words.AT_LEAST}|{words.AT_MOST}|{words.UNEQUAL}|{words.MORE}|{words.LESS}|{words.EXACT})"
END = r"(?=\s*(?:$|[,.;()\-→]|and\b|with\b|且|并))"
WHAT = (
    r"(?:(?:the|its|command|commands|output|outputs|stdout|result|results|count|line count|total|number|value|response|it|greps?|wc|all|both|each|every|two|three|four|of them|of these|counts"
    r"|输出|结果|数量|行数|均|都|计数|출력|결과|개수|salida|resultado|saída|conteo|test count|exactly|should|must|shall|will|to|be|is|are|return|returns"
    r"|log|两个|所有|命令|文件|grep|show|shows|print|prints|give|gives|produces|reports|yields|find|finds|returned|equal|equals|has|have|expect|expected|returning|输出为|返回|显示|应|应该|为|是|가|이|은|는|вывод|результат|должен|должна|должно|ausgabe|ergebnis|sollte|muss|sortie|résultat|doit|出力|結果|renvoie|retourne|affiche|liefert|ergibt|zeigt|возвращает|выводит|devuelve|retorna|muestra|imprime|in ra|trả về|hiển thị|mencetak|menampilkan|mengembalikan)\s*:?\s*)*"
)
VERSION = rf"(?:{words.SAYS})?\s*(?:version\s+)?(?P<version>v?\d+(?:\.\d+){{2,3}}(?:-[\w.]+)?)(?![\w.+-])"
HTTP_NAMES = r"(?:ok|created|accepted|no content|bad request|unauthorized|forbidden|not found|conflict|unprocessable(?: entity)?|success)"
LIST = rf"{words.QUOTED}(?:\s*(?:,\s*(?:and\s+)?|and\s+|、|和|및|y\s+)\s*{words.QUOTED})*"
OR_LIST = rf"{words.QUOTED}(?:\s*(?:,\s*)?(?:or|或|또는|o|\|)\s*{words.QUOTED})+"
TESTS = rf"(?:{words.NO_HEDGE}[a-z\-]+\s+){{0,3}}?(?:tests?|specs?|test cases?|assertions?|测试|个测试|个?(?:测试)?用例|개 테스트|개 케이스|pruebas|testes|тест(?:а|ов|ы)?|件のテスト|テスト)"
