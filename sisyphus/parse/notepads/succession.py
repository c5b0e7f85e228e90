"""Later entries win: one that says a blocker is gone closes the earlier entry that named it."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from sisyphus.model.deferred import replace
from sisyphus.model.notepad import Entry, EntryState
from sisyphus.parse.notepads.words import closes_all, is_none

_REACH = 200
"""How many open entries are compared with a closing one: the latest."""

_ASIDE = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_WORD = re.compile(r"[^\W_]+")
_NOISE = frozenset(
    {
        *(
            "blocker",
            "blockers",
            "issue",
            "issues",
            "problem",
            "problems",
            "update",
            "resolved",
            "fixed",
            "closed",
            "solved",
            "unblocked",
            "started",
        ),
        *(
            "blocked",
            "unresolved",
            "open",
            "status",
            "task",
            "now",
            "is",
            "was",
            "the",
            "a",
            "an",
            "of",
            "for",
            "and",
            "to",
        ),
        *("resolution", "complete", "completed", "done", "notes", "note", "with", "in", "on", "by"),
    }
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
_NOISE_PAIRS = frozenset({
    "问题", "問題", "解决", "解決", "阻塞", "任务", "完成", "未解", "已解", "した", "れた", "って", "ない",
})  # fmt: skip
_SHARED_LENGTH = 4
_CONTAINED_WORDS = 2
_NONE_LEFT = re.compile(r"\b(?:remain\w*|left|any ?more|all clear)\b", re.IGNORECASE)


def close_earlier(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give the entries, each open one closed when a later one says that it is resolved.

    Later in the file, or higher up but with a later date: agents also edit a "Resolved" list at the top.
    """
    result = list(entries)
    opened: list[int] = []
    closing: list[Entry] = []
    for index, entry in enumerate(result):
        everything = closes_all(f"{entry.title}\n{entry.text}")
        if everything or _may_close(entry):
            for earlier in opened[-_REACH:]:
                if everything or _same_blocker(result[earlier], entry):
                    result[earlier] = _closed_by(result[earlier], entry)
            opened = [at for at in opened if result[at].state is EntryState.OPEN]
            closing.append(entry)
        if entry.state is EntryState.OPEN:
            opened.append(index)
            dated = (
                done for done in closing[-_REACH:] if _is_later(done, entry) and _same_blocker(entry, done)
            )
            closer = next(dated, None)
            if closer is not None:
                result[index] = _closed_by(entry, closer)
    return tuple(result)


def _closed_by(entry: Entry, closing: Entry) -> Entry:
    words = f"line {closing.line}: {closing.status_text or closing.title}"
    return replace(entry, state=EntryState.CLOSED, status_text=words)


def _is_later(entry: Entry, other: Entry) -> bool:
    """Tell whether an entry is of a later day; False when either has no date."""
    day, before = _day(entry), _day(other)
    return day is not None and before is not None and day > before


def _day(entry: Entry) -> date | None:
    moment = entry.written_at
    return moment.date() if isinstance(moment, datetime) else moment


def _may_close(entry: Entry) -> bool:
    if entry.state is EntryState.CLOSED:
        return True
    none_left = entry.status_text is not None and is_none(entry.status_text)
    return none_left and entry.task is not None and _NONE_LEFT.search(entry.status_text or "") is not None


def _same_blocker(earlier: Entry, later: Entry) -> bool:
    """Tell whether two entries speak of one thing: the same title, or the same task and a word in common."""
    if earlier.task is not None and later.task is not None and earlier.task != later.task:
        return False
    before, after = _core(earlier), _core(later)
    if before and before == after:
        return True
    short, long = sorted((before, after), key=len)
    if len(short) >= _CONTAINED_WORDS and f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    same_task = earlier.task is not None and earlier.task == later.task
    shared = {word for word in before if len(word) >= _SHARED_LENGTH} & set(after)
    shared |= _pairs(before) & _pairs(after)
    return same_task and (not short or bool(shared))


def _pairs(words: Iterable[str]) -> set[str]:
    """Give the pairs of neighbouring signs in words of scripts that put no blanks between words."""
    runs = (run for word in words for run in _UNSPACED.findall(word))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)} - _NOISE_PAIRS


def _core(entry: Entry) -> list[str]:
    """Give the words of a title that say which thing it is about."""
    noise = _NOISE | {(entry.task or "").lower()}
    return [word for word in _WORD.findall(_ASIDE.sub(" ", entry.title.lower())) if word not in noise]
