"""What stands between a plan and its end: one pure generator a rule, all of them in RULES."""

from collections.abc import Callable, Iterator

from sisyphus.analysis.blockers_git import (
    detached_head,
    diverged,
    no_remote,
    pending_push,
    uncommitted_work,
    unmerged_worktree,
)
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.labels import find_task, index_tasks
from sisyphus.analysis.waiting import waits_for
from sisyphus.model.finding import Source
from sisyphus.model.judgement import Owner, Standing
from sisyphus.model.notepad import EntryState
from sisyphus.model.plan import Role, State
from sisyphus.model.status import Blocker

Rule = Callable[[Facts], Iterator[Blocker]]


def marked_blocked(facts: Facts) -> Iterator[Blocker]:
    """Boxes that the author marked as blocked."""
    labels = {t.key: t.label for t in facts.plan.tasks}
    for box in facts.left:
        if box.state is State.BLOCKED:
            waits = waits_for(box.text)
            yield Blocker(
                rule="marked-blocked",
                owner=waits[0].owner if waits else Owner.USER,
                message=f"marked as blocked: {box.text}",
                why=f"its box is [{box.marker}]" if len(box.marker) == 1 else "its title says so",
                remedy=(),
                task=labels.get(box.task) if box.task else None,
                source=Source(path=facts.plan.path, line=box.line),
            )


def external_check(facts: Facts) -> Iterator[Blocker]:
    """Open boxes that only a push, CI, a deployment or a person can close."""
    labels = {t.key: t.label for t in facts.plan.tasks}
    for box in facts.left:
        waits = waits_for(box.text) if box.state is not State.BLOCKED else ()
        if not waits:
            continue
        events = ", then ".join(dict.fromkeys(str(w.event) for w in waits))
        yield Blocker(
            rule="external-check",
            owner=waits[-1].owner,
            message=f"open until {events}: {box.text}",
            why=f"only {events} can show it",
            remedy=(),
            task=labels.get(box.task) if box.task else None,
            source=Source(path=facts.plan.path, line=box.line),
        )


def awaiting_approval(facts: Facts) -> Iterator[Blocker]:
    """All tasks are done and the final wave is not ticked: it stays open until the user says okay."""
    tasks = [t for t in facts.plan.tasks if t.role is Role.TASK and t.state is not State.CANCELLED]
    waiting = [t for t in facts.plan.tasks if t.role is Role.FINAL_WAVE and t.state is State.OPEN]
    if tasks and waiting and all(t.state is State.DONE for t in tasks):
        names = ", ".join(t.label for t in waiting)
        yield Blocker(
            rule="awaiting-approval",
            owner=Owner.USER,
            message=f"final verification is open: {names}",
            why="all tasks are done; the final wave is ticked when its reviews are in and the user agrees",
            remedy=(),
            task=waiting[0].label,
            source=Source(path=facts.plan.path, line=waiting[0].line),
        )


def notepad_blocker(facts: Facts) -> Iterator[Blocker]:
    """Open entries of notepads that say what they are blocked by; the latest entry on a subject counts."""
    for notepad in facts.record.notepads:
        for entry in notepad.entries:
            if entry.state is EntryState.OPEN and entry.status_text:
                waits = waits_for(f"{entry.title}\n{entry.status_text}\n{entry.text}")
                external = bool(waits) and all(w.owner is Owner.EXTERNAL for w in waits)
                yield Blocker(
                    rule="notepad-blocker",
                    owner=Owner.EXTERNAL if external else Owner.USER,
                    message=entry.title,
                    why=entry.status_text,
                    remedy=(),
                    task=entry.task,
                    source=Source(path=notepad.path, line=entry.line),
                )


def failed_check(facts: Facts) -> Iterator[Blocker]:
    """Checks that ran on this very content and did not pass."""
    for status in facts.checks:
        if status.standing is Standing.FAILED:
            yield Blocker(
                rule="failed-check",
                owner=Owner.AGENT,
                message=f"check failed: {status.check.command}",
                why=status.note,
                remedy=(f"sisyphus verify {facts.plan_word} {status.check.id}",),
                task=status.check.label,
                source=Source(path=facts.plan.path, line=status.check.line),
            )


def stale_proof(facts: Facts) -> Iterator[Blocker]:
    """Checks whose evidence speaks of other content."""
    stale = [c for c in facts.checks if c.standing is Standing.STALE]
    if stale:
        yield Blocker(
            rule="stale-proof",
            owner=Owner.AGENT,
            message=f"{len(stale)} {_checks(len(stale))} ran on other content than is here now",
            why="files or the commit changed since",
            remedy=(f"sisyphus verify {facts.plan_word} --only stale",),
            task=None,
            source=Source(path=facts.plan.path, line=stale[0].check.line),
        )


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
            )


def missing_tool(facts: Facts) -> Iterator[Blocker]:
    """Programs that checks need and that are not here: those checks cannot run on this machine."""
    by_program: dict[str, list[int]] = {}
    for status in facts.checks:
        if status.standing is Standing.NOT_RUN:
            for program in status.missing:
                by_program.setdefault(program, []).append(status.check.line)
    for program, lines in by_program.items():
        yield Blocker(
            rule="missing-tool",
            owner=Owner.USER,
            message=f"{program} not found: {len(lines)} {_checks(len(lines))} cannot run here",
            why=f"no program {program} on PATH",
            remedy=(),
            task=None,
            source=Source(path=facts.plan.path, line=lines[0]),
        )


def untrusted_checks(facts: Facts) -> Iterator[Blocker]:
    """Checks that could run now and that nobody has allowed."""
    waiting = [
        c for c in facts.checks if c.standing is Standing.NOT_RUN and not (c.trusted or c.denied or c.missing)
    ]
    if waiting:
        yield Blocker(
            rule="untrusted-checks",
            owner=Owner.USER,
            message=f"{len(waiting)} {_checks(len(waiting))} never ran: not trusted yet",
            why="verify runs a command of a plan only after you have seen and allowed it",
            remedy=(f"sisyphus verify {facts.plan_word}",),
            task=None,
            source=Source(path=facts.plan.path, line=waiting[0].check.line),
        )


def _checks(number: int) -> str:
    return "check" if number == 1 else "checks"


RULES: dict[str, Rule] = {
    "no-remote": no_remote,
    "pending-push": pending_push,
    "diverged": diverged,
    "detached-head": detached_head,
    "uncommitted-work": uncommitted_work,
    "unmerged-worktree": unmerged_worktree,
    "failed-check": failed_check,
    "stale-proof": stale_proof,
    "marked-blocked": marked_blocked,
    "unmet-dependency": unmet_dependency,
    "awaiting-approval": awaiting_approval,
    "external-check": external_check,
    "notepad-blocker": notepad_blocker,
    "missing-tool": missing_tool,
    "untrusted-checks": untrusted_checks,
}
"""Rules by name, in the order in which their blockers are shown."""


def find_blockers(facts: Facts) -> tuple[Blocker, ...]:
    """Ask every rule, in the order of `RULES`."""
    return tuple(blocker for rule in RULES.values() for blocker in rule(facts))
