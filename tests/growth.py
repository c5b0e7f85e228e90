"""How much work a call is, told without a clock."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import TraceFunction

WORST = 2.6
"""Twice the input may cost a little more than twice the work: caches fill, and there is a fixed part."""


def forget() -> None:
    """Empty what is remembered of texts read before, which would make the second reading cheap."""
    for name, module in list(sys.modules.items()):
        if name.startswith("sisyphus."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and not isinstance(value, type):
                    value.cache_clear()


def lines_run(call: Callable[[], object]) -> int:
    """Count the lines of Python that a call runs: a measure that no busy machine changes."""
    steps = 0

    def step(_frame: FrameType, event: str, _argument: object) -> "TraceFunction":
        nonlocal steps
        steps += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        call()
    finally:
        sys.settrace(before)
    return steps
