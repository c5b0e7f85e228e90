"""What commits did to the boxes of plans, however hostile the text of a plan is."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sisyphus.adapters.git import open_access
from sisyphus.adapters.repository import flips as git_flips
from sisyphus.adapters.repository.diff import parse_patches
from sisyphus.adapters.repository.flips import PlanHistory
from sisyphus.adapters.repository.observation import Wanted
from sisyphus.model.repository import Flip

PLAN = ".sisyphus/plans/a.md"
OTHER = ".sisyphus/plans/b.md"

Git = Callable[..., str]
Commit = Callable[..., str]


@pytest.fixture
def commit(repository: Path, git: Git) -> Commit:
    """Write files (`None` takes one away), commit them, one day after the other, and return the id."""
    days = iter(range(1, 29))

    def made(**files: str | bytes | None) -> str:
        for name, content in files.items():
            path = repository / {"plan": PLAN, "other": OTHER}.get(name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        git("add", "-A")
        git("commit", "-q", "-m", "x", at=f"2026-03-{next(days):02}T10:00:00+00:00")
        return git("rev-parse", "HEAD")

    return made


def history(top: Path, *paths: str) -> PlanHistory:
    return open_access(top).plan_history(paths or (PLAN,), (".sisyphus", ".omo"))


def flips(top: Path, *paths: str) -> list[tuple[str, str | None, str | None, int | None]]:
    """Oldest first, without the rows that came with the file."""
    found = [f for f in history(top, *paths).flips if f.before is not None]
    found.sort(key=lambda flip: flip.committed_at)
    return [(f.text, f.before, f.after, f.line) for f in found]


def test_a_tick_names_row_markers_line_and_commit(repository: Path, commit: Commit) -> None:
    first = commit(plan="# P\n\n- [ ] 1. One\n- [ ] 2. Two\n")
    second = commit(plan="# P\n\nMore.\n\n- [ ] 1. One\n- [x] 2. Two\n")
    seen = history(repository)
    tick, *births = seen.flips
    assert (tick.text, tick.before, tick.after, tick.line, tick.commit) == ("2. Two", " ", "x", 6, second)
    assert (tick.path, tick.committed_at.isoformat()) == (PLAN, "2026-03-02T10:00:00+00:00")
    assert [(f.text, f.before, f.after, f.line, f.commit) for f in births] == [
        ("1. One", None, " ", 3, first),
        ("2. Two", None, " ", 4, first),
    ]
    assert [(path, when.isoformat()) for path, when in seen.first_seen] == [
        (PLAN, "2026-03-01T10:00:00+00:00")
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("* [ ] a", "* [x] a", ("a", " ", "x")),
        ("+ [ ] a", "+ [X] a", ("a", " ", "X")),
        ("1. [ ] a", "1. [~] a", ("a", " ", "~")),
        ("2) [x] a", "2) [ ] a", ("a", "x", " ")),
        ("### [ ] 1. a", "### [x] 1. a", ("1. a", " ", "x")),
        ("  - [ ] a", "  - [-] a", ("a", " ", "-")),
        ("> - [ ] a", "> - [/] a", ("a", " ", "/")),
        ("- [ ] a", "- [N/A] a", ("a", " ", "N/A")),
        ("- [ ] 3. a", "- [x] 3. a (done late)", ("3. a (done late)", " ", "x")),
        ("- [ ] **T1.2** a", "- [x] **T1.2** b", ("**T1.2** b", " ", "x")),
        ("- [ ] a\r", "- [x] a\r", ("a", " ", "x")),
        ("\ufeff- [ ] a", "\ufeff- [x] a", ("a", " ", "x")),
    ],
)
def test_rows_of_every_shape(
    repository: Path, commit: Commit, before: str, after: str, expected: tuple[str, str, str]
) -> None:
    commit(plan=f"{before}\n")
    commit(plan=f"{after}\n")
    assert [flip[:3] for flip in flips(repository)] == [expected]


def test_what_is_no_flip(repository: Path, commit: Commit) -> None:
    commit(plan="- [ ] a\n- [ ] b\n- [x](link)\n- [P1] c\n")
    commit(plan="- [ ] b\n\ntext\n\n- [ ] a\n- [y](link)\n- [P2] c\n")
    assert flips(repository) == []


def test_rows_with_one_text_stay_in_their_place(repository: Path, commit: Commit) -> None:
    commit(plan="- [ ] pass\none\ntwo\n- [x] pass\nthree\nfour\n- [ ] pass\n")
    commit(plan="- [x] pass\none\ntwo\n- [ ] pass\nthree\nfour\n- [ ] pass\n")
    assert flips(repository) == [("pass", " ", "x", 1), ("pass", "x", " ", 4)]


def test_a_row_that_moves_and_is_ticked(repository: Path, commit: Commit) -> None:
    commit(plan="- [ ] a\n" + "text\n" * 9)
    commit(plan="text\n" * 9 + "- [x] a\n")
    assert flips(repository) == [("a", " ", "x", 10)]


def test_a_row_that_leaves(repository: Path, commit: Commit) -> None:
    commit(plan="- [ ] a\n- [ ] gone\n")
    commit(plan="- [ ] a\n")
    assert flips(repository) == [("gone", " ", None, None)]


def test_a_plan_is_followed_to_its_former_folder_and_name(repository: Path, commit: Commit, git: Git) -> None:
    body = "".join(f"- [ ] {n}. Row {n}\n" for n in range(20))
    commit(plan=body)
    commit(plan=body.replace("[ ] 3.", "[x] 3."))
    (repository / ".omo/plans").mkdir(parents=True)
    git("mv", PLAN, ".omo/plans/a.md")
    commit(**{".omo/plans/a.md": body.replace("[ ] 3.", "[x] 3.").replace("[ ] 4.", "[x] 4.")})
    expected = [("3. Row 3", " ", "x", 4), ("4. Row 4", " ", "x", 5)]
    for paths in [(".omo/plans/a.md",), (".omo/plans/a.md", ".omo/plans/none.md")]:
        seen = history(repository, *paths)
        assert flips(repository, *paths) == expected
        assert {f.path for f in seen.flips} == {".omo/plans/a.md"}
        assert [when.day for _, when in seen.first_seen] == [1]


def test_a_plan_made_of_another_is_as_old_as_its_name(repository: Path, commit: Commit, git: Git) -> None:
    commit(other="".join(f"- [ ] {n}. Row {n}\n" for n in range(20)))
    git("mv", OTHER, PLAN)
    commit()
    assert [when.day for _, when in history(repository).first_seen] == [2]


def test_only_the_wanted_plans_count(repository: Path, commit: Commit) -> None:
    commit(plan="- [ ] a\n", other="- [ ] b\n", third="- [ ] c\n")
    commit(plan="- [x] a\n", other="- [x] b\n", third="- [x] c\n")
    assert {f.path for f in history(repository, PLAN, "third").flips} == {PLAN, "third"}


HOSTILE = {
    "diff headers": "diff --git a/x b/x\n@@ -1 +1 @@\n- [x] z\n--- a/x\n+++ b/x\n-- [x] y\n",
    "a commit header": f"\x01{'0' * 40}\0" + "1\0" + "1\0\n:100644 100644 a b M\0x\0\n",
    "nul": "a\0\0\0b\n",
    "no newline sign": "\\ No newline at end of file\n",
    "a long line": "x" * (2 << 20) + "\n",
    "no utf-8": b"\xff\xfe\x80 - [ ] q\n".decode("latin-1"),
    "separators": "\u2028- [ ] u\n\x0b- [ ] v\n\x0c\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("end", ["\n", ""])
def test_hostile_text_around_a_row(repository: Path, commit: Commit, text: str, end: str) -> None:
    commit(plan=f"{text}- [ ] 1. One\n{text}- [ ] 2. Two{end}", other=f"{text}- [ ] b{end}")
    commit(plan=f"{text}- [x] 1. One\n{text}{text}- [x] 2. Two{end}", other=f"{text * 2}- [x] b{end}")
    found = {flip[:3] for flip in flips(repository, PLAN, OTHER)}
    assert found == {("1. One", " ", "x"), ("2. Two", " ", "x"), ("b", " ", "x")}


def test_a_file_of_carriage_returns_alone(repository: Path, commit: Commit) -> None:
    commit(plan="# P\r- [ ] a\r- [ ] b\r")
    commit(plan="# P\r- [ ] a\r- [x] b\r")
    assert flips(repository) == [("b", " ", "x", 3)]


def test_a_plan_that_becomes_a_link_and_back(repository: Path, commit: Commit) -> None:
    commit(plan="- [ ] a\n", other="- [ ] b\n")
    (repository / PLAN).unlink()
    (repository / PLAN).symlink_to("b.md")
    commit(other="- [x] b\n")
    (repository / PLAN).unlink()
    commit(plan="- [x] a\n")
    assert [f[:3] for f in flips(repository, PLAN, OTHER)] == [("a", " ", None), ("b", " ", "x")]


@pytest.mark.parametrize("attribute", ["-diff", "binary", "diff=odd", "text eol=crlf", "-text"])
def test_attributes_and_configuration_do_not_hide_a_tick(
    repository: Path, commit: Commit, git: Git, attribute: str
) -> None:
    for key, value in {
        "diff.context": "9", "diff.interHunkContext": "9", "diff.noprefix": "true", "diff.renames": "false",
        "diff.relative": "true", "color.ui": "always", "diff.colorMoved": "zebra", "log.diffMerges": "separate",
        "log.showSignature": "true", "diff.suppressBlankEmpty": "true", "format.pretty": "oneline",
        "diff.algorithm": "patience", "core.quotePath": "false", "log.date": "iso", "diff.submodule": "log",
        "log.decorate": "full", "notes.displayRef": "*", "diff.odd.xfuncname": "(.*)", "diff.wsErrorHighlight": "all",
    }.items():  # fmt: skip
        git("config", key, value)
    commit(plan="- [ ] a\n\n\n- [ ] b\n", **{".gitattributes": f"*.md {attribute}\n"})
    commit(plan="- [x] a\n\n\n- [x] b\n")
    assert [f[:3] for f in flips(repository)] == [("a", " ", "x"), ("b", " ", "x")]


def test_odd_names(repository: Path, commit: Commit) -> None:
    names = tuple(f".sisyphus/plans/{name}.md" for name in ("-p", 'a"b', "new\nline", "ä", "*", ":(top)x"))
    commit(**dict.fromkeys(names, "- [ ] a\n"))
    commit(**dict.fromkeys(names, "- [x] a\n"))
    for wanted in (names, names[-1:], names[2:3]):
        assert sorted(f.path for f in history(repository, *wanted).flips if f.before) == sorted(wanted)


def test_merged_ticks_are_told_once(repository: Path, commit: Commit, git: Git) -> None:
    commit(plan="- [ ] a\n" + "text\n" * 9 + "- [ ] b\n")
    git("checkout", "-q", "-b", "side")
    commit(plan="- [x] a\n" + "text\n" * 9 + "- [ ] b\n")
    git("checkout", "-q", "main")
    commit(plan="- [ ] a\n" + "text\n" * 9 + "- [x] b\n")
    git("merge", "-q", "--no-ff", "-m", "merge", "side")
    assert sorted(f[0] for f in flips(repository)) == ["a", "b"]


def test_nothing_is_known_without_a_commit_or_for_untracked_plans(repository: Path, commit: Commit) -> None:
    assert history(repository) == PlanHistory()
    commit(x="1")
    assert history(repository) == PlanHistory()
    assert open_access(repository).plan_history((), (".sisyphus",)) == PlanHistory()


def test_a_history_that_is_cut_keeps_whole_newest_commits(
    repository: Path, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for done in range(10):
        commit(plan="".join(f"- [{'x' if n < done else ' '}] row {n}\n" for n in range(10)))
    monkeypatch.setattr(git_flips, "MOST_BYTES", 1500)
    seen = history(repository)
    assert seen.cut
    assert seen.flips
    assert all(f.before == " " and f.after == "x" for f in seen.flips)
    assert seen.flips[0].text == "row 8"


def test_output_that_ends_anywhere_is_no_error(repository: Path, commit: Commit) -> None:
    commit(plan="- [ ] a\n- [ ] b", other="- [ ] c\n")
    commit(plan="- [x] a\n- [ ] b", other=None)
    flags = ["log", "-z", "--raw", "-p", "-U0", "--text", "--format=%x01%H%x00%at%x00%ct"]
    data = subprocess.run(["git", *flags], cwd=repository, check=True, capture_output=True).stdout
    whole = list(parse_patches(data))
    assert [len(c.files) for c in whole] == [2, 2]
    for size in range(len(data)):
        assert len(list(parse_patches(data[:size], cut=True))) < len(whole)
        list(parse_patches(data[:size]))


def test_with_code_tells_ticks_beside_code_from_ticks_alone(repository: Path, commit: Commit) -> None:
    commit(plan="- [ ] a\n- [ ] b\n")
    commit(plan="- [x] a\n- [ ] b\n", **{".sisyphus/notepads/a/x.md": "x"})
    commit(plan="- [x] a\n- [x] b\n", code="1")
    access = open_access(repository)
    bare = history(repository)
    assert not any(f.with_code for f in bare.flips)
    assert access.run is not None
    for window in ((), access.observe(wanted(bare)).commits):
        seen = git_flips.with_code(access.run, bare.flips, window, (".sisyphus",))
        assert carried(seen) == {"a": False, "b": True}
    assert carried(access.observe(wanted(bare)).flips) == {"a": False, "b": True}


def carried(seen: tuple[Flip, ...]) -> dict[str, bool]:
    return {f.text: f.with_code for f in seen if f.before == " "}


def wanted(history_: PlanHistory) -> Wanted:
    return Wanted(
        since=None, state_dirs=(".sisyphus",), outputs=frozenset(), max_commits=100, history=history_
    )
