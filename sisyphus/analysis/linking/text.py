"""What a commit message says: its subject made comparable, the tasks it mentions, its trailers."""

import functools
import re
import unicodedata
from collections.abc import Iterator

from sisyphus.analysis.labels import canonical
from sisyphus.model.regex import regex

MOST_TEXT = 20_000
"""Characters of a message that are looked at."""

_LONGEST_LINE = 500
"""Characters of a subject or title that are looked at."""

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

_AUTOSQUASH = regex(r"^(?:(?:fixup|squash|amend)!\s*)+")
_TYPE = regex(r"^[\w-]{1,20}(?:\([^()]{0,60}\))?!?:(?!:)\s*")
_GITMOJI = regex(r"^(?::\w{2,40}:\s*)+")
_PULL_REQUEST = regex(r"(?:\s*\(?#\d{1,9}\)?)+\s*$")
_TAG = regex(r"^\[[\w-]{1,20}\]\s*(?=\w)")
_SYMBOLS = regex(r"^[\W_]+")
_NO_BLANKS = regex(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
"""Kana and Han: scripts that put no blank between words."""
_NO_WORD = regex(r"[\W_]+")

_LABEL = r"[A-Za-z]{0,2}\d{1,4}(?:\.\d{1,4}){0,3}"
_RANGE = r"-|\u2013|~|\bto\b|\u81f3|\u5230"  # hyphen, en dash, tilde, and "to" in Chinese
_NEXT = rf"[ \t]?(?:,|\u3001|and|&|\+|\u548c|{_RANGE})[ \t]?#?{_LABEL}"
_TASK_WORDS = (
    r"(?<![^\W_])(?:tasks?|todos?|tarefas?|tareas?|\u0437\u0430\u0434\u0430\u0447[\u0430\u0438\u0443])"
    r"|\u4efb\u52a1|\u4efb\u52d9|\u30bf\u30b9\u30af|\uc791\uc5c5|\ud0dc\uc2a4\ud06c"
)
"""In English, Portuguese, Spanish, Russian; in Chinese, Japanese, Korean, which need no blank before."""
_MENTION = regex(
    rf"(?:{_TASK_WORDS})[ \t#:_-]{{0,3}}({_LABEL}(?:{_NEXT}){{0,40}})(?![A-Za-z0-9_])", re.IGNORECASE
)
_SHORT = r"[TF]\d{1,4}(?:\.\d{1,4}){0,3}"
_SHORT_MENTION = regex(rf"(?<![\w./-])({_SHORT}(?:[-\u2013]{_SHORT})?)(?![\w/-])")
_PIECE = regex(rf"({_RANGE})?[ \t]?#?({_LABEL})", re.IGNORECASE)
_PATH = regex(r"[^\s/]{0,200}/\S{0,400}|[\w-]{1,100}\.\w{1,5}(?!\w)")
_TRAILER = regex(r"^(plan|task)s?[ \t]{0,3}:[ \t]*(\S[^\n]{0,200})$", re.IGNORECASE | re.MULTILINE)
_FIX = regex(
    r"[\W_]*(?::\w{2,40}:\s*)?(?:(?:fixup|squash|amend)!|(?:hot|bug)?fix(?:es|ed)?\b)", re.IGNORECASE
)
_NAME = regex(r"(?<![\w.-])[\w.]{1,80}(?:-[\w.]{1,80}){1,20}")
_REVERTS = regex(r"This reverts commit ([0-9a-f]{7,64})")
_LIST_MARK = regex(r"^\s{0,8}(?:[-*+]|\d{1,3}[.)])\s+")


@functools.lru_cache(maxsize=4096)
def normalise(message: str) -> str:
    """Return a message's first line without type, scope, case, punctuation, emoji and pull request number."""
    line = unicodedata.normalize("NFKC", message.strip()[:_LONGEST_LINE]).split("\n", 1)[0].casefold()
    line = _AUTOSQUASH.sub("", _PULL_REQUEST.sub("", line).lstrip("`'\" \t"))
    line = _SYMBOLS.sub("", _TAG.sub("", _GITMOJI.sub("", line)))
    line = _GITMOJI.sub("", _TYPE.sub("", line))
    return " ".join(_NO_WORD.sub(" ", line).split())


def words(normalised: str) -> frozenset[str]:
    """Return the telling words of a normalised line; for Chinese and Japanese, pairs of characters."""
    runs = [] if normalised.isascii() else _NO_BLANKS.findall(normalised)
    rest = _NO_BLANKS.sub(" ", normalised) if runs else normalised
    pairs = (run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return frozenset((*pairs, *(word for word in rest.split(" ") if word and word not in _STOP_WORDS)))


def words_but_paths(line: str) -> frozenset[str]:
    """Return the telling words of a line, those of paths left out: files are evidence of their own."""
    line = line[:_LONGEST_LINE]
    return words(normalise(_PATH.sub(" ", line) if "/" in line or "." in line else line))


def listed_lines(body: str) -> Iterator[str]:
    """Yield the normalised items of a body's lists: a squash names there the commits that it replaces."""
    for line in body[:MOST_TEXT].split("\n"):
        if mark := _LIST_MARK.match(line):
            yield normalise(line[mark.end() :])


def mentions(text: str) -> frozenset[str]:
    """Return the labels of the tasks that a text mentions, ranges spelt out, as `canonical` has them."""
    text = text[:MOST_TEXT]
    found: set[str] = set()
    for match in (*_SHORT_MENTION.finditer(text), *_MENTION.finditer(text)):
        before = ""
        for dash, label in _PIECE.findall(match[1]):
            plain = canonical(label)
            if dash and before.isdigit() and plain.isdigit() and int(plain) - int(before) <= _MOST_RANGE:
                found.update(str(number) for number in range(int(before), int(plain)))
            found.add(plain)
            before = plain
    return frozenset(found)


def names_in(text: str) -> frozenset[str]:
    """Return the names with hyphens in a text, in lower case and without `.md`, as plans have them."""
    found = _NAME.findall(text[:MOST_TEXT]) if "-" in text else ()
    return frozenset(name.casefold().strip(".").removesuffix(".md") for name in found)


def trailers(body: str) -> tuple[tuple[str, str], ...]:
    """Return the `Plan:` and `Task:` (or `Tasks:`) trailers of the last paragraph, names in lower case."""
    last = body[-MOST_TEXT:].rpartition("\n\n")[2]
    return tuple((match[1].lower(), match[2].strip()) for match in _TRAILER.finditer(last))


def labels_of_trailer(value: str) -> frozenset[str]:
    """Return the labels that a `Task:` trailer names: one as it stands, or a list such as `2, 4-5`."""
    return mentions(f"task {value}") | {canonical(value)}


def reverted_by(body: str) -> tuple[str, ...]:
    """Return the ids of the commits that a message says it reverts."""
    return tuple(_REVERTS.findall(body[:MOST_TEXT]))


def is_fix(subject: str) -> bool:
    """Whether a subject says that the commit mends something: `fix(api): …`, `hotfix: …`, `fixup! …`."""
    return _FIX.match(unicodedata.normalize("NFKC", subject[:100])) is not None
