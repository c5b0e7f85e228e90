"""Reads how many tests ran, passed and failed from what test runners print."""

import re
from collections.abc import Iterator, Sequence

from sisyphus.adapters.runners.blocks import read_blocks, read_swift, read_unittest
from sisyphus.adapters.runners.counts import CaseCounts, is_possible
from sisyphus.adapters.runners.golang import read_go
from sisyphus.adapters.runners.javascript import read_ava, read_karma
from sisyphus.adapters.runners.lines import read_lines
from sisyphus.adapters.runners.tap import read_prove, read_tap
from sisyphus.adapters.runners.times import read_times
from sisyphus.model.check import Assertion, AssertionKind

__all__ = ["CaseCounts", "nothing_ran", "plain_lines", "read_tests"]

_LINE_LIMIT = 500
"""Longer lines are no summaries, but for the events of `go test -json`."""
_EVENT_LIMIT = 5000
_ANSI = re.compile(r"\x1b(?:\[[0-9;?]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|[()][AB0])")
_PACKAGE = re.compile(
    r"(?P<package>@?[\w.-]{1,80}(?:/[\w.-]{1,80}){0,4}:"
    r"(?=[\d.:-]{0,60}[^\W\d])[\w.:-]{1,60}"  # turbo: app:test:
    r"|(?:@[\w.-]{1,80}/)?[\w.-]{1,80}(?:/[\w.-]{1,80}){1,6} [\w.:-]{1,60}"  # pnpm: packages/app test:
    r"|@[\w.-]{1,80}/[\w.-]{1,80}): "  # lerna: @scope/app:
)
"""What runners of workspaces put before each line, so that the output of packages can mingle."""
_WANTS_NONE = re.compile(
    r"\bno tests?\b|\b(?:collected )?0 (?:tests?|passed|examples|items|runs)\b", re.IGNORECASE
)
_TEXT_KINDS = frozenset(
    {AssertionKind.STDOUT_CONTAINS, AssertionKind.STDOUT_EQUALS, AssertionKind.STDOUT_MATCHES}
)

READERS = (
    *(read_lines, read_blocks, read_unittest, read_swift, read_go),
    *(read_prove, read_ava, read_karma),
)
"""Each takes the lines of one run's output and yields the summaries that it knows."""


def read_tests(text: str) -> CaseCounts | None:
    """Read the summaries of the runners in the tables of `runners`; `None` when there is none.

    Several summaries, as of two runs, many crates or the packages of a workspace, are added up.
    """
    found: list[CaseCounts] = []
    times: list[float] = []
    for lines in _packages(plain_lines(text)):
        summaries = [counts for reader in READERS for counts in reader(lines) if is_possible(counts)]
        found += summaries
        times += [c.seconds for c in summaries if c.seconds is not None]
        times += read_times(lines) if summaries else ()
    found = found or list(filter(is_possible, read_tap(_rows(text))))
    if not found:
        return None
    return CaseCounts(
        passed=_sum([c.passed for c in found]),
        failed=_sum([c.failed for c in found]),
        skipped=_sum([c.skipped for c in found]),
        seconds=round(sum(times), 3) if times else None,
    )


def nothing_ran(assertions: Sequence[Assertion], text: str) -> str | None:
    """Say so when a test runner ran no test: then a pass proves nothing.

    `None` where tests ran, where no runner says, and where the plan wants just that.
    """
    if any(a.kind is AssertionKind.TESTS_PASSED for a in assertions):
        return None
    wanted = " ".join(f"{a.text or ''} {a.pattern or ''}" for a in assertions if a.kind in _TEXT_KINDS)
    if _WANTS_NONE.search(wanted):
        return None
    counts = read_tests(text)
    if counts is None or counts.passed != 0 or counts.failed != 0:
        return None
    return f"no tests ran: all {counts.skipped} were skipped" if counts.skipped else "no tests ran"


def plain_lines(text: str) -> list[str]:
    """Return the lines as they stood on the screen at last: no colours, no progress that was overwritten."""
    return [row.strip() for row in _rows(text)]


def _rows(text: str) -> list[str]:
    plain = _ANSI.sub("", text)
    rows = (row.rstrip("\r").rpartition("\r")[2] for row in plain.split("\n"))
    return [row for row in rows if len(row) < (_EVENT_LIMIT if row.startswith('{"') else _LINE_LIMIT)]


def _packages(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the lines of each package of a workspace apart, then those of nobody."""
    prefixed = [(found, line) for line in lines if (found := _PACKAGE.match(line))]
    names: dict[str, list[str]] = {}
    for found, line in prefixed:
        names.setdefault(found["package"], []).append(line[found.end() :].strip())
    yield [line for line in lines if not _PACKAGE.match(line)]
    yield from names.values()


def _sum(numbers: Sequence[int | None]) -> int | None:
    """Add up what is known; `None` when nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
