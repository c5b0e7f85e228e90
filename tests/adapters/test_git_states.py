"""Every state that a repository may be in has its own answer, and what is unknown is not 0."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters import git as adapter
from sisyphus.adapters.git import find_top_level, observe, open_access
from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.adapters.repository import child as git_child
from sisyphus.adapters.repository import harden as git_harden
from sisyphus.adapters.repository.call import GitFailure
from sisyphus.adapters.repository.observation import Wanted
from sisyphus.errors import MachineError
from sisyphus.model.repository import Repository

Git = Callable[..., str]


def look(top: Path, *named: str) -> Repository:
    wanted = Wanted(
        since=None, state_dirs=(".sisyphus",), outputs=frozenset(), max_commits=500, around=True, named=named
    )
    return open_access(top).observe(wanted)


@pytest.fixture
def three(repository: Path, git: Git) -> list[str]:
    """Give the repository three commits on main and one on a side branch; returns those of main."""
    shas = []
    for n in range(3):
        (repository / "a").write_text(f"{n}\n")
        git("add", "-A")
        git("commit", "-q", "-m", f"c{n}", at=f"2026-03-0{n + 1}T10:00:00+00:00")
        shas.append(git("rev-parse", "HEAD"))
    git("branch", "side")
    git("checkout", "-q", "side")
    git("commit", "-q", "--allow-empty", "-m", "side", at="2026-03-04T10:00:00+00:00")
    git("checkout", "-q", "main")
    return shas[::-1]


def test_index_lock_is_no_obstacle(repository: Path, three: list[str]) -> None:
    (repository / ".git" / "index.lock").write_text("")
    (repository / "a").write_text("dirty\n")
    seen = look(repository)
    assert (seen.findings, [f.path for f in seen.dirty_files]) == ((), ["a"])
    assert [c.sha for c in seen.commits] == three
    assert (repository / ".git" / "index.lock").exists()


def test_a_file_with_a_conflict_is_told_from_one_that_was_changed(
    repository: Path, git: Git, three: list[str]
) -> None:
    git("checkout", "-q", "-b", "other", three[2])
    (repository / "a").write_text("other\n")
    (repository / "b").write_text("new\n")
    git("add", "-A")
    git("commit", "-q", "-m", "other", at="2026-03-05T10:00:00+00:00")
    with pytest.raises(subprocess.CalledProcessError):
        git("rebase", "-q", "main")
    seen = look(repository)
    assert seen.operation == "rebase"
    assert {f.path: f.unmerged for f in seen.dirty_files} == {"a": True, "b": False}


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"CGPH\x01\x01\x04\x00" + b"\xff" * 4000])
@pytest.mark.parametrize(
    "place",
    ["objects/info/commit-graph", "objects/pack/multi-pack-index", "objects/info/alternates", "info/grafts"],
)
def test_broken_accelerators_change_nothing(
    repository: Path, git: Git, three: list[str], place: str, garbage: bytes
) -> None:
    git("repack", "-q", "-a", "-d", "-b")
    wanted = look(repository, three[2])
    (repository / ".git" / place).parent.mkdir(exist_ok=True)
    (repository / ".git" / place).write_bytes(garbage)
    assert look(repository, three[2]) == wanted


def test_a_commit_graph_and_bitmap_that_are_cut(repository: Path, git: Git, three: list[str]) -> None:
    git("repack", "-q", "-a", "-d", "-b")
    git("commit-graph", "write", "--reachable")
    wanted = look(repository)
    assert [c.sha for c in wanted.commits] == three
    objects = repository / ".git" / "objects"
    for file in (objects / "info" / "commit-graph", *(objects / "pack").glob("*.bitmap")):
        whole = file.read_bytes()
        file.chmod(0o644)
        for size in (10, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:size])
            seen = look(repository)
            assert seen.head == three[0]
            assert seen.commits == wanted.commits or seen.findings
        file.write_bytes(whole)


def test_corrupt_objects_make_unknown_not_zero(repository: Path, git: Git, three: list[str]) -> None:
    git("config", "remote.origin.url", "https://example.org/none.git")
    git("update-ref", "refs/remotes/origin/main", three[2])
    thing = repository / ".git" / "objects" / three[1][:2] / three[1][2:]
    thing.chmod(0o644)
    thing.write_bytes(b"broken")
    seen = look(repository, three[2])
    assert (seen.head, seen.branch, seen.unpushed, seen.commits) == (three[0], "main", None, ())
    assert any("the history is unknown" in finding for finding in seen.findings)
    assert any("where the commits have arrived is unknown" in finding for finding in seen.findings)


def test_sha256_repositories(tmp_path: Path, git: Git) -> None:
    top = tmp_path / "long"
    git("init", "-q", "-b", "main", "--object-format=sha256", str(top))
    (top / "a").write_text("1\n")
    git("-C", str(top), "add", "a")
    git("-C", str(top), "commit", "-q", "-m", "one")
    head = git("-C", str(top), "rev-parse", "HEAD")
    seen = look(top, head[:12], head)
    assert len(head) == 64
    assert [n.sha for n in seen.named] == [head, head]
    assert (seen.commits[0].sha, seen.subject.root_commit, seen.findings) == (head, head, ())


def test_submodules_are_told_by_their_commit_alone(
    repository: Path, git: Git, three: list[str], tmp_path: Path
) -> None:
    git("init", "-q", str(tmp_path / "lib"))
    git("-C", str(tmp_path / "lib"), "commit", "-q", "--allow-empty", "-m", "lib")
    git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(tmp_path / "lib"), "lib")
    git("commit", "-q", "-m", "add lib", at="2026-03-05T10:00:00+00:00")
    (repository / "lib" / "new").write_text("1\n")
    seen = look(repository)
    assert (seen.dirty_files, seen.findings) == ((), ())
    assert {c.path for c in seen.commits[0].changes} == {".gitmodules", "lib"}
    assert find_top_level(repository / "lib") == repository / "lib"
    inside = look(repository / "lib")
    assert ([c.subject for c in inside.commits], len(three)) == (["lib"], 3)


def test_a_shallow_clone_knows_what_it_does_not_know(git: Git, three: list[str], repository: Path) -> None:
    short = repository.parent / "short"
    git("clone", "-q", "--depth=1", f"file://{repository}", str(short))
    seen = look(short, three[0], three[2])
    assert (seen.shallow, [c.sha for c in seen.commits]) == (True, three[:1])
    assert [(n.sha, n.on_head) for n in seen.named] == [(three[0], True), (None, False)]
    assert seen.commits[0].pushed_to == ("origin/main",)


def test_an_unborn_branch_beside_others(repository: Path, git: Git, three: list[str]) -> None:
    git("checkout", "-q", "--orphan", "new")
    seen = look(repository, three[0])
    assert (seen.head, seen.branch, seen.commits, seen.unpushed) == (None, "new", (), None)
    assert seen.findings == ()


@pytest.mark.parametrize("script", ["exec sleep 600", "yes >&2", "sleep 600 & exit 0"])
def test_a_git_that_hangs_is_ended(
    repository: Path, three: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    """Only the call for the history hangs: the others, beside it, are real."""
    real = git_harden.find_git(repository)
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "git"
    fake.write_text(f'#!/bin/sh\ncase "$*" in *--numstat*) {script} ;; *) exec {real} "$@" ;; esac\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(adapter, "LIMIT_S", 0.5)
    monkeypatch.setattr(git_child, "GRACE_S", 0.2)
    with pytest.raises(MachineError, match=r"`git log` did not answer within 0.5 s"):
        look(repository, three[0])


def test_much_to_read_and_much_to_say_do_not_block(repository: Path, three: list[str]) -> None:
    run = open_access(repository).run
    assert run is not None
    feed = b"0000000 and some more words\n" * 60_000
    out = run("cat-file", "--batch-check", feed=feed)
    assert out.count(b"missing") == 60_000
    with pytest.raises(GitFailure):
        run("rev-parse", *["--nope"] * 10, *["x"] * 5_000)
    assert run("rev-parse", "HEAD", feed=feed).decode().strip() == three[0]


def test_more_output_than_anybody_asks_for_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_child, "MOST_BYTES", 50)
    with pytest.raises(GitFailure, match="prints more than"):
        adapter._communicate(["/usr/bin/env", "seq", "1000"])  # noqa: SLF001 - what every call goes through
    assert adapter._communicate(["/usr/bin/env", "seq", "1000"], most=5) == b"1\n2\n3"  # noqa: SLF001 - same


def test_hooks_of_the_configuration_are_switched_off() -> None:
    config = (("hook.a.b.command", "x"), ("hook.a.b.event", "post-checkout"), ("filter.l.clean", "y"))
    programs = git_harden.named_programs((*config, ("hook.jobs", "4"), ("core.hookspath", "z")))
    assert programs == [("filter", "l"), ("hook", "a.b")]
    assert dict(git_harden.switched_off(programs)) == {
        "filter.l.clean": "",
        "filter.l.smudge": "",
        "filter.l.process": "",
        "filter.l.required": "false",
        "hook.a.b.enabled": "false",
    }


PLAN = "# P\n\n## TODOs\n\n" + "".join(f"- [ ] {n}. Do {n} as 0123abc said\n" for n in range(1, 6))


def started(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object]) -> int:
    """Count the processes that an answer starts."""
    count = 0
    real = adapter._start  # noqa: SLF001 - the one place where processes begin

    def counted(command: list[str], stdin: int | None = None) -> git_child.Process:
        nonlocal count
        count += 1
        return real(command, stdin)

    with monkeypatch.context() as patch:
        patch.setattr(adapter, "_start", counted)
        ask()
    return count


def test_the_number_of_processes_does_not_grow(
    repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository / ".sisyphus" / "plans"
    folder.mkdir(parents=True)

    def grow(numbers: range) -> int:
        for n in numbers:
            (folder / f"p{n}.md").write_text(PLAN)
            git("add", "-A")
            git("commit", "-q", "-m", f"feat: {n}", at="2026-03-05T10:00:00+00:00")
            git("branch", f"b{n}")
            lost = git("commit-tree", "-p", "HEAD", "-m", f"lost {n}", "HEAD^{tree}")
            (folder / f"p{n}.md").write_text(PLAN.replace("0123abc", lost).replace("[ ]", "[x]"))
        git("commit", "-q", "-a", "-m", "tick", at="2026-03-05T10:00:00+00:00")
        git(
            "update-ref",
            f"refs/heads/side{numbers[-1]}",
            git("commit-tree", "-p", "HEAD~", "-m", "s", "HEAD^{tree}"),
        )
        (repository / "w").write_text(str(numbers))
        git("stash", "push", "-q", "-u")
        return started(monkeypatch, lambda: take_snapshot(find_place(repository)))

    few, many = grow(range(2)), grow(range(2, 20))
    assert many == few
    assert many <= 28


def test_a_subject_alone_stays_cheap(
    repository: Path, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> None:
        seen = observe(repository, since=None, state_dirs=(), max_commits=1)
        assert seen is not None
        assert seen.subject.commit == three[0]

    assert started(monkeypatch, ask) <= 14


def test_no_git_at_all(tmp_path: Path) -> None:
    assert find_top_level(tmp_path) is None
    assert subprocess.run(["git", "-C", str(tmp_path), "status"], check=False, capture_output=True).returncode
