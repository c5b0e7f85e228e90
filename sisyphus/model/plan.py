"""What a plan file says: its tasks, its boxes and their parts."""

from sisyphus.model.check import Check
from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Finding
from sisyphus.model.members import StrEnum
from sisyphus.model.repository import STATE_FOLDERS
from sisyphus.model.shell_word import path_word, shell_word


class Role(StrEnum):
    """What a box stands for. Roles are counted apart and never summed into the headline."""

    TASK = "task"
    FINAL_WAVE = "final_wave"
    ACCEPTANCE = "acceptance"
    DEFINITION_OF_DONE = "definition_of_done"
    DELIVERABLE = "deliverable"
    CHECKLIST = "checklist"
    OTHER = "other"


HEADLINE_ROLES = (Role.TASK, Role.FINAL_WAVE)
"""The roles that make up the headline figure."""


class State(StrEnum):
    """What a box's marker says."""

    OPEN = "open"
    DONE = "done"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"
    IN_PROGRESS = "in_progress"
    OTHER = "other"


MARKERS = {
    " ": State.OPEN,
    "x": State.DONE,
    "X": State.DONE,
    "~": State.BLOCKED,
    "-": State.CANCELLED,
    "N/A": State.CANCELLED,
    "/": State.IN_PROGRESS,
}
"""State by marker, as it stands between the brackets; any other single character is OTHER."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One checkbox: a task-list item, or a box in a heading or a table row."""

    line: int
    marker: str
    """The character (or `N/A`) between the brackets; the symbol itself for ☐ ✅ and the like."""
    state: State
    role: Role
    text: str
    """The text behind the box, first line only, markup kept."""
    task: str | None
    """Key of the task that the box belongs to (its own key for a task's box); `None` outside tasks."""
    outermost: bool
    """Whether it is an item of an outermost list, outside any quote."""
    in_list: bool
    """Whether it is a list item, which is what GitHub renders as a box; headings and table rows are not."""
    recovered: bool = False
    """Whether a broken fence hides it from CommonMark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitPlan:
    """What the plan says about committing one task."""

    wanted: bool | None = None
    """`None` when the plan does not say."""
    message: str | None = None
    files: tuple[str, ...] = ()
    with_tasks: tuple[str, ...] = ()
    """Labels of the tasks whose commit carries this one's change ("groups with N")."""
    pre_commit: str | None = None
    """The command that the plan wants run before the commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A path that a task names, with its lines where given."""

    path: str
    first_line: int | None = None
    last_line: int | None = None
    source_line: int = 0
    """Line of the plan on which it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One QA scenario of a task, as the author wrote it. Its commands are also checks of the plan."""

    title: str
    """Empty when it has none."""
    line: int
    tool: str | None = None
    preconditions: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    """Without bullets and numbers."""
    expected: tuple[str, ...] = ()
    failure_indicators: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    """Paths where it names some, else its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixEntry:
    """What the dependency matrix says of one task."""

    line: int
    depends_on: tuple[str, ...] = ()
    """Labels, ranges and waves spelt out."""
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of work: a box in a list, a heading or a table row with a state, or untracked prose."""

    label: str
    """The id as the author wrote it (`1`, `T1.2`, `F1`); the title's first words when there is none."""
    key: str
    """`todo:<label>` or `final-wave:<label>`, in lower case, with `#2` and so on behind a repeated one."""
    role: Role
    title: str
    state: State
    marker: str | None
    """`None` for a task without a box."""
    line: int
    end_line: int
    """Last line of the task's body, inclusive."""
    depends_on: tuple[str, ...] = ()
    """Labels, in the order written; a range or a wave is spelt out. A wave without tasks stays as named."""
    blocks: tuple[str, ...] = ()
    wave: str | None = None
    files: tuple[str, ...] = ()
    """Paths that the task says it changes, or names in its title or work list, in order, once each."""
    references: tuple[Reference, ...] = ()
    evidence_paths: tuple[str, ...] = ()
    """Files that should show that it works, as written, once each."""
    commit_plan: CommitPlan = CommitPlan()
    what_to_do: tuple[str, ...] = ()
    """Lines, without bullets and boxes; those above the first field where no field says what to do."""
    must_not_do: tuple[str, ...] = ()
    agent_profile: str | None = None
    """The agent that the plan wants for it, on one line."""
    parallel: bool | None = None
    """Whether it can run beside others; `None` when the plan does not say."""
    parallel_group: str | None = None
    """What its Parallel Group field says, as written, such as `A` or `Wave 2 (with 3, 4)`."""
    scenarios: tuple[Scenario, ...] = ()
    matrix: MatrixEntry | None = None
    """What the dependency matrix says, apart from the task's own fields; `None` where it has no such row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """A line that looks like a task or a box and was not counted as one."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A line that says what the plan aims at: its objective, or one that begins with Target or Goal."""

    line: int
    text: str
    """On one line, without the word that begins it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of the plan that says the work is complete."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan as read from its text alone."""

    path: str
    """Relative to the workspace root, with forward slashes; absolute for a file outside it."""
    name: str
    """File name without its suffix."""
    title: str | None
    """The first heading of level 1."""
    objective: str | None
    """The text under Core Objective, Objective or Goal, on one line."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    lines: int
    tasks: tuple[Task, ...]
    """In file order."""
    boxes: tuple[Box, ...]
    """In file order, those of tasks among them."""
    checks: tuple[Check, ...]
    """In file order."""
    uncounted: tuple[Uncounted, ...] = ()
    claims: tuple[Claim, ...] = ()
    aims: tuple[Aim, ...] = ()
    findings: tuple[Finding, ...] = ()


def number_of(label: str) -> int | None:
    """Return the number that a label is; `None` for any other, and for one that is too long to be one."""
    return int(label) if label.isdecimal() and len(label) <= _MOST_DIGITS else None


_MOST_DIGITS = 18


def plan_word(name: str, path: str) -> str:
    """Return how a command line names a plan: by its name; by its path where the name would not find it.

    That is so for a name like an option or a file, and for a file outside the state folders.
    """
    likened = name.startswith("-") or name.endswith((".md", ".markdown"))
    folder, _, below = path.partition("/")
    found_by_name = folder in STATE_FOLDERS and below.startswith("plans/") and not likened
    return shell_word(name) if found_by_name else path_word(path)
