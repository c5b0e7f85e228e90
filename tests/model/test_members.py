"""Enumerations behave as those of the standard library do, and cost less to name."""

import copy
import enum
import pickle
import sys

import pytest

from sisyphus.model.members import Enum
from sisyphus.model.plan import State
from sisyphus.parse.block import Kind

IN_3_11 = pytest.mark.skipif(sys.version_info >= (3, 12), reason="the standard library needs no help there")


def test_members_are_found_by_name_by_value_and_in_order() -> None:
    assert State.DONE is State("done") is State["DONE"]
    assert [state.name for state in State][:2] == ["OPEN", "DONE"]
    assert list(State.__members__) == [state.name for state in State]
    assert isinstance(State.DONE, enum.StrEnum)
    assert isinstance(Kind.ITEM, enum.Enum)
    assert Kind.ITEM in Kind


def test_there_are_no_others() -> None:
    with pytest.raises(AttributeError, match="FINISHED"):
        State.FINISHED  # type: ignore[attr-defined] # noqa: B018 - that is what is tested
    with pytest.raises(ValueError, match="finished"):
        State("finished")
    with pytest.raises(AttributeError, match="reassign"):
        State.DONE = State.OPEN  # type: ignore[misc]


def test_what_the_bases_hold_is_bound_to_the_class() -> None:
    assert Kind.mro()[1] is Enum
    assert Kind.__name__ == "Kind"
    assert State("open").upper() == "OPEN"


@IN_3_11
def test_class_methods_are_refused() -> None:
    with pytest.raises(TypeError, match="no class methods"):

        class Colour(Enum):
            RED = 1

            @classmethod
            def first(cls) -> "Colour":
                return cls.RED


def test_members_are_the_same_after_a_copy() -> None:
    for member in (State.DONE, Kind.ITEM):
        assert copy.deepcopy(member) is member
        assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - its own bytes


@IN_3_11
def test_a_member_is_found_without_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise AssertionError("asked the slow way")

    monkeypatch.setattr(type(State), "__getattr__", refuse)
    assert State.DONE.value == "done"
    assert Kind.ITEM in Kind
