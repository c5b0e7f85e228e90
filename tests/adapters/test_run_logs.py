"""What a report shows of what checks printed."""

from pathlib import Path

import pytest

from sisyphus.adapters.evidence_log import run_logs
from tests.analysis.builders import evidence, facts
from tests.analysis.plan_builders import check, plan, task


def test_a_log_for_which_there_is_no_room_names_the_command_that_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_logs, "MOST", 0)
    one = check("make test", "1")
    (status,) = facts(plan(task("1", 10), checks=(one,)), evidence(one)).checks
    words = "(left out here; sisyphus evidence show here:1 speed)"
    assert run_logs.read_run_logs(tmp_path, "speed", [status]) == {one.id: words}
