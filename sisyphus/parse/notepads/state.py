"""Whether a notepad entry still waits for somebody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sisyphus.model.notepad import EntryState, Part
from sisyphus.parse.notepads.blocks import Block, is_content, part_name
from sisyphus.parse.notepads.names import Reading
from sisyphus.parse.notepads.part_names import BLOCKING_NAMES, GENERIC_NAMES, RESOLUTION_NAMES, STATUS_NAMES
from sisyphus.parse.notepads.stamp import find_date, parse_stamp
from sisyphus.parse.notepads.titles import begins_open, is_complete, judge_title, phrases, told_alone
from sisyphus.parse.notepads.words import (
    bare,
    closes,
    first_sentence,
    is_none,
    is_solution,
    judge_status,
    must_act,
    stands_still,
    tells_resolution,
)

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[^a-z])")
_UPDATE = re.compile(
    r"\W*(?:update|edit|follow-?up|nachtrag|aktualisierung|actualizaci[oó]n|atualização|mise à jour"
    r"|aggiornamento|обновление|更新|追記|업데이트|추가|cập nhật|pembaruan)(?![^\W\d_])\W*",
    re.IGNORECASE,
)
"""Before what was added later."""
_STAMP_REACH = 30
"""How far into a bullet its date stands when the bullet is stamped, in characters."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state with the words that made it."""

    state: EntryState
    words: str | None = None

    def asks(self, title: str) -> bool:
        """Whether its words, or the entry's title, say that work does not go on."""
        return self.state is EntryState.OPEN and (stands_still(self.words or "") or stands_still(title))


def entry_verdict(
    reading: Reading, title: str, group: str, parts: Sequence[Part], blocks: Sequence[Block]
) -> Verdict:
    """Judge one entry: by its status and resolution, the later of them; else its headings; else its prose.

    `group` is the heading that it stands under; empty when there is none.
    """
    if reading is Reading.RECORD:
        return _record(title, parts)
    stated, line = _stated(parts)
    if stated is not None:
        return _updated(blocks, line) or stated
    told = _read(blocks, stalled=reading is not Reading.MET)
    for heading in (title, group):
        said = judge_title(heading)
        if said is not None:
            return _from_heading(heading, told, closed=said)
    return _from_text(reading, title, told)


def _record(title: str, parts: Sequence[Part]) -> Verdict:
    """Judge an entry of learnings or decisions: open only where it speaks of blocked work."""
    opened = title if must_act(title) else None
    last, _ = _stated(parts)
    for part in parts:
        if _name(part) in STATUS_NAMES and must_act(_line(part.text)):
            opened = _line(part.text)
    if opened is None:
        return Verdict(EntryState.NOTE)
    if last is not None and last.state is EntryState.CLOSED:
        return last
    if opened == title and last is None:  # a record tells how it was solved, in whatever tense
        solved = next((p for p in parts if _name(p) in RESOLUTION_NAMES and is_solution(p.text)), None)
        if solved is not None:
            return Verdict(EntryState.CLOSED, first_sentence(solved.text))
    return Verdict(EntryState.OPEN, opened)


def _stated(parts: Sequence[Part]) -> tuple[Verdict | None, int]:
    """Give what the last status or resolution says, and its line; `None` when none says anything."""
    verdict, line = None, 0
    for part in parts:
        name, said = _name(part), None
        if name in STATUS_NAMES:
            told = judge_status(_line(part.text))
            taken_back = name == "verdict" and told and verdict and verdict.state is EntryState.OPEN
            if told is not None and not taken_back:  # one review's yes is no other's
                said = Verdict(EntryState.CLOSED if told else EntryState.OPEN, _line(part.text))
        elif name in BLOCKING_NAMES and _blocks(part.text):
            if verdict is None or verdict.state is not EntryState.OPEN:
                said = Verdict(EntryState.OPEN, f"{part.name}: {first_sentence(part.text)}")
        elif name in RESOLUTION_NAMES and tells_resolution(part.text):
            said = Verdict(EntryState.CLOSED, first_sentence(part.text))
        if said is not None:
            verdict, line = said, part.line
    return verdict, line


def _updated(blocks: Sequence[Block], line: int) -> Verdict | None:
    """Give what was added below a status, dated or as an update: the last such remark that says anything."""
    verdict = None
    for block in blocks:
        if block.line <= line or (block.bullet and not _is_stamped(block)):
            continue
        text, added = _unstamped(block.text), _is_added(block)
        if (added and closes(text)) or told_alone(_line(text)):
            verdict = Verdict(EntryState.CLOSED, first_sentence(block.text))
        elif added and judge_status(first_sentence(text)) is False:
            verdict = Verdict(EntryState.OPEN, first_sentence(block.text))
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
            denied = denied or (block if written is None and closed is None else None)
        elif _is_over(block):
            closed = block
            # A dated bullet or a paragraph speaks of all above it, a plain bullet of itself.
            if not block.bullet or _is_stamped(block):
                opened = written = None
        elif block.box == " " or must_act(block.text, stalled=stalled) or _says_open(block):
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
    if reading is Reading.MET or part_name(title).lower() in GENERIC_NAMES:
        return Verdict(EntryState.NOTE)
    return Verdict(EntryState.OPEN, title or None if reading is Reading.BLOCKING else None)


def _is_over(block: Block) -> bool:
    text = block.text
    if _is_added(block) and told_alone(_line(_unstamped(text)).rpartition(",")[2]):
        return True  # "Update: Eva has rotated the key, unblocked"
    struck = text.startswith("~~") and "~~" in text[2:] and must_act(text) is None
    if closes(_unstamped(text)) or struck or (block.box is not None and block.box in "xX"):
        return True
    return told_alone(_line(text)) is True and must_act(text) is None


def _says_open(block: Block) -> bool:
    text = _unstamped(block.text)
    if begins_open(text) or told_alone(_line(text)) is not False:
        return begins_open(text)
    # Of a paragraph that says more, the last phrase may be about anything.
    return block.bullet or (len(tuple(phrases(text))) == 1 and must_act(text) is not None)


def _is_added(block: Block) -> bool:
    return _UPDATE.match(block.text) is not None or _is_stamped(block)


def _is_stamped(block: Block) -> bool:
    return find_date(block.text[:_STAMP_REACH]) is not None


def _unstamped(text: str) -> str:
    """Drop a leading date, task or "Update", so that "[2026-02-03] Resolved: ..." begins with its word."""
    update = _UPDATE.match(text)
    rest = text[update.end() :] if update else text
    line, _, below = rest.partition("\n")
    stamp = parse_stamp(line)
    if stamp.leading and stamp.title:
        return f"{stamp.title}\n{below}"
    if find_date(line[:_STAMP_REACH]) is None:
        return rest
    end = next((at for at, letter in enumerate(rest) if letter.isalpha() and letter not in "TZtz"), 0)
    return rest[end:]


def _sentence_with(text: str) -> str:
    """Give the sentence that asks somebody to act; the first one when no single sentence does."""
    sentences = _SENTENCE_END.split(" ".join(text.split()))
    return next((sentence for sentence in sentences if must_act(sentence) is not None), sentences[0])


def _line(text: str) -> str:
    return text.strip().split("\n", 1)[0].replace("**", "").strip(" *_`\t")


def _name(part: Part) -> str:
    return bare(part.name).lower()
