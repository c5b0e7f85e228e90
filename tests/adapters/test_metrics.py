"""Figures in what test runners and coverage tools print: one case a form, and what must not be taken for one."""

from dataclasses import replace

import pytest

from sisyphus.adapters.runners.blocks import BLOCKS
from sisyphus.adapters.runners.counts import seconds_of
from sisyphus.adapters.runners.coverage import COVERAGE
from sisyphus.adapters.runners.lines import ROWS
from sisyphus.adapters.runners.summaries import nothing_ran, read_tests
from sisyphus.adapters.runners.times import TIMES
from sisyphus.adapters.running.ending import unrun
from sisyphus.adapters.running.metrics import read_metrics
from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.model.evidence import Outcome, Run

Figures = tuple[int | None, int | None, int | None, float | None]
"""Passed, failed, skipped, seconds."""

RUNNERS: list[tuple[str, str, Figures]] = [
    ("pytest", "tests/test_a.py ..F  [100%]\n==== 1 failed, 806 passed, 2 skipped, 1 xfailed, 3 warnings in 75.64s (0:01:15) ====", (806, 1, 3, 75.64)),
    ("pytest", "\x1b[32m\x1b[1m12 passed\x1b[0m\x1b[32m in 0.31s\x1b[0m", (12, 0, 0, 0.31)),
    ("pytest", "collected 4 items\n\n=== 3 passed, 1 error in 1.02s ===", (3, 1, 0, 1.02)),
    ("pytest", "==== no tests ran in 0.01s ====", (0, 0, 0, 0.01)),
    ("unittest", "....s\n-----\nRan 5 tests in 0.004s\n\nOK (skipped=1)", (4, 0, 1, 0.004)),
    ("unittest", "Ran 5 tests in 0.004s\n\nFAILED (failures=1, errors=1, expected failures=1)", (2, 2, 1, 0.004)),
    ("unittest", "Ran 0 tests in 0.000s\n\nNO TESTS RAN", (0, 0, 0, 0.0)),
    ("jest", "FAIL src/sum.test.js\nTest Suites: 1 failed, 1 passed, 2 total\nTests:       1 failed, 1 skipped, 4 passed, 6 total\nSnapshots:   0 total\nTime:        1.35 s, estimated 2 s", (4, 1, 1, 1.35)),
    ("jest", "No tests found, exiting with code 0", (0, 0, 0, None)),
    ("vitest", " Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 9 passed | 2 skipped (12)\n   Start at  10:11:12\n   Duration  842ms (transform 51ms, setup 0ms)", (9, 1, 2, 0.842)),
    ("vitest", "No test files found, exiting with code 1", (0, 0, 0, None)),
    ("pest", "  Tests:    1 failed, 5 passed (10 assertions)\n  Duration: 0.52s", (5, 1, 0, 0.52)),
    ("mocha", "  12 passing (45ms)\n  1 pending\n  2 failing\n\n  1) Array\n       indexOf:", (12, 2, 1, 0.045)),
    ("mocha", "  0 passing (1ms)", (0, 0, 0, 0.001)),
    ("cargo test", "running 3 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.02s", (2, 0, 1, 0.02)),
    ("cargo nextest", "     Summary [   0.522s] 7 tests run: 5 passed (1 slow, 1 flaky), 1 failed, 1 timed out, 2 skipped", (5, 2, 2, 0.522)),
    ("go test -v", "=== RUN   TestA\n--- PASS: TestA (0.00s)\n--- SKIP: TestB (0.00s)\nPASS\nok  \texample.org/x\t0.012s", (1, 0, 1, 0.012)),
    ("go test", "ok  \texample.org/x\t0.012s\nok  \texample.org/y\t(cached)\n?   \texample.org/z\t[no test files]", (None, 0, None, 0.012)),
    ("go test", "--- FAIL: TestA (0.00s)\n    a_test.go:7: no\nFAIL\nFAIL\texample.org/x\t0.010s\nFAIL", (None, 1, None, 0.01)),
    ("go test", "ok  \texample.org/x\t0.002s [no tests to run]", (0, 0, 0, 0.002)),
    ("go test", "?   \texample.org/x\t[no test files]", (0, 0, 0, None)),
    ("go test -json", '{"Action":"run","Package":"x","Test":"TestA"}\n{"Action":"pass","Package":"x","Test":"TestA","Elapsed":0.01}\n{"Action":"skip","Package":"x","Test":"TestB","Elapsed":0}\n{"Action":"fail","Package":"x","Test":"TestC","Elapsed":0}\n{"Action":"fail","Package":"x","Elapsed":0.25}', (1, 1, 1, 0.25)),
    ("gradle", "> Task :test FAILED\n\n23 tests completed, 1 failed, 2 skipped", (20, 1, 2, None)),
    ("gradle test-logger", "FAILURE: Executed 9 tests in 1.3s (1 failed, 2 skipped)", (6, 1, 2, 1.3)),
    ("gradle test-logger", "SUCCESS: Executed 9 tests in 1m 2s", (9, 0, 0, 62.0)),
    ("maven surefire", "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.04 s -- in org.ATest\n[INFO] Results:\n[INFO] \n[ERROR] Tests run: 6, Failures: 1, Errors: 1, Skipped: 1", (3, 2, 1, None)),
    ("dotnet test", "Passed!  - Failed:     0, Passed:     7, Skipped:     1, Total:     8, Duration: 31 ms - App.Tests.dll (net8.0)", (7, 0, 1, 0.031)),
    ("dotnet test", "Test summary: total: 8, failed: 1, succeeded: 7, skipped: 0, duration: 1.4s", (7, 1, 0, 1.4)),
    ("dotnet test", "Test Run Failed.\nTotal tests: 8\n     Passed: 6\n     Failed: 1\n    Skipped: 1\n Total time: 0.9013 Seconds", (6, 1, 1, 0.901)),
    ("dotnet test", "No test is available in /app/bin/App.Tests.dll. Make sure that test discoverer & executors are registered", (0, 0, 0, None)),
    ("dotnet test (Testing Platform)", "Test run summary: Failed! - bin/App.Tests.dll (net9.0|x64)\n  total: 5\n  failed: 1\n  succeeded: 4\n  skipped: 0\n  duration: 1s 200ms", (4, 1, 0, 1.2)),
    ("rspec", "Finished in 0.5 seconds (files took 0.2 seconds to load)\n10 examples, 1 failure, 2 pending, 1 error occurred outside of examples", (6, 2, 2, 0.5)),
    ("rspec", "0 examples, 0 failures", (0, 0, 0, None)),
    ("minitest", "Finished in 0.004s, 1250.0 runs/s, 2000.0 assertions/s.\n5 runs, 8 assertions, 1 failures, 0 errors, 1 skips", (3, 1, 1, 0.004)),
    ("minitest", "5 tests, 8 assertions, 0 failures, 1 errors, 1 pendings, 1 omissions, 0 notifications", (2, 1, 2, None)),
    ("bun test", "src/a.test.ts:\n✓ adds [0.12ms]\n\n 5 pass\n 1 skip\n 2 fail\n 9 expect() calls\nRan 8 tests across 2 files. [34.00ms]", (5, 2, 1, 0.034)),
    ("deno test", "FAILED | 4 passed (2 steps) | 1 failed | 1 ignored (12ms)", (4, 1, 1, 0.012)),
    ("deno test", "error: No test modules found", (0, 0, 0, None)),
    ("gotestsum", "\u2713  example.org/x (12ms)\n\u2716  example.org/y\n\n=== Failed\n=== FAIL: y TestB (0.00s)\n\nDONE 47 tests, 3 skipped, 5 failures in 0.120s", (39, 5, 3, 0.12)),
    ("gotestsum", "=== RUN   TestA\n--- PASS: TestA (0.00s)\nPASS\nok  \texample.org/x\t0.012s\n\nDONE 2 runs, 1 test, 1 error in 1.204s", (1, 0, 0, 1.204)),
    ("gotestsum", "DONE 0 tests in 0.318s", (0, 0, 0, 0.318)),
    ("node --test, tape, AVA --tap", "TAP version 13\n# a\nok 1 x\nok 2 y\n# b\nnot ok 3 no\n  ---\n    operator: equal\n  ...\n# SKIP c\n\n1..3\n# tests 3\n# pass  2\n# fail  1", (2, 1, 0, None)),
    ("node --test, tape, AVA --tap", "TAP version 13\nok 1 - a \u203a three # SKIP\nnot ok 2 - b \u203a bad\nok 3 - b \u203a good\n\n1..3\n# tests 2\n# pass 1\n# skip 1\n# fail 1", (1, 1, 1, None)),
    ("TAP", "TAP version 14\n1..4\nok 1 - a\nnot ok 2 - b\n  ---\n  at: x\n  ...\nok 3 # SKIP no network\nnot ok 4 - d # TODO later", (1, 1, 2, None)),
    ("TAP", "    ok 1 - inner\n    not ok 2 - inner\n    1..2\nok 1 - outer\nok 2\n1..3", (2, 1, 0, None)),
    ("TAP", "1..0 # SKIP nothing to do", (0, 0, 0, None)),
    ("prove", "t/a.t .. \n1..2\nok 1\nok 2\nok\nAll tests successful.\nFiles=1, Tests=2,  0 wallclock secs ( 0.01 usr  0.00 sys +  0.03 cusr  0.01 csys =  0.05 CPU)\nResult: PASS", (2, 0, None, 0.0)),
    ("prove", "t/a.t .. ok\nt/b.t .. \nDubious, test returned 1 (wstat 256, 0x100)\nFailed 1/2 subtests \n\nTest Summary Report\n-------------------\nt/b.t (Wstat: 256 (exited 1) Tests: 2 Failed: 1)\n  Failed test:  2\n  Non-zero exit status: 1\nFiles=2, Tests=5,  1 wallclock secs ( 0.01 usr  0.01 sys +  0.09 cusr  0.01 csys =  0.12 CPU)\nResult: FAIL", (4, 1, None, 1.0)),
    ("prove", "t/c.t .. skipped: no\nFiles=1, Tests=0,  0 wallclock secs ( 0.01 usr  0.00 sys +  0.03 cusr  0.00 csys =  0.04 CPU)\nResult: NOTESTS", (0, 0, None, 0.0)),
    ("AVA", "\n  - [skip] three\n  - [todo] four\n  \u2714 one\n  \u2714 two\n  \u2714 [expected fail] five\n  \u2500\n\n  2 tests passed\n  1 known failure\n  1 test skipped\n  1 test todo", (2, 0, 3, None)),
    ("AVA", "  \u2714 a \u203a one\n  \u2718 [fail]: b \u203a bad\n  \u2500\n\n  b \u203a bad\n\n  Difference (- actual, + expected):\n\n  \u2500\n\n  1 test failed\n  1 uncaught exception", (1, 2, 0, None)),
    ("AVA", "  \u2718 No tests found in test/none.js\n  \u2500\n", (0, 0, 0, None)),
    ("Karma", "Chrome Headless 120.0 (Linux x86_64): Executed 1 of 3 SUCCESS (0 secs / 0.01 secs)\nChrome Headless 120.0 (Linux x86_64): Executed 3 of 3 SUCCESS (0.193 secs / 0.172 secs)\nTOTAL: 3 SUCCESS", (3, 0, 0, 0.193)),
    ("Karma", "Firefox 120.0 (Linux): Executed 4 of 6 (1 FAILED) (skipped 2) (1 min 2.5 secs / 0.05 secs)", (3, 1, 2, 62.5)),
    ("Karma", "Chrome 120.0 (Linux): Executed 0 of 0 ERROR (0.003 secs / 0 secs)", (0, 0, 0, 0.003)),
    ("node --test, tape, AVA --tap", "ok 1 - adds\n1..3\n# tests 3\n# suites 0\n# pass 1\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n# duration_ms 41.5", (1, 1, 1, 0.042)),
    ("node --test, tape, AVA --tap", "✔ adds (0.4ms)\nℹ tests 2\nℹ suites 1\nℹ pass 2\nℹ fail 0\nℹ cancelled 0\nℹ skipped 0\nℹ todo 0\nℹ duration_ms 50", (2, 0, 0, 0.05)),
    ("phpunit", "Time: 00:01.500, Memory: 6.00 MB\n\nOK (5 tests, 8 assertions)", (5, 0, 0, 1.5)),
    ("phpunit", "FAILURES!\nTests: 9, Assertions: 12, Errors: 1, Failures: 2, Warnings: 1, Skipped: 1, Incomplete: 1.", (4, 3, 2, None)),
    ("phpunit", "No tests executed!", (0, 0, 0, None)),
    ("ctest", "67% tests passed, 1 tests failed out of 3\n\nTotal Test time (real) =   0.05 sec", (2, 1, 0, 0.05)),
    ("ctest", "No tests were found!!!", (0, 0, 0, None)),
    ("bats, ExUnit", "5 tests, 1 failure, 1 skipped", (3, 1, 1, None)),
    ("bats, ExUnit", "1 doctest, 2 properties, 12 tests, 1 failure, 1 excluded", (14, 1, 0, None)),
    ("jasmine", "Finished\n12 specs, 1 failure, 1 pending spec", (10, 1, 1, None)),
    ("flutter test, dart test", "00:00 +0: loading a\n00:03 +11 ~1 -1: Some tests failed.", (11, 1, 1, None)),
    ("flutter test, dart test", "00:03 +11: a test\n00:03 +12: All tests passed!", (12, 0, 0, None)),
    ("busted", "12 successes / 1 failure / 0 errors / 2 pending : 0.012 seconds", (12, 1, 2, 0.012)),
    ("ScalaTest", "[info] Tests: succeeded 12, failed 1, canceled 0, ignored 2, pending 0", (12, 1, 2, None)),
    ("swift test", "Test Suite 'ATests' passed at 2026-01-02 10:00:00.000.\n\t Executed 2 tests, with 0 failures (0 unexpected) in 0.001 (0.001) seconds\nTest Suite 'All tests' passed at 2026-01-02 10:00:00.001.\n\t Executed 5 tests, with 1 test skipped and 1 failure (0 unexpected) in 0.123 (0.125) seconds", (3, 1, 1, 0.123)),
    ("swift test", "✔ Test adds() passed after 0.001 seconds.\n✔ Test run with 2 tests in 1 suite passed after 0.002 seconds.", (2, 0, 0, 0.002)),
    ("swift test", '✘ Test "it adds" failed after 0.001 seconds with 2 issues.\n✘ Test run with 3 tests failed after 0.002 seconds with 2 issues.', (2, 1, 0, 0.002)),
    ("playwright", "Running 7 tests using 2 workers\n\n  1 failed\n    [chromium] › a.spec.ts:3:1 › shows ─────\n  1 flaky\n    [chromium] › b.spec.ts:3:1 › loads ─────\n  2 skipped\n  3 passed (5.2s)", (4, 1, 2, 5.2)),
    ("playwright", "Running 1 test using 1 worker\n\n  1 failed\n    [chromium] › a.spec.ts:3:1 › shows", (0, 1, 0, None)),
]  # fmt: skip

SEVERAL: list[tuple[str, str, Figures]] = [
    ("crates", "test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: FAILED. 1 passed; 2 failed; 0 ignored", (4, 2, 0, None)),
    ("packages of turbo, mingled", "web:test:  Test Files  1 passed (1)\napi:test: Tests:       1 failed, 4 passed, 5 total\nweb:test:       Tests  3 passed (3)", (7, 1, 0, None)),
    ("packages of pnpm", "packages/a test:      Tests  3 passed (3)\npackages/b test:      Tests  2 passed (2)", (5, 0, 0, None)),
    ("mocha in two packages at once", "@x/a:test:   2 passing (5ms)\n@x/b:test:   3 passing (5ms)\n@x/a:test:   1 failing", (5, 1, 0, 0.01)),
    ("progress that was overwritten", "3 passed in 0.1s\r4 passed in 0.2s", (4, 0, 0, 0.2)),
]  # fmt: skip

NO_SUMMARY = [
    "",
    "5 passed the exam",
    "We had 12 passing (3 of them slow) tests last week",
    "Tests: 5 passed, 5 total of what we planned",
    "ok 1\nnot ok 2",
    "FAIL src/sum.test.js",
    "tests/test_a.py:12: 5 passed in 0.1s",
    "Executed 3 tests, with 0 failures (0 unexpected) in 0.1 (0.1) seconds",
    "test a ... ok",
    "[ 50%] 3 tests",
    "Total tests 5",
    '{"Action":"pass","Test":',
    '{"Action":"output","Package":"x"} trailing',
    "x" * 100_000,
    "9 passed in 1s" + " " * 600,
]

COVERED: list[tuple[str, str, float | None]] = [
    ("pytest-cov", "TOTAL  834  28  97%\nRequired test coverage of 80% reached. Total coverage: 96.61%", 96.61),
    ("pytest-cov", "FAIL Required test coverage of 99% not reached. Total coverage: 96.61%", 96.61),
    ("coverage.py", "Name  Stmts  Miss  Cover\nsrc/a.py  10  1  90%\nTOTAL     100   4   96%", 96),
    ("coverage.py", "TOTAL     100   4   20   2   95%", 95),
    ("cargo llvm-cov", "TOTAL   90   9   90.00%   20   5   75.00%   300   60   80.00%   0   0   -", 80),
    ("cargo tarpaulin", "96.65% coverage, 806/834 lines covered, +0.10% change in coverage", 96.65),
    ("go tool cover", "ok  \tx\t0.1s\tcoverage: 10.0% of statements\nok  \ty\t0.1s\tcoverage: 90.0% of statements\ntotal:\t\t(statements)\t81.5%", 81.5),
    ("go test -cover", "coverage: 81.5% of statements", 81.5),
    ("go test -cover", "ok  \tx\t0.1s\tcoverage: 10.0% of statements\nok  \ty\t0.1s\tcoverage: 90.0% of statements", None),
    ("istanbul summary", "Statements   : 96.61% ( 806/834 )\nBranches     : 90% ( 9/10 )", 96.61),
    ("lcov --summary", "Overall coverage rate:\n  lines......: 93.0% (1234 of 1327 lines)\n  functions..: 85.8% (295 of 344 functions)", 93.0),
    ("simplecov", "Line Coverage: 96.61% (806 / 834)", 96.61),
    ("simplecov", "Coverage report generated for RSpec to /a/coverage. 12 / 14 LOC (85.71%) covered.", 85.71),
    ("mix test --cover", "|    85.71% | Total                |", 85.71),
    ("mix test --cover", "   85.71% | Total", 85.71),
    ("excoveralls", "[TOTAL]  85.7%", 85.7),
    ("phpunit", "  Lines:   85.71% (12/14)", 85.71),
    ("kover", "application line coverage: 85.5%", 85.5),
    ("coverlet", "| Total   | 90.5% | 80%    | 85%    |", 90.5),
    ("table", "File      | % Stmts | % Branch | % Funcs | % Lines |\nAll files |   96.61 |       90 |      88 |      97 |", 96.61),
    ("table of bun", "File      | % Funcs | % Lines | Uncovered Line #s\nAll files |   50.00 |   75.00 |", 75),
    ("table of node", "# file      | line % | branch % | funcs % | uncovered lines\n# all files |  91.30 |    80.00 |   85.00 |", 91.3),
    ("two tables that differ", "All files |   96.61 |    90 |\nAll files |   50 |    90 |", None),
    ("prose", "we reached 100% coverage, TOTAL nonsense 5%", None),
    ("a line that is too long", "TOTAL 1 1 5%" + " " * 600, None),
]  # fmt: skip


def run_of(stdout: str, stderr: str = "") -> Run:
    never = unrun(Outcome.SKIPPED, "never started")
    return replace(never, stdout=stdout.encode(), stderr=stderr.encode())


@pytest.mark.parametrize(("runner", "text", "figures"), RUNNERS + SEVERAL)
def test_counts(runner: str, text: str, figures: Figures) -> None:
    counts = read_tests(f"begin\n{text}\nend\n")
    assert counts is not None, runner
    assert (counts.passed, counts.failed, counts.skipped, counts.seconds) == figures


def test_every_runner_of_the_tables_has_a_case() -> None:
    named = {name.removesuffix(" -v").removesuffix(" -json") for name, _, _ in RUNNERS}
    assert {row.runner for row in ROWS} | {block.runner for block in BLOCKS} <= named
    assert {runner for runner, _ in TIMES} <= named
    assert {tool for tool, _ in COVERAGE} <= {name for name, _, _ in COVERED}


def test_each_form_reads_some_case_and_each_time_too() -> None:
    lines = [line.strip() for _, text, _ in RUNNERS for line in text.replace("\x1b[32m", "").split("\n")]
    assert not [row.pattern.pattern for row in ROWS if not any(row.pattern.fullmatch(each) for each in lines)]
    assert not [name for name, pattern in TIMES if not any(pattern.fullmatch(each) for each in lines)]


@pytest.mark.parametrize("text", NO_SUMMARY, ids=lambda text: text[:30])
def test_what_is_no_summary(text: str) -> None:
    assert read_tests(text) is None


@pytest.mark.parametrize(("tool", "text", "percent"), COVERED)
def test_coverage(tool: str, text: str, percent: float | None) -> None:
    assert dict(read_metrics(run_of(text))).get("coverage_percent") == percent, tool


def test_figures_have_names_and_an_order() -> None:
    assert read_metrics(run_of("TOTAL 100 4 96%", "2 failed, 806 passed, 1 skipped in 75.64s")) == (
        ("tests_passed", 806.0),
        ("tests_failed", 2.0),
        ("tests_skipped", 1.0),
        ("tests_total", 809.0),
        ("test_duration_s", 75.64),
        ("coverage_percent", 96.0),
    )
    assert dict(read_metrics(run_of("ok  \tx\t0.5s"))) == {"tests_failed": 0, "test_duration_s": 0.5}
    assert read_metrics(run_of("done")) == ()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1m 30s", 90), ("11m49s", 709), ("12ms", 0.012), ("0.5 sec", 0.5), ("2 minutes 1.5 seconds", 121.5),
     ("00:01.250", 1.25), ("01:00:02", 3602), ("3 h", 10800), ("150 milliseconds", 0.15), ("7µs", 0.000007), ("", None), ("soon", None)],
)  # fmt: skip
def test_spans_of_time(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


EXIT_0 = Assertion(kind=AssertionKind.EXIT_CODE, equals=0)
NO_FAILURES = Assertion(kind=AssertionKind.FAILURES, op="==", value=0)


def says(text: str) -> Assertion:
    return Assertion(kind=AssertionKind.STDOUT_CONTAINS, text=text)


@pytest.mark.parametrize(
    ("assertions", "text", "why"),
    [
        ((EXIT_0,), "no tests ran in 0.01s", "no tests ran"),
        ((NO_FAILURES,), "test result: ok. 0 passed; 0 failed; 0 ignored", "no tests ran"),
        ((says("ok"),), "test result: ok. 0 passed; 0 failed; 0 ignored", "no tests ran"),
        ((EXIT_0,), "==== 3 skipped in 0.01s ====", "no tests ran: all 3 were skipped"),
        ((EXIT_0,), "test result: ok. 0 passed; 0 failed\ntest result: ok. 2 passed; 0 failed", None),
        ((EXIT_0,), "1 failed in 0.1s", None),
        ((EXIT_0,), "fine", None),
        ((EXIT_0,), "ok  \tx\t0.5s", None),
        ((says("no tests ran"),), "no tests ran in 0.01s", None),
        ((Assertion(kind=AssertionKind.TESTS_PASSED, op="==", value=0),), "no tests ran in 0.01s", None),
    ],
)
def test_a_pass_without_a_test(assertions: tuple[Assertion, ...], text: str, why: str | None) -> None:
    assert nothing_ran(assertions, text) == why


NINES = "9" * 320


@pytest.mark.parametrize(
    "text",
    [
        "Ran 3 tests in 1.2.3s\n\nOK",
        "ok  \tpkg\t1.2.3s",
        "# tests 1\n# pass 1\n# duration_ms 1.2.3",
        "Test Suite 'All tests' passed at 10:00.\nExecuted 1 test, with 0 failures (0 unexpected) in 1.2.3 seconds",
        "Test run with 1 test passed after 1.2.3 seconds.",
        f"{NINES} passed in 1s",
        f"3 passed in {NINES}s",
        f"3 passed in {NINES}:00:00",
        f"TOTAL 1 2 {NINES}%",
        f"1..{NINES}\nok 1",
        f"a.t .. ok\nFiles=1, Tests=1, {NINES} wallclock secs (usr)",
        *(f'{{"Action":"pass","Package":"p","Elapsed":{odd}}}' for odd in ("NaN", "-1", "1e999", NINES)),
    ],
)
def test_figures_that_nobody_can_have_end_nothing_and_are_kept_nowhere(text: str) -> None:
    figures = read_metrics(run_of(text))
    assert all(0 <= figure < 1e6 for _, figure in figures)
