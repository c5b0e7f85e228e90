"""Everything at once: checks, reports, notes and answers while an editor writes the plan."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.conftest import PLAN, ROUNDS

if TYPE_CHECKING:
    from tests.faults.conftest import Ward

TURNS = ROUNDS or 2
"""How often each command is run."""
COMMANDS = (
    "verify --trust-all",
    "report --write",
    "note learnings",
    "status --json",
    "status tally",
    "report --json",
)
WORKERS = {**dict.fromkeys(COMMANDS, 1), "note learnings": 2, "verify --trust-all": 2}


def edit(plan: Path, stop: threading.Event) -> int:
    """Write the plan as editors do, in one step, with a comment that differs each time. Returns how often."""
    count = 0
    while not stop.is_set():
        count += 1
        draft = plan.with_name(".tally.md.swp")
        draft.write_text(f"{PLAN}\n<!-- {count} -->\n")
        draft.replace(plan)
        time.sleep(0.01)
    return count


def work(root: Path, name: str, worker: int, ran: list[tuple[str, int, str, str]]) -> None:
    for turn in range(TURNS):
        words = [*name.split(), *([f"worker {worker} turn {turn} {'x' * 3000}"] if "note" in name else [])]
        done = subprocess.run(
            [sys.executable, "-m", "sisyphus", *words],
            cwd=root,
            env=os.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        ran.append((name, done.returncode, done.stdout, done.stderr))


def test_nothing_is_torn_and_nothing_is_lost(ward: "Ward") -> None:
    root, stop = ward.project.root, threading.Event()
    ran: list[tuple[str, int, str, str]] = []
    editor = threading.Thread(target=edit, args=(root / ".sisyphus/plans/tally.md", stop))
    workers = [
        threading.Thread(target=work, args=(root, name, worker, ran))
        for name, many in WORKERS.items()
        for worker in range(many)
    ]
    for thread in (editor, *workers):
        thread.start()
    for thread in workers:
        thread.join()
    stop.set()
    editor.join()
    assert len(ran) == TURNS * sum(WORKERS.values())
    for name, code, out, err in ran:
        # A plan that changes while its checks are asked for is no reason to run what nobody saw.
        assert code in ({0, 1, 3, 5} if "verify" in name else {0}), (name, code, err)
        assert "Traceback" not in err, err
        if "--json" in name:
            assert json.loads(out)["format_version"] == 1
    notes = ward.notepad.read_text()
    for worker in range(WORKERS["note learnings"]):
        for turn in range(TURNS):
            assert notes.count(f"worker {worker} turn {turn} {'x' * 3000}") == 1
    starts = {r["seq"] for r in ward.records() if r["type"] == "started"}
    assert starts == {r["start"] for r in ward.records() if r["type"] == "ended"}
    assert len(starts) >= 1 + sum(code in {0, 1} for name, code, *_ in ran if "verify" in name)
    assert re.search(r"^claimed", ward.project.ask("status", "tally").stdout, re.MULTILINE)
    ward.require_whole()
