"""A workspace of one plan with one trivial check that is trusted, and what must hold of it after any fault."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Project, project

__all__ = ["project"]

ROUNDS = int(os.environ.get("SISYPHUS_FAULT_ROUNDS", "0"))
"""How many rounds a bounded loop has; 0 for the few of the suite."""

PLAN = """# Tally

## TODOs

- [x] 1. Count the words

  **Acceptance Criteria**:
  - [x] `sh checks/one.sh` → exit code 0
"""


class Ward(NamedTuple):
    """The workspace under watch, and the user's folders that belong to it."""

    project: Project
    home: Path
    scratch: Path
    """The folder for temporary files."""

    @property
    def log(self) -> Path:
        """The evidence log; not there before the first run."""
        logs = list((self.project.root / ".sisyphus/evidence/sisyphus/tally").glob("*.jsonl"))
        return logs[0] if logs else self.project.root / "no-log"

    @property
    def report(self) -> Path:
        return self.project.root / ".sisyphus/notepads/tally/FINAL_STATUS.md"

    @property
    def notepad(self) -> Path:
        return self.project.root / ".sisyphus/notepads/tally/learnings.md"

    def records(self) -> list[dict[str, object]]:
        """The records of the log, each of which must be whole."""
        text = self.log.read_text() if self.log.exists() else ""
        return [json.loads(row) for row in text.split("\n") if row]

    def require_whole(self) -> None:
        """Assert that no file is a half one, no temporary file is left, and the log holds together."""
        left = [
            p
            for top in (self.project.root / ".sisyphus", self.home, self.scratch, self.project.root)
            for p in top.rglob("*")
            if p.name.endswith(".tmp") or ".sisyphus-" in p.name
        ]
        assert left == []
        assert list(self.scratch.iterdir()) == []
        for file in (self.report, self.project.root / "out.md"):
            if file.exists():
                text = file.read_text()
                assert text.startswith(("---\n", "# ", "<!--")), text[:80]
                assert text.endswith("\n")
        if (junit := self.project.root.parent / "junit.xml").exists():
            ET.fromstring(junit.read_text())  # noqa: S314 - our own file
        self.require_sound()

    def require_sound(self) -> None:
        """Assert that the evidence holds together."""
        checked = self.project.ask("evidence", "check")
        assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.fixture
def ward(project: Project, sealed_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ward:
    """A plan whose check has passed once, a notepad and a report."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    project.plan(PLAN)
    project.write("checks/one.sh", "exit 0\n")
    project.commit("feat: count")
    made = Ward(project, sealed_home, scratch)
    assert project.ask("verify", "--trust-all").returncode == 0
    assert project.ask("note", "learnings", "the first").returncode == 0
    assert project.ask("report", "--write").returncode == 0
    return made


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something comes true in the time that a loaded machine may need."""
    until = time.monotonic() + 30
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def descriptors() -> int:
    """How many files this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names alone
