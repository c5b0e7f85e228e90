"""Messages made comparable; any text gives an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.analysis.link_paths import PathIndex, clean, is_generic, stem
from sisyphus.analysis.link_text import commit_ids, listed_lines, mentions, normalise, plain_label, trailers


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
    assert {plain_label(label) for label in ("3", "T3", "t3", "Task 3", "#3")} == {"3"}
    assert plain_label("Tests") == "tests"


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
    assert all(len(found) >= 7 for found in commit_ids(one))
    trailers(one)
    assert PathIndex("", frozenset({one, other})).find(other) <= {one, other}
    assert ".." not in clean(one).split("/")
