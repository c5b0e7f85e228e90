"""What `go test` prints: as text, and as one JSON object a line with `-json`."""

import json
import re
from collections.abc import Iterator, Sequence

from sisyphus.adapters.runners.counts import MOST, CaseCounts, decimal_of

_CASE = re.compile(r"--- (PASS|FAIL|SKIP): (\S+) .*")
_PACKAGE = re.compile(r"(ok|FAIL)\s+\S+\s+(?P<rest>[\d.]+s|\(cached\)|\[.{1,80}\])(?P<more>.*)")
_GOTESTSUM = re.compile(r"DONE .*\d+ tests?(?:, .*)? in [\d.]+m?s")
_NOTHING = re.compile(r"\?\s+\S+\s+\[no test files\]")
_EVENTS = {"pass": "PASS", "fail": "FAIL", "skip": "SKIP"}
_JSON_LINE = re.compile(r'\{.*"Action":"[a-z]+".*\}')


def read_go(lines: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield one answer for all packages. Subtests are cases of their own, as `go test -v` lists them."""
    events = [event for line in lines if _JSON_LINE.fullmatch(line) and (event := _event(line))]
    if events:
        yield _of_events(events)
        return
    if any(map(_GOTESTSUM.fullmatch, lines)):
        return  # it sums up what it shows
    packages = [found for line in lines if (found := _PACKAGE.fullmatch(line)) and "\t" in line]
    without = sum(bool(_NOTHING.fullmatch(line)) and "\t" in line for line in lines)
    if not packages:
        if without:
            yield CaseCounts(passed=0, failed=0, skipped=0)
        return
    cases = [found[1] for line in lines if (found := _CASE.fullmatch(line))]
    idle = all("[no tests to run]" in p["rest"] + p["more"] for p in packages)
    # Without -v only failures are listed: then nobody knows how many passed.
    listed = "PASS" in cases or idle
    told = [decimal_of(p["rest"][:-1]) for p in packages if p["rest"].endswith("s")]
    times = [seconds for seconds in told if seconds is not None]
    yield CaseCounts(
        passed=cases.count("PASS") if listed else None,
        failed=cases.count("FAIL") or sum(p[1] == "FAIL" for p in packages),
        skipped=cases.count("SKIP") if listed else None,
        seconds=round(sum(times), 6) if times else None,
    )


def _event(line: str) -> dict[str, object] | None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("Action"), str) else None


def _of_events(events: Sequence[dict[str, object]]) -> CaseCounts:
    results = [_EVENTS[str(e["Action"])] for e in events if e.get("Test") and e["Action"] in _EVENTS]
    packages = [e for e in events if not e.get("Test") and e["Action"] in _EVENTS]
    times = [t for e in packages if isinstance(t := e.get("Elapsed"), int | float) and 0 <= t < MOST]
    failed = results.count("FAIL") or sum(e["Action"] == "fail" for e in packages)
    return CaseCounts(
        passed=results.count("PASS"),
        failed=failed,
        skipped=results.count("SKIP"),
        seconds=round(float(sum(times)), 6) if times else None,
    )
