"""Judging: real runs where the shell's behaviour decides, made-up ones where only the figures do."""

from dataclasses import replace
from pathlib import Path

import pytest

from sisyphus.adapters.numbers import read_number
from sisyphus.adapters.runner import run_check
from sisyphus.adapters.runners.summaries import read_tests
from sisyphus.adapters.running.assertions import ASSERTIONS
from sisyphus.adapters.running.ending import unrun
from sisyphus.adapters.running.judge import blame_sandbox, judge
from sisyphus.model.check import Assertion, AssertionKind, Check, Expectation, Origin
from sisyphus.model.evidence import Outcome, Run

EXIT_0 = Assertion(kind=AssertionKind.EXIT_CODE, equals=0)
NONZERO = Assertion(kind=AssertionKind.EXIT_NONZERO)
EMPTY = Assertion(kind=AssertionKind.STDOUT_EMPTY)
ZERO = Assertion(kind=AssertionKind.STDOUT_NUMBER, op="==", value=0)


def contains(text: str) -> Assertion:
    return Assertion(kind=AssertionKind.STDOUT_CONTAINS, text=text)


def figure(kind: AssertionKind, op: str, value: float) -> Assertion:
    return Assertion(kind=kind, op=op, value=value)


def make_check(command: str, *assertions: Assertion, understood: bool = True) -> Check:
    return Check(
        id="c-0123456789",
        task=None,
        label=None,
        origin=Origin.ACCEPTANCE,
        path="plan.md",
        line=1,
        command=command,
        expect=Expectation(text="as it should", assertions=assertions, understood=understood),
        runnable=True,
    )


def run_of(stdout: str = "", exit_code: int | None = 0, stderr: str = "", cut: int = 0) -> Run:
    return Run(
        outcome=Outcome.UNCHECKED,
        exit=exit_code,
        signal=None,
        duration_s=0.1,
        stdout=stdout.encode(),
        stderr=stderr.encode(),
        stdout_sha256="",
        stderr_sha256="",
        stdout_bytes=len(stdout.encode()) + cut,
        stderr_bytes=len(stderr.encode()),
        left_processes=0,
    )


REAL: list[tuple[str, tuple[Assertion, ...], Outcome, str | None]] = [
    ("true", (EXIT_0,), Outcome.PASSED, None),
    ("false", (EXIT_0,), Outcome.FAILED, "expected exit 0, got 1"),
    ("exit 3", (Assertion(kind=AssertionKind.EXIT_CODE, equals=3),), Outcome.PASSED, None),
    ("false | cat", (EXIT_0,), Outcome.FAILED, "expected exit 0, got 1"),
    ("yes | head -1", (EXIT_0,), Outcome.PASSED, None),
    ("false", (NONZERO,), Outcome.PASSED, None),
    ("true", (NONZERO,), Outcome.FAILED, "expected a non-zero exit, got 0"),
    ("nosuchprogram", (NONZERO,), Outcome.ERROR, "nosuchprogram: command not found"),
    ("kill -SEGV $$", (NONZERO,), Outcome.KILLED, "SIGSEGV ended the command"),
    ("if then", (NONZERO,), Outcome.ERROR, None),
    ("if then", (Assertion(kind=AssertionKind.EXIT_CODE, equals=2),), Outcome.ERROR, None),
    ("nosuchprogram", (Assertion(kind=AssertionKind.EXIT_CODE, equals=127),), Outcome.PASSED, None),
    ("grep x text", (EMPTY,), Outcome.PASSED, None),
    ("grep a text", (EMPTY,), Outcome.FAILED, 'expected no output, got "a line"'),
    ("grep x absent", (EMPTY,), Outcome.FAILED, "expected exit 0 or 1, got 2"),
    ("grep x absent", (NONZERO,), Outcome.FAILED, "expected exit 1, got 2"),
    ("grep x text", (NONZERO,), Outcome.PASSED, None),
    ("grep -c x text", (ZERO,), Outcome.PASSED, None),
    ("grep -c a text", (ZERO,), Outcome.FAILED, "expected 0, got 1"),
    ("grep x text | wc -l", (ZERO,), Outcome.PASSED, None),
    ("grep x absent | wc -l", (ZERO,), Outcome.FAILED, "expected exit 0 or 1, got 2"),
    ("grep -c a text text", (figure(AssertionKind.STDOUT_NUMBER, ">=", 2),), Outcome.PASSED, None),
    ("wc -l text", (figure(AssertionKind.STDOUT_NUMBER, "==", 2),), Outcome.PASSED, None),
    ("! grep -q x text", (EXIT_0,), Outcome.PASSED, None),
    ("! grep -q x absent", (EXIT_0,), Outcome.UNCHECKED, "grep: absent: No such file or directory"),
    ("grep -q x absent || echo clean", (contains("clean"),), Outcome.UNCHECKED, None),
    ("! nosuchprogram", (EXIT_0,), Outcome.UNCHECKED, "nosuchprogram: command not found"),
    ("nosuchprogram || true", (EXIT_0,), Outcome.UNCHECKED, "nosuchprogram: command not found"),
    ("nosuchprogram || grep a text", (EXIT_0,), Outcome.PASSED, None),
    ("ls", (EMPTY,), Outcome.FAILED, None),
    ("sh -c 'exit 1'", (EMPTY,), Outcome.FAILED, "expected exit 0, got 1"),
    ("diff text other", (contains("< a line"),), Outcome.PASSED, None),
    ("sh -c 'echo fine; exit 1'", (contains("fine"),), Outcome.FAILED, "expected exit 0, got 1"),
    ("echo fine >&2", (contains("fine"),), Outcome.PASSED, None),
    ("echo fine", (contains("bad"),), Outcome.FAILED, 'the output does not contain "bad"'),
    ("printf '\\033[31mred\\033[0m fine'", (contains("red fine"),), Outcome.PASSED, None),
    (
        "printf 'a\\nb\\n'; echo w >&2",
        (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=r"\A[^\n]+(?:\n[^\n]+){1,1}\n?\Z"),),
        Outcome.PASSED,
        None,
    ),
    ("echo 1.2", (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=r"^\d\.\d$"),), Outcome.PASSED, None),
    (
        "echo 1.2",
        (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern="x"),),
        Outcome.FAILED,
        'the output does not match "x"',
    ),
    (
        "echo 1.2",
        (Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern="("),),
        Outcome.UNCHECKED,
        "not a regular expression: (",
    ),
    ("echo hi", (Assertion(kind=AssertionKind.STDOUT_EQUALS, text="hi"),), Outcome.PASSED, None),
    (
        "echo hi",
        (Assertion(kind=AssertionKind.STDOUT_EQUALS, text="ho"),),
        Outcome.FAILED,
        'expected "ho", got "hi"',
    ),
    ("true", (Assertion(kind=AssertionKind.FILE_EXISTS, path="text"),), Outcome.PASSED, None),
    ("true", (Assertion(kind=AssertionKind.FILE_EXISTS, path="absent"),), Outcome.FAILED, "no file absent"),
    ("true", (Assertion(kind=AssertionKind.FILE_EXISTS, path="a\0b"),), Outcome.FAILED, None),
    (
        "test -t 0 || { echo 'the input device is not a TTY' >&2; exit 1; }",
        (Assertion(kind=AssertionKind.EXIT_CODE, equals=0),),
        Outcome.FAILED,
        "expected exit 0, got 1; it asks for a terminal, and checks have none",
    ),
]


@pytest.mark.parametrize(("command", "assertions", "outcome", "reason"), REAL, ids=[row[0] for row in REAL])
def test_a_real_run(
    tmp_path: Path, command: str, assertions: tuple[Assertion, ...], outcome: Outcome, reason: str | None
) -> None:
    (tmp_path / "text").write_text("a line\nb line\n")
    (tmp_path / "other").write_text("b line\n")
    check = make_check(command, *assertions)
    run = judge(check, run_check(check, tmp_path, timeout_s=20), tmp_path)
    assert run.outcome is outcome, run.reason
    if reason is not None:
        assert run.reason == reason
    assert (run.reason is None) == (outcome is Outcome.PASSED)


def test_a_failure_to_write_in_the_sandbox_says_so() -> None:
    failed = replace(
        run_of(stderr="open hello: read-only file system\n", exit_code=1), outcome=Outcome.FAILED
    )
    assert "try it with --sandbox off" in str(blame_sandbox(replace(failed, reason="got 1")).reason)
    assert blame_sandbox(replace(failed, stderr=b"no")).reason is None
    passed = replace(failed, outcome=Outcome.PASSED)
    assert blame_sandbox(passed) == passed


def test_every_kind_has_its_comparison() -> None:
    assert set(ASSERTIONS) == set(AssertionKind)


def test_what_is_not_understood_never_passes(tmp_path: Path) -> None:
    check = make_check("true", understood=False)
    run = judge(check, run_of(), tmp_path)
    assert (run.outcome, run.reason) == (
        Outcome.UNCHECKED,
        'the expectation is not understood: "as it should"',
    )
    strict = make_check("true", EXIT_0, understood=False)
    assert judge(strict, run_of(exit_code=1), tmp_path).outcome is Outcome.FAILED


def test_words_that_may_want_another_exit_code_leave_it_open(tmp_path: Path) -> None:
    run = judge(make_check("true", understood=False), run_of(exit_code=1), tmp_path)
    assert (run.outcome, run.reason) == (
        Outcome.UNCHECKED,
        'the expectation is not understood: "as it should"; exit 1',
    )


@pytest.mark.parametrize("outcome", [item for item in Outcome if item is not Outcome.UNCHECKED])
def test_a_run_that_ended_otherwise_stays_what_it_is(tmp_path: Path, outcome: Outcome) -> None:
    run = unrun(outcome, "because")
    assert judge(make_check("true", NONZERO), run, tmp_path) is run


def test_text_that_may_stand_in_the_part_that_was_cut(tmp_path: Path) -> None:
    run = judge(make_check("cat", contains("word")), run_of("other", cut=10), tmp_path)
    assert (run.outcome, run.reason) == (
        Outcome.UNCHECKED,
        'the output does not contain "word", as far as it was kept',
    )
    assert judge(make_check("cat", EMPTY), run_of("x", cut=10), tmp_path).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("assertion", "stdout", "exit_code", "outcome"),
    [
        (figure(AssertionKind.TESTS_PASSED, ">=", 10), "== 12 passed in 1.0s ==", 0, Outcome.PASSED),
        (
            figure(AssertionKind.TESTS_PASSED, ">=", 10),
            "== 12 passed, 1 failed in 1.0s ==",
            1,
            Outcome.FAILED,
        ),
        (figure(AssertionKind.TESTS_PASSED, ">=", 13), "== 12 passed in 1.0s ==", 0, Outcome.FAILED),
        (figure(AssertionKind.TESTS_PASSED, ">=", 1), "all fine", 0, Outcome.UNCHECKED),
        (figure(AssertionKind.FAILURES, "==", 0), "== 12 passed in 1.0s ==", 0, Outcome.PASSED),
        (figure(AssertionKind.FAILURES, "==", 0), "== 12 passed in 1.0s ==", 1, Outcome.FAILED),
        (figure(AssertionKind.FAILURES, "<=", 2), "== 2 failed, 12 passed in 1.0s ==", 1, Outcome.PASSED),
        (figure(AssertionKind.FAILURES, "<=", 2), "== 3 failed, 12 passed in 1.0s ==", 1, Outcome.FAILED),
        (Assertion(kind=AssertionKind.STDOUT_NUMBER), "5", 0, Outcome.UNCHECKED),
        (figure(AssertionKind.STDOUT_NUMBER, "<", 5), "many", 0, Outcome.FAILED),
    ],
)
def test_figures(tmp_path: Path, assertion: Assertion, stdout: str, exit_code: int, outcome: Outcome) -> None:
    run = judge(make_check("make test", assertion), run_of(stdout, exit_code), tmp_path)
    assert run.outcome is outcome, run.reason


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5\n", 5),
        (" -3.5 ", -3.5),
        ("1,234", 1234),
        ("96.61%", 96.61),
        ('"7"', 7),
        ("  12 src/a.py\n", 12),
        ("  2 a\n  3 b\n  5 total\n", 5),
        ("a.py:0\nb.py:4\n", 4),
        ("Total: 9", 9),
        ("2 a\n3 b\n", None),
        ("1\n2\n", None),
        ("", None),
        ("none", None),
        ("x" * 100_000 + ":1", None),
    ],
)
def test_the_number_that_was_printed(text: str, number: float | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "passed", "failed"),
    [
        ("====== 3 failed, 806 passed, 2 skipped, 1 error in 75.64s (0:01:15) ======", 806, 4),
        ("806 passed, 1 warning in 1.20s", 806, 0),
        ("no tests ran in 0.01s", 0, 0),
        ("===== no tests collected in 0.01s =====", 0, 0),
        ("Ran 12 tests in 0.003s\n\nOK (skipped=2)", 10, 0),
        ("Ran 12 tests in 0.003s\n\nFAILED (failures=1, errors=2)", 9, 3),
        ("Tests:       1 failed, 2 skipped, 10 passed, 13 total", 10, 1),
        (" Test Files  1 failed | 3 passed (4)\n      Tests  2 failed | 10 passed (12)", 10, 2),
        ("      Tests  10 passed (10)", 10, 0),
        (
            "test result: ok. 12 passed; 0 failed; 1 ignored\ntest result: FAILED. 1 passed; 2 failed; 0",
            13,
            2,
        ),
        ("--- PASS: TestA (0.00s)\n--- FAIL: TestB (0.00s)\nFAIL\texample.org/x\t0.01s\n", 1, 1),
        ("ok  \texample.org/x\t0.01s", None, 0),
    ],
)
def test_summaries_of_test_runners(text: str, passed: int | None, failed: int) -> None:
    counts = read_tests(f"begin\n{text}\nend\n")
    assert counts is not None
    assert (counts.passed, counts.failed) == (passed, failed)


@pytest.mark.parametrize("text", ["", "5 passed the exam", "ok", "Ran 3 tests in 1s", "x" * 100_000])
def test_no_summary(text: str) -> None:
    assert read_tests(text) is None
