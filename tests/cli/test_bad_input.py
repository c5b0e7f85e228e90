"""Bad input: where, what and what to do on stderr, the right exit code, nothing on stdout, never a traceback."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

PLAN = "# Tally\n\n## TODOs\n\n- [ ] 1. Count the words\n- [x] 2. Rank them\n"

Setup = Callable[["Project"], None]


class Case(NamedTuple):
    """What is wrong, what is asked, and what must be said."""

    setup: Setup
    arguments: tuple[str, ...]
    code: int
    kind: str
    said: tuple[str, ...]


def no_state(project: "Project") -> None:
    (project.root / ".sisyphus" / "plans").rmdir()
    (project.root / ".sisyphus").rmdir()


def no_plan(_: "Project") -> None:
    return


def plain(project: "Project") -> None:
    project.plan(PLAN, "word-tally")


def two_plans(project: "Project") -> None:
    project.plan(PLAN, "word-tally")
    project.plan(PLAN, "word-cloud")


def binary(project: "Project") -> None:
    project.plan(b"\x7fELF\x02\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e" + bytes(300))


def not_utf8(project: "Project") -> None:
    project.plan(b"# Plan\n\n- [ ] 1. caf\xe9 au lait\n")


def cut_utf16(project: "Project") -> None:
    project.plan(b"\xff\xfe" + PLAN.encode("utf-16-le") + b"\x41")


def conflict(project: "Project") -> None:
    project.plan(PLAN + "<<<<<<< HEAD\n- [x] 3. a\n=======\n- [ ] 3. b\n>>>>>>> theirs\n")


def too_large(project: "Project") -> None:
    project.plan(b"- [ ] 1. a\n" * 200_000)


def fifo(project: "Project") -> None:
    os.mkfifo(project.root / "pipe.md")
    plain(project)


def link_out(project: "Project") -> None:
    outside = project.root.parent / "outside.md"
    outside.write_text("# Secret\n\n- [ ] 1. nothing of yours\n")
    (project.root / ".sisyphus" / "plans" / "tally.md").symlink_to(outside)


def link_circle(project: "Project") -> None:
    (project.root / "round.md").symlink_to("round.md")
    plain(project)


CASES = {
    "no state folder": Case(no_state, ("status",), 2, "usage", ("repo: no .sisyphus or .omo", "-C DIR")),
    "no state folder, report": Case(no_state, ("report",), 2, "usage", ("no .sisyphus or .omo", "-C DIR")),
    "no plan": Case(no_plan, ("report",), 2, "usage", (".sisyphus/plans", "name a Markdown file")),
    "binary plan": Case(binary, ("status", "tally"), 4, "bad-input", ("tally.md:1", "binary", "text file")),
    "all plans binary": Case(binary, ("status",), 4, "bad-input", ("tally.md:1", "binary", "text file")),
    "not UTF-8": Case(not_utf8, ("report",), 4, "bad-input", ("tally.md:3", "0xe9 at offset", "UTF-8")),
    "cut UTF-16": Case(cut_utf16, ("verify",), 4, "bad-input", ("tally.md", "UTF-16", "UTF-8")),
    "conflict": Case(conflict, ("status",), 4, "bad-input", ("tally.md:7", "conflict markers", "resolve")),
    "conflict, verify": Case(conflict, ("verify", "--trust-all"), 4, "bad-input", ("tally.md:7", "conflict")),
    "too large": Case(too_large, ("status",), 4, "bad-input", ("tally.md: ", "too large", "split")),
    "FIFO": Case(fifo, ("status", "pipe.md"), 4, "bad-input", ("pipe.md: is a named pipe", "regular file")),
    "folder": Case(plain, ("status", "./.sisyphus"), 4, "bad-input", ("is a folder", "regular file")),
    "link out": Case(
        link_out, ("status",), 4, "bad-input", ("tally.md: leads out of", "name the file itself")
    ),
    "link circle": Case(link_circle, ("report", "./round.md"), 4, "bad-input", ("round.md", "circle")),
    "unknown": Case(
        plain, ("status", "wrod-tally"), 2, "usage", ("'wrod-tally'", "did you mean word-tally?")
    ),
    "unknown, far": Case(two_plans, ("status", "zzz"), 2, "usage", ("'zzz'", "word-cloud, word-tally")),
    "ambiguous": Case(two_plans, ("report", "word"), 2, "usage", ("'word'", "word-cloud, word-tally")),
    "two candidates": Case(two_plans, ("report",), 2, "usage", ("several plans", "name one of them")),
    "two candidates, verify": Case(two_plans, ("verify",), 2, "usage", ("word-cloud, word-tally",)),
    "no such file": Case(plain, ("status", "./gone.md"), 2, "usage", ("gone.md",)),
    "no such folder": Case(plain, ("status", "-C", "nowhere"), 2, "usage", ("nowhere: no such folder", "-C")),
    "folder is a file": Case(plain, ("status", "-C", "README.md"), 2, "usage", ("README.md", "-C")),
    "unknown option": Case(plain, ("status", "--colour"), 2, "usage", ("--colour", "--help")),
    "unknown command": Case(plain, ("stat",), 2, "usage", ("stat", "--help")),
    "wrong value": Case(plain, ("status", "--color", "red"), 2, "usage", ("red", "always")),
    "both targets": Case(plain, ("report", "--write", "-o", "x"), 2, "usage", ("--write", "one of them")),
    "report into nowhere": Case(plain, ("report", "-o", "a/b.md"), 2, "usage", ("/a:", "folder")),
    "report over a folder": Case(plain, ("report", "-o", ".sisyphus"), 2, "usage", ("is a folder",)),
    "unknown task": Case(
        plain, ("verify", "tally", "9"), 2, "usage", ("'9'", "word-tally", "tasks are: 1, 2")
    ),
    "empty name": Case(two_plans, ("status", ""), 2, "usage", ("no plan named ''",)),
    "odd name": Case(plain, ("status", "a\n\x1b[31mb"), 2, "usage", ("no plan named",)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_bad_input(project: "Project", case: Case) -> None:
    case.setup(project)
    run = project.run(*case.arguments)
    assert run.returncode == case.code, run.stderr
    assert run.stdout == ""
    assert_said(run, case)
    lines = run.stderr.rstrip("\n").split("\n")
    assert lines[0].startswith("sisyphus: ")
    assert lines[-1].startswith("  fix: ")

    answer = project.ask(*case.arguments, "--json")
    document = json.loads(answer.stdout)
    assert answer.returncode == case.code
    assert document["format_version"] == 1
    assert set(document["error"]) == {"kind", "message", "fix"}
    assert document["error"]["kind"] == case.kind
    assert answer.stderr == ""


def assert_said(run: subprocess.CompletedProcess[str], case: Case) -> None:
    assert "Traceback" not in run.stderr
    assert "\x1b" not in run.stderr
    for part in case.said:
        assert part in run.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("arguments", [("status",), ("status", "tally"), ("verify", "--trust-all")])
def test_unreadable_plan_is_the_machine_s_refusal(project: "Project", arguments: tuple[str, ...]) -> None:
    project.plan(PLAN).chmod(0)
    run = project.run(*arguments)
    assert run.returncode == 5
    assert "tally.md: cannot be read: permission denied" in run.stderr
    assert "check its permissions" in run.stderr


def test_odd_characters_of_a_path_reach_no_terminal(project: "Project", tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b[31m b"
    folder.mkdir()
    run = project.run("status", at=folder)
    assert run.returncode == 2
    assert "\x1b" not in run.stderr
    assert "^[[31m b" in run.stderr


def test_error_under_json_is_one_document_on_stdout(project: "Project") -> None:
    plain(project)
    run = project.run("status", "wrod-tally", "--json")
    assert (run.returncode, run.stderr) == (2, "")
    assert json.loads(run.stdout)["error"]["fix"] == "did you mean word-tally?"
