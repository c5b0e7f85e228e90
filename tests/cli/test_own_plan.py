"""This project's own plan, read by this project."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Project

ROOT = Path(__file__).resolve().parents[2]
PLANS = sorted((ROOT / ".sisyphus" / "plans").glob("*.md"))

pytestmark = pytest.mark.skipif(not PLANS, reason="a source archive comes without the project's own plans")


def test_status_knows_every_plan_and_every_row(project: Project) -> None:
    answer = project.ask("status", "--all", "--json", at=ROOT)
    assert answer.returncode == 0
    plans = {p["name"]: p for p in json.loads(answer.stdout)["plans"]}
    assert set(plans) == {p.stem for p in PLANS}
    for path in PLANS:
        text = path.read_text(encoding="utf-8")
        plan = plans[path.stem]
        assert plan["phase"] not in {"missing", "no_tasks", "contradicted"}
        assert [t["line"] for t in plan["tasks"]] == [
            number
            for number, row in enumerate(text.split("\n"), 1)
            if row[:5] in {"- [ ]", "- [x]", "- [/]"} and ". " in row[:12]
        ]
        assert plan["boxes"]["total"] == sum(text.count(f"- [{mark}] ") for mark in " x/")
        assert not [f for f in plan["findings"] if f["severity"] == "error"]


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_report_names_every_task_with_its_line(project: Project, path: Path) -> None:
    answer = project.ask("report", path.stem, at=ROOT)
    assert answer.returncode == 0
    assert answer.stdout.startswith("# Final status: ")
    for task in json.loads(project.ask("status", path.stem, "--json", at=ROOT).stdout)["plans"][0]["tasks"]:
        assert f"Task {task['id']}: " in answer.stdout
        assert f"`.sisyphus/plans/{path.name}:{task['line']}`" in answer.stdout
