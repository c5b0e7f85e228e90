"""What would be lost with another work tree."""

from pathlib import Path

from sisyphus.adapters.git import observe
from sisyphus.adapters.state.worktree_leftovers import with_leftovers
from sisyphus.model.repository import is_same_folder
from tests.conftest import Git


def left(root: Path, named: str) -> list[tuple[str, ...] | None]:
    """Leftovers of the other work trees."""
    found = with_leftovers(
        observe(root, since=None, state_dirs=(".omo", ".sisyphus")), [named], (".omo", ".sisyphus")
    )
    assert found is not None
    return [tree.leftovers for tree in found.worktrees if not tree.current]


def write(root: Path, path: str, text: str = "x\n") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def test_files_not_committed_and_state_that_is_not_here(repository: Path, git: Git, tmp_path: Path) -> None:
    write(repository, ".gitignore", ".omo/\nbuild/\n")
    write(repository, "src/a.py")
    git("add", "-A")
    git("commit", "-q", "-m", "start")
    there = tmp_path / "side"
    git("worktree", "add", "-q", "-b", "side", str(there))
    assert left(repository, str(there)) == [()]
    write(there, "src/a.py", "y\n")
    write(there, "new file.txt")
    write(there, "build/out.bin")
    write(there, ".omo/plans/p.md", "same\n")
    write(repository, ".omo/plans/p.md", "same\n")
    write(there, ".omo/notepads/p/learnings.md", "only there\n")
    write(there, ".sisyphus/boulder.json", "{}")
    assert left(repository, str(there)) == [
        (".omo/notepads/p/learnings.md", ".sisyphus/boulder.json", "new file.txt", "src/a.py")
    ]
    assert left(repository, "/elsewhere") == [None]


def test_a_work_tree_that_is_gone_is_unknown(repository: Path, git: Git, tmp_path: Path) -> None:
    write(repository, "a")
    git("add", "-A")
    git("commit", "-q", "-m", "start")
    there = tmp_path / "side"
    git("worktree", "add", "-q", "-b", "side", str(there))
    (there / ".git").unlink()
    (there / "a").unlink()
    there.rmdir()
    assert left(repository, str(there)) == [None]


def test_without_git_there_is_nothing_to_look_into() -> None:
    assert with_leftovers(None, ["x"], ()) is None


def test_whole_components_decide_whether_a_path_is_the_recorded_one() -> None:
    assert is_same_folder("/home/a/wt/x", "wt/x")
    assert is_same_folder("/home/a/wt/x", "..\\wt\\x")
    assert not is_same_folder("/home/a/wt-x", "x")
    assert not is_same_folder("/home/a/x", "/")
