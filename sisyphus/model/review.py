"""What stands for a plan's proof besides checks: files that it names, and verdicts of its reviews."""

from datetime import datetime

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
