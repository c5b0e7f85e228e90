"""What ties one task to one commit: each piece of evidence with the reason that a person is shown.

How far a kind can be trusted was measured on real plans: a planned message is nearly always right; a named
file changes in the right commit for three tasks in four, but in many wrong ones too, unless it is rare in the
plan's time and the commit is about little else; a mentioned number is mostly another plan's.
"""

from dataclasses import dataclass
from enum import StrEnum

from sisyphus.analysis.link_history import History
from sisyphus.analysis.link_paths import is_generic, is_state, stem
from sisyphus.model.judgement import Confidence
from sisyphus.model.plan import Plan, Task


class Kind(StrEnum):
    """Kinds of evidence."""

    TRAILER = "trailer"
    MESSAGE = "message"
    NOTE = "note"
    TITLE = "title"
    PLAN_AND_LABEL = "plan and label"
    FILES = "files"
    LIKE = "like"
    LABEL = "label"
    SOME_FILES = "some files"
    REFERENCES = "references"


STRONG = frozenset({Kind.TRAILER, Kind.MESSAGE})
"""One of them makes a link high."""

FAIR = frozenset({Kind.NOTE, Kind.TITLE, Kind.PLAN_AND_LABEL, Kind.FILES})
"""One of them makes a link medium; with another, or with words that agree, high."""

WORDS = frozenset({Kind.LIKE, Kind.LABEL})
"""What the message says besides. A label alone makes no link."""

WEAK_FILES = frozenset({Kind.SOME_FILES, Kind.REFERENCES})
"""Low alone; medium when the message agrees."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence."""

    kind: Kind
    reason: str


def confidence(kinds: frozenset[Kind]) -> Confidence | None:
    """Return how far these kinds together can be trusted; `None` when they make no link."""
    fair, said, weak = kinds & FAIR, kinds & WORDS, kinds & WEAK_FILES
    if kinds & STRONG or len(fair) > 1 or (fair and said):
        return Confidence.HIGH
    if fair or (weak and said):
        return Confidence.MEDIUM
    return Confidence.LOW if weak or Kind.LIKE in said else None


@dataclass(frozen=True, slots=True)
class Scene:
    """One plan in its time."""

    plan: Plan
    history: History
    window: frozenset[int]
    """The usable commits of the plan's time."""
    named: dict[str, tuple[frozenset[str], ...]]
    """By task key: the changed paths that each of its telling files means, none for a file never changed."""
    stems: frozenset[str]
    """Of all files that the plan names."""
    paths: frozenset[str]
    """All of them, as git has them."""


def telling_files(task: Task) -> list[str]:
    """Return the files that a task names and that can tie it to a commit."""
    return [path for path in task.files if not is_generic(path) and not is_state(path)]


def set_scene(plan: Plan, history: History, window: frozenset[int]) -> Scene:
    """Look up what the plan's tasks name."""
    named: dict[str, tuple[frozenset[str], ...]] = {}
    for task in plan.tasks:
        groups = [history.paths.find(path) for path in telling_files(task)]
        known = dict.fromkeys(group for group in groups if group)
        named[task.key] = (*known, *(group for group in groups if not group))
    paths = frozenset(path for groups in named.values() for group in groups for path in group)
    return Scene(plan, history, window, named, frozenset(map(stem, paths)), paths)


def spell(paths: list[str]) -> str:
    """Return paths as words, the first three by name."""
    first, rest = paths[:3], len(paths) - 3
    if rest > 0:
        return f"{', '.join(first)} and {rest} more"
    return " and ".join([", ".join(first[:-1]), first[-1]] if first[1:] else first)
