"""Judges of what can be counted in the plan: progress and percentages, under each rule of counting."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sisyphus.analysis.claim_judges.scene import Scene, judged
from sisyphus.analysis.claim_judges.time import plan_then
from sisyphus.analysis.counting import count_boxes, count_outermost, count_roles, tally
from sisyphus.model.claim import Claim, Counted, JudgedClaim, Report, Verdict
from sisyphus.model.judgement import Tally
from sisyphus.model.plan import Plan, Role, State


class Figure(NamedTuple):
    """What one rule of counting gives."""

    rule: str
    """In words, as the subject of a sentence about it."""
    counts: frozenset[Counted]
    """The nouns that this rule is an answer for."""
    done: int
    total: int
    part: bool = False
    """Whether it is of a wave, or inside one task."""

    def __str__(self) -> str:
        """Return such as `the tasks give 3/3`."""
        return f"{self.rule} give {self.done}/{self.total}"


Fits = Callable[[Figure], bool]

_WHOLE = frozenset({Counted.TASKS, Counted.WORK})


def figures_of(plan: Plan) -> tuple[Figure, ...]:
    """Return what each rule of counting gives for a plan; rules that count nothing are left out."""
    counts = count_roles(plan)
    both = _sum(counts.task, counts.final_wave) if counts.final_wave.total else Tally()
    rows = [
        ("the tasks", _WHOLE, counts.task),
        ("the tasks and final reviews", _WHOLE, both),
        ("the outermost boxes", {Counted.BOXES, Counted.WORK}, count_outermost(plan)),
        ("all boxes", {Counted.BOXES, Counted.WORK}, count_boxes(plan)),
        ("the final reviews", {Counted.FINAL_WAVE}, counts.final_wave),
        ("the deliverables", {Counted.DELIVERABLES}, counts.deliverable),
        ("the boxes under Definition of Done", {Counted.DEFINITION_OF_DONE}, counts.definition_of_done),
        ("the acceptance boxes inside tasks", {Counted.ACCEPTANCE}, counts.acceptance),
        ("the boxes of the checklists", {Counted.CHECKLIST}, counts.checklist),
        (
            "the boxes under Definition of Done and in checklists",
            frozenset(),
            _sum(counts.definition_of_done, counts.checklist),
        ),
    ]
    whole = [Figure(rule, frozenset(nouns), t.done, t.total) for rule, nouns, t in rows if t.total]
    return (*whole, *(Figure(rule, frozenset(), t.done, t.total, part=True) for rule, t in _parts(plan)))


def _parts(plan: Plan) -> Iterator[tuple[str, Tally]]:
    for wave in dict.fromkeys(t.wave for t in plan.tasks if t.wave):
        yield f"the tasks of {wave}", tally(t.state for t in plan.tasks if t.wave == wave)
    labels = {t.key: t.label for t in plan.tasks}
    states: dict[str, list[State]] = {}
    for box in plan.boxes:
        if box.task and box.role is Role.ACCEPTANCE:
            states.setdefault(box.task, []).append(box.state)
    for key, inner in states.items():
        yield f"the boxes inside task {labels.get(key, key)}", tally(inner)


def _sum(first: Tally, second: Tally) -> Tally:
    return Tally(total=first.total + second.total, done=first.done + second.done)


def judge_progress(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    """Recount `n/m` under each rule."""

    def fits(figure: Figure) -> bool:
        return (figure.done, figure.total) == (claim.done, claim.total)

    return _judge(claim, report, scene, fits, f"{claim.done}/{claim.total} {claim.counted}")


def judge_percentage(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    """Recompute a percentage under each rule, rounded or cut as the claim is."""
    step = 10**-claim.decimals

    def fits(figure: Figure) -> bool:
        if claim.total is not None and (figure.done, figure.total) != (claim.done, claim.total):
            return False
        near = abs(100 * figure.done / figure.total - (claim.percent or 0)) < step
        return near and (claim.total is not None or claim.counted in figure.counts)

    return _judge(claim, report, scene, fits, f"{claim.percent:g} % of {claim.counted}")


def _judge(claim: Claim, report: Report, scene: Scene, fits: Fits, said: str) -> JudgedClaim:
    if scene.plan is None:
        return judged(claim, Verdict.UNCHECKABLE, f"says {said}; the plan is not here")
    now = figures_of(scene.plan)
    found = _chosen(claim, now, fits)
    if found:
        rest = [f for f in answers_of(claim, now) if f not in found and not fits(f)]
        also = f" ({_listed(rest)})" if rest else ""
        return judged(claim, Verdict.TRUE, f"says {said}; {found[0]}{also}", scene.status.path)
    verdict, why = _unfitting(claim, plan_then(scene, report), now, fits)
    answers = answers_of(claim, now) or [f for f in now[:4] if not f.part]
    shown = _listed(answers) if answers else "the plan has nothing to count"
    return judged(claim, verdict, f"says {said}; {why}{shown}", scene.status.path)


def _unfitting(claim: Claim, then: Plan | None, now: Sequence[Figure], fits: Fits) -> tuple[Verdict, str]:
    """Return the verdict on a figure that no rule gives now, and what leads over to what they give."""
    was = _chosen(claim, figures_of(then), fits) if then else []
    if was:
        return Verdict.STALE, f"so it was when this was written ({was[0].rule}), now "
    if then is None and not _more_than_ever(claim, now):
        return Verdict.UNCHECKABLE, "how the plan was when this was written is not known, now "
    if then is None or _contradicts(claim, figures_of(then)):
        return Verdict.FALSE, ""
    return Verdict.UNCHECKABLE, "no rule of counting gives that for this plan: "


def answers_of(claim: Claim, figures: Sequence[Figure]) -> list[Figure]:
    """Return the rules that are an answer for the noun of a claim."""
    return [f for f in figures if claim.counted in f.counts]


def _chosen(claim: Claim, figures: Sequence[Figure], fits: Fits) -> list[Figure]:
    """Return the rules that give what is said, the most fitting first."""
    found = [f for f in figures if fits(f) and (claim.narrow or not f.part)]
    return sorted(found, key=lambda f: claim.counted not in f.counts)


def _contradicts(claim: Claim, figures: Sequence[Figure]) -> bool:
    """Whether a figure that no rule gives is one of the whole plan, and so wrong."""
    if claim.narrow:
        return False
    answers = answers_of(claim, figures)
    if claim.percent is not None and claim.total is None:
        return bool(answers) and claim.percent == 100 and all(f.done < f.total for f in answers)  # noqa: PLR2004 - per cent
    # One that says fewer may have been written before the last boxes were ticked, and committed with them.
    same = [f for f in answers if f.total == claim.total]
    return bool(same) and all(f.done < (claim.done or 0) for f in same)


def _more_than_ever(claim: Claim, figures: Sequence[Figure]) -> bool:
    """Whether more is said to be done than there is now: boxes are ticked as time goes by, not unticked."""
    if claim.narrow or claim.total is None:
        return False
    answers = [f for f in answers_of(claim, figures) if f.total == claim.total]
    return bool(answers) and all(f.done < (claim.done or 0) for f in answers)


def _listed(figures: Sequence[Figure]) -> str:
    return ", ".join(dict.fromkeys(f"{f.rule} give {f.done}/{f.total}" for f in figures))
