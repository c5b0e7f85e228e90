"""The report's sections about what came of the work: summary, results, metrics, conclusion."""

from collections.abc import Iterator, Sequence

from sisyphus.model.judgement import CheckStatus, Phase
from sisyphus.model.plan import Box, State
from sisyphus.model.results import Target
from sisyphus.model.status import PlanStatus, StatusDocument
from sisyphus.render.escape import cell, code, prose, shorten
from sisyphus.render.markdown_blockers import causes, owners, place
from sisyphus.render.markdown_tasks import table_rows
from sisyphus.render.measures import (
    change,
    counted_commits,
    elapsed,
    measure,
    named,
    size_words,
    target_words,
)
from sisyphus.render.words import (
    OWNER_WORDS,
    PHASE_WORDS,
    ROLE_RULES,
    ROLE_WORDS,
    committed_part,
    counted,
    part,
    role_counts,
    standing_words,
)

_MOST_ROWS = 15
_MOST_CAUSES = 3


def summary(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield where the plan stands, each figure with the rule by which it was counted."""
    read = "the file read, section Provenance" if plan.sha256 else "not on disk"
    rows = [("Plan", cell(code(plan.path)), read)]
    rows.append(("Status", PHASE_WORDS[plan.phase], "boxes, checks and blockers"))
    if heads := list(_heads(plan)):
        rows.append(("Blocked by", "; ".join(heads), "section Blockers"))
    for role, tally in role_counts(plan):
        extra = "".join(
            f", {getattr(tally, state)} {state.replace('_', ' ')}"
            for state in ("blocked", "cancelled", "in_progress", "other")
            if getattr(tally, state)
        )
        rows.append((ROLE_WORDS[role].capitalize(), part(tally) + extra, f"plan, {ROLE_RULES[role]}"))
    if plan.boxes.total:
        rows.append(
            ("Boxes, outermost", part(plan.top_level), "plan, list items with a box in outermost lists")
        )
        rows.append(("Boxes, all", part(plan.boxes), "plan, every list item with a box"))
    proof = plan.proof
    if proof.of:
        rows.append(("Claimed", f"{proof.claimed}/{proof.of}", "plan, ticked rows of tasks and final wave"))
        rows.append(("Committed", committed_part(plan, document.repository), "git, section Tasks completed"))
        rows.append(("Verified", f"{proof.verified}/{proof.of}", "evidence log, section Verification"))
    yield from table_rows(("Fact", "Value", "Source"), rows)


def _heads(plan: PlanStatus) -> Iterator[str]:
    """Yield the first causes in words, each with who can remove it."""
    found = [head for head, _ in causes(plan)]
    for head in found[:_MOST_CAUSES]:
        yield f"{prose(shorten(head.message, 100), in_cell=True)} ({OWNER_WORDS[head.owner]}, {head.rule})"
    if len(found) > _MOST_CAUSES:
        yield f"{len(found) - _MOST_CAUSES} more"


def results(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield the objective, what was measured before and now, and the targets that the plan states."""
    if plan.objective:
        yield f"Objective (from the plan): {prose(shorten(plan.objective, 400))}"
    yield from _apart(before_after(plan), after=bool(plan.objective))
    if plan.targets:
        groups = _same_targets(plan)
        rows = [_target_row(same) for same in groups[:_MOST_ROWS]]
        table = table_rows(("Target of the plan", "Wanted", "Measured", "Source"), rows)
        yield from _apart(table, after=bool(plan.objective or plan.figures))
        if len(groups) > _MOST_ROWS:
            yield ""
            yield f"… and {counted(len(groups) - _MOST_ROWS, 'target')} more."


def _apart(lines: Iterator[str], *, after: bool) -> Iterator[str]:
    found = list(lines)
    if found and after:
        yield ""
    yield from found


def before_after(plan: PlanStatus) -> Iterator[str]:
    """Yield the table of what checks measured in their baseline runs and in their latest."""
    rows = []
    for figure in plan.figures:
        stale = "" if figure.current else " (on other content than is here now)"
        rows.append((
            f"{named(figure.name)} of {cell(code(shorten(figure.command, 80)))}",
            measure(figure.name, figure.before),
            measure(figure.name, figure.after) + stale,
            change(figure),
            f"{cell(code(figure.before_at))}; {cell(code(figure.after_at))}",
        ))  # fmt: skip
    if rows:
        yield from table_rows(("Measured", "Before", "After", "Change", "Source"), rows)


def _same_targets(plan: PlanStatus) -> list[list[Target]]:
    """Return the targets, those that say the same on several lines together."""
    groups: dict[tuple[object, ...], list[Target]] = {}
    for one in plan.targets:
        groups.setdefault((one.text, one.wanted, one.measured, one.proof, one.source.path), []).append(one)
    return list(groups.values())


def _target_row(same: list[Target]) -> tuple[str, ...]:
    target = same[0]
    lines = "".join(f", {t.source.line}" for t in same[1:])
    proof = f"; {cell(code(target.proof))}" if target.proof else ""
    return (
        prose(shorten(target.text, 160), in_cell=True),
        prose(target.wanted, in_cell=True),
        target_words(target),
        f"{cell(code(place(target.source) + lines))}{proof}",
    )


def success(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield the plan's own criteria: what is claimed, and what a check on the same line shows."""
    by_line: dict[int, list[CheckStatus]] = {}
    for status in plan.checks:
        by_line.setdefault(status.check.line, []).append(status)
    boxes = sorted(plan.criteria, key=lambda b: b.state is State.DONE)
    shown = sorted(boxes[:_MOST_ROWS], key=lambda b: b.line)
    rows = [_criterion(plan, box, by_line.get(box.line, ())) for box in shown]
    if rows:
        yield from table_rows(("Criterion", "Claimed", "Proven", "Source"), rows)
    if rest := boxes[_MOST_ROWS:]:
        left = sum(b.state is not State.DONE for b in rest)
        unticked = f", {left} of them not ticked" if left else ""
        yield ""
        yield f"… and {counted(len(rest), 'criterion', 'criteria')} more{unticked or ', all ticked'}."


def _criterion(plan: PlanStatus, box: Box, checks: Sequence[CheckStatus]) -> tuple[str, ...]:
    shown = "; ".join(dict.fromkeys(standing_words(c) for c in checks))
    state = "yes" if box.state is State.DONE else str(box.state).replace("_", " ")
    return (
        prose(shorten(box.text, 160), in_cell=True),
        state,
        prose(shorten(shown, 160), in_cell=True) if shown else "no check on this line",
        cell(code(f"{plan.path}:{box.line}")),
    )


def orchestration(document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield the figures of the work itself."""
    rows = [*_work_rows(plan)]
    commits = counted_commits(plan)
    if plan.proof.of:
        rows.append(("Tasks and final wave, ticked", f"{plan.proof.claimed}/{plan.proof.of}", "plan"))
    if plan.verification.total:
        passed = f"{plan.verification.passed}/{plan.verification.total}"
        rows.append(("Checks passed on this content", passed, "evidence log"))
    if plan.boxes.total:
        rows.append(("Boxes", part(plan.boxes), "plan"))
        rows.append(("Causes that block", str(len(causes(plan))), "section Blockers"))
    if commits:
        rows.append(("Code changes", size_words(commits), "git, section Deliverables"))
    elif document.repository is not None and plan.tasks:
        rows.append(("Code changes", "no commit found", "git"))
    for name, value, proof in _counted_tests(plan):
        rows.append((name, value, proof))
    if rows:
        yield from table_rows(("Metric", "Value", "Source"), rows)


def _work_rows(plan: PlanStatus) -> Iterator[tuple[str, str, str]]:
    work, commits = plan.work, counted_commits(plan)
    if work is None:
        return
    start = work.started_at
    if start is not None:
        yield "Started", f"{start:%Y-%m-%d %H:%M} UTC", "boulder.json"
    if start is not None and work.ended_at is not None:
        yield "Elapsed", elapsed((work.ended_at - start).total_seconds()), "boulder.json, start to end"
    elif start is not None and commits and commits[-1].committed_at > start:
        span = elapsed((commits[-1].committed_at - start).total_seconds())
        yield (
            "Elapsed",
            span,
            f"boulder.json's start to commit {code(commits[-1].sha[:7])}; no end is recorded",
        )
    if work.sessions:
        yield "Sessions", str(work.sessions), "boulder.json"


def _counted_tests(plan: PlanStatus) -> Iterator[tuple[str, str, str]]:
    """Yield the figures that runs on this content printed, one row a check and figure."""
    for status in plan.checks:
        evidence = status.evidence
        if evidence is None or str(status.standing) not in {
            "passed",
            "passed_elsewhere",
            "unchecked",
            "failed",
        }:
            continue
        source = cell(code(f"seq {evidence.seq} of {evidence.writer}"))
        for name, value in evidence.metrics:
            if not value and name != "tests_failed":
                continue
            words = named(name).capitalize()
            yield words, measure(name, value), f"{source}, {cell(code(shorten(status.check.command, 60)))}"


def conclusion(_document: StatusDocument, plan: PlanStatus) -> Iterator[str]:
    """Yield what all of it comes to."""
    if plan.phase in {Phase.MISSING, Phase.NO_TASKS} or not plan.proof.of:
        return
    yield f"**{PHASE_WORDS[plan.phase].capitalize()}.** {prose(plan.sentence)}"
    waits = owners(plan)
    yield ""
    yield (
        f"Whose turn it is: {waits}."
        if waits
        else "Nothing is left to do: plan, git and evidence agree."
        if plan.phase is Phase.COMPLETE
        else "Nothing blocks what is left."
    )
