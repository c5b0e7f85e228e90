"""Reads how many tests passed and failed from what test runners print."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_LINE_LIMIT = 500
"""Longer lines are no summaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """Figures of one or more summaries. `None` where no summary says."""

    passed: int | None
    failed: int | None


_PYTEST = re.compile(
    r"(?:=+ )?"
    r"(?:\d+ (?:passed|failed|errors?|skipped|xfailed|xpassed|deselected|warnings?|rerun|subtests passed)"
    r"(?:, )?){1,12} in [\d.:]+ ?s?.*"
)
_PYTEST_NONE = re.compile(r"(?:=+ )?no tests (?:ran|collected)\b.* in [\d.]+s.*")
_UNITTEST_RAN = re.compile(r"Ran (\d+) tests? in [\d.]+s")
_UNITTEST_END = re.compile(r"(OK|FAILED|NO TESTS RAN)(?: \((?P<parts>[a-z ]+=\d+(?:, [a-z ]+=\d+)*)\))?")
_JEST = re.compile(r"Tests:\s+((?:\d+ [a-z]+, ){0,6}\d+ total)")
_VITEST = re.compile(r"Tests\s+((?:\d+ [a-z]+ \| ){0,6}\d+ [a-z]+) \(\d+\)")
_CARGO = re.compile(r"test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed;.*")
_GO_CASE = re.compile(r"--- (PASS|FAIL|SKIP): ")
_GO_PACKAGE = re.compile(r"(ok|FAIL)\s+\S+(?:\s+(?:[\d.]+s|\(cached\)|\[.*\]).*)?")
_COUNT = re.compile(r"(\d+) (passed|failed|errors?)\b")
_PART = re.compile(r"(failures|errors|skipped|expected failures|unexpected successes)=(\d+)")


def read_tests(text: str) -> CaseCounts | None:
    """Read the summaries of pytest, unittest, jest, vitest, cargo and go; `None` when there is none.

    Several summaries, as of two runs or many crates, are added up.
    """
    lines = [line.strip() for line in text.split("\n") if len(line) < _LINE_LIMIT]
    found = [tests for reader in READERS for tests in reader(lines)]
    if not found:
        return None
    passed = [tests.passed for tests in found if tests.passed is not None]
    failed = [tests.failed for tests in found if tests.failed is not None]
    return CaseCounts(passed=sum(passed) if passed else None, failed=sum(failed) if failed else None)


def _counts(words: str) -> CaseCounts:
    counts = {"passed": 0, "failed": 0, "error": 0}
    for number, word in _COUNT.findall(words):
        counts[word.rstrip("s")] += int(number)
    return CaseCounts(passed=counts["passed"], failed=counts["failed"] + counts["error"])


def _pytest(lines: list[str]) -> Iterable[CaseCounts]:
    for line in lines:
        if _PYTEST.fullmatch(line):
            yield _counts(line)
        elif _PYTEST_NONE.fullmatch(line):
            yield CaseCounts(passed=0, failed=0)


def _unittest(lines: list[str]) -> Iterable[CaseCounts]:
    ran = None
    for line in lines:
        if began := _UNITTEST_RAN.fullmatch(line):
            ran = int(began[1])
        elif ran is not None and (end := _UNITTEST_END.fullmatch(line)):
            parts = {name: int(number) for name, number in _PART.findall(end["parts"] or "")}
            failed = sum(parts.get(name, 0) for name in ("failures", "errors", "unexpected successes"))
            yield CaseCounts(passed=ran - failed - parts.get("skipped", 0), failed=failed)
            ran = None


def _jest_like(pattern: re.Pattern[str]) -> Callable[[list[str]], Iterable[CaseCounts]]:
    def read(lines: list[str]) -> Iterable[CaseCounts]:
        for line in lines:
            if found := pattern.fullmatch(line):
                yield _counts(found[1])

    return read


def _cargo(lines: list[str]) -> Iterable[CaseCounts]:
    for line in lines:
        if found := _CARGO.fullmatch(line):
            yield CaseCounts(passed=int(found[1]), failed=int(found[2]))


def _go(lines: list[str]) -> Iterable[CaseCounts]:
    cases = [found[1] for line in lines if (found := _GO_CASE.match(line))]
    packages = [found[1] for line in lines if (found := _GO_PACKAGE.fullmatch(line))]
    if not packages:
        return
    failed = cases.count("FAIL")
    # Without -v only failures are listed: then nobody knows how many passed.
    yield CaseCounts(
        passed=cases.count("PASS") if "PASS" in cases else None, failed=failed or packages.count("FAIL")
    )


READERS = (_pytest, _unittest, _jest_like(_JEST), _jest_like(_VITEST), _cargo, _go)
"""One a runner; each yields what it finds."""
