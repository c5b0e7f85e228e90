"""The blocker rule about notepads and the ledger: what an agent wrote down that it waits for."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sisyphus.analysis.blocker_rules.git import has_arrived
from sisyphus.analysis.blocker_rules.waiting import Wait, waits_for, words_of
from sisyphus.analysis.blocker_rules.waiting_languages import LABEL_WORDS
from sisyphus.analysis.facts import Facts
from sisyphus.model.deferred import replace
from sisyphus.model.finding import Source
from sisyphus.model.judgement import Event, Owner
from sisyphus.model.notepad import Entry, EntryState
from sisyphus.model.plan import State
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
    for path, entry in open_entries(facts):
        said = entry_waits(entry)
        waits = still_waits(facts, said)
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
            holds=_holds(facts, entry),
        )
    yield from _stopped_rows(facts)


def _holds(facts: Facts, entry: Entry) -> bool:
    """Whether the work that an entry speaks of cannot go on; any other open entry may tell of work to do."""
    stop = _stop_line(entry)
    if stop is not None and (entry.asks or _bare(stop).startswith(STOP)):  # else it tells of the word
        return True
    return entry.asks and bool(still_waits(facts, _stopped_by(entry)))


def _stopped_by(entry: Entry) -> tuple[Wait, ...]:
    said = entry.status_text or ""
    return _waits(said if _tells(said) else "", _whole(entry))


def _waits(said: str, text: str) -> tuple[Wait, ...]:
    from sisyphus.analysis.blocker_rules.stopped import waits_when_stopped  # noqa: PLC0415 - start-up: few plans are stopped

    return waits_when_stopped(said, text)


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
                waits=words_of(still_waits(facts, _waits("", said))) or ("help from outside",),
                holds=True,
            )


def open_entries(facts: Facts) -> Iterator[tuple[str, Entry]]:
    """Yield the entries that say what they are blocked by, with the path of their notepad."""
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


def entry_waits(entry: Entry) -> tuple[Wait, ...]:
    """Return what an entry says that it waits for."""
    return (_stopped_by(entry) if entry.asks else ()) or waits_for(_whole(entry))


def _whole(entry: Entry) -> str:
    return f"{entry.title}\n{entry.status_text}\n{entry.text}"


def still_waits(facts: Facts, waits: tuple[Wait, ...]) -> tuple[Wait, ...]:
    """Leave out the push where it has happened: nothing is remembered."""
    return tuple(w for w in waits if w.event is not Event.PUSH) if has_arrived(facts) else waits
