"""What agents wrote down beside a plan."""

from datetime import date, datetime

from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding
from sisyphus.model.members import StrEnum


class EntryState(StrEnum):
    """Whether an entry still waits for somebody."""

    OPEN = "open"
    CLOSED = "closed"
    NOTE = "note"
    """It never was a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A named piece of an entry, such as Context, Choice, Problem or Solution."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One heading of a notepad with its text."""

    title: str
    """The heading, markup kept, without its date and task stamp where those stand in front."""
    line: int
    end_line: int
    written_at: datetime | date | None
    """As the author stamped it; `None` when there is no stamp."""
    task: str | None
    """Label of the task that the heading names."""
    state: EntryState
    status_text: str | None
    """The words that made `state` what it is, e.g. `BLOCKED - Requires user action`."""
    parts: tuple[Part, ...]
    text: str
    """The entry's body, without its heading."""
    asks: bool = False
    """Whether it is open because work stands still, for whatever reason, and not merely unsolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitMention:
    """A commit id that a report names."""

    sha: str
    """As written, in lower case; seven digits or more."""
    line: int
    text: str
    """The line on which it stands."""
    heading: str
    """The nearest heading above it; empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notepad:
    """One Markdown file in a plan's notepad folder."""

    kind: str
    """One of the known kinds (parse/notepads/names.py), else the file's stem in lower case."""
    path: str
    is_report: bool
    """A report that an agent made (FINAL_STATUS, SUMMARY …): listed, never read as state."""
    title: str | None
    purpose: str | None
    """The first sentence below the title."""
    entries: tuple[Entry, ...]
    """In file order; none for a file that only holds its scaffold, or for a report."""
    findings: tuple[Finding, ...] = ()
    commits: tuple[CommitMention, ...] = ()
    """Of a report; what other notepads name stands in their entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostEntries:
    """Entries of an append-only notepad that a commit has and the file has no more."""

    path: str
    """Of the notepad, relative to the workspace root."""
    titles: tuple[str, ...]
    """Their headings as written, or first lines where there is no heading."""
    commit: str
    """The newest commit that still has the first of them."""
    command: str
    """Prints the notepad as that commit has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEntry:
    """One entry among those of several notepads."""

    plan: str
    """Name of the plan, or of the notepad folder where no plan has that name."""
    kind: str
    path: str
    moment: datetime | None
    """UTC, for the order: the entry's own stamp, else the last stamp above it in its file; `None` without."""
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class NotepadStatus:
    """One notepad in a list: how many entries it has, and how many of them still wait for somebody."""

    kind: str
    path: str
    entries: int
    open: int
    is_report: bool
    purpose: str | None
