"""The room that checks are shut into: its arguments, which bwrap is taken, and how it feels from inside."""

import os
import shutil
import socket
from pathlib import Path

import pytest

from sisyphus.adapters.runner import run_check
from sisyphus.adapters.running.command import check_environment
from sisyphus.adapters.running.sandbox import Sandbox, find_bwrap, make_sandbox
from sisyphus.model.evidence import Outcome, Run
from tests.adapters.test_executable_config import check
from tests.conftest import Git


def pairs(words: list[str], flag: str) -> list[str]:
    """What the arguments mount by one flag."""
    return [words[at + 1] for at, word in enumerate(words) if word == flag]


def test_the_arguments_shut_everything_that_is_promised() -> None:
    sandbox = Sandbox(
        program="/usr/bin/bwrap",
        root=Path("/home/me/work"),
        repository=Path("/home/me/main/.git"),
        hidden=(Path("/tmp"), Path("/home/me")),  # noqa: S108 - only named
        caches=(Path("/home/me/.cache"),),
        writable=(Path("/home/me/work/build"),),
    )
    words = sandbox.wrap(["/bin/bash", "-c", "--help"], Path("/home/me/work/app"))
    assert words[0] == "/usr/bin/bwrap"
    assert {"--unshare-all", "--die-with-parent", "--new-session"} <= set(words)
    assert "--share-net" not in words
    assert pairs(words, "--cap-drop") == ["ALL"]
    assert pairs(words, "--tmpfs") == ["/tmp", "/home/me"]  # noqa: S108 - only named
    assert pairs(words, "--ro-bind") == ["/", "/home/me/.cache", "/home/me/work", "/home/me/main/.git"]
    assert pairs(words, "--bind") == ["/home/me/work/build"]
    # What is shown lies over what hides it, what may be written over what is shown.
    assert words.index("/home/me") < words.index("/home/me/work") < words.index("/home/me/work/build")
    # All that the plan wrote stands behind the end of bwrap's own options.
    assert words[-4:] == ["--", "/bin/bash", "-c", "--help"]
    assert pairs(words, "--chdir") == ["/home/me/work/app"]


def test_a_home_inside_the_tree_is_hidden_after_the_tree_is_shown() -> None:
    sandbox = Sandbox(program="/b", root=Path("/srv"), hidden=(Path("/srv/home"),))
    words = sandbox.wrap(["x"], Path("/srv"))
    assert words.index("/srv") < words.index("/srv/home")


def program(path: Path, text: str = "#!/bin/sh\nexit 0\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_only_a_bwrap_that_the_repository_cannot_have_brought_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "work"
    program(root / "bin" / "bwrap")
    monkeypatch.chdir(root)
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "bwrap").symlink_to(root / "bin" / "bwrap")
    (tmp_path / "into").symlink_to(root / "bin")
    inside = os.pathsep.join(
        ["", ".", "bin", "./bin", str(root / "bin"), str(linked), str(tmp_path / "into")]
    )
    assert find_bwrap(root, inside) is None
    good = program(tmp_path / "good" / "bwrap")
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "bwrap").write_text("not executable")
    search = os.pathsep.join([inside, str(tmp_path / "plain"), str(good.parent)])
    assert find_bwrap(root, search) == str(good)


def test_build_folders_may_be_written_and_programs_not(tmp_path: Path) -> None:
    for name in (
        "build",
        "pkg/dist",
        "pkg/__pycache__",
        "src",
        ".venv/build",
        "node_modules/x/dist",
        "a/b/c/build",
    ):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "target").symlink_to("/etc")
    writable = make_sandbox("/b", tmp_path).writable
    assert {p.relative_to(tmp_path).as_posix() for p in writable} == {"build", "pkg/dist", "pkg/__pycache__"}


def test_a_linked_work_tree_shows_its_repository(repository: Path, git: Git, tmp_path: Path) -> None:
    git("commit", "-q", "--allow-empty", "-m", "a")
    git("worktree", "add", "-q", "--detach", str(tmp_path / "other"))
    top = (tmp_path / "other").resolve()
    assert make_sandbox("/b", top).repository == (repository / ".git").resolve()
    assert make_sandbox("/b", repository.resolve()).repository is None


FAKE = """#!/bin/sh
# Looks for the end of the options, and runs what stands behind it.
printf '%s\\n' "$@" > "$(dirname "$0")/asked"
while [ "$1" != "--" ]; do shift; done
shift
exec "$@"
"""


def test_the_runner_goes_through_it(tmp_path: Path) -> None:
    root = tmp_path / "work"
    root.mkdir()
    fake = program(tmp_path / "bin" / "bwrap", FAKE)
    sandbox = make_sandbox(str(fake), root)
    run = run_check(check("echo $TMPDIR; exit 3"), root, timeout_s=20, sandbox=sandbox)
    assert (run.exit, run.stdout) == (3, b"/tmp\n")
    asked = (fake.parent / "asked").read_text().split("\n")
    assert asked[asked.index("--chdir") + 1] == str(root)
    assert "echo $TMPDIR; exit 3" in asked


@pytest.fixture
def real(tmp_path: Path) -> Sandbox:
    """A sandbox by the bubblewrap of this machine."""
    root = tmp_path / "work"
    (root / "build").mkdir(parents=True)
    (root / "README.md").write_text("here")
    found = find_bwrap(root)
    if found is None:
        pytest.skip("bubblewrap (bwrap) is not installed here")
    hidden = tmp_path / "state"
    hidden.mkdir()
    (hidden / "secret").write_text("x")
    sandbox = make_sandbox(found, root, hidden=(hidden,))
    if run_check(check(":"), root, timeout_s=20, sandbox=sandbox).exit != 0:
        pytest.skip("bubblewrap may not make namespaces here")
    return sandbox


PROJECT = {
    "test_it.py": "def test_it() -> None:\n    assert True\n",
    "package.json": '{"name": "a", "version": "1.0.0", "scripts": {"test": "node --test"}}',
    "it.test.js": "require('node:test')('it', () => {})",
}
"""A project of several tools at once, each with one test."""


def inside(sandbox: Sandbox, command: str, timeout_s: float = 20) -> Run:
    environment = check_environment()
    return run_check(
        check(command), sandbox.root, environment=environment, timeout_s=timeout_s, sandbox=sandbox
    )


@pytest.mark.parametrize(
    ("command", "exit_code"),
    [
        ("grep -q here README.md", 0),
        ("echo x > README.md", 1),
        ("echo x > new", 1),
        ("echo x > build/new && test -s build/new", 0),
        ("echo x > /tmp/new && test -s /tmp/new", 0),
        ('test -z "$(ls -A ~)"', 0),
        ("test -e ../state/secret", 1),
        ("touch ../state/new ../outside", 0),
        ("exit 7", 7),
    ],
)
def test_from_inside(real: Sandbox, command: str, exit_code: int) -> None:
    run = inside(real, command)
    assert run.exit == exit_code, run.stderr
    assert (real.root / "README.md").read_text() == "here"
    assert sorted(p.name for p in real.root.parent.iterdir()) == ["state", "work"]


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("python3", "python3 -m pytest -q -W error test_it.py"),
        ("python3", "python3 -m ruff check . && python3 -m mypy test_it.py"),
        ("npm", "npm test"),
        ("node", "node --test"),
        ("sh", 'echo x > "$HOME/new" && mkdir -p "$XDG_CACHE_HOME/a" && mktemp'),
    ],
)
def test_ordinary_tools_work_inside(real: Sandbox, tmp_path: Path, program: str, command: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed here")
    for name, text in PROJECT.items():
        (real.root / name).write_text(text)
    home = {**check_environment(), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    free = run_check(check(command), real.root, environment=home, timeout_s=60)
    if free.exit != 0:
        pytest.skip(f"does not work outside of it either: {free.stderr[-200:]!r}")
    run = inside(real, command, 60)
    assert run.exit == 0, run.stdout + run.stderr


FILES = {
    "Cargo.toml": '[package]\nname = "hello"\nversion = "0.1.0"\nedition = "2021"\n',
    "Cargo.lock": 'version = 3\n\n[[package]]\nname = "hello"\nversion = "0.1.0"\n',
    "src/lib.rs": "#[test]\nfn it() {}\n",
    "go.mod": "module example.org/hello\n\ngo 1.19\n",
    "it.go": "package hello\n",
    "it_test.go": 'package hello\n\nimport "testing"\n\nfunc TestIt(t *testing.T) {}\n',
    "pyproject.toml": '[project]\nname = "hello"\nversion = "0.1"\nrequires-python = ">=3.9"\n',
}
"""A first project in Rust, Go and Python, that nobody has built yet."""


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("cargo", "cargo test && cargo build"),
        ("go", "go vet ./... && go test ./... && go build ./..."),
        ("uv", "uv run python -c 'print(1)'"),
    ],
)
def test_what_was_never_built_is_built_where_something_may_be_written(
    real: Sandbox, program: str, command: str
) -> None:
    for name, text in FILES.items():
        (real.root / name).parent.mkdir(exist_ok=True)
        (real.root / name).write_text(text)
    if inside(real, f"{program} version || {program} --version").exit != 0:
        pytest.skip(f"{program} is not installed here")
    run = inside(real, command, 60)
    assert run.exit == 0, run.stdout + run.stderr
    assert not {"target", ".venv"} & {path.name for path in real.root.iterdir()}


def test_folders_that_are_there_are_used(tmp_path: Path) -> None:
    for name in ("app/target", ".venv"):
        (tmp_path / name).mkdir(parents=True)
    sandbox = make_sandbox("/usr/bin/bwrap", tmp_path)
    there, elsewhere = (sandbox.environment({}, tmp_path / folder) for folder in ("app", "."))
    assert {"CARGO_TARGET_DIR", "UV_PROJECT_ENVIRONMENT"}.isdisjoint(there)
    assert elsewhere["CARGO_TARGET_DIR"].endswith("/target")
    assert "UV_PROJECT_ENVIRONMENT" not in elsewhere


def test_evidence_and_git_may_only_be_read_inside(real: Sandbox) -> None:
    for name in (".git/hooks/pre-commit", ".sisyphus/evidence/sisyphus/p/log.jsonl", ".sisyphus/plans/p.md"):
        file = real.root / name
        file.parent.mkdir(parents=True)
        file.write_text("before")
        run = inside(real, f"grep -q before {name} && echo after > {name}")
        assert (run.exit, file.read_text()) == (1, "before")


def test_there_is_no_network_inside(real: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        command = f"exec 3<>/dev/tcp/127.0.0.1/{server.getsockname()[1]}"
        assert run_check(check(command), real.root, timeout_s=20).exit == 0
        assert inside(real, command).exit == 1


def test_nothing_inside_outlives_it(real: Sandbox) -> None:
    run = inside(real, "(setsid sleep 600 &); sleep 600", timeout_s=0.5)
    assert run.outcome is Outcome.TIMEOUT
    run = inside(real, "kill -KILL $$")
    assert (run.outcome, run.signal) == (Outcome.KILLED, "SIGKILL")


def test_the_fake_is_no_mistake() -> None:
    """The real test runs where bubblewrap is: this one says so where it is not."""
    assert (shutil.which("bwrap") is None) == (find_bwrap(Path("/nonexistent")) is None)
