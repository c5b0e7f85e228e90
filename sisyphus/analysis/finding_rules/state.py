"""Findings about a plan's life: other copies of it, lost notes, works that nobody works on."""

from collections.abc import Iterator
from datetime import timedelta

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.surroundings import last_activity
from sisyphus.model.copies import CopyPlace, Judged
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.first_few import first_few
from sisyphus.model.plan import HEADLINE_ROLES, Plan, State
from sisyphus.model.shell_word import shell_word

STALLED_AFTER = timedelta(hours=24)
"""Without a sign of life for so long, an active work is taken to be left."""
_NAMED_AT_MOST = 3


def plan_copies_differ(facts: Facts) -> Iterator[Finding]:
    """The work has a work tree of its own, and the copies there and in the main one say different things."""
    for copy in facts.record.copies:
        if copy.place in {CopyPlace.WORK, CopyPlace.MAIN} and copy.plan is not None:
            there, here = _ticked(copy.plan), _ticked(facts.plan)
            message = (
                f"the copy {copy.path} differs: {there} there, {here} here; what is here counts, and "
                f"`sisyphus status -C {shell_word(copy.root)}` judges the other with its own commits"
            )
            yield facts.finding("plan-copies-differ", Severity.WARNING, message)


def work_ended_early(facts: Facts) -> Iterator[Finding]:
    """The work is recorded as completed, and tasks of its plan are open."""
    work = facts.record.work
    rows = [t for t in facts.plan.tasks if t.role in HEADLINE_ROLES]
    left = [t for t in rows if t.state in {State.OPEN, State.IN_PROGRESS, State.BLOCKED}]
    if work is not None and work.status == "completed" and left:
        are = "is" if len(left) == 1 else "are"
        message = f"the work is recorded as completed, and {len(left)} of {len(rows)} tasks {are} not done"
        yield facts.finding("work-ended-early", Severity.WARNING, message, left[0].line)


def notepad_entries_lost(facts: Facts) -> Iterator[Finding]:
    """An append-only notepad had entries that are gone from it."""
    for lost in facts.record.lost:
        named = first_few([f'"{title.lstrip("# ")}"' for title in lost.titles], _NAMED_AT_MOST)
        which = "an earlier entry is" if len(lost.titles) == 1 else f"{len(lost.titles)} entries are"
        message = f"{which} gone from this notepad: {named}; {lost.command} shows what was there"
        yield Finding(
            rule="notepad-entries-lost",
            severity=Severity.WARNING,
            message=message,
            source=Source(path=lost.path),
        )


def judged_older_copy(facts: Facts) -> Iterator[Finding]:
    """A review names the hash of the plan that it judged, and the plan has another one now."""
    last: dict[tuple[str | None, str], Judged] = {}
    for judged in facts.record.judged:
        last[judged.source.path, judged.by] = judged  # a later round of the same reviewer counts
    for judged in last.values():
        if judged.sha256 not in {facts.plan.sha256, facts.record.as_planned}:
            message = (
                f"{judged.by} judged an older copy of this plan: sha256 {judged.sha256[:12]}…; the text here "
                f"is {facts.plan.sha256[:12]}…, and with open boxes it is another one, too"
            )
            yield Finding(
                rule="judged-older-copy", severity=Severity.WARNING, message=message, source=judged.source
            )


def stalled_work(facts: Facts) -> Iterator[Finding]:
    """A work is active, and nothing of it has changed for a day."""
    work = facts.record.work
    if work is None or not facts.record.active or facts.taken_at is None:
        return
    last = last_activity(facts.record, (link for links, _ in facts.links.values() for link in links))
    if last is not None and facts.taken_at - last > STALLED_AFTER:
        message = f"the work is {work.status}, and nothing has happened since {last:%Y-%m-%d %H:%M} UTC"
        yield facts.finding("stalled-work", Severity.INFO, message)


def _ticked(plan: Plan) -> str:
    rows = [t for t in plan.tasks if t.role in HEADLINE_ROLES]
    return f"{sum(t.state is State.DONE for t in rows)} of {len(rows)} tasks ticked"
