"""What lies beside HEAD: other branches and work trees, what was pushed, what landed, stashes, named commits."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sisyphus.adapters.git import open_access
from sisyphus.adapters.repository import around as git_around
from sisyphus.adapters.repository import graph as git_graph
from sisyphus.adapters.repository.observation import Wanted
from sisyphus.model.repository import Commit, NamedCommit, Repository

Git = Callable[..., str]
Save = Callable[..., str]

FIRST = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def save(repository: Path, git: Git) -> Save:
    """Write one file, commit it an hour after the commit before, and return the id."""
    hours = iter(range(1000))

    def saved(name: str, content: str = "x\n", message: str | None = None) -> str:
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(content)
        git("add", "-A")
        moment = (FIRST + timedelta(hours=next(hours))).isoformat()
        git("commit", "-q", "-m", message or f"feat: {name}", at=moment)
        return git("rev-parse", "HEAD")

    return saved


def look(top: Path, *named: str, since: datetime | None = None) -> Repository:
    wanted = Wanted(
        since=since, state_dirs=(".sisyphus",), outputs=frozenset(), max_commits=500, around=True, named=named
    )
    return open_access(top).observe(wanted)


def commits(seen: Repository) -> dict[str, Commit]:
    return {c.subject: c for c in (*seen.commits, *seen.elsewhere)}


@pytest.fixture
def remote(repository: Path, git: Git, save: Save) -> str:
    """Give the repository a first commit, and a remote that has it; returns the commit."""
    first = save("start")
    other = repository.parent / "remote.git"
    git("init", "-q", "--bare", "-b", "main", str(other))
    git("remote", "add", "origin", str(other))
    git("push", "-q", "-u", "origin", "main")
    return first


def test_pushed_to_names_the_branches(repository: Path, git: Git, save: Save, remote: str) -> None:
    git("checkout", "-q", "-b", "feat/x")
    save("a")
    git("push", "-q", "origin", "feat/x")
    save("b")
    seen = look(repository)
    assert {s: c.pushed_to for s, c in commits(seen).items()} == {
        "feat: start": ("origin/feat/x", "origin/main"),
        "feat: a": ("origin/feat/x",),
        "feat: b": (),
    }
    assert [c.pushed for c in seen.commits] == [False, True, True]
    assert seen.commits[-1].sha == remote


@pytest.mark.usefixtures("remote")
def test_elsewhere_is_what_head_lacks(repository: Path, git: Git, save: Save) -> None:
    git("checkout", "-q", "-b", "side")
    save("side.py", "1\n2\n")
    git("push", "-q", "origin", "side")
    other = repository.parent / "other"
    git("worktree", "add", "-q", "--detach", str(other), "side")
    git("checkout", "-q", "-b", "both", "main")
    save("both.py")
    git("checkout", "-q", "-b", "more")
    git("checkout", "-q", "main")
    save("here.py")
    seen = look(repository)
    assert [c.subject for c in seen.commits] == ["feat: here.py", "feat: start"]
    assert [(c.subject, c.branches) for c in seen.elsewhere] == [
        ("feat: both.py", ("both", "more")),
        ("feat: side.py", ("side", str(other), "origin/side")),
    ]
    side = seen.elsewhere[1]
    assert [(c.path, c.insertions) for c in side.changes] == [("side.py", 2)]
    assert (side.pushed, side.pushed_to, side.on_default) == (True, ("origin/side",), False)
    assert not seen.elsewhere_cut
    assert all(c.branches == () for c in seen.commits)


def test_elsewhere_keeps_to_the_window_and_the_cap(
    repository: Path, git: Git, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    save("start")
    git("checkout", "-q", "-b", "side")
    for n in range(5):
        save(f"s{n}")
    git("checkout", "-q", "main")
    since = FIRST + timedelta(hours=3)
    assert [c.subject for c in look(repository, since=since).elsewhere] == [
        "feat: s4",
        "feat: s3",
        "feat: s2",
    ]
    monkeypatch.setattr(git_around, "MOST_ELSEWHERE", 2)
    cut = look(repository)
    assert ([c.subject for c in cut.elsewhere], cut.elsewhere_cut) == (["feat: s4", "feat: s3"], True)


def test_no_remote_is_unknown(repository: Path, git: Git, save: Save) -> None:
    save("start")
    git("branch", "-m", "trunk")
    git("checkout", "-q", "-b", "side")
    save("a")
    git("checkout", "-q", "trunk")
    seen = look(repository)
    assert (seen.default_branch, seen.fetched_at) == (None, None)
    assert [(c.pushed, c.on_default, c.pushed_to) for c in (*seen.commits, *seen.elsewhere)] == [
        (None, None, ()),
        (None, None, ()),
    ]


def test_thousands_of_branches_are_named_by_a_few_the_default_among_them(
    repository: Path, git: Git, remote: str
) -> None:
    heads = [f"{remote} refs/heads/b{n:05}\n" for n in range(4000)]
    remotes = [f"{remote} refs/remotes/origin/a{n:05}\n" for n in range(4000)]
    packed = repository / ".git" / "packed-refs"
    packed.write_text("# pack-refs with: peeled fully-peeled sorted \n" + "".join(heads + remotes))
    assert git("rev-parse", "b03999") == remote
    names = look(repository).commits[0].pushed_to
    assert len(names) == git_graph.MOST_NAMES
    assert "origin/main" in names
    assert names == tuple(sorted(names))


def test_a_rebased_commit_has_landed_as_its_twin(repository: Path, git: Git, save: Save, remote: str) -> None:
    git("checkout", "-q", "-b", "side")
    own = save("a", "1\n2\n3\n", "feat: one thing")
    save("b", "only here\n")
    git("checkout", "-q", "-b", "landing", "main")
    save("first")
    git("cherry-pick", own)
    twin = git("rev-parse", "HEAD")
    git("push", "-q", "origin", "landing:main")
    git("checkout", "-q", "side")
    git("branch", "-q", "-D", "landing")
    seen = commits(look(repository))
    assert seen["feat: b"].landed_as is None
    assert seen["feat: b"].on_default is False
    mine = next(c for c in look(repository).commits if c.sha == own)
    assert (mine.landed_as, mine.on_default, mine.pushed) == (twin, False, False)
    assert remote != twin


@pytest.mark.parametrize("later", [False, True], ids=["whole", "with commits after the push"])
@pytest.mark.usefixtures("remote")
def test_a_squashed_branch_has_landed_as_one_commit(
    repository: Path, git: Git, save: Save, *, later: bool
) -> None:
    git("checkout", "-q", "-b", "side")
    shas = [save("a", "1\n"), save("b", "2\n"), save("a", "1\n2\n")]
    git("push", "-q", "origin", "side")
    if later:
        save("c", "not merged\n")
    git("checkout", "-q", "-b", "landing", "main")
    save("between")
    git("merge", "-q", "--squash", "origin/side")
    git("commit", "-q", "-m", "A title of its own")
    squash = git("rev-parse", "HEAD")
    git("push", "-q", "origin", "landing:main")
    git("checkout", "-q", "side")
    seen = {c.sha: c.landed_as for c in look(repository).commits}
    assert {sha: seen[sha] for sha in shas} == dict.fromkeys(shas, squash)
    assert [landed for sha, landed in seen.items() if sha not in shas] == [None] * (1 + later)


@pytest.mark.parametrize(
    ("message", "landed"),
    [
        ("feat: a thing (#12)", True),
        ("Things (#12)\n\n* feat: a thing\n\n* fix: another", True),
        ("feat: a thing", False),
        ("Things (#12)\n\nfeat: a thing", False),
    ],
)
@pytest.mark.usefixtures("remote")
def test_a_pull_request_says_what_it_squashed(
    repository: Path, git: Git, save: Save, message: str, *, landed: bool
) -> None:
    git("checkout", "-q", "-b", "side")
    own = save("a", "1\n", "feat: a thing")
    git("checkout", "-q", "-b", "landing", "main")
    squash = save("a", "1\nand reviewed\n", message)
    git("push", "-q", "origin", "landing:main")
    git("checkout", "-q", "side")
    seen = {c.sha: c.landed_as for c in look(repository).commits}
    assert seen[own] == (squash if landed else None)


@pytest.mark.usefixtures("remote")
def test_on_a_diverged_default_branch_the_remote_one_counts(repository: Path, git: Git, save: Save) -> None:
    own = save("a", "1\n")
    git("checkout", "-q", "-b", "landing", "HEAD~")
    save("first")
    git("cherry-pick", own)
    twin = git("rev-parse", "HEAD")
    git("push", "-q", "origin", "landing:main")
    git("checkout", "-q", "main")
    seen = look(repository)
    assert (seen.ahead, seen.behind) == (1, 2)
    assert seen.commits[0].landed_as == twin


def test_stashes_with_their_paths_untracked_ones_too(repository: Path, git: Git, save: Save) -> None:
    save("a")
    assert look(repository).stashes == ()
    (repository / "a").write_text("changed\n")
    git("stash", "push", "-q", "-m", "first")
    (repository / "a").write_text("again\n")
    (repository / "new file").write_text("1\n")
    git("stash", "push", "-q", "-u")
    git("config", "log.date", "iso")
    second, first = look(repository).stashes
    assert (second.name, sorted(second.paths)) == ("stash@{0}", ["a", "new file"])
    assert (first.name, first.subject, first.paths) == ("stash@{1}", "On main: first", ("a",))
    assert first.sha == git("rev-parse", "stash@{1}")
    assert first.committed_at == FIRST


def name_of(top: Path, asked: str) -> NamedCommit:
    (found,) = look(top, asked).named
    return found


def test_named_commits_of_head(repository: Path, git: Git, save: Save) -> None:
    old, new = save("a"), save("b")
    blob = git("rev-parse", "HEAD:a")
    git("update-ref", f"refs/heads/{old[:8]}", new)  # a branch that looks like an id
    git("tag", "-a", "-m", "x", "v1")
    tag = git("rev-parse", "v1")
    seen = look(repository, new, old[:9].upper(), old[:8], "0" * 40, blob, tag[:10], "main", "--all", "", new)
    assert [(n.asked, n.sha, n.subject, n.on_head) for n in seen.named] == [
        (new, new, "feat: b", True),
        (old[:9], old, "feat: a", True),
        (old[:8], None, None, False),
        ("0" * 40, None, None, False),
        (blob, None, None, False),
        (tag[:10], None, None, False),
    ]
    older = look(repository, old, since=FIRST + timedelta(minutes=30)).named[0]
    assert (older.sha, older.subject, older.on_head) == (old, "feat: a", True)


def test_an_ambiguous_id_is_none(repository: Path, git: Git, save: Save) -> None:
    shas = [save("a", str(n)) for n in range(40)]
    prefixes = [sha[:4] for sha in shas]
    # Objects are enough for two of four digits to clash soon; add until it happens.
    while len(prefixes) == len(set(prefixes)):
        shas.append(git("commit-tree", "-m", str(len(shas)), "HEAD^{tree}"))
        prefixes.append(shas[-1][:4])
    clash = next(p for p in prefixes if prefixes.count(p) > 1)
    assert name_of(repository, clash) == NamedCommit(
        asked=clash, sha=None, subject=None, on_head=False, branches=(), twin=None, twin_by=None
    )


@pytest.mark.usefixtures("remote")
def test_a_named_commit_that_head_lacks_is_found_where_it_is(repository: Path, git: Git, save: Save) -> None:
    git("checkout", "-q", "-b", "side")
    away = save("a")
    git("push", "-q", "origin", "side")
    git("checkout", "-q", "main")
    found = name_of(repository, away[:10])
    assert (found.sha, found.subject, found.on_head) == (away, "feat: a", False)
    assert found.branches == ("side", "origin/side")
    assert (found.twin, found.twin_by) == (None, None)


def test_a_named_commit_that_was_rewritten_is_found_by_patch_or_subject(
    repository: Path, git: Git, save: Save
) -> None:
    save("start")
    gone = save("a", "1\n2\n", "feat: a thing")
    git("commit", "-q", "--amend", "-m", "feat: other words")
    save("b")
    by_patch = name_of(repository, gone[:7])
    assert (by_patch.on_head, by_patch.branches, by_patch.twin_by) == (False, (), "patch")
    assert by_patch.twin == git("rev-parse", "HEAD~")
    reworked = save("c", "1\n", "Fix: A thing")
    git("reset", "-q", "--hard", "HEAD~")
    save("c", "1\nmore\n", "fix: a thing (#7)")
    by_subject = name_of(repository, reworked)
    assert (by_subject.twin, by_subject.twin_by) == (git("rev-parse", "HEAD"), "subject")
    lost = save("d", "1\n", "chore: nothing like it")
    git("reset", "-q", "--hard", "HEAD~")
    assert (name_of(repository, lost).twin, name_of(repository, lost).subject) == (
        None,
        "chore: nothing like it",
    )


def test_a_subject_alone_is_no_twin(repository: Path, git: Git, save: Save) -> None:
    save("start")
    gone = save("a", "1\n", "wip")
    git("reset", "-q", "--hard", "HEAD~")
    save("quite/another", "1\n", "wip")
    assert name_of(repository, gone).twin is None


def test_a_named_commit_whose_past_is_gone(repository: Path, git: Git, save: Save) -> None:
    head = save("start")
    tree = git("rev-parse", "HEAD^{tree}")
    broken = f"tree {tree}\nparent {'1' * 40}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nx\n"
    (repository / "raw").write_text(broken)
    sha = git("hash-object", "-t", "commit", "-w", "raw")
    found, other = look(repository, sha, head).named
    assert (found.sha, found.on_head, found.twin) == (sha, False, None)
    assert (other.on_head, other.subject) == (True, "feat: start")


def touch(path: Path, hour: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    seconds = (FIRST + timedelta(hours=hour)).timestamp()
    os.utime(path, (seconds, seconds + 0.7))


def test_fetched_at_is_the_last_that_was_heard(repository: Path, save: Save, git: Git) -> None:
    save("a")
    git("config", "remote.origin.url", "https://example.org/none.git")
    inside = repository / ".git"
    assert look(repository).fetched_at is None
    (inside / "packed-refs").write_text(f"{'0' * 40} refs/remotes/other/main\n")
    touch(inside / "packed-refs", 1)
    assert look(repository).fetched_at is None
    (inside / "packed-refs").write_text(f"{git('rev-parse', 'HEAD')} refs/remotes/origin/main\n")
    touch(inside / "packed-refs", 2)
    assert look(repository).fetched_at == FIRST + timedelta(hours=2)
    touch(inside / "logs/refs/remotes/origin/feat/x", 1)
    assert look(repository).fetched_at == FIRST + timedelta(hours=1)
    touch(inside / "FETCH_HEAD", 5)
    assert look(repository).fetched_at == FIRST + timedelta(hours=1), "a fetch that failed leaves it empty"
    (inside / "FETCH_HEAD").write_text("x")
    touch(inside / "FETCH_HEAD", 5)
    assert look(repository).fetched_at == FIRST + timedelta(hours=5)


def test_fetched_at_stays_inside_the_repository(repository: Path, save: Save, git: Git) -> None:
    save("a")
    touch(repository / "outside" / "x", 1)
    git("config", "remote.../../../../outside.url", "x")
    assert look(repository).fetched_at is None


def test_unborn_and_detached(repository: Path, git: Git, save: Save) -> None:
    unborn = look(repository, "0123456789")
    assert (unborn.head, unborn.named, unborn.elsewhere, unborn.findings) == (None, (), (), ())
    first = save("a")
    save("b")
    git("checkout", "-q", first)
    seen = look(repository)
    assert (seen.detached, [c.branches for c in seen.elsewhere]) == (True, [("main",)])


def test_a_branch_that_points_nowhere_hides_nothing(repository: Path, git: Git, save: Save) -> None:
    save("a")
    git("checkout", "-q", "-b", "side")
    save("b")
    git("checkout", "-q", "main")
    (repository / ".git/refs/heads/broken").write_text("1" * 40 + "\n")
    (repository / ".git/refs/heads/garbage").write_text("none\n")
    seen = look(repository)
    assert [c.subject for c in seen.commits] == ["feat: a"]
    assert [c.subject for c in seen.elsewhere] == ["feat: b"] or "other branches" in seen.findings[0]
