"""Blockers of one cause are put together: the first of them stands for it, the rest are part of it."""

from collections.abc import Sequence

from sisyphus.analysis.blocker_rules.notes import quotes
from sisyphus.analysis.facts import Facts
from sisyphus.model.deferred import replace
from sisyphus.model.finding import Source
from sisyphus.model.judgement import Event
from sisyphus.model.notepad import Entry
from sisyphus.model.status import Blocker

_GATES = frozenset({"no-remote", "diverged", "pending-push"})
"""Rules of which at most one is there: commits have not arrived at the remote."""
_BEHIND_GATE = frozenset(map(str, (Event.PUSH, Event.CI, Event.MERGE)))
"""What cannot happen before the commits have arrived, and closes every box that waits for it.

Two credentials, or two persons, are two causes.
"""
_JOINING = frozenset({"external-check", "marked-blocked", "notepad-blocker"})
_OF_TASKS = frozenset({"external-check", "marked-blocked", "awaiting-approval", "unmet-dependency"})


def join_causes(facts: Facts, blockers: Sequence[Blocker]) -> tuple[Blocker, ...]:
    """Return the blockers with each part behind the one whose cause it shares, which names all places."""
    entries = {(n.path, e.line): e for n in facts.record.notepads for e in n.entries}
    texts = {box.line: box.text for box in facts.rows_left}
    groups: list[list[Blocker]] = []
    by_event: dict[str, list[Blocker]] = {}
    for blocker in blockers:
        entry = entries.get((blocker.source.path or "", blocker.source.line or 0))
        event = blocker.waits[0] if blocker.waits and blocker.rule in _JOINING else ""
        group = by_event.get(event)
        if group is None and blocker.rule == "notepad-blocker":
            group = next((g for g in groups if any(_names(entry, blocker, b, texts) for b in g)), None)
        if group is not None:
            group.append(replace(blocker, part_of=group[0].rule))
            continue
        groups.append([blocker])
        # The gate stands for all that comes behind it; an event for all that waits for it.
        opens = _BEHIND_GATE if blocker.rule in _GATES else _BEHIND_GATE & {event}
        by_event.update(dict.fromkeys(opens, groups[-1]))
    return tuple(b for group in groups for b in _joined(group))


def _names(entry: Entry | None, one: Blocker, other: Blocker, texts: dict[int, str]) -> bool:
    if other.rule not in _OF_TASKS:
        return False
    if one.task is not None and one.task == other.task:
        return True
    text = texts.get(other.source.line or 0)
    return entry is not None and text is not None and quotes(entry, text)


def _joined(group: Sequence[Blocker]) -> tuple[Blocker, ...]:
    head, *parts = group
    places = (*head.also, *(s for b in parts for s in (b.source, *b.also)))
    also = tuple(s for s in dict.fromkeys(places) if s not in (head.source, Source()))
    return (replace(head, also=also), *parts)
