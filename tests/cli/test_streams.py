"""What goes through the program's streams: readers that leave, closed streams, colour, long answers."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

PLAN = """# Tally

## TODOs

- [x] 1. Count the words
  **Acceptance Criteria**:
  - [x] `touch ran.txt` → exit 0
- [ ] 2. Rank them
"""
READING = (
    ("status",),
    ("status", "tally"),
    ("status", "--json"),
    ("report",),
    ("report", "--json"),
    ("verify", "--list"),
    ("verify", "--dry-run"),
    ("verify", "--list", "--json"),
    ("trust", "list"),
)
SAID_BY_ITSELF = (("--version",), ("--help",), ("verify", "--help"), ())
"""What is written before or beside the commands."""
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""As a user's shell has it: what a stream did not take stays in Python's buffer, to be tried again at its end."""


@pytest.mark.parametrize("arguments", [*READING, ("--help",), ("verify", "--help")], ids=" ".join)
def test_a_reader_that_leaves_is_no_error(project: "Project", arguments: tuple[str, ...]) -> None:
    project.plan(PLAN)
    command = shlex.join([sys.executable, "-m", "sisyphus", *arguments])
    run = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("\n") == 1


@pytest.mark.parametrize("arguments", [*READING, *SAID_BY_ITSELF], ids=" ".join)
def test_a_reader_that_never_was_is_no_error(project: "Project", arguments: tuple[str, ...]) -> None:
    project.plan(PLAN)
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [sys.executable, "-m", "sisyphus", *arguments],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        env=BUFFERED,
        check=False,
    )
    os.close(writer)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [*READING, *SAID_BY_ITSELF], ids=" ".join)
def test_a_full_stdout_is_one_clear_error(project: "Project", arguments: tuple[str, ...]) -> None:
    project.plan(PLAN)
    run = _ask_full(project, arguments, "stdout")
    assert run.returncode == 5
    problem = b"sisyphus: no space left on device\n  fix: check the disk, its space and your permissions\n"
    assert run.stderr == (b"" if "--json" in arguments else problem)


@pytest.mark.parametrize(
    ("arguments", "code"), [(("status", "--exit-code"), 1), (("status", "nope"), 2), (("verify",), 6)]
)
def test_a_full_stderr_changes_no_exit_code(
    project: "Project", arguments: tuple[str, ...], code: int
) -> None:
    project.plan(PLAN)
    assert _ask_full(project, arguments, "stderr").returncode == code


def _ask_full(
    project: "Project", arguments: tuple[str, ...], stream: str
) -> subprocess.CompletedProcess[bytes]:
    """Run with `stream` on a device that is always full."""
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("wb") as full:
        return subprocess.run(
            [sys.executable, "-m", "sisyphus", *arguments],
            cwd=project.root,
            stdin=subprocess.DEVNULL,
            stdout=full if stream == "stdout" else subprocess.PIPE,
            stderr=full if stream == "stderr" else subprocess.PIPE,
            env=BUFFERED,
            check=False,
        )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("status", "--exit-code"), 1), (("status", "nope", "--json"), 2), (("verify", "--json"), 6)],
    ids=["answer", "error", "untrusted"],
)
def test_exit_code_is_the_answer_s_though_nobody_reads(
    project: "Project", arguments: tuple[str, ...], code: int
) -> None:
    project.plan(PLAN.replace("touch ran.txt", "test -f README.md"))
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [sys.executable, "-m", "sisyphus", *arguments],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (run.returncode, run.stderr) == (code, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing(project: "Project", closed: str) -> None:
    project.plan(PLAN)
    for arguments, code in ((["status", "--exit-code"], 1), (["nope"], 2), (["verify"], 6)):
        command = shlex.join([sys.executable, "-m", "sisyphus", *arguments])
        run = subprocess.run(
            ["bash", "-c", f"{command} {closed}"], cwd=project.root, capture_output=True, check=False
        )
        assert run.returncode == code
        assert b"Traceback" not in run.stderr


def test_long_answers_come_whole(project: "Project") -> None:
    project.plan(
        "# P\n\n## TODOs\n\n" + "".join(f"- [ ] {n}. Count words of text {n}\n" for n in range(2000))
    )
    command = shlex.join([sys.executable, "-m", "sisyphus", "status", "--json"])
    run = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | (sleep 0.3; cat)"],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    assert len(run.stdout) > 1 << 16
    assert len(json.loads(run.stdout)["plans"][0]["tasks"]) == 2000


@pytest.mark.parametrize(
    ("variables", "arguments", "painted"),
    [
        ({}, (), False),
        ({}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1"}, ("--json",), False),
    ],
)
def test_colour(
    project: "Project",
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    arguments: tuple[str, ...],
    *,
    painted: bool,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    project.plan(PLAN)
    for command in (("status",), ("status", "tally"), ("verify", "--list")):
        run = project.ask(*command, *arguments)
        assert ("\x1b[" in run.stdout) is painted
        assert run.stderr == ""
