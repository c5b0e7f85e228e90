"""Counts of test cases, and the words that runners use for them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """Figures of one or more summaries. `None` where no summary says."""

    passed: int | None
    failed: int | None
    skipped: int | None = None
    """Cases that were found and neither passed nor failed: skipped, pending, expected to fail."""
    seconds: float | None = None
    """As the runner's own clock says."""

    @property
    def total(self) -> int | None:
        """Cases in all; `None` when one of the parts is unknown."""
        if self.passed is None or self.failed is None:
            return None
        return self.passed + self.failed + (self.skipped or 0)


MOST = 10**12
"""Cases, or seconds: nobody runs so many. A larger figure was printed by something else."""


def is_possible(counts: CaseCounts) -> bool:
    """Whether some run can have had such figures; a negative one, or none at all (`NaN`), nobody had."""
    figures = (counts.passed, counts.failed, counts.skipped, counts.seconds)
    return all(figure is None or 0 <= figure < MOST for figure in figures)


def decimal_of(text: str) -> float | None:
    """Read a number with a point; `None` for digits and points that are none, as in a version."""
    return float(text) if _DECIMAL.fullmatch(text) else None


_DECIMAL = re.compile(r"\d{1,12}(?:\.\d{0,12})?|\.\d{1,12}")

PASSED, FAILED, SKIPPED, TOTAL = "passed", "failed", "skipped", "total"
MEANINGS: Mapping[str, str] = {
    **dict.fromkeys(
        ("passed", "passing", "pass", "passes", "succeeded", "xpassed", "flaky", "success", "successes"),
        PASSED,
    ),
    **dict.fromkeys(("failed", "failing", "fail", "failure", "failures", "error", "errors"), FAILED),
    **dict.fromkeys(("timed out", "exec failed", "interrupted", "cancelled"), FAILED),
    **dict.fromkeys(("unexpected successes", "tests failed", "error occurred outside"), FAILED),
    **dict.fromkeys(("errors occurred outside",), FAILED),
    **dict.fromkeys(
        (
            "skipped",
            "skip",
            "skips",
            "pending",
            "pending specs",
            "pending spec",
            "canceled",
            "ignored",
            "todo",
            "did not run",
        ),
        SKIPPED,
    ),
    **dict.fromkeys(("xfailed", "expected failures", "incomplete", "omissions", "pendings"), SKIPPED),
    **dict.fromkeys(
        ("total", "tests", "test", "runs", "examples", "example", "specs", "spec", "tests run"), TOTAL
    ),
    **dict.fromkeys(("doctest", "doctests", "property", "properties"), TOTAL),
    **dict.fromkeys(("total tests", "tests completed", "test completed"), TOTAL),
}
"""What a word beside a number counts. One that is not here (warnings, assertions, slow) counts no cases."""

_WORD = r"[a-z]+(?: [a-z]+){0,2}"
_NUMBER_WORD = re.compile(rf"(\d+) ({_WORD})", re.IGNORECASE)
_WORD_NUMBER = re.compile(rf"({_WORD})\s?[:=]\s*(\d+)", re.IGNORECASE)
_SPAN = re.compile(
    r"(?<!\d)(\d{1,12}(?:\.\d{1,12})?)\s?(ms|milliseconds?|µs|us|h|m(?:ins?|inutes?)?|s(?:ecs?|econds?)?)(?![a-z])",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{1,6}(?:\.\d{1,12})?)")
_UNITS = {"ms": 0.001, "mil": 0.001, "µs": 0.000001, "us": 0.000001, "h": 3600.0, "m": 60.0, "s": 1.0}
"""By the first letters of the unit, the longest first."""


def tally(pairs: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Add numbers up by what their words mean; meanings that do not occur are left out."""
    found: dict[str, int] = {}
    for number, word in pairs:
        meaning = MEANINGS.get(word.lower())
        if meaning:
            found[meaning] = found.get(meaning, 0) + number
    return found


def number_words(text: str) -> dict[str, int]:
    """Read `3 passed, 1 failed`."""
    return tally((int(number), word) for number, word in _NUMBER_WORD.findall(text))


def word_numbers(text: str) -> dict[str, int]:
    """Read `Tests: 3, Failures: 1` and `failures=1`."""
    return tally((int(number), word) for word, number in _WORD_NUMBER.findall(text))


def counts_of(found: Mapping[str, int], seconds: float | None = None) -> CaseCounts:
    """Make counts of what one summary says. What it leaves out when it is 0 is 0: that is how they write."""
    failed, skipped = found.get(FAILED, 0), found.get(SKIPPED, 0)
    passed = found.get(PASSED)
    if passed is None:
        passed = max(found.get(TOTAL, 0) - failed - skipped, 0)
    return CaseCounts(passed=passed, failed=failed, skipped=skipped, seconds=seconds)


def seconds_of(text: str) -> float | None:
    """Read a span of time such as `1m 30s`, `12ms`, `0.5 sec`, `00:01.5`; `None` where there is none."""
    if clock := _CLOCK.fullmatch(text.strip()):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3])
    spans = [float(number) * _factor(unit.lower()) for number, unit in _SPAN.findall(text)]
    return round(sum(spans), 6) if spans else None


def _factor(unit: str) -> float:
    return next(factor for letters, factor in _UNITS.items() if unit.startswith(letters))
