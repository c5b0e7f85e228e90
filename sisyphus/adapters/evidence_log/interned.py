"""Equal values held once: what a long file says time and again takes no memory of its own."""

from functools import lru_cache
from typing import TypeVar, cast

T = TypeVar("T")


def shared(value: T) -> T:
    """Return the first of equal values, of which the last thousand are remembered."""
    return cast("T", _first(value))


@lru_cache(maxsize=1024)
def _first(value: object) -> object:
    return value
