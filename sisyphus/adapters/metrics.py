"""Figures that test runners and coverage tools print, kept with the evidence."""

import re
from collections.abc import Iterator

from sisyphus.adapters.summaries import read_tests
from sisyphus.model.evidence import Run

_LONGEST_LINE = 500
_COVERAGE = (
    re.compile(r"TOTAL\s+(?:\d+\s+){2,4}(\d+(?:\.\d+)?)%"),
    re.compile(r"All files\s*\|\s*(\d+(?:\.\d+)?)\s*\|"),
    re.compile(
        r"(?:Total coverage|Required test coverage of [\d.]+% reached\. Total coverage): (\d+(?:\.\d+)?)%"
    ),
    re.compile(r"coverage: (\d+(?:\.\d+)?)% of statements"),
)
"""coverage.py, istanbul (jest, vitest), pytest-cov, go; the first that a line fits counts."""


def read_metrics(run: Run) -> tuple[tuple[str, float], ...]:
    """Return the figures of a run by name, in a fixed order; none where nothing known was printed."""
    text = b"\n".join((run.stdout, run.stderr)).decode("utf-8", "replace")
    counts = read_tests(text)
    found: list[tuple[str, float]] = []
    if counts is not None and counts.passed is not None:
        found.append(("tests_passed", counts.passed))
    if counts is not None and counts.failed is not None:
        found.append(("tests_failed", counts.failed))
    percents = list(_coverage(text))
    if percents:
        found.append(("coverage_percent", percents[-1]))
    return tuple(found)


def _coverage(text: str) -> Iterator[float]:
    for row in text.split("\n"):
        if len(row) < _LONGEST_LINE and ("%" in row or "All files" in row):
            match = next((m for m in (p.search(row) for p in _COVERAGE) if m), None)
            if match:
                yield float(match[1])
