"""What lies beside a plan: ledger rows, verdicts, and its copies in other work trees."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import choose_plan, find_place, works_by_plan
from sisyphus.analysis.assess import assess
from sisyphus.model.copies import CopyPlace
from sisyphus.model.snapshot import PlanRecord, Snapshot

Git = Callable[..., str]
PLAN = "## TODOs\n\n- [x] 1. a\n- [ ] 2. b\n\n## Final Verification Wave\n\n- [x] F1. Audit\n"
PATH = ".sisyphus/plans/a.md"


def write(root: Path, path: str, content: str | bytes = PLAN) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def ledger(root: Path, *rows: object, folder: str = ".sisyphus/start-work") -> None:
    write(root, f"{folder}/ledger.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows))


def snapshot_of(root: Path) -> Snapshot:
    return take_snapshot(find_place(root))


def record_of(root: Path, name: str = "a") -> PlanRecord:
    return next(r for r in snapshot_of(root).plans if r.name == name)


def work(**fields: object) -> str:
    return json.dumps({"active_plan": PATH, "plan_name": "a", "session_ids": ["s1"], **fields})


def test_ledger_rows_go_to_the_plan_that_they_name(tmp_path: Path) -> None:
    write(tmp_path, PATH)
    write(tmp_path, ".sisyphus/plans/b.md")
    ledger(
        tmp_path, {"event": "x", "plan": ".sisyphus/plans/a.md"}, {"event": "y", "plan": "b"}, {"event": "z"}
    )
    assert [r.event for r in record_of(tmp_path).ledger] == ["x"]
    assert [r.event for r in record_of(tmp_path, "b").ledger] == ["y"]


def test_a_row_without_a_plan_belongs_to_its_session_or_the_only_plan(tmp_path: Path) -> None:
    write(tmp_path, PATH)
    ledger(tmp_path, {"event": "x", "session": "s1"}, {"event": "y", "session": "s2"})
    assert [r.event for r in record_of(tmp_path).ledger] == ["x", "y"]
    write(tmp_path, ".sisyphus/plans/b.md")
    write(tmp_path, ".sisyphus/boulder.json", work())
    assert [r.event for r in record_of(tmp_path).ledger] == ["x"]


def test_a_bad_line_and_an_unreadable_ledger_are_findings(tmp_path: Path) -> None:
    write(tmp_path, PATH)
    write(tmp_path, ".sisyphus/start-work/ledger.jsonl", "{\n")
    write(tmp_path, ".sisyphus/ulw-loop/ledger.jsonl", b"\xff")
    assert [f.rule for f in snapshot_of(tmp_path).findings] == ["ledger-line", "unreadable-ledger"]


def test_verdicts_of_ledger_notepad_and_row(tmp_path: Path) -> None:
    write(tmp_path, PATH, PLAN.replace("Audit", "Audit — APPROVE"))
    write(tmp_path, ".sisyphus/notepads/a/learnings.md", "# Learnings\n\n## F1 review\n\nVERDICT: REJECT\n")
    write(tmp_path, ".sisyphus/notepads/a/FINAL_STATUS.md", "# Final status\n\nF1: APPROVE\n")
    ledger(tmp_path, {"event": "final", "plan": "a", "checks": {"F1": "PASS"}})
    found = [(v.label, v.approved, v.source.path, v.source.line) for v in record_of(tmp_path).verdicts]
    assert found == [
        ("F1", True, ".sisyphus/start-work/ledger.jsonl", 1),
        ("F1", False, ".sisyphus/notepads/a/learnings.md", 5),
        ("F1", True, PATH, 8),
    ]


def test_b12_a_ticked_review_needs_a_verdict_from_end_to_end(tmp_path: Path) -> None:
    write(tmp_path, PATH)
    rules = [f.rule for f in assess(snapshot_of(tmp_path)).plans[0].findings]
    assert rules == ["ticked-without-verdict"]
    ledger(tmp_path, {"event": "final", "plan": "a", "checks": {"F1": "REJECT"}})
    rules = [f.rule for f in assess(snapshot_of(tmp_path)).plans[0].findings]
    assert rules == ["rejected-but-ticked"]


def test_a_commit_that_the_ledger_names_carries_the_task(repository: Path, git: Git) -> None:
    write(repository, PATH)
    git("add", "-A")
    git("commit", "-qm", "docs: plan")
    write(repository, "src/x.py", "1\n")
    git("add", "-A")
    git("commit", "-qm", "wip")
    sha = git("rev-parse", "HEAD")
    ledger(repository, {"event": "task-completed", "plan": "a", "task": "1", "commit": sha})
    first, *_ = assess(snapshot_of(repository)).plans[0].tasks
    assert [c.sha for c in first.commits] == [sha]
    assert first.commits[0].reasons == (".sisyphus/start-work/ledger.jsonl:1 names it for task 1",)
    ledger(
        repository,
        {"event": "x", "plan": "a", "task": "1", "commit": sha, "base": git("rev-parse", "HEAD~1")},
    )
    assert assess(snapshot_of(repository)).plans[0].tasks[0].commits == ()


@pytest.fixture
def tree(repository: Path, git: Git, tmp_path: Path) -> Path:
    """A second work tree of `repository`, which has the plan."""
    write(repository, PATH)
    git("add", "-A")
    git("commit", "-qm", "docs: plan")
    git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    return tmp_path / "tree"


def test_other_work_trees_are_found_without_git(repository: Path, tree: Path) -> None:
    assert find_place(repository).worktrees == (tree,)
    assert find_place(tree).worktrees == (repository,)
    write(repository, "app/.sisyphus/plans/c.md")
    assert find_place(repository / "app").worktrees == (tree / "app",)


def test_a_work_tree_that_does_not_point_back_is_none(repository: Path, tree: Path, tmp_path: Path) -> None:
    entry = repository / ".git" / "worktrees" / tree.name
    write(tmp_path, "strange/.git", "gitdir: /nonexistent\n")
    (entry / "gitdir").write_text(f"{tmp_path}/strange/.git\n")
    assert find_place(repository).worktrees == ()
    (entry / "gitdir").unlink()
    assert find_place(repository).worktrees == ()


def test_a_copy_in_the_works_own_tree_is_told_from_others(repository: Path, tree: Path) -> None:
    write(repository, ".sisyphus/boulder.json", work(worktree_path=str(tree)))
    (copy,) = record_of(repository).copies
    assert (copy.place, copy.plan) == (CopyPlace.WORK, None)
    write(tree, PATH, PLAN.replace("[ ] 2", "[x] 2"))
    record = record_of(repository)
    (copy,) = record.copies
    assert (record.path, copy.path, copy.root) == (PATH, str(tree / PATH), str(tree))
    (finding,) = (
        f for f in assess(snapshot_of(repository)).plans[0].findings if f.rule == "plan-copies-differ"
    )
    assert "3 of 3 tasks ticked there, 2 of 3 tasks ticked here" in finding.message
    assert f"`sisyphus status -C {tree}`" in finding.message


def test_the_main_copy_is_seen_from_the_works_own_tree(repository: Path, tree: Path) -> None:
    write(tree, ".sisyphus/boulder.json", work(worktree_path=str(tree)))
    write(repository, PATH, PLAN.replace("[ ] 2", "[x] 2"))
    (copy,) = record_of(tree).copies
    assert (copy.path, copy.place) == (str(repository / PATH), CopyPlace.MAIN)


def test_copies_in_trees_that_the_work_is_not_in_are_listed_without_a_finding(
    repository: Path, tree: Path
) -> None:
    write(tree, PATH, PLAN.replace("[ ] 2", "[x] 2"))
    for recorded in (work(), work(worktree_path=str(repository)), work(worktree_path="\0")):
        write(repository, ".sisyphus/boulder.json", recorded)
        (copy,) = record_of(repository).copies
        assert copy.place is CopyPlace.WORKTREE
        (plan,) = assess(snapshot_of(repository)).plans
        assert "plan-copies-differ" not in {f.rule for f in plan.findings}


def test_every_copy_has_its_own_count(repository: Path, tree: Path) -> None:
    write(repository, ".omo/plans/a.md", PLAN)
    write(repository, PATH, PLAN.replace("[ ] 2", "[~] 2"))
    write(repository, "app/.sisyphus/plans/a.md", PLAN.replace("[x] 1", "[ ] 1"))
    write(tree, PATH, b"\xff\xfe\x00\xd8")
    (plan,) = assess(snapshot_of(repository)).plans
    assert plan.path == ".omo/plans/a.md"
    assert [(c.path, c.place, c.same, c.task and (c.task.done, c.task.total)) for c in plan.copies] == [
        (PATH, CopyPlace.STATE_FOLDER, False, (1, 2)),
        (str(tree / PATH), CopyPlace.WORKTREE, False, None),
        ("app/.sisyphus/plans/a.md", CopyPlace.ROOT, False, (0, 2)),
    ]
    write(tree, PATH, PLAN)
    (plan,) = assess(snapshot_of(repository)).plans
    assert [c.same for c in plan.copies] == [False, True, False]
    (above,) = assess(snapshot_of(repository / "app")).plans
    assert [(c.path, c.place) for c in above.copies] == [
        (str(repository / ".omo/plans/a.md"), CopyPlace.ROOT),
        (str(repository / PATH), CopyPlace.ROOT),
    ]


def test_a_copy_that_leads_out_or_waits_is_not_read(repository: Path, tree: Path, tmp_path: Path) -> None:
    outside = write(tmp_path, "outside.md")
    (tree / PATH).unlink()
    (tree / PATH).symlink_to(outside)
    (copy,) = record_of(repository).copies
    assert (copy.sha256, copy.plan) == (None, None)
    (tree / PATH).unlink()
    os.mkfifo(tree / PATH)
    assert record_of(repository).copies == ()


def test_what_git_has_counts_by_its_commit_and_the_rest_by_the_file_system(
    repository: Path, git: Git
) -> None:
    write(repository, PATH)
    write(repository, ".sisyphus/notepads/a/learnings.md", "# L\n\n## x\n\ny\n")
    git("add", "-A")
    git("commit", "-qm", "docs: plan")
    committed = datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert record_of(repository).touched_at == committed
    note = write(repository, ".sisyphus/notepads/a/learnings.md", "# L\n\n## x\n\nz\n")
    os.utime(note, (committed.timestamp() + 3600,) * 2)
    assert record_of(repository).touched_at == committed + timedelta(hours=1)
    loose = write(repository, ".sisyphus/notepads/a/issues.md", "# I\n")
    os.utime(loose, (committed.timestamp() + 7200,) * 2)
    assert record_of(repository).touched_at == committed + timedelta(hours=2)


def test_the_hashes_that_reviews_name_are_held_against_the_plan(tmp_path: Path) -> None:
    old, now = "1" * 64, hashlib.sha256(PLAN.encode()).hexdigest()
    opened = hashlib.sha256(PLAN.replace("[x]", "[ ]").encode()).hexdigest()
    write(tmp_path, PATH)

    def judged_older() -> list[str]:
        (plan,) = assess(snapshot_of(tmp_path)).plans
        return [f.message.split(":")[0] for f in plan.findings if f.rule == "judged-older-copy"]

    def draft(momus: str, independent: str) -> None:
        review = (
            f"review:\n  momus:\n    plan_sha256: {momus}\n  independent:\n    plan_sha256: {independent}\n"
        )
        write(tmp_path, ".omo/drafts/d.md", f"---\nplan_path: .omo/plans/a.md\n{review}---\n")

    draft(old, now)
    assert judged_older() == ["momus judged an older copy of this plan"]
    draft(opened, now)
    assert judged_older() == []
    ledger(tmp_path, {"event": "plan-review", "plan": "a", "plan_sha256": old})
    assert judged_older() == ["plan-review judged an older copy of this plan"]
    ledger(
        tmp_path,
        {"event": "plan-review", "plan": "a", "plan_sha256": old},
        {"event": "plan-review", "plan": "a", "plan_sha256": now},
    )
    assert judged_older() == []
    write(tmp_path, ".sisyphus/notepads/a/learnings.md", f"# L\n\n## Review\n\nplan_sha256: {old}\n")
    assert judged_older() == ["a review judged an older copy of this plan"]


def test_a_missing_plan_that_lies_elsewhere_is_a_hint_and_not_read(tmp_path: Path) -> None:
    write(tmp_path, ".sisyphus/boulder.json", work(active_plan="/x/.sisyphus/plans/a.md"))
    write(tmp_path, "docs/a.md")
    (plan,) = assess(snapshot_of(tmp_path)).plans
    assert plan.phase == "missing"
    assert [(f.rule, f.source.path) for f in plan.findings] == [("plan-elsewhere", "docs/a.md")]
    assert plan.blockers[0].remedy == ("sisyphus status docs/a.md",)


def test_a_plan_that_only_the_work_tree_has_is_read_there(repository: Path, tree: Path) -> None:
    write(tree, ".sisyphus/plans/away.md")
    write(
        repository,
        ".sisyphus/boulder.json",
        work(active_plan=".sisyphus/plans/away.md", plan_name="away", worktree_path=str(tree)),
    )
    place = find_place(repository)
    assert choose_plan(place, repository, None) == "away"
    record = record_of(repository, "away")
    assert record.path == str(tree / ".sisyphus/plans/away.md")
    assert record.plan is not None
    assert [t.label for t in record.plan.tasks] == ["1", "2", "F1"]
    assess(snapshot_of(repository))


def test_a_work_in_a_work_tree_names_the_plan_here(repository: Path, tree: Path) -> None:
    write(repository, ".sisyphus/boulder.json", work(plan_name="Another Name", worktree_path=str(tree)))
    assert list(works_by_plan(find_place(repository))) == ["a"]


def test_nested_state_folders_are_said(repository: Path) -> None:
    write(repository, PATH)
    write(repository, "app/.omo/plans/b.md")
    (finding,) = find_place(repository / "app").findings
    assert finding.rule == "nested-state"
    assert str(repository) in finding.message
    (finding,) = snapshot_of(repository).findings
    assert finding.rule == "nested-state"
    assert (
        f"app (1 plan) has state folders of its own, not read here (sisyphus status -C {repository}/app)"
        == (finding.message)
    )


def test_works_without_a_plan_and_plans_without_a_work_are_both_there(tmp_path: Path) -> None:
    write(tmp_path, PATH)
    gone = {"active_plan": "/x/.sisyphus/plans/gone.md", "plan_name": "gone", "session_ids": ["s"]}
    write(tmp_path, ".sisyphus/boulder.json", json.dumps(gone))
    document = assess(snapshot_of(tmp_path))
    assert {p.name: (p.phase, p.work is None) for p in document.plans} == {
        "gone": ("missing", False),
        "a": ("in_progress", True),
    }
