"""Every command that is shown finds the plan it speaks of."""

import re

import pytest

from tests.cli.conftest import Project


@pytest.mark.parametrize("place", ["docs/loose.md", "docs/plans/loose.md"])
def test_a_plan_outside_the_state_folders_is_named_by_its_path(project: Project, place: str) -> None:
    project.write(place, "## TODOs\n- [x] 1. a\n  - [x] `bash -c 'exit 0'` → exit 0\n")
    shown = project.ask("status", place).stdout
    named = re.search(r"Next: sisyphus (verify \S+)", shown)
    assert named
    assert project.ask(*named[1].split(), "--list").stdout.startswith("c-")


@pytest.mark.parametrize("line", ["verify tally 99 --list", "note issues x --task 99"])
def test_of_many_tasks_a_few_are_named_and_the_others_counted(project: Project, line: str) -> None:
    project.plan("## TODOs\n" + "".join(f"- [ ] {n}. Do it\n" for n in range(1, 60)))
    run = project.ask(*line.split())
    assert run.returncode == 2
    assert "1, 2, 3" in run.stderr
    assert "19, 20 and 39 more" in run.stderr


def test_a_plan_in_its_place_is_named_by_its_name(project: Project) -> None:
    project.plan("## TODOs\n- [x] 1. a\n  - [x] `bash -c 'exit 0'` → exit 0\n")
    assert "Next: sisyphus verify tally\n" in project.ask("status", "tally").stdout
