"""Odd input that stops nothing: the answer comes, with a finding that says what is wrong."""

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

PLAN = "# Tally\n\n## TODOs\n\n- [ ] 1. Count the words\n- [x] 2. Rank them\n"


def test_plan_that_cannot_be_read_is_a_finding_beside_others(project: "Project") -> None:
    project.plan(PLAN, "word-tally")
    project.plan(b"\x7fELF\x02\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e" + bytes(300))
    run = project.ask("status")
    assert run.returncode == 0
    assert "word-tally" in run.stdout
    assert "unreadable-plan: .sisyphus/plans/tally.md:1: binary file" in " ".join(run.stdout.split())


def test_notepad_that_cannot_be_read_is_a_finding(project: "Project") -> None:
    project.plan(PLAN, "word-tally")
    project.write(".sisyphus/notepads/word-tally/problems.md", b"# Problems\n\xff\xfe\n")
    run = project.ask("status", "word-tally")
    assert run.returncode == 0
    assert "tasks 1/2" in run.stdout
    assert "problems.md:2: not UTF-8 text" in " ".join(run.stdout.split())


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"null", b'{"works": 3}', b"\xff\xff", b"[" * 100_000, b'{"active_plan": 7}', b"", b"NaN"],
    ids=["cut", "list", "null", "number", "bytes", "deep", "wrong type", "empty", "nan"],
)
def test_broken_boulder_is_said_and_stops_nothing(project: "Project", content: bytes) -> None:
    project.plan(PLAN, "word-tally")
    project.write(".sisyphus/boulder.json", content)
    run = project.ask("status", "--json")
    document = json.loads(run.stdout)
    assert run.returncode == 0, run.stderr
    assert [p["name"] for p in document["plans"]] == ["word-tally"]
    assert [f for f in document["workspace"]["findings"] if "boulder.json" in json.dumps(f)]


def test_boulder_that_names_a_missing_plan(project: "Project") -> None:
    project.plan(PLAN, "word-tally")
    work = {
        "active_plan": "/home/other/app/.sisyphus/plans/gone.md",
        "plan_name": "gone",
        "session_ids": ["s"],
    }
    project.write(".sisyphus/boulder.json", json.dumps(work | {"started_at": "2026-03-01T10:00:00Z"}))
    document = json.loads(project.ask("status", "--json").stdout)
    assert [(p["name"], p["phase"], p["active"]) for p in document["plans"]] == [
        ("gone", "missing", True),
        ("word-tally", "in_progress", False),
    ]
    detail = project.ask("status", "gone")
    assert detail.returncode == 0
    assert "plan-missing" in detail.stdout
    assert "plan missing" in project.ask("report").stdout
    for arguments in (("verify", "--trust-all"), ("verify", "--list")):
        run = project.ask(*arguments)
        assert run.returncode == 2
        assert "gone.md: the plan is not on disk" in run.stderr


def test_empty_plan_is_answered_and_said(project: "Project") -> None:
    project.plan(b"")
    run = project.ask("status", "tally")
    assert run.returncode == 0
    assert "No task rows recognised" in run.stdout
    assert project.ask("status", "tally", "--exit-code").returncode == 1


def test_utf16_plan_is_read_and_said(project: "Project") -> None:
    project.plan(b"\xff\xfe" + PLAN.encode("utf-16-le"))
    run = project.ask("status", "tally")
    assert run.returncode == 0
    assert "tasks 1/2" in run.stdout
    assert "read as UTF-16-LE" in run.stdout


@pytest.mark.parametrize("name", ["project", "loose"])
def test_no_commit_and_no_git_are_answered(name: str, request: pytest.FixtureRequest) -> None:
    project: Project = request.getfixturevalue(name)
    project.plan(PLAN, "word-tally")
    if name == "project":
        project.git("update-ref", "-d", "HEAD")
    run = project.ask("status", "word-tally", "--json")
    document = json.loads(run.stdout)
    assert run.returncode == 0
    assert run.stderr == ""
    if name == "loose":
        assert document["repository"] is None
    else:
        assert document["repository"]["head"] is None
        assert document["repository"]["unpushed"] is None
    assert document["plans"][0]["proof"] == {"claimed": 1, "committed": 0, "verified": 0, "of": 2}


def test_file_without_any_state_folder(loose: "Project") -> None:
    (loose.root / ".sisyphus" / "plans").rmdir()
    (loose.root / ".sisyphus").rmdir()
    loose.write("docs/plan.md", PLAN)
    run = loose.ask("status", "docs/plan.md")
    assert run.returncode == 0
    assert re.match(r"plan: Tally\ndocs/plan\.md, changed [\d: -]+ UTC\nnot a git repository", run.stdout)
    assert not (loose.root / ".sisyphus").exists()
