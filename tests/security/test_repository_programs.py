"""Programs and modules that a repository brings along are not taken for those that we start ourselves."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters.kept.crew import LEAST_BYTES
from sisyphus.adapters.running.command import find_shell
from sisyphus.adapters.search_path import find_programs, outside
from tests.cli.conftest import Project

MODULES = ("multiprocessing", "concurrent", "typing", "runpy", "site", "rich", "markdown_it")


def fake(folder: Path, name: str, marker: Path) -> None:
    """Lay a program that notes that it ran, and finds nothing else to do."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\necho {name} >> '{marker}'\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="with one core no processes are started")
def test_modules_of_the_repository_are_not_imported(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "imported"
    for name in MODULES:
        project.write(f"{name}.py", f"open({str(marker)!r}, 'a').write('{name} ')\n")
    text = "# P\n\n## TODOs\n\n" + "".join(f"- [ ] {n}. {'x' * 1000}\n" for n in range(1, 100))
    for number in range(LEAST_BYTES // len(text) + 2):
        project.plan(text, f"p{number}")
    # As an installed command: the current folder is on no path of ours.
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    program = tmp_path / "command.py"
    program.write_text("from sisyphus.__main__ import main\nif __name__ == '__main__':\n    main()\n")
    answer = project.python(str(program), "status")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    assert not marker.exists(), marker.read_text()


def ways_in(root: Path, beside: Path) -> dict[str, str]:
    """Return entries of PATH that end in the repository's own folder."""
    (beside / "linked").symlink_to(root)
    (beside / "single").mkdir()
    for name in ("git", "bash", "sh"):
        (beside / "single" / name).symlink_to(root / "bin" / name)
    return {
        "plain": str(root / "bin"),
        "link": str(beside / "linked" / "bin"),
        "up and down": f"{beside}/single/../{root.name}/bin",
        "linked programs": str(beside / "single"),
        "current folder": "",
        "relative": "bin",
    }


@pytest.mark.parametrize(
    "way", ["plain", "link", "up and down", "linked programs", "current folder", "relative"]
)
def test_git_and_shell_of_the_repository_are_not_taken(
    checked: Project, ran: Callable[[], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    marker = tmp_path / "fake"
    for folder in ("", "bin"):
        for name in ("git", "bash"):
            fake(checked.root / folder, name, marker)
    fake(checked.root / "bin", "sh", marker)
    entry = ways_in(checked.root, tmp_path)[way]
    environment = {"PATH": f"{entry}{os.pathsep}{os.environ['PATH']}"}
    shell = find_shell(environment, checked.root)
    assert shell is not None
    assert not Path(shell[0]).resolve().is_relative_to(checked.root.resolve())
    monkeypatch.setenv("PATH", environment["PATH"])
    plan = checked.root / ".sisyphus" / "plans" / "tally.md"
    plan.write_text(plan.read_text().replace("`sh ", "`/bin/sh "))
    assert checked.run("status", "tally").returncode == 0
    assert checked.run("verify", "tally", "1", "--trust-all").returncode in {0, 1}
    assert ran() == ["one"]
    assert not marker.exists(), marker.read_text()


def test_a_shell_of_another_work_tree_is_not_taken(checked: Project, tmp_path: Path) -> None:
    other = tmp_path / "other"
    checked.git("worktree", "add", "-q", "--detach", str(other))
    fake(other / "bin", "bash", tmp_path / "fake")
    shell = find_shell({"PATH": f"{other}/bin"}, checked.root)
    assert shell is not None
    assert not Path(shell[0]).is_relative_to(other)


def test_what_lies_outside_is_found(tmp_path: Path) -> None:
    root, good = tmp_path / "work", tmp_path / "good"
    root.mkdir()
    fake(good, "git", tmp_path / "fake")
    search = os.pathsep.join((str(root), str(good), str(tmp_path / "missing")))
    assert outside(search, root) == (str(good), str(tmp_path / "missing"))
    assert list(find_programs("git", search, root)) == [f"{good}/git"]
