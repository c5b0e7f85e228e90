"""Variables that lead git, the shell or Python elsewhere change no answer and start nothing."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

ANSWERS = ("status --json", "report --json", "audit --json", "lint --json", "verify --list --json")


def hostile(program: Path, elsewhere: Path) -> dict[str, str]:
    return {
        "GIT_DIR": str(elsewhere / ".git"),
        "GIT_WORK_TREE": str(elsewhere),
        "GIT_COMMON_DIR": str(elsewhere / ".git"),
        "GIT_INDEX_FILE": str(elsewhere / "index"),
        "GIT_OBJECT_DIRECTORY": str(elsewhere),
        "GIT_NAMESPACE": "evil",
        "GIT_EXEC_PATH": str(program.parent),
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(program),
        "GIT_CONFIG_KEY_1": "core.worktree",
        "GIT_CONFIG_VALUE_1": str(elsewhere),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{program}'",
        "GIT_EXTERNAL_DIFF": str(program),
        "GIT_SSH_COMMAND": str(program),
        "GIT_ASKPASS": str(program),
        "GIT_PAGER": str(program),
        "GIT_TRACE": str(elsewhere / "trace"),
        "GIT_TRACE2_EVENT": str(elsewhere / "trace2"),
        "GIT_CEILING_DIRECTORIES": "/",
        "GIT_GRAFT_FILE": str(elsewhere / "grafts"),
        "GIT_LITERAL_PATHSPECS": "0",
        "GIT_PYTHON_GIT_EXECUTABLE": str(program),
        "PAGER": str(program),
        "EDITOR": str(program),
        "BROWSER": str(program),
        "BASH_ENV": str(program),
        "ENV": str(program),
        "BASH_FUNC_test%%": f"() {{ {program}; }}",
        "SHELLOPTS": "xtrace",
        "PROMPT_COMMAND": str(program),
        "PYTHONSTARTUP": str(program),
    }


def plain(project: "Project", words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(project.ask(*words.split()).stdout)
    answer.pop("taken_at", None)
    return answer


def test_no_variable_changes_an_answer_or_starts_a_program(
    checked: "Project", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker, elsewhere = tmp_path / "marker", tmp_path / "elsewhere"
    elsewhere.mkdir()
    program = tmp_path / "evil" / "program"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\n")
    program.chmod(0o755)
    before = {words: plain(checked, words) for words in ANSWERS}
    for name, value in hostile(program, elsewhere).items():
        monkeypatch.setenv(name, value)
    assert {words: plain(checked, words) for words in ANSWERS} == before
    run = checked.ask("verify", "tally", "1", "--trust-all")
    assert (run.returncode, "1 passed" in run.stdout) == (0, True), run.stderr
    checked.ask("verify", "tally", "1", "--trust-all", "--at", "HEAD")
    checked.ask("note", "learnings", "text")
    assert not marker.exists()
    assert list(elsewhere.iterdir()) == []


def test_a_home_full_of_hostile_settings_starts_nothing(
    checked: "Project", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when HOME or XDG_CONFIG_HOME is led into the repository, for git's own settings."""
    marker, program = tmp_path / "marker", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    program.chmod(0o755)
    settings = f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\thooksPath = {tmp_path}\n[diff]\n\texternal = {program}\n"
    file = checked.write("home/git/config", settings)
    for name, value in {"XDG_CONFIG_HOME": str(file.parents[1]), "GIT_CONFIG_GLOBAL": str(file)}.items():
        monkeypatch.setenv(name, value)
    for words in (*ANSWERS, "verify tally 1 --trust-all"):
        assert checked.ask(*words.split()).returncode in {0, 1, 3}, words
    assert not marker.exists()
