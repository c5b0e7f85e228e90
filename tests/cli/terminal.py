"""`sisyphus verify` on a terminal, with somebody who types."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Project


_AT_ITS_TERMINAL = (
    "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from sisyphus.__main__ import main; main()"
)
"""The program as a shell starts it: what is typed as Ctrl-C reaches it."""
PROMPTS = (b"[s] ", b"[not] ", b": ")
"""How a question ends."""


def answer(
    project: "Project", text: str | Sequence[str], *arguments: str, ahead: str = "", **variables: str
) -> tuple[int, str]:
    """Run verify on a terminal, type `text`, and return its exit code with what the terminal showed.

    Each line, or each text of several, is typed when a question waits for it; `ahead` before the first.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _AT_ITS_TERMINAL, "verify", *arguments],
        cwd=project.root,
        env={**os.environ, **variables},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    lines = text.splitlines(keepends=True) if isinstance(text, str) else list(text)
    os.write(ours, os.fsencode(ahead))
    shown, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not chunk:
                break
            shown += chunk
            if lines and shown.endswith(PROMPTS):
                os.write(ours, os.fsencode(lines.pop(0)))
    os.close(ours)
    return process.wait(timeout=30), shown.decode("utf-8", "replace")
