"""Figures that test runners and coverage tools print, kept with the evidence."""

from sisyphus.adapters.runners.coverage import read_coverage
from sisyphus.adapters.runners.summaries import plain_lines, read_tests
from sisyphus.model.evidence import Run


def read_metrics(run: Run) -> tuple[tuple[str, float], ...]:
    """Return the figures of a run by name, in a fixed order; none where nothing known was printed.

    A figure that a runner does not say is left out: `go test` without `-v` says how many failed and not how
    many passed. `tests_skipped` and `tests_total` come with a count of the passed alone.
    """
    text = b"\n".join((run.stdout, run.stderr)).decode("utf-8", "replace")
    counts = read_tests(text)
    figures: dict[str, float | None] = {}
    if counts is not None:
        figures = {
            "tests_passed": counts.passed,
            "tests_failed": counts.failed,
            "tests_skipped": counts.skipped,
            "tests_total": counts.total,
            "test_duration_s": counts.seconds,
        }
    figures["coverage_percent"] = read_coverage(plain_lines(text))
    return tuple((name, float(figure)) for name, figure in figures.items() if figure is not None)
