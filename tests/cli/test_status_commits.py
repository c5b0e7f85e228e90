"""`sisyphus status PLAN --commits`, as users call it."""

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

PLAN = "# Tally\n\n## TODOs\n\n- [x] 1. Count in `src/count.py`\n- [ ] 2. Rank in `src/rank.py`\n"
OTHER = "# Other\n\n## TODOs\n\n- [x] 1. Write `docs/guide.md`\n"


@pytest.fixture
def told(project: "Project") -> "Project":
    """Two plans, a commit for a task of each, and one that no task explains."""
    project.plan(PLAN)
    project.plan(OTHER, "other")
    project.commit("docs: plans", at="2026-03-02T10:00:00+00:00")
    for number, path in enumerate(("src/count.py", "docs/guide.md", "src/else.py"), start=3):
        project.write(path, "1\n")
        project.commit(f"add {path}", at=f"2026-03-0{number}T10:00:00+00:00")
    return project


def test_each_task_has_its_commits_and_what_no_task_of_any_plan_explains_follows(told: "Project") -> None:
    answer = told.run("status", "tally", "--commits")
    assert (answer.returncode, answer.stderr) == (0, "")
    said = " ".join(answer.stdout.split())
    assert "1. Count in `src/count.py`" in said
    assert "add src/count.py +1 -0 no remote yes probably: changes src/count.py, named by the task" in said
    assert "2. Rank in `src/rank.py` not started" in said
    assert "1 commit of the plan's time that no task explains" in said
    assert said.endswith("add src/else.py +1 -0 no remote")
    assert "docs/guide.md" not in said
    assert "\x1b" not in answer.stdout


def test_json_holds_the_same_and_says_unknown_where_other_plans_were_not_read(told: "Project") -> None:
    [plan] = json.loads(told.ask("status", "tally", "--commits", "--json").stdout)["plans"]
    assert [each["subject"] for each in plan["unexplained"]] == ["add src/else.py"]
    [link] = plan["tasks"][0]["commits"]
    assert (link["landing"], link["pushed_to"], link["landed_as"]) == ("landed", [], None)
    assert plan["tasks"][0]["ticked"]["with_plan"] is True
    [alone] = json.loads(told.ask("status", "tally", "--json").stdout)["plans"]
    assert alone["unexplained"] is None
    every = json.loads(told.ask("status", "--json").stdout)["plans"]
    assert {p["name"]: len(p["unexplained"]) for p in every} == {"tally": 1, "other": 0}


def test_a_plan_outside_the_state_folders_is_shown_by_the_light_of_those_inside(told: "Project") -> None:
    told.write("notes/extra.md", "# Extra\n\n## TODOs\n\n- [ ] 1. Change `src/else.py`\n")
    answer = told.ask("status", "notes/extra.md", "--commits")
    assert answer.returncode == 0
    assert "probably: changes src/else.py" in " ".join(answer.stdout.split())
    assert "docs/guide.md" not in answer.stdout


def test_a_broken_plan_beside_it_changes_nothing(told: "Project") -> None:
    told.plan(b"\xff\xfe\x00", "broken")
    assert told.ask("status", "tally", "--commits").returncode == 0
    assert told.ask("status", "nothing-like-it", "--commits").returncode == 2


@pytest.mark.parametrize("option", ["--commits", "--explain"])
def test_without_a_plan_it_is_a_usage_error(told: "Project", option: str) -> None:
    answer = told.ask("status", option)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert f"{option} needs a plan" in answer.stderr
    assert f"sisyphus status PLAN {option}" in answer.stderr


def test_outside_git_the_table_says_so(loose: "Project") -> None:
    loose.plan(PLAN)
    answer = loose.ask("status", "tally", "--commits")
    assert answer.returncode == 0
    assert "not a git repository: commits are unknown" in answer.stdout


def test_with_explain_both_are_shown(told: "Project") -> None:
    said = told.ask("status", "tally", "--commits", "--explain").stdout
    assert said.index("no task explains") < said.index("How the figures are counted")
