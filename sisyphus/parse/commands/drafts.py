"""Commands as they are met, before their expectations are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sisyphus.model.check import Origin
from sisyphus.parse.commands.looks import Looks

CLAIM, BEHIND, ABOVE = "\x00", "\x01", "\x02"
"""Marks on words by where they stand: before a command in backticks, in a comment behind it or above it."""

RESULT_REACH = 10
"""Lines below a command in which its result may stand."""


@dataclass(slots=True)
class Draft:
    """One command in its place; the words about its result may follow later."""

    line: int
    last_line: int
    command: str
    looks: Looks
    origin: Origin
    task: str | None
    label: str | None
    shell: str = "bash"
    context: tuple[str, ...] = ()
    words: list[str] = field(default_factory=list)
    """What the plan says around it, in order; marked (`CLAIM` …) where it need not be about its result."""
    options: str | None = None
    """The exact form in braces that goes for its whole block."""
    told: bool = False
    """Whether a comment on its line or above it says what it shows: one below is about the next command."""
    closed: bool = False
    """Whether nothing that follows is about it any more."""


@dataclass(slots=True)
class Trail:
    """The commands met so far in one plan, and those that a result line below may be about."""

    drafts: list[Draft] = field(default_factory=list)
    group: int = 0
    first_of_group: int = 0
    context: list[str] = field(default_factory=list)
    """`cd`, exports and assignments among the steps of the scenario."""
    folder: str | None = None
    """Where the last step of the scenario has left the shell."""

    awaits: int = 0
    """The line that announces a result and does not give it: the next block may."""
    read_to: int = 0
    """The last line of a fence that reaches further than CommonMark says."""

    def enter(self, group: int) -> None:
        """Begin a new group where the place has changed."""
        if group != self.group:
            self.restart()
            self.group = group

    def restart(self) -> None:
        """Forget what came before: a new scenario."""
        self.first_of_group = len(self.drafts)
        self.context = []
        self.folder = None

    def met(self) -> Sequence[Draft]:
        """Return the commands of the group."""
        return self.drafts[self.first_of_group :]

    def last(self, line: int) -> Draft | None:
        """Return the command that a result on a line may be about."""
        if len(self.drafts) <= self.first_of_group:
            return None
        draft = self.drafts[-1]
        return draft if not draft.closed and line - draft.last_line <= RESULT_REACH else None
