"""The parse cache saves work and decides nothing."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sisyphus.adapters.files import read_file
from sisyphus.adapters.kept import cache_place
from sisyphus.adapters.kept.cache import ParseCache, content_key, mark_of
from sisyphus.adapters.kept.parse_pool import Job, parse_all
from sisyphus.adapters.kept.parsed import PARSERS, Parsed
from sisyphus.adapters.observe import take_snapshot
from sisyphus.adapters.place import find_place
from sisyphus.errors import InputError
from sisyphus.model.plan import Plan
from sisyphus.parse.plan import parse_plan

PLAN = "# Tally\n\n## TODOs\n\n- [x] 1. Count\n- [ ] 2. Rank\n"
LONG_AGO_NS = 1_700_000_000_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with three plans and a notepad, all written long ago."""
    made = tmp_path / "work"
    for name in ("one", "two", "three"):
        write(made / f".sisyphus/plans/{name}.md", PLAN)
    write(made / ".sisyphus/notepads/one/issues.md", "# Issues\n\n## A\n\nOpen.\n")
    return made


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock runs an hour ahead, so that no file was changed just now."""
    now = time.time_ns
    monkeypatch.setattr("sisyphus.adapters.kept.parsed.now_ns", lambda: now() + 3_600_000_000_000)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, and the kinds that are parsed, in order."""
    seen: list[str] = []

    def noting(path: Path, root: Path | None, *, limit: int) -> bytes:
        seen.append(path.name)
        return read_file(path, root, limit=limit)

    monkeypatch.setattr("sisyphus.adapters.kept.parsed.read_file", noting)
    for kind, parse in list(PARSERS.items()):

        def counting(content: bytes, relative: str, kind: str = kind, parse: Parse = parse) -> object:
            seen.append(f"parse {kind}")
            return parse(content, relative)

        monkeypatch.setitem(PARSERS, kind, counting)
    return seen


Parse = Callable[[bytes, str], object]


def states(root: Path, *wanted: str) -> dict[str, list[str]]:
    snapshot = take_snapshot(find_place(root), list(wanted) or None)
    return {r.name: [t.state for t in r.plan.tasks] for r in snapshot.plans if r.plan}


def cache_file(root: Path) -> Path:
    folder = cache_place.cache_folder(root)
    assert folder is not None
    (found,) = folder.iterdir()
    return found


def test_an_unchanged_file_is_not_read_again(root: Path, reads: list[str]) -> None:
    first = states(root)
    assert sorted(reads) == sorted(
        ["one.md", "two.md", "three.md", "issues.md", *["parse plan"] * 3, "parse pad"]
    )
    reads.clear()
    assert states(root) == first
    assert reads == []


def test_the_snapshot_is_the_same_with_and_without(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold, warm = (take_snapshot(find_place(root)) for _ in range(2))
    monkeypatch.setenv("SISYPHUS_NO_CACHE", "1")
    without = take_snapshot(find_place(root))
    assert cold.plans == warm.plans == without.plans


def test_a_changed_file_is_read_whatever_its_time_says(root: Path, reads: list[str]) -> None:
    states(root)
    reads.clear()
    write(root / ".sisyphus/plans/two.md", PLAN.replace("[ ]", "[x]"))  # same size, same time of change
    assert states(root)["two"] == ["done", "done"]
    assert reads == ["two.md", "parse plan"]


def test_a_file_changed_just_before_it_was_read_is_read_again(
    root: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sisyphus.adapters.kept.parsed.now_ns", time.time_ns)
    states(root)
    reads.clear()
    states(root)
    assert sorted(reads) == ["issues.md", "one.md", "three.md", "two.md"], "read, and known by content"


def test_one_plan_reads_no_other(root: Path, reads: list[str]) -> None:
    states(root, "two")
    assert reads == ["two.md", "parse plan"]


def test_one_plan_keeps_what_is_known_of_the_others(root: Path, reads: list[str]) -> None:
    states(root)
    write(root / ".sisyphus/plans/two.md", PLAN + "\n")
    states(root, "two")
    reads.clear()
    states(root)
    assert reads == []


def test_a_plan_that_is_gone_is_forgotten(root: Path) -> None:
    states(root)
    before = cache_file(root).stat().st_size
    (root / ".sisyphus/plans/two.md").unlink()
    assert set(states(root)) == {"one", "three"}
    assert cache_file(root).stat().st_size < before


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(content: bytes) -> bytes:
    return content[:-9] + bytes(b ^ 0xFF for b in content[-9:])


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "another file": lambda _: b"not ours at all\n" * 100,
    "cut": cut,
    "a parse flipped": flip,
    "the index flipped": lambda c: c[:80] + bytes(b ^ 0xFF for b in c[80:120]) + c[120:],
    "of another version": lambda c: c[:30] + b"\0" * 10 + c[40:],
    "a huge index": lambda c: c[:55] + b"\xff" * 8 + c[63:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_broken_cache_is_as_good_as_none(root: Path, damage: Callable[[bytes], bytes]) -> None:
    expected = states(root)
    file = cache_file(root)
    file.write_bytes(damage(file.read_bytes()))
    assert states(root) == expected
    assert states(root) == expected


def test_any_cut_and_any_byte_of_a_cache_is_harmless(root: Path) -> None:
    expected = states(root)
    file = cache_file(root)
    whole = file.read_bytes()
    for at in range(0, len(whole), 37):
        for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            file.write_bytes(content)
            assert states(root) == expected


def test_other_code_does_not_take_the_parses(
    root: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    states(root)
    reads.clear()
    monkeypatch.setattr("sisyphus.adapters.kept.cache.code_mark", lambda: b"\1" * 32)
    states(root)
    assert "parse plan" in reads


def test_a_cache_that_others_may_write_is_not_read(root: Path, reads: list[str]) -> None:
    states(root)
    cache_file(root).parent.chmod(0o777)
    reads.clear()
    states(root)
    assert "parse plan" in reads


def test_it_lies_in_a_private_folder_outside_the_workspace(root: Path) -> None:
    before = sorted(root.rglob("*"))
    states(root)
    assert sorted(root.rglob("*")) == before
    file = cache_file(root)
    assert not file.is_relative_to(root)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("where", ["named off", "inside", "a file", "no home"])
def test_without_a_place_nothing_is_kept_and_all_is_answered(
    root: Path, where: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    match where:
        case "named off":
            monkeypatch.setenv("SISYPHUS_NO_CACHE", "1")
        case "inside":
            monkeypatch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        case "a file":
            (tmp_path / "file").write_text("")
            monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        case _:
            monkeypatch.delenv("XDG_CACHE_HOME")
            monkeypatch.setenv("HOME", "/proc/nowhere")
    before = sorted(tmp_path.rglob("*"))
    assert len(states(root)) == len(states(root)) == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_many_at_once_all_answer_and_leave_a_whole_cache(root: Path, reads: list[str]) -> None:
    expected = states(root)
    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(lambda _: states(root), range(40)))
    assert [p.suffix for p in cache_file(root).parent.iterdir()] == [".parsed"], "no draft is left"
    reads.clear()
    assert states(root) == expected
    assert reads == []


def test_the_longest_unused_go_when_there_is_no_room(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states(root)
    own = cache_file(root)
    for age in range(5):
        other = own.with_name(f"{age}.parsed")
        other.write_bytes(b"x" * 10_000)
        os.utime(other, (1_600_000_000 - age, 1_600_000_000 - age))
    monkeypatch.setattr(cache_place, "MOST_BYTES", 25_000)
    write(root / ".sisyphus/plans/one.md", PLAN + "\n")
    states(root)
    assert {p.name for p in own.parent.iterdir()} == {own.name, "0.parsed", "1.parsed"}


def test_a_link_out_of_the_workspace_is_refused_though_it_was_read_before(root: Path, tmp_path: Path) -> None:
    plans = root / ".sisyphus/plans"
    outside = tmp_path / "outside"
    with ParseCache(root) as cache:
        parsed = Parsed(cache)
        assert isinstance(parsed.plan(plans / "one.md", root, "one.md"), Plan)
        cache.save(everything=False)
    plans.rename(outside)
    plans.symlink_to(outside)
    with ParseCache(root) as cache, pytest.raises(InputError, match="leads out"):
        Parsed(cache).plan(plans / "one.md", root, "one.md")


def test_links_have_no_mark(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAN)
    (tmp_path / "b.md").symlink_to("a.md")
    assert mark_of(tmp_path / "a.md") is not None
    assert mark_of(tmp_path / "b.md") is None
    assert mark_of(tmp_path / "c.md") is None


def test_processes_parse_what_this_one_would(root: Path) -> None:
    file = root / ".sisyphus/plans/one.md"
    jobs = [
        Job("plan", str(file), str(root), "one.md"),
        Job("plan", str(root / "gone.md"), str(root), "g.md"),
    ]
    packed = parse_all(jobs)
    if not packed:
        pytest.skip("this machine has one core")
    key = content_key("plan", PLAN.encode(), "one.md")
    assert list(packed) == [key], "what cannot be read is left for the one who asks"
    cache = ParseCache(root)
    cache.keep_packed(key, packed[key])
    assert cache.load(key) == parse_plan(PLAN.encode(), "one.md")
