"""A command that was allowed asks again when others have changed what it runs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sisyphus.adapters.git import calls_in
from sisyphus.adapters.repository.drift import commits_of_others, own_addresses
from sisyphus.adapters.trust import Matter, TrustEntry
from sisyphus.adapters.trusting.drift import Drift
from tests.adapters.test_executable_config import check
from tests.conftest import Git

PYTEST = check("pytest -q")


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make us Dev, by the user's own configuration."""
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\temail = Dev@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))


@pytest.fixture
def started(repository: Path, git: Git) -> Path:
    (repository / "conftest.py").write_text("")
    git("add", "-A")
    git("commit", "-qm", "test: begin")
    return repository.resolve()


def allowed_at(commit: str | None) -> TrustEntry:
    matter = Matter(
        repository="r", folder="/r", plan="p.md", task=None, line=1, text="pytest -q", commit=commit
    )
    return TrustEntry(key="a" * 64, allowed=True, description="", at=datetime.now(UTC), matter=matter)


def commit(root: Path, git: Git, path: str, content: str, *who: str) -> str:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content)
    git("add", "-A")
    name, mail = who or ("Dev", "dev@example.org")
    identity = ("-c", f"user.name={name}", "-c", f"user.email={mail}")
    git(*identity, "commit", "-qm", "change", f"--author={name} <{mail}>")
    return git("rev-parse", "HEAD")


def reasons(root: Path, before: str | None, *after: str) -> tuple[str, ...]:
    return Drift(root, after).reasons(PYTEST, allowed_at(before))


EVE = ("Eve", "eve@example.org")


@pytest.mark.usefixtures("user")
def test_a_change_of_somebody_else_names_file_person_and_commit(started: Path, git: Git) -> None:
    before = git("rev-parse", "HEAD")
    after = commit(started, git, "tests/conftest.py", "import os", *EVE)
    assert reasons(started, before, after) == (f"tests/conftest.py was changed by Eve in {after[:8]} since",)


@pytest.mark.usefixtures("user")
def test_own_changes_and_those_of_other_files_ask_nothing(started: Path, git: Git) -> None:
    before = git("rev-parse", "HEAD")
    commit(started, git, "conftest.py", "x = 1")
    after = commit(started, git, "src/a.py", "x = 1", *EVE)
    (started / "conftest.py").write_text("not committed")
    assert reasons(started, before, after) == ()
    assert reasons(started, before, before) == ()


def test_without_a_name_of_our_own_every_commit_is_somebody_else_s(started: Path, git: Git) -> None:
    before = git("rev-parse", "HEAD")
    # What the repository says about who we are is said by the repository.
    git("config", "user.email", "dev@example.org")
    after = commit(started, git, "conftest.py", "x = 1")
    assert len(reasons(started, before, after)) == 1


@pytest.mark.usefixtures("user")
def test_our_commit_that_somebody_else_rewrote_is_theirs(started: Path, git: Git, tmp_path: Path) -> None:
    before = git("rev-parse", "HEAD")
    after = commit(started, git, "conftest.py", "x = 1")
    raw = git("cat-file", "commit", after).replace("committer Dev <dev@", "committer Eve <eve@")
    (tmp_path / "commit").write_text(raw + "\n")
    rewritten = git("hash-object", "-w", "-t", "commit", str(tmp_path / "commit"))
    assert git("show", "-s", "--format=%ae %ce", rewritten) == "dev@example.org eve@example.org"
    assert len(reasons(started, before, rewritten)) == 1
    assert reasons(started, before, after) == ()


@pytest.mark.usefixtures("user")
def test_a_merge_brings_the_changes_of_others(started: Path, git: Git) -> None:
    before = git("rev-parse", "HEAD")
    git("checkout", "-qb", "theirs")
    commit(started, git, "conftest.py", "evil", *EVE)
    git("checkout", "-q", "main")
    commit(started, git, "a.txt", "x")
    git("merge", "-q", "--no-ff", "-m", "merge", "theirs")
    (said,) = reasons(started, before, git("rev-parse", "HEAD"))
    assert said.startswith("conftest.py was changed by Eve in ")


@pytest.mark.usefixtures("user")
def test_a_commit_that_is_gone_asks(started: Path, git: Git) -> None:
    (said,) = reasons(started, "0123456789" * 4, git("rev-parse", "HEAD"))
    assert said == "the commit on which you did (01234567) is no longer known here"


@pytest.mark.usefixtures("user")
def test_where_nothing_was_kept_nothing_is_asked(started: Path, git: Git) -> None:
    assert reasons(started, None, git("rev-parse", "HEAD")) == ()
    assert Drift(None, ()).reasons(PYTEST, allowed_at("x")) == ()


@pytest.mark.usefixtures("user")
def test_every_commit_that_is_to_be_run_counts(started: Path, git: Git) -> None:
    before = git("rev-parse", "HEAD")
    git("checkout", "-qb", "theirs")
    theirs = commit(started, git, "pytest.ini", "evil", *EVE)
    assert reasons(started, before, before, theirs) != ()


@pytest.mark.usefixtures("user")
def test_odd_names_hide_nothing(started: Path, git: Git) -> None:
    """A file or person may be called like a line of the log."""
    before = git("rev-parse", "HEAD")
    odd = "\x01" + "0" * 40
    (started / odd).write_text("x")
    (started / "dev@example.org").write_text("x")
    commit(started, git, "conftest.py", "evil", "\x01Eve\x01", "eve@example.org")
    run = calls_in(started)
    foreign = commits_of_others(run, before, git("rev-parse", "HEAD"), own_addresses(run.user))
    assert foreign is not None
    assert foreign.paths == (odd, "conftest.py", "dev@example.org")
    assert foreign.last_change("conftest.py").path == "conftest.py"


@pytest.mark.usefixtures("user")
def test_many_files_are_counted(started: Path, git: Git) -> None:
    before = git("rev-parse", "HEAD")
    for name in "abcde":
        (started / name).mkdir()
        (started / name / "conftest.py").write_text("x")
    after = commit(started, git, "conftest.py", "x", *EVE)
    assert reasons(started, before, after)[-1] == "3 more files were changed since"


def test_the_user_is_known_by_addresses_alone() -> None:
    config = (("user.email", "A@b"), ("user.name", "A"), ("author.email", "c@d"), ("committer.email", ""))
    assert own_addresses(config) == {"a@b", "c@d"}
