"""The whole program is killed at any moment: no process outlives it, and the next run finds all whole."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.conftest import ROUNDS, eventually

if TYPE_CHECKING:
    from tests.faults.conftest import Ward

COMMANDS = (("verify", "--trust-all"), ("note", "learnings", "x"), ("report", "--write"))
LONGEST_S = 0.6
MARK = "SISYPHUS_TEST_FAMILY"


def family(mark: str) -> list[str]:
    """The processes whose environment holds the mark."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if f"{MARK}={mark}".encode() in (entry / "environ").read_bytes():
                    found.append(entry.name)
            except OSError:
                continue
    return found


def test_killed_at_random_moments(ward: "Ward") -> None:
    chance = random.Random(8)  # noqa: S311 - chooses moments
    for turn in range(ROUNDS or 12):
        command, mark = chance.choice(COMMANDS), f"{os.getpid()}-{turn}"
        log, notepad = ward.log.read_bytes(), ward.notepad.read_bytes()
        process = subprocess.Popen(
            [sys.executable, "-m", "sisyphus", *command],
            cwd=ward.project.root,
            env={**os.environ, MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0, LONGEST_S))
        process.kill()
        process.wait()
        assert eventually(lambda mark=mark: not family(mark)), command  # type: ignore[misc] # bound at once
        assert ward.log.read_bytes().startswith(log)
        assert ward.notepad.read_bytes().startswith(notepad)
        ward.require_sound()
    for command in COMMANDS:
        assert ward.project.ask(*command).returncode == 0
    ward.require_sound()
