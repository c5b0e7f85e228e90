"""The plan as it stood when a report was written, as far as that can be known."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sisyphus.analysis.claim_judges.scene import Scene, written_at
from sisyphus.model.claim import Report
from sisyphus.model.deferred import replace
from sisyphus.model.plan import MARKERS, Box, Plan, State
from sisyphus.model.repository import Flip

_COPIED = timedelta(seconds=1)
"""Files whose times differ by less were copied or checked out together: nobody knows which came first."""


def plan_then(scene: Scene, report: Report) -> Plan | None:
    """Return the plan as it was when a report was written; `None` when nobody knows.

    With git that is read from the boxes that changed since; without it, a plan that is older than the report
    has not changed since.
    """
    at = written_at(report, scene)
    if scene.plan is None or at is None:
        return None
    path = scene.prefix + scene.plan.path
    flips = [f for f in scene.repository.flips if f.path == path] if scene.repository else []
    if flips:
        return _rewind(scene.plan, flips, at) if _is_head(scene.plan, flips) else None
    if any(f.path == path for c in scene.commits for f in c.changes):
        return None
    modified = scene.reported.plan_modified_at
    return scene.plan if modified is not None and modified + _COPIED <= at else None


def _is_head(plan: Plan, flips: Sequence[Flip]) -> bool:
    """Whether the plan's boxes are as the last commit left them; `flips` are newest first."""
    last = {f.text: f.after for f in reversed(flips)}
    return all(last[b.text] == b.marker for b in plan.boxes if b.text in last)


def _rewind(plan: Plan, flips: Sequence[Flip], at: datetime) -> Plan | None:
    """Undo what changed after `at`; `None` when rows left the plan since, whose place is not known."""
    since = [f for f in flips if f.committed_at > at]
    texts = {b.text for b in plan.boxes}
    if any(f.text not in texts for f in since):
        return None
    before = {f.text: f.before for f in since}  # newest first, so the oldest stays
    boxes: list[Box] = []
    states: dict[int, State | None] = {}
    for box in plan.boxes:
        marker = before.get(box.text, box.marker)
        state = box.state if box.text not in before else MARKERS.get(marker or "", State.OTHER)
        states[box.line] = None if marker is None else state
        if marker is not None:
            boxes.append(replace(box, marker=marker, state=state))
    tasks = [
        replace(t, state=states.get(t.line) or t.state)
        for t in plan.tasks
        if states.get(t.line, 0) is not None
    ]
    return replace(plan, boxes=tuple(boxes), tasks=tuple(tasks))
