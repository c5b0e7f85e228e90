import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters import content
from sisyphus.adapters.content import digest_folder, list_folder

STATE = (".sisyphus",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("a = 1\n")
    (tmp_path / "README.md").write_text("# A\n")
    (tmp_path / "way").symlink_to("src")
    (tmp_path / ".sisyphus" / "plans").mkdir(parents=True)
    (tmp_path / ".sisyphus" / "plans" / "p.md").write_text("- [ ] 1. a\n")
    return tmp_path


def edit(folder: Path) -> None:
    (folder / "src" / "a.py").write_text("a = 2\n")


def add(folder: Path) -> None:
    (folder / "src" / "b.py").write_text("")


def remove(folder: Path) -> None:
    (folder / "README.md").unlink()


def rename(folder: Path) -> None:
    (folder / "src" / "a.py").rename(folder / "src" / "b.py")


def swap(folder: Path) -> None:
    (folder / "README.md").write_text("a = 1\n")
    (folder / "src" / "a.py").write_text("# A\n")


def link(folder: Path) -> None:
    (folder / "src" / "a.py").unlink()
    (folder / "src" / "a.py").symlink_to("../README.md")


def aim_elsewhere(folder: Path) -> None:
    (folder / "way").unlink()
    (folder / "way").symlink_to("..")


def link_for_text(folder: Path) -> None:
    (folder / "src" / "a.py").unlink()
    (folder / "src" / "a.py").symlink_to("a = 1\n")


def allow_running(folder: Path) -> None:
    (folder / "src" / "a.py").chmod(0o755)


@pytest.mark.parametrize(
    "change", [edit, add, remove, rename, swap, link, link_for_text, aim_elsewhere, allow_running]
)
def test_every_change_of_content_is_seen(folder: Path, change: Callable[[Path], None]) -> None:
    before = digest_folder(folder, STATE)
    assert before == digest_folder(folder, STATE)
    change(folder)
    assert digest_folder(folder, STATE).source != before.source


@pytest.mark.parametrize(
    "path",
    [
        ".sisyphus/plans/p.md",
        ".sisyphus/evidence/log.jsonl",
        "src/__pycache__/a.pyc",
        ".venv/x.py",
        "run.log",
    ],
)
def test_state_and_outputs_are_no_content(folder: Path, path: str) -> None:
    before = digest_folder(folder, STATE)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text("changed")
    assert digest_folder(folder, STATE) == before


def test_names_and_contents_cannot_be_shifted_into_each_other(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for root, names in ((first, ("a", "bc")), (second, ("ab", "c"))):
        root.mkdir()
        for name in names:
            (root / name).write_text("x")
    assert digest_folder(first, ()).source != digest_folder(second, ()).source


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    before = digest_folder(folder, STATE).source
    os.mkfifo(folder / "pipe")
    assert digest_folder(folder, STATE).source not in {before, None}


def test_a_link_is_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / "link").symlink_to(outside)
    before = digest_folder(folder, STATE)
    (outside / "new.txt").write_text("new")
    assert digest_folder(folder, STATE) == before


def test_a_folder_that_is_too_large_is_unknown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_MOST_BYTES", 4)
    assert digest_folder(folder, STATE).source is None
    monkeypatch.setattr(content, "_MOST_BYTES", 1 << 20)
    monkeypatch.setattr(content, "_MOST_FILES", 1)
    assert digest_folder(folder, STATE).source is None


def test_outside_git_there_is_no_commit(folder: Path) -> None:
    subject = digest_folder(folder, STATE)
    assert (subject.commit, subject.tree, subject.patch_id, subject.root_commit) == (None, None, None, None)
    assert subject.dirty is False


def test_outputs_are_listed_and_can_be_left_out(folder: Path) -> None:
    before = digest_folder(folder, STATE)
    listed = list_folder(folder, STATE)
    (folder / "made.txt").write_text("by a check")
    assert list_folder(folder, STATE) - listed == {"made.txt"}
    assert digest_folder(folder, STATE).source != before.source
    assert digest_folder(folder, STATE, frozenset({"made.txt"})) == before
