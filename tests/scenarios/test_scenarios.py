"""The whole house on real repositories: what each command says, word for word.

A scenario is a folder with `history.sh`, which builds the repository from the plans beside it with fixed dates,
and the answers in `expected.*`. After a change that is meant: `make accept`, then read `git diff`.
"""

import json
import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sisyphus.cli.main import run

HERE = Path(__file__).parent
SCENARIOS = sorted(path.parent for path in HERE.glob("*/history.sh"))
WRITTEN_AT = datetime(2026, 3, 5, 12, tzinfo=UTC)
"""When plans and notepads were last changed, as far as the file system says."""
NAME = {"NAME": "Dev", "EMAIL": "dev@example.org"}


@pytest.fixture
def workspace(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a scenario's history builds, entered."""
    scenario: Path = request.param
    root = tmp_path / "work"
    root.mkdir()
    subprocess.run(
        [
            "bash",
            "-euo",
            "pipefail",
            "-c",
            'source "$SCENARIO/../scenario.sh"; source "$SCENARIO/history.sh"',
        ],
        cwd=root,
        env={
            **os.environ,
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in NAME.items()},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "SCENARIO": str(scenario),
        },
        check=True,
        stdin=subprocess.DEVNULL,
    )
    for file in [f for name in (".sisyphus", ".omo") for f in (root / name).rglob("*") if f.is_file()]:
        os.utime(file, (WRITTEN_AT.timestamp(),) * 2)
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")
    return root


COMMANDS = {
    "json": ("status", "--json"),
    "status.txt": ("status",),
    "plan.txt": ("status", "PLAN"),
    "commits.txt": ("status", "PLAN", "--commits"),
    "checks.txt": ("verify", "PLAN", "--list"),
    "report.md": ("report", "PLAN"),
}
"""What is asked, by the ending of the file that keeps the answer; PLAN is the first that `status --json` names."""


@pytest.mark.parametrize(
    ("workspace", "scenario"),
    [(s, s) for s in SCENARIOS],
    ids=[s.name for s in SCENARIOS],
    indirect=["workspace"],
)
def test_scenario(
    workspace: Path, scenario: Path, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    first = ""
    for suffix, command in COMMANDS.items():
        code = run([first if word == "PLAN" else word for word in command])
        said = capsys.readouterr()
        assert (code, said.err) == (0, ""), said.err
        first = first or json.loads(said.out)["plans"][0]["name"]
        answer = still(said.out, workspace) if suffix == "json" else AGO.sub("… ago", said.out)
        expected = scenario / f"expected.{suffix}"
        if pytestconfig.getoption("accept"):
            expected.write_text(answer, encoding="utf-8")
        assert answer == expected.read_text(encoding="utf-8"), (
            f"{expected} differs; make accept, if it is meant"
        )


AGO = re.compile(r"just now|\d+ (?:min|h|d) ago")
"""How long ago something was, which tomorrow is another time."""


def still(text: str, root: Path) -> str:
    """Replace what no two runs share: the moment, and the folder."""
    document = json.loads(text)
    document["taken_at"] = "2026-03-05T12:00:00Z"
    document["workspace"]["root"] = "/work"
    if document["repository"] and document["repository"]["fetched_at"]:
        document["repository"]["fetched_at"] = "2026-03-05T11:00:00Z"
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    assert str(root) not in text
    return text
