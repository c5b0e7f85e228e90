"""Messages made comparable; any text gives an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.analysis.labels import canonical
from sisyphus.analysis.linking.paths import PathIndex, clean, is_generic, stem
from sisyphus.analysis.linking.text import (
    is_fix,
    labels_of_trailer,
    listed_lines,
    mentions,
    names_in,
    normalise,
    trailers,
    words,
    words_but_paths,
)
from sisyphus.model.commit_id import find_commit_ids


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Task 3", {"3"}),
        ("tasks 37-40", {"37", "38", "39", "40"}),
        ("Tasks 1, 2 and 4", {"1", "2", "4"}),
        ("(Task 41)", {"41"}),
        ("T1.2: x", {"1.2"}),
        ("feat(task-7): x", {"7"}),
        ("F2 review", {"f2"}),
        ("TODO #5", {"5"}),
        ("tasks 1-900000", {"1"}),
        ("tasks 1-9000", {"1", "9000"}),
        ("multitask 3, UTF8, T-shirt, v3, task force", set()),
    ],
)
def test_mentions(text: str, labels: set[str]) -> None:
    assert mentions(text) == labels


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("feat(x)!: Add  it. (#12) (#13)", "add it"),
        ("docs: note: keep", "note keep"),
        ("std::move is used", "std move is used"),
        ("\u4fee\u590d: \u767b\u5f55", "\u767b\u5f55"),
        ("a\nb", "a"),
        ("(#12)", ""),
    ],
)
def test_normalise(text: str, line: str) -> None:
    assert normalise(text) == line


def test_labels_are_compared_plainly() -> None:
    same = ("3", "T3", "t3", "Task 3", "#3", "03", "T03", "task-3", "Task #3", "3.", "task 003:")
    assert {canonical(label) for label in same} == {"3"}
    assert [canonical(label) for label in ("Tests", "F1", "T1.02", "0", "Task", "taskbar", "3a")] == [
        "tests", "f1", "1.02", "0", "task", "taskbar", "3a",
    ]  # fmt: skip


def test_trailers_stand_in_the_last_paragraph() -> None:
    assert trailers("Plan: x\n\nWhy.\n\nTask: 3\nplan: y") == (("task", "3"), ("plan", "y"))
    assert trailers("Plan: x\n\nWhy.") == ()


def test_a_test_has_the_stem_of_what_it_tests() -> None:
    names = ("src/pay.py", "tests/test_pay.py", "src/pay_test.go", "web/pay.spec.ts", "web/pay.tsx")
    assert {stem(name) for name in names} == {"pay"}
    assert stem("attest.py") == "attest"


def test_generic_files() -> None:
    assert all(map(is_generic, ("README.md", "a/Cargo.lock", "yarn.lock", "a/__init__.py", ".env.local")))
    assert not any(map(is_generic, ("src/readme_parser.py", "lock.py", "package.py", "src/blockchain.ts")))


@given(st.text(), st.text())
def test_any_text_gives_an_answer(one: str, other: str) -> None:
    assert "\n" not in normalise(one)
    assert all(normalise(line) for line in listed_lines(one) if line)
    assert isinstance(mentions(one), frozenset)
    assert all(len(found) >= 7 for found in find_commit_ids(one))
    trailers(one)
    assert PathIndex("", frozenset({one, other})).find(other) <= {one, other}
    assert ".." not in clean(one).split("/")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("add the search", {"add", "search"}),
        ("到期的书", {"到期", "期的", "的书"}),
        ("fix到期 now", {"fix", "到期", "now"}),
        ("검색 추가", {"검색", "추가"}),
    ],
)
def test_words_of_a_line_and_pairs_where_a_script_has_no_blanks(line: str, found: set[str]) -> None:
    assert words(line) == found


def test_paths_are_no_words() -> None:
    assert words_but_paths("feat: add src/a.py and b.ts to search v2") == {"add", "search", "v2"}


@pytest.mark.parametrize(
    ("text", "names"),
    [("fast-ci: x", {"fast-ci"}), ("see .omo/plans/Fast-CI.md", {"fast-ci"}), ("no name - here", set())],
)
def test_names_with_hyphens(text: str, names: set[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    "subject", ["fix(a): b", "fix: b", "hotfix: b", "Fixed b", ":bug: fix: b", "fixup! b"]
)
def test_a_fix(subject: str) -> None:
    assert is_fix(subject)


@pytest.mark.parametrize("subject", ["feat: fix b", "fixture: b", "prefix: b", ""])
def test_no_fix(subject: str) -> None:
    assert not is_fix(subject)


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        ("3", {"3"}),
        ("T3", {"3"}),
        ("2, 3", {"2", "3"}),
        ("2, 4-6", {"2", "4", "5", "6"}),
        ("2 and 3", {"2", "3"}),
        ("P0-1", {"p0-1"}),
    ],
)
def test_a_trailer_may_name_several_tasks(value: str, labels: set[str]) -> None:
    assert labels_of_trailer(value) >= labels
