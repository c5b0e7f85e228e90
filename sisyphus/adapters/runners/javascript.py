"""What AVA and Karma print: summaries whose lines count only where they stand."""

import re
from collections.abc import Iterator, Sequence

from sisyphus.adapters.runners.counts import FAILED, PASSED, SKIPPED, CaseCounts, counts_of, seconds_of

_RULE = "\u2500"
"""AVA's line before its summary."""
_TOLD = re.compile(
    r"(?P<number>\d+) (?:tests? (?P<word>passed|failed|skipped|todo)|(?P<other>known failures?"
    r"|hooks? failed|unhandled rejections?|uncaught exceptions?))"
)
_MEANS = {"passed": PASSED, "failed": FAILED, "skipped": SKIPPED, "todo": SKIPPED, "known": SKIPPED}
_LISTED = re.compile(r"\u2714 (?!\[expected fail\]).*")
_NONE = re.compile(
    r"\u2718 (?:No tests found in .+|Couldn\u2019t find any files to test.*"
    r"|Based on your configuration, \d+ test files? (?:was|were) found, but did not match the filters:)"
)


def read_ava(lines: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield one answer for AVA's own reporter. Beside failures it only lists those that passed."""
    rules = [at for at, line in enumerate(lines) if line == _RULE]
    told = [found for line in lines[rules[-1] :] if (found := _TOLD.fullmatch(line))] if rules else []
    if not told:
        if any(map(_NONE.fullmatch, lines)):
            yield CaseCounts(passed=0, failed=0, skipped=0)
        return
    counts: dict[str, int] = {}
    for found in told:
        meaning = _MEANS.get(found["word"] or found["other"].split(" ")[0], FAILED)
        counts[meaning] = counts.get(meaning, 0) + int(found["number"])
    counts.setdefault(PASSED, sum(bool(_LISTED.fullmatch(line)) for line in lines))
    yield counts_of(counts)


_EXECUTED = re.compile(
    r"(?P<browser>[^:]{1,100}): Executed (?P<executed>\d+) of (?P<total>\d+)(?: \((?P<failed>\d+) FAILED\))?"
    r"(?: \(skipped (?P<skipped>\d+)\))?(?: (?:SUCCESS|ERROR|DISCONNECTED))?"
    r" \((?P<time>[^/]{1,40}) / [^)]{1,40}\)"
)


def read_karma(lines: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield one answer a browser: the last line of each, where the reporter repeats them as it goes."""
    last = {found["browser"]: found for line in lines if (found := _EXECUTED.fullmatch(line))}
    for found in last.values():
        failed = int(found["failed"] or 0)
        yield CaseCounts(
            passed=int(found["executed"]) - failed,
            failed=failed,
            skipped=int(found["skipped"] or 0),
            seconds=seconds_of(found["time"]),
        )
