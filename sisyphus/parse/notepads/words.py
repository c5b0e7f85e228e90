"""What the words of a notepad say: something is open, closed, not there, or yet to come."""

import re

from sisyphus.parse.notepads import closing_words, lexicon
from sisyphus.parse.notepads.part_names import BLOCKING_NAMES, PART_NAMES, STATUS_NAMES

_PARAGRAPH_END = re.compile(r"\n(?=[ \t]*(?:\n|[-*+][ \t]|\d{1,3}[.)][ \t]))")
_LEADING_BULLET = re.compile(r"\A[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_SENTENCE_END = re.compile(r"[.!?](?= [^\sa-z])|[。\uff01\uff1f]")
_FENCED = re.compile(r"^[ \t]*(`{3}|~{3}).*?(?:\1|\Z)", re.MULTILINE | re.DOTALL)
_CONTEXT = 40
"""How far before a word its negation is looked for, in characters."""
_BEGINNING = 400
_ARROW = re.compile(r"->|=>|[→⇒]")
_STRUCK = re.compile(r"~~[^~]*~~")
_TELLING_PARTS = (
    PART_NAMES - BLOCKING_NAMES - STATUS_NAMES - {"issue", "problem", "error", "concern", "task", "gotcha"}
)
_MARKUP = str.maketrans("", "", "*_`~")


def must_act(text: str, *, stalled: bool = True) -> str | None:
    """Give the words that say somebody must act; `None` when there are none, or when they speak of the past.

    `stalled`: words that only say that work stands still count too.
    """
    lowered = text.lower()
    if not any(hint in lowered for hint in lexicon.CALL_HINTS):
        return None
    text = _STRUCK.sub(" ", text) if "~~" in text else text
    for found in (lexicon.CALL_OR_STALL if stalled else lexicon.CALL).finditer(text):
        if not is_history(text, found.start()) and not lexicon.NOTHING_AFTER.match(text, found.end()):
            return found.group()
    return None


def stands_still(text: str) -> bool:
    """Tell whether a text that says why an entry is open says that work does not go on."""
    return must_act(text) is not None or any(
        not is_history(text, found.start()) for found in lexicon.STILL.finditer(text)
    )


def is_history(text: str, at: int) -> bool:
    """Tell whether what stands before a word makes history of it, turns it around, or speaks of a program."""
    before = max(0, at - _CONTEXT), at
    return bool(lexicon.PAST.search(text, *before) or lexicon.OBSTRUCTED.search(text, *before))


def judge_status(text: str) -> bool | None:
    """Tell what a status says: True for closed, False for open, `None` for neither.

    The first word decides, of what stands behind the last arrow and is not struck through; words that ask
    somebody to act decide even after a closing word.
    """
    now = _ARROW.split(_STRUCK.sub(" ", text))[-1]
    if must_act(now) is not None:
        return False
    closed, opened = _first(lexicon.CLOSED, now), _first(lexicon.OPEN, now)
    if closed is None or (opened is not None and opened < closed):
        return None if opened is None else False
    return True


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    """Give where the first word stands that is not turned around by the one before it."""
    for found in pattern.finditer(text):
        negated = found.group()[:2].lower() == "no"
        if negated or not lexicon.PAST.search(text, max(0, found.start() - _CONTEXT), found.start()):
            return found.start()
    return None


def tells_resolution(text: str) -> bool:
    """Tell whether a resolution has happened; "will be complete once the user ..." has not."""
    sentence = first_sentence(_FENCED.sub("", text))
    if not sentence or is_none(sentence) or is_placeholder(sentence) or must_act(text) is not None:
        return False
    if lexicon.FUTURE.search(sentence):
        return closes(sentence) or lexicon.HAPPENED.match(bare(sentence)) is not None
    verdict = judge_status(sentence)
    return _happened(bare(sentence)) if verdict is None else verdict


def is_solution(text: str) -> bool:
    """Tell whether a text names a solution at all, rather than none, a hope, or somebody who must act."""
    sentence = first_sentence(_FENCED.sub("", text))
    empty = not sentence or is_none(sentence) or is_placeholder(sentence)
    return not empty and lexicon.FUTURE.search(sentence) is None and must_act(text) is None


def _happened(sentence: str) -> bool:
    """Tell whether a sentence speaks of the past, and not of what has not been done."""
    if lexicon.IMPERATIVE.match(sentence):
        return False
    found = lexicon.HAPPENED.search(sentence)
    return found is not None and not closing_words.TURNED.search(sentence[: found.start()])


def closes(line: str) -> bool:
    """Tell whether a line begins by saying that something is resolved."""
    text = bare(line).lstrip("✅✔☑✓ ")
    found = closing_words.BEGUN.match(text)
    if found is None or closing_words.REFUSED.match(text, found.end()) or must_act(line) is not None:
        return False
    return closing_words.CONTRAST.search(first_sentence(text), found.end()) is None


def closes_all(text: str) -> bool:
    """Tell whether a text says that every blocker is gone."""
    return lexicon.ALL_CLOSED.search(text) is not None


def is_none(text: str) -> bool:
    """Tell whether a text begins, or ends, by saying that there is nothing to report."""
    if tells_none(text):
        return True
    last = bare(text[-_BEGINNING:].rpartition("\n")[2]).rstrip(".! ").rpartition(". ")[2]
    found = lexicon.NONE.match(last)
    # "Impact: none" says so of the impact alone.
    named = found is not None and ":" in found.group() and not lexicon.NONE_OF.match(last)
    return found is not None and not named and must_act(text) is None


def tells_none(text: str) -> bool:
    """Tell whether a text begins by saying that there is nothing to report."""
    found = lexicon.NONE.match(bare(text))
    # "Resolution: none yet" says so of one part of what there is.
    name, named, _ = (found.group() if found else "").partition(":")
    return found is not None and not (named and name.strip().lower() in _TELLING_PARTS)


def is_placeholder(text: str) -> bool:
    """Tell whether a text only holds the place of entries to come."""
    return lexicon.PLACEHOLDER.search(text) is not None or not text.strip(" \t\n-*_#>|.[]()=")


def is_meta(line: str) -> bool:
    """Tell whether a line says when and by whom, not what."""
    return lexicon.META.match(bare(line)) is not None


def bare(text: str) -> str:
    """Give the beginning of a text without its markup, on one line."""
    return " ".join(text[:_BEGINNING].translate(_MARKUP).split()).lstrip(
        " -\u2013—•>#|.:()[]{}…\"'\uff08\uff09"
    )


def first_sentence(text: str) -> str:
    """Give the first sentence of the first paragraph or bullet, on one line."""
    paragraph = _PARAGRAPH_END.split(text.strip(), maxsplit=1)[0]
    line = " ".join(_LEADING_BULLET.sub("", paragraph, count=1).split())
    end = _SENTENCE_END.search(line)
    return line if end is None else line[: end.end()]
