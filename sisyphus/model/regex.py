"""Regular expressions that are compiled when they are first used.

Compiling one takes the standard library a quarter of a millisecond, and a long one two. A small answer uses
few of the hundred that its modules hold. `regex` stands where `re.compile` would, in modules of that way.
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

    class regex:  # noqa: N801 - called as `re.compile` is
        """A pattern with what `re.Pattern` has, from the first look at any of it."""

        def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
            self._given = (pattern, flags)

        def __getattr__(self, name: str) -> object:
            """Compile, and put its methods here: nothing comes between after that. Raises re.error."""
            if name not in _FACTS:
                raise AttributeError(name)
            compiled = re.compile(*self._given)
            self.__dict__.update((fact, getattr(compiled, fact)) for fact in _FACTS)
            return self.__dict__[name]
