"""Entries to drafts: the steps of a scenario, the items of a list, a paragraph's sentences."""

import re
from collections.abc import Sequence
from functools import lru_cache

from sisyphus.model.check import Origin
from sisyphus.parse.commands.carried import folder_left, moved, tells_code
from sisyphus.parse.commands.drafts import ABOVE, CLAIM, Draft, Trail
from sisyphus.parse.commands.entries import Entry
from sisyphus.parse.commands.looks import Looks
from sisyphus.parse.commands.names import KEYS, Key
from sisyphus.parse.commands.places import Places
from sisyphus.parse.commands.result_start import result_start
from sisyphus.parse.commands.shared_results import share
from sisyphus.parse.commands.spoken import Found, find_quoted, read_bare
from sisyphus.parse.commands.spoken_words import (
    ASK_ONLY,
    ASSERT_LEAD,
    BEGUN,
    CLAIM_BEFORE,
    CONNECTOR,
    LEAD_IN,
    PURPOSE,
    RESULT_LEAD,
    RESULT_START,
    SHARED,
)
from sisyphus.parse.pieces import holds_any

_PAIRED = 4
"""Lines in which a command and its expected result stand together."""
_OUTPUT = ("output", "stdout", "输出", "輸出", "출력", "salida", "saída", "出力")
"""Pieces of the keys that announce what is printed, whatever it is."""
_ONE_QUOTED = re.compile(r"`[^`\n]+`\.?")
_TO_FAIL = re.compile(r"\W*(?:FAIL|RED|fails?|失败|失敗|실패|falla|falha)\b")
"""A test that is written before the code fails once, and is no check of the work."""
_SKIPPED = (Key.ASIDE, Key.SCENARIO)
_DONE = (Key.STEPS, Key.RUN)


class Reader:
    """Reads the entries of one list, scenario or paragraph."""

    def __init__(self, trail: Trail, places: Places, *, fenced: bool) -> None:
        self.trail = trail
        self.places = places
        self.fenced = fenced
        self.part: Key | None = None
        """The key that the entries stand under."""
        self.part_indent = 0
        self.part_whole = False
        self.in_scenario = False
        self.waiting: tuple[int, Entry] | None = None
        """A command of a task that nobody says is a check, until its expected result is met; and its line."""
        self.first = 0
        """The line in the file from which the offsets of entries count."""

    def read(self, entry: Entry, origin: Origin | None) -> None:
        """Take one entry; `origin` is that of its place, which in a fence is always one."""
        key = KEYS.get(entry.name)
        if key is None:
            if self.part is not None and not self._inside(entry):
                self.part = None
            if self.part is None and origin is None:
                return
        else:
            self._open(entry, key, origin)
            if key in _SKIPPED or not entry.text:
                self.trail.awaits = self.first + entry.offset if key is Key.EXPECTED else 0
                return
        part = key or self.part
        if part in _SKIPPED:
            return
        if origin is None and self.in_scenario and part in _DONE:
            origin = Origin.QA_SCENARIO
        if part is Key.EXPECTED:
            self._attach(entry)
        elif origin is not None and entry.text:
            line = self.first + entry.offset
            self._take(line, entry, origin, step=part in _DONE or self.fenced, led=part is Key.RUN)
        elif origin is None and key is Key.RUN and self.places.key:
            self.waiting = (self.first + entry.offset, entry)

    def pass_by(self, indent: int, *, item: bool) -> None:
        """Note a line that holds nothing, and may end the part that the lines before it stand under."""
        if self.part is not None and not self._reaches(indent, item=item):
            self.part = None

    def _inside(self, entry: Entry) -> bool:
        """Whether an entry still belongs to the key above it."""
        if self.fenced:
            return True
        return self._reaches(entry.indent, item=entry.item and not entry.name)

    def _reaches(self, indent: int, *, item: bool) -> bool:
        """Whether the key reaches an indentation; as an item that says all by itself, it has no siblings."""
        return indent > self.part_indent or (item and indent >= self.part_indent and not self.part_whole)

    def _open(self, entry: Entry, key: Key, origin: Origin | None) -> None:
        if key is Key.SCENARIO:
            self.trail.restart()
            self.in_scenario = not self.places.closed
            if "`" in entry.text and origin is not None:
                self._take(self.first + entry.offset, entry, origin, step=True, led=False)
        if self.part is Key.STEPS and key in (Key.RUN, Key.EXPECTED) and _is_step(entry, self.part_indent):
            return
        self.part, self.part_indent = (None if key is Key.SCENARIO else key), entry.indent
        self.part_whole = entry.item and bool(entry.text)

    def _attach(self, entry: Entry) -> None:
        waiting, self.waiting = self.waiting, None
        line = self.first + entry.offset
        if waiting and line - waiting[0] <= _PAIRED and not _TO_FAIL.match(entry.text):
            self._take(*waiting, Origin.VERIFICATION_STEP, step=True, led=True)
        draft = self.trail.last(line)
        if draft is None:
            return
        told = [w for w in draft.words if w[:1] not in {CLAIM, ABOVE}]
        if not told or entry.key is None or entry.name.startswith("assert"):
            shown = holds_any(entry.name, _OUTPUT) and _ONE_QUOTED.fullmatch(entry.text)
            text = f"output: {entry.text}" if shown else entry.text
            draft.words.append(text)
            share(text, self.trail.met())

    def _take(self, line: int, entry: Entry, origin: Origin, *, step: bool, led: bool) -> None:
        found = _found(entry.text, step=step, led=led)
        if not found:
            draft = self.trail.last(line)
            lead = ASSERT_LEAD if step else RESULT_LEAD
            if draft and "VERDICT" not in entry.text and lead.match(entry.text.lstrip("*_ ")):
                draft.words.append(entry.text)
            return
        for one, words in zip(found, _words(found, origin), strict=True):
            at = line + entry.text.count("\n", 0, one.start)
            self._draft(at, one, origin, words, step=step)

    def _draft(self, line: int, found: Found, origin: Origin, words: str, *, step: bool) -> None:
        trail, command = self.trail, found.command
        if found.looks is Looks.CONTEXT:
            trail.context.append(command)
            trail.folder = None if command.startswith("cd ") else trail.folder
            return
        last = trail.last(line)
        told_of = (last.command,) if last and tells_code(command) else ()
        context = (*trail.context, *(moved(trail.folder, command) if step else ()), *told_of)
        trail.folder = (folder_left(command) or trail.folder) if step else None
        trail.drafts.append(
            Draft(
                line=line,
                last_line=line + command.count("\n"),
                command=command,
                looks=found.looks,
                origin=origin,
                task=self.places.key,
                label=self.places.label,
                context=context,
                words=[words] if words else [],
            )
        )


# Plans ask for the same commands over and over: of these texts a third is met again.
@lru_cache(maxsize=4096)
def _found(text: str, *, step: bool, led: bool) -> tuple[Found, ...]:
    """Return the commands in a text: those in backticks, else the bare one that it begins with."""
    quoted = find_quoted(text, step=step)
    if quoted or not text:
        return tuple(quoted)
    lead = LEAD_IN.match(text)
    strong = led or bool(lead and lead[0].rstrip().endswith((":", "\uff1a")))
    for offset in dict.fromkeys((lead.end() if lead else 0, 0, _behind_colon(text))):
        if offset < 0:
            continue
        rest = text[offset:]
        bare = read_bare(rest, led=strong and offset == (lead.end() if lead else 0))
        if bare and (bare.looks is Looks.COMMAND or step):
            skipped = offset + len(rest) - len(rest.lstrip())
            return (bare._replace(start=bare.start + skipped, end=bare.end + skipped),)
    return ()


def _is_step(entry: Entry, indent: int) -> bool:
    """Whether a key opens a step of the list it stands in, and not the next part of the scenario."""
    return entry.numbered or (entry.item and (entry.indent > indent or entry.name.startswith("assert")))


_INTRODUCTION = re.compile(r"[^:\uff1a`\n\"'|]{2,70}[:\uff1a]\s+")


def _behind_colon(text: str) -> int:
    """Return the offset behind a short introduction (`Verify it: npm test`); -1 without one."""
    match = _INTRODUCTION.match(text) if ":" in text or "\uff1a" in text else None
    return match.end() if match else -1


def _words(found: Sequence[Found], origin: Origin) -> list[str]:
    """Return what a text says about the result of each of its commands.

    Words behind a list of commands are about its last; that they pass is about all of them.
    """
    words: list[str] = []
    shared = ""
    for one in reversed(found):
        if not words or not CONNECTOR.match(one.after):
            after = _NEXT.sub("", one.after) if words else one.after
            own = shared = result_words(after, one.before, strict=origin is Origin.FINAL_WAVE)
        else:
            own = shared if SHARED.match(shared) else ""
        words.append(own or _claim(one.before))
    return words[::-1]


_NEXT = re.compile(r"[;.|\uff1b。]\s*(?:[*_]{0,2}\w[\w '-]{1,30}[*_]{0,2})\s*(?:[:\uff1a][*_]{0,2}|[—–])\s*$")  # noqa: RUF001 - dashes
"""A name with a colon that introduces the command behind it: `… prints 3; failure: …`."""


def result_words(after: str, before: str, *, strict: bool) -> str:
    """Return the part of what follows a command that is about its result; `strict` wants a verb or a sign."""
    words = result_start(before, after)
    if before.count("(") > before.count(")") or words.count(")") > words.count("("):
        words = re.sub(r"\)(?=[^()]*$)", "", words, count=1) if words.count(")") > words.count("(") else words
    words = words.strip(" ,;、\uff1b。\uff0c").lstrip("\uff09)").rstrip(". ")
    if words.startswith("(") and ")" not in words:
        return ""
    if not words or words in {")", "]"} or ASK_ONLY.fullmatch(words) or (strict and "VERDICT" in words):
        return ""
    if RESULT_START.match(words):
        return _first_sentence(words) if strict else words
    begun = BEGUN.match(words)
    if begun:
        rest = words[begun.end() :]
        return rest if not strict and (ASSERT_LEAD.match(rest) or RESULT_START.match(rest)) else ""
    return "" if strict or PURPOSE.match(words) else words


def _first_sentence(words: str) -> str:
    match = re.match(r".*?[.。](?=\s+[A-Z])", words, re.DOTALL)
    return match[0].rstrip(".。 ") if match else words


def _claim(before: str) -> str:
    """Return what stands before a command as its claim: `All tests pass: …`."""
    if len(before) > _LONGEST_CLAIM or "\n" in before:
        return ""
    match = CLAIM_BEFORE.match(before)
    return CLAIM + match[1].strip() if match and match[1].strip() else ""


_LONGEST_CLAIM = 160
