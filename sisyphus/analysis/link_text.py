"""What a commit message says: its subject made comparable, the tasks it mentions, its trailers."""

import re
import unicodedata
from collections.abc import Iterator

MOST_TEXT = 20_000
"""Characters of a message that are looked at."""

_MOST_RANGE = 100
"""Labels that one range may stand for; a longer one is no range of tasks."""

_STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "this",
        "to",
        "via",
        "with",
    ]
)

_AUTOSQUASH = re.compile(r"^(?:(?:fixup|squash|amend)!\s*)+")
_TYPE = re.compile(r"^[\w-]{1,20}(?:\([^()]{0,60}\))?!?:(?!:)\s*")
_GITMOJI = re.compile(r"^(?::\w{2,40}:\s*)+")
_PULL_REQUEST = re.compile(r"(?:\s*\(?#\d{1,9}\)?)+\s*$")
_SYMBOLS = re.compile(r"^[\W_]+")
_NO_WORD = re.compile(r"[\W_]+")

_LABEL = r"[A-Za-z]{0,2}\d{1,4}(?:\.\d{1,4}){0,3}"
_NEXT = rf"[ \t]?(?:,|and|&|\+|-|\u2013|to)[ \t]?#?{_LABEL}"
_MENTION = re.compile(rf"\b(?:tasks?|todos?)[ \t#:_-]{{0,3}}({_LABEL}(?:{_NEXT}){{0,40}})\b", re.IGNORECASE)
_SHORT_MENTION = re.compile(r"(?<![\w./-])([TF]\d{1,4}(?:\.\d{1,4}){0,3})(?![\w/-])")
_PIECE = re.compile(rf"(-|\u2013|\bto\b)?[ \t]?#?({_LABEL})", re.IGNORECASE)
_TRAILER = re.compile(r"^(plan|task)[ \t]{0,3}:[ \t]*(\S[^\n]{0,200})$", re.IGNORECASE | re.MULTILINE)
_SHA = re.compile(r"(?<![\w./-])[0-9a-f]{7,40}(?![\w/-])")
_REVERTS = re.compile(r"This reverts commit ([0-9a-f]{7,64})")
_LIST_MARK = re.compile(r"^\s{0,8}(?:[-*+]|\d{1,3}[.)])\s+")


def normalise(message: str) -> str:
    """Return a message's first line without type, scope, case, punctuation, emoji and pull request number."""
    line = unicodedata.normalize("NFKC", message.strip()[:500]).split("\n", 1)[0].casefold()
    line = _AUTOSQUASH.sub("", _PULL_REQUEST.sub("", line).lstrip("`'\" \t"))
    line = _GITMOJI.sub("", _TYPE.sub("", _SYMBOLS.sub("", _GITMOJI.sub("", line))))
    return " ".join(_NO_WORD.sub(" ", line).split())


def words(normalised: str) -> frozenset[str]:
    """Return the telling words of a normalised line."""
    return frozenset(word for word in normalised.split(" ") if word and word not in _STOP_WORDS)


def listed_lines(body: str) -> Iterator[str]:
    """Yield the normalised items of a body's lists: a squash names there the commits that it replaces."""
    for line in body[:MOST_TEXT].split("\n"):
        if mark := _LIST_MARK.match(line):
            yield normalise(line[mark.end() :])


def plain_label(label: str) -> str:
    """Return a label as it can be compared: `Task 3`, `T3` and `3` are one."""
    word = label.casefold().removeprefix("task").strip(" #:.")
    return word[1:] if word[:1] == "t" and word[1:2].isdigit() else word


def mentions(text: str) -> frozenset[str]:
    """Return the labels of the tasks that a text mentions, ranges spelt out, as `plain_label` has them."""
    found = {plain_label(match[1]) for match in _SHORT_MENTION.finditer(text[:MOST_TEXT])}
    for match in _MENTION.finditer(text[:MOST_TEXT]):
        before = ""
        for dash, label in _PIECE.findall(match[1]):
            plain = plain_label(label)
            if dash and before.isdigit() and plain.isdigit() and int(plain) - int(before) <= _MOST_RANGE:
                found.update(str(number) for number in range(int(before), int(plain)))
            found.add(plain)
            before = plain
    return frozenset(found)


def trailers(body: str) -> tuple[tuple[str, str], ...]:
    """Return the `Plan:` and `Task:` trailers of the last paragraph, names in lower case."""
    last = body[-MOST_TEXT:].rpartition("\n\n")[2]
    return tuple((match[1].lower(), match[2].strip()) for match in _TRAILER.finditer(last))


def reverted_by(body: str) -> tuple[str, ...]:
    """Return the ids of the commits that a message says it reverts."""
    return tuple(_REVERTS.findall(body[:MOST_TEXT]))


def commit_ids(text: str) -> Iterator[str]:
    """Yield what looks like a commit id; a number or a plain word of those letters does not."""
    for match in _SHA.finditer(text):
        if any(c.isdigit() for c in match[0]) and any(c.isalpha() for c in match[0]):
            yield match[0]
