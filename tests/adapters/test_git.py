"""Observations of real repositories in every state that a user may have one in."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sisyphus.adapters import git as adapter
from sisyphus.adapters.git import find_top_level, last_change_of_line, observe, open_access
from sisyphus.adapters.repository import harden as git_harden
from sisyphus.errors import MachineError
from sisyphus.model.repository import Repository

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)

Git = Callable[..., str]


@pytest.fixture(autouse=True)
def deaf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's own configuration away."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return init(tmp_path / "repo")


def run(folder: Path, *arguments: str, day: int = 0) -> str:
    when = (FIRST + timedelta(days=day)).isoformat()
    env = os.environ | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, check=True, capture_output=True)
    return done.stdout.decode().strip()


def init(folder: Path) -> Path:
    folder.mkdir(parents=True)
    run(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path, name: str, content: str = "x\n", *, message: str = "add", day: int = 0) -> str:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content)
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", message, day=day)
    return run(folder, "rev-parse", "HEAD")


def look(folder: Path, since: datetime | None = None, most: int = 5000) -> Repository:
    seen = observe(folder, since=since, state_dirs=(".sisyphus",), max_commits=most)
    assert seen is not None
    return seen


def with_remote(top: Path) -> Path:
    remote = top.parent / "remote.git"
    run(top, "init", "-q", "--bare", "-b", "main", str(remote))
    run(top, "remote", "add", "origin", str(remote))
    run(top, "push", "-q", "-u", "origin", "main")
    return remote


def test_outside_git_is_none(tmp_path: Path) -> None:
    assert find_top_level(tmp_path) is None
    assert observe(tmp_path, since=None, state_dirs=()) is None
    assert last_change_of_line(tmp_path, "a", 1) is None


def test_unborn(top: Path) -> None:
    (top / "new.py").write_text("1\n")
    seen = look(top)
    assert (seen.head, seen.branch, seen.detached, seen.commits) == (None, "main", False, ())
    assert seen.subject.commit is None
    assert seen.subject.dirty
    assert [f.path for f in seen.dirty_files] == ["new.py"]
    assert seen.findings == ()


def test_history_newest_first_with_changes_and_renames(top: Path) -> None:
    first = commit(top, "a.py", "1\n2\n3\n4\n", message="feat: one\n\nWhy: because.\n")
    run(top, "mv", "a.py", "b.py")
    second = commit(top, "bin", "\0\1", message="move", day=1)
    seen = look(top)
    assert [c.sha for c in seen.commits] == [second, first]
    moved, binary = seen.commits[0].changes
    assert (moved.path, moved.old_path, moved.insertions) == ("b.py", "a.py", 0)
    assert (binary.path, binary.insertions) == ("bin", None)
    old = seen.commits[1]
    assert (old.subject, old.body, old.author) == ("feat: one", "Why: because.", "Ada <ada@example.org>")
    assert (old.committed_at, old.parents, old.changes[0].insertions) == (FIRST, (), 4)
    assert seen.subject.root_commit == first


def test_merge_counts_against_its_first_parent(top: Path) -> None:
    commit(top, "a", "a\n")
    run(top, "checkout", "-q", "-b", "side")
    commit(top, "b", "b\n", day=1)
    run(top, "checkout", "-q", "main")
    commit(top, "c", "c\n", day=2)
    run(top, "merge", "-q", "--no-ff", "side", "-m", "merge", day=3)
    seen = look(top)
    assert len(seen.commits[0].parents) == 2
    assert [change.path for change in seen.commits[0].changes] == ["b"]
    assert seen.subject.patch_id is None


def test_window_and_cut(top: Path) -> None:
    shas = [commit(top, f"f{n}", str(n), day=n) for n in range(4)]
    assert [c.sha for c in look(top, FIRST + timedelta(days=2)).commits] == [shas[3], shas[2]]
    cut = look(top, most=2)
    assert ([c.sha for c in cut.commits], cut.commits_cut) == ([shas[3], shas[2]], True)
    empty = look(top, FIRST + timedelta(days=9))
    assert (empty.commits, empty.head, empty.subject.commit) == ((), shas[3], shas[3])
    assert empty.subject.patch_id


def test_no_remote_is_unknown_not_zero(top: Path) -> None:
    commit(top, "a")
    seen = look(top)
    assert (seen.remote, seen.unpushed, seen.ahead, seen.commits[0].pushed) == (None, None, None, None)
    assert (seen.default_branch, seen.commits[0].on_default) == ("main", True)


def test_without_upstream_the_unpushed_are_counted(top: Path) -> None:
    commit(top, "a")
    with_remote(top)
    run(top, "checkout", "-q", "-b", "feat/x")
    commit(top, "b", day=1)
    seen = look(top)
    assert (seen.remote, seen.upstream, seen.ahead, seen.unpushed) == ("origin", None, None, 1)
    assert [(c.pushed, c.on_default) for c in seen.commits] == [(False, False), (True, True)]
    run(top, "push", "-q", "origin", "feat/x")
    seen = look(top)
    assert (seen.upstream, seen.unpushed, seen.commits[0].pushed) == (None, 0, True)
    assert seen.commits[0].on_default is False


def test_ahead_behind_diverged_and_upstream_gone(top: Path) -> None:
    base = commit(top, "a")
    with_remote(top)
    commit(top, "b", day=1)
    assert (look(top).ahead, look(top).behind, look(top).upstream) == (1, 0, "origin/main")
    run(top, "push", "-q")
    run(top, "reset", "-q", "--hard", base)
    assert (look(top).ahead, look(top).behind) == (0, 1)
    commit(top, "c", day=2)
    diverged = look(top)
    assert (diverged.ahead, diverged.behind, diverged.unpushed) == (1, 1, 1)
    run(top, "update-ref", "-d", "refs/remotes/origin/main")
    gone = look(top)
    assert (gone.ahead, gone.behind) == (None, None)
    assert "upstream origin/main is gone" in gone.findings[0]


def test_default_branch_is_what_the_remote_says(top: Path) -> None:
    commit(top, "a")
    with_remote(top)
    run(top, "push", "-q", "origin", "main:develop")
    run(top, "remote", "set-head", "origin", "develop")
    assert look(top).default_branch == "develop"


def test_detached_and_a_branch_of_that_name(top: Path) -> None:
    head = commit(top, "a")
    run(top, "checkout", "-q", "-b", "(detached)")
    assert (look(top).branch, look(top).detached) == ("(detached)", False)
    run(top, "checkout", "-q", head)
    assert (look(top).branch, look(top).detached, look(top).head) == (None, True, head)


def test_nested_root_and_linked_worktree(top: Path) -> None:
    commit(top, "pkg/a.py")
    other = top.parent / "other"
    run(top, "worktree", "add", "-q", "-b", "side", str(other))
    (other / "pkg" / "a.py").write_text("changed\n")
    nested = look(top / "pkg")
    assert (nested.top_level, nested.dirty_files) == (str(top), ())
    seen = look(other / "pkg")
    assert (seen.top_level, seen.branch) == (str(other), "side")
    assert [f.path for f in seen.dirty_files] == ["pkg/a.py"]
    assert {(w.path, w.branch, w.current) for w in seen.worktrees} == {
        (str(top), "main", False),
        (str(other), "side", True),
    }


def test_shallow_clone(top: Path, tmp_path: Path) -> None:
    commit(top, "a")
    commit(top, "b", day=1)
    run(tmp_path, "clone", "-q", "--depth=1", f"file://{top}", "short")
    seen = look(tmp_path / "short")
    assert (seen.shallow, seen.subject.root_commit, len(seen.commits)) == (True, None, 1)
    assert "shallow" in seen.findings[0]


def test_rebase_under_way(top: Path) -> None:
    commit(top, "a", "1\n")
    run(top, "checkout", "-q", "-b", "side")
    commit(top, "a", "2\n", day=1)
    run(top, "checkout", "-q", "main")
    commit(top, "a", "3\n", day=2)
    with pytest.raises(subprocess.CalledProcessError):
        run(top, "rebase", "main", "side")
    seen = look(top)
    assert (seen.operation, seen.detached) == ("rebase", True)
    assert [f.path for f in seen.dirty_files] == ["a"]


def test_bare_repository_behind_a_git_file(top: Path, tmp_path: Path) -> None:
    head = commit(top, "a")
    hub = tmp_path / "hub"
    hub.mkdir()
    run(hub, "clone", "-q", "--bare", str(top), ".bare")
    (hub / ".git").write_text("gitdir: ./.bare\n")
    seen = look(hub)
    assert (seen.head, seen.branch, seen.dirty_files, seen.subject.worktree) == (head, "main", (), None)
    assert "bare" in seen.findings[0]


def test_broken_repositories_give_an_answer(top: Path) -> None:
    head = commit(top, "a")
    (top / ".git" / "index").write_bytes(b"DIRC broken")
    seen = look(top)
    assert (seen.head, seen.branch, seen.subject.worktree) == (head, "main", None)
    assert "work tree" in seen.findings[0]
    thing = top / ".git" / "objects" / head[:2] / head[2:]
    thing.chmod(0o644)
    thing.write_bytes(b"")
    assert look(top).commits == ()
    assert len(look(top).findings) > 2
    (top / ".git" / "config").write_text("[core\n")
    assert "refuses" in look(top).findings[0]


def test_a_git_file_that_points_nowhere(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    seen = look(tmp_path)
    assert (seen.head, len(seen.findings)) == (None, 1)


def test_last_change_of_line_and_first_seen(top: Path) -> None:
    commit(top, "pkg/a.md", "1\n2\n", day=1)
    second = commit(top, "pkg/a.md", "1\nII\n", day=2)
    (top / "pkg" / "new.md").write_text("1\n")
    (top / "pkg" / "a.md").write_text("one\nII\n")
    root = top / "pkg"
    assert last_change_of_line(root, "a.md", 2) == ("Ada", second[:8])
    assert last_change_of_line(root, "a.md", 1) is None
    assert last_change_of_line(root, "a.md", 99) is None
    assert last_change_of_line(root, "new.md", 1) is None
    assert last_change_of_line(root, "../../outside", 1) is None
    seen = open_access(top).plan_history(("pkg/a.md", "pkg/new.md"), ()).first_seen
    assert dict(seen) == {"pkg/a.md": FIRST + timedelta(days=1)}


def test_git_missing(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MachineError, match="git was not found"):
        look(top)


def fake_git(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_git_hung(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_git(tmp_path / "bin", "sleep 600", monkeypatch)
    monkeypatch.setattr(adapter, "LIMIT_S", 0.2)
    with pytest.raises(MachineError, match=r"`git config` did not answer within 0.2 s"):
        look(top)


def test_git_too_old(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_git(tmp_path / "bin", "exit 0", monkeypatch)
    with pytest.raises(MachineError, match="too old"):
        look(top)


def test_foreign_owner_needs_the_users_own_safe_directory(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = commit(top, "a")
    monkeypatch.setitem(git_harden.ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    run(top, "config", "safe.directory", "*")
    assert "dubious ownership" in look(top).findings[0]
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "mine"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "mine").write_text("[safe]\n\tdirectory = ~/elsewhere\n")
    assert look(top).head is None
    (tmp_path / "mine").write_text("[safe]\n\tdirectory = ~/repo\n")
    assert look(top).head == head


def test_the_users_own_ignore_file_counts(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / ".idea").write_text("")
    (tmp_path / "ignore").write_text(".idea\n")
    (tmp_path / "mine").write_text(f"[core]\n\texcludesFile = {tmp_path}/ignore\n")
    assert [f.path for f in look(top).dirty_files] == [".idea"]
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "mine"))
    assert look(top).dirty_files == ()
