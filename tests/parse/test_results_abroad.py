"""Results in other languages: what a command shows, and with which code it ends."""

import pytest

from sisyphus.model.check import AssertionKind
from sisyphus.parse.expectation import parse_expectation


def read(text: str) -> list[tuple[AssertionKind, int | str | None]] | None:
    expectation = parse_expectation(text, "./pump --status")
    told = [(a.kind, a.text if a.equals is None else a.equals) for a in expectation.assertions]
    return told if expectation.understood else None


@pytest.mark.parametrize(
    "subject",
    [
        *(
            "la salida contiene",
            "→ la sortie contient",
            "die Ausgabe enthält",
            "a saída contém",
            "đầu ra chứa",
        ),
        *("keluaran memuat", "вывод команды содержит", "输出中包含", "確認輸出包含", "出力に"),
    ],
)
def test_the_output_holds_a_text(subject: str) -> None:
    behind = " を含む" if subject == "出力に" else ""

    assert read(f'{subject} "wet sand"{behind}') == [(AssertionKind.STDOUT_CONTAINS, "wet sand")]


@pytest.mark.parametrize(
    "text",
    [
        *("le code de sortie est 3", "finaliza con código 3", "o código de saída é 3", "beendet sich mit 3"),
        *("Exitcode ist 3", "endet mit Exitcode 3", "Beendigungscode ist 3", "endet mit 3"),
        *("codigo de salida es 3", "sale con codigo de salida 3", "termina con 3", "finaliza con 3"),
        *("acaba con 3", "conclui com 3", "se termine avec 3", "termine avec un code de sortie 3"),
        *("код завершения равен 3", "выход с кодом 3", "結束碼為 3", "離開碼為 3", "종료 코드 3으로 끝난다"),
    ],
)
def test_a_code(text: str) -> None:
    assert read(text) == [(AssertionKind.EXIT_CODE, 3)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "code de sortie non nul",
            "termina con código distinto de cero",
            "código de saída diferente de zero",
        ),
        *("Exit-Code ungleich 0", "код выхода не 0", "выход с ненулевым кодом", "mã thoát khác 0"),
        *("kode keluar bukan 0", "退出码非 0", "結束碼不為 0", "終了コードが 0 以外", "종료 코드가 0이 아님"),
    ],
)
def test_any_code_but_zero(text: str) -> None:
    assert read(text) == [(AssertionKind.EXIT_NONZERO, None)]


@pytest.mark.parametrize("text", ["tất cả kiểm thử đều đạt", "すべてのテストが通る", "正常終了する"])
def test_all_goes_well(text: str) -> None:
    assert read(text) == [(AssertionKind.EXIT_CODE, 0)]


@pytest.mark.parametrize(
    "text",
    [
        *("код выхода 0 или 1", "kode keluar 0 atau 1", "le code de sortie est 0 ou 1", "退出码为 0 或 2"),
        *('la salida no contiene "wet sand"', 'die Ausgabe enthält "wet sand" nicht', "код выхода не 0, а 2"),
    ],
)
def test_what_says_something_else_is_not_understood(text: str) -> None:
    assert read(text) is None
