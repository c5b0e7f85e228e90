"""The command line as users call it: real processes in real repositories."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from sisyphus.cli.main import run

LIMIT_S = 60
"""Nothing here takes long; a run that does is a hang."""


class Project(NamedTuple):
    """A folder with plans, and the command line in it."""

    root: Path
    git: Callable[..., str]

    def run(self, *arguments: str, at: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run `python -m sisyphus` with an empty stdin."""
        return subprocess.run(
            [sys.executable, "-m", "sisyphus", *arguments],
            cwd=at or self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            check=False,
        )

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run this Python in the root, with an empty stdin."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            check=False,
        )

    def ask(self, *arguments: str, at: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Answer one command line within this process: quicker, where the process itself is not in question."""
        out, err = io.StringIO(), io.StringIO()
        with (
            Path(os.devnull).open(encoding="utf-8") as nothing,
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            patch.setattr(sys, "stdin", nothing)
            patch.chdir(at or self.root)
            code = run(arguments)
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file below the root, folders included."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def plan(self, content: str | bytes, name: str = "tally") -> Path:
        """Write a plan into the state folder."""
        return self.write(f".sisyphus/plans/{name}.md", content)

    def commit(self, message: str, at: str = "2026-03-02T10:00:00+00:00") -> str:
        """Commit everything and return the new commit's id."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, at=at)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def project(repository: Path, git: Callable[..., str]) -> Project:
    """A repository with one commit and an empty state folder."""
    made = Project(repository, git)
    made.write("README.md", "# Tally\n")
    made.commit("docs: start", at="2026-03-01T10:00:00+00:00")
    (repository / ".sisyphus" / "plans").mkdir(parents=True)
    return made


@pytest.fixture
def loose(tmp_path: Path) -> Project:
    """A folder outside git, with an empty state folder."""
    root = tmp_path / "loose"
    (root / ".sisyphus" / "plans").mkdir(parents=True)

    def no_git(*_: str, **__: str) -> str:
        raise AssertionError("there is no repository here")

    return Project(root, no_git)


CHECKED = """# Tally

## TODOs

- [x] 1. Count the words

  **Acceptance Criteria**:
  - [x] `sh checks/one.sh` → exit code 0

- [ ] 2. Rank the words

  **Acceptance Criteria**:
  - [ ] `sh checks/two.sh` → exit code 0
"""


@pytest.fixture
def checked(project: Project) -> Project:
    """A plan with a check for each of two tasks; each notes beside the repository that it ran, and passes."""
    project.plan(CHECKED)
    for name in ("one", "two"):
        project.write(f"checks/{name}.sh", f"echo {name} >> ../ran\n")
    project.commit("feat: count and rank")
    return project


@pytest.fixture
def ran(checked: Project) -> Callable[[], list[str]]:
    """The checks that ran so far, in order."""
    file = checked.root.parent / "ran"
    return lambda: file.read_text().split() if file.exists() else []
