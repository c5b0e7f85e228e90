"""Deferred dataclasses are those of the standard library, made later."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, fields, is_dataclass, replace
from typing import Any

import pytest

from sisyphus.model import deferred
from sisyphus.model.check import Assertion, AssertionKind, Expectation
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.plan import State

ENOUGH = 200
"""Instances after which a class has been completed."""


def makers() -> list[Callable[..., Any]]:
    return [dataclasses.dataclass, deferred.dataclass]


def point(make: Callable[..., Any], **settings: bool) -> Any:  # noqa: ANN401 - a class
    @make(slots=True, **settings)
    class Point:
        """A place."""

        x: int
        y: int = 7
        names: tuple[str, ...] = ()

        @property
        def total(self) -> int:
            return self.x + self.y

    return Point


def outcome(act: Callable[[Any], object], of: Any) -> object:  # noqa: ANN401 - a class
    """What an act gives: its value, or the kind of its error."""
    try:
        return act(of)
    except (TypeError, AttributeError) as error:
        return type(error)


ACTS: dict[str, Callable[[Any], object]] = {
    "keywords": lambda c: [getattr(c(x=1, y=2), n) for n in ("x", "y", "names", "total")],
    "positions": lambda c: c(1, 2).y,
    "too many": lambda c: c(1, 2, (), 4),
    "twice": lambda c: c(1, x=2),
    "a default": lambda c: c(x=1).y,
    "missing": lambda c: c(y=1),
    "unknown": lambda c: c(x=1, z=2),
    "repr": lambda c: repr(c(x=1)).rpartition(".")[2],
    "equal": lambda c: c(x=1) == c(x=1),
    "unequal": lambda c: c(x=1) == c(x=2),
    "equal, often": lambda c: [c(x=1) == c(x=number) for number in range(ENOUGH)],
    "of another class": lambda c: c(x=1) == (1, 7, ()),
    "hash": lambda c: hash(c(x=1)) == hash(c(x=1)),
    "fields": lambda c: [(f.name, f.default, f.kw_only) for f in fields(c)],
    "of an instance": lambda c: [f.name for f in fields(c(x=1))],
    "known": lambda c: (is_dataclass(c), is_dataclass(c(x=1))),
    "replace": lambda c: replace(c(x=1), y=3).y,
    "replace, ours": lambda c: deferred.replace(c(x=1), y=3).y,
    "replace nothing, ours": lambda c: deferred.replace(c(x=1)).x,
    "replace another, ours": lambda c: deferred.replace(c(x=1), z=3),
    "asdict": lambda c: asdict(c(x=1)),
    "signature": lambda c: str(inspect.signature(c)),
    "slots": lambda c: c.__slots__,
    "match": lambda c: c.__match_args__,
    "doc": lambda c: (c.__doc__, c.__module__, c.__qualname__.rpartition(".")[2]),
    "copy": lambda c: copy.copy(c(x=4)).x,
    "deep copy": lambda c: copy.deepcopy(c(x=4, names=("a",))).names,
    "set": lambda c: setattr(c(x=1), "x", 2),
    "delete": lambda c: delattr(c(x=1), "x"),
}


@pytest.mark.parametrize("warm", [False, True], ids=["first", "after many"])
@pytest.mark.parametrize("kw_only", [False, True], ids=["", "kw_only"])
@pytest.mark.parametrize("frozen", [False, True], ids=["", "frozen"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_the_same_as_the_standard_library(
    act: Callable[[Any], object],
    frozen: bool,  # noqa: FBT001 - a parameter of the test
    kw_only: bool,  # noqa: FBT001 - same
    warm: bool,  # noqa: FBT001 - same
) -> None:
    classes = [point(make, frozen=frozen, kw_only=kw_only) for make in makers()]
    for each in classes if warm else ():
        for number in range(ENOUGH):
            each(x=number)
    theirs, ours = (outcome(act, each) for each in classes)
    assert ours == theirs


def test_a_default_that_is_made_is_made_for_each() -> None:
    @deferred.dataclass(slots=True)
    class Bag:
        things: list[int] = deferred.field(default_factory=list)

    first, second = Bag(), Bag()
    first.things.append(1)
    assert second.things == []


def test_values_of_the_model_are_kept_and_sent() -> None:
    found = Finding(rule="a", severity=Severity.INFO, message="b", source=Source(path="c", line=1))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
    assert {found: State.DONE}[copy.copy(found)] is State.DONE
    with pytest.raises(FrozenInstanceError):
        found.rule = "other"  # type: ignore[misc] # that is the point
    with pytest.raises(AttributeError):
        found.other = "one"  # type: ignore[attr-defined] # same


def test_classes_without_slots_are_refused() -> None:
    make: Any = deferred.dataclass
    with pytest.raises(TypeError, match="slots"):
        make(slots=False)


@pytest.mark.parametrize("number", [1, ENOUGH])
def test_described_fields_and_what_comes_after_them(number: int) -> None:
    @deferred.dataclass(slots=True)
    class Range:
        first: int
        things: list[int] = deferred.field(default_factory=list)
        last: int = deferred.field(init=False)
        seen: list[int] = deferred.field(default_factory=list, init=False)

        def __post_init__(self) -> None:
            self.last = self.first + len(self.things)

    made = [Range(each, [each]) for each in range(number)][-1]
    assert (made.first, made.things, made.last, made.seen) == (number - 1, [number - 1], number, [])
    assert Range(1).things == []
    for wrong in ({"first": 1, "seen": []}, {"first": 1, "last": 2}):
        with pytest.raises(TypeError):
            Range(**wrong)
    assert deferred.replace(Range(1), first=5).last == 5


def test_names_and_values_of_what_is_in_it() -> None:
    found = Finding(rule="a", severity=Severity.INFO, message="b", source=Source(path="c", line=1))
    assert list(deferred.names_of(found)) == [f.name for f in fields(found)]
    assert deferred.names_of("text") == ()
    assert deferred.asdict(found) == asdict(found)
    check = Expectation(text="a", assertions=(Assertion(kind=AssertionKind.EXIT_CODE),), understood=True)
    assert deferred.asdict(check) == asdict(check)
    with pytest.raises(TypeError):
        deferred.asdict("text")  # type: ignore[call-overload] # that is the point


def test_fields_of_the_standard_library_are_refused() -> None:
    with pytest.raises(TypeError, match="field"):

        @deferred.dataclass(slots=True)
        class Bag:
            things: list[int] = dataclasses.field(default_factory=list)
