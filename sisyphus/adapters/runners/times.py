"""Runners that say on a line of its own how long they took."""

import re
from collections.abc import Iterator, Sequence

from sisyphus.adapters.runners.counts import seconds_of

TIMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("jest", re.compile(r"Time:\s+([\d.]+ m?s)(?:, estimated .{1,20})?")),
    ("vitest", re.compile(r"Duration\s+([\d.]+m?s)(?: \(.{1,200}\))?")),
    ("pest", re.compile(r"Duration: ([\d.]+s)")),
    ("rspec", re.compile(r"Finished in ((?:\d+ minutes? )?[\d.]+ seconds?) \(files took .{1,40}\)")),
    ("minitest", re.compile(r"Finished in ([\d.]+s), [\d.]+ runs/s.{0,60}")),
    ("phpunit", re.compile(r"Time: ([\d:.]+), Memory: .{1,20}")),
    ("ctest", re.compile(r"Total Test time \(real\) =\s+([\d.]+ sec)")),
)


def read_times(lines: Sequence[str]) -> Iterator[float]:
    """Yield the seconds that such lines name."""
    for line in lines:
        for _, pattern in TIMES:
            found = pattern.fullmatch(line)
            seconds = seconds_of(found[1]) if found else None
            if seconds is not None:
                yield seconds
                break
