"""The state folder goes away while a command is at work."""

import os
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.faults.conftest import PLAN, ROUNDS, descriptors, eventually

if TYPE_CHECKING:
    from tests.faults.conftest import Ward

COMMANDS = {
    "status": ("status",),
    "status of one": ("status", "tally"),
    "report": ("report",),
    "report --write": ("report", "--write"),
    "audit": ("audit",),
    "lint": ("lint",),
    "note": ("note", "learnings", "another"),
    "verify": ("verify", "--trust-all"),
}
STRIDE = 1 if ROUNDS else 23
TOLD = {0, 1, 2, 3, 4, 5}


def removing(ward: "Ward", nth: int, name: str) -> tuple[Callable[..., Any], list[int]]:
    """Return a stand-in for a function of the operating system that takes the folder away at its `nth` call."""
    real, calls = getattr(os, name), [0]

    def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - stands in for functions of many shapes
        calls[0] += 1
        if calls[0] == nth:
            shutil.move(ward.project.root / ".sisyphus", ward.project.root.parent / "removed")
        return real(*arguments, **options)

    return call, calls


@pytest.mark.parametrize("name", COMMANDS)
def test_at_any_moment(ward: "Ward", name: str) -> None:
    kept, nth, before = ward.project.root.parent / "kept", 1, descriptors()
    places = {ward.project.root / ".sisyphus": kept / "state", ward.home: kept / "home"}
    for place, copy in places.items():
        shutil.copytree(place, copy)
    while True:
        call, calls = removing(ward, nth, "open")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "open", call)
            run = ward.project.ask(*COMMANDS[name])
        said = f"{nth}: exit {run.returncode}: {run.stderr}"
        assert run.returncode in TOLD, said
        assert "Traceback" not in run.stderr, said
        assert run.returncode not in {2, 4, 5} or "fix:" in run.stderr, said
        assert eventually(lambda: descriptors() <= before), said
        if calls[0] < nth:
            break
        for place in (*places, ward.project.root.parent / "removed"):
            shutil.rmtree(place, ignore_errors=True)
        for place, copy in places.items():
            shutil.copytree(copy, place)
        nth += STRIDE
    ward.require_sound()


def test_by_the_check_itself(ward: "Ward") -> None:
    project = ward.project
    project.write("checks/one.sh", "mv .sisyphus ../removed\n")
    project.commit("feat: remove")
    run = project.ask("verify", "--trust-all")
    assert (run.returncode, "fix:" in run.stderr) == (2, True), run.stderr
    project.plan(PLAN)
    assert "verified 0/1" in project.ask("status", "tally").stdout
