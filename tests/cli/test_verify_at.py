"""`verify --at REF`: the checks in a clean checkout of a commit, of which nothing is left."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

Ran = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of the test's own, in which nothing is left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert list(folder.iterdir()) == []


def checks_of(project: "Project", *arguments: str) -> list[dict[str, Any]]:
    checks: list[dict[str, Any]] = json.loads(project.ask("verify", "--list", "--json", *arguments).stdout)[
        "checks"
    ]
    return checks


def nothing_left(project: "Project") -> None:
    assert project.git("worktree", "list", "--porcelain").count("worktree ") == 1
    assert not (project.root / ".git" / "worktrees").exists()


def test_head_in_a_clean_checkout_counts_for_this_tree(checked: "Project") -> None:
    checked.write("checks/one.sh", "test -f README.md && ! test -f untracked\n")
    sha = checked.commit("test: look for what is untracked")
    checked.write("untracked", "x")
    assert checked.ask("verify", "tally", "1", "--trust-all").returncode == 1
    run = checked.run("verify", "tally", "1", "--trust-all", "--at", "HEAD")
    assert run.returncode == 0, run.stdout + run.stderr
    (checked.root / "untracked").unlink()
    one = checks_of(checked)[0]
    assert (one["standing"], one["result"]["freshness"]) == ("passed", "fresh")
    assert (one["result"]["commit"], one["result"]["ref"]) == (sha, "HEAD")
    nothing_left(checked)


def test_it_proves_nothing_for_a_tree_with_other_content(checked: "Project") -> None:
    checked.write("README.md", "# Other\n")
    assert checked.ask("verify", "--trust-all", "--at", "HEAD").returncode == 0
    assert {c["standing"] for c in checks_of(checked)} == {"stale"}
    assert {c["standing"] for c in checks_of(checked, "--at", "HEAD")} == {"passed"}
    checked.git("checkout", "-q", "README.md")
    checked.git("commit", "-q", "--allow-empty", "-m", "chore: nothing")
    assert {c["result"]["freshness"] for c in checks_of(checked)} == {"moved"}


def test_an_older_commit_runs_with_its_own_plan(checked: "Project", ran: Ran) -> None:
    plan = checked.root / ".sisyphus" / "plans" / "tally.md"
    plan.write_text(plan.read_text().replace("sh checks/two.sh", "sh checks/three.sh"))
    checked.write("checks/three.sh", "echo three >> ../ran\n")
    checked.commit("feat: another")
    run = checked.ask("verify", "--trust-all", "--at", "HEAD~1")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "differs from the one here" in run.stderr
    assert "sh checks/two.sh" in run.stdout
    assert [c["command"] for c in checks_of(checked, "--at", "HEAD~1")][1] == "sh checks/two.sh"
    # What they note beside the repository, they noted beside the checkout, and that is gone.
    assert ran() == []


def test_a_plan_that_the_commit_lacks_is_read_from_here(checked: "Project") -> None:
    checked.git("rm", "-rq", "--cached", ".sisyphus")
    checked.write(".gitignore", ".sisyphus/\n")
    checked.commit("chore: keep the state folder to ourselves")
    run = checked.ask("verify", "--trust-all", "--at", "HEAD")
    assert run.returncode == 0, run.stderr
    assert "the plan is the one that is here" in run.stderr
    assert {c["standing"] for c in checks_of(checked)} == {"passed"}


def test_a_workspace_below_the_top_level(checked: "Project") -> None:
    (checked.root / "apps").mkdir()
    for name in (".sisyphus", "checks"):
        checked.git("mv", name, f"apps/{name}")
    checked.commit("refactor: move")
    apps = checked.root / "apps"
    assert checked.ask("verify", "--trust-all", "--at", "HEAD", at=apps).returncode == 0
    run = checked.ask("verify", "--trust-all", "--at", "HEAD~1", at=apps)
    assert run.returncode == 4
    assert "apps/ is not in HEAD~1" in run.stderr
    nothing_left(checked)


@pytest.mark.parametrize("ref", ["nope", "--force", "", "HEAD:README.md"])
def test_what_is_no_commit_is_a_usage_error(checked: "Project", ran: Ran, ref: str) -> None:
    for option in ("--at", "--baseline"):
        assert checked.ask("verify", "--trust-all", f"{option}={ref}").returncode == 2
    assert ran() == []


def test_outside_git_there_is_no_commit(loose: "Project") -> None:
    loose.plan("# P\n\n- [ ] 1. a\n")
    run = loose.ask("verify", "--at", "HEAD", "--trust-all")
    assert run.returncode == 2
    assert "there is no git here" in run.stderr


def test_listing_checks_nothing_out(checked: "Project", monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> str:
        raise AssertionError("a folder was made")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    for option in ("--list", "--dry-run"):
        assert checked.ask("verify", option, "--at", "HEAD").returncode == 0
    nothing_left(checked)


SLEEPER = (
    "# P\n\n## TODOs\n\n- [x] 1. a\n\n## Success Criteria\n\n```bash\nsh -c 'sh up.sh; sleep 72.5'\n```\n"
)


def started(project: "Project", temporary: Path) -> "subprocess.Popen[str]":
    """Start a long check in a checkout and wait until it runs."""
    project.plan(SLEEPER)
    project.write("up.sh", "touch ../../up\n")
    project.commit("docs: plan")
    process = subprocess.Popen(
        [sys.executable, "-m", "sisyphus", "verify", "--trust-all", "--at", "HEAD"],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 30
    while not (temporary / "up").exists():
        assert time.monotonic() < until, "it never ran"
        time.sleep(0.02)
    (temporary / "up").unlink()
    return process


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_all_and_leaves_nothing(
    project: "Project", temporary: Path, number: signal.Signals, code: int
) -> None:
    process = started(project, temporary)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == code, said
    assert "Traceback" not in said
    nothing_left(project)
    assert [c["result"]["outcome"] for c in checks_of(project)] == ["cancelled"]


def test_a_check_whose_shell_is_killed_leaves_nothing(project: "Project", temporary: Path) -> None:
    process = started(project, temporary)
    listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [row.split() for row in listed.split("\n")]
    shells = [int(row[0]) for row in rows if row[1:3] == ["sh", "-c"] and row[-1] == "72.5"]
    for number in shells:
        os.kill(number, signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode == 1
    nothing_left(project)
    assert [c["result"]["outcome"] for c in checks_of(project)] == ["killed"]
