"""What users complained about, each as a small workspace of its own with the right answer beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.analysis.assess import assess
from sisyphus.model.status import PlanStatus, StatusDocument
from tests.cli.conftest import Project


class Workspace(Project):
    """A folder with plans, and what is concluded about them."""

    def look(self) -> StatusDocument:
        """Judge all plans."""
        return assess(take_snapshot(find_place(self.root)))

    def judge(self, text: str, name: str = "tally") -> PlanStatus:
        """Write a plan and judge it."""
        self.plan(text, name)
        return self.named(name)

    def named(self, name: str) -> PlanStatus:
        """Judge all plans and return one."""
        [found] = [p for p in self.look().plans if p.name == name]
        return found

    def say(self, *arguments: str) -> str:
        """Return what a command prints, on one line; it must succeed."""
        answer = self.ask(*arguments)
        assert answer.returncode == 0, answer.stderr
        return " ".join(answer.stdout.split())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A folder outside git, with an empty state folder."""
    root = tmp_path / "workspace"
    (root / ".sisyphus" / "plans").mkdir(parents=True)

    def no_git(*_: str, **__: str) -> str:
        raise AssertionError("there is no repository here")

    return Workspace(root, no_git)


@pytest.fixture
def tracked(repository: Path, git: Callable[..., str]) -> Workspace:
    """A repository with one commit, without a remote, and an empty state folder."""
    made = Workspace(repository, git)
    made.write("README.md", "# Tally\n")
    made.commit("docs: start", at="2026-03-01T10:00:00+00:00")
    (repository / ".sisyphus" / "plans").mkdir(parents=True)
    return made
