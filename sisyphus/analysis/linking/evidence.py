"""What ties one task to one commit: each piece of evidence with the reason that a person is shown.

How far a kind can be trusted was measured on real plans: a planned message is nearly always right; a named
file changes in the right commit for three tasks in four, but in many wrong ones too, unless it is rare in the
plan's time and the commit is about little else; a mentioned number is mostly another plan's; a box that was
ticked together with code was ticked in the right commit, and one that was ticked alone says nothing.
"""

from collections import Counter
from collections.abc import Mapping

from sisyphus.analysis.labels import canonical
from sisyphus.analysis.linking.history import History, Window
from sisyphus.analysis.linking.paths import is_generic, stem
from sisyphus.analysis.linking.ticks import ticked_together
from sisyphus.model.deferred import dataclass
from sisyphus.model.first_few import first_few
from sisyphus.model.judgement import Confidence
from sisyphus.model.members import StrEnum
from sisyphus.model.plan import Plan, Task
from sisyphus.model.repository import Flip, is_state

SHORT = 8
"""Digits of a commit id in a sentence."""


class Kind(StrEnum):
    """Kinds of evidence."""

    TRAILER = "trailer"
    MESSAGE = "message"
    NOTE = "note"
    TITLE = "title"
    PLAN_AND_LABEL = "plan and label"
    TICK = "tick"
    FILES = "files"
    LIKE = "like"
    LABEL = "label"
    BULK_TICK = "bulk tick"
    SOME_FILES = "some files"
    REFERENCES = "references"


STRONG = frozenset({Kind.TRAILER, Kind.MESSAGE})
"""One of them makes a link high."""

FAIR = frozenset({Kind.NOTE, Kind.TITLE, Kind.PLAN_AND_LABEL, Kind.TICK, Kind.FILES})
"""One of them makes a link medium; with another, or with words that agree, high."""

WORDS = frozenset({Kind.LIKE, Kind.LABEL})
"""What the message says besides. A label alone makes no link."""

HINTS = frozenset({Kind.LIKE, Kind.BULK_TICK})
"""Low alone. A bulk tick raises nothing else: it is mostly the commit that closes a plan."""

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
    return Confidence.LOW if weak or kinds & HINTS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One plan in its time."""

    plan: Plan
    history: History
    window: Window
    named: dict[str, tuple[frozenset[str], ...]]
    """By task key: the changed paths that each of its telling files means, none for a file never changed."""
    stems: frozenset[str]
    """Of all files that the plan names."""
    paths: frozenset[str]
    """All of them, as git has them."""
    labels: Counter[str]
    """How many tasks have each label, as `canonical` has it."""
    ticks: Mapping[str, Flip]
    """The last flip to done of each ticked task, by its key."""
    together: Mapping[str, int]
    """How many tasks each commit ticked."""


def telling_files(task: Task) -> list[str]:
    """Return the files that a task names and that can tie it to a commit."""
    return [path for path in task.files if not is_generic(path) and not is_state(path)]


def set_scene(plan: Plan, history: History, window: Window, ticks: Mapping[str, Flip]) -> Scene:
    """Look up what the plan's tasks name."""
    named: dict[str, tuple[frozenset[str], ...]] = {}
    for task in plan.tasks:
        groups = [history.named(path) for path in telling_files(task)]
        known = dict.fromkeys(group for group in groups if group)
        named[task.key] = (*known, *(group for group in groups if not group))
    paths = frozenset(path for groups in named.values() for group in groups for path in group)
    return Scene(
        plan=plan,
        history=history,
        window=window,
        named=named,
        stems=frozenset(map(stem, paths)),
        paths=paths,
        labels=Counter(canonical(task.label) for task in plan.tasks),
        ticks=ticks,
        together=ticked_together(ticks),
    )


def spell(paths: list[str]) -> str:
    """Return paths as words, the first three by name."""
    if len(paths) > _NAMED_AT_MOST:
        return first_few(paths, _NAMED_AT_MOST)
    return " and ".join([", ".join(paths[:-1]), paths[-1]] if paths[1:] else paths)


_NAMED_AT_MOST = 3
