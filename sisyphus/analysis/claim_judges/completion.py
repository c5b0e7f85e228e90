"""The judge of words of completion: what they speak of, against the boxes of the plan."""

from collections.abc import Sequence

from sisyphus.analysis.claim_judges.counts import answers_of, figures_of
from sisyphus.analysis.claim_judges.scene import Scene, judged, short
from sisyphus.analysis.claim_judges.time import plan_then
from sisyphus.analysis.counting import boxes_left
from sisyphus.analysis.labels import canonical
from sisyphus.model.claim import Claim, Counted, JudgedClaim, Report, Verdict
from sisyphus.model.plan import Plan, Role, State, Task


def judge_completion(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    """Hold words of completion against the boxes that they speak of."""
    if scene.plan is None:
        return judged(claim, Verdict.UNCHECKABLE, "says complete; the plan is not here")
    if claim.task is not None:
        return _judge_task(claim, scene, scene.plan)
    left = boxes_left(scene.plan)
    lines = _lines_open(claim, scene.plan)
    said = f"says {_SAYS_ALL.get(claim.counted or Counted.WORK, 'all work is complete')}"
    if lines is None:
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; the plan has no box to tell", scene.status.path)
    if not lines:
        rest = f"; {_boxes_open([b.line for b in left])} elsewhere" if left else ""
        figures = figures_of(scene.plan)
        found = (answers_of(claim, figures) or list(figures))[0]
        return judged(claim, Verdict.TRUE, f"{said}; {found}{rest}", scene.status.path)
    verdict, why = _open_then(claim, plan_then(scene, report))
    return judged(claim, verdict, f"{said}; {why}{_boxes_open(lines)}", f"{scene.status.path}:{lines[0]}")


def _open_then(claim: Claim, then: Plan | None) -> tuple[Verdict, str]:
    """Return the verdict on words of completion beside open boxes, and what leads over to them."""
    if then is None:
        return Verdict.UNCHECKABLE, "how the plan was when this was written is not known, and now "
    if not _lines_open(claim, then):
        return Verdict.STALE, "so it was when this was written, and now "
    if claim.narrow:
        return Verdict.UNCHECKABLE, "that may mean a part of the plan: "
    return Verdict.FALSE, ""


def _lines_open(claim: Claim, plan: Plan) -> list[int] | None:
    """Return the lines of open boxes that words of completion speak of; `None` where there are no such boxes.

    Boxes inside a task are its author's notes: many leave them open when they tick it.
    """
    left = boxes_left(plan)
    if claim.counted in _EVERY_BOX:
        role = _EVERY_BOX[claim.counted]
        if not any(role in {None, b.role} for b in plan.boxes):
            return None
        return [b.line for b in left if role in {None, b.role}]
    if not plan.tasks:
        return None
    lines = [t.line for t in plan.tasks if t.state not in {State.DONE, State.CANCELLED}]
    if claim.counted is Counted.WORK and not claim.narrow:
        lines += [b.line for b in left if b.role in _PROMISED]
    return sorted(set(lines))


_PROMISED = frozenset({Role.DEFINITION_OF_DONE, Role.DELIVERABLE, Role.CHECKLIST})


def _boxes_open(lines: Sequence[int]) -> str:
    numbers = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")  # noqa: PLR2004 - enough to look up
    many = len(lines) > 1
    what, where = ("boxes are", "lines") if many else ("box is", "line")
    return f"{len(lines)} {what} open ({where} {numbers} of the plan)"


_EVERY_BOX = {
    Counted.BOXES: None,
    Counted.DELIVERABLES: Role.DELIVERABLE,
    Counted.DEFINITION_OF_DONE: Role.DEFINITION_OF_DONE,
    Counted.ACCEPTANCE: Role.ACCEPTANCE,
    Counted.CHECKLIST: Role.CHECKLIST,
    Counted.FINAL_WAVE: Role.FINAL_WAVE,
}
"""Nouns that mean boxes of a role, or every box."""

_SAYS_ALL = {
    Counted.TASKS: "all tasks are complete",
    Counted.BOXES: "all boxes are ticked",
    Counted.DELIVERABLES: "all deliverables are complete",
    Counted.DEFINITION_OF_DONE: "the definition of done is met",
    Counted.ACCEPTANCE: "all acceptance criteria are met",
    Counted.CHECKLIST: "the checklist is complete",
    Counted.FINAL_WAVE: "the final reviews are done",
}


def _judge_task(claim: Claim, scene: Scene, plan: Plan) -> JudgedClaim:
    said = f"says task {claim.task} is complete"
    wanted = canonical(claim.task or "")
    same = [t for t in plan.tasks if canonical(t.label) == wanted and t.role is Role.TASK]
    if len(same) != 1:
        why = (
            "the plan has no task of this number" if not same else "the plan has several tasks of this number"
        )
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; {why}", scene.status.path)
    task, where = same[0], f"{scene.status.path}:{same[0].line}"
    if task.state is State.DONE:
        return judged(claim, Verdict.TRUE, f"{said}; its box is ticked", where)
    if not _speaks_of(claim, task) or task.marker is None:
        why = "the plan's task of this number has another title" if task.marker else "it has no box"
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; {why}", where)
    # The work may be there and only the tick be missing, so that this is no proof of the opposite.
    carried = next((t.commits for t in scene.status.tasks if t.key == task.key), ())
    also = f", though commit {short(carried[0].sha)} may carry it" if carried else ""
    return judged(claim, Verdict.UNEVIDENCED, f"{said}; its box is {task.state}{also}", where)


def _speaks_of(claim: Claim, task: Task) -> bool:
    """Whether the title that a report gives shares a word with the task's."""
    words = {w for w in (claim.title or "").lower().split() if len(w) > 3}  # noqa: PLR2004 - words that tell something
    return bool(words & set(task.title.lower().replace("`", " ").split()))
