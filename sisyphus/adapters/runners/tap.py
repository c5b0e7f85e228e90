"""The Test Anything Protocol as such, and what `prove` makes of it."""

import re
from collections.abc import Iterator, Sequence

from sisyphus.adapters.runners.counts import CaseCounts

_PLAN = re.compile(r"1\.\.(?P<many>\d+)(?:\s*#.*)?")
_CASE = re.compile(r"(?P<result>ok|not ok)(?: \d+)?(?: [^#]*)?(?P<said>#\s*(?i:skip|todo)\b.*)?(?:#.*)?")
_FILES = re.compile(r"Files=\d+, Tests=(?P<tests>\d+),\s+(?P<seconds>\d+) wallclock secs .*")
_REPORT = re.compile(r"\S+\s+\(Wstat: .{1,40} Tests: (?P<tests>\d+) Failed: (?P<failed>\d+)\)")


def read_prove(lines: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield what `prove` sums up; of files that end badly without a failed case, one counts as failed."""
    ends = [at for at, line in enumerate(lines) if _FILES.fullmatch(line)]
    for begin, end in zip([0, *ends], ends, strict=False):
        found = _FILES.fullmatch(lines[end])
        reports = [report for line in lines[begin:end] if (report := _REPORT.fullmatch(line))]
        if found:
            failed = sum(int(report["failed"]) or 1 for report in reports)
            yield CaseCounts(
                passed=max(int(found["tests"]) - failed, 0), failed=failed, seconds=float(found["seconds"])
            )


def read_tap(rows: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield what the results of one stream say, for a producer that does not sum them up.

    `rows` have their blanks: indented results are those of subtests, which the one above them sums up.
    Planned results that never came failed.
    """
    plans = [plan for row in rows if (plan := _PLAN.fullmatch(row.rstrip()))]
    if not plans:
        return
    cases = [case for row in rows if (case := _CASE.fullmatch(row.rstrip()))]
    skipped = sum(bool(case["said"]) for case in cases)
    failed = sum(case["result"] == "not ok" and not case["said"] for case in cases)
    missing = sum(int(plan["many"]) for plan in plans) - len(cases)
    yield CaseCounts(passed=len(cases) - skipped - failed, failed=failed + max(missing, 0), skipped=skipped)
