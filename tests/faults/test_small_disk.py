"""A real small disk that fills up, and one that cannot be written: needs the right to mount."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import Project
from tests.faults.conftest import Ward

WRITERS = (("verify", "--trust-all"), ("note", "learnings", "x" * 2000), ("report", "--write"))
READERS = (
    ("status",),
    ("status", "tally", "--json"),
    ("report",),
    ("audit",),
    ("lint",),
    ("verify", "--list"),
    ("verify", "--dry-run"),
    ("evidence", "check"),
)
SIZE = "512k"

Disk = Callable[[str], None]
"""Mounts the small disk anew with further options, such as `ro`."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Disk]]:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options: str) -> None:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"no file system may be mounted here: {done.stderr.decode()}")

    mount(f"size={SIZE}")
    try:
        yield place, mount
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)


@pytest.fixture
def small(ward: Ward, disk: tuple[Path, Disk]) -> Ward:
    """The same workspace on the small disk; the user's own folders lie elsewhere."""
    root = disk[0] / "repo"
    shutil.copytree(ward.project.root, root, ignore=shutil.ignore_patterns("hooks"), symlinks=True)
    moved = Project(root, ward.project.git)
    assert moved.ask("verify", "--trust-all").returncode == 0
    return Ward(moved, ward.home, ward.scratch)


def fill(place: Path, spare: int) -> Path:
    """Take up all room but `spare` bytes."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while stream.write(b"\0" * 4096):
            pass
    os.truncate(filler, max(filler.stat().st_size - spare, 0))
    return filler


@pytest.mark.parametrize("spare", [0, 8192])
def test_a_full_disk_spoils_nothing_and_is_said(small: Ward, disk: tuple[Path, Disk], spare: int) -> None:
    filler = fill(disk[0], spare)
    for command in WRITERS:
        log, notepad, report = (f.read_bytes() for f in (small.log, small.notepad, small.report))
        run = small.project.ask(*command)
        assert run.returncode in {0, 5}, run.stderr
        assert "Traceback" not in run.stderr
        assert run.returncode == 0 or "fix:" in run.stderr
        assert small.log.read_bytes().startswith(log)
        assert small.notepad.read_bytes().startswith(notepad)
        assert run.returncode == 0 or small.report.read_bytes() == report
        small.require_whole()
    if not spare:
        assert run.returncode == 5
    for words in READERS:
        assert small.project.ask(*words).returncode == 0, words
    filler.unlink()
    for command in WRITERS:
        assert small.project.ask(*command).returncode == 0
    small.require_whole()


def test_a_full_disk_of_the_user_s_own_folders_is_said(
    ward: Ward, disk: tuple[Path, Disk], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STATE", "CACHE"):
        (disk[0] / name).mkdir(mode=0o700)
        monkeypatch.setenv(f"XDG_{name}_HOME", str(disk[0] / name))
    fill(disk[0], 0)
    for command in READERS:
        assert ward.project.ask(*command).returncode == 0, command
    run = ward.project.ask("verify", "--trust-all")
    assert run.returncode == 5, run.stdout
    assert "fix:" in run.stderr


def test_a_disk_that_cannot_be_written_is_read(small: Ward, disk: tuple[Path, Disk]) -> None:
    disk[1](f"remount,ro,size={SIZE}")
    for command in READERS:
        run = small.project.ask(*command)
        assert run.returncode == 0, (command, run.stderr)
    assert "verified 1/1" in small.project.ask("status", "tally").stdout
    for command in WRITERS:
        run = small.project.ask(*command)
        assert run.returncode == 5, (command, run.stdout)
        assert "fix:" in run.stderr
        assert "Traceback" not in run.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="to root nothing is forbidden by a file's mode")
def test_a_tree_without_the_right_to_write_is_read(ward: Ward) -> None:
    folders = [ward.project.root, *(p for p in ward.project.root.rglob("*") if p.is_dir())]
    modes = [folder.stat().st_mode for folder in folders]
    try:
        for folder in folders:
            folder.chmod(0o555)
        for command in READERS:
            assert ward.project.ask(*command).returncode == 0, command
        run = ward.project.ask("report", "--write")
        assert (run.returncode, "fix:" in run.stderr) == (5, True)
    finally:
        for folder, mode in zip(folders, modes, strict=True):
            folder.chmod(mode)
