"""Values of the model as plain data that `marshal` writes, and back.

Plain data cannot execute anything when it is read: what comes back is made of the classes that are listed
here, and of nothing else. A value packs to itself where `marshal` knows it; the others to a tuple that begins
with the number of their kind.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import Any

from sisyphus.model.check import Assertion, AssertionKind, Check, Expectation, Origin, WhyNot
from sisyphus.model.copies import Judged
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.judgement import Owner, Phase, Proof, Tally
from sisyphus.model.notepad import CommitMention, Entry, EntryState, Notepad, Part
from sisyphus.model.plan import (
    Aim,
    Box,
    Claim,
    CommitPlan,
    MatrixEntry,
    Plan,
    Reference,
    Role,
    Scenario,
    State,
    Task,
    Uncounted,
)
from sisyphus.model.review import Verdict
from sisyphus.model.status import DirtyCount, RepositoryStatus
from sisyphus.model.table import PlanRow, TableDocument, Waiting

CLASSES: tuple[type, ...] = (
    *(Source, Finding, Box, CommitPlan, Reference, Scenario, Task, Uncounted, Aim, Claim, Plan, MatrixEntry),
    *(Assertion, Expectation, Check, Part, Entry, CommitMention, Notepad, Judged, Verdict),
    *(TableDocument, RepositoryStatus, DirtyCount, PlanRow, Waiting, Tally, Proof),
)
"""What a cache may hold. The order is part of the form of a cache."""
ENUMS: tuple[type[Enum], ...] = (
    Role,
    State,
    Severity,
    Origin,
    WhyNot,
    AssertionKind,
    EntryState,
    Phase,
    Owner,
)

_TUPLE, _MOMENT, _DAY, _FIRST = 0, 1, 2, 3
_NOTHING: tuple[object, ...] = ()
_EMPTY = (_TUPLE,)
_ATOMS = frozenset({str, int, float, bool, type(None)})

_NUMBERS = {kind: number for number, kind in enumerate(CLASSES, start=_FIRST)}
_NAMES: dict[type, tuple[str, ...]] = {kind: kind.__dict__["__slots__"] for kind in CLASSES}
"""All have slots, one a field; asking for the fields themselves would make all that a dataclass has."""
_VALUES = {kind: attrgetter(*names) for kind, names in _NAMES.items()}
"""All have several fields, so that this gives a tuple of their values."""
_MEMBERS = {
    bytes((number, place)): member for number, kind in enumerate(ENUMS) for place, member in enumerate(kind)
}
# By class too: members of two of them are equal where their values are.
_CODES: dict[tuple[type, object], bytes] = {
    (type(member), member): code for code, member in reversed(_MEMBERS.items())
}


class PackingError(Exception):
    """Something that no cache may hold, or data that is no packed value."""


def pack(value: object) -> Any:  # noqa: ANN401 - what marshal takes
    """Return a value as plain data, equal parts of it once. Raises PackingError for one of another kind."""
    return _pack(value, {})


def _pack(value: object, known: dict[object, Any]) -> Any:  # noqa: ANN401 - as above
    kind = type(value)
    if kind is str:
        return known.setdefault(value, value)
    if kind in _ATOMS:
        return value
    if kind in _NUMBERS:
        made = (_NUMBERS[kind], *_pack_each(_VALUES[kind](value), known))
    elif kind is tuple:
        made = (_TUPLE, *_pack_each(value, known))  # type: ignore[arg-type] # a tuple, as just seen
    elif isinstance(value, Enum) and (kind, value) in _CODES:
        return _CODES[kind, value]
    elif isinstance(value, datetime):
        made = (_MOMENT, value.isoformat())
    elif isinstance(value, date):
        made = (_DAY, value.isoformat())
    else:
        raise PackingError(f"cannot be packed: {kind}")
    # By what it is made of, not by value: 1, 1.0 and True are equal, and no two of them are the same here.
    # Parts are made once themselves, and live as long as the whole that is known by them.
    return known.setdefault(tuple(map(id, made)), made)


def _pack_each(values: tuple[object, ...], known: dict[object, Any]) -> list[Any]:
    """Pack the parts of a value; most are texts and atoms, which need no call of their own."""
    return [
        known.setdefault(v, v)
        if (kind := type(v)) is str
        else v
        if kind in _ATOMS
        else _EMPTY
        if v is _NOTHING
        else _pack(v, known)
        for v in values
    ]


def unpack(data: object) -> Any:  # noqa: ANN401 - any value of the model
    """Return the value of plain data. Raises PackingError for what `pack` did not make."""
    try:
        if type(data) is tuple:
            return _unpack(data, {})
        return _MEMBERS[data] if type(data) is bytes else data
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise PackingError("no packed value") from error


def _unpack(data: tuple[Any, ...], known: dict[int, Any]) -> Any:  # noqa: ANN401 - as above
    """Return a value; what stands in several places of the data is made once, as it is never changed."""
    made = known.get(id(data))
    if made is not None:
        return made
    # The loop over all that a plan holds: kinds are told apart here, without a call for each value.
    values: list[Any] = [
        v
        if (kind := type(v)) is str or kind is int
        else _unpack(v, known)
        if kind is tuple
        else _MEMBERS[v]
        if kind is bytes
        else v
        for v in data
    ]
    number = data[0]
    if number == _TUPLE:
        made = tuple(values[1:])
    elif number >= _FIRST:
        made = _MAKERS[number - _FIRST](values)
    else:
        made = (datetime if number == _MOMENT else date).fromisoformat(values[1])
    known[id(data)] = made
    return made


def _maker(kind: type) -> Callable[[list[Any]], Any]:
    """Return what fills an instance, past `__init__`: its values were those of a whole one."""
    setters = [kind.__dict__[name].__set__ for name in _NAMES[kind]]
    wanted = len(setters) + 1

    def make(values: list[Any]) -> Any:  # noqa: ANN401 - an instance of `kind`
        if len(values) != wanted:
            raise PackingError(f"not a {kind.__name__}")
        made: Any = object.__new__(kind)
        for at, put in enumerate(setters, start=1):
            put(made, values[at])
        return made

    return make


_MAKERS = tuple(_maker(kind) for kind in CLASSES)
