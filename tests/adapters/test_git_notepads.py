"""Notepads that lost entries, in real repositories."""

from pathlib import Path

import pytest

from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.adapters.repository.notepads import OldLine, Removal, lost_entries, parse_removals
from sisyphus.analysis.assess import assess
from sisyphus.model.snapshot import PlanRecord
from tests.conftest import Git

PLAN = ".sisyphus/plans/a.md"
NOTES = ".sisyphus/notepads/a/learnings.md"
FIRST = "# Learnings\n\n## [2026-03-01 10:00] Task: 1\n\nThe cache is slow.\nIt needs a key.\n"
SECOND = "\n## [2026-03-02 10:00] Task: 2\n\nThe parser wants bytes.\n"


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def commit(git: Git, message: str) -> str:
    git("add", "-A")
    git("commit", "-qm", message)
    return git("rev-parse", "HEAD")


@pytest.fixture
def noted(repository: Path, git: Git) -> str:
    """A plan with one notepad of two entries, committed one after the other; the second commit."""
    write(repository, PLAN, "## TODOs\n- [ ] 1. a\n")
    write(repository, NOTES, FIRST)
    commit(git, "docs: plan")
    write(repository, NOTES, FIRST + SECOND)
    return commit(git, "docs: note")


def record(root: Path) -> PlanRecord:
    (found,) = take_snapshot(find_place(root)).plans
    return found


@pytest.mark.usefixtures("noted")
def test_a_notepad_that_only_grew_lost_nothing(repository: Path) -> None:
    assert record(repository).lost == ()
    write(repository, NOTES, FIRST + SECOND + "\n## Task: 3\n\nMore.\n")
    assert record(repository).lost == ()


def test_entries_that_a_commit_wrote_over_are_lost(repository: Path, git: Git, noted: str) -> None:
    write(repository, NOTES, "# Learnings\n\n## [2026-03-03 10:00] Task: 3\n\nAll new.\n")
    commit(git, "docs: notes again")
    write(repository, NOTES, (repository / NOTES).read_text() + "\n## Later\n\nx\n")
    commit(git, "docs: more")
    (lost,) = record(repository).lost
    assert lost.titles == ("## [2026-03-01 10:00] Task: 1", "## [2026-03-02 10:00] Task: 2")
    assert (lost.path, lost.commit) == (NOTES, noted)
    shown = git(*lost.command.split()[1:])
    assert "The cache is slow." in shown
    assert "The parser wants bytes." in shown
    (finding,) = (
        f
        for f in assess(take_snapshot(find_place(repository))).plans[0].findings
        if f.rule == "notepad-entries-lost"
    )
    assert "2 entries are gone from this notepad" in finding.message
    assert f"git show {noted}:{NOTES}" in finding.message


@pytest.mark.usefixtures("noted")
def test_entries_that_are_written_over_and_not_committed_are_lost_too(repository: Path) -> None:
    write(repository, NOTES, "# Learnings\n" + SECOND)
    (lost,) = record(repository).lost
    assert lost.titles == ("## [2026-03-01 10:00] Task: 1",)
    assert lost.command == f"git show HEAD:{NOTES}"


@pytest.mark.parametrize(
    "text",
    [
        FIRST.replace("The cache is slow.", "The cache is slow. **Status**: Resolved") + SECOND,
        SECOND + FIRST,
        (FIRST + SECOND).replace("## [2026-03-01 10:00] Task: 1", "## [2026-03-01 10:00] Task: 1 ✅"),
        (FIRST + SECOND).replace("\n", "\r\n"),
    ],
    ids=["resolved", "moved", "retitled", "line ends"],
)
@pytest.mark.usefixtures("noted")
def test_an_entry_that_was_edited_is_not_lost(repository: Path, git: Git, text: str) -> None:
    (repository / NOTES).write_bytes(text.encode())
    assert record(repository).lost == ()
    commit(git, "docs: edit")
    assert record(repository).lost == ()


@pytest.mark.usefixtures("noted")
def test_what_came_back_is_not_lost(repository: Path, git: Git) -> None:
    write(repository, NOTES, "# Learnings\n")
    commit(git, "docs: oops")
    write(repository, NOTES, FIRST + SECOND)
    assert record(repository).lost == ()


def test_notepads_of_a_sub_folder_and_of_any_name(repository: Path, git: Git) -> None:
    root = repository / "app's web"
    notes = ".sisyphus/notepads/重构 a/learnings.md"
    write(root, ".sisyphus/plans/重构 a.md", "## TODOs\n- [ ] 1. a\n")
    write(root, notes, FIRST)
    sha = commit(git, "docs: plan")
    write(root, notes, "# Learnings\n")
    commit(git, "docs: oops")
    (lost,) = record(root).lost
    assert (lost.path, lost.commit) == (notes, sha)


@pytest.mark.usefixtures("noted")
def test_a_folder_that_git_does_not_track_costs_no_history(repository: Path, git: Git) -> None:
    git("rm", "-rq", "--cached", ".sisyphus")
    write(repository, ".gitignore", ".sisyphus\n")
    commit(git, "chore: ignore")
    write(repository, NOTES, "# Learnings\n")
    assert record(repository).lost == ()


def test_no_commit_yet(repository: Path) -> None:
    write(repository, PLAN, "## TODOs\n- [ ] 1. a\n")
    write(repository, NOTES, FIRST)
    assert record(repository).lost == ()


def test_lines_that_look_like_headers_are_text() -> None:
    diff = (
        b"\x01" + b"a" * 40 + b" " + b"b" * 40 + b"\n\ndiff --git a/n.md b/n.md\n--- a/n.md\n+++ b/n.md\n"
        b"@@ -1,3 +1,2 @@\n--- a/x\n-+++ b/y\n-@@ -1 +1 @@\n+++ b/z\n+new\n@@ -9 +8,0 @@\n-last\n"
    )
    assert [
        (r.path, r.had_by, tuple(line.text for line in r.lines), r.added) for r in parse_removals(diff)
    ] == [
        ("n.md", "b" * 40, ("-- a/x", "+++ b/y", "@@ -1 +1 @@"), 2),
        ("n.md", "b" * 40, ("last",), 0),
    ]


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_diff_that_is_cut_off_is_read_as_far_as_it_goes(cut: int) -> None:
    diff = b"\x01" + b"a" * 40 + b" " + b"b" * 40 + b"\n--- a/n.md\n+++ b/n.md\n@@ -1,9 +0,0 @@\n-x\n"
    list(parse_removals(diff[:cut]))


def test_loose_lines_are_lost_when_nothing_took_their_place() -> None:
    lines = tuple(OldLine(text, removed=True) for text in ("- one", "- two", "- three"))
    gone = [Removal(path="n.md", had_by="b" * 40, lines=lines, added=0)]
    edited = [Removal(path="n.md", had_by="b" * 40, lines=lines, added=3)]
    lost = lost_entries("n.md", gone, "# L\n")
    assert lost is not None
    assert lost.titles == ("- one",)
    assert lost_entries("n.md", edited, "# L\n") is None
    assert lost_entries("n.md", gone, "- one\n- two\n- three\n") is None
