"""State folders and plan files further down, found by a walk that costs little anywhere."""

import os
from pathlib import Path

import pytest

from sisyphus.adapters.state.below import Below, look_below, nested_below


def put(root: Path, path: str, text: str = "# Plan\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_folders_with_state_of_their_own_are_found_and_the_root_is_not(tmp_path: Path) -> None:
    put(tmp_path, ".sisyphus/plans/a.md")
    put(tmp_path, "packages/web/.sisyphus/plans/b.md")
    put(tmp_path, "packages/api/.omo/boulder.json", "{}")
    assert look_below(tmp_path).roots == (tmp_path / "packages" / "api", tmp_path / "packages" / "web")


@pytest.mark.parametrize(
    "folder", ["node_modules/x", ".git/x", "venv/lib", ".venv/x", "Target/x", ".hidden/x", "a/b/c/d/e"]
)
def test_what_programs_fetch_or_make_is_passed_over(tmp_path: Path, folder: str) -> None:
    put(tmp_path, f"{folder}/.sisyphus/plans/b.md")
    assert look_below(tmp_path).roots == ()


def test_a_state_folder_of_settings_only_holds_no_plans(tmp_path: Path) -> None:
    put(tmp_path, "tool/.omo/rules/style.md")
    assert look_below(tmp_path).roots == ()


def test_links_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "far/.sisyphus/plans/b.md")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path / "far")
    (root / "self").symlink_to(root)
    assert look_below(root).roots == ()


def test_another_work_tree_of_the_repository_is_no_root_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, "trees/one/.sisyphus/plans/a.md")
    assert look_below(tmp_path, but=[tmp_path / "trees" / "one"]).roots == ()


def test_files_of_a_name_are_found_where_agents_put_them(tmp_path: Path) -> None:
    for path in ("docs/gone.md", ".opencode/plans/gone.md", "node_modules/gone.md", "docs/other.md"):
        put(tmp_path, path)
    assert look_below(tmp_path, names={"gone"}).files == {"gone": (".opencode/plans/gone.md", "docs/gone.md")}
    assert look_below(tmp_path).files == {}


def test_the_walk_ends_in_a_wide_and_deep_tree(tmp_path: Path) -> None:
    for number in range(600):
        (tmp_path / f"d{number:03}").mkdir()
    put(tmp_path, "d000/x/.sisyphus/plans/b.md")
    put(tmp_path, "d599/x/.sisyphus/plans/b.md")
    assert look_below(tmp_path).roots == (tmp_path / "d000" / "x",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list any folder")
def test_a_folder_that_cannot_be_listed_stops_nothing(tmp_path: Path) -> None:
    put(tmp_path, "web/.sisyphus/plans/b.md")
    shut = tmp_path / "shut"
    shut.mkdir(mode=0)
    assert look_below(tmp_path).roots == (tmp_path / "web",)
    shut.chmod(0o700)


def test_the_finding_counts_plans_and_gives_a_command_to_copy(tmp_path: Path) -> None:
    for name in ("a web", "b", "c", "d"):
        put(tmp_path, f"{name}/.sisyphus/plans/x.md")
    put(tmp_path, "b/.omo/plans/x.md")
    put(tmp_path, "b/.omo/plans/y.md")
    (finding,) = nested_below(tmp_path, look_below(tmp_path))
    assert finding.rule == "nested-state"
    assert finding.message.startswith("a web (1 plan), b (2 plans), c (1 plan) and 1 more have state folders")
    assert f"(sisyphus status -C '{tmp_path}/a web')" in finding.message
    assert list(nested_below(tmp_path, Below(roots=(), files={}))) == []
