"""Lines of a scenario, a list or a paragraph to entries: each with its key, its text whole."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sisyphus.parse.commands.entry_parts import GHERKIN, may_split, split_parts, split_steps
from sisyphus.parse.commands.names import KEYS, PLACES, Key, unnumbered
from sisyphus.parse.commands.openers import opens_command
from sisyphus.parse.commands.script import command_end, lines_ahead


class Entry(NamedTuple):
    """One instruction, criterion or labelled line, with its continuation lines."""

    offset: int
    """Lines between it and the first of those that were read."""
    text: str
    """Behind the marker and the label; more than one line where a command or a sentence goes on."""
    name: str
    """The label in lower case; empty without one."""
    bold: bool
    """Whether the label is emphasised."""
    item: bool
    """Whether a bullet or a number opens it."""
    numbered: bool
    indent: int

    @property
    def key(self) -> Key | None:
        """The scenario key that the label is."""
        return KEYS.get(self.name)


_MARKER = re.compile(
    r"\s*(?P<mark>(?:>[ \t]?)*(?:[-*+•][ \t]+"
    r"|(?:[sS\u017f][tT][eE][pP][ \t]*)?\d{1,3}(?:\.\d{1,3})?[.):、][ \t]*"
    r"|[a-zA-Z\u017f\u212a\u0130\u0131]\)[ \t]+)?)"
    r"(?:\[(?:[ xX~/-]|[nN]/[aA])\][ \t]+)?(?:[☐☑✅✔✓❌⬜][ \t\ufe0f]*)?"
)
_LETTERS = frozenset("abcdefghijklmnopqrtuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ`")
"""First characters that open no marker; the S of a step does."""
_UNMARKED = frozenset({"**", "Sc"})
"""Likewise two, of bold text and of scenarios."""
_TEXT = _LETTERS | frozenset("*sS")
"""First characters of what stands behind a marker that go on no marker."""
_DIGITS = frozenset("0123456789")
_STATES = frozenset(" xX~/-")
_ASIDE = r"(?:[(\uff08][^()\uff08\uff09\n]{0,120}[)\uff09])?"
_LAST_ASIDE = re.compile(rf"\s*{_ASIDE}$")
_BLANKS = r"[ \t]{0,20}"
# Blanks are bounded: a long run of them would be tried in every split.
_LABEL = re.compile(
    rf"(?P<bold>\*\*|__|\*|_)?(?P<name>[^*_`:\uff1a\n\"'$(\uff08=|]{{1,60}}?){_BLANKS}{_ASIDE}{_BLANKS}"
    rf"(?:(?P<close>\*\*|__|\*|_){_BLANKS}{_ASIDE}{_BLANKS})?(?:[:\uff1a](?![:/\\])|(?P<bare>(?<=[*_)])$))"
    r"[ \t]*(?P<close_b>(?:\*\*|__|\*|_)(?=\s|$))?[ \t]*"
)
_BOLD_LABEL = re.compile(
    r"\*\*(?P<name>[^*_`:\uff1a\n\"'$(\uff08=|]{1,60}+)(?:\*\*:(?![:/\\])|:\*\*(?=[ \t]))[ \t]*(?=[^\s*_])"
)
"""The label that nearly all in bold are, with text behind it: told in a fifth of the time."""
_WHOLE = re.compile(r"(?:\*\*|__)(?P<name>[^*_`\n]{2,80})(?:\*\*|__)[ \t]*+(?:[:\uff1a][ \t]*+)?$")
"""A line that is nothing but a label, which may hold a colon."""
_LONGEST_LABEL = 320
"""Characters in which a label ends, remarks in brackets included."""
_MAX_WRAPPED = 12
"""Lines that one sentence may span."""


def read_entries(lines: Sequence[str], *, wraps: bool) -> Sequence[Entry]:
    """Split lines; `wraps` where sentences go on unindented."""
    entries: list[Entry] = []
    index, spare = 0, lines_ahead(len(lines))
    while index < len(lines):
        if not lines[index].strip():
            index += 1
            continue
        entry, index, looked_at = _read(lines, index, spare, wraps=wraps)
        spare -= looked_at
        if may_split(entry.text):
            entries += _split(entry)
        else:
            entries.append(entry)
    return entries


@lru_cache(maxsize=4096)
def read_line(line: str) -> tuple[Entry, ...]:
    """Return the entries of a line that stands alone, as most do, and half of them more than once."""
    if not line or line.isspace():
        return ()
    opening = _opening_of(line)
    entry = _entry(0, line[opening[-1] :], opening)
    return tuple(_split(entry)) if may_split(entry.text) else (entry,)


_Opening = tuple[str, int, str, bool, int]
"""How a line begins: its bullet or number, empty without one; its indentation; the name of its label in lower
case, empty without one; whether that is bold; where the text behind mark and label begins."""


def _opening_of(line: str) -> _Opening:
    """Read the start of a line."""
    bare = line.lstrip()
    indent = len(line) - len(bare)
    first, second, third = bare[:1], bare[1:2], bare[2:3]
    if second == " " and first == "-":
        if third in _TEXT:
            return "-", indent, *_label(line, indent + 2)
        if third == "[" and bare[3:4] in _STATES and bare[4:6] == "] " and bare[6:7] in _TEXT:
            return "-", indent, *_label(line, indent + 6)
    elif (first in _LETTERS and second != ")") or bare[:2] in _UNMARKED:
        return "", indent, *_label(line, indent)
    elif second == "." and third == " " and first in _DIGITS and bare[3:4] in _TEXT:
        return bare[:2], indent, *_label(line, indent + 3)
    marker = _MARKER.match(line)
    start = marker.end() if marker else 0
    mark = marker["mark"].strip(" >\t") if marker else ""
    return mark, indent, *_label(line, start)


_opening = lru_cache(maxsize=1024)(_opening_of)
"""Likewise; asked for once as the end of the entry above, once as an entry's own."""


def _entry(index: int, text: str, opening: _Opening) -> Entry:
    mark, indent, name, bold, _ = opening
    # Half the cost of Entry(...), of which a plan makes thousands.
    entry = (index, text.strip(), name, bold, bool(mark), mark[:1] not in "-*+•", indent)
    return tuple.__new__(Entry, entry)


def _read(lines: Sequence[str], index: int, spare: int, *, wraps: bool) -> tuple[Entry, int, int]:
    """Return the entry that begins at an index, the index behind it, and how many lines a command took.

    `spare` is how many more lines may be looked at for that.
    """
    line = lines[index]
    opening = _opening(line)
    at = opening[-1]
    text = line[at:].lstrip()
    looked_at = 0
    if opens_command(text):
        last, looked_at = command_end(lines, index, len(line) - len(text), spare)
        end = last + 1
    else:
        end = _sentence_end(lines, index, at, opening[1], wraps=wraps)
    if end > index + 1:
        text = "\n".join([text, *lines[index + 1 : end]])
    return _entry(index, text, opening), end, looked_at


def _label(line: str, start: int) -> tuple[str, bool, int]:
    """Return a label's name, whether it is bold, and where the text behind it begins."""
    emphasised = line[start : start + 1] in {"*", "_"}
    if emphasised and line.startswith(("**", "__"), start):
        usual = _bold_label(line, start)
        if usual:
            return usual
    far = start + _LONGEST_LABEL
    if line.find(":", start, far) < 0 and line.find("\uff1a", start, far) < 0 and line[-1:] not in {"*", "_"}:
        return "", False, start
    if not emphasised:
        plain = _PLAIN_LABEL.match(line, start)
        if plain:
            name = _known(plain[1])
            return (name, False, plain.end()) if name else ("", False, start)
        words = _WORDS.match(line, start)
        if not words or line[words.end() : words.end() + 1] not in _BEHIND_NAME or not _known(words[0]):
            return "", False, start
    match = _LABEL.match(line, start)
    bold = bool(match and match["bold"] and (match["close"] or match["close_b"]))
    if not match or (match["bare"] is not None and not bold):
        return "", False, start
    name = _normalised(match["name"])
    known = name in KEYS or name in PLACES
    return (name, bold, match.end()) if known or bold else ("", False, start)


def _bold_label(line: str, start: int) -> tuple[str, bool, int] | None:
    """Return the same for a label in bold of one of the usual forms."""
    label = _BOLD_LABEL.match(line, start)
    if label:
        return _normalised(label["name"]), True, label.end()
    whole = _WHOLE.match(line, start)
    if not whole:
        return None
    bare = whole["name"].strip(" :\uff1a-\u2014\u2013")
    bare = _LAST_ASIDE.sub("", bare) if bare.endswith((")", "\uff09")) else bare
    head, colon, _ = bare.replace("\uff1a", ":").partition(":")
    if colon and KEYS.get(head := _normalised(head)) is Key.SCENARIO:
        return head, True, len(line)
    return unnumbered(" ".join(bare.split()).casefold()), True, len(line)


@lru_cache(maxsize=1024)
def _known(name: str) -> str:
    """Return the name of a label that is a known one, in lower case; others need bold, and are empty here."""
    name = _normalised(name)
    return name if name in KEYS or name in PLACES else ""


_PLAIN_LABEL = re.compile(r"([^*_`:\uff1a\n\"'$(\uff08=|]{1,60}+)[:\uff1a](?![:/\\])[ \t]*(?![*_ \t])")
"""The label that nearly all others are: without a remark, with no mark behind it."""
_WORDS = re.compile(r"[^*_`:\uff1a\n\"'$(\uff08=|]{1,80}")
"""At least as much as the name of a label with the blanks behind it."""
_BEHIND_NAME = frozenset(":\uff1a(\uff08*_")


def _normalised(name: str) -> str:
    return unnumbered(" ".join(name.split()).casefold().strip(" -\u2014\u2013\u2705\U0001f4cb\U0001f9ea"))


def _sentence_end(lines: Sequence[str], index: int, at: int, indent: int, *, wraps: bool) -> int:
    """Return the index behind the last line that continues a sentence, or an open piece of inline code."""
    ticks = lines[index].count("`", at)
    end = index + 1
    while end < len(lines) and end - index < (_MAX_OPEN if ticks % 2 else _MAX_WRAPPED):
        line = lines[end]
        if ticks % 2 == 0:
            mark, deep, name, _, _ = _opening(line)
            if mark or name or not (deep > indent or wraps) or not line.strip():
                break
            if not wraps and (opens_command(line.strip()) or line.lstrip().startswith(GHERKIN)):
                break
        ticks += line.count("`")
        end += 1
    if ticks % 2 and end - index > 1:
        return index + 1
    return end


_MAX_OPEN = 60
"""Lines that a piece of inline code may span."""


def _split(entry: Entry) -> list[Entry]:
    """Split the parts of a scenario, and `1. this 2. that`, on one line."""
    parts = split_parts(entry.text)
    if len(parts) == 1 and not entry.text.startswith("1"):
        # Nearly all are one part without steps, and need no copy.
        return [entry]
    found: list[Entry] = []
    for name, text, below in parts:
        part = entry._replace(text=text, name=name or entry.name, offset=entry.offset + below)
        steps = split_steps(text)
        found.append(part._replace(text="") if steps else part)
        found += (part._replace(text=step, name="", bold=False, item=True, numbered=True) for step in steps)
    return found
