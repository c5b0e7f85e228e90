"""Regular expressions that are compiled when they are first used.

Compiling one takes the standard library a quarter of a millisecond, and a long one two. A small answer uses
few of the hundreds that its modules hold. `regex` stands where `re.compile` would, in modules that every
status imports and in tables of many patterns. A call through it costs a tenth of a microsecond more: it has
no place in the innermost loops of the parser.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import compile as regex  # for those who check types it is the same

    __all__ = ["regex"]
else:
    import re

    _FACTS = (
        *("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"),
        *("pattern", "flags", "groups", "groupindex"),
    )

    class _Compiled:
        """What `re.Pattern` has, put here so that nothing comes between."""

        __slots__ = ("_given", *_FACTS)

    class regex(_Compiled):  # noqa: N801 - called as `re.compile` is
        """A pattern that becomes a compiled one at the first look at any of it."""

        __slots__ = ()

        def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
            self._given = (pattern, flags)

        def __getattr__(self, name: str) -> object:
            """Compile, and leave this class: without it a look is plain. Raises re.error."""
            if name not in _FACTS:
                raise AttributeError(name)
            compiled = re.compile(*self._given)
            for fact in _FACTS:
                setattr(self, fact, getattr(compiled, fact))
            self.__class__ = _Compiled
            return getattr(self, name)
