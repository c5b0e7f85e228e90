"""A clean work tree of one commit: what is in it, what runs for it, and that nothing of it is left."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sisyphus.adapters.git import calls_in
from sisyphus.adapters.repository.layout import Layout, read_layout
from sisyphus.adapters.repository.worktree import PREFIX, clean_worktree, read_committed, resolve_commit
from sisyphus.errors import MachineError, UsageError
from tests.conftest import AS_ANYBODY, Git


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of the test's own, in which nothing is left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def layout(repository: Path, git: Git) -> Layout:
    """Two commits: the file `a` holds 1, then 2. The work tree has a change and an untracked file."""
    for number in "12":
        (repository / "a").write_text(number)
        git("add", "a")
        git("commit", "-qm", number)
    (repository / "a").write_text("3")
    (repository / "untracked").write_text("x")
    return read_layout(repository.resolve())


def nothing_left(layout: Layout, git: Git) -> None:
    assert git("worktree", "list", "--porcelain").count("worktree ") == 1
    assert not (layout.common_dir / "worktrees").exists()
    assert git("for-each-ref", "--format=%(refname)") == "refs/heads/main"
    assert git("status", "--porcelain") == "M a\n?? untracked"


def test_it_holds_the_commit_and_is_gone_after(layout: Layout, git: Git) -> None:
    sha = resolve_commit(calls_in(layout.top), "HEAD~1")
    with clean_worktree(calls_in, layout, sha) as checkout:
        assert {p.name for p in checkout.top.iterdir()} == {".git", "a"}
        assert (checkout.top / "a").read_text() == "1"
        assert checkout.notes == ()
        assert checkout.top.parent.stat().st_mode & 0o777 == 0o700
        git("-C", str(checkout.top), "diff", "--exit-code", "HEAD")
        assert git("-C", str(checkout.top), "rev-parse", "HEAD") == sha
    assert not checkout.top.exists()
    nothing_left(layout, git)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, LookupError])
def test_it_is_gone_after_any_end(layout: Layout, git: Git, error: type[BaseException]) -> None:
    with pytest.raises(error), clean_worktree(calls_in, layout, git("rev-parse", "HEAD")):
        raise error
    nothing_left(layout, git)


def test_what_a_check_leaves_there_is_gone_too(layout: Layout, git: Git) -> None:
    with clean_worktree(calls_in, layout, git("rev-parse", "HEAD")) as checkout:
        deep = checkout.top / "cache" / "module"
        deep.mkdir(parents=True)
        (deep / "file").write_text("x")
        deep.chmod(0o500)
        (checkout.top / "link").symlink_to(layout.top)
        git("worktree", "lock", str(checkout.top))
    nothing_left(layout, git)
    assert (layout.top / "a").read_text() == "3"


def test_it_is_gone_when_a_check_has_removed_it_or_its_pointer(layout: Layout, git: Git) -> None:
    sha = git("rev-parse", "HEAD")
    with clean_worktree(calls_in, layout, sha) as checkout:
        (checkout.top / ".git").unlink()
    nothing_left(layout, git)
    with clean_worktree(calls_in, layout, sha) as checkout:
        git("worktree", "remove", "--force", str(checkout.top))
    nothing_left(layout, git)


def test_no_hook_and_no_filter_runs_and_the_raw_content_is_said(
    layout: Layout, git: Git, tmp_path: Path
) -> None:
    marker = tmp_path / "ran"
    (layout.top / ".gitattributes").write_text("*.bin filter=evil\n")
    (layout.top / "big.bin").write_text("pointer")
    git("add", ".gitattributes", "big.bin")
    git("commit", "-qm", "feat: filtered")
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        file = layout.git_dir / "hooks" / hook
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\ntouch {marker}\n")
        file.chmod(0o755)
    for driver in ("smudge", "process"):
        git("config", f"filter.evil.{driver}", f"touch {marker}; cat")
    git("config", "filter.evil.required", "true")
    git("config", "core.fsmonitor", f"touch {marker}; false")
    sha = git("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "rev-parse", "HEAD")
    marker.unlink(missing_ok=True)
    with clean_worktree(calls_in, layout, sha) as checkout:
        assert (checkout.top / "big.bin").read_text() == "pointer"
        assert [note.split(" through")[0] for note in checkout.notes] == ["big.bin passes"]
    assert not marker.exists()


def test_a_submodule_is_not_fetched_and_that_is_said(layout: Layout, git: Git) -> None:
    sha = git("rev-parse", "HEAD")
    (layout.top / ".gitmodules").write_text(
        '[submodule "m"]\n\tpath = m\n\turl = https://example.invalid/m\n'
    )
    git("add", ".gitmodules")
    git("update-index", "--add", "--cacheinfo", f"160000,{sha},m")
    git("commit", "-qm", "feat: module")
    with clean_worktree(calls_in, layout, git("rev-parse", "HEAD")) as checkout:
        assert list((checkout.top / "m").iterdir()) == []
        assert checkout.notes == ("1 submodule is not fetched: the folder is empty there",)


def test_a_sparse_checkout_is_whole_there(layout: Layout, git: Git) -> None:
    git("checkout", "-q", "--", "a")
    (layout.git_dir / "info").mkdir(exist_ok=True)
    (layout.git_dir / "info" / "sparse-checkout").write_text("nothing\n")
    git("config", "core.sparseCheckout", "true")
    with clean_worktree(calls_in, layout, git("rev-parse", "HEAD")) as checkout:
        assert (checkout.top / "a").read_text() == "2"


def test_a_commit_that_cannot_be_checked_out_leaves_nothing(layout: Layout, git: Git) -> None:
    sha, blob = git("rev-parse", "HEAD", "HEAD:a").split("\n")
    (layout.git_dir / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(MachineError, match="cannot be checked out"), clean_worktree(calls_in, layout, sha):
        pytest.fail("it was checked out")
    nothing_left(layout, git)


def test_a_work_tree_that_cannot_be_added_leaves_nothing(layout: Layout, git: Git) -> None:
    (layout.common_dir / "worktrees").write_text("a file")
    with (
        pytest.raises(MachineError, match="cannot be checked out"),
        clean_worktree(calls_in, layout, git("rev-parse", "HEAD")),
    ):
        pytest.fail("it was checked out")
    (layout.common_dir / "worktrees").unlink()
    nothing_left(layout, git)


def test_two_at_once_do_not_disturb_each_other(layout: Layout, git: Git) -> None:
    first, second = git("rev-parse", "HEAD", "HEAD~1").split("\n")
    with clean_worktree(calls_in, layout, first) as one:
        with clean_worktree(calls_in, layout, second) as two:
            assert ((one.top / "a").read_text(), (two.top / "a").read_text()) == ("2", "1")
        assert (one.top / "a").read_text() == "2"
        git("-C", str(one.top), "status")
    nothing_left(layout, git)


KILLED = """
import os, signal, sys
from pathlib import Path
from sisyphus.adapters.git import calls_in
from sisyphus.adapters.repository.layout import read_layout
from sisyphus.adapters.repository.worktree import clean_worktree
with clean_worktree(calls_in, read_layout(Path(sys.argv[1])), sys.argv[2]):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_run_left_is_taken_away_by_the_next(layout: Layout, git: Git, temporary: Path) -> None:
    sha = git("rev-parse", "HEAD")
    environment = {**os.environ, "TMPDIR": str(temporary)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(layout.top), sha], env=environment, check=False)
    assert done.returncode == -9
    assert len(list(temporary.iterdir())) == 1
    with clean_worktree(calls_in, layout, sha):
        assert len(list(temporary.iterdir())) == 1
    nothing_left(layout, git)


def test_folders_around_what_is_gone_already_keep_their_rights(
    layout: Layout, git: Git, tmp_path: Path, temporary: Path
) -> None:
    gone = temporary / f"{PREFIX}gone"
    git("worktree", "add", "-q", "--detach", str(gone / "tree"))
    shutil.rmtree(gone)
    git("worktree", "add", "-q", "--detach", str(tmp_path / "other"))
    around = temporary, layout.common_dir / "worktrees"
    for folder in around:
        folder.chmod(0o755)
    with clean_worktree(calls_in, layout, git("rev-parse", "HEAD")):
        pass
    assert [folder.stat().st_mode & 0o777 for folder in around] == [0o755, 0o755]


@pytest.mark.skipif(None in AS_ANYBODY, reason="root may open everything; there is no setpriv")
def test_folders_that_a_check_has_closed_are_gone_too(layout: Layout, git: Git, temporary: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from sisyphus.adapters.git import calls_in\n"
        "from sisyphus.adapters.repository.layout import read_layout\n"
        "from sisyphus.adapters.repository.worktree import clean_worktree\n"
        "top, sha = Path(sys.argv[1]), sys.argv[2]\n"
        "with clean_worktree(calls_in, read_layout(top), sha) as checkout:\n"
        "    deep = checkout.top / 'cache' / 'module'\n"
        "    deep.mkdir(parents=True); (deep / 'file').write_text('x')\n"
        "    for folder in (deep, deep.parent, checkout.top): folder.chmod(0)\n"
    )
    words = [w for w in (*AS_ANYBODY, sys.executable, "-c", script, str(layout.top)) if w]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    subprocess.run([*words, git("rev-parse", "HEAD")], check=True, env=environment)
    nothing_left(layout, git)


def test_other_work_trees_are_left_alone(layout: Layout, git: Git, tmp_path: Path) -> None:
    """Not pruned: the folder of one may be on a disk that is not mounted just now."""
    git("worktree", "add", "-q", "--detach", str(tmp_path / "away"))
    (tmp_path / "away").rename(tmp_path / "unmounted")
    with clean_worktree(calls_in, layout, git("rev-parse", "HEAD")):
        pass
    (tmp_path / "unmounted").rename(tmp_path / "away")
    assert str(tmp_path / "away") in git("worktree", "list")


@pytest.mark.parametrize("where", ["inside", "linked"])
def test_an_entry_that_points_at_a_folder_of_the_user_removes_nothing(
    layout: Layout, git: Git, tmp_path: Path, temporary: Path, where: str
) -> None:
    """The repository may say anything about where its work trees are."""
    mine = tmp_path / f"{PREFIX}mine"
    (mine / "tree").mkdir(parents=True)
    (mine / "tree" / ".git").write_text("")
    (mine / "precious").write_text("x")
    (mine / "in-use").write_text("")
    named = mine
    if where == "linked":
        named = temporary / f"{PREFIX}linked"
        named.symlink_to(mine)
    entry = layout.common_dir / "worktrees" / "planted"
    entry.mkdir(parents=True)
    (entry / "gitdir").write_text(f"{named}/tree/.git\n")
    with clean_worktree(calls_in, layout, git("rev-parse", "HEAD")):
        pass
    assert (mine / "precious").read_text() == "x"
    if where == "linked":
        named.unlink()


@pytest.mark.parametrize(
    "ref", ["", "--all", "-h", "nope", "HEAD^{tree}", "HEAD:a", "a\0b", "HEAD..main", ":/nope", "@{-1}"]
)
def test_what_is_no_commit_is_refused(layout: Layout, ref: str) -> None:
    with pytest.raises(UsageError):
        resolve_commit(calls_in(layout.top), ref)


def test_a_branch_that_looks_like_an_option_is_refused(layout: Layout, git: Git) -> None:
    git("update-ref", "refs/heads/--upload-pack=x", "HEAD")
    with pytest.raises(UsageError, match="no name of a commit"):
        resolve_commit(calls_in(layout.top), "--upload-pack=x")
    assert resolve_commit(calls_in(layout.top), "heads/--upload-pack=x") == git("rev-parse", "HEAD")


def test_a_file_as_a_commit_has_it(layout: Layout, git: Git) -> None:
    run = calls_in(layout.top)
    assert read_committed(run, "HEAD~1", "a") == b"1"
    for path in ("absent", ".", "a/b", "../a", "*"):
        assert read_committed(run, "HEAD", path) is None
    (layout.top / "link").symlink_to("a")
    git("add", "link")
    git("commit", "-qm", "feat: link")
    assert read_committed(run, "HEAD", "link") is None
