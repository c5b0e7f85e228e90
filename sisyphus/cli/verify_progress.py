"""What runs right now, on a terminal: a line a running check, and a bar for the whole. It goes away again."""

import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from sisyphus.model.check import Check
from sisyphus.render.terminal import fit, safe

if TYPE_CHECKING:
    from rich.live import Live
    from rich.text import Text

_PER_SECOND = 8
_MOST_LINES = 8
"""Running checks that are shown; the others are a number."""
_BAR = 24
_MINUTE = 60


class Progress:
    """The live lines. Threads may tell it of output; it draws at a steady pace, not per line of output."""

    def __init__(self, total: int, width: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.total, self.width, self.clock = total, width, clock
        self.bad = 0
        self._over: set[str] = set()
        self.stopping = False
        """Whether what runs is being ended."""
        self.began = clock()
        self._running: dict[str, tuple[Check, float, str]] = {}
        self._turn = threading.Lock()
        self._live: Live | None = None

    def start(self) -> None:
        """Begin to draw."""
        from rich.console import Console  # noqa: PLC0415 - start-up: only a terminal needs it
        from rich.live import Live  # noqa: PLC0415 - same

        console = Console(file=sys.stderr, width=self.width, highlight=False, emoji=False, markup=False)
        self._live = Live(
            get_renderable=self._draw,
            console=console,
            refresh_per_second=_PER_SECOND,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live.start()

    def stop(self) -> None:
        """Take the lines away, so that others can be written where they stood."""
        live, self._live = self._live, None
        if live:
            live.stop()

    def heard(self, check: Check, latest: str) -> None:
        """Take note of a running check and its latest line of output; an empty one says that it began."""
        with self._turn:
            began = self._running[check.id][1] if check.id in self._running else self.clock()
            before = self._running[check.id][2] if check.id in self._running else ""
            self._running[check.id] = (check, began, latest.strip() or before)

    def over(self, check: Check) -> None:
        """Take a check off the lines that has ended; what it showed is told in its turn."""
        with self._turn:
            self._running.pop(check.id, None)
            self._over.add(check.id)

    def ended(self, check: Check, *, well: bool) -> None:
        """Count what became of a check."""
        self.over(check)
        with self._turn:
            self.bad += not well

    def lines(self) -> list[str]:
        """Return what stands on the terminal now, each line within the width."""
        with self._turn:
            running, done, bad = list(self._running.values()), len(self._over), self.bad
        now = self.clock()
        rows = [self._row(check, now - began, latest) for check, began, latest in running[:_MOST_LINES]]
        if len(running) > _MOST_LINES:
            rows.append(f"         and {len(running) - _MOST_LINES} more")
        filled = _BAR * min(done, self.total) // max(self.total, 1)
        failed = f", {bad} not passed" if bad else ""
        bar = f"[{'#' * filled}{'.' * (_BAR - filled)}]"
        rows.append(f"{_clock(now - self.began)}  {bar} {done} of {self.total}{failed}")
        if self.stopping:
            rows.append("         ending what runs; Ctrl-C again kills it at once")
        return [fit(row, self.width - 1).rstrip() for row in rows]

    def _row(self, check: Check, seconds: float, latest: str) -> str:
        command = " ".join(check.command.split())
        room = max((self.width - 12) // 2, 12)
        said = f"  {safe(latest)}" if latest else ""
        return f"{_clock(seconds)}  {fit(safe(command), room).rstrip() if said else safe(command)}{said}"

    def _draw(self) -> "Text":
        from rich.text import Text  # noqa: PLC0415 - start-up: only a terminal needs it

        return Text("\n".join(self.lines()), no_wrap=True, overflow="crop")


def _clock(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:5.0f} s"
    return f"{seconds // _MINUTE:3.0f}:{seconds % _MINUTE:02.0f}"
