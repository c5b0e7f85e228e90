"""What evidence is tied to: which change of the repository changes which digest."""

import os
import subprocess
from pathlib import Path

import pytest

from sisyphus.adapters.git import observe
from sisyphus.adapters.repository import subject as git_subject
from sisyphus.model.repository import Repository, Subject

STATE = (".sisyphus", "apps/web/.omo")


@pytest.fixture(autouse=True)
def deaf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
        monkeypatch.setenv(f"GIT_{role}_DATE", "2026-03-01T12:00:00Z")


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


def write(top: Path, name: str, content: str) -> None:
    (top / name).parent.mkdir(parents=True, exist_ok=True)
    (top / name).write_text(content)


def commit(top: Path, message: str = "change") -> None:
    run(top, "add", "-A")
    run(top, "commit", "-q", "-m", message)


def look(top: Path, outputs: frozenset[str] = frozenset()) -> Repository:
    seen = observe(top, since=None, state_dirs=STATE, outputs=outputs)
    assert seen is not None
    assert seen.findings == ()
    return seen


def subject(top: Path) -> Subject:
    return look(top).subject


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    run(folder, "init", "-q", "-b", "main")
    write(folder, "src/a.py", "a\n")
    write(folder, "apps/web/index.ts", "i\n")
    write(folder, ".sisyphus/plans/p.md", "- [ ] 1. Do\n")
    write(folder, "apps/web/.omo/plans/q.md", "- [ ] 1. Do\n")
    commit(folder)
    return folder


@pytest.mark.parametrize("plan", [".sisyphus/plans/p.md", "apps/web/.omo/plans/q.md"])
def test_ticking_a_box_changes_neither_source_nor_worktree(top: Path, plan: str) -> None:
    before = subject(top)
    write(top, plan, "- [x] 1. Do\n")
    assert subject(top) == before
    assert not look(top).dirty_files
    commit(top, "tick")
    after = subject(top)
    assert (after.source, after.worktree, after.dirty) == (before.source, before.worktree, False)
    assert (after.commit, after.tree) != (before.commit, before.tree)


def test_code_changes_the_digests(top: Path) -> None:
    clean = subject(top)
    write(top, "apps/web/index.ts", "changed\n")
    dirty = subject(top)
    assert dirty.dirty
    assert (dirty.source, dirty.worktree) != (clean.source, clean.worktree)
    assert dirty.source == clean.source
    commit(top)
    done = subject(top)
    assert done.source != clean.source
    assert (done.worktree, done.dirty) == (clean.worktree, False)
    run(top, "revert", "--no-edit", "HEAD")
    assert subject(top).source == clean.source


def test_every_kind_of_change_has_its_own_worktree_digest(top: Path) -> None:
    file = top / "src" / "a.py"
    seen = {subject(top).worktree}

    def differs() -> None:
        digest = subject(top).worktree
        assert digest not in seen
        seen.add(digest)

    file.chmod(0o755)
    differs()
    file.write_text("b\n")
    differs()
    file.unlink()
    differs()
    file.symlink_to("elsewhere")
    differs()
    write(top, "new.py", "n\n")
    differs()
    os.mkfifo(top / "pipe")
    (top / "link").symlink_to("pipe")
    differs()


def test_a_folder_that_became_a_link_is_not_followed(top: Path, tmp_path: Path) -> None:
    (top / "src" / "a.py").unlink()
    (top / "src").rmdir()
    (top / "src").symlink_to(tmp_path / "outside")
    write(tmp_path, "outside/a.py", "1\n")
    before = subject(top).worktree
    write(tmp_path, "outside/a.py", "2\n")
    assert subject(top).worktree == before


def test_outputs_are_left_out_only_when_untracked(top: Path) -> None:
    clean = subject(top)
    for name in (
        "src/__pycache__/a.pyc",
        "dist/a.js",
        "coverage.xml",
        "junit-1.xml",
        "sub/node_modules/x/i.js",
    ):
        write(top, name, "x")
    assert subject(top).worktree == clean.worktree
    assert not subject(top).dirty
    write(top, "proof.txt", "x")
    assert look(top, frozenset({"proof.txt"})).subject.worktree == clean.worktree
    assert subject(top).worktree != clean.worktree
    commit(top)
    write(top, "dist/a.js", "y")
    assert subject(top).dirty


def test_patch_id_survives_a_rebase_and_tells_changes_apart(top: Path) -> None:
    run(top, "checkout", "-q", "-b", "side")
    write(top, "src/a.py", "a\nb\n")
    commit(top)
    before = subject(top).patch_id
    run(top, "checkout", "-q", "main")
    write(top, "other", "o\n")
    commit(top)
    assert subject(top).patch_id not in {before, None}
    run(top, "cherry-pick", "side")
    assert subject(top).patch_id == before
    run(top, "commit", "-q", "--allow-empty", "-m", "empty")
    assert subject(top).patch_id is None


def test_a_huge_commit_has_no_patch_id(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_subject, "MOST_PATCH_LINES", 1)
    write(top, "src/a.py", "1\n2\n3\n")
    commit(top)
    assert subject(top).patch_id is None


def test_a_big_file_is_told_by_size_and_time(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_subject, "BIGGEST", 4)
    write(top, "big", "12345")
    os.utime(top / "big", (1, 1))
    before = subject(top).worktree
    write(top, "big", "54321")
    os.utime(top / "big", (1, 1))
    assert subject(top).worktree == before
    os.utime(top / "big", (2, 2))
    assert subject(top).worktree != before


def test_names_that_are_no_text(top: Path) -> None:
    name = os.fsencode(top) + b"/caf\xe9\n.py"
    with open(name, "w") as stream:  # noqa: PTH123 - the name is bytes
        stream.write("x")
    seen = look(top)
    assert [f.path for f in seen.dirty_files] == ["caf\\xe9\n.py"]
    commit(top, "odd")
    assert [change.path for change in look(top).commits[0].changes] == ["caf\\xe9\n.py"]
    assert look(top).subject.source != seen.subject.source


def test_a_message_that_is_no_text(top: Path) -> None:
    message = top.parent / "message"
    message.write_bytes(b"caf\xe9\n\nbody\x01 line\n")
    run(top, "commit", "-q", "--allow-empty", "-F", str(message))
    seen = look(top).commits[0]
    assert seen.subject.startswith("caf")
    assert seen.body == "body\x01 line"
