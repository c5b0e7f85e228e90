"""Files that no tool of the house wrote: links in circles, times of no calendar, folders without rights."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sisyphus.adapters.kept.cache_place import code_mark
from tests.cli.conftest import CHECKED
from tests.conftest import AS_ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Project

PLAN = """# Tally

## TODOs

- [x] 1. Count the words

  **Evidence**: `.sisyphus/evidence/count.txt`
"""
NO_DATE = 10**13
"""Seconds after 1970: some file systems hold it, and no calendar."""


def boulder(project: "Project", worktree: str) -> None:
    work = {"active_plan": ".sisyphus/plans/tally.md", "plan_name": "tally", "session_ids": []}
    project.write(".sisyphus/boulder.json", json.dumps(work | {"worktree_path": worktree}))


def test_a_fault_of_the_workspace_names_path_and_line_in_the_table_and_beside_a_plan(
    project: "Project",
) -> None:
    project.plan(PLAN)
    project.write(".sisyphus/start-work/ledger.jsonl", '{"event": "x"}\nno json\n')
    place = ".sisyphus/start-work/ledger.jsonl:2: broken JSON"
    assert f"ledger-line: {place}" in project.ask("status").stdout
    one = project.ask("status", "tally")
    assert one.stderr.startswith(f"sisyphus: {place}")
    assert "broken JSON" not in one.stdout
    assert project.ask("status", "tally", "-q").stderr == ""


def test_names_of_plans_that_are_no_files_are_told(project: "Project") -> None:
    project.plan("## TODOs\n- [x] 1. a\n- [~] 2. b\n")
    plans = project.root / ".sisyphus/plans"
    os.mkfifo(plans / "pipe.md")
    (plans / "gone.md").symlink_to("nowhere.md")
    (plans / "loop.md").symlink_to("loop.md")
    (plans / "away.md").symlink_to("/dev/zero")
    (plans / "folder.md").mkdir()
    (plans / ".hidden.md").symlink_to("nowhere.md")
    project.write(".sisyphus/plans/large.md", b"x" * (2 << 20) + b"y")
    told = {"pipe": "named pipe", "gone": "gone", "loop": "circle", "away": "leads out", "large": "too large"}
    for words, code in ((("status",), 0), (("status", "--exit-code"), 4)):
        run = project.ask(*words)
        assert run.returncode == code, run.stderr
    found = {
        finding["source"]["path"]: finding["message"]
        for finding in json.loads(project.ask("status", "--json").stdout)["workspace"]["findings"]
        if finding["rule"] == "unreadable-plan"
    }
    assert set(found) == {f".sisyphus/plans/{name}.md" for name in told}
    for name, word in told.items():
        assert found[f".sisyphus/plans/{name}.md"].startswith(f".sisyphus/plans/{name}.md: ")
        assert word in found[f".sisyphus/plans/{name}.md"]
    (plans / "gone.md").unlink()
    assert "gone.md" not in project.ask("status").stdout


def test_git_folder_that_leads_in_a_circle(project: "Project") -> None:
    project.plan(PLAN)
    (project.root / ".git").rename(project.root.parent / "git")
    project.write(".git", "gitdir: loop\n")
    (project.root / "loop").symlink_to("loop")
    for words in (("status",), ("status", "tally"), ("report",)):
        run = project.ask(*words)
        assert run.returncode == 0, run.stderr
    assert "not a git repository" in project.ask("status", "tally").stderr


def test_git_folder_that_is_no_path(project: "Project") -> None:
    project.plan(PLAN)
    (project.root / ".git").rename(project.root.parent / "git")
    project.write(".git", b"gitdir: a\0b\n")
    run = project.ask("status", "tally")
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("worktree", ["loop", "a\0b", "n" * 300])
def test_work_tree_of_a_work_that_leads_nowhere(project: "Project", worktree: str) -> None:
    project.plan(PLAN)
    (project.root / "loop").symlink_to("loop")
    boulder(project, worktree)
    for words in (("status",), ("status", "tally")):
        run = project.ask(*words)
        assert run.returncode == 0, run.stderr


@pytest.mark.skipif(None in AS_ANYBODY, reason="root may open everything; there is no setpriv")
def test_work_tree_of_a_work_that_may_not_be_looked_at(project: "Project", tmp_path: Path) -> None:
    project.plan(PLAN)
    closed = tmp_path / "closed"
    project.git("worktree", "add", "-q", str(closed / "tree"), "-b", "other")
    boulder(project, str(closed / "tree"))
    closed.chmod(0)
    try:
        words = [w for w in (*AS_ANYBODY, sys.executable, "-m", "sisyphus", "status", "tally") if w]
        run = subprocess.run(words, cwd=project.root, capture_output=True, text=True, check=False)
    finally:
        closed.chmod(0o700)
    assert run.returncode == 0, run.stderr


@pytest.mark.skipif(None in AS_ANYBODY, reason="root may open everything; there is no setpriv")
@pytest.mark.parametrize("folder", ["notepads", "notepads/tally", "drafts"])
def test_folder_beside_the_plans_that_may_not_be_listed(project: "Project", folder: str) -> None:
    project.plan(PLAN)
    closed = project.root / ".sisyphus" / folder
    closed.mkdir(parents=True)
    closed.chmod(0)
    try:
        said = {
            words: subprocess.run(
                [w for w in (*AS_ANYBODY, sys.executable, "-m", "sisyphus", *words) if w],
                cwd=project.root, capture_output=True, text=True, check=False,
            )
            for words in (("status",), ("status", "tally"), ("audit", "tally"), ("notes",))
        }  # fmt: skip
    finally:
        closed.chmod(0o700)
    assert {words: run.returncode for words, run in said.items()} == dict.fromkeys(said, 0)
    shown = said["status", "tally"].stdout + said["status", "tally"].stderr
    assert "cannot be listed: permission denied" in " ".join(shown.split())


def test_report_into_a_folder_that_leads_in_a_circle(project: "Project") -> None:
    project.plan(PLAN)
    (project.root / "loop").symlink_to("loop")
    run = project.ask("report", "-o", "loop/out.md")
    assert run.returncode == 5
    assert "loop/out.md: cannot be written" in run.stderr


def test_state_folder_of_the_user_that_leads_in_a_circle(
    project: "Project", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.plan(PLAN)
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "loop"))
    run = project.ask("trust", "list")
    assert run.returncode == 5
    assert "set XDG_STATE_HOME to another folder" in run.stderr


def test_ledger_that_leads_in_a_circle_is_said_and_stops_nothing(project: "Project") -> None:
    project.plan(PLAN)
    folder = project.root / ".sisyphus" / "start-work"
    folder.mkdir()
    (folder / "ledger.jsonl").symlink_to("ledger.jsonl")
    run = project.ask("status")
    assert run.returncode == 0, run.stderr
    assert "unreadable-ledger" in run.stdout


@pytest.fixture
def in_memory(project: "Project") -> "Iterator[Project]":
    """A project on a file system that holds any time."""
    if not Path("/dev/shm").is_dir():  # noqa: S108 - a file system, and no file in it
        pytest.skip("there is no file system in memory")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield project._replace(root=Path(folder))


def test_file_with_a_time_of_no_calendar(in_memory: "Project") -> None:
    plan = in_memory.plan(PLAN)
    file = in_memory.write(".sisyphus/evidence/count.txt", "3 words\n")
    report = in_memory.write(".sisyphus/notepads/tally/SUMMARY.md", "# Done\n\n1/1 tasks complete\n")
    for each in (file, report, plan):
        os.utime(each, (NO_DATE, NO_DATE))
        assert each.stat().st_mtime == NO_DATE
    for words in (("status",), ("status", "tally"), ("audit", "tally"), ("report",), ("lint",)):
        run = in_memory.ask(*words)
        assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("words", [("status",), ("status", "tally"), ("report",), ("lint",)])
def test_who_has_no_home_is_answered_all_the_same(
    project: "Project", monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """As in a container that runs as a number nobody has heard of."""

    def nobody(_: int) -> object:
        raise KeyError

    project.plan(CHECKED)
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    run = project.ask(*words)
    assert run.returncode == 0, run.stderr
    refused = project.ask("verify", "--trust-all")
    assert refused.returncode == 5
    assert "you have no home folder" in refused.stderr


def test_current_folder_that_is_gone(project: "Project") -> None:
    run = subprocess.run(
        ["sh", "-c", 'mkdir gone && cd gone && rmdir ../gone && exec "$0" -m sisyphus status', sys.executable],
        cwd=project.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "the current folder is gone" in run.stderr


def test_code_that_is_being_exchanged_is_known_by_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    code_mark.cache_clear()
    before = code_mark("analysis")
    code_mark.cache_clear()

    def gone(path: str) -> str:
        raise FileNotFoundError(path)

    with monkeypatch.context() as patch:
        patch.setattr("sisyphus.adapters.kept.cache_place._marked", gone)
        assert code_mark("analysis") not in {before, code_mark()}
    code_mark.cache_clear()


def test_no_more_threads_is_a_limit_of_the_machine(
    project: "Project", monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container whose number of processes is used up."""

    def refuse(*_: object) -> int:
        raise RuntimeError("can't start new thread")

    project.plan(PLAN)
    with monkeypatch.context() as patch:
        patch.setattr("threading._start_new_thread", refuse)
        run = project.ask("status")
    assert run.returncode == 5
    assert "sisyphus: can't start new thread\n  fix: " in run.stderr


@pytest.mark.parametrize(("error", "code"), [(MemoryError(), 5), (RuntimeError("odd"), 70)])
def test_no_memory_is_no_bug(
    project: "Project", monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def refuse(_: str) -> object:
        raise error

    monkeypatch.setattr("sisyphus.cli.main.load", refuse)
    assert project.ask("status").returncode == code
