import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters.place import choose_plan, evidence_home, find_place, named_file, works_by_plan
from sisyphus.errors import UsageError

PLAN = "# P\n\n## TODOs\n\n- [ ] 1. a\n"


def plans(root: Path, *names: str, state: str = ".sisyphus") -> None:
    for name in names:
        file = root / state / "plans" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PLAN)


def boulder(root: Path, *works: dict[str, str], state: str = ".sisyphus") -> None:
    held = {w["plan_name"]: {"work_id": w["plan_name"], "session_ids": ["s"], **w} for w in works}
    (root / state / "boulder.json").write_text(json.dumps({"version": 2, "works": held}))


def work(name: str, status: str = "active", at: str = "2026-03-01T10:00:00Z") -> dict[str, str]:
    path = f"/other/machine/.sisyphus/plans/{name}.md"
    return {"plan_name": name, "active_plan": path, "status": status, "started_at": at, "updated_at": at}


def test_place_is_found_from_a_folder_below(repository: Path) -> None:
    plans(repository, "a", state="app/.sisyphus")
    below = repository / "app" / "src"
    below.mkdir()
    place = find_place(below)
    assert place.root == repository / "app"
    assert place.top_level == repository
    assert place.prefix == "app/"
    assert [p.name for p in place.plans] == ["a"]


def test_prefix_is_empty_at_the_top_and_outside_git(repository: Path, tmp_path: Path) -> None:
    plans(repository, "a")
    plans(tmp_path / "loose", "a")
    assert find_place(repository).prefix == ""
    assert find_place(tmp_path / "loose").prefix == ""
    assert find_place(tmp_path / "loose").top_level is None


def test_named_file_decides_on_the_place(repository: Path, tmp_path: Path) -> None:
    plans(repository, "a")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    named = str(repository / ".sisyphus" / "plans" / "a.md")
    place = find_place(elsewhere, plan=named)
    assert place.root == repository
    assert choose_plan(place, elsewhere, named) == "a"


def test_named_file_without_state_folders(tmp_path: Path) -> None:
    start, other = tmp_path / "start", tmp_path / "other"
    for folder in (start / "docs", other):
        folder.mkdir(parents=True)
        (folder / "plan.md").write_text(PLAN)
    near = find_place(start, plan="docs/plan.md")
    assert (near.root, near.plans, near.state_dirs) == (start, (), (".sisyphus",))
    assert find_place(start, plan="../other/plan.md").root == other
    assert choose_plan(near, start, "docs/plan.md") == start / "docs" / "plan.md"
    assert evidence_home(near, "docs/plan.md") == start / ".sisyphus"
    with pytest.raises(UsageError, match=r"no \.sisyphus"):
        find_place(start)


@pytest.mark.parametrize(
    ("plan", "there"),
    [(None, False), ("a", False), ("a.md", True), ("./a.md", True), ("gone.md", False), ("sub/a", False)],
)
def test_named_file(tmp_path: Path, plan: str | None, *, there: bool) -> None:
    (tmp_path / "a.md").write_text(PLAN)
    assert named_file(tmp_path, plan) == (tmp_path / "a.md" if there else None)


def test_active_plan_is_chosen_before_the_only_one(tmp_path: Path) -> None:
    plans(tmp_path, "a", "b", "c")
    boulder(tmp_path, work("b"), work("a", "completed"))
    place = find_place(tmp_path)
    assert choose_plan(place, tmp_path, None) == "b"
    assert choose_plan(place, tmp_path, "c") == "c"


def test_several_active_plans_are_never_guessed_between(tmp_path: Path) -> None:
    plans(tmp_path, "a", "b", "c")
    boulder(tmp_path, work("b"), work("a"))
    with pytest.raises(UsageError, match="several plans") as error:
        choose_plan(find_place(tmp_path), tmp_path, None)
    assert "c" not in error.value.message.removeprefix("several plans")


def test_of_many_plans_a_few_are_named_and_the_others_counted(tmp_path: Path) -> None:
    plans(tmp_path, *(f"plan-{number:03}" for number in range(300)))
    with pytest.raises(UsageError) as error:
        choose_plan(find_place(tmp_path), tmp_path, None)
    assert error.value.message.startswith("several plans: plan-000, plan-001, ")
    assert error.value.message.endswith("plan-009 and 290 more")
    assert error.value.fix == "name one of them; sisyphus status shows them all"


def test_only_plan_is_chosen_and_none_is_said(tmp_path: Path) -> None:
    (tmp_path / ".sisyphus").mkdir()
    with pytest.raises(UsageError, match=r"no plan in \.sisyphus/plans"):
        choose_plan(find_place(tmp_path), tmp_path, None)
    plans(tmp_path, "a")
    assert choose_plan(find_place(tmp_path), tmp_path, None) == "a"


def test_paused_work_is_not_active(tmp_path: Path) -> None:
    plans(tmp_path, "a", "b")
    boulder(tmp_path, work("a", "paused"), work("b"))
    assert {n: active for n, (_, active) in works_by_plan(find_place(tmp_path)).items()} == {
        "a": False,
        "b": True,
    }


def test_latest_work_of_a_plan_counts(tmp_path: Path) -> None:
    plans(tmp_path, "a")
    old, new = work("a", "completed"), work("a", at="2026-03-02T10:00:00Z")
    content = {"version": 2, "works": {"new": {"work_id": "new", **new}, "old": {"work_id": "old", **old}}}
    (tmp_path / ".sisyphus" / "boulder.json").write_text(json.dumps(content))
    found, active = works_by_plan(find_place(tmp_path))["a"]
    assert (found.work_id, active) == ("new", True)


def test_work_that_names_a_missing_plan_is_a_candidate(tmp_path: Path) -> None:
    plans(tmp_path, "a")
    boulder(tmp_path, work("gone"))
    assert choose_plan(find_place(tmp_path), tmp_path, "gone") == "gone"


def test_broken_boulder_is_a_finding(tmp_path: Path) -> None:
    plans(tmp_path, "a")
    (tmp_path / ".sisyphus" / "boulder.json").write_text("{")
    place = find_place(tmp_path)
    assert place.boulder is None
    assert [f.rule for f in place.findings] == ["broken-boulder"]
    assert choose_plan(place, tmp_path, None) == "a"


def test_evidence_lies_beside_its_plan(tmp_path: Path) -> None:
    plans(tmp_path, "a")
    plans(tmp_path, "b", state=".omo")
    place = find_place(tmp_path)
    assert evidence_home(place, ".sisyphus/plans/a.md") == tmp_path / ".sisyphus"
    assert evidence_home(place, ".omo/plans/b.md") == tmp_path / ".omo"
    assert evidence_home(place, "docs/plan.md") == tmp_path / ".omo"


Git = Callable[..., str]


def test_worktree_of_a_repository_is_a_place_of_its_own(repository: Path, git: Git, tmp_path: Path) -> None:
    plans(repository, "a")
    git("add", "-A")
    git("commit", "-qm", "docs: plan")
    git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    place = find_place(tmp_path / "tree" / ".sisyphus" / "plans")
    assert (place.root, place.top_level) == (tmp_path / "tree", tmp_path / "tree")
