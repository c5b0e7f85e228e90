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


def test_a_plan_in_its_place_is_named_by_its_name(project: Project) -> None:
    project.plan("## TODOs\n- [x] 1. a\n  - [x] `bash -c 'exit 0'` → exit 0\n")
    assert "Next: sisyphus verify tally\n" in project.ask("status", "tally").stdout
