"""Enumerations whose members cost no more to name than any other attribute of a class.

In Python 3.11 the metaclass of enumerations has a `__getattr__`, and so each `State.DONE` costs as much as a
call of a function: 2.5 % of the time that parsing a plan takes. Later versions of Python do without it.
"""

import enum
from enum import auto
from typing import TYPE_CHECKING

__all__ = ["Enum", "StrEnum", "auto"]

if TYPE_CHECKING or not hasattr(enum.EnumType, "__getattr__"):
    _Members = enum.EnumType
else:

    class _Members(enum.EnumType):
        """Looks into the class itself first, where the members are; for all else as usual.

        What is found there is not bound, so that an enumeration cannot have class methods of its own.
        """

        __getattribute__ = object.__getattribute__

        def __init__(cls, name: str, bases: tuple[type, ...], space: dict[str, object]) -> None:
            """Refuse what would not work."""
            if any(isinstance(value, classmethod) for value in space.values()):
                raise TypeError(f"{name}: an enumeration has no class methods here")
            type.__init__(cls, name, bases, space)

        def __getattr__(cls, name: str) -> object:
            """Return what a base class holds, bound as usual."""
            return type.__getattribute__(cls, name)


class Enum(enum.Enum, metaclass=_Members):
    """An enumeration."""

    __hash__ = (
        object.__hash__
    )  # the standard library's own is Python code, and members are keys of many tables


class StrEnum(enum.StrEnum, metaclass=_Members):
    """An enumeration of words."""
