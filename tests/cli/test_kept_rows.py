"""Kept rows of the table: after any change they say what judging everything anew says."""

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.adapters.trust import TrustStore, repository_id
from sisyphus.analysis.assess import assess
from sisyphus.analysis.table import table_of
from sisyphus.cli import status_table
from sisyphus.cli.main import run
from sisyphus.cli.status_table import read_table
from sisyphus.errors import Exit
from sisyphus.model.table import TableDocument
from sisyphus.parse.plan import parse_plan

CACHE = "forecast-cache"
PLAN = """# Faster pages

## Work Objectives

### Definition of Done

- [x] Pages answer at once
- [ ] CI passes (requires push to verify)

## TODOs

- [x] 1. Put a cache in front of the service

  **Files**: `app/cache.py`

  **Acceptance Criteria**:
  - [x] `galetest app/cache.py` → PASS

  **Evidence**: `.sisyphus/evidence/task-1-cache.txt`, `proof/task-1.png`

  **Commit**: YES
  - Message: `feat(cache): put a cache in front of the service`

- [ ] 2. Fill the table

  **Files**: `app/table.py`
"""
OTHER = "# Other\n\n## TODOs\n\n- [ ] 1. Look around\n- [ ] 2. Write it down\n"


class Scene(NamedTuple):
    root: Path
    git: Callable[..., str]

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def plan(self, name: str = CACHE) -> Path:
        return self.root / f".sisyphus/plans/{name}.md"

    def edit(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def commit(self, message: str, at: str = "2026-03-02T10:00:00+00:00") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, at=at)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled at once: a test does not wait for seconds to pass."""
    monkeypatch.setattr("sisyphus.adapters.kept.marks.RACY_NS", -(10**18))


@pytest.fixture
def scene(
    repository: Path, git: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Scene:
    """A repository with a remote and two plans, one of them at work, all of it judged once."""
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    made = Scene(repository, git)
    made.write(f".sisyphus/plans/{CACHE}.md", PLAN)
    made.write(".sisyphus/plans/other.md", OTHER)
    made.write(f".sisyphus/notepads/{CACHE}/learnings.md", "# Learnings\n\n## A note\n\nIt is quick.\n")
    made.write("app/cache.py", "CACHE = {}\n")
    made.write(".gitignore", "*.log\n")
    made.commit("docs: plans", at="2026-03-01T10:00:00+00:00")
    git("init", "-q", "--bare", str(tmp_path / "remote.git"))
    git("remote", "add", "origin", str(tmp_path / "remote.git"))
    git("push", "-q", "-u", "origin", "main")
    return made


def judged(scene: Scene) -> TableDocument:
    """The table as it is judged without anything kept, which is what the whole status of each plan comes to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SISYPHUS_NO_CACHE", "1")
        table = read_table(scene.root)
        assert same(table_of(assess(take_snapshot(find_place(scene.root)))), table)
        return table


def same(first: TableDocument, second: TableDocument) -> bool:
    """Whether two tables say the same, but for when they were taken."""
    return replace(first, taken_at=second.taken_at) == second


def tick(scene: Scene) -> None:
    scene.edit(scene.plan(), "- [ ] 2. Fill", "- [x] 2. Fill")


def tick_in_commit(scene: Scene) -> None:
    scene.write("app/table.py", "TABLE = []\n")
    tick(scene)
    scene.commit("feat(table): fill the table")


def planned_commit(scene: Scene) -> None:
    scene.write("app/cache.py", "CACHE = {1: 2}\n")
    scene.commit("feat(cache): put a cache in front of the service")


def pushed(scene: Scene) -> None:
    planned_commit(scene)
    read_table(scene.root)
    scene.git("push", "-q")


def fetched(scene: Scene) -> None:
    planned_commit(scene)
    read_table(scene.root)
    other = scene.root.parent / "clone"
    scene.git("clone", "-q", "-b", "main", str(scene.root.parent / "remote.git"), str(other))
    scene.git("-C", str(other), "commit", "-q", "--allow-empty", "-m", "chore: theirs")
    scene.git("-C", str(other), "push", "-q", "origin", "HEAD:main")
    scene.git("fetch", "-q")


def blocked_note(scene: Scene) -> None:
    scene.write(
        f".sisyphus/notepads/{CACHE}/problems.md",
        "# Problems\n\n## Blocker: no token\n\n**Status**: BLOCKED - the user has to give one\n",
    )


def unblocked_note(scene: Scene) -> None:
    blocked_note(scene)
    read_table(scene.root)
    (scene.root / f".sisyphus/notepads/{CACHE}/problems.md").unlink()


def dirty_file(scene: Scene) -> None:
    scene.write("app/cache.py", "CACHE = {3: 4}\n")


def stashed(scene: Scene) -> None:
    dirty_file(scene)
    read_table(scene.root)
    scene.git("stash", "-q")


def branched(scene: Scene) -> None:
    scene.git("checkout", "-q", "-b", "perf/cache")
    planned_commit(scene)
    scene.git("checkout", "-q", "main")


def merging(scene: Scene) -> None:
    scene.git("checkout", "-q", "-b", "side")
    scene.write("app/cache.py", "CACHE = 1\n")
    scene.commit("feat: side")
    scene.git("checkout", "-q", "main")
    scene.write("app/cache.py", "CACHE = 2\n")
    scene.commit("feat: main")
    with pytest.raises(Exception, match="merge"):
        scene.git("merge", "-q", "side")


def evidence_there(scene: Scene) -> None:
    scene.write(".sisyphus/evidence/task-1-cache.txt", "seen\n")
    scene.write("proof/task-1.png", "seen\n")


def evidence_emptied(scene: Scene) -> None:
    evidence_there(scene)
    read_table(scene.root)
    scene.write("proof/task-1.png", "")


def program_there(scene: Scene) -> None:
    tool = scene.root.parent / "tools" / "galetest"
    tool.write_text("#!/bin/sh\nexit 0\n")
    tool.chmod(0o755)


def boulder(scene: Scene, **work: str) -> None:
    one = {"work_id": "w", "plan_name": "other", "active_plan": ".sisyphus/plans/other.md"} | work
    state = {"schema_version": 2, "active_work_id": "w", "works": {"w": one}}
    scene.write(".sisyphus/boulder.json", json.dumps(state))


def boulder_gone(scene: Scene) -> None:
    boulder(scene)
    read_table(scene.root)
    (scene.root / ".sisyphus/boulder.json").unlink()


def ledger(scene: Scene) -> None:
    row = {
        "event": "task-completed",
        "plan": CACHE,
        "task": "2",
        "ts": "2026-03-03T10:00:00Z",
        "blockers": ["no key"],
    }
    scene.write(".omo/start-work/ledger.jsonl", json.dumps(row) + "\n")


def newer_copy(scene: Scene) -> None:
    scene.write(f".omo/plans/{CACHE}.md", PLAN.replace("- [x] 1.", "- [ ] 1."))


def other_tree(scene: Scene) -> None:
    tree = scene.root.parent / "tree"
    scene.git("worktree", "add", "-q", "-b", "perf/tree", str(tree))
    boulder(scene, plan_name=CACHE, active_plan=f".sisyphus/plans/{CACHE}.md", worktree_path=str(tree))
    read_table(scene.root)
    scene.edit(tree / f".sisyphus/plans/{CACHE}.md", "- [ ] 2. Fill", "- [x] 2. Fill")


def commit_in_other_tree(scene: Scene) -> None:
    tree = scene.root.parent / "tree"
    scene.git("worktree", "add", "-q", "-b", "perf/tree", str(tree))
    read_table(scene.root)
    (tree / "app/cache.py").write_text("CACHE = {5: 6}\n")
    scene.git("-C", str(tree), "commit", "-q", "-am", "feat(cache): put a cache in front of the service")


def allowed(scene: Scene) -> None:
    program_there(scene)
    read_table(scene.root)
    path = f".sisyphus/plans/{CACHE}.md"
    check = next(c for c in parse_plan(scene.plan().read_bytes(), path).checks if c.runnable)
    store, first = TrustStore(scene.root), scene.git("rev-list", "--max-parents=0", "HEAD")
    store.allow(store.key(check, repository_id(first, scene.root), path), "a check", datetime.now(UTC))


def verified(scene: Scene) -> None:
    allowed(scene)
    read_table(scene.root)
    assert run(["verify", "-C", str(scene.root), CACHE]) == Exit.OK
    read_table(scene.root)
    scene.write("app/cache.py", "CACHE = {7: 8}\n")


def linked_plan(scene: Scene) -> None:
    target = scene.write("docs/elsewhere.md", OTHER)
    scene.plan("other").unlink()
    scene.plan("other").symlink_to(target)
    read_table(scene.root)
    scene.edit(target, "- [ ] 1.", "- [x] 1.")


def evidence_anywhere(scene: Scene) -> None:
    scene.edit(scene.plan(), "`proof/task-1.png`", "`.sisyphus/reviews/task-1.md`, `shots/one.png`")
    scene.edit(scene.plan(), "- [ ] 2. Fill", "- [x] 2. Fill")
    read_table(scene.root)
    scene.write(".sisyphus/reviews/task-1.md", "seen\n")
    scene.write(".sisyphus/shots/one.png", "seen\n")
    scene.write(".sisyphus/evidence/task-1-cache.txt", "seen\n")


def older_window(scene: Scene) -> None:
    scene.write(f".sisyphus/notepads/{CACHE}/issues.md", "# Issues\n\n## Old\n\nOld.\n")
    scene.commit("docs: old note", at="2020-01-01T10:00:00+00:00")
    read_table(scene.root)
    scene.write(
        ".sisyphus/notepads/other/issues.md", "# Issues\n\n## [2019-01-01T10:00:00] Task: 1\n\nOld.\n"
    )


def ignored_by_hidden_rules(scene: Scene) -> None:
    scene.write("sub/.gitignore", "x\n")
    (scene.root / ".git/info/exclude").write_text(".gitignore\n")
    read_table(scene.root)
    scene.git("rm", "-q", "--cached", ".gitignore")
    scene.write(".gitignore", ".sisyphus/\n")


def rebased_and_pruned(scene: Scene) -> None:
    """A note names a commit that was written anew: its twin is found as long as git still has the old one."""
    left_behind(scene)
    read_table(scene.root)
    scene.git("prune", "--expire=now")


def pruned_elsewhere(scene: Scene) -> None:
    """Objects that are borrowed from another repository go with it."""
    left_behind(scene)
    objects, lent = scene.root / ".git/objects", scene.root.parent / "lent/objects"
    old = re.findall(
        r"commit (\w{12})", (scene.root / f".sisyphus/notepads/{CACHE}/learnings.md").read_text()
    )[0]
    tree = scene.git("rev-parse", f"{old}^{{tree}}")
    for path in (f"{scene.git('rev-parse', old)[:2]}", tree[:2]):
        (lent / path).mkdir(parents=True, exist_ok=True)
    (objects / "info/alternates").write_text("../../../lent/objects\n")
    file = f"{old[:2]}/{scene.git('rev-parse', old)[2:]}"
    shutil.move(objects / file, lent / file)
    fill(lent)
    read_table(scene.root)
    (lent / file).unlink()


def left_behind(scene: Scene) -> None:
    scene.git("checkout", "-q", "-b", "old")
    scene.write("app/fill.py", "FILLED = True\n")
    scene.commit("chore: something", at="2026-03-02T10:00:00+00:00")
    old = scene.git("rev-parse", "HEAD")
    scene.git("checkout", "-q", "main")
    scene.git("commit", "-q", "--allow-empty", "-m", "chore: between", at="2026-03-02T09:00:00+00:00")
    scene.git("cherry-pick", old)
    scene.edit(scene.plan(), "- [ ] 2. Fill the table", f"- [x] 2. Fill the table\n\n  Done in {old[:12]}.")
    scene.write(
        f".sisyphus/notepads/{CACHE}/learnings.md",
        f"# Learnings\n\n## Task 2\n\nTask 2 is in commit {old[:12]}.\n",
    )
    scene.commit("docs: ticked")
    scene.git("branch", "-q", "-D", "old")
    scene.git("reflog", "expire", "--expire=now", "--all")
    fill(scene.root / ".git/objects")


def fill(objects: Path) -> None:
    """Lay an object beside each, so that no folder comes or goes with what is pruned."""
    for folder in objects.glob("??"):
        (folder / "beside").touch()


def silent_loop(scene: Scene) -> None:
    loop = scene.write(".sisyphus/ralph-loop.local.md", "---\nactive: true\n---\ngo on\n")
    os.utime(loop, (1_700_000_000, 1_700_000_000))


CHANGES: tuple[Callable[[Scene], object], ...] = (
    tick, tick_in_commit, planned_commit, pushed, fetched, blocked_note, unblocked_note, dirty_file, stashed, branched,
    merging, evidence_there, evidence_emptied, program_there, boulder, boulder_gone, ledger, newer_copy, other_tree,
    commit_in_other_tree, allowed, verified, linked_plan, evidence_anywhere, older_window,
    ignored_by_hidden_rules, silent_loop, rebased_and_pruned, pruned_elsewhere,
    lambda s: s.plan("other").unlink(),
    lambda s: s.write(".sisyphus/plans/third.md", OTHER),
    lambda s: s.write(".sisyphus/plans/broken.md", "\0\0"),
    lambda s: s.write(".sisyphus/plans/latin.md", "x").write_bytes(b"\xff\xfe\xfd"),
    lambda s: os.utime(s.plan("other"), (1_600_000_000, 1_600_000_000)),
    lambda s: s.write("app/new.py", "\n"),
    lambda s: s.write(".gitignore", "*.log\napp/\n"),
    lambda s: s.write(".sisyphus/drafts/idea.md", "# Idea\n"),
    lambda s: s.write("packages/a/.sisyphus/plans/inner.md", OTHER),
    lambda s: s.git("checkout", "-q", "--detach"),
    lambda s: s.git("checkout", "-q", "-b", "elsewhere"),
    lambda s: s.git("branch", "--unset-upstream"),
    lambda s: s.git("remote", "remove", "origin"),
    lambda s: s.git("remote", "rename", "origin", "upstream"),
    lambda s: s.git("commit", "-q", "--amend", "-m", "feat(cache): put a cache in front of the service"),
    lambda s: s.git("rm", "-q", "--cached", "-r", ".sisyphus"),
    lambda s: s.git("update-index", "--skip-worktree", "app/cache.py"),
    lambda s: shutil.rmtree(s.root / ".git"),
    lambda s: shutil.rmtree(s.root / ".sisyphus/notepads"),
)  # fmt: skip
"""What may happen to a workspace between two looks; some look in between, when only half of it has happened."""


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_table_is_what_a_whole_look_says(
    scene: Scene, change: Callable[[Scene], object]
) -> None:
    assert same(read_table(scene.root), judged(scene))
    change(scene)
    after, whole = read_table(scene.root), judged(scene)
    assert same(after, whole)
    assert same(read_table(scene.root), whole)


def test_rows_that_hold_are_not_judged_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    whole = status_table._judge  # noqa: SLF001 - to see what is left to it

    def noting(start: Path, names: tuple[str, ...] | None = None, *beside: object) -> object:
        asked.append(names)
        return whole(start, names, *beside)  # type: ignore[arg-type]

    monkeypatch.setattr(status_table, "_judge", noting)
    first = read_table(scene.root)
    assert same(read_table(scene.root), first)
    assert asked == [None]
    scene.edit(scene.plan("other"), "- [ ] 1.", "- [x] 1.")
    read_table(scene.root)
    assert asked == [None, ("other",)]
    scene.write(".sisyphus/notepads/other/issues.md", "# Issues\n\n## [2019-01-01T10:00:00] Old\n\nOld.\n")
    read_table(scene.root)
    assert asked[2:] == [("other",), None], "the others were judged by another window of commits"
    shutil.rmtree(scene.root / ".git")
    read_table(scene.root)
    scene.edit(scene.plan("other"), "- [ ] 2.", "- [x] 2.")
    read_table(scene.root)
    assert asked[4:] == [None, ("other",)]
    read_table(scene.root)
    assert len(asked) == 6


def test_a_plan_is_not_judged_alone_where_a_limit_cut_what_is_known_of_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sisyphus.adapters.repository.flips.MOST_FLIPS", 3)
    tick_in_commit(scene)
    planned_commit(scene)
    read_table(scene.root)
    scene.edit(scene.plan("other"), "- [ ] 1.", "- [x] 1.")
    assert same(read_table(scene.root), judged(scene))
    scene.edit(scene.plan(), "- [ ] CI", "- [x] CI")
    assert same(read_table(scene.root), judged(scene))


def test_what_was_changed_just_now_is_judged_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sisyphus.adapters.kept.marks.RACY_NS", 10**18)
    read_table(scene.root)
    rows = list(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.rows"))
    assert rows == []


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 400])
def test_a_broken_file_of_rows_is_as_good_as_none(scene: Scene, damage: bytes) -> None:
    first = read_table(scene.root)
    (rows,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("*.rows")
    content = rows.read_bytes()
    for broken in (
        damage,
        content[:-1],
        content[: len(content) // 2] + damage + content[len(content) // 2 :],
    ):
        rows.write_bytes(broken)
        assert same(read_table(scene.root), first)


def _rename(scene: Scene, chance: random.Random) -> None:
    """Give a plan another's former name, now and then."""
    plan = chance.choice(sorted(scene.root.glob(".sisyphus/plans/*.md")))
    free = [n for n in NAMES if not scene.plan(n).exists()]
    if free:
        plan.rename(scene.plan(chance.choice(free)))


def _add(scene: Scene, chance: random.Random) -> None:
    name = chance.choice(NAMES)
    scene.write(f".sisyphus/plans/{name}.md", chance.choice((PLAN, OTHER, NAMING)))


def _remove(scene: Scene, chance: random.Random) -> None:
    plans = sorted(scene.root.glob(".sisyphus/plans/*.md"))
    if len(plans) > 1:
        chance.choice(plans).unlink()


def _edit(scene: Scene, chance: random.Random) -> None:
    """Tick, untick, cancel or reword a row, or name a commit or other evidence."""
    plan = chance.choice(sorted(scene.root.glob(".sisyphus/plans/*.md")))
    text = plan.read_text()
    sha = scene.git("rev-list", "--all").split()[-chance.randrange(1, 3) :][0]
    for old, new in chance.sample(
        (
            ("- [ ]", "- [x]"), ("- [x]", "- [ ]"), ("- [x] 1.", "- [-] 1."), ("Fill the", "Lay the"),
            ("Look around", f"Look around at {sha[:10]}"), ("task-1-cache.txt", "task-9-cache.txt"),
            ("`app/table.py`", "`app/cache.py`"), ("# ", "# A "),
        ),
        2,
    ):  # fmt: skip
        text = text.replace(old, new, 1)
    plan.write_text(text)


def _note(scene: Scene, chance: random.Random) -> None:
    day = chance.choice(("2026-02-27", "2026-03-01", "2025-06-01"))
    said = chance.choice(("**Status**: BLOCKED - needs a push", "It is slow.", "done in abcdef1"))
    file = f".sisyphus/notepads/{chance.choice(NAMES)}/{chance.choice(('issues', 'problems'))}.md"
    scene.write(file, f"# Notes\n\n## [{day} 10:00] Task 1\n\n{said}\n")


def _commit(scene: Scene, chance: random.Random) -> None:
    scene.write(f"app/{chance.choice(('cache', 'table'))}.py", f"N = {chance.random()}\n")
    if chance.random() < 0.5:
        scene.git("add", "app")
        scene.git("commit", "-q", "-m", chance.choice(MESSAGES))
    else:
        scene.commit(chance.choice(MESSAGES))


def _history(scene: Scene, chance: random.Random) -> None:
    """Move refs: push, amend, branch, go back."""
    words = chance.choice(
        (
            ("push", "-q", "-f", "origin", "HEAD"), ("commit", "-q", "--amend", "--allow-empty", "-m", MESSAGES[0]),
            ("checkout", "-q", "-B", "side"), ("checkout", "-q", "-B", "main"), ("branch", "-f", "kept"),
            ("commit", "-q", "--allow-empty", "-m", MESSAGES[1]), ("add", "-A"), ("stash", "-q"),
        )
    )  # fmt: skip
    scene.git(*words)


def _evidence(scene: Scene, chance: random.Random) -> None:
    file = scene.root / chance.choice(
        (".sisyphus/evidence/task-1-cache.txt", ".omo/evidence/task-1-cache.txt")
    )
    if file.exists():
        file.unlink()
    else:
        scene.write(file.relative_to(scene.root).as_posix(), chance.choice(("", "seen\n")))


NAMES = (CACHE, "other", "third")
MESSAGES = (
    "feat(cache): put a cache in front of the service",
    "docs: look around",
    "feat(table): fill the table",
)
NAMING = PLAN.replace("# Faster", "# Other").replace("1. Put", "1. As in abcdef1, put")
STEPS = (_edit, _edit, _edit, _edit, _note, _commit, _history, _evidence, _rename, _add, _remove)


@pytest.mark.parametrize("seed", range(int(os.environ.get("SISYPHUS_WALKS", "4"))))
def test_any_steps_one_after_another(scene: Scene, seed: int) -> None:
    """Most steps change one plan, and its row is judged beside the kept ones."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(12):
        step = chance.choice(STEPS)
        step(scene, chance)
        assert same(read_table(scene.root), judged(scene)), f"step {number}: {step.__name__}"
