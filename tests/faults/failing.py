"""Makes the machine fail at a chosen moment: the Nth call of one function of the operating system."""

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

SHORT = 0
"""A write that takes only half of what it is given, as when the disk fills up meanwhile."""

FAULTS: dict[str, tuple[int, ...]] = {
    "open": (errno.EACCES, errno.EIO, errno.ENOSPC, errno.EMFILE),
    "write": (errno.ENOSPC, SHORT, errno.EIO),
    "fsync": (errno.EIO, errno.ENOSPC),
    "replace": (errno.EIO, errno.ENOSPC, errno.EACCES),
    "rename": (errno.EIO, errno.ENOSPC),
    "flock": (errno.ENOLCK, errno.EIO),
    "mkdir": (errno.ENOSPC, errno.EACCES, errno.EROFS),
    "ftruncate": (errno.EIO,),
}
"""Each function that is made to fail, with the ways in which it does."""


@dataclass(slots=True)
class Trap:
    """What has come of a fault."""

    calls: int = 0
    met: bool = False
    """Whether the call that fails was reached."""
    words: list[str] = field(default_factory=list)
    """What the failing calls were given."""


@contextmanager
def failing(kind: str, nth: int, fault: int, *, lasting: bool = False) -> Iterator[Trap]:
    """Let the `nth` call of `os.<kind>` (or `fcntl.flock`) fail, and with `lasting` all after it."""
    trap = Trap()
    module: Any = fcntl if kind == "flock" else os
    real: Callable[..., Any] = getattr(module, kind)

    def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - stands in for functions of many shapes
        trap.calls += 1
        if trap.calls != nth and not (lasting and trap.calls > nth):
            return real(*arguments, **options)
        trap.met = True
        trap.words.append(f"{kind}{arguments!r:.120}")
        if fault == SHORT:
            half = bytes(arguments[1])[: len(arguments[1]) // 2]
            return real(arguments[0], half) if half else real(*arguments)
        raise OSError(fault, os.strerror(fault))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, kind, call)
        yield trap
