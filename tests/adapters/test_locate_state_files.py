"""The files of state folders: each once, drift said."""

import os
from pathlib import Path

import pytest

from sisyphus.adapters.files import read_file
from sisyphus.adapters.locate import StatePlace, find_state
from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.adapters.state.state_files import boulder_file, ledger_files, notepad_files, plan_files


def put(path: Path, text: str = "# Plan\n", when: int = 1_780_000_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (when, when))
    return path


def at(root: Path) -> StatePlace:
    return find_state(root, root)


def test_plans_of_both_layouts_once_each(tmp_path: Path) -> None:
    put(tmp_path / ".omo" / "plans" / "garden.md")
    put(tmp_path / ".sisyphus" / "plans" / "garden.md")
    put(tmp_path / ".sisyphus" / "plans" / "attic.md")
    put(tmp_path / ".sisyphus" / "plans" / "old" / "nested.md")
    attic, garden = plan_files(at(tmp_path))
    assert (attic.name, attic.relative, attic.shadowed) == ("attic", ".sisyphus/plans/attic.md", ())
    assert (garden.name, garden.relative) == ("garden", ".omo/plans/garden.md")
    assert garden.shadowed == (tmp_path / ".sisyphus" / "plans" / "garden.md",)
    assert garden.findings == ()


@pytest.mark.parametrize("text", ["# Plan 2\n", "# Nalp\n"])
def test_copies_that_differ_are_said_with_both_times(tmp_path: Path, text: str) -> None:
    put(tmp_path / ".omo" / "plans" / "garden.md")
    put(tmp_path / ".sisyphus" / "plans" / "garden.md", text, 1_770_000_000)
    (garden,) = plan_files(at(tmp_path))
    (finding,) = garden.findings
    assert (finding.rule, finding.source.path) == ("state-drift", ".omo/plans/garden.md")
    assert "2026-05-28 20:26:40 UTC" in finding.message
    assert "2026-02-02 02:40:00 UTC" in finding.message


def test_a_linked_state_folder_is_no_drift(tmp_path: Path) -> None:
    put(tmp_path / ".omo" / "plans" / "garden.md")
    (tmp_path / ".sisyphus").symlink_to(".omo")
    (garden,) = plan_files(at(tmp_path))
    assert garden.findings == ()


def test_a_name_that_is_no_utf8_can_be_written_out(tmp_path: Path) -> None:
    put(tmp_path / ".omo" / "plans" / "garden.md")
    raw = os.fsencode(tmp_path / ".omo" / "plans") + b"/caf\xe9.md"
    try:
        Path(os.fsdecode(raw)).write_text("x")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    name = plan_files(at(tmp_path))[0].name
    assert name == "caf\ufffd"


def test_notepads_of_one_plan(tmp_path: Path) -> None:
    put(tmp_path / ".omo" / "notepads" / "garden" / "issues.md")
    put(tmp_path / ".sisyphus" / "notepads" / "garden" / "learnings.md")
    put(tmp_path / ".sisyphus" / "notepads" / "garden" / "issues.md", "other")
    put(tmp_path / ".omo" / "notepads" / "garden.md")
    put(tmp_path / ".omo" / "notepads" / "shed.md")
    put(tmp_path / ".omo" / "notepads" / "garden-2" / "issues.md")
    found = notepad_files(at(tmp_path), "garden")
    assert [file.relative for file in found] == [
        ".omo/notepads/garden/issues.md",
        ".sisyphus/notepads/garden/learnings.md",
        ".omo/notepads/garden.md",
    ]
    assert [finding.rule for finding in found[0].findings] == ["state-drift"]


@pytest.mark.parametrize("name", ["", ".", "..", "../../etc", "a/b", "a\\b", "a\0b"])
def test_plan_names_that_are_paths_have_no_notepads(tmp_path: Path, name: str) -> None:
    put(tmp_path / ".omo" / "notepads" / "garden.md")
    put(tmp_path / ".omo" / "plans" / "x.md")
    assert notepad_files(at(tmp_path), name) == []


def test_boulder_of_the_newer_layout_counts(tmp_path: Path) -> None:
    (tmp_path / ".omo").mkdir()
    assert boulder_file(at(tmp_path)) is None
    put(tmp_path / ".sisyphus" / "boulder.json", "{}")
    older = boulder_file(at(tmp_path))
    assert older is not None
    assert older.relative == ".sisyphus/boulder.json"
    assert [finding.rule for finding in older.findings] == ["state-leftover"]
    put(tmp_path / ".omo" / "boulder.json", "{ }")
    newer = boulder_file(at(tmp_path))
    assert newer is not None
    assert newer.relative == ".omo/boulder.json"
    assert [finding.rule for finding in newer.findings] == ["state-drift"]


def test_only_layout_is_no_leftover(tmp_path: Path) -> None:
    put(tmp_path / ".sisyphus" / "boulder.json", "{}")
    file = boulder_file(at(tmp_path))
    assert file is not None
    assert file.findings == ()


def test_ledgers_wherever_they_moved(tmp_path: Path) -> None:
    for name in (
        "start-work/ledger.jsonl",
        "ulw-loop/s1/ledger.jsonl",
        "ulw-execute/ledger.jsonl",
        "x/ledger.jsonl",
    ):
        put(tmp_path / ".omo" / name, "{}\n")
    put(tmp_path / ".sisyphus" / "start-work" / "ledger.jsonl", "{}\n")
    (tmp_path / ".omo" / "ulw-loop" / "loop").symlink_to("..")
    found = ledger_files(at(tmp_path))
    assert [file.relative for file in found] == [
        ".omo/start-work/ledger.jsonl",
        ".omo/ulw-execute/ledger.jsonl",
        ".omo/ulw-loop/s1/ledger.jsonl",
    ]
    assert len(found[0].shadowed) == 1


def test_asking_for_one_plan_compares_the_copies_of_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (".omo", ".sisyphus"):
        for name in ("attic", "garden"):
            file = tmp_path / folder / "plans" / f"{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                "# One\n\n## TODOs\n\n- [x] 1. Sweep\n"
                if folder == ".omo"
                else "# Two\n\n## TODOs\n\n- [ ] 1. Sweep\n"
            )
    read: list[str] = []

    def noting(path: Path, root: Path | None, *, limit: int) -> bytes:
        read.append(path.stem)
        return read_file(path, root, limit=limit)

    monkeypatch.setattr("sisyphus.adapters.state.state_files.read_file", noting)
    (record,) = take_snapshot(find_place(tmp_path), ["garden"]).plans
    assert set(read) == {"garden"}
    assert [f.rule for f in record.findings] == ["state-drift"]


def test_a_notepad_that_differs_in_the_older_folder_is_said_with_its_plan(tmp_path: Path) -> None:
    put(tmp_path / ".omo" / "plans" / "garden.md", "# One\n\n## TODOs\n\n- [ ] 1. Sweep\n")
    put(tmp_path / ".omo" / "notepads" / "garden" / "issues.md", "## Task 1\nDust.\n")
    put(
        tmp_path / ".sisyphus" / "notepads" / "garden" / "issues.md", "## Task 1\nDust.\n\n## Task 1\nMore.\n"
    )
    (record,) = take_snapshot(find_place(tmp_path)).plans
    (finding,) = (f for f in record.findings if f.rule == "state-drift")
    assert finding.source.path == ".omo/notepads/garden/issues.md"
    assert ".sisyphus/notepads/garden/issues.md" in finding.message
    assert [len(n.entries) for n in record.notepads] == [1]


def test_open_notes_of_a_plan_that_is_gone_are_said(tmp_path: Path) -> None:
    put(tmp_path / ".omo" / "plans" / "garden.md", "# One\n\n## TODOs\n\n- [ ] 1. Sweep\n")
    put(tmp_path / ".omo" / "notepads" / "garden" / "problems.md", "## Task 1\nDust.\n")
    put(tmp_path / ".omo" / "notepads" / "shed" / "learnings.md", "## Task 1\nUse wool.\n")
    assert "notes-without-plan" not in {f.rule for f in take_snapshot(find_place(tmp_path)).findings}
    put(tmp_path / ".sisyphus" / "notepads" / "attic" / "problems.md", "# P\n\n## Task 2: No lamp\nDark.\n")
    (finding,) = (f for f in take_snapshot(find_place(tmp_path)).findings if f.rule == "notes-without-plan")
    assert finding.message == "an open entry in notepads of no plan: attic (sisyphus notes --open)"
    assert (finding.source.path, finding.source.line) == (".sisyphus/notepads/attic/problems.md", 3)
