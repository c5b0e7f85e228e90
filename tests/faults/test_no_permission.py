"""Evidence that may not be opened: said with its path before anything runs."""

import json
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
    return ask(ward, "verify", "--trust-all")


def ask(ward: "Ward", *arguments: str) -> subprocess.CompletedProcess[str]:
    words = [w for w in (*AS_ANYBODY, sys.executable, "-m", "sisyphus", *arguments) if w]
    return subprocess.run(
        words,
        cwd=ward.project.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def named(ward: "Ward", place: str) -> Path:
    places = {"log": ward.log, "anchors": Path(os.environ["XDG_STATE_HOME"]) / "sisyphus" / "anchors"}
    return places.get(place, ward.project.root / ".sisyphus" / place)


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
    target = named(ward, place)
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


@pytest.mark.parametrize(
    ("place", "plan"),
    [
        ("evidence", ()),
        ("evidence", ("tally",)),
        ("evidence/sisyphus/tally", ()),
        ("evidence/sisyphus/tally/out", ()),
        ("log", ()),
        ("anchors", ()),
    ],
)
def test_what_may_not_be_read_is_neither_sound_nor_changed(
    ward: "Ward", place: str, plan: tuple[str, ...]
) -> None:
    ward.project.write("checks/one.sh", "echo one\n")
    assert verify(ward).returncode == 0
    assert ask(ward, "evidence", "check", *plan).returncode == 0
    target = named(ward, place)
    before = target.stat().st_mode
    target.chmod(0o000)
    try:
        run = ask(ward, "evidence", "check", *plan)
        told = ask(ward, "evidence", "check", *plan, "--json")
    finally:
        target.chmod(before)
    assert (run.returncode, told.returncode) == (5, 5)
    assert "cannot be read" in run.stdout or "Permission denied" in run.stderr
    assert "broken" not in run.stdout
    assert json.loads(told.stdout).get("holds") is not True


def test_a_changed_log_is_tampered_with_also_beside_one_that_may_not_be_read(ward: "Ward") -> None:
    log = ward.log
    other = log.with_name("elsewhere-00000000.jsonl")
    other.write_text("")
    other.chmod(0o000)
    assert ask(ward, "evidence", "check").returncode == 5
    log.write_text(log.read_text().replace("passed", "failed"))
    assert ask(ward, "evidence", "check").returncode == 7


@pytest.mark.parametrize("command", [("list",), ("show", "1"), ("export",)], ids=" ".join)
@pytest.mark.parametrize("place", ["evidence", "log"])
def test_runs_that_may_not_be_read_are_not_said_to_be_gone(
    ward: "Ward", place: str, command: tuple[str, ...]
) -> None:
    assert verify(ward).returncode == 0
    target = named(ward, place)
    before = target.stat().st_mode
    target.chmod(0o000)
    try:
        run = ask(ward, "evidence", *command)
        status = ask(ward, "status", "tally")
    finally:
        target.chmod(before)
    assert (run.returncode, run.stdout) == (5, "")
    assert "Permission denied" in run.stderr
    assert "[evidence-unreadable]" in status.stdout
    assert "is gone" not in status.stdout
