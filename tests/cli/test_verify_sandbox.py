"""`verify --sandbox`: taken where it works, said where it does not, kept in the evidence."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.adapters.test_sandbox import FAKE, program

if TYPE_CHECKING:
    from tests.cli.conftest import Project

Ran = Callable[[], list[str]]


def kinds(project: "Project") -> list[str]:
    checks = json.loads(project.ask("verify", "--list", "--json").stdout)["checks"]
    return [c["result"]["sandbox"] for c in checks]


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take bubblewrap off PATH, and leave all else on it."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for entry in os.environ["PATH"].split(os.pathsep):
        for file in Path(entry).iterdir() if Path(entry).is_dir() else ():
            if file.name != "bwrap" and not (folder / file.name).exists():
                (folder / file.name).symlink_to(file)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.usefixtures("absent")
def test_without_bubblewrap(checked: "Project", ran: Ran) -> None:
    run = checked.ask("verify", "--trust-all", "--sandbox", "require")
    assert run.returncode == 5
    assert "fix: install bubblewrap" in run.stderr
    assert ran() == []
    run = checked.ask("verify", "--trust-all", "--sandbox", "auto")
    assert run.returncode == 0
    assert "no sandbox: bubblewrap (bwrap) was not found on PATH; the checks run as you" in run.stderr
    assert ran() == ["one", "two"]
    assert kinds(checked) == ["none", "none"]
    assert "sandbox" not in checked.ask("verify", "--trust-all").stderr


@pytest.mark.usefixtures("absent")
def test_a_bubblewrap_of_the_repository_is_not_taken(
    checked: "Project", monkeypatch: pytest.MonkeyPatch
) -> None:
    program(checked.root / "bin" / "bwrap", FAKE)
    monkeypatch.setenv("PATH", os.pathsep.join([str(checked.root / "bin"), "bin", os.environ["PATH"]]))
    assert checked.ask("verify", "--trust-all", "--sandbox", "require").returncode == 5
    assert not (checked.root / "bin" / "asked").exists()


def test_a_bubblewrap_that_works_is_taken_and_kept_in_the_evidence(
    checked: "Project", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = program(tmp_path / "good" / "bwrap", FAKE)
    monkeypatch.setenv("PATH", os.pathsep.join([str(fake.parent), os.environ["PATH"]]))
    for choice in ("auto", "require"):
        run = checked.ask("verify", "--trust-all", "--sandbox", choice)
        assert run.returncode == 0, run.stderr
        assert kinds(checked) == ["bwrap", "bwrap"]
    assert checked.ask("verify", "--trust-all", "--at", "HEAD", "--sandbox", "require").returncode == 0
    assert "sisyphus-at-" in (fake.parent / "asked").read_text()


def test_a_bubblewrap_that_does_not_work_is_none(
    checked: "Project", ran: Ran, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It must be found out before: exit 1 of bubblewrap itself looks like one of the command."""
    broken = program(tmp_path / "bad" / "bwrap", "#!/bin/sh\necho 'bwrap: No permissions' >&2\nexit 1\n")
    monkeypatch.setenv("PATH", os.pathsep.join([str(broken.parent), os.environ["PATH"]]))
    run = checked.ask("verify", "--trust-all", "--sandbox", "require")
    assert run.returncode == 5
    assert "does not work here: bwrap: No permissions" in run.stderr
    assert ran() == []
    assert checked.ask("verify", "--trust-all", "--sandbox", "auto").returncode == 0
    assert kinds(checked) == ["none", "none"]
