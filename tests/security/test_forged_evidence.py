"""Evidence that a branch brings along under the name of this very checkout."""

import json
import os
import shutil
from pathlib import Path

from tests.cli.conftest import Project


def test_a_log_in_our_name_that_was_not_written_here_is_somebody_elses(checked: Project) -> None:
    assert checked.ask("verify", "--trust-all").returncode in {0, 1}

    def own() -> set[bool]:
        listed = json.loads(checked.ask("verify", "--list", "--json").stdout)["checks"]
        return {check["result"]["own"] for check in listed}

    assert own() == {True}
    # As for a branch that holds a log of our name, in a clone that has never run anything.
    shutil.rmtree(Path(os.environ["XDG_STATE_HOME"]) / "sisyphus" / "anchors")
    assert own() == {False}
    # Nor does a run on top of it make it ours: another log begins.
    assert checked.ask("verify", "tally", "1", "--trust-all").returncode in {0, 1}
    (log,) = {p for p in checked.root.rglob("evidence/sisyphus/tally/*.jsonl") if not p.stem.endswith("-2")}
    runs = json.loads(checked.ask("evidence", "list", "--json").stdout)["runs"]
    assert {(run["writer"], run["own"]) for run in runs} == {(log.stem, False), (f"{log.stem}-2", True)}
