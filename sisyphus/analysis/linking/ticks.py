"""When each task's box was ticked, and by which commit, as far as git knows."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sisyphus.analysis.labels import canonical
from sisyphus.model.plan import MARKERS, Plan, State, Task
from sisyphus.model.regex import regex
from sisyphus.model.repository import Flip
from sisyphus.model.status import Tick

_MARKUP = regex(r"[\s*_`~]+")
_LABEL = regex(
    r"(?:(?:task|todo|step|phase)[ #-]{0,2})?([a-z]{0,2}\d{1,4}(?:\.\d{1,4}){0,3})(?=[.):\s-])", re.IGNORECASE
)
_SAME_ROW = 0.5
"""Part of the words that a row must have kept, where its title was edited, to be the one of that label."""


def flips_by_path(flips: Iterable[Flip]) -> dict[str, tuple[Flip, ...]]:
    """Return flips by the plan's path in the repository, in the order given."""
    found: dict[str, list[Flip]] = {}
    for flip in flips:
        found.setdefault(flip.path, []).append(flip)
    return {path: tuple(some) for path, some in found.items()}


def find_ticks(plan: Plan, flips: Sequence[Flip]) -> dict[str, Flip]:
    """Return by task key the last flip to done of each ticked task; none where git cannot tell.

    A row is known again by its text; where that was edited, by its label and most of its words.

    Args:
        plan: the plan as it lies on disk.
        flips: those of the plan's file, newest first.

    """
    if not flips:
        return {}
    by_text: dict[str, list[Flip]] = {}
    by_label: dict[str, list[Flip]] = {}
    for flip in flips:
        by_text.setdefault(_plain(flip.text), []).append(flip)
        if match := _LABEL.match(_plain(flip.text)):
            by_label.setdefault(canonical(match[1]), []).append(flip)
    rows = _rows(plan)
    texts, labels = Counter(rows.values()), Counter(canonical(t.label) for t in plan.tasks)
    found: dict[str, Flip] = {}
    for task in plan.tasks:
        row = rows.get(task.key)
        if row is None or task.state is not State.DONE or texts[row] > 1:
            continue  # of two rows that read alike nobody can say which one a flip is about
        own = by_text.get(row)
        if own is None and labels[canonical(task.label)] == 1:
            own = [f for f in by_label.get(canonical(task.label), ()) if _alike(_plain(f.text), row)]
        last = next((f for f in own or () if f.before != f.after), None)
        if last is not None and MARKERS.get(last.after or "") is State.DONE:
            found[task.key] = last
    return found


def describe_tick(flip: Flip) -> Tick:
    """Return a flip as the status shows it."""
    return Tick(
        commit=flip.commit,
        committed_at=flip.committed_at,
        with_plan=flip.before is None,
        with_code=flip.with_code,
    )


def ticked_together(ticks: Mapping[str, Flip]) -> Counter[str]:
    """Return how many tasks of one plan each commit ticked."""
    return Counter(flip.commit for flip in ticks.values())


def _rows(plan: Plan) -> dict[str, str]:
    """Return the text of each task's own box, by task key; a task without a box has none."""
    lines: dict[int, Task] = {task.line: task for task in plan.tasks}
    return {
        task.key: _plain(box.text)
        for box in plan.boxes
        if (task := lines.get(box.line)) is not None and box.task == task.key
    }


@functools.lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Return a row's text without markup, case and double blanks."""
    return _MARKUP.sub(" ", text).strip().casefold()


def _alike(first: str, second: str) -> bool:
    ours, theirs = set(first.split()), set(second.split())
    return len(ours & theirs) >= _SAME_ROW * max(len(ours), len(theirs), 1)
