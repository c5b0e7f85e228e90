"""Runners whose summary is one line: a row each. A line counts only when the row fits all of it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sisyphus.adapters.runners.counts import (
    FAILED,
    PASSED,
    SKIPPED,
    CaseCounts,
    counts_of,
    number_words,
    seconds_of,
    tally,
    word_numbers,
)


class Row(NamedTuple):
    """One form of summary."""

    runner: str
    pattern: re.Pattern[str]
    """Of a whole line, blanks around it cut. Group `counts` holds what is counted, `time` the duration."""
    read: Callable[[str], Mapping[str, int]] = number_words


def _form(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts))


_LIST = r"(?:\d+ [a-z]+(?: [a-z]+)?, ){0,8}\d+ [a-z]+(?: [a-z]+)?"
_TIME = r"(?P<time>[\d.:]+ ?[a-zµ]{0,12}(?: ?\d+[a-z]{1,2}){0,3})"
_SIGNS = {"+": PASSED, "~": SKIPPED, "-": FAILED}
_LEVEL = r"(?:\[(?:INFO|WARNING|WARN|ERROR)\]\s+)?"
_PYTEST_WORDS = "passed|failed|errors?|skipped|xfailed|xpassed|deselected|warnings?|rerun|subtests passed"

ROWS: tuple[Row, ...] = (
    Row(
        "pytest",
        _form(
            r"(?:=+ )?(?P<counts>(?:\d+ (?:", _PYTEST_WORDS, r")(?:, )?){1,12}) in (?P<time>[\d.:]+ ?s?).*"
        ),
    ),
    Row("pytest", _form(r"(?:=+ )?no tests (?:ran|collected)\b(?P<counts>).* in (?P<time>[\d.]+s).*")),
    Row("jest", _form(r"Tests:\s+(?P<counts>(?:\d+ [a-z]+, ){0,6}\d+ total)")),
    Row("jest", _form(r"No tests found(?P<counts>), exiting with code \d+")),
    Row("vitest", _form(r"Tests\s+(?P<counts>(?:\d+ [a-z ]+ \| ){0,6}\d+ [a-z ]+) \(\d+\)")),
    Row("vitest", _form(r"(?:Tests\s+no tests|No test files found, exiting with code \d+)(?P<counts>)")),
    Row("pest", _form(r"Tests:\s+(?P<counts>", _LIST, r") \(\d+ assertions?\)")),
    Row(
        "cargo test",
        _form(
            r"test result: (?:ok|FAILED)\. (?P<counts>\d+ passed; \d+ failed;(?: \d+ ignored;?)?)",
            r"(?:.*; finished in (?P<time>[\d.]+s)|.*)",
        ),
    ),
    Row(
        "cargo nextest",
        _form(
            r"Summary \[\s*(?P<time>[\d.]+s)\] \d+(?:/\d+)? tests? run: ",
            r"(?P<counts>\d+ [a-z ]+(?: \([^()]{1,100}\))?(?:, \d+ [a-z ]+(?: \([^()]{1,100}\))?){0,8})",
        ),
        lambda text: number_words(re.sub(r"\([^()]*\)", "", text)),
    ),
    Row(
        "gotestsum",
        _form(
            r"DONE (?:\d+ runs, )?(?P<counts>\d+ tests?(?:, \d+ (?:skipped|failures?)){0,2})",
            r"(?:, \d+ errors?)? in (?P<time>[\d.]+m?s)",
        ),
    ),
    Row("gradle", _form(r"(?P<counts>\d+ tests? completed(?:, \d+ (?:failed|skipped)){0,2})")),
    Row(
        "gradle test-logger",
        _form(
            r"(?:SUCCESS|FAILURE): Executed (?P<counts>\d+ tests?) in ",
            _TIME,
            r"(?: \((?P<more>\d+ [a-z]+(?:, \d+ [a-z]+){0,2})\))?",
        ),
    ),
    Row(
        "maven surefire",
        _form(_LEVEL, r"(?P<counts>Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+)"),
        word_numbers,
    ),
    Row(
        "dotnet test",
        _form(
            r"(?:Passed|Failed|Skipped)!\s+- (?P<counts>Failed:\s*\d+, Passed:\s*\d+, Skipped:\s*\d+), ",
            r"Total:\s*\d+, Duration: (?P<time>[^-]{1,40}) - .*",
        ),
        word_numbers,
    ),
    Row(
        "dotnet test",
        _form(
            r"Test summary: (?P<counts>total: \d+, failed: \d+, succeeded: \d+, skipped: \d+)",
            r"(?:, duration: (?P<time>[\d.,]+m?s))?",
        ),
        word_numbers,
    ),
    Row(
        "dotnet test", _form(r"No test (?:is available in|matches the given testcase filter)(?P<counts>) .*")
    ),
    Row(
        "rspec",
        _form(
            r"(?P<counts>\d+ examples?, \d+ failures?(?:, \d+ pending)?)",
            r"(?P<more>, \d+ errors? occurred outside of examples)?",
        ),
    ),
    Row(
        "minitest",
        _form(
            r"(?P<counts>\d+ (?:runs|tests), \d+ assertions, \d+ failures, \d+ errors, ",
            r"(?:\d+ skips|\d+ pendings, \d+ omissions, \d+ notifications))",
        ),
    ),
    Row(
        "bats, ExUnit",
        _form(
            r"(?P<counts>(?:\d+ (?:doctests?|propert(?:y|ies)), ){0,2}",
            r"\d+ tests?, \d+ failures?(?:, \d+ skipped)?).*",
        ),
    ),
    Row(
        "deno test",
        _form(
            r"(?:ok|FAILED) \| (?P<counts>\d+ passed(?: \(\d+ steps?\))? \| \d+ failed(?: \(\d+ steps?\))?",
            r"(?: \| \d+ [a-z ]+(?: \(\d+ steps?\))?){0,3})(?: \((?P<time>[\dhms.µ]+)\))?",
        ),
    ),
    Row("deno test", _form(r"error: No test modules found(?P<counts>)")),
    Row("phpunit", _form(r"OK \((?P<counts>\d+ tests?)(?:, \d+ assertions?)?\)")),
    Row(
        "phpunit",
        _form(r"(?P<counts>Tests: \d+, Assertions: \d+(?:, [A-Z][A-Za-z ]{2,30}: \d+){0,9})\."),
        word_numbers,
    ),
    Row("phpunit", _form(r"No tests executed!(?P<counts>)")),
    Row("ctest", _form(r"\d+% tests passed(?:, | \()(?P<counts>\d+ tests failed)\)? out of (?P<total>\d+)")),
    Row("jasmine", _form(r"(?P<counts>\d+ specs?, \d+ failures?(?:, \d+ pending specs?)?)")),
    Row(
        "flutter test, dart test",
        _form(r"\d+:\d\d (?P<counts>\+\d+(?: ~\d+)?(?: -\d+)?): (?:All tests passed!|Some tests failed\.)"),
        lambda text: {_SIGNS[sign]: int(number) for sign, number in re.findall(r"([+~-])(\d+)", text)},
    ),
    Row(
        "busted",
        _form(
            r"(?P<counts>\d+ success(?:es)? / \d+ failures? / \d+ errors? / \d+ pending) : ",
            r"(?P<time>[\d.]+ seconds?).*",
        ),
    ),
    Row(
        "ScalaTest",
        _form(
            r"(?:\[info\] )?Tests: "
            r"(?P<counts>succeeded \d+, failed \d+, canceled \d+, ignored \d+, pending \d+)"
        ),
        lambda text: tally((int(number), word) for word, number in re.findall(r"([a-z]+) (\d+)", text)),
    ),
    Row("ctest", _form(r"No tests were found!!!(?P<counts>)")),
)
"""By runner. Where a runner has several forms, one run of it prints only one of them."""


def read_lines(lines: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield what each line says that is a summary."""
    for line in lines:
        if not any(c.isdigit() for c in line) and not line.lower().startswith(("no test", "tests", "error")):
            continue
        for row in ROWS:
            found = row.pattern.fullmatch(line)
            if found:
                yield _counts(row, found)
                break


def _counts(row: Row, found: re.Match[str]) -> CaseCounts:
    groups = found.groupdict()
    counts = dict(row.read((groups["counts"] or "") + (", " + groups["more"] if groups.get("more") else "")))
    if groups.get("total"):
        counts["total"] = int(groups["total"])
    return counts_of(counts, seconds_of(groups.get("time") or ""))
