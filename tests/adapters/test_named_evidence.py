"""Files that a plan names as evidence, and the verdicts in them: exact paths, never out of the tree."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.model.review import NamedFile
from sisyphus.model.snapshot import PlanRecord

Git = Callable[..., str]
AT = 1_772_000_000
STATE = ".sisyphus"


def write(root: Path, path: str, content: str | bytes) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(file, (AT, AT))
    return file


def plan(*names: str, review: str = "") -> str:
    rows = "".join(f"- [x] {n}. Do it\n  Evidence: `{name}`\n" for n, name in enumerate(names, 1))
    return f"## TODOs\n\n{rows}\n## Final Verification Wave\n\n- [x] F1. Audit\n  {review}\n- [ ] F2. More\n"


def record_of(root: Path) -> PlanRecord:
    (record,) = take_snapshot(find_place(root)).plans
    return record


def named(root: Path, *names: str) -> tuple[NamedFile, ...]:
    write(root, f"{STATE}/plans/a.md", plan(*names))
    return record_of(root).named_files


def test_a_file_that_is_there(tmp_path: Path) -> None:
    path = f"{STATE}/evidence/task-1.txt"
    write(tmp_path, path, "12 passed\n")
    (file,) = named(tmp_path, path)
    assert file == NamedFile(path=path, found=path, size=10, modified_at=datetime.fromtimestamp(AT, UTC))


def test_only_the_exact_path_counts(tmp_path: Path) -> None:
    """B1: a `task-1…` of this or another plan proves nothing for `task-2…`."""
    write(tmp_path, f"{STATE}/evidence/task-1-api.txt", "x")
    write(tmp_path, f"{STATE}/evidence/task-2-api.txt.old", "x")
    (file,) = named(tmp_path, f"{STATE}/evidence/task-2-api.txt")
    assert (file.found, file.size, file.modified_at) == (None, 0, None)


@pytest.mark.parametrize("name", [f"{STATE}/evidence/t.txt", "evidence/t.txt"])
def test_the_other_state_folder_is_looked_into(tmp_path: Path, name: str) -> None:
    write(tmp_path, ".omo/evidence/t.txt", "x")
    assert [f.found for f in named(tmp_path, name)] == [".omo/evidence/t.txt"]


def test_a_name_without_folder_is_looked_for_in_the_evidence_folder(tmp_path: Path) -> None:
    write(tmp_path, f"{STATE}/evidence/task-1-api.txt", "x")
    assert [f.found for f in named(tmp_path, "task-1-api.txt")] == [f"{STATE}/evidence/task-1-api.txt"]


def test_a_path_as_written_comes_first(tmp_path: Path) -> None:
    for path in ("evidence/t.txt", f"{STATE}/evidence/t.txt"):
        write(tmp_path, path, "x")
    assert [f.found for f in named(tmp_path, "evidence/t.txt")] == ["evidence/t.txt"]


def test_folder(tmp_path: Path) -> None:
    folder = f"{STATE}/evidence/final-qa/"
    assert [f.found for f in named(tmp_path, folder)] == [None]
    for name, size in (("a.png", 3), ("b.png", 4)):
        write(tmp_path, f"{folder}{name}", "x" * size)
    (file,) = named(tmp_path, folder)
    assert (file.is_folder, file.size, file.modified_at) == (True, 7, datetime.fromtimestamp(AT, UTC))


def test_nothing_outside_the_root_is_looked_at(tmp_path: Path) -> None:
    root = tmp_path / "root"
    outside = write(tmp_path, "outside.txt", "x")
    (root / STATE / "evidence").mkdir(parents=True)
    (root / STATE / "evidence" / "link.txt").symlink_to(outside)
    names = (f"{STATE}/evidence/link.txt", f"{STATE}/evidence/../../../outside.txt")
    assert [f.found for f in named(root, *names)] == [None, None]


def test_a_pipe_and_a_loop_are_not_there(tmp_path: Path) -> None:
    folder = tmp_path / STATE / "evidence"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    names = (f"{STATE}/evidence/pipe.txt", f"{STATE}/evidence/loop.txt", f"{STATE}/evidence/{'n' * 300}.txt")
    assert [f.found for f in named(tmp_path, *names)] == [None, None, None]


def test_evidence_in_the_works_own_work_tree(repository: Path, git: Git, tmp_path: Path) -> None:
    """B8: the agent worked, and kept its evidence, in another work tree."""
    write(repository, "readme.txt", "x")
    git("add", "-A")
    git("commit", "-qm", "docs: begin")
    tree = tmp_path / "tree"
    git("worktree", "add", "-q", str(tree), "-b", "other")
    write(tree, f"{STATE}/evidence/t.txt", "x")
    boulder = (
        f'{{"active_plan": "{STATE}/plans/a.md", "plan_name": "a", "session_ids": [], "worktree_path": "WT"}}'
    )
    write(repository, f"{STATE}/boulder.json", boulder.replace("WT", str(tree)))
    (file,) = named(repository, f"{STATE}/evidence/t.txt")
    assert file.found == str(tree / STATE / "evidence" / "t.txt")
    write(repository, f"{STATE}/boulder.json", boulder.replace("WT", ""))
    assert [f.found for f in named(repository, f"{STATE}/evidence/t.txt")] == [None]


def test_verdict_in_named_evidence(tmp_path: Path) -> None:
    path = f"{STATE}/evidence/f1.md"
    write(tmp_path, f"{STATE}/plans/a.md", plan(review=f"Save to `{path}`"))
    write(tmp_path, path, "# Review\r\n\r\nVERDICT: REJECT\r\n")
    (verdict,) = record_of(tmp_path).verdicts
    assert (verdict.label, verdict.approved, verdict.source.path, verdict.source.line) == (
        "F1",
        False,
        path,
        3,
    )
    assert verdict.at == datetime.fromtimestamp(AT, UTC)


@pytest.mark.parametrize("content", [b"\0VERDICT: REJECT", b"x" * 5000 + b"\nVERDICT: REJECT", b""])
def test_no_verdict_in_what_is_no_text_or_far_down(tmp_path: Path, content: bytes) -> None:
    path = f"{STATE}/evidence/f1.md"
    write(tmp_path, f"{STATE}/plans/a.md", plan(review=f"Save to `{path}`"))
    write(tmp_path, path, content)
    assert record_of(tmp_path).verdicts == ()


def test_a_file_of_several_reviews_says_whose_each_verdict_is(tmp_path: Path) -> None:
    path = f"{STATE}/evidence/final.md"
    text = plan(review=f"Save to `{path}`").replace("F2. More", f"F2. More, in {path}")
    write(tmp_path, f"{STATE}/plans/a.md", text)
    write(tmp_path, path, "VERDICT: APPROVE\n\n## F2\n\nVERDICT: REJECT\n")
    assert [(v.label, v.approved) for v in record_of(tmp_path).verdicts] == [("F2", False)]
