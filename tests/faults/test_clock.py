"""The wall clock is set back or forth between and during runs: what came later stays later, and took what it took."""

import json
import os
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import TYPE_CHECKING, Any, Self

import pytest

from sisyphus.adapters import observe
from sisyphus.adapters.evidence_log import writer as evidence_writer
from sisyphus.adapters.state import note_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.conftest import Ward

YEARS = timedelta(days=2000)


def set_clock(
    patch: pytest.MonkeyPatch, modules: tuple[ModuleType, ...], shift: "Callable[[], timedelta]"
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Self:  # noqa: ANN401 - as the original
            moment = datetime.now(tz) + shift()
            return cls.fromtimestamp(moment.timestamp(), tz)

    for module in modules:
        patch.setattr(module, "datetime", Clock)


def verified(ward: "Ward") -> str:
    answer = json.loads(ward.project.ask("status", "tally", "--json").stdout)
    return str(answer["plans"][0]["tasks"][0]["verification"]["state"])


@pytest.mark.parametrize(
    ("first", "second"), [(YEARS, -YEARS), (-YEARS, YEARS), (YEARS, timedelta()), (timedelta(), -YEARS)]
)
def test_the_later_run_counts_whatever_the_clock_says(
    ward: "Ward", monkeypatch: pytest.MonkeyPatch, first: timedelta, second: timedelta
) -> None:
    """The check looks at a file that git ignores, so that its content is the same and its result is not."""
    project = ward.project
    project.write(".gitignore", "switch\n")
    project.write("checks/one.sh", "test ! -e switch\n")
    project.commit("feat: look")
    for shift, broken in ((first, False), (second, True)):
        with monkeypatch.context() as patch:
            set_clock(patch, (evidence_writer,), lambda shift=shift: shift)  # type: ignore[misc] # bound at once
            if broken:
                project.write("switch", "")
            assert project.ask("verify", "--trust-all").returncode == int(broken)
    assert verified(ward) == "failed"
    ward.require_sound()


def test_a_run_takes_what_it_took_while_the_clock_jumps(
    ward: "Ward", monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(10_000))
    with monkeypatch.context() as patch:
        # Each look at the clock is a day before the last one.
        set_clock(patch, (evidence_writer, observe), lambda: -timedelta(days=next(moments)))
        assert ward.project.ask("verify", "--trust-all").returncode in {0, 3}
    durations = [float(str(r["duration_s"])) for r in ward.records() if r["type"] == "ended"]
    assert len(durations) == 2
    assert all(0 <= seconds < 60 for seconds in durations)
    assert verified(ward) == "passed"


@pytest.mark.parametrize("shift", [YEARS, -YEARS])
def test_no_age_is_negative(ward: "Ward", monkeypatch: pytest.MonkeyPatch, shift: timedelta) -> None:
    with monkeypatch.context() as patch:
        set_clock(patch, (evidence_writer, note_file), lambda: shift)
        for command in (("verify", "--trust-all"), ("note", "learnings", "another")):
            assert ward.project.ask(*command).returncode == 0
    then = (datetime.now(UTC) + shift).timestamp()
    for path in ward.project.root.rglob("*.md"):
        os.utime(path, (then, then))
    for words in ("status", "status tally", "report", "audit", "evidence list"):
        run = ward.project.ask(*words.split())
        assert run.returncode == 0, run.stderr
        assert " -" not in "".join(w for w in run.stdout.split("\n") if "ago" in w)
