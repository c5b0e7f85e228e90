"""Where state lies, which plan a record means, and which one a name means."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.adapters.locate import StatePlace, find_state, resolve_plan_path, select
from sisyphus.errors import UsageError
from sisyphus.model.work import Work


def put(path: Path, text: str = "# Plan\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def work(active_plan: str, *, plan_name: str = "garden", worktree_path: str | None = None) -> Work:
    return Work(
        work_id="w",
        plan_name=plan_name,
        active_plan=active_plan,
        status="active",
        started_at=None,
        ended_at=None,
        updated_at=None,
        session_ids=(),
        worktree_path=worktree_path,
    )


@pytest.fixture
def top(tmp_path: Path) -> Path:
    put(tmp_path / "app" / ".sisyphus" / "plans" / "garden.md")
    return tmp_path / "app"


def test_found_from_below(top: Path) -> None:
    (top / "src" / "deep").mkdir(parents=True)
    for start in (
        top,
        top / "src" / "deep",
        top / ".sisyphus" / "plans",
        top / ".sisyphus" / "plans" / "garden.md",
    ):
        place = find_state(start, top)
        assert (place.root, place.state_dirs, place.bound, place.above) == (top, (".sisyphus",), top, ())


def test_newer_layout_comes_first(top: Path) -> None:
    (top / ".omo").mkdir()
    assert find_state(top, top).state_dirs == (".omo", ".sisyphus")


def test_nearest_folder_wins_and_the_others_are_said(top: Path) -> None:
    put(top / "packages" / "a" / ".omo" / "plans" / "x.md")
    place = find_state(top / "packages" / "a", top)
    assert (place.root, place.above, place.bound) == (top / "packages" / "a", (top,), top)


def test_search_stops_at_the_git_top_level(top: Path) -> None:
    (top / "vendor").mkdir()
    with pytest.raises(UsageError, match=r"no \.sisyphus or \.omo folder here or above"):
        find_state(top / "vendor", top / "vendor")


def test_without_git_the_search_goes_on(top: Path) -> None:
    (top / "src").mkdir()
    place = find_state(top / "src", None)
    assert (place.root, place.bound) == (top, top)


def test_home_settings_are_no_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home" / ".omo").mkdir(parents=True)
    (tmp_path / "home" / "work").mkdir()
    (tmp_path / ".sisyphus").mkdir()
    with pytest.raises(UsageError):
        find_state(tmp_path / "home" / "work", None)
    assert find_state(tmp_path / "home", None).state_dirs == (".omo",)
    put(tmp_path / "home" / ".omo" / "plans" / "x.md")
    assert find_state(tmp_path / "home" / "work", None).root == tmp_path / "home"


def test_a_file_of_that_name_is_no_state(tmp_path: Path) -> None:
    (tmp_path / ".omo").touch()
    with pytest.raises(UsageError) as caught:
        find_state(tmp_path, tmp_path)
    assert "-C" in caught.value.fix


def test_missing_start_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        find_state(tmp_path / "no", None)


def test_state_folder_that_leads_out_is_not_read(tmp_path: Path, top: Path) -> None:
    (tmp_path / "other" / ".omo").mkdir(parents=True)
    (top / ".omo").symlink_to("../other/.omo")
    place = find_state(top, top)
    assert place.state_dirs == (".sisyphus",)
    assert [finding.rule for finding in place.findings] == ["state-outside"]
    (top / "sub").mkdir()
    (top / "sub" / ".omo").symlink_to("../.sisyphus")
    assert find_state(top / "sub", top).state_dirs == (".omo",)


def at(root: Path) -> StatePlace:
    return find_state(root, root)


@pytest.mark.parametrize(
    "recorded",
    [
        ".sisyphus/plans/garden.md",
        "./.sisyphus/plans/garden.md",
        ".omo/plans/garden.md",
        "/Users/ann/code/app/.sisyphus/plans/garden.md",
        "/Users/ann/code/app/.omo/plans/garden.md",
        "C:\\Users\\ann\\app\\.sisyphus\\plans\\garden.md",
        ".omo\\plans\\garden.md",
        "D:/app/.omo/plans/garden.md",
        "/elsewhere/garden.md",
        "garden",
        "garden.md",
        "",
    ],
)
def test_recorded_path_is_found(top: Path, recorded: str) -> None:
    assert resolve_plan_path(work(recorded), at(top), ()) == ".sisyphus/plans/garden.md"


def test_own_absolute_path_is_found(top: Path) -> None:
    put(top / "docs" / "garden.md")
    assert resolve_plan_path(work(f"{top}/docs/garden.md"), at(top), ()) == "docs/garden.md"
    assert resolve_plan_path(work("docs/garden.md"), at(top), ()) == "docs/garden.md"


def test_newer_copy_counts_even_when_the_older_is_recorded(top: Path) -> None:
    put(top / ".omo" / "plans" / "garden.md")
    assert resolve_plan_path(work(".sisyphus/plans/garden.md"), at(top), ()) == ".omo/plans/garden.md"


def test_plan_name_helps_when_the_path_does_not(top: Path) -> None:
    assert resolve_plan_path(work("/gone/.omo/plans/renamed.md"), at(top), ()) == ".sisyphus/plans/garden.md"
    assert resolve_plan_path(work("/gone/.omo/plans/renamed.md", plan_name="shed"), at(top), ()) is None


def test_copy_in_the_works_worktree_comes_first(tmp_path: Path, top: Path) -> None:
    other = put(tmp_path / "wt" / ".sisyphus" / "plans" / "garden.md")
    recorded = f"{top}/.sisyphus/plans/garden.md"
    tree = str(tmp_path / "wt")
    for named in (tree, "../wt"):
        assert resolve_plan_path(work(recorded, worktree_path=named), at(top), (tree,)) == str(other)
    assert (
        resolve_plan_path(work(recorded, worktree_path=str(top)), at(top), (tree,))
        == ".sisyphus/plans/garden.md"
    )
    assert resolve_plan_path(work(recorded), at(top), (tree,)) == ".sisyphus/plans/garden.md"


def test_plan_that_is_only_in_a_worktree_is_found(tmp_path: Path, top: Path) -> None:
    other = put(tmp_path / "wt" / ".omo" / "plans" / "shed.md")
    found = resolve_plan_path(work(".omo/plans/shed.md", plan_name="shed"), at(top), (str(tmp_path / "wt"),))
    assert found == str(other)


@pytest.mark.parametrize(
    "recorded", ["/etc/passwd", "../secret.md", ".omo/../../secret.md", ".", "/", "..", ".omo/plans"]
)
def test_nothing_outside_is_looked_at(tmp_path: Path, top: Path, recorded: str) -> None:
    put(tmp_path / "secret.md")
    wanted = work(recorded, plan_name="x", worktree_path=str(tmp_path))
    assert resolve_plan_path(wanted, at(top), ()) is None
    absolute = work(str(tmp_path / "secret.md"), plan_name="x", worktree_path="..")
    assert resolve_plan_path(absolute, at(top), ()) is None


@given(st.text(), st.text(min_size=1), st.none() | st.text())
def test_any_record_gives_a_path_or_none(recorded: str, name: str, tree: str | None) -> None:
    place = StatePlace(Path("/nonexistent"), (".omo",), Path("/nonexistent"))
    assert resolve_plan_path(work(recorded, plan_name=name, worktree_path=tree), place, ()) is None


NAMES = ["garden", "garden-shed", "kitchen-garden", "Roof", "pond"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("garden", "garden"),
        ("garden.md", "garden"),
        ("garden-", "garden-shed"),
        ("p", "pond"),
        ("shed", "garden-shed"),
        ("itchen", "kitchen-garden"),
        ("roof", "Roof"),
        ("OO", "Roof"),
        ("POND", "pond"),
    ],
)
def test_select(wanted: str, name: str) -> None:
    assert select(NAMES, wanted) == name


def test_several_fits_are_listed() -> None:
    with pytest.raises(UsageError, match="fits several") as caught:
        select(NAMES, "gard")
    assert caught.value.fix == "name one of: garden, garden-shed"


def test_unknown_name_gets_similar_ones() -> None:
    with pytest.raises(UsageError, match="no plan named 'gardne'") as caught:
        select(NAMES, "gardne")
    assert "did you mean garden" in caught.value.fix


def test_unknown_name_without_similar_ones_gets_all() -> None:
    with pytest.raises(UsageError) as caught:
        select([f"plan-{number}" for number in range(30)], "zzz")
    assert caught.value.fix.endswith("and 20 more")
    for names in ([], NAMES):
        with pytest.raises(UsageError):
            select(names, "")


def test_a_name_listed_twice_is_one() -> None:
    assert select(["pond", "pond"], "po") == "pond"


@pytest.mark.parametrize("odd", ["\0", "\ud800", "a" * 5000, "\n"])
def test_what_is_no_path_is_no_plan(top: Path, odd: str) -> None:
    assert resolve_plan_path(work(odd, plan_name=odd, worktree_path=odd), at(top), (str(top),)) is None


@given(st.lists(st.text()), st.text())
def test_select_answers_with_one_of_the_names(names: list[str], wanted: str) -> None:
    try:
        found = select(names, wanted)
    except UsageError:
        return
    assert found in names
