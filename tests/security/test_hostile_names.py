"""Files, folders, branches and tasks with hostile names, in every answer and every format."""

import json
import re
import unicodedata
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Project

EVIL = "-x##vso[task.setvariable variable=a]b\x1b[31m\n::error::boo \u202egnp <script>alert(1)</script> $(touch pwned) `id` '\" |@all"
"""A file's name may hold all of this but a slash."""
EVIL_NAME = EVIL.replace("/", "_")

PLAN = """# Tally {evil}

## TODOs

- [x] 1. Count {evil}

  **Acceptance Criteria**:
  - [x] `sh checks/one.sh` → exit code 0

- [ ] 2. Rank, see `{evil}.py`

  **Files**: `src/{evil}.py`
"""
ANSWERS = {
    "status": "status",
    "status of one": "status {plan}",
    "status --commits": "status {plan} --commits",
    "report": "report {plan}",
    "report --format pr": "report {plan} --format pr",
    "audit": "audit {plan}",
    "lint": "lint {plan}",
    "verify --list": "verify {plan} --list",
    "verify": "verify {plan} --trust-all",
    "evidence list": "evidence list {plan}",
    "evidence check": "evidence check",
    "trust list": "trust list",
}


@pytest.fixture
def evil(project: "Project") -> str:
    """A repository of hostile names; returns the name of its plan."""
    one_line = EVIL_NAME.replace("\n", " ")
    project.write(f".sisyphus/plans/{EVIL_NAME}.md", PLAN.format(evil=one_line))
    project.write(
        "checks/one.sh", f'echo "{one_line.replace(chr(34), "").replace("`", "").replace("$", "")}"\n'
    )
    project.write(f"src/{EVIL_NAME}.py", "x = 1\n")
    project.write(
        f".sisyphus/notepads/{EVIL_NAME}/learnings.md",
        f"# L\n\n## [2026-01-01 10:00] {one_line}\n- {one_line}\n",
    )
    project.write(f".sisyphus/notepads/{EVIL_NAME}/{EVIL_NAME}.md", "100% complete, all 4 tests pass\n")
    project.commit(f"feat: {EVIL}")
    project.git("checkout", "-q", "-b", "b'$(touch${IFS}pwned)")
    project.write(f"src/{EVIL_NAME}2.py", "x = 1\n")
    return EVIL_NAME


def require_inert(text: str) -> None:
    odd = {c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf"}}
    assert odd <= {"\u200b"}, odd
    assert not re.search(r"^\s*::(?:error|warning|set-output|add-mask)::boo", text, re.MULTILINE)


def about(words: str, plan: str) -> list[str]:
    """Return a command line about the plan, whose name begins like an option."""
    command, *rest = words.split()
    options = [word for word in rest if word != "{plan}"]
    return [command, *options, *(["--", plan] if "{plan}" in rest else [])]


@pytest.mark.parametrize("name", ANSWERS)
def test_no_answer_obeys_a_name(project: "Project", evil: str, name: str) -> None:
    command, *rest = about(ANSWERS[name], evil)
    run = project.ask(command, *rest)
    assert run.returncode in {0, 1, 3}, run.stderr
    for text in (run.stdout, run.stderr):
        assert "Traceback" not in text
        assert "##vso[" not in text
        require_inert(text)
    as_json = project.ask(command, *rest[:1], "--json", *rest[1:])
    if as_json.returncode != 2:  # not every command has the option at every place
        json.loads(as_json.stdout)
        require_inert(as_json.stdout)
    assert not list(project.root.rglob("pwned"))


@pytest.mark.parametrize("form", ["markdown", "pr", "summary", "html"])
def test_no_report_obeys_a_name(project: "Project", evil: str, form: str) -> None:
    run = project.ask("report", "--format", form, "--", evil)
    assert run.returncode == 0, run.stderr
    require_inert(run.stdout)
    assert form == "html" or "##vso[" not in run.stdout
    if form != "summary":  # which is plain text
        shown = re.sub(r"`+[^`]*`+|\\.", "", run.stdout) if form != "html" else run.stdout
        assert "<script>alert" not in shown


def test_no_file_for_ci_obeys_a_name(
    project: "Project", evil: str, tmp_path: "Path", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    options = ("--junit", str(tmp_path / "junit.xml"), "--ctrf", str(tmp_path / "ctrf.json"))
    run = project.ask("verify", "--trust-all", *options, "--", evil)
    assert run.returncode in {0, 1, 3}, run.stderr
    ET.parse(tmp_path / "junit.xml")  # noqa: S314 - our own file
    json.loads((tmp_path / "ctrf.json").read_text())
    for text in (run.stdout, run.stderr):
        require_inert(text)
    lint = project.ask("lint", "--format", "github", "--", evil)
    require_inert(lint.stdout)
    assert all(row.startswith("::") and row.count("\n") == 0 for row in lint.stdout.splitlines() if row)
