"""A named pipe or a device where git expects a file: said at once, by its path, and all else is answered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sisyphus.adapters import git as adapter
from sisyphus.adapters.git import observe
from sisyphus.adapters.repository import obstacle as git_obstacle
from sisyphus.adapters.repository.layout import read_layout
from sisyphus.adapters.repository.obstacle import Watch, find_obstacle
from tests.cli.conftest import Project, checked, project, ran
from tests.conftest import AS_ANYBODY

__all__ = ["checked", "project", "ran"]

PLACES = (
    ".gitignore",
    "deep/er/.gitignore",
    ".gitattributes",
    ".mailmap",
    ".git/config",
    ".git/info/exclude",
    ".git/info/attributes",
    ".git/refs/heads/other",
    ".git/packed-refs",
    ".git/index",
    "sub/.git/HEAD",
)


def stand_in(project: Project, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    """Put a program before git that answers some of its calls itself."""
    program = project.root.parent / "bin" / "git"
    program.parent.mkdir()
    real = shutil.which("git")
    program.write_text(f'#!/bin/sh\ncase "$*" in\n{case} ;;\n*) exec {real} "$@" ;;\nesac\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def lay_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_obstacle, "PATIENCE_S", 0.2)


@pytest.mark.parametrize("place", PLACES)
def test_a_pipe_is_found(project: Project, place: str) -> None:
    layout = read_layout(project.root)
    assert find_obstacle(layout) is None
    lay_pipe(project.root / place)
    assert find_obstacle(layout) == f"{place} is a named pipe, which git would wait for"


@pytest.mark.parametrize("place", [".gitignore", "deep/er/.gitignore", ".git/config", ".git/packed-refs"])
def test_an_answer_comes_and_names_what_git_would_wait_for(checked: Project, place: str) -> None:
    lay_pipe(checked.root / place)
    answer = checked.ask("status", "tally")
    assert answer.returncode == 0, answer.stderr
    assert f"{place} is a named pipe" in answer.stderr
    assert "tasks 1/2" in answer.stdout


def test_a_run_on_content_that_is_not_known_proves_nothing_and_says_why(checked: Project) -> None:
    lay_pipe(checked.root / ".gitignore")
    answer = checked.ask("verify", "tally", "1", "--trust-all")
    assert answer.returncode == 1
    assert "no run proves anything" in answer.stderr
    assert ".gitignore is a named pipe" in answer.stderr
    assert "which content that proves is not known" in answer.stdout


def test_what_a_configuration_includes_is_looked_at(project: Project) -> None:
    project.git("config", "include.path", "more")
    project.write(".git/more", "[core]\n\tattributesFile = pipes/attributes\n")
    lay_pipe(project.root / "pipes" / "attributes")
    assert find_obstacle(read_layout(project.root)) == (
        "pipes/attributes is a named pipe, which git would wait for"
    )


@pytest.mark.parametrize("value", ["x" * 300, "loop", "README.md/inside"])
def test_values_that_are_no_paths_are_no_obstacles(project: Project, value: str) -> None:
    """An alias is a value too, and longer than any name of a file."""
    (project.root / "loop").symlink_to("loop")
    project.git("config", "alias.long", value)
    assert find_obstacle(read_layout(project.root)) is None


@pytest.mark.skipif(None in AS_ANYBODY, reason="root may open everything; there is no setpriv")
def test_files_that_may_not_be_looked_at_are_no_obstacles(project: Project, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    project.git("config", "user.signingKey", str(closed / "key.pub"))
    script = (
        "import sys; from pathlib import Path; from sisyphus.adapters.repository.layout import read_layout\n"
        "from sisyphus.adapters.repository.obstacle import find_obstacle\n"
        "print(find_obstacle(read_layout(Path(sys.argv[1]))))"
    )
    words = [w for w in (*AS_ANYBODY, sys.executable, "-c", script, str(project.root)) if w]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == "None\n"


def test_the_null_device_and_files_that_git_does_not_read_are_no_obstacles(project: Project) -> None:
    project.git("config", "core.attributesFile", os.devnull)
    project.git("config", "core.editor", "/dev/tty")
    lay_pipe(project.root / "a-pipe")
    (project.root / ".git" / "info" / "loop").symlink_to("loop")
    assert find_obstacle(read_layout(project.root)) is None


def test_a_search_ends_with_the_call_that_it_is_for(project: Project) -> None:
    lay_pipe(project.root / ".gitignore")
    watch = Watch(read_layout(project.root))
    assert not watch.is_vain(lambda: False)
    assert watch.obstacle is None
    assert watch.is_vain(lambda: True)


def test_a_git_that_hangs_is_waited_for_once(checked: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = checked.root.parent / "asked"
    stand_in(checked, monkeypatch, f"*status*) echo x >> {asked}; sleep 60")
    monkeypatch.setattr(adapter, "LIMIT_S", 2)
    answer = checked.ask("status")
    assert answer.returncode == 5
    assert "`git status` did not answer within 2 s" in answer.stderr
    assert asked.read_text() == "x\n"


@pytest.mark.parametrize(
    ("answer", "unknown"),
    [
        (r"*numstat*) printf '\001a\0b\0c\0d\0e\0f\0x\ty\tz\0'", "HEAD is unknown"),
        ("*for-each-ref*) echo a b", "the branches are unknown"),
        ("*rev-list*--timestamp*) echo x y", "the root commit is unknown"),
    ],
)
def test_a_git_that_prints_something_else_is_a_finding(
    project: Project, monkeypatch: pytest.MonkeyPatch, answer: str, unknown: str
) -> None:
    stand_in(project, monkeypatch, answer)
    found = observe(project.root, since=None, state_dirs=())
    assert found is not None
    assert any(text.startswith(unknown) for text in found.findings), found.findings
