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


def counted(text: str) -> list[tuple[AssertionKind, str | None, float]] | None:
    expectation = parse_expectation(text, "pytest -q")
    told = [(a.kind, a.op, a.value) for a in expectation.assertions if a.value is not None]
    return told if expectation.understood else None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "4개 통과",
            "테스트 4개 통과",
            "4개의 테스트가 통과",
            "통과 4건",
            "4个通过",
            "通过 4 个",
            "4 個測試通過",
            "4件成功",
        ),
        *("4 pruebas exitosas", "4 aprobadas", "4 testes passam", "→ 4 Tests bestanden", "4 tests réussis"),
        *("4 теста пройдено", "4 tes lulus", "4 bài kiểm tra đạt"),
    ],
)
def test_so_many_tests_pass(text: str) -> None:
    assert counted(text) == [(AssertionKind.TESTS_PASSED, "==", 4)]


@pytest.mark.parametrize("text", ["4개 이상 통과", "테스트 4개 이상 통과", "4 件以上のテストが成功"])
def test_so_many_tests_pass_or_more(text: str) -> None:
    assert counted(text) == [(AssertionKind.TESTS_PASSED, ">=", 4)]


@pytest.mark.parametrize("text", ["0개 실패", "실패 0건", "失敗 0 件", "0 个测试失败"])
def test_nothing_fails(text: str) -> None:
    assert counted(text) == [(AssertionKind.FAILURES, "==", 0)]


@pytest.mark.parametrize(
    "text", ["0 errores", "0 erros", "0 erreur", "0 Fehler", "0개 오류", "0 错误", "0 ошибок", "0 lỗi"]
)
def test_no_errors_are_so_in_any_language(text: str) -> None:
    found = parse_expectation(text, "ruff check")
    assert found.understood
    assert found.assertions == parse_expectation("0 errors", "ruff check").assertions


@pytest.mark.parametrize(
    "text", ["3단계 통과", "1 passa a ser 2", "5 personas aprobadas por el comité", "全テスト"]
)
def test_what_counts_no_tests_stays_text(text: str) -> None:
    assert counted(text) is None
