"""A log that grew for years: what one more run costs in memory."""

import json
import tracemalloc
from pathlib import Path

import rfc8785

from sisyphus.adapters.evidence import read_logs
from sisyphus.adapters.evidence_log.chain import GENESIS, digest
from tests.cli.conftest import Project, checked, project, ran

__all__ = ["checked", "project", "ran"]

FEW, MANY = 500, 2000
MOST_BYTES = 4000
"""Of memory for one run: some 500, and now and then a table of the interpreter that grows by a megabyte.
A run that is held as plain values takes 10,000.
"""


def repeat(log: Path, runs: int) -> None:
    """Write a log of so many runs, all like the first one."""
    records = [json.loads(line) for line in log.read_text().splitlines()[:2]]
    lines: list[bytes] = []
    before = GENESIS
    for number in range(2 * runs):
        record = {**records[number % 2], "seq": number + 1, "prev": before}
        if number % 2:
            record["start"] = number
        lines.append(rfc8785.dumps(record))
        before = digest(lines[-1])
    log.write_bytes(b"\n".join(lines) + b"\n")


def peak(project: Project, log: Path, runs: int) -> int:
    """Return the most bytes that reading a log of so many runs takes."""
    repeat(log, runs)
    for anchor in (Path.home() / ".state").rglob("*.json"):
        anchor.unlink()
    tracemalloc.start()
    try:
        logs = read_logs(project.root / ".sisyphus", "tally", project.root)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert logs.tampered == ()
    assert len(logs.records) == runs
    return most


def test_one_more_run_takes_little_memory(checked: Project) -> None:
    assert checked.ask("verify", "tally", "1", "--trust-all").returncode in {0, 1}
    (log,) = (checked.root / ".sisyphus").glob("evidence/sisyphus/tally/*.jsonl")
    few, many = peak(checked, log, FEW), peak(checked, log, MANY)
    assert (many - few) / (MANY - FEW) < MOST_BYTES
