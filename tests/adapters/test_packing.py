"""What is packed comes back as it was, and nothing else comes back."""

import dataclasses
import marshal
import typing
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.adapters.kept.packing import CLASSES, ENUMS, PackingError, pack, unpack
from sisyphus.model.copies import Judged
from sisyphus.model.finding import Source
from sisyphus.model.notepad import Notepad
from sisyphus.model.plan import Plan, Role, State
from sisyphus.model.review import Verdict
from sisyphus.model.table import TableDocument
from sisyphus.parse.notepad import parse_notepad
from sisyphus.parse.plan import parse_plan

PLAN = """# Tally

> Target: ten words a second

## TODOs

- [x] 1. Count the words
  - Depends on: none
  **References**:
  - `src/count.py:1-9` - the loop

  **Acceptance Criteria**:
  - [x] `sh checks/one.sh` → exit code 0
  - [ ] `grep -c word out.txt` → 3

- [~] 2. Rank the words

## Final Verification Wave

- [ ] F1. **Plan audit** — APPROVE
"""


def kinds_in(hint: Any) -> set[type]:  # noqa: ANN401 - an annotation
    """The classes that a value of a field can be of, its parts included."""
    if typing.get_origin(hint) in {tuple, UnionType, typing.Union}:
        return set().union(*(kinds_in(part) for part in typing.get_args(hint) if part is not ...))
    return {hint}


def reachable(*roots: type) -> set[type]:
    found: set[type] = set()
    waiting = set(roots)
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        if dataclasses.is_dataclass(kind):
            hints = typing.get_type_hints(kind).values()
            waiting |= set().union(*(kinds_in(hint) for hint in hints)) - found
    return found


def test_the_table_names_all_that_plans_and_notepads_hold() -> None:
    kinds = reachable(Plan, Notepad, Verdict, Judged, TableDocument)
    atoms = {str, int, float, bool, type(None), date, datetime}
    assert {k for k in kinds if dataclasses.is_dataclass(k)} == set(CLASSES)
    assert {k for k in kinds if issubclass(k, Enum)} == set(ENUMS)
    assert kinds - set(CLASSES) - set(ENUMS) <= atoms, "another kind of value needs a form of its own"


@pytest.mark.parametrize(
    "value",
    [
        parse_plan(PLAN.encode(), "plans/tally.md"),
        parse_notepad("# Notes\n\n## [2026-03-01] Task 1: blocked\n\nStatus: BLOCKED\n", "n/issues.md"),
        (Role.OTHER, State.OTHER),
        (1, 1.0, True, None, "", "\ud800", 1 << 80),
        ((), ((),), ("a", ("a",), ("a",))),
        (date(2026, 3, 1), datetime.fromisoformat("2026-03-01T09:00"), datetime(2026, 3, 1, 9, tzinfo=UTC)),
    ],
    ids=["plan", "notepad", "equal members", "atoms", "tuples", "moments"],
)
def test_what_is_packed_comes_back(value: object) -> None:
    again = unpack(marshal.loads(marshal.dumps(pack(value))))  # noqa: S302 - our own bytes
    assert again == value
    assert repr(again) == repr(value), "equal values of two classes are not the same"


@pytest.mark.parametrize("value", [{}, [1], {1}, object(), Path(), (Source, "x")])
def test_other_kinds_are_refused(value: object) -> None:
    with pytest.raises(PackingError):
        pack(value)


def test_equal_parts_are_kept_once() -> None:
    source = Source(path="a" * 100, line=1)
    other = Source(path="".join(["a"] * 100), line=1)
    first, second = unpack(marshal.loads(marshal.dumps(pack((source, other)))))  # noqa: S302 - our own bytes
    assert first is second


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 40)
    | st.text(max_size=3)
    | st.binary(max_size=3)
    | st.floats(),
    lambda parts: st.lists(parts, max_size=5).map(tuple) | st.lists(parts, max_size=3),
    max_leaves=20,
)


@given(PLAIN)
def test_any_plain_data_is_a_value_or_an_error(data: object) -> None:
    try:
        value = unpack(data)
    except PackingError:
        return
    if type(data) is tuple:
        assert type(value) in {tuple, date, datetime, *CLASSES}
