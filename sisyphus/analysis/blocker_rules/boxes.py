"""Blocker rules about boxes: what waits for somebody, as words, markers and dependencies say."""

from collections.abc import Iterator

from sisyphus.analysis.blocker_rules.notes import entry_waits, open_entries, quotes, still_waits
from sisyphus.analysis.blocker_rules.waiting import owner_of, waits_for, words_of
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.labels import canonical, find_task, index_tasks
from sisyphus.model.finding import Source
from sisyphus.model.judgement import Event, Owner
from sisyphus.model.plan import Role, State, Task
from sisyphus.model.status import Blocker


def marked_blocked(facts: Facts) -> Iterator[Blocker]:
    """Boxes that the author marked as blocked."""
    labels = {t.key: t.label for t in facts.plan.tasks}
    for box in facts.rows_left:
        if box.state is State.BLOCKED:
            waits = waits_for(box.text)
            yield Blocker(
                rule="marked-blocked",
                owner=waits[0].owner if waits else Owner.USER,
                message=f"marked as blocked: {box.text}",
                why=_marked(box.marker),
                remedy=(),
                task=labels.get(box.task) if box.task else None,
                source=Source(path=facts.plan.path, line=box.line),
                waits=words_of(waits),
            )


def _marked(marker: str) -> str:
    if not marker:
        return "it has no box, and its own words say so"
    return f"its box is [{marker}]" if len(marker) == 1 and marker not in "xX" else "its title says so"


def external_check(facts: Facts) -> Iterator[Blocker]:
    """Open boxes that only a push, CI, a deployment or a person can close, as they or an open entry say."""
    labels = {t.key: t.label for t in facts.plan.tasks}
    entries = tuple(open_entries(facts))
    for box in facts.rows_left:
        if box.state is State.BLOCKED:
            continue
        told = [(path, entry) for path, entry in entries if quotes(entry, box.text)]
        said = waits_for(box.text) or next(filter(None, (entry_waits(e) for _, e in told)), ())
        waits = still_waits(facts, said)
        if waits:
            events = ", then ".join(words_of(waits))
            yield Blocker(
                rule="external-check",
                owner=owner_of(waits),
                message=f"open until {events}: {box.text}",
                why=f"only {events} can show it",
                remedy=(),
                task=labels.get(box.task) if box.task else None,
                source=Source(path=facts.plan.path, line=box.line),
                also=() if waits_for(box.text) else tuple(Source(path=p, line=e.line) for p, e in told[:1]),
                waits=words_of(waits),
            )


def awaiting_approval(facts: Facts) -> Iterator[Blocker]:
    """All tasks are done, and the final wave is open, or ticked without a verdict: the user has to say."""
    tasks = [t for t in facts.plan.tasks if t.role is Role.TASK and t.state is not State.CANCELLED]
    if not tasks or any(t.state is not State.DONE for t in tasks):
        return
    final = [t for t in facts.plan.tasks if t.role is Role.FINAL_WAVE]
    judged = {canonical(v.label) for v in facts.record.verdicts}
    unticked = [t for t in final if t.state is State.OPEN]
    silent = [t for t in final if t.state is State.DONE and canonical(t.label) not in judged]
    if unticked:
        why = "all tasks are done; the final wave is ticked when its reviews are in and the user agrees"
        yield _approval(facts, unticked, f"final verification is open: {_labels(unticked)}", why)
    if silent:
        why = "ticked, and neither ledger, notepads nor named evidence hold a verdict such as `F1: APPROVE`"
        yield _approval(facts, silent, f"final verification without a verdict: {_labels(silent)}", why)


def _approval(facts: Facts, rows: list[Task], message: str, why: str) -> Blocker:
    first, *others = (Source(path=facts.plan.path, line=t.line) for t in rows)
    return Blocker(
        rule="awaiting-approval",
        owner=Owner.USER,
        message=message,
        why=why,
        remedy=(),
        task=rows[0].label,
        source=first,
        also=tuple(others),
        waits=(str(Event.APPROVAL),),
    )


def _labels(tasks: list[Task]) -> str:
    return ", ".join(t.label for t in tasks)


def unmet_dependency(facts: Facts) -> Iterator[Blocker]:
    """Open tasks that need a task which is blocked or was cancelled."""
    index = index_tasks(facts.plan)
    for task in facts.plan.tasks:
        if task.state not in {State.OPEN, State.IN_PROGRESS}:
            continue
        needed = [n for n in (find_task(index, d) for d in task.depends_on) if n is not None]
        stuck = [n for n in needed if n.state in {State.BLOCKED, State.CANCELLED}]
        if stuck:
            yield Blocker(
                rule="unmet-dependency",
                owner=Owner.USER,
                message=f"task {task.label} needs task {', '.join(n.label for n in stuck)}",
                why=", ".join(f"task {n.label} is {n.state}" for n in stuck),
                remedy=(),
                task=task.label,
                source=Source(path=facts.plan.path, line=task.line),
                also=tuple(Source(path=facts.plan.path, line=n.line) for n in stuck),
            )
