"""Whether a notepad entry still waits for somebody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sisyphus.model.notepad import EntryState, Part
from sisyphus.parse.notepads.blocks import Block, is_content, part_name
from sisyphus.parse.notepads.names import Reading
from sisyphus.parse.notepads.part_names import BLOCKING_NAMES, GENERIC_NAMES, RESOLUTION_NAMES, STATUS_NAMES
from sisyphus.parse.notepads.stamp import find_date
from sisyphus.parse.notepads.words import (
    bare,
    closes,
    first_sentence,
    is_complete,
    is_none,
    judge_status,
    judge_title,
    must_act,
    tells_resolution,
)

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[^a-z])")
_STAMP_REACH = 30
"""How far into a bullet its date stands when the bullet is stamped, in characters."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state with the words that made it."""

    state: EntryState
    words: str | None = None


def entry_verdict(
    reading: Reading, title: str, group: str, parts: Sequence[Part], blocks: Sequence[Block]
) -> Verdict:
    """Judge one entry: by its status and resolution, the later of them; else its headings; else its prose.

    `group` is the heading that it stands under; empty when there is none.
    """
    if reading is Reading.RECORD:
        return _record(title, parts)
    stated = _stated(parts)
    if stated is not None:
        return stated
    told = _read(blocks, stalled=reading is Reading.UNRESOLVED)
    for heading in (title, group):
        said = judge_title(heading)
        if said is not None:
            return _from_heading(heading, told, closed=said)
    return _from_text(reading, title, told)


def _record(title: str, parts: Sequence[Part]) -> Verdict:
    """Judge an entry of learnings or decisions: open only where it speaks of blocked work."""
    opened = title if must_act(title) else None
    last = _stated(parts)
    for part in parts:
        if _name(part) in STATUS_NAMES and must_act(_line(part.text)):
            opened = _line(part.text)
    if opened is None:
        return Verdict(EntryState.NOTE)
    if last is not None and last.state is EntryState.CLOSED:
        return last
    return Verdict(EntryState.OPEN, opened)


def _stated(parts: Sequence[Part]) -> Verdict | None:
    """Give what the last status or resolution says; `None` when there is none that says anything."""
    verdict = None
    for part in parts:
        name = _name(part)
        if name in STATUS_NAMES:
            said = judge_status(_line(part.text))
            if said is not None:
                verdict = Verdict(EntryState.CLOSED if said else EntryState.OPEN, _line(part.text))
        elif name in BLOCKING_NAMES and _blocks(part.text):
            verdict = (
                verdict
                if verdict and verdict.state is EntryState.OPEN
                else Verdict(EntryState.OPEN, f"{part.name}: {first_sentence(part.text)}")
            )
        elif name in RESOLUTION_NAMES and tells_resolution(part.text):
            verdict = Verdict(EntryState.CLOSED, first_sentence(part.text))
    return verdict


@dataclass(frozen=True, slots=True)
class _Told:
    """What the text of an entry says, block by block; `None` where it says no such thing."""

    opened: Block | None
    """The last that asks somebody to act."""
    closed: Block | None
    """The last that says that something is over."""
    denied: Block | None
    """The one that says, before anything else, that there is nothing."""
    written: Block | None
    """The first that says anything else."""


def _read(blocks: Sequence[Block], *, stalled: bool) -> _Told:
    """Read the blocks in order: one that says something is over takes back those that it speaks of."""
    opened = closed = denied = written = None
    for block in blocks:
        if is_none(_unstamped(block.text)):
            denied = denied or (block if written is None else None)
        elif _is_over(block):
            closed = block
            # A dated bullet or a paragraph speaks of all above it, a plain bullet of itself.
            if not block.bullet or _is_stamped(block):
                opened = written = None
        elif must_act(block.text, stalled=stalled) is not None or block.box == " ":
            opened = block
        elif is_content(block):
            written = written or block
    return _Told(opened, closed, denied, written)


def _blocks(text: str) -> bool:
    return bool(text) and not is_none(text) and not closes(text)


def _from_heading(heading: str, told: _Told, *, closed: bool) -> Verdict:
    """Follow the heading, unless it opens and the text says that it is over, or that nothing is there."""
    if closed:
        return Verdict(EntryState.CLOSED, heading)
    if told.denied is not None and told.opened is None:
        return Verdict(EntryState.NOTE, first_sentence(told.denied.text))
    if told.closed is not None and told.opened is None and told.written is None:
        return Verdict(EntryState.CLOSED, first_sentence(told.closed.text))
    return Verdict(EntryState.OPEN, heading)


def _from_text(reading: Reading, title: str, told: _Told) -> Verdict:
    if told.opened is not None:
        return Verdict(EntryState.OPEN, _sentence_with(told.opened.text))
    if told.denied is not None or is_none(title):
        return Verdict(EntryState.NOTE, title if told.denied is None else first_sentence(told.denied.text))
    if told.closed is not None and told.written is None:
        return Verdict(EntryState.CLOSED, first_sentence(told.closed.text))
    if is_complete(title):
        return Verdict(EntryState.CLOSED, title)
    waits = reading is Reading.UNRESOLVED and part_name(title).lower() not in GENERIC_NAMES
    return Verdict(EntryState.OPEN if waits else EntryState.NOTE)


def _is_over(block: Block) -> bool:
    text = block.text
    struck = text.startswith("~~") and text.rstrip(".").endswith("~~")
    return closes(_unstamped(text)) or struck or (block.box is not None and block.box in "xX")


def _is_stamped(block: Block) -> bool:
    return find_date(block.text[:_STAMP_REACH]) is not None


def _unstamped(text: str) -> str:
    """Drop a leading date, so that "[2026-02-03] Resolved: ..." begins with its word."""
    head = text[:_STAMP_REACH]
    if find_date(head) is None:
        return text
    end = next((at for at, letter in enumerate(text) if letter.isalpha() and letter not in "TZtz"), 0)
    return text[end:]


def _sentence_with(text: str) -> str:
    """Give the sentence that asks somebody to act; the first one when no single sentence does."""
    sentences = _SENTENCE_END.split(" ".join(text.split()))
    return next((sentence for sentence in sentences if must_act(sentence) is not None), sentences[0])


def _line(text: str) -> str:
    return text.strip().split("\n", 1)[0].replace("**", "").strip(" *_`\t")


def _name(part: Part) -> str:
    return bare(part.name).lower()
