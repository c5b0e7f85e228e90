"""Evidence that may not be opened: said with its path before anything runs."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import AS_ANYBODY

if TYPE_CHECKING:
    from tests.faults.conftest import Ward

pytestmark = pytest.mark.skipif(None in AS_ANYBODY, reason="root may open everything; there is no setpriv")


def verify(ward: "Ward") -> subprocess.CompletedProcess[str]:
    words = [w for w in (*AS_ANYBODY, sys.executable, "-m", "sisyphus", "verify", "--trust-all") if w]
    return subprocess.run(
        words,
        cwd=ward.project.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("place", "mode"),
    [
        ("evidence", 0o000),
        ("evidence/sisyphus", 0o000),
        ("evidence/sisyphus/tally", 0o000),
        ("evidence/sisyphus/tally", 0o555),
        ("evidence/sisyphus/tally/out", 0o555),
        ("log", 0o000),
        ("log", 0o444),
        ("anchors", 0o000),
    ],
)
def test_evidence_that_may_not_be_opened_is_said_before_anything_runs(
    ward: "Ward", place: str, mode: int
) -> None:
    ward.project.write("checks/one.sh", "echo ran >> ../ran\n")
    places = {"log": ward.log, "anchors": Path(os.environ["XDG_STATE_HOME"]) / "sisyphus" / "anchors"}
    target = places.get(place, ward.project.root / ".sisyphus" / place)
    before = target.stat().st_mode
    target.chmod(mode)
    try:
        run = verify(ward)
    finally:
        target.chmod(before)
    assert run.returncode == 5, run.stdout + run.stderr
    assert ("evidence/sisyphus" in run.stderr) != (place == "anchors")
    assert "Permission denied" in run.stderr
    assert "fix: " in run.stderr
    assert not (ward.project.root.parent / "ran").exists()
    assert verify(ward).returncode == 0


def test_somebody_elses_evidence_that_may_not_be_opened_stops_nothing(ward: "Ward") -> None:
    other = ward.log.with_name("elsewhere-00000000.jsonl")
    other.write_text("")
    other.chmod(0o000)
    assert verify(ward).returncode == 0
