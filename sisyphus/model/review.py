"""What stands for a plan's proof besides checks: files that it names, and verdicts of its reviews."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file or folder that a plan names as evidence, as it was found. That proves nothing but itself."""

    path: str
    """As the plan names it."""
    found: str | None
    """Where it is: relative to the root, or absolute in another work tree. `None` when it is not there."""
    size: int = 0
    """Bytes; of a folder, those of the files in it."""
    modified_at: datetime | None = None
    """UTC; of a folder, that of the newest file in it."""
    is_folder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a review said of one task, as an agent wrote it down."""

    label: str
    """As written: `F2`."""
    approved: bool
    text: str
    """The line, or the words, that say so."""
    at: datetime | None
    """When it was given, as far as its place tells; UTC."""
    source: Source


class Others(NamedTuple):
    """Other plans that name a file: the first few, and how many there are besides."""

    names: tuple[str, ...]
    more: int

    def __str__(self) -> str:
        plans = "plan" if self.names[1:] == () and not self.more else "plans"
        return f"{plans} {', '.join(self.names)}" + (f" and {self.more} more" if self.more else "")


_MOST_NAMES = 3


def others_among(names: Sequence[str], own: str) -> Others | None:
    """Return who else is among the plans that name a file, each there once; `None` when nobody is.

    The cost does not grow with them: thousands of plans may name one file, and each is asked.
    """
    few = [name for name in names[: _MOST_NAMES + 1] if name != own][:_MOST_NAMES]
    return Others(tuple(few), len(names) - 1 - len(few)) if few else None
