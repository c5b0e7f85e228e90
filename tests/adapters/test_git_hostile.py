"""A repository whose own files try to start programs: nothing may run, whatever is asked of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from sisyphus.adapters.git import find_top_level, last_change_of_line, observe, open_access
from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.cli.app import build_app

HOOKS = (
    "applypatch-msg", "commit-msg", "fsmonitor-watchman", "p4-pre-submit", "post-applypatch", "post-checkout",
    "post-commit", "post-index-change", "post-merge", "post-receive", "post-rewrite", "post-update",
    "pre-applypatch", "pre-auto-gc", "pre-commit", "pre-merge-commit", "pre-push", "pre-rebase", "pre-receive",
    "prepare-commit-msg", "proc-receive", "push-to-checkout", "reference-transaction", "sendemail-validate",
    "update",
)  # fmt: skip

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
	receivepack = {program}
	vcs = evil
	promisor = true
[extensions]
	partialClone = origin
	worktreeConfig = true
[core]
	attributesFile = {folder}/attributes
	commitGraph = true
	multiPackIndex = true
	logAllRefUpdates = always
[sequence]
	editor = {program}
[interactive]
	diffFilter = {program}
[diff]
	tool = evil
	guitool = evil
[difftool "evil"]
	cmd = {program}
[merge]
	tool = evil
[mergetool "evil"]
	cmd = {program}
[merge "evil"]
	driver = {program} %A
[trailer "Plan"]
	command = {program}
	cmd = {program}
[gpg]
	format = ssh
[gpg "ssh"]
	program = {program}
	defaultKeyCommand = {program}
	allowedSignersFile = {folder}/signers
[gpg "x509"]
	program = {program}
[commit]
	gpgSign = true
[tag]
	gpgSign = true
[user]
	signingKey = {program}
[uploadpack]
	packObjectsHook = {program}
	hideRefs = refs/heads
[transfer]
	hideRefs = refs/remotes
[log]
	mailmap = true
	diffMerges = separate
	follow = true
	date = iso
[mailmap]
	file = {folder}/mailmap
	blob = HEAD:a.py
[hook "evil"]
	event = post-index-change
	event = reference-transaction
	event = fsmonitor-watchman
	event = post-checkout
	command = {program}
[url "ext::{program} "]
	insteadOf = https://
	pushInsteadOf = https://
[browser "evil"]
	cmd = {program}
[web]
	browser = evil
[help]
	autocorrect = immediate
[init]
	templateDir = {folder}
[trace2]
	normalTarget = {folder}/marker
	eventTarget = {folder}/marker
	perfTarget = {folder}/marker
[submodule "sub"]
	update = !{program}
	url = ext::{program}
	active = true
[includeIf "gitdir:**"]
	path = more
[worktree]
	guessRemote = true
[gc]
	auto = 1
	recentObjectsHook = {program}
[maintenance]
	auto = true
[fetch]
	output = compact
	recurseSubmodules = true
[push]
	recurseSubmodules = on-demand
[pager]
	diff-tree = {program}
	rev-list = {program}
	for-each-ref = {program}
	cat-file = {program}
	worktree = {program}
	ls-tree = {program}
[alias]
	rev-list = !{program}
	diff-tree = !{program}
	for-each-ref = !{program}
	cat-file = !{program}
	merge-base = !{program}
	patch-id = !{program}
	worktree = !{program}
	config = !{program}
"""

WORKTREE_CONFIG = """\
[core]
	fsmonitor = {program}
	hooksPath = {folder}/hooks
[diff]
	external = {program}
[filter "tree"]
	clean = {program}
	smudge = {program}
"""

PLAN = """\
# Evil

## TODOs

- [x] 1. Change a

  **What to do**: change `a.py` as {lost} and abcdef1 did

  **Acceptance Criteria**:
  - [x] `test -f a.py` → exit code 0

  **Commit**: YES | Message: `second` | Files: `a.py`, `-n`

- [ ] 2. Change b, see {head}
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
*.md filter=tree diff=evil merge=evil
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
    shutil.copytree(top / ".git" / "hooks", tmp_path / "hooks")
    (tmp_path / "attributes").write_text("* filter=tree diff=evil\n")
    tree_config = WORKTREE_CONFIG.format(program=evil_program, folder=tmp_path)
    (top / ".git" / "config.worktree").write_text(tree_config)
    with (top / ".git" / "config").open("a") as stream:
        stream.write(CONFIG.format(program=evil_program, folder=tmp_path))
    for name in ("a.py", "b.odd"):  # same size: git must read them to see the change
        (top / name).write_text("six\n")
    return top


def ask_everything(root: Path) -> None:
    seen = observe(root, since=None, state_dirs=(".sisyphus", "x/.omo"))
    assert seen is not None
    last_change_of_line(root, "a.py", 1)
    top = find_top_level(root)
    assert top is not None
    access = open_access(top)
    for paths in (("-n",), ("a.py", "-n", "--output=x")):
        access.plan_history(paths, (".sisyphus",))


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
    first_seen = open_access(evil).plan_history(("a.py", "-n", "--output=x"), (".sisyphus",)).first_seen
    assert {path for path, _ in first_seen} == {"a.py", "-n"}
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


@pytest.fixture
def busy(evil: Path) -> Path:
    """Give the evil repository a plan, and all that an answer about one is made of."""
    quiet = {"GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": os.devnull}
    quiet |= {"GIT_CONFIG_KEY_1": "core.fsmonitor", "GIT_CONFIG_VALUE_1": "false"}
    config = {name: (evil / ".git" / name).read_text() for name in ("config", "config.worktree")}
    for name in config:
        (evil / ".git" / name).write_text("")

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=evil, check=True, capture_output=True, env=os.environ | quiet
        )
        return done.stdout.decode().strip()

    tree = git("rev-parse", "HEAD^{tree}")
    lost = git("commit-tree", "-p", "HEAD~", "-m", "second", tree)
    plan = evil / ".sisyphus" / "plans" / "evil.md"
    plan.parent.mkdir(parents=True)
    for mark in " x":
        text = PLAN.format(lost=lost, head=git("rev-parse", "HEAD")).replace("[x]", f"[{mark}]")
        plan.write_text(text)
        git("add", ".sisyphus")
        git("commit", "-q", "-m", "--exec=x")
    (evil / "a.py").write_text("stash\n")
    git("stash", "push", "-q", "-u", "--", "a.py")
    away = git("commit-tree", "-p", "HEAD~2", "-m", "second (#1)", tree)
    git("update-ref", "refs/remotes/origin/main", away)
    git("update-ref", "refs/heads/--exec=y", git("commit-tree", "-p", "HEAD", "-m", "away", "HEAD~^{tree}"))
    git("worktree", "add", "-q", "--detach", str(evil.parent / "-linked"), "refs/heads/--exec=y")
    git("update-index", "--add", "--cacheinfo", f"160000,{lost},sub")
    (evil / ".gitmodules").write_text(
        '[submodule "sub"]\n\tpath = sub\n\turl = ext::evil\n\tupdate = !evil\n'
    )
    (evil / ".mailmap").write_text("Bob <bob@example.org> Eve <eve@example.org>\n")
    nested(evil / "sub", evil.parent / "evil-program")
    nested(evil / ".sisyphus" / "notepads" / "evil", evil.parent / "evil-program")
    for name, text in config.items():
        (evil / ".git" / name).write_text(text)
    for name in ("a.py", "b.odd"):
        (evil / name).write_text("six\n")
    return evil


def nested(folder: Path, evil_program: Path) -> None:
    """Lay a repository with a configuration of its own."""
    folder.mkdir(parents=True)
    run(folder, "init", "-q")
    (folder / "x").write_text("x")
    with (folder / ".git" / "config").open("a") as stream:
        stream.write(f"[core]\n\tfsmonitor = {evil_program}\n\tpager = {evil_program}\n")


COMMANDS = {
    "status": [
        ["status"], ["status", "--all", "--json"], ["status", "evil"], ["status", "evil", "--explain", "-v"],
        ["status", "evil", "--commits"], ["-C", "sub", "status"],
    ],
    "verify": [
        ["verify", "evil", "--list"], ["verify", "evil", "--dry-run"], ["verify", "evil"],
        ["verify", "evil", "--trust-all"], ["verify", "evil", "--trust-all", "--at", "HEAD"],
        ["verify", "evil", "--trust-all", "--baseline", "HEAD~"], ["verify", "evil", "--trust-file", "HEAD:a.py"],
    ],
    "report": [["report", "evil"], ["report", "evil", "--write"]],
    "audit": [["audit", "evil"], ["audit", ".sisyphus/plans/evil.md"]],
    "lint": [["lint"], ["lint", "evil"]],
    "note": [["note", "learnings", "text"]],
    "notes": [["notes", "evil"]],
    "schema": [["schema"]],
    "trust list": [["trust", "list"]],
    "trust revoke": [["trust", "revoke", "0123456789"]],
    "evidence list": [["evidence", "list", "evil"]],
    "evidence show": [["evidence", "show", "evil"]],
    "evidence check": [["evidence", "check"]],
    "evidence export": [["evidence", "export", "evil"]],
}  # fmt: skip
"""Every command of the tool with command lines that try it."""


def command_names(group: object, before: str = "") -> set[str]:
    """Return the commands that there are, those of a group by both words."""
    names: set[str] = set()
    for name, command in getattr(group, "commands", {}).items():
        names |= command_names(command, f"{before}{name} ") or {f"{before}{name}"}
    return names


def test_every_command_is_tried() -> None:
    assert command_names(get_command(build_app())) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_runs_anything(busy: Path, marker: Path, command: str) -> None:
    for arguments in COMMANDS[command]:
        done = subprocess.run(
            [sys.executable, "-m", "sisyphus", *arguments],
            cwd=busy, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, (arguments, done.stderr.decode())
        assert not marker.exists(), arguments


def test_what_the_commands_ask_is_all_there(busy: Path, marker: Path) -> None:
    """The repository above has something for every question, or it would prove little."""
    place = find_place(busy)
    seen = take_snapshot(place).repository
    assert seen is not None
    assert seen.findings == ()
    assert [f.after for f in seen.flips if f.before] == ["x"] * 2
    assert [sorted(s.paths) for s in seen.stashes] == [["a.py"]]
    assert {n.twin_by for n in seen.named} == {None, "patch"}
    assert {name for c in seen.elsewhere for name in c.branches} >= {
        "--exec=y", "origin/main", str(busy.parent / "-linked"),
    }  # fmt: skip
    assert [c.author for c in seen.commits[:1]] == ["Eve <eve@example.org>"]
    assert not marker.exists()
