"""What the words of a notepad say: something is open, closed, not there, or yet to come."""

import re

from sisyphus.parse.notepads import lexicon

_PARAGRAPH_END = re.compile(r"\n(?=[ \t]*(?:\n|[-*+][ \t]|\d{1,3}[.)][ \t]))")
_LEADING_BULLET = re.compile(r"\A[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_SENTENCE_END = re.compile(r"[.!?](?= [^\sa-z])|[。\uff01\uff1f]")
_FENCED = re.compile(r"^[ \t]*(`{3}|~{3}).*?(?:\1|\Z)", re.MULTILINE | re.DOTALL)
_CONTEXT = 40
"""How far before a word its negation is looked for, in characters."""
_BEGINNING = 400
_MARKUP = str.maketrans("", "", "*_`~")


def must_act(text: str, *, stalled: bool = True) -> str | None:
    """Give the words that say somebody must act; `None` when there are none, or when they speak of the past.

    `stalled`: words that only say that work stands still count too.
    """
    lowered = text.lower()
    if not any(hint in lowered for hint in lexicon.CALL_HINTS):
        return None
    for found in (lexicon.CALL_OR_STALL if stalled else lexicon.CALL).finditer(text):
        past = lexicon.PAST.search(text, max(0, found.start() - _CONTEXT), found.start())
        if past is None and not lexicon.NOTHING_AFTER.match(text, found.end()):
            return found.group()
    return None


def judge_status(text: str) -> bool | None:
    """Tell what a status says: True for closed, False for open, `None` for neither.

    The first word decides; words that ask somebody to act decide even after a closing word.
    """
    if must_act(text) is not None:
        return False
    closed, opened = _first(lexicon.CLOSED, text), _first(lexicon.OPEN, text)
    if closed is None or (opened is not None and opened < closed):
        return None if opened is None else False
    return True


def judge_title(text: str) -> bool | None:
    """Tell what a heading says; here a closing word beats a weak opening one ("failing tests fixed")."""
    if lexicon.STAMPED_CLOSED.search(text):
        return True
    if must_act(text) is not None:
        return False
    if lexicon.CLOSED_TITLE.search(text):
        return True
    found = lexicon.OPEN_TITLE.search(text)
    past = found and lexicon.PAST.search(text, max(0, found.start() - _CONTEXT), found.start())
    return False if found and not past and not is_none(text) else None


def is_complete(title: str) -> bool:
    """Tell whether a heading speaks of completed work, which says less than that a problem is gone."""
    return lexicon.COMPLETE.search(title) is not None


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
        return closes(sentence)
    verdict = judge_status(sentence)
    return bool(lexicon.HAPPENED.search(bare(sentence))) if verdict is None else verdict


def closes(line: str) -> bool:
    """Tell whether a line begins by saying that something is resolved."""
    return lexicon.CLOSING_LINE.match(bare(line)) is not None and must_act(line) is None


def closes_all(text: str) -> bool:
    """Tell whether a text says that every blocker is gone."""
    return lexicon.ALL_CLOSED.search(text) is not None


def is_none(text: str) -> bool:
    """Tell whether a text begins, or ends, by saying that there is nothing to report."""
    if lexicon.NONE.match(bare(text)):
        return True
    last = bare(text[-_BEGINNING:]).rstrip(".! ").rpartition(". ")[2]
    return lexicon.NONE.match(last) is not None and must_act(text) is None


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
