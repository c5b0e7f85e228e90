"""A repository whose own files try to start programs: nothing may run, whatever is asked of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sisyphus.adapters.git import file_first_seen, find_top_level, last_change_of_line, observe

HOOKS = ("post-index-change", "fsmonitor-watchman", "post-checkout", "pre-commit", "reference-transaction")

CONFIG = """\
[include]
	path = more
[core]
	fsmonitor = {program}
	pager = {program}
	editor = {program}
	sshCommand = {program}
	askPass = {program}
	gitProxy = {program}
	alternateRefsCommand = {program}
	ignoreStat = true
[pager]
	log = {program}
	status = {program}
	config = {program}
	blame = {program}
[alias]
	status = !{program}
	log = !{program}
	ls-tree = !{program}
[credential]
	helper = !{program}
[gpg]
	program = {program}
[log]
	showSignature = true
	showRoot = false
[diff]
	external = {program}
	orderFile = missing
	submodule = log
[diff "evil"]
	textconv = {program}
	command = {program}
[filter "evil"]
	clean = {program}
	smudge = {program}
	process = {program}
	required = true
[blame]
	ignoreRevsFile = {program}-ignored
[status]
	submoduleSummary = true
[submodule]
	recurse = true
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[protocol "file"]
	allow = always
[remote "origin"]
	url = ext::{program}
	fetch = +refs/heads/*:refs/remotes/origin/*
	uploadpack = {program}
	promisor = true
	partialclonefilter = blob:none
[extensions]
	partialClone = origin
"""

MORE = """\
[filter "a=b.clean"]
	clean = {program}
[filter "a=b"]
	clean = {program}
	process = {program}
[filter "Odd. \\"name\\" $(x)"]
	clean = {program}
	required = true
"""

ATTRIBUTES = """\
*.py filter=evil diff=evil
*.odd filter=a=b diff=evil
"""

SIGNATURE = "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n eA==\n -----END PGP SIGNATURE-----\n\n"


@pytest.fixture(autouse=True)
def deaf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Eve")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "eve@example.org")
        monkeypatch.setenv(f"GIT_{role}_DATE", "2026-03-01T12:00:00Z")


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


def program(folder: Path) -> Path:
    """Write a program that leaves a marker, and otherwise behaves as most callers want."""
    path = folder / "evil-program"
    path.write_text(f"#!/bin/sh\ntouch {folder}/marker\ncat\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "marker"


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    top = tmp_path / "repo"
    top.mkdir()
    run(top, "init", "-q")
    for name in ("a.py", "b.odd", "-n"):
        (top / name).write_text("one\n")
    run(top, "add", "--", ".")
    run(top, "commit", "-q", "-m", "--output=x")
    for name in ("a.py", "b.odd", "-n"):
        (top / name).write_text("two\n")
    run(top, "commit", "-q", "-a", "-m", "second")
    head = run(top, "rev-parse", "HEAD")
    run(top, "update-ref", "refs/heads/--upload-pack=x", head)
    run(top, "symbolic-ref", "HEAD", "refs/heads/--upload-pack=x")
    run(top, "update-ref", "refs/remotes/origin/-x", head)
    signed = run(top, "cat-file", "commit", head).replace("\n\n", SIGNATURE, 1) + "\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=top, input=signed.encode(), check=True, capture_output=True,
    )  # fmt: skip
    run(top, "update-ref", "HEAD", made.stdout.decode().strip())
    evil_program = program(tmp_path)
    (tmp_path / "evil-program-ignored").write_text(run(top, "rev-parse", "HEAD"))
    (top / ".gitattributes").write_text(ATTRIBUTES)
    (top / ".git" / "hooks").mkdir(exist_ok=True)
    for hook in HOOKS:
        (top / ".git" / "hooks" / hook).write_bytes(evil_program.read_bytes())
        (top / ".git" / "hooks" / hook).chmod(0o755)
    (top / ".git" / "more").write_text(MORE.format(program=evil_program))
    with (top / ".git" / "config").open("a") as stream:
        stream.write(CONFIG.format(program=evil_program))
    for name in ("a.py", "b.odd"):  # same size: git must read them to see the change
        (top / name).write_text("six\n")
    return top


def ask_everything(root: Path) -> None:
    seen = observe(root, since=None, state_dirs=(".sisyphus", "x/.omo"))
    assert seen is not None
    last_change_of_line(root, "a.py", 1)
    file_first_seen(root, ("a.py", "-n", "--output=x"))


def test_the_fixture_bites(evil: Path, marker: Path) -> None:
    for arguments in (
        ["status"],
        ["diff"],
        ["blame", "a.py"],
        ["-c", "diff.orderFile=/dev/null", "log", "-p"],
    ):
        marker.unlink(missing_ok=True)
        subprocess.run(["git", *arguments], cwd=evil, check=False, capture_output=True)
        assert marker.exists(), arguments


def test_nothing_runs(evil: Path, marker: Path) -> None:
    seen = observe(evil, since=None, state_dirs=(".sisyphus",))
    assert seen is not None
    assert seen.findings == ()
    assert seen.branch == "--upload-pack=x"
    assert [len(c.changes) for c in seen.commits] == [3, 3]
    assert {f.path for f in seen.dirty_files} == {".gitattributes", "a.py", "b.odd"}
    ask_everything(evil)
    assert last_change_of_line(evil, "-n", 1) == ("Eve", seen.commits[0].sha[:8])
    assert set(file_first_seen(evil, ("a.py", "-n", "--output=x"))) == {"a.py", "-n"}
    assert not marker.exists()


def test_nothing_is_fetched_for_a_missing_object(evil: Path, marker: Path) -> None:
    blob = run(evil, "rev-parse", "HEAD~:a.py")
    (evil / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    ask_everything(evil)
    assert not marker.exists()


def test_a_program_in_the_current_folder_is_not_taken_for_git(
    evil: Path, marker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (evil / "bin").mkdir()
    for place in (evil / "git", evil / "bin" / "git"):
        place.write_bytes(program(tmp_path).read_bytes())
        place.chmod(0o755)
    monkeypatch.chdir(evil)
    monkeypatch.setenv("PATH", f".:{evil}/bin::{os.environ['PATH']}")
    ask_everything(evil)
    assert not marker.exists()


def test_importing_gitpython_starts_nothing(evil: Path, marker: Path, tmp_path: Path) -> None:
    place = evil / "git"
    place.write_bytes(program(tmp_path).read_bytes())
    place.chmod(0o755)
    script = (
        "import os, pathlib; from sisyphus.adapters.git import observe;"
        "seen = observe(pathlib.Path('.'), since=None, state_dirs=()); assert seen.head;"
        "assert 'GIT_PYTHON_REFRESH' not in os.environ"
    )
    env = os.environ | {"PATH": f".:{os.environ['PATH']}", "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", script], cwd=evil, env=env, check=True)
    assert not marker.exists()


def test_a_fake_bare_repository_inside_is_passed_over(evil: Path, marker: Path, tmp_path: Path) -> None:
    fake = evil / "vendor" / "fake"
    fake.mkdir(parents=True)
    (fake / "objects").mkdir()
    (fake / "refs").mkdir()
    (fake / "HEAD").write_text("ref: refs/heads/main\n")
    (fake / "config").write_text(f"[core]\n\tworktree = {evil}\n\tfsmonitor = {program(tmp_path)}\n")
    assert find_top_level(fake) == evil
    ask_everything(fake)
    assert not marker.exists()


def test_a_work_tree_elsewhere_is_not_followed(evil: Path, marker: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir()
    (private / "secret").write_text("x")
    run(evil, "config", "core.worktree", str(private))
    seen = observe(evil, since=None, state_dirs=())
    assert seen is not None
    assert "secret" not in {f.path for f in seen.dirty_files}
    assert not marker.exists()


def test_the_environment_is_not_believed(
    evil: Path, marker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = observe(evil, since=None, state_dirs=())
    other = tmp_path / "other"
    other.mkdir()
    run(other, "init", "-q")
    run(other, "commit", "-q", "--allow-empty", "-m", "x")
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
        "GIT_OBJECT_DIRECTORY": str(other / "objects"),
        "GIT_EXTERNAL_DIFF": str(program(tmp_path)),
        "GIT_PAGER": str(program(tmp_path)),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={program(tmp_path)}'",
        "GIT_LITERAL_PATHSPECS": "0",
    }.items():
        monkeypatch.setenv(name, value)
    assert observe(evil, since=None, state_dirs=()) == wanted
    ask_everything(evil)
    assert not marker.exists()


def test_replaced_and_grafted_history_is_not_believed(evil: Path) -> None:
    head, first = run(evil, "rev-parse", "HEAD"), run(evil, "rev-parse", "HEAD~")
    for path in ("config", "more"):
        (evil / ".git" / path).write_text("")
    run(evil, "replace", head, first)
    (evil / ".git" / "info").mkdir(exist_ok=True)
    (evil / ".git" / "info" / "grafts").write_text(f"{head}\n")
    seen = observe(evil, since=None, state_dirs=())
    assert seen is not None
    assert [c.sha for c in seen.commits] == [head, first]


def test_too_many_filters_are_refused(evil: Path) -> None:
    many = "".join(f'[filter "f{n}"]\n\tclean = x\n' for n in range(300))
    (evil / ".git" / "more").write_text(many)
    seen = observe(evil, since=None, state_dirs=())
    assert seen is not None
    assert "filter drivers" in seen.findings[0]
