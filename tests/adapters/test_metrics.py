"""Figures in what runners print."""

from dataclasses import replace

import pytest

from sisyphus.adapters.ending import unrun
from sisyphus.adapters.metrics import read_metrics
from sisyphus.model.evidence import Outcome, Run

CASES = [
    ("==== 806 passed, 2 failed in 75.64s ====", {"tests_passed": 806, "tests_failed": 2}),
    (
        "src/a.py  10  1  90%\nTOTAL     100   4   96%\n3 passed in 0.1s",
        {"tests_passed": 3, "tests_failed": 0, "coverage_percent": 96},
    ),
    ("All files |   96.61 |    90 |", {"coverage_percent": 96.61}),
    ("coverage: 81.5% of statements", {"coverage_percent": 81.5}),
    ("100% sure, TOTAL nonsense", {}),
    ("TOTAL 1 1 5%" + " " * 600, {}),
]


def run_of(stdout: str) -> Run:
    return replace(unrun(Outcome.SKIPPED, "never started"), stdout=stdout.encode())


@pytest.mark.parametrize(("text", "figures"), CASES)
def test_figures(text: str, figures: dict[str, float]) -> None:
    assert dict(read_metrics(run_of(text))) == figures
