"""Loops of the agent that nobody ended: the file that a loop leaves while it runs."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sisyphus.adapters.files import read_file
from sisyphus.adapters.locate import StatePlace
from sisyphus.errors import InputError, MachineError
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.regex import regex
from sisyphus.parse.encoding import MAX_BYTES, decode

LOOP_FILE = "ralph-loop.local.md"
"""Taken away when a loop ends by itself."""

IDLE = timedelta(hours=6)
"""A loop writes its file at each turn; one that was silent for longer is taken to be interrupted."""

_ACTIVE = regex(r"\A---[ \t]*\n(?:(?!---)[^\n]*\n)*?active:[ \t]*true[ \t]*\n", re.IGNORECASE)


def find_interrupted_loops(place: StatePlace) -> Iterator[Finding]:
    """Say which loops are still marked active long after their last turn; they do not go on by themselves."""
    for name in place.state_dirs:
        file, relative = place.root / name / LOOP_FILE, f"{name}/{LOOP_FILE}"
        try:
            text, _ = decode(read_file(file, place.bound, limit=MAX_BYTES), relative)
            written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        except (InputError, MachineError, OSError, OverflowError, ValueError):
            continue  # there is none, or none that says anything
        if _ACTIVE.match(text) and datetime.now(UTC) - written > IDLE:
            message = (
                f"a loop is marked active and was silent since {written:%Y-%m-%d %H:%M} UTC: "
                "it was interrupted, whatever it promised"
            )
            yield Finding(
                rule="loop-interrupted",
                severity=Severity.WARNING,
                message=message,
                source=Source(path=relative),
            )
