"""What a heading or a first line says: open, over, or neither. Phrases count, not words inside sentences."""

from collections.abc import Iterator

from sisyphus.model.regex import regex
from sisyphus.parse.notepads import closing_words, lexicon
from sisyphus.parse.notepads.words import is_history, is_none, must_act, tells_none

_BREAK = regex(
    r"\s+[-\u2013—|·]+>?\s+|—+|[-=]>|[→⇒]|[:\uff1a](?=\s|$|[^\x00-\x7f])"
    r"|[()\[\]【】\uff08\uff09「」;\uff1b。!\uff01]|\.(?=\s|$)"
)
_EDGES = "*_`~#>\"' \t.,!?…\ufe0f\u200d✅✔☑✓🟢🔴⏳🚧⛔🚫❌⚠"
_DONE_MARK = regex(r"^\W*[✅✔☑✓🟢]|[✅✔☑✓🟢]\ufe0f?\W*$")
_OPEN_MARK = regex(r"^\W*[🔴⏳🚧⛔🚫]|[🔴⏳🚧⛔🚫]\ufe0f?\W*$")
_STRUCK = regex(r"^\W*~~[^~]+~~")
_STRUCK_PART = regex(r"~~[^~]*~~")
_LONGEST = 400
"""Characters of a text whose phrases are looked at."""


def phrases(text: str) -> Iterator[str]:
    """Yield what stands between colons, dashes, arrows, brackets and full stops, without its marks."""
    for phrase in _BREAK.split(_STRUCK_PART.sub(" ", text[:_LONGEST])):
        if bare := phrase.strip(_EDGES):
            yield bare


def stamp_of(text: str) -> bool | None:
    """Tell what the last phrase says that is a state alone: True for over; `None` when there is none.

    A mark at an edge, a beginning struck through, and a last phrase that ends so, are such stamps.
    """
    told = told_alone(text)
    if _STRUCK.match(text):
        return told is not False
    if told is not None:
        return told
    if _DONE_MARK.search(text) or _ends_over(text):
        return True
    return False if _OPEN_MARK.search(text) else None


def told_alone(text: str) -> bool | None:
    """Tell what the last phrase says that is nothing but a state; `None` when there is none.

    A text that ends in a colon is the name of what follows.
    """
    told = None
    if text.rstrip("*_ ")[-1:] in {":", "\uff1a"}:
        return None
    for phrase in phrases(text):
        if told and closing_words.REFUSED.match(phrase):  # "Resolved: no"
            told = False
        elif closing_words.ALONE.match(phrase):
            told = True if closing_words.CONTRAST.search(phrase) is None else told
        elif lexicon.OPEN_ALONE.fullmatch(_before_owner(phrase)):
            told = False
    return told


def _before_owner(phrase: str) -> str:
    """Give "OPEN" of "OPEN, owner": in capitals it is a stamp, else a word of a list."""
    word, _, _ = phrase.partition(",")
    return word if word.isupper() else phrase


def begins_open(text: str) -> bool:
    """Tell whether a text of several phrases begins with one that only says that something is open."""
    first, second = [*phrases(text), "", ""][:2]
    return bool(second) and lexicon.OPEN_ALONE.fullmatch(first) is not None


def says_over(text: str) -> bool:
    """Tell whether a phrase says of something that it is over, or the text begins with the word."""
    begun = closing_words.BEGUN.match(text.lstrip(_EDGES))
    return begun is not None or any(_said(phrase) is not None for phrase in phrases(text))


def judge_title(title: str) -> bool | None:
    """Tell what a heading says: a stamp counts first, then words that ask somebody to act."""
    if tells_none(title):
        return None
    stamp = stamp_of(title)
    if stamp is not None:
        return stamp
    if must_act(title) is not None:
        return False
    if says_over(title):
        return True
    found = lexicon.OPEN_TITLE.search(title)
    opens = found is not None and not is_history(title, found.start()) and not is_none(title)
    return False if opens else None


def is_complete(title: str) -> bool:
    """Tell whether a heading speaks of completed work, which says less than that a problem is gone."""
    found = closing_words.COMPLETE.search(title)
    return found is not None and not closing_words.TURNED.search(title[: found.start()])


def _ends_over(text: str) -> bool:
    last = next(iter(list(phrases(text))[-1:]), "")
    return _said(last) == len(last) > 0


def _said(phrase: str) -> int | None:
    """Give where the word ends that says that something is over; `None` without one, or if turned around."""
    for found in closing_words.SAID.finditer(phrase):
        contrast = closing_words.CONTRAST.search(phrase, found.end())
        if contrast is None and not closing_words.TURNED.search(phrase[: found.start()]):
            return found.end()
    return None
