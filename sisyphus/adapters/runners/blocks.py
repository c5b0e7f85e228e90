"""Runners whose summary takes several lines: a row each, with how it begins and what belongs to it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sisyphus.adapters.runners.counts import CaseCounts, counts_of, decimal_of, seconds_of, tally


class Block(NamedTuple):
    """One form of summary. Groups of a line: `number` and `word` of a count, or `time`."""

    runner: str
    begin: re.Pattern[str]
    """The line that makes it one."""
    more: re.Pattern[str]
    """Lines that belong to it, whatever stands between them."""
    end: re.Pattern[str]
    """The last line; without it a block goes on to the next `begin`."""
    whole: bool = True
    """Whether a block without its last line counts."""


_NEVER = re.compile(r"(?!)")
_NUMBER_WORD = r"(?P<number>\d+) "
_NODE_SIGN = r"(?:#|\u2139)\s+"

BLOCKS: tuple[Block, ...] = (
    Block(
        "mocha",
        re.compile(_NUMBER_WORD + r"(?P<word>passing)(?: \((?P<time>[\da-z ]{1,20})\))?"),
        re.compile(_NUMBER_WORD + r"(?P<word>pending|failing)"),
        _NEVER,
    ),
    Block(
        "bun test",
        re.compile(_NUMBER_WORD + r"(?P<word>pass)"),
        re.compile(_NUMBER_WORD + r"(?P<word>fail|skip|todo|errors?)"),
        re.compile(r"Ran \d+ tests? across \d+ files?\.(?: \[(?P<time>[\d.]+m?s)\])?"),
        whole=False,
    ),
    Block(
        "node --test, tape, AVA --tap",
        re.compile(_NODE_SIGN + r"(?P<word>tests)\s+(?P<number>\d+)"),
        re.compile(_NODE_SIGN + r"(?P<word>pass|fail|cancelled|skipped|skip|todo)\s+(?P<number>\d+)"),
        re.compile(_NODE_SIGN + r"duration_ms (?P<ms>[\d.]+)"),
    ),
    Block(
        "dotnet test",
        re.compile(r"(?P<word>Total tests): (?P<number>\d+)"),
        re.compile(r"(?P<word>Passed|Failed|Skipped): (?P<number>\d+)"),
        re.compile(r"Total time: (?P<time>[\d.]+ [A-Z][a-z]+)"),
    ),
    Block(
        "dotnet test (Testing Platform)",
        re.compile(r"Test run summary: [A-Z][a-z ]{1,30}!?(?: - .*)?"),
        re.compile(r"(?P<word>failed|succeeded|skipped): (?P<number>\d+)"),
        re.compile(r"duration: (?P<time>[\dhms ]+)"),
    ),
    Block(
        "playwright",
        re.compile(r"Running \d+ tests? using \d+ workers?.{0,80}"),
        re.compile(_NUMBER_WORD + r"(?P<word>failed|interrupted|flaky|skipped|did not run)"),
        re.compile(_NUMBER_WORD + r"(?P<word>passed) \((?P<time>[\d.]+(?:ms|s|m|h))\)"),
    ),
)


def read_blocks(lines: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield what each block says."""
    for block in BLOCKS:
        yield from _read_block(block, lines)


def _read_block(block: Block, lines: Sequence[str]) -> Iterator[CaseCounts]:
    pairs: list[tuple[int, str]] | None = None
    seconds: float | None = None
    for line in lines:
        begun = block.begin.fullmatch(line)
        if begun:
            if pairs and block.whole:
                yield counts_of(tally(pairs), seconds)
            pairs, seconds = [*_pair(begun)], _seconds(begun)
        elif pairs is not None and (more := block.more.fullmatch(line)):
            pairs += _pair(more)
        elif pairs is not None and (end := block.end.fullmatch(line)):
            pairs += _pair(end)
            yield counts_of(tally(pairs), _seconds(end) or seconds)
            pairs = None
    if pairs and block.whole:
        yield counts_of(tally(pairs), seconds)


def _pair(found: re.Match[str]) -> Iterator[tuple[int, str]]:
    groups = found.groupdict()
    if groups.get("number"):
        yield int(groups["number"]), groups["word"]


def _seconds(found: re.Match[str]) -> float | None:
    groups = found.groupdict()
    if groups.get("ms"):
        milliseconds = decimal_of(groups["ms"])
        return None if milliseconds is None else round(milliseconds / 1000, 6)
    return seconds_of(groups.get("time") or "")


_UNITTEST_RAN = re.compile(r"Ran (\d+) tests? in ([\d.]+)s")
_UNITTEST_END = re.compile(r"(OK|FAILED|NO TESTS RAN)(?: \((?P<parts>[a-z ]+=\d+(?:, [a-z ]+=\d+)*)\))?")
_UNITTEST_PART = re.compile(r"([a-z ]+)=(\d+)")


def read_unittest(lines: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield what unittest says: how many ran, then, lines later, what became of them."""
    ran: re.Match[str] | None = None
    for line in lines:
        if began := _UNITTEST_RAN.fullmatch(line):
            ran = began
        elif ran is not None and (end := _UNITTEST_END.fullmatch(line)):
            parts = [(int(n), word.strip()) for word, n in _UNITTEST_PART.findall(end["parts"] or "")]
            yield counts_of({"total": int(ran[1]), **tally(parts)}, decimal_of(ran[2]))
            ran = None


_XCTEST_ALL = re.compile(r"Test Suite '(?:All|Selected) tests' (?:passed|failed) at .{1,60}")
_XCTEST = re.compile(
    r"Executed (?P<total>\d+) tests?, with (?:(?P<skipped>\d+) tests? skipped and )?"
    r"(?P<failed>\d+) failures? \(\d+ unexpected\) in (?P<time>[\d.]+) .{0,40}"
)
_SWIFT_RUN = re.compile(
    r"(?:\S )?Test run with (\d+) tests?(?: in \d+ suites?)? (passed|failed) after ([\d.]+) seconds.{0,40}"
)
_SWIFT_CASE = re.compile(r'(?:\S )?Test (?!run )(?:".{1,300}"|\S{1,300}) (failed after|skipped).{0,200}')


def read_swift(lines: Sequence[str]) -> Iterator[CaseCounts]:
    """Yield what `swift test` says, of XCTest (its outermost suite) and of Swift Testing."""
    outermost = False
    cases = {"failed after": 0, "skipped": 0}
    for line in lines:
        if suite := _XCTEST.fullmatch(line):
            if outermost:
                found = {name: int(suite[name] or 0) for name in ("total", "skipped", "failed")}
                yield counts_of(found, decimal_of(suite["time"]))
            outermost = False
        elif run := _SWIFT_RUN.fullmatch(line):
            total, failed, skipped = int(run[1]), cases["failed after"], cases["skipped"]
            known = run[2] == "passed" or failed > 0  # the line itself counts issues, not cases
            yield CaseCounts(
                passed=max(total - failed - skipped, 0) if known else None,
                failed=failed if known else None,
                skipped=skipped,
                seconds=decimal_of(run[3]),
            )
            cases = dict.fromkeys(cases, 0)
        elif case := _SWIFT_CASE.fullmatch(line):
            cases[case[1]] += 1
        elif _XCTEST_ALL.fullmatch(line):
            outermost = True
