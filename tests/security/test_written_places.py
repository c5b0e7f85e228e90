"""What we write stays in the workspace and in the user's own folders, wherever links lead."""

import os
from pathlib import Path

import pytest

from sisyphus.adapters.kept.cache import ParseCache, content_key
from tests.cli.conftest import Project

LINKS = {
    "plan's folder": ".sisyphus/notepads/tally",
    "notepads": ".sisyphus/notepads",
}
WRITERS = {
    "report": ("report", "tally", "--write"),
    "note": ("note", "learnings", "text"),
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
@pytest.mark.parametrize("arguments", WRITERS.values(), ids=WRITERS)
def test_a_linked_folder_is_not_written_through(
    checked: Project, tmp_path: Path, link: str, arguments: tuple[str, ...]
) -> None:
    outside = tmp_path / "outside"
    (outside / "tally").mkdir(parents=True)
    place = checked.root / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)
    answer = checked.run(*arguments)
    assert answer.returncode == 4, answer.stderr
    assert "symbolic link" in answer.stderr
    assert [p.name for p in outside.rglob("*")] == ["tally"]


@pytest.mark.parametrize("link", [".sisyphus/evidence", ".sisyphus/evidence/sisyphus"])
def test_evidence_is_not_written_through_a_link(checked: Project, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    place = checked.root / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)
    assert checked.run("verify", "--trust-all").returncode == 4
    assert list(outside.iterdir()) == []


def test_a_report_over_a_linked_file_leaves_its_target(checked: Project, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine\n")
    checked.write(".sisyphus/notepads/tally/learnings.md", "")
    (checked.root / ".sisyphus/notepads/tally/FINAL_STATUS.md").symlink_to(target)
    assert checked.run("report", "tally", "--write").returncode == 2
    checked.run("report", "tally", "--write", "--force")
    assert target.read_text() == "mine\n"


@pytest.mark.parametrize("name", ["XDG_CACHE_HOME", "XDG_STATE_HOME"])
def test_a_home_inside_the_repository_is_not_used(
    checked: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    inside = checked.root / "home"
    inside.mkdir()
    monkeypatch.setenv(name, str(inside))
    checked.run("status", "tally")
    checked.run("verify", "--trust-all")
    assert list(inside.iterdir()) == []


def test_a_cache_file_that_others_may_write_is_not_read(checked: Project) -> None:
    home = Path(os.environ["XDG_CACHE_HOME"]) / "sisyphus"
    assert checked.ask("status").returncode == 0
    (kept,) = home.glob("*.parsed")
    root = checked.root.resolve()
    plan = root / ".sisyphus" / "plans" / "tally.md"
    key = content_key("plan", plan.read_bytes(), ".sisyphus/plans/tally.md")
    with ParseCache(root) as cache:
        assert cache.load(key) is not None
    kept.chmod(0o666)
    with ParseCache(root) as cache:
        assert cache.load(key) is None


def test_a_cache_in_the_work_tree_above_the_workspace_is_not_used(
    checked: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked.write("part/.sisyphus/plans/tally.md", "# T\n\n## TODOs\n\n- [ ] 1. a\n")
    inside = checked.root / "home"
    inside.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(inside))
    assert checked.ask("status", "tally", at=checked.root / "part").returncode == 0
    assert list(inside.iterdir()) == []
