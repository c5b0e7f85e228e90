"""Other copies of a plan, and copies that a review says it judged."""

from datetime import datetime

from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Source
from sisyphus.model.judgement import Tally
from sisyphus.model.members import StrEnum
from sisyphus.model.plan import Plan


class CopyPlace(StrEnum):
    """Where a copy lies, seen from the one that is read."""

    STATE_FOLDER = "state_folder"
    """In the older state folder of the same root."""
    WORK = "work"
    """In the work tree that the plan's work names."""
    MAIN = "main"
    """In the main work tree, seen from the one that the plan's work names."""
    WORKTREE = "worktree"
    """In another work tree of the repository."""
    ROOT = "root"
    """In the state folder of a folder further up or further down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCopy:
    """A file of the same name in another state folder. It is never read instead of the plan itself."""

    path: str
    """Relative to the root for what lies in it, else absolute."""
    root: str
    """Absolute folder that holds its state folder: where `-C` would read it."""
    place: CopyPlace
    modified_at: datetime | None
    """UTC; `None` when the file system does not say."""
    sha256: str | None
    """Of its bytes; `None` when it cannot be read."""
    plan: Plan | None
    """Parsed where its bytes differ from those of the plan, else `None`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyStatus:
    """Another copy of a plan, beside the one that counts."""

    path: str
    place: CopyPlace
    same: bool
    """Whether its bytes are those of the plan."""
    sha256: str | None
    """`None` when it cannot be read."""
    modified_at: datetime | None
    task: Tally | None
    """`None` when it cannot be read."""
    final_wave: Tally | None
    command: str
    """Shows that copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A review that writes down the hash of the plan that it judged."""

    by: str
    """The reviewer where the text names one, else `a review`."""
    sha256: str
    """Of the whole plan file, 64 hexadecimal digits in lower case."""
    source: Source
