"""What is left out to start quickly leaves nothing out of the answer."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters.git import calls_in, open_access
from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.adapters.repository import branches as git_branches
from sisyphus.adapters.repository.observation import Wanted
from sisyphus.model.repository import Repository

Git = Callable[..., str]

PRELOADED = """
import sys
if sys.argv[2] == "before":
    import git
from sisyphus.adapters.git import calls_in
from pathlib import Path
names = {n for n in sys.modules if n.partition(".")[0] in ("git", "gitdb")}
print(calls_in(Path(sys.argv[1]))("rev-parse", "HEAD").decode().strip())
assert {n for n in sys.modules if n.partition(".")[0] in ("git", "gitdb")} == names, "nothing is left behind"
import git
assert git.Repo(sys.argv[1]).head.commit.hexsha, "the whole of GitPython is there for others"
print(git.cmd.Git.__module__)
"""


def commit(repository: Path, git: Git, name: str = "a.txt") -> str:
    (repository / name).write_text(name)
    git("add", "-A")
    git("commit", "-q", "-m", f"feat: {name}")
    return git("rev-parse", "HEAD")


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_whole_of_gitpython_can_be_imported_beside(repository: Path, git: Git, when: str) -> None:
    head = commit(repository, git)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", PRELOADED, str(repository), when],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [head, "git.cmd"]


def detach(_: Path, git: Git) -> None:
    git("checkout", "-q", "--detach")


def orphan(_: Path, git: Git) -> None:
    git("checkout", "-q", "--orphan", "other")


def add_tree(repository: Path, git: Git) -> None:
    git("worktree", "add", "-q", str(repository.parent / "second"))


def remove_tree(repository: Path, git: Git) -> None:
    add_tree(repository, git)
    git("worktree", "remove", str(repository.parent / "second"))


def nothing(_: Path, __: Git) -> None:
    return


@pytest.mark.parametrize("change", [nothing, detach, orphan, add_tree, remove_tree])
def test_one_work_tree_is_told_as_git_tells_it(
    repository: Path, git: Git, change: Callable[[Path, Git], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, git)
    change(repository, git)
    ours = observed(repository)
    monkeypatch.setattr(git_branches, "_only_worktree", lambda *_: None)
    assert ours.worktrees == observed(repository).worktrees
    assert len(ours.worktrees) == (2 if change is add_tree else 1)


def observed(repository: Path) -> Repository:
    wanted = Wanted(since=None, state_dirs=(), outputs=frozenset(), max_commits=10)
    return open_access(repository).observe(wanted)


def test_a_status_digests_nothing_without_evidence(repository: Path, git: Git) -> None:
    (repository / ".sisyphus/plans").mkdir(parents=True)
    (repository / ".sisyphus/plans/a.md").write_text(
        "# A\n\n## TODOs\n\n- [ ] 1. b\n\n  **Acceptance Criteria**:\n  - [ ] `sh x.sh` → exit code 0\n"
    )
    head = commit(repository, git)
    place = find_place(repository)
    whole, lean = take_snapshot(place), take_snapshot(place, keys=False, subject=False)
    assert whole.subject.commit == lean.subject.commit == head
    assert whole.subject.source
    assert whole.subject.patch_id
    assert whole.subject.root_commit == head
    assert (lean.subject.source, lean.subject.patch_id, lean.subject.root_commit) == (None, None, None)
    assert whole.plans[0].keys
    assert not lean.plans[0].keys
    assert lean.repository
    assert whole.repository
    assert lean.repository.commits == whole.repository.commits


def test_the_calls_of_a_small_status_are_few(
    repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / ".sisyphus/plans").mkdir(parents=True)
    (repository / ".sisyphus/plans/a.md").write_text("# A\n\n## TODOs\n\n- [ ] 1. b\n")
    commit(repository, git)
    asked: list[str] = []
    kind = type(calls_in(repository))
    call = kind.__call__

    def counting(self: object, *arguments: str, **options: object) -> bytes:
        asked.append(arguments[0])
        return call(self, *arguments, **options)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(kind, "__call__", counting)
    take_snapshot(find_place(repository), keys=False, subject=False)
    assert len(asked) <= 9, asked
