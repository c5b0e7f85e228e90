"""Dataclasses whose methods are made when they are first needed.

The standard library writes and compiles half a dozen methods for each dataclass, half a millisecond in all.
The house has more than a hundred of them, of which a small answer uses few, a few times each: they took a
third of its time. Here a class has its slots at once, and its first instances are filled and replaced without
compiling anything. All else is the standard library's own work, done on first need: until then its module is
not imported either, which costs as much as a dozen of our own.
"""

from typing import TYPE_CHECKING

__all__ = ["asdict", "dataclass", "field", "names_of", "replace"]


def names_of(value: object) -> tuple[str, ...]:
    """Return the names of an instance's fields; none for what is no dataclass of this module."""
    names: tuple[str, ...] = type(value).__dict__.get("__field_names__", ())
    return names


if TYPE_CHECKING:
    from dataclasses import asdict, dataclass, field, replace  # for those who check types they are the same
else:
    from collections.abc import Callable, Iterable
    from typing import Any, NamedTuple

    _FEW = 30
    """Instances that are filled or compared by a loop before compiling pays."""
    _METHODS = ("__repr__", "__eq__", "__hash__")
    _FACTS = ("__dataclass_fields__", "__dataclass_params__")
    _OF_PLAIN_CLASSES = frozenset({"__dict__", "__weakref__"})

    class _Described(NamedTuple):
        """A field that `field` describes."""

        default_factory: Callable[[], object] | None
        init: bool

    def field(*, default_factory: Callable[[], object] | None = None, init: bool = True) -> _Described:
        """Describe a field, as `dataclasses.field` does."""
        return _Described(default_factory, init)

    def replace(instance: object, **changes: object) -> object:
        """Return an instance with other values, as `dataclasses.replace` does."""
        kind, names = type(instance), names_of(instance)
        values = {name: getattr(instance, name) for name in names} | changes
        if not names or len(values) > len(names) or hasattr(kind, "__post_init__"):
            import dataclasses  # noqa: PLC0415 - start-up: it does the rest, and says what is wrong

            return dataclasses.replace(instance, **changes)
        made = object.__new__(kind)
        for name, value in values.items():
            _set(made, name, value)
        return made

    _set = object.__setattr__

    def asdict(instance: object) -> dict[str, object]:
        """Return the fields of an instance, and of instances in it, by name, as `dataclasses.asdict` does."""
        if not names_of(instance):
            raise TypeError("only for instances of dataclasses of this module")
        return {name: _plain(getattr(instance, name)) for name in names_of(instance)}

    def _plain(value: object) -> object:
        if names_of(value):
            return asdict(value)
        if type(value) in {tuple, list}:
            return type(value)(map(_plain, value))
        return {_plain(k): _plain(v) for k, v in value.items()} if type(value) is dict else value

    def dataclass(*, slots: bool, frozen: bool = False, kw_only: bool = False) -> Callable[[type], type]:
        """Make a class a dataclass, as `dataclasses.dataclass` does; all have slots and no bases."""
        if not slots:
            raise TypeError("only for dataclasses with slots")
        return lambda plain: _with_slots(plain, frozen=frozen, kw_only=kw_only)

    def _with_slots(plain: type, *, frozen: bool, kw_only: bool) -> type:
        space = {name: value for name, value in plain.__dict__.items() if name not in _OF_PLAIN_CLASSES}
        names = tuple(plain.__annotations__)
        defaults = {name: space.pop(name) for name in names if name in space}
        if any(type(value).__module__ == "dataclasses" for value in defaults.values()):
            raise TypeError("a field is described by the `field` of this module")

        def complete() -> None:
            _complete(made, plain, frozen=frozen, kw_only=kw_only)

        made = type(
            plain.__name__,
            (),
            {
                **{name: _on_first_call(name, complete) for name in _METHODS},
                "__eq__": _first_eq(names, complete),
                **space,
                **{name: _OnFirstLook(name, complete) for name in (*_FACTS, "__signature__")},
                "__slots__": names,
                "__field_names__": names,
                "__match_args__": () if kw_only else names,
                "__init__": _first_init(names, defaults, complete, kw_only=kw_only),
                **(_frozen(names) if frozen else {}),
            },
        )
        return made

    def _frozen(names: tuple[str, ...]) -> dict[str, Callable[..., object]]:
        """Return what keeps instances as they are, and lets them be copied all the same."""
        return {
            "__setattr__": _refuse,
            "__delattr__": _refuse,
            "__getstate__": lambda self: [getattr(self, name) for name in names],
            "__setstate__": lambda self, state: _fill(self, zip(names, state, strict=True)),
        }

    def _complete(made: type, plain: type, *, frozen: bool, kw_only: bool) -> None:
        """Give a class what the standard library makes for one of the same body."""
        import dataclasses  # noqa: PLC0415 - start-up: see above

        space = {name: value for name, value in plain.__dict__.items() if name not in _OF_PLAIN_CLASSES}
        for name, value in space.items():
            if isinstance(value, _Described):
                made_by = {"default_factory": value.default_factory} if value.default_factory else {}
                space[name] = dataclasses.field(init=value.init, **made_by)
        # On a body of its own each time: two threads may come here at once.
        whole = dataclasses.dataclass(frozen=frozen, kw_only=kw_only)(type(plain.__name__, (), space))
        for name in ("__init__", *_FACTS, *(name for name in _METHODS if name not in space)):
            setattr(made, name, whole.__dict__[name])
        if isinstance(made.__dict__.get("__signature__"), _OnFirstLook):
            del made.__signature__

    def _first_init(
        names: tuple[str, ...], defaults: dict[str, Any], complete: Callable[[], None], *, kw_only: bool
    ) -> Callable[..., None]:
        """Return an `__init__` that fills a few instances itself, and leaves all else to the real one."""
        described = {name: value for name, value in defaults.items() if isinstance(value, _Described)}
        plain = {name: value for name, value in defaults.items() if name not in described}
        made = {name: value.default_factory for name, value in described.items() if value.default_factory}
        taken = tuple(name for name in names if name not in described or described[name].init)
        wanted = frozenset(taken)
        left = _FEW

        def __init__(self: object, *positional: object, **values: object) -> None:  # noqa: N807 - it is one
            nonlocal left
            left -= 1
            given = {**plain, **dict(zip(taken, positional, strict=False)), **values}
            lacking = made.keys() - given.keys()
            whole = given.keys() | (lacking & wanted) == wanted
            mixed = positional and (kw_only or values or len(positional) > len(taken))
            if left < 0 or not whole or mixed:
                complete()
                type(self).__init__(self, *positional, **values)
                return
            _fill(self, given.items())
            _fill(self, ((name, made[name]()) for name in lacking))
            if hasattr(self, "__post_init__"):
                self.__post_init__()

        return __init__

    def _first_eq(names: tuple[str, ...], complete: Callable[[], None]) -> Callable[..., object]:
        """Return an `__eq__` that compares a few instances itself, and leaves all else to the real one."""
        left = _FEW

        def __eq__(self: object, other: object) -> object:  # noqa: N807 - it is one
            nonlocal left
            left -= 1
            if left < 0:
                complete()
                return type(self).__eq__(self, other)
            if type(other) is not type(self):
                return NotImplemented
            return [getattr(self, name) for name in names] == [getattr(other, name) for name in names]

        return __eq__

    def _fill(made: object, values: Iterable[tuple[str, object]]) -> None:
        for name, value in values:
            _set(made, name, value)

    def _refuse(_: object, name: str, *__: object) -> None:
        import dataclasses  # noqa: PLC0415 - start-up: see above

        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _on_first_call(name: str, complete: Callable[[], None]) -> Callable[..., object]:
        def method(self: object, *others: object) -> object:
            complete()
            return getattr(type(self), name)(self, *others)

        return method

    class _OnFirstLook:
        """A fact of a dataclass that is there once somebody looks at it."""

        def __init__(self, name: str, complete: Callable[[], None]) -> None:
            self._name, self._complete = name, complete

        def __get__(self, _: object, owner: type) -> object:
            self._complete()
            return getattr(owner, self._name)
