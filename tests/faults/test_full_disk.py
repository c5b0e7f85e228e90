"""No room for more than some bytes of a file: what is there stays whole, and is said."""

import os
import resource
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.faults.conftest import Ward


@pytest.mark.parametrize("room", [0, 100, 1500, 3000])
@pytest.mark.parametrize(
    "command", [("verify", "--trust-all"), ("note", "learnings", "x" * 2000), ("report", "--write")]
)
def test_no_room(ward: "Ward", command: tuple[str, ...], room: int) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    log, notepad, report = (f.read_bytes() for f in (ward.log, ward.notepad, ward.report))
    run = subprocess.run(
        [sys.executable, "-m", "sisyphus", *command],
        cwd=ward.project.root,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # Python itself would leave half a file
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert run.returncode in {0, 5}, run.stderr
    assert run.returncode == 0 or "fix:" in run.stderr
    assert "Traceback" not in run.stderr
    assert ward.log.read_bytes().startswith(log)
    assert ward.notepad.read_bytes().startswith(notepad)
    assert run.returncode == 0 or ward.report.read_bytes() == report
    ward.require_whole()
    assert ward.project.ask(*command).returncode == 0
