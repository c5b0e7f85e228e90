"""A log that grew for years: what one more run costs in memory."""

import json
import tracemalloc
from pathlib import Path

import pytest
import rfc8785

from sisyphus.adapters.evidence import read_logs
from sisyphus.adapters.evidence_chain import GENESIS, digest
from tests.cli.conftest import Project, checked, project, ran

__all__ = ["checked", "project", "ran"]

MOST_BYTES = 1500
"""Of memory for one run, whose two records have some 1,700 on disk, and five times that as plain values."""


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


@pytest.mark.parametrize("runs", [1000])
def test_a_run_takes_little_memory(checked: Project, runs: int) -> None:
    assert checked.ask("verify", "tally", "1", "--trust-all").returncode in {0, 1}
    state = checked.root / ".sisyphus"
    (log,) = state.glob("evidence/sisyphus/tally/*.jsonl")
    read_logs(state, "tally", checked.root)
    repeat(log, runs)
    for anchor in (Path.home() / ".state").rglob("*.json"):
        anchor.unlink()
    tracemalloc.start()
    try:
        logs = read_logs(state, "tally", checked.root)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert logs.tampered == ()
    assert len(logs.records) == runs
    assert peak / runs < MOST_BYTES, peak / runs
