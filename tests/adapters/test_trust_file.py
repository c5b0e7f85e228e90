import os
from pathlib import Path

import pytest

from sisyphus.adapters.trusting.file import read_trust_file
from sisyphus.errors import InputError, UsageError
from tests.conftest import Git

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


@pytest.mark.parametrize(
    "content",
    [
        f"# from the base branch\n{KEY}\r\n\n  {OTHER}  # make test\n",
        f'["{KEY}", "{OTHER}"]',
        f'\ufeff {{"keys": ["{KEY}", "{OTHER}"]}}\n',
    ],
)
def test_a_trust_file(root: Path, content: str) -> None:
    path = root.parent / "allowed"
    path.write_text(content)
    assert read_trust_file(path, root) == (frozenset({KEY, OTHER}), None)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (f"{KEY}\nmake test\n", "allowed:2: not a key"),
        ("[1]", "no list of keys"),
        ("{}", "no list of keys"),
        ("[" * 100_000, "not JSON"),
        ('["x"', "not JSON"),
        ("#" * (1 << 21), "too large"),
    ],
)
def test_a_spoilt_trust_file(root: Path, content: str, problem: str) -> None:
    path = root.parent / "allowed"
    path.write_text(content)
    with pytest.raises(InputError, match=problem):
        read_trust_file(path, root)


def test_a_trust_file_from_the_repository_is_refused(root: Path) -> None:
    (root / "allowed").write_text(KEY)
    (root.parent / "link").symlink_to(root / "allowed")
    for path in (root / "allowed", root.parent / "link", root / ".." / root.name / "allowed"):
        with pytest.raises(InputError, match="inside the repository") as caught:
            read_trust_file(path, root)
        assert caught.value.fix.startswith("keep it outside the repository")


def test_a_trust_file_that_is_none(root: Path) -> None:
    os.mkfifo(root.parent / "pipe")
    for name in (".", "pipe"):
        with pytest.raises(InputError):
            read_trust_file(root.parent / name, root)
    for path in (root.parent / "absent", root / "absent", root.parent / "a\0b"):
        with pytest.raises(UsageError):
            read_trust_file(path, root)


@pytest.fixture
def remote(repository: Path, git: Git, tmp_path: Path) -> Path:
    """A repository whose remote has a trust file on its default branch; the work tree is on another branch."""
    (repository / "allowed").write_text(f"{KEY}\n")
    git("add", "-A")
    git("commit", "-qm", "chore: allow")
    git("clone", "-q", "--bare", str(repository), str(tmp_path / "origin.git"))
    git("remote", "add", "origin", str(tmp_path / "origin.git"))
    git("fetch", "-q", "origin")
    git("checkout", "-qb", "feature")
    return repository


def test_a_trust_file_inside_is_read_as_the_remote_has_it(remote: Path, git: Git) -> None:
    (remote / "allowed").write_text(f"{KEY}\n{OTHER}\n")
    assert read_trust_file(remote / "allowed", remote) == (frozenset({KEY}), "origin/main")
    git("commit", "-qam", "chore: allow more")
    git("checkout", "-q", "main")
    git("merge", "-q", "feature")
    assert read_trust_file(remote / "allowed", remote) == (frozenset({KEY}), "origin/main")


def test_what_only_looks_like_the_remote_s_branch_is_not_read(remote: Path, git: Git) -> None:
    (remote / "allowed").write_text(f"{OTHER}\n")
    git("commit", "-qam", "chore: allow another")
    for name in ("refs/tags/origin/main", "refs/heads/origin/main", "refs/origin/main"):
        git("update-ref", name, "HEAD")
    assert read_trust_file(remote / "allowed", remote) == (frozenset({KEY}), "origin/main")


def test_a_link_on_the_remote_s_branch_is_no_trust_file(remote: Path, git: Git) -> None:
    (remote / "link").symlink_to("allowed")
    (remote / "more").write_text(f"{OTHER}\n")
    git("add", "-A")
    git("commit", "-qm", "chore: link")
    git("push", "-q", "origin", "feature:main")
    # Through the link the file itself is meant, and that is the one which the remote has.
    assert read_trust_file(remote / "link", remote) == (frozenset({KEY}), "origin/main")
    (remote / "allowed").unlink()
    (remote / "allowed").symlink_to("more")
    git("add", "-A")
    git("commit", "-qm", "chore: link more")
    git("push", "-q", "origin", "feature:main")
    (remote / "allowed").unlink()
    (remote / "allowed").write_text("")
    with pytest.raises(InputError, match="origin/main does not have it"):
        read_trust_file(remote / "allowed", remote)


def test_a_trust_file_that_the_remote_lacks_is_refused(remote: Path) -> None:
    (remote / "new").write_text(f"{OTHER}\n")
    with pytest.raises(InputError, match="origin/main does not have it"):
        read_trust_file(remote / "new", remote)
