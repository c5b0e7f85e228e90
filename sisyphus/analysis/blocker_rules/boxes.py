"""Blocker rules about boxes and notepads: what waits for somebody, as words, markers and dependencies say."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sisyphus.analysis.blocker_rules.git import has_arrived
from sisyphus.analysis.blocker_rules.waiting import Wait, owner_of, waits_for, words_of
from sisyphus.analysis.blocker_rules.waiting_event import Event
from sisyphus.analysis.blocker_rules.waiting_languages import LABEL_WORDS
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.labels import canonical, find_task, index_tasks
from sisyphus.model.deferred import replace
from sisyphus.model.finding import Source
from sisyphus.model.judgement import Owner
from sisyphus.model.notepad import Entry, EntryState
from sisyphus.model.plan import Role, State, Task
from sisyphus.model.regex import regex
from sisyphus.model.status import Blocker

STOP = "<start-work-blocked-external>"
"""What an agent prints when hardware, credentials or a service are missing and it ends its turn."""
_REMARK = regex(r"\s*\([^()]*\)\s*$")
_REJECTED = regex(r"[^\w\s]{0,4}\s*(?:reject|fail)(?:ed)?\b(?!.*\b(?:user|human)\b)", re.IGNORECASE)
"""A status that is the verdict of a review."""
_WORD = regex(r"[^\W\d_]{2,}")
_LEAST_QUOTE = 12
"""Characters of a box's text that an entry must hold to speak of that box, and not of a word in it."""


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
    entries = tuple(_open_entries(facts))
    for box in facts.rows_left:
        if box.state is State.BLOCKED:
            continue
        told = [(path, entry) for path, entry in entries if quotes(entry, box.text)]
        said = waits_for(box.text) or next(filter(None, (_entry_waits(e) for _, e in told)), ())
        waits = _still(facts, said)
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


def quotes(entry: Entry, text: str) -> bool:
    """Whether a notepad's entry speaks of a box: it holds the box's words, less a remark in brackets."""
    wanted = _REMARK.sub("", " ".join(text.split())).casefold()
    return len(wanted) >= _LEAST_QUOTE and wanted in _folded(f"{entry.title} {entry.text}")


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """Return a text on one line without case; an entry is held against every box."""
    return " ".join(text.split()).casefold()


def notepad_blocker(facts: Facts) -> Iterator[Blocker]:
    """Open entries of notepads that say what they are blocked by; the latest entry on a subject counts."""
    for path, entry in _open_entries(facts):
        said = _entry_waits(entry)
        waits = _still(facts, said)
        if (said and not waits) or _is_over(facts, entry):
            continue  # what it waits for has happened
        message, why = _said(entry)
        yield Blocker(
            rule="notepad-blocker",
            owner=_entry_owner(entry, waits),
            message=message,
            why=why,
            remedy=(),
            task=entry.task,
            source=Source(path=path, line=entry.line),
            waits=words_of(waits),
        )
    yield from _stopped_rows(facts)


def _entry_owner(entry: Entry, waits: tuple[Wait, ...]) -> Owner:
    """Return who acts: what a review rejects is for the agent to mend, unless it waits for somebody."""
    if waits:
        return Owner.EXTERNAL if all(w.owner is Owner.EXTERNAL for w in waits) else Owner.USER
    return Owner.AGENT if _REJECTED.match(entry.status_text or "") else Owner.USER


def _is_over(facts: Facts, entry: Entry) -> bool:
    """Whether all the boxes that waited for somebody and that an entry speaks of are ticked by now."""
    spoken_of = [b for b in facts.plan.boxes if waits_for(b.text) and quotes(entry, b.text)]
    return bool(spoken_of) and all(b.state is State.DONE for b in spoken_of)


def _said(entry: Entry) -> tuple[str, str]:
    """Return what is blocked and why, in the entry's own words; a title that is but a label says neither."""
    title, said, *lines = map(_bare, (entry.title, entry.status_text or "", *entry.text.split("\n")))
    if not _tells(title) and said in lines:
        lines = lines[lines.index(said) :]  # what stands above it may say that there was nothing
    telling = [t for t in (title, said, *lines) if _tells(t)]
    message = telling[0] if telling else title
    return message, next((t for t in telling if message not in t), "an open entry says so")


def _bare(text: str) -> str:
    return text.lstrip(" \t*_>#-").rstrip(" \t*_").replace("**", "")


def _tells(text: str) -> bool:
    """Whether a text says more than which entry it is: not "Task 2", a date, "unresolved problems"."""
    return any(word.casefold() not in LABEL_WORDS for word in _WORD.findall(text.replace(STOP, "")))


def _stopped_rows(facts: Facts) -> Iterator[Blocker]:
    """Yield what the ledger says last of a task, where that is the word by which an agent stops."""
    last = {row.task: row for row in facts.record.ledger}
    for row in last.values():
        said = next((text for text in row.claims if STOP in text), None)
        if said is not None:
            yield Blocker(
                rule="notepad-blocker",
                owner=Owner.USER,
                message="the agent stopped: something outside is missing",
                why=said,
                remedy=(),
                task=row.task,
                source=Source(path=row.path, line=row.line),
                waits=words_of(_still(facts, waits_for(said))),
            )


def _open_entries(facts: Facts) -> Iterator[tuple[str, Entry]]:
    for notepad in facts.record.notepads:
        for entry in notepad.entries:
            stop = None if entry.state is EntryState.CLOSED else _stop_line(entry)
            if entry.state is EntryState.OPEN and entry.status_text:
                yield notepad.path, entry
            elif stop:
                yield notepad.path, replace(entry, status_text=stop)


def _stop_line(entry: Entry) -> str | None:
    """Return the line by which an agent stopped, whatever kind of notepad it stands in."""
    lines = f"{entry.title}\n{entry.text}".split("\n")
    return next((line.strip() for line in lines if STOP in line), None)


def _entry_waits(entry: Entry) -> tuple[Wait, ...]:
    return waits_for(f"{entry.title}\n{entry.status_text}\n{entry.text}")


def _still(facts: Facts, waits: tuple[Wait, ...]) -> tuple[Wait, ...]:
    """Leave out the push where it has happened: nothing is remembered."""
    return tuple(w for w in waits if w.event is not Event.PUSH) if has_arrived(facts) else waits


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
