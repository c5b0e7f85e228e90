"""A cheap look before a dear one: whether a text holds any of some pieces."""

from collections.abc import Iterable


def holds_any(text: str, pieces: Iterable[str]) -> bool:
    """Whether one of the pieces stands in a text."""
    for piece in pieces:  # noqa: SIM110 - a generator costs more than what it asks
        if piece in text:
            return True
    return False
