"""Calls of the operating system fail, one after the other, under each command that writes."""

from typing import TYPE_CHECKING

import pytest

from tests.faults.conftest import ROUNDS, descriptors, eventually
from tests.faults.failing import FAULTS, failing

if TYPE_CHECKING:
    from tests.faults.conftest import Ward

COMMANDS: dict[str, tuple[str, ...]] = {
    "verify": ("verify", "--trust-all"),
    "verify --junit": ("verify", "--trust-all", "--junit", "../junit.xml"),
    "report --write": ("report", "--write"),
    "report -o": ("report", "-o", "../out.md"),
    "note": ("note", "learnings", "seen twice"),
}
ENVIRONMENT = 5
STRIDE = 1 if ROUNDS else 17
"""Files are opened a hundred times in one `verify`: the suite lets each of so many fail."""


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_failing_call_is_said_and_spoils_nothing(ward: "Ward", name: str, kind: str) -> None:
    faults, nth, met = FAULTS[kind], 1, True
    while met:
        met = fail_once(ward, COMMANDS[name], kind, nth, faults[nth % len(faults)])
        nth += STRIDE if kind == "open" else 1
    assert ward.project.ask(*COMMANDS[name]).returncode == 0
    ward.require_whole()


def fail_once(ward: "Ward", command: tuple[str, ...], kind: str, nth: int, fault: int) -> bool:
    """Run once with one fault; false when the command makes fewer calls than that."""
    log, notepad, before = ward.log.read_bytes(), ward.notepad.read_bytes(), descriptors()
    with failing(kind, nth, fault) as trap:
        run = ward.project.ask(*command)
    said = f"{nth}: {trap.words}: exit {run.returncode}: {run.stderr}"
    assert run.returncode in {0, ENVIRONMENT}, said
    assert run.returncode != ENVIRONMENT or "fix:" in run.stderr, said
    assert "Traceback" not in run.stderr, said
    assert ward.log.read_bytes().startswith(log), said
    assert ward.notepad.read_bytes().startswith(notepad), said
    assert eventually(lambda: descriptors() <= before), said
    ward.require_whole()
    return trap.met
