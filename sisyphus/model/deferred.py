"""Dataclasses whose methods are made when they are first needed.

The standard library writes and compiles half a dozen methods for each dataclass, half a millisecond in all.
The house has more than a hundred of them, of which a small answer uses few, a few times each: they took a
third of its time. Here a class has its slots at once, and its first instances are filled without compiling
anything. All else is the standard library's own work, done on first need.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - for those who check types it is the same
else:
    import dataclasses
    from collections.abc import Callable, Iterable
    from typing import Any

    _FEW = 30
    """Instances that are filled by a loop before compiling `__init__` pays."""
    _METHODS = ("__repr__", "__eq__", "__hash__")
    _FACTS = ("__dataclass_fields__", "__dataclass_params__")
    _OF_PLAIN_CLASSES = frozenset({"__dict__", "__weakref__"})

    def dataclass(*, slots: bool, frozen: bool = False, kw_only: bool = False) -> Callable[[type], type]:
        """Make a class a dataclass, as `dataclasses.dataclass` does; all have slots and no bases."""
        if not slots:
            raise TypeError("only for dataclasses with slots")
        return lambda plain: _with_slots(plain, frozen=frozen, kw_only=kw_only)

    def _with_slots(plain: type, *, frozen: bool, kw_only: bool) -> type:
        space = {name: value for name, value in plain.__dict__.items() if name not in _OF_PLAIN_CLASSES}
        names = tuple(plain.__annotations__)
        defaults = {name: space.pop(name) for name in names if name in space}

        def complete() -> None:
            _complete(made, plain, frozen=frozen, kw_only=kw_only)

        made = type(
            plain.__name__,
            (),
            {
                **{name: _on_first_call(name, complete) for name in _METHODS},
                **space,
                **{name: _OnFirstLook(name, complete) for name in (*_FACTS, "__signature__")},
                "__slots__": names,
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
        space = {name: value for name, value in plain.__dict__.items() if name not in _OF_PLAIN_CLASSES}
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
        wanted = frozenset(names)
        makes = any(isinstance(value, dataclasses.Field) for value in defaults.values())
        left = 0 if makes else _FEW

        def __init__(self: object, *positional: object, **values: object) -> None:  # noqa: N807 - it is one
            nonlocal left
            left -= 1
            given = {**defaults, **dict(zip(names, positional, strict=False)), **values}
            whole = given.keys() == wanted and not (positional and (kw_only or values))
            if left < 0 or not whole or len(positional) > len(names):
                complete()
                type(self).__init__(self, *positional, **values)
            else:
                _fill(self, given.items())

        return __init__

    def _fill(made: object, values: Iterable[tuple[str, object]]) -> None:
        for name, value in values:
            object.__setattr__(made, name, value)

    def _refuse(_: object, name: str, *__: object) -> None:
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
