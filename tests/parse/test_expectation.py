"""What a plan says about a command's result, and what is made of it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sisyphus.model.check import Assertion, AssertionKind, Expectation
from sisyphus.parse.commands import result_words
from sisyphus.parse.commands.asked import Asked
from sisyphus.parse.commands.form import Form
from sisyphus.parse.commands.form_choice import SAYS_OF, by_kind, forms_for
from sisyphus.parse.commands.printed import Prints, printed
from sisyphus.parse.commands.result_forms import FORMS
from sisyphus.parse.commands.said import Said, in_lower_case
from sisyphus.parse.expectation import READINGS, parse_expectation

CODE_0 = "exit_code 0"


def shown(assertion: Assertion) -> str:
    """Return an assertion in one line."""
    given = [
        assertion.op,
        assertion.value if assertion.value is None else f"{assertion.value:g}",
        assertion.equals,
        assertion.text,
        assertion.pattern,
        assertion.path,
    ]
    return " ".join([assertion.kind.value, *(str(g) for g in given if g is not None)])


def read(text: str | None, command: str) -> list[str]:
    """Return what is understood."""
    expectation = parse_expectation(text, command)
    assert expectation.understood, expectation
    assert expectation.text == text
    return [shown(a) for a in expectation.assertions]


# A row of the table of forms, and texts that it reads: words, command, assertions.
EXAMPLES: dict[str, list[tuple[str, str, list[str]]]] = {
    "exit code": [
        ("exit code 1", "grep -q x f", ["exit_code 1"]),
        ("Exits with code `2`", "app --bad", ["exit_code 2"]),
        ("exit code is zero", "app", [CODE_0]),
        ("exit code must be 0", "app", [CODE_0]),
        ("exit code 1", 'app; echo "exit=$?"', [r"stdout_matches (?m)^exit=\s*1\b"]),
        ("exits non-zero", "app; echo $?", [r"stdout_matches (?m)^\s*[1-9][0-9]*\b"]),
        ("退出码为 0", "bun test", [CODE_0]),
        ("종료 코드 0", "pnpm build", [CODE_0]),
        ("código de salida 0", "make", [CODE_0]),
    ],
    "exits": [("exits 0", "cargo test", [CODE_0]), ("exit `1`", "app check", ["exit_code 1"])],
    "http status": [
        ("HTTP 200", 'curl -s -o /dev/null -w "%{http_code}" localhost:3000', ["stdout_number == 200"]),
        (
            "HTTP 404 Not Found",
            "curl -i localhost:3000/x",
            [r"stdout_matches (?m)(?:^HTTP/\S+ 404\b|\b404\s*$)"],
        ),
    ],
    "coverage": [
        ("coverage ≥ 80%", "pytest --cov-fail-under=80", [CODE_0]),
        ("at least 75% coverage", "coverage report --fail-under 80", [CODE_0]),
    ],
    "old and new tests": [
        ("passes (all existing + 14+ new tests)", "bun test", [CODE_0, "tests_passed >= 14"]),
        ("All tests pass (13 existing + 7 new)", "cargo test", [CODE_0, "tests_passed >= 20"]),
    ],
    "new tests": [
        ("5 new tests pass", "pytest", [CODE_0, "tests_passed >= 5"]),
        ("succeeds with at least 1 passing test", "pytest", [CODE_0, "tests_passed >= 1"]),
        ("all pass (including 10+ new tests)", "bun test", [CODE_0, "tests_passed >= 10"]),
    ],
    "failures": [
        ("0 failures", "cargo test", [CODE_0, "failures == 0"]),
        ("no failing tests", "pytest", [CODE_0, "failures == 0"]),
        ("2 failed", "pytest", ["failures == 2"]),
        ("无失败", "bun test", [CODE_0, "failures == 0"]),
        ("실패 0개", "bun test", [CODE_0, "failures == 0"]),
        ("sin fallos", "bun test", [CODE_0, "failures == 0"]),
    ],
    "tests passed": [
        ("8 tests passed", "pnpm test", [CODE_0, "tests_passed == 8"]),
        ("12 passed", "pytest", [CODE_0, "tests_passed == 12"]),
        ("3 failed, 10 passed", "pytest", ["failures == 3", "tests_passed == 10"]),
        ("At least 20 tests pass", "pytest", [CODE_0, "tests_passed >= 20"]),
        ("5个测试通过", "bun test", [CODE_0, "tests_passed == 5"]),
    ],
    "number of tests": [
        ("4+ tests", "bun test", [CODE_0, "tests_passed >= 4"]),
        ("(5 tests)", "bun test", [CODE_0, "tests_passed == 5"]),
        ("全部通过（50+ 用例）", "npm test", [CODE_0, "tests_passed >= 50"]),
    ],
    "no errors": [
        ("no errors", "npx tsc --noEmit", [CODE_0]),
        ("builds without errors", "pnpm build", [CODE_0]),
        ("runs without crashing", "make", [CODE_0]),
        ("no panics", "cargo run", [CODE_0]),
        ("no offenses", "bundle exec rubocop", [CODE_0]),
        ("에러 출력 없음", "npx tsc", [CODE_0]),
        ("无错误", "bun run typecheck", [CODE_0]),
        ("에러 없음", "npx tsc", [CODE_0]),
        ("sin errores", "npx tsc", [CODE_0]),
    ],
    "no warnings": [("no warnings", "cargo clippy -- -D warnings", [CODE_0])],
    "same": [
        ("No differences", "diff a b", [CODE_0]),
        ("no changes", "git diff --name-only", ["stdout_empty"]),
    ],
    "none of it": [
        ("no uses of the old name", "grep -rn old src", ["stdout_empty"]),
        ("Zero lines with TODO in it", "grep -c TODO f", ["stdout_number == 0"]),
    ],
    "empty": [
        ("no matches", "grep -rn x src/", ["stdout_empty"]),
        ("empty", "git status --porcelain", ["stdout_empty"]),
        ("not found", "ls build", ["exit_nonzero"]),
        ("nothing found", "grep -q x f", ["exit_nonzero"]),
        ("returns nothing", "! grep -q x f", [CODE_0]),
        ("nothing to commit, working tree clean", "git status", ["stdout_contains nothing to commit"]),
        ("无匹配", "grep x f", ["stdout_empty"]),
        ("결과 없음", "grep x f", ["stdout_empty"]),
        ("sin resultados", "grep x f", ["stdout_empty"]),
        ("出力なし", "grep x f", ["stdout_empty"]),
    ],
    "absent": [
        ("does not exist", "ls build", ["exit_nonzero"]),
        ("No such file or directory", "ls build 2>&1", ["exit_nonzero"]),
        ("`a.txt` should not exist", "test -f a.txt", ["exit_nonzero"]),
        ("the old file is gone", "test ! -f a.txt", [CODE_0]),
        ("文件不存在", "test -f a.txt", ["exit_nonzero"]),
        ("존재하지 않음", "ls build", ["exit_nonzero"]),
        ("no existe", "ls build", ["exit_nonzero"]),
        ("does not exist", "find . -name a", ["stdout_empty"]),
    ],
    "contains not": [
        ('no "odd" in output', "app", [r"stdout_matches (?s)\A(?!.*odd)"]),
        ('prints "a" but not "b"', "app", ["stdout_contains a", r"stdout_matches (?s)\A(?!.*b)"]),
        ('contains "227" (not "143")', "cat f", ["stdout_contains 227", r"stdout_matches (?s)\A(?!.*143)"]),
        ("does not contain `secret`", "echo $x", [r"stdout_matches (?s)\A(?!.*secret)"]),
    ],
    "one of": [("shows `yes` or `on`", "app state", ["stdout_matches yes|on"])],
    "edge": [
        ('starts with "v1."', "app --version", [r"stdout_matches \A\s*v1\."]),
        ('output ends with ": unset"', "app", [r"stdout_matches \A[\s\S]*:\ unset\s*\Z"]),
    ],
    "matches": [
        (r"matches /v\d+/", "app", [r"stdout_matches v\d+"]),
        (r"output matches the regex `^v\d+$`", "app", [r"stdout_matches ^v\d+$"]),
    ],
    "json": [
        ('returns {"ok": true}', "curl localhost/x", [r'stdout_matches \{\s*"ok"\s*:\s*true\s*\}']),
    ],
    "equals": [
        ('prints exactly "a"', "app", ["stdout_equals a"]),
        ('output is "a"', "app", ["stdout_equals a"]),
        ('is exactly "ok"', "echo $x", ["stdout_equals ok"]),
        ('Output is "1"', "grep -c x f", ["stdout_number == 1"]),
    ],
    "contains": [
        ("prints `False`", "python3 -c 'print(1 > 2)'", ["stdout_contains False"]),
        ('contains "a" and "b"', "app list", ["stdout_contains a", "stdout_contains b"]),
        ("输出包含 `ok`", "app", ["stdout_contains ok"]),
        ("'ok' 포함", "app", ["stdout_contains ok"]),
        ('muestra "listo"', "app", ["stdout_contains listo"]),
    ],
    "quoted": [
        ('"3 files checked"', "app check", ["stdout_contains 3 files checked"]),
        ("`[1, 2]`", "jq .a f.json", [r"stdout_matches \[\s*1\s*,\s*2\s*\]"]),
    ],
    "file exists": [
        ("dist/app.js exists", "make", ["file_exists dist/app.js"]),
        ("creates `out/report.xml`", "make report", ["file_exists out/report.xml"]),
        ("`a.txt` exists", "test -f a.txt", [CODE_0]),
        ("`dist/a.txt` exists", "ls dist", ["stdout_contains a.txt"]),
        ("`out.txt` 存在", "make", ["file_exists out.txt"]),
    ],
    "number": [
        ("3", "grep -c x f", ["stdout_number == 3"]),
        (">= 5", "wc -l < f", ["stdout_number >= 5"]),
        ("→ expect ≥3", "grep -c x f", ["stdout_number >= 3"]),
        ("17", "curl -s localhost | jq .a", ["stdout_number == 17"]),
        ("Less than 20 lines", "wc -l f", ["stdout_number < 20"]),
        ("1,200 or more", "wc -l f", ["stdout_number >= 1200"]),
        ("Returns 1", "test -f x", ["exit_code 1"]),
        ("Returns 1", "grep -c x f", ["stdout_number == 1"]),
        ("输出 0", "grep -c a b", ["stdout_number == 0"]),
        ("3개 이상", "grep -c a b", ["stdout_number >= 3"]),
        ("al menos 3", "grep -c a b", ["stdout_number >= 3"]),
        ("exactly one", "grep -c x f", ["stdout_number == 1"]),
        ("no more than 3", "grep -c x f", ["stdout_number <= 3"]),
        ("no fewer than 3", "grep -c x f", ["stdout_number >= 3"]),
        ("all 100+ tests", "bun test", [CODE_0, "tests_passed >= 100"]),
        ("exactly 1 match", "grep x f", [r"stdout_matches \A[^\n]+\n?\Z"]),
        ("3 or more matches", "grep x f", [r"stdout_matches \A(?:[^\n]*\n){2}[^\n]"]),
        ("at least 1 match", "grep x f", [CODE_0]),
        ("0 matches", "grep x f", ["stdout_empty"]),
        ("two results", "grep x f", [r"stdout_matches \A[^\n]+(?:\n[^\n]+){1,1}\n?\Z"]),
    ],
    "differs": [("files differ", "diff a b", ["exit_code 1"])],
    "fails": [
        ("exits non-zero", "cargo run", ["exit_nonzero"]),
        ("fails", "pytest", ["exit_nonzero"]),
        ("FAIL", "npm test", ["exit_nonzero"]),
        ("失败", "npm test", ["exit_nonzero"]),
        ("must not compile", "cargo build", ["exit_nonzero"]),
        ("exit code should not be 0", "app", ["exit_nonzero"]),
        ("non-zero", "grep -c x f", ["stdout_number != 0"]),
    ],
    "found": [
        ("found", "grep x f", [CODE_0]),
        ("→ true", "test -f x", [CODE_0]),
        ("at least one match", "grep -c x f", ["stdout_number >= 1"]),
        ("directory exists", "test -d a", [CODE_0]),
        ("exists", 'test -f a && echo "OK"', [CODE_0]),
        ("found", "find . -name x", [r"stdout_matches \S"]),
        ("存在", "ls x", [CODE_0]),
    ],
    "no regressions": [("no regressions", "pytest", [CODE_0]), ("无回归", "pytest", [CODE_0])],
    "passes": [
        ("passes", "make test", [CODE_0]),
        ("All tests pass", "pnpm test", [CODE_0]),
        ("PASS", "bun test", [CODE_0]),
        ("clean", "git status", ["stdout_contains nothing to commit"]),
        ("succeeds", "dotnet build", [CODE_0]),
        ("should not fail", "make", [CODE_0]),
        ("imports successfully", "python3 -c 'import a'", [CODE_0]),
        ("succeeds", "ls a.txt", [CODE_0]),
        ("test result: ok. 5 passed; 0 failed", "cargo test", [CODE_0, "tests_passed == 5", "failures == 0"]),
        ("working tree clean", "git status", ["stdout_contains nothing to commit"]),
        ("所有测试通过", "bun test", [CODE_0]),
        ("모두 통과", "bun test", [CODE_0]),
        ("todas las pruebas pasan", "bun test", [CODE_0]),
        ("すべて成功", "bun test", [CODE_0]),
    ],
    "exact test passed": [
        (
            "exits 0 and reports the exact test passed",
            "cargo test a -- --exact",
            [CODE_0, "tests_passed >= 1"],
        ),
    ],
    "passes tests": [
        ("passes all new tests", "cargo test", [CODE_0]),
        ("passes all tests (including new parser tests)", "npm run test", [CODE_0]),
    ],
    "told of tests": [
        ("passes and asserts that the reader refuses a tab", "pytest tests/test_read.py", [CODE_0]),
        ("exit code 0; tests prove an empty file is refused", "cargo test reader", [CODE_0]),
        ("exit 0; a stale write is refused", "go test ./store -run '^TestStaleWrite$'", [CODE_0]),
        ("Exit code 0; other rows unchanged.", "cargo test --lib keeps_all_other_rows | tee a.log", [CODE_0]),
    ],
    "tests pass": [("the parser and runner tests pass", "bun test", [CODE_0])],
    "valid": [("valid JSON", "jq . f.json", [CODE_0])],
    "version": [
        ("prints 2.1.0", "ring --version", ["stdout_contains 2.1.0"]),
        ("v1.2.3-rc.1", "ring --version", ["stdout_contains v1.2.3-rc.1"]),
    ],
    "word": [("→ amd64", "docker inspect x --format '{{.Architecture}}'", ["stdout_contains amd64"])],
}
CASES = [(name, *case) for name, cases in EXAMPLES.items() for case in cases]


@pytest.mark.parametrize(
    ("command", "text", "assertions"),
    [
        ("app --bad; test $? -eq 1", "exits 1", ["exit_code 0"]),
        ("app --bad\n[ $? -eq 2 ]", "exit code 2", ["exit_code 0"]),
        ("app --bad; test $? -ne 0", "exits non-zero", ["exit_code 0"]),
        ('app --bad; test "$?" -ne 0', "exits 3", ["exit_code 0"]),
        ("app --bad; test $? -eq 1", "exits 2", ["exit_code 2"]),
        ("app --bad; test $? -eq 1", "exits 0", ["exit_code 0"]),
        ("app; test $? -eq 0", "exits non-zero", ["exit_nonzero"]),
    ],
)
def test_a_code_that_the_command_itself_tests_for(command: str, text: str, assertions: list[str]) -> None:
    assert read(text, command) == assertions


def test_every_form_has_an_example() -> None:
    names = [form.name for form in FORMS]
    assert sorted(names) == sorted(EXAMPLES)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("form", "text", "command", "assertions"), CASES)
def test_forms(form: str, text: str, command: str, assertions: list[str]) -> None:
    del form
    assert read(text, command) == assertions


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_each_form_is_needed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a row of the table, one of its examples at least is read otherwise or not at all."""
    from sisyphus.parse import expectation  # noqa: PLC0415 - its table is replaced below

    rest = tuple(form for form in FORMS if form.name != name)
    monkeypatch.setattr(expectation, "FORMS", by_kind(rest))
    forget_readings()  # answers of the whole table
    try:
        readings = [parse_expectation(text, command) for text, command, _ in EXAMPLES[name]]
    finally:
        forget_readings()  # answers of a part of the table
    same = [
        reading.understood and [shown(a) for a in reading.assertions] == wanted
        for reading, (_, _, wanted) in zip(readings, EXAMPLES[name], strict=True)
    ]
    assert not all(same)


def forget_readings() -> None:
    parse_expectation.cache_clear()
    READINGS.cache_clear()


VOCABULARY = sorted(
    {word for rows in EXAMPLES.values() for text, *_ in rows for word in (*text.split(), text)}
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join))
def test_a_form_is_passed_over_only_where_it_cannot_match(text: str) -> None:
    lowered = in_lower_case(text)
    chosen = forms_for(FORMS, lowered)
    for form in FORMS:
        matches = any(match[0] for match in form.pattern.finditer(lowered))
        assert form in chosen or not matches, form.name


def test_a_form_is_passed_over_for_commands_of_which_it_asserts_nothing() -> None:
    """Of what other commands print, it makes nothing of whatever it matches."""
    said = {text for rows in EXAMPLES.values() for text, *_ in rows}
    wordings = sorted(said | {f"passes; {text}" for text in said})
    commands = [Asked(command) for command in ("pytest", "grep -c x f", "test -f x && echo YES || echo NO")]
    forms = [form for form in FORMS if form.build in SAYS_OF]
    assert {form.build for form in forms} == SAYS_OF.keys()
    built = [
        (form.name, kind, match[0])
        for form in forms
        for kind in set(Prints) - SAYS_OF[form.build]
        for text in wordings
        for match in form.pattern.finditer(in_lower_case(text))
        for command in commands
        if form.build(Said(match, text), kind, command) is not None
    ]
    assert built == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_is_written_in_lower_case(form: Form) -> None:
    """It is matched on such text; what is no letter of the text itself is left out."""
    letters = re.sub(r"\\.|\(\?P<\w+>", "", form.pattern.pattern)
    assert letters == letters.lower()


@pytest.mark.parametrize("text", ["EXIT 0", "\u0130 \u03a3 \u1e9e", "\u0130\u0130 `x`"])
def test_text_in_lower_case_keeps_its_places(text: str) -> None:
    lowered = in_lower_case(text)
    assert len(lowered) == len(text)
    assert [a == b or a.lower()[0] == b or b == "\u03c2" for a, b in zip(text, lowered, strict=True)] == [
        True
    ] * len(text)


def test_what_a_form_reads_is_as_it_is_written() -> None:
    """Also behind a sign that has no single one in lower case."""
    wanted = ["stdout_contains İİ Done", "stdout_contains Ok"]
    assert read("Output CONTAINS `İİ Done` and `Ok`", "app") == wanted


ALTERNATIVES = (
    ("contains", result_words.SAYS),
    ("absent", result_words.ABSENT),
    ("passes", result_words.PASS),
    ("fails", result_words.FAIL),
    ("empty", result_words.NOTHING),
    ("no errors", result_words.NO_ERRORS),
    ("no warnings", result_words.NO_WARNINGS),
    ("found", result_words.FOUND),
    ("same", result_words.SAME),
)


@pytest.mark.parametrize(("name", "pattern"), ALTERNATIVES)
def test_whatever_word_a_form_knows_it_is_tried_for(name: str, pattern: str) -> None:
    """Each word of the table, optional letters left out, since a piece must stand in the shortest."""
    form = next(form for form in FORMS if form.name == name)
    texts = {shortest(word) for word in pattern.removeprefix("(?:").split("|")}
    known = [text for text in texts if re.compile(pattern, re.IGNORECASE).fullmatch(text)]
    assert known
    assert [text for text in known if form not in forms_for(FORMS, f'{text} 9 "x"')] == []


def shortest(pattern: str) -> str:
    """Return the shortest text of a simple pattern, as far as plain replacements tell."""
    pattern = re.sub(r"\(\?[:=!<][^()]*\)\??|\[[^\]]*\]\?|[^\\()]\?", "", pattern)
    return re.sub(r"\[(.)[^\]]*\]", r"\1", pattern).replace(r"\b", "").replace(r"\s*", "").strip("()?")


SPOKEN: dict[str, list[tuple[str, str, list[str]]]] = {
    "Russian": [
        ("все тесты проходят", "pytest", [CODE_0]),
        ("без ошибок", "make", [CODE_0]),
        ("код возврата 2", "app", ["exit_code 2"]),
        ("нет совпадений", "grep x f", ["stdout_empty"]),
        ("не менее 3", "grep -c x f", ["stdout_number >= 3"]),
        ("выводит `готово`", "app", ["stdout_contains готово"]),
        ("тесты падают", "pytest", ["exit_nonzero"]),
        ("завершается с кодом 0", "make", [CODE_0]),
    ],
    "German": [
        ("alle Tests bestehen", "pytest", [CODE_0]),
        ("läuft ohne Fehler", "make", [CODE_0]),
        ("keine Treffer", "grep x f", ["stdout_empty"]),
        ("mindestens 3", "grep -c x f", ["stdout_number >= 3"]),
        ("enthält `fertig`", "app", ["stdout_contains fertig"]),
        ("schlägt fehl", "make", ["exit_nonzero"]),
        ("läuft fehlerfrei durch", "make", [CODE_0]),
        ("endet mit Exit-Code 0", "make", [CODE_0]),
    ],
    "French": [
        ("tous les tests passent", "pytest", [CODE_0]),
        ("passe sans erreur", "make", [CODE_0]),
        ("code de sortie 0", "app", [CODE_0]),
        ("aucune correspondance", "grep x f", ["stdout_empty"]),
        ("au moins 3", "grep -c x f", ["stdout_number >= 3"]),
        ("affiche `ok`", "app", ["stdout_contains ok"]),
        ("renvoie 3", "grep -c x f", ["stdout_number == 3"]),
        ("se termine avec le code 0", "make", [CODE_0]),
    ],
    "Japanese": [
        ("を実行してエラーなし", "make", [CODE_0]),
        ("すべてのテストが成功する", "pytest", [CODE_0]),
        ("終了コード 1", "app", ["exit_code 1"]),
        ("該当なし", "grep x f", ["stdout_empty"]),
        ("を実行し、すべて成功すること", "make", [CODE_0]),
    ],
    "Portuguese": [
        ("passa (12 testes)", "npm test", [CODE_0, "tests_passed == 12"]),
        ("termina sem erros", "make", [CODE_0]),
    ],
    "Vietnamese": [
        ("không có lỗi", "make", [CODE_0]),
        ("tất cả các test thành công", "pytest", [CODE_0]),
        ("không có kết quả", "grep x f", ["stdout_empty"]),
    ],
    "Indonesian": [
        ("berhasil tanpa error", "make", [CODE_0]),
        ("semua tes lulus", "pytest", [CODE_0]),
        ("tidak ada hasil", "grep x f", ["stdout_empty"]),
    ],
    "Traditional Chinese": [
        ("所有測試通過", "pytest", [CODE_0]),
        ("無錯誤", "make", [CODE_0]),
        ("無輸出", "grep x f", ["stdout_empty"]),
        ("輸出包含「錯誤：無」", "app", ["stdout_contains 錯誤：無"]),
        ("失敗", "make", ["exit_nonzero"]),
    ],
}


@pytest.mark.parametrize(
    ("text", "command", "assertions"), [case for cases in SPOKEN.values() for case in cases]
)
def test_results_in_other_languages(text: str, command: str, assertions: list[str]) -> None:
    assert read(text, command) == assertions


@pytest.mark.parametrize("text", [None, "", "  \n"])
def test_nothing_said_is_exit_code_0(text: str | None) -> None:
    assert read(None, "make") == [CODE_0]
    expectation = parse_expectation(text, "make")
    assert expectation == Expectation(text=None, assertions=expectation.assertions, understood=True)


@pytest.mark.parametrize(
    ("text", "command", "assertions"),
    [
        ("passes (≥264 tests, 19 suites, 0 failures)", "npm test", ["tests_passed >= 264", "failures == 0"]),
        ("exits `0` and stdout contains `tool`", "app --version", ["stdout_contains tool"]),
        ("3+ tests pass, 0 failures", "bun test x", ["tests_passed >= 3", "failures == 0"]),
        ("→ PASS (5 tests)", "bun test", ["tests_passed == 5"]),
        ("→ PASS (existing and new, 0 failures)", "bun test", ["failures == 0"]),
        ("still green (read-only change)", "bun test", []),
        ("passes locally, no errors", "make ci", []),
        ("成功,无错误", "pnpm build", []),
        ("→ 모두 PASS", "npm test", []),
    ],
)
def test_compounds_hold_all_that_is_said(text: str, command: str, assertions: list[str]) -> None:
    assert read(text, command) == [CODE_0, *assertions]


WELL = [
    ("passes", "pytest"),
    ("exits 0", "app"),
    ("all tests pass", "npm test"),
    ("passes after the refactoring", "npm run build"),
    ("no matches", "grep -rn x src"),
    ("returns no lines", "rg x src"),
    ("match found", "grep x f"),
    ("0", "grep -c x f"),
    ("all integration tests pass, 0 failures", "cargo test"),
    ("所有测试通过", "bun test"),
]


@pytest.mark.parametrize(("text", "command"), WELL)
@pytest.mark.parametrize(
    "more",
    [
        " except in tests",
        " or is skipped",
        " if the server runs",
        ", otherwise fails",
        " unless offline",
        " and the report is written",
        "; the page loads in the browser",
        " (except in tests)",
        " and coverage is 90%",
        " within 5 seconds",
        " for most files",
        " in at most half of the cases",
        ' and logs "done"',
        " with 2 warnings",
        " and takes less time",
        " on the second run only",
        ", and no file is changed",
        ". The page shows a list",
        " → new file",
        " twice",
    ],
)
def test_what_goes_on_is_never_dropped(text: str, command: str, more: str) -> None:
    plain, longer = parse_expectation(text, command), parse_expectation(text + more, command)
    assert plain.understood
    assert not longer.understood or set(longer.assertions) > set(plain.assertions)


@pytest.mark.parametrize(("text", "command"), WELL[:3])
@pytest.mark.parametrize("hedge", ["not", "never", "almost", "sometimes", "only", "rarely", "half of"])
def test_what_stands_before_is_never_dropped(text: str, command: str, hedge: str) -> None:
    longer = parse_expectation(f"{hedge} {text}", command)
    assert not longer.understood or longer.assertions != parse_expectation(text, command).assertions


NOT_UNDERSTOOD = [
    ('All tests pass, no "relation does not exist" errors.', "moon run backend:test"),
    ("creates 2 databases", "pytest -n 2"),
    ("invokes the runner with four workers", "make test"),
    ("HTTP 200", "curl localhost:3000"),
    ("200", "curl localhost:3000"),
    ("exits 0 or 1", "npm audit"),
    ("no warnings", "cargo build"),
    ("no matches except in tests", "grep -r x ."),
    ("≥ baseline", "npm test"),
    ("Output within 10% of the old one", "app bench"),
    ("between 2 and 5", "grep -c x f"),
    ("2-5", "grep -c x f"),
    ("shows the new page", "app"),
    ("all return 3", "grep -c x a*.md"),
    ("prints `...`", "echo a"),
    ("contains <name>", "echo a"),
    ("12 passed", "grep x f"),
    ("155 existing tests must still pass", "julia -e 'using Pkg; Pkg.test()'"),
    ('says "bad key" and exits 2', "app --key x"),
    ("同 之前 一样", "app"),
    ("x" * 700, "app"),
    ("shows no return-ownership metadata redesign", "git diff"),
    ("shows no semantic changes", "git diff -- a.c"),
    ("shows no unexpected files", "git status --porcelain"),
    ("passes; coverage is above 80%", "pytest"),
    ("passes; output shows five cases", "pytest tests/a.py::test_five"),
    ("passes; no commit is left behind", "cargo test keeps_all_other_rows"),
    ("passes and asserts x; screenshots are written", "npm run test:e2e"),
    ("passes; other rows unchanged", "cargo build"),
    ("passes; other rows unchanged", "cargo test"),
    ("passes; tests prove the rest", "npm run build && npm test"),
    ("Check test passes; Verify test asserts stdout contains seven", "cargo test a"),
    ("fails; tests prove nothing", "cargo test a"),
    ("exit 0; tests cover the reader or record why not", "cargo test reader"),
    ("passes for ALL non-slow tests", "cargo test"),
    ("0 or 1", "grep -c x f"),
    ("succeeds with expected output", "app run"),
    ("passes after the change and writes a report", "make"),
    ("→ PASS (0 errors, 0 warnings)", "dotnet build"),
    ("all pass (3 known failures: labels)", "make e2e"),
    ('All contain "x"', "for f in *.md; do grep x $f; done"),
    ('shows "no such file" for all', "ls a b 2>&1"),
    ("neither exists: does not exist", "ls a b"),
    ("does not exist", "ls a b"),
    ("found", "! grep x f"),
    ("unchanged", "grep x f"),
    ("exists", 'test -f a && echo "OK" || echo "MISSING"'),
    ("PASS", 'test -f a && echo "OK" || echo "MISSING"'),
    ("coverage ≥ 90%", "pytest --cov-fail-under=80"),
    ("coverage ≥ 90%", "pytest --cov"),
    ('returns {"id": ...}', "curl localhost/x"),
    ("exits 0; the log, captured in `out/a.log`, contains `x`", "app"),
    ("2–5", "grep -c x f"),
    ('stdout exactly "a"', "cargo test -- --nocapture"),
    ("shows only `src/a.ts`", "git diff --stat"),
    ("returns job_id", "curl -s localhost/a | jq .job_id"),
    ("通过（约 3 个错误）", "npm test"),
    ("matches regex `(`", "app"),
    ("(expect non-zero, offender named)", "app"),
]


@pytest.mark.parametrize(("text", "command"), NOT_UNDERSTOOD)
def test_what_is_not_read_to_its_end_stays_text(text: str, command: str) -> None:
    expectation = parse_expectation(text, command)
    assert not expectation.understood
    assert expectation.text == text
    kinds = {a.kind for a in expectation.assertions}
    assert kinds <= {
        AssertionKind.EXIT_CODE,
        AssertionKind.EXIT_NONZERO,
        AssertionKind.STDOUT_EMPTY,
        AssertionKind.STDOUT_CONTAINS,
    }


@pytest.mark.parametrize(
    ("text", "command", "assertions"),
    [
        ("All tests pass, no `odd` lines", "make test", [CODE_0]),
        ("the answer is as before", "make test", [CODE_0]),
        ("refuses a bad key", "app --key x", []),
        ("nothing outside the tests", "grep -r x .", []),
        ("exit code 2 with a message", "app --key x", ["exit_code 2"]),
        ("fails as there is no key", "app --key x", ["exit_nonzero"]),
        ("exits 0 or writes down why not", "app", []),
        ("Expected: error about a bad key", "cargo run -- check a", []),
    ],
)
def test_what_is_read_in_part_contradicts_nothing(text: str, command: str, assertions: list[str]) -> None:
    expectation = parse_expectation(text, command)
    assert not expectation.understood
    assert [shown(a) for a in expectation.assertions] == assertions


def test_contradictions_are_not_understood() -> None:
    assert not parse_expectation("exits 0, exits 1", "app").understood
    assert not parse_expectation("passes, fails", "pytest").understood


@pytest.mark.parametrize(
    ("text", "assertions"),
    [
        ("{timeout: 10s, exit: 1, stdout: /re[}]/}", ["exit_code 1", "stdout_matches re[}]"]),
        ("{exit: nonzero}", ["exit_nonzero"]),
        ('{stdout: "a, \\"b\\""}', ['stdout_contains a, "b"']),
        ("{stdout: empty}", ["stdout_empty"]),
        ("{stdout: >= 3}", ["stdout_number >= 3"]),
        ("{tests: >= 12, failures: 0}", ["tests_passed >= 12", "failures == 0"]),
        ("{file: out/a.txt}", ["file_exists out/a.txt"]),
        ("{timeout: 10s}", [CODE_0]),
    ],
)
def test_exact_form(text: str, assertions: list[str]) -> None:
    assert read(text, "app") == assertions
    if assertions != [CODE_0]:
        assert read(f"# whatever else it says {text}", "app") == assertions


def test_a_time_limit_says_nothing_of_a_result() -> None:
    assert read("fails {timeout: 10s}", "app") == ["exit_nonzero"]
    assert not parse_expectation("whatever {timeout: 10s}", "app").understood


@pytest.mark.parametrize(
    "text",
    [
        "{exit: often}",
        "{exit: 1",
        "{exit: 1; stdout: empty}",
        "{stdout: /(/}",
        "{stdout: /}",
        "{stdout: word}",
        f"{{stdout: /{'a' * 600}/}}",
        "{tests: many}",
        "{timeout: soon, exit: 0}",
    ],
)
def test_a_spoiled_exact_form_is_not_understood(text: str) -> None:
    assert not parse_expectation(text, "app").understood


@pytest.mark.parametrize(
    ("command", "prints"),
    [
        ("grep -c x f", Prints.COUNT),
        ("grep -rn x f | wc -l", Prints.COUNT),
        ("git rev-list --count HEAD", Prints.COUNT),
        ("git grep x", Prints.MATCHES),
        ("grep x f | head -5", Prints.MATCHES),
        ("grep x f | head -1", Prints.VALUE),
        ("rg -q x", Prints.QUIET),
        ("[ -f x ]", Prints.QUIET),
        ("cd a && test -d b", Prints.QUIET),
        ("ls -la x", Prints.FILES),
        ("cat f || true", Prints.FILES),
        ("find . -name x", Prints.LINES),
        ("git diff --stat", Prints.LINES),
        ("git diff --exit-code", Prints.DIFFERENCE),
        ("git status", Prints.STATE),
        ("git status -s", Prints.LINES),
        ("make && echo done", Prints.VALUE),
        ("python3 -c 'print(1)'", Prints.VALUE),
        ("python3 build.py", Prints.RUN),
        ("app --format json", Prints.VALUE),
        ("curl -sI localhost", Prints.HTTP_HEAD),
        ("curl localhost", Prints.HTTP_BODY),
        ("curl -w '%{http_code}' localhost", Prints.HTTP_HEAD),
        ("FOO=1 timeout 5 pytest | tee log", Prints.RUN),
        ("! grep -q x f", Prints.QUIET),
        ("", Prints.RUN),
    ],
)
def test_what_a_command_prints(command: str, prints: Prints) -> None:
    assert printed(command) is prints


ANY = st.text(max_size=120) | st.lists(
    st.sampled_from(
        [
            "no",
            "all",
            "0",
            "1",
            "3+",
            "exits",
            "code",
            "tests",
            "pass",
            "passed",
            "failures",
            "(",
            ")",
            "`a`",
            '"b"',
            "and",
            ",",
            ";",
            "or",
            ">=",
            "≥",
            "通过",
            "输出",
            "통과",
            "{exit:",
            "HTTP",
            "200",
            "→",
            "returns",
            "prints",
            "empty",
            "found",
            "matches",
            "a/b.txt",
            "exists",
            "#",
            "'",
            "\n",
        ]
    ),
    max_size=14,
).map(" ".join)


@given(ANY, ANY | st.sampled_from(["grep -c x f", "pytest", "test -f x", "curl -i x", "git status", "jq ."]))
def test_any_text_gives_an_answer(text: str, command: str) -> None:
    expectation = parse_expectation(text, command)
    assert expectation.understood or expectation.text == text
    assert expectation.assertions or not expectation.understood
    for assertion in expectation.assertions:
        assert assertion.op is None or assertion.value is not None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        (form.replace("N", "9" * digits), command)
        for digits in (16, 330)
        for form, command in (
            ("returns N", "wc -l a.txt"),
            ("N matches", "rg word"),
            ("N passed", "pytest"),
            ("N failures", "pytest"),
            ("N new tests pass", "pytest"),
            ("{ stdout: >= N }", "wc -l a.txt"),
            ("{ tests: N }", "pytest"),
        )
    ],
)
def test_figure_of_more_digits_than_a_number_holds_is_not_understood(text: str, command: str) -> None:
    found = parse_expectation(text, command)
    assert not found.understood
    assert all(item.value is None for item in found.assertions)
