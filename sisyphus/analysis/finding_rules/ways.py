"""Ways from one task to another along what they wait for."""

from collections.abc import Collection, Mapping

_MOST_STEPS = 2000
"""Tasks that are looked at to find a way."""


def reaches(graph: Mapping[str, Collection[str]], start: str, goal: str) -> bool:
    """Whether a way leads from one task to another, or back to itself.

    A way that is too long to follow counts as one.
    """
    seen = {start}
    waiting = [start]
    while waiting:
        if len(seen) > _MOST_STEPS:
            return True
        for key in graph.get(waiting.pop(), ()):
            if key == goal:
                return True
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return False
