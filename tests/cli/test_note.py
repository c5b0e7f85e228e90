"""`sisyphus note` writes an entry, `sisyphus notes` reads them back."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sisyphus.parse.notepads.compose import PURPOSES
from tests.cli.conftest import Project

PLAN = "# Tally\n\n## TODOs\n\n- [x] 1. Count\n- [ ] 2. Show\n"
OMO = ".omo/notepads/tally/learnings.md"


@pytest.fixture
def planned(project: Project) -> Project:
    """A project with one plan of two tasks."""
    project.plan(PLAN)
    return project


def notepad(project: Project, kind: str) -> Path:
    """Return the path of a notepad of the plan."""
    return project.root / f".sisyphus/notepads/tally/{kind}.md"


def test_a_note_that_never_ends_is_refused(planned: Project) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            ["bash", "-c", 'ulimit -v 2000000; exec "$0" -m sisyphus note learnings -', sys.executable],
            cwd=planned.root, stdin=endless, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2, done.stderr[-400:]
    assert "the note has more than" in done.stderr
    assert not notepad(planned, "learnings").exists()


@pytest.mark.parametrize("kind", PURPOSES)
def test_a_note_begins_the_notepad_and_names_its_line(planned: Project, kind: str) -> None:
    done = planned.ask("note", kind, "Keep the lock.", "--task", "2")
    assert done.stdout == f"noted in .sisyphus/notepads/tally/{kind}.md:7\n"
    lines = notepad(planned, kind).read_text("utf-8").split("\n")
    assert lines[6].endswith("] Task: 2")
    assert lines[8] == "Keep the lock."


def test_a_note_leaves_every_byte_that_is_there(planned: Project) -> None:
    before = b"# Mine \xff\r\n\r\nno newline at the end"
    planned.write(".sisyphus/notepads/tally/issues.md", before)
    assert planned.ask("note", "issues", "one").returncode == 0
    after = notepad(planned, "issues").read_bytes()
    assert after.startswith(before + b"\n\n## [")


def test_a_note_goes_to_the_copy_that_is_read(planned: Project) -> None:
    planned.write(OMO, "# Learnings\n")
    assert OMO in planned.ask("note", "learnings", "one").stdout


def test_stdin_is_read_as_a_process(planned: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sisyphus", "note", "decisions", "--json"],
        cwd=planned.root,
        input=b"Use one table.\n\nIt is enough.\n",
        capture_output=True,
        check=True,
        timeout=60,
    )
    answer = json.loads(done.stdout)["note"]
    assert (answer["plan"], answer["kind"], answer["line"], answer["task"]) == ("tally", "decisions", 7, None)
    assert "It is enough." in notepad(planned, "decisions").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("note", "issues", "x", "--task", "9"), 2, "tally has no task 9"),
        (("note", "wishes", "x"), 2, "wishes"),
        (("note", "issues", ""), 2, "empty"),
        (("note", "issues", "x", "--plan", "nope"), 2, "nope"),
        (("notes", "--grep", "("), 2, "not a pattern"),
        (("notes", "nope"), 2, "nope"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    planned: Project, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = planned.ask(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert not (planned.root / ".sisyphus/notepads").exists()


def test_a_note_follows_no_link(planned: Project, tmp_path: Path) -> None:
    target = tmp_path / "outside.md"
    target.write_text("mine\n", "utf-8")
    notepad(planned, "issues").parent.mkdir(parents=True)
    notepad(planned, "issues").symlink_to(target)
    done = planned.ask("note", "issues", "x")
    assert done.returncode == 4
    assert target.read_text("utf-8") == "mine\n"


def test_a_notepad_in_utf_16_is_left_alone(planned: Project) -> None:
    before = "# Issues\n".encode("utf-16")
    planned.write(".sisyphus/notepads/tally/issues.md", before)
    assert planned.ask("note", "issues", "x").returncode == 4
    assert notepad(planned, "issues").read_bytes() == before


def test_notes_of_many_processes_are_all_kept(planned: Project) -> None:
    texts = [f"note number {n}" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda text: planned.run("note", "learnings", text), texts))
    assert {each.returncode for each in done} == {0}
    found = json.loads(planned.run("notes", "--json").stdout)["entries"]
    assert sorted(entry["text"] for entry in found) == sorted(texts)
    lines = notepad(planned, "learnings").read_text("utf-8").split("\n")
    assert all(lines[int(each.stdout.rpartition(":")[2]) - 1].startswith("## [") for each in done)


def test_a_full_disk_takes_the_note_back(planned: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    planned.ask("note", "issues", "first")
    before = notepad(planned, "issues").read_bytes()
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, content: real(fd, content[:10]))
    done = planned.ask("note", "issues", "second")
    monkeypatch.undo()
    assert done.returncode == 5
    assert notepad(planned, "issues").read_bytes() == before


@pytest.fixture
def written(planned: Project) -> Project:
    """Notepads of two plans, one of which is gone."""
    planned.write(
        ".sisyphus/notepads/tally/problems.md",
        "# Problems\n\n## [2026-03-01T10:00:00Z] Port taken\n\nThe Port is used.\n\n"
        "## [2026-03-03T10:00:00Z] Task: 2\n\n" + "".join(f"line {n}\n" for n in range(9)),
    )
    planned.write(
        ".sisyphus/notepads/gone/learnings.md", "# Learnings\n\n## 2026-03-02 Old\n\n\x1b[31mport\x1b[0m x\n"
    )
    return planned


def test_notes_are_listed_newest_first_across_plans(written: Project) -> None:
    found = json.loads(written.ask("notes", "--json").stdout)["entries"]
    assert [(e["plan"], e["title"]) for e in found] == [
        ("tally", "Task 2"),
        ("gone", "Old"),
        ("tally", "Port taken"),
    ]


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (("gone",), ["Old"]),
        (("--kind", "learnings"), ["Old"]),
        (("--task", "2"), ["Task 2"]),
        (("--open",), ["Task 2", "Port taken"]),
        (("--grep", "port"), ["Old", "Port taken"]),
        (("--grep", "Port"), ["Port taken"]),
        (("--grep", "nothing like it"), []),
    ],
)
def test_notes_are_chosen(written: Project, arguments: tuple[str, ...], titles: list[str]) -> None:
    found = json.loads(written.ask("notes", "--json", *arguments).stdout)["entries"]
    assert [e["title"] for e in found] == titles


def test_a_long_note_is_cut_and_control_characters_are_shown(written: Project) -> None:
    text = written.ask("notes").stdout
    assert "… 3 more lines (-v)" in text
    assert "\x1b" not in text
    assert "^[[31mport" in text
    assert "line 8" in written.ask("notes", "-v").stdout


def test_no_entry_is_said(planned: Project) -> None:
    assert planned.ask("notes").stdout == "no entry\n"
