"""Which field of a task's body a line names, whatever signs stand before and around the name."""

import re
from functools import lru_cache

from sisyphus.parse.plans.field_names import FIELD_NAMES, Field, split_names

_BY_NAME = {name: field for field, names in FIELD_NAMES.items() for name in split_names(names)}

_FIELD = re.compile(
    r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?P<bold>\*\*|__)?(?P<name>[^*_:\uff1a`|\[\]]{2,48}?)"
    r"(?:\s*\([^()]*\))?\s*(?:(?:\*\*|__)\s*(?:\([^()]*\)\s*)?[:\uff1a]|[:\uff1a]\s*(?:\*\*|__)?)\s*(?P<value>.*)$"
)
_BARE_FIELD = re.compile(r"\s*(?:\*\*|__)(?P<name>[^*_`]{2,48}?)(?:\s*\([^()]*\))?(?:\*\*|__)\s*$")
_FIRST_WORD = re.compile(r"(?:[-*+]\s+|\d+[.)]\s+)?(?:\*\*|__)?\s*([^\W_]+)")
_FIRST_WORDS = frozenset(match[1] for name in _BY_NAME if (match := _FIRST_WORD.match(name)))
"""Of all names: a line that begins with another word names no field."""


def field_named(name: str) -> Field | None:
    """Return the field that a name stands for."""
    return _BY_NAME.get(" ".join(name.split()).casefold())


Name = tuple[Field | None, str, str]
"""The field that a line names; the first word of the name, in lower case; what stands behind the name."""
NO_NAME: Name = (None, "", "")
NAMELESS = ("[", "`", "- [", "- `")
"""What no line that names a field begins with."""


def name_of(text: str) -> Name:
    """Return what a line names, which is stripped and not empty."""
    at = text.find(":")
    if at < 0 and not ("**" in text or "__" in text or "\uff1a" in text or text[0] == "#"):
        return NO_NAME
    name = _name_before(text[:at]) if at > 0 else None
    if name is None:
        return _name_in(text)
    field, word, closed = name
    if field is None:
        return NO_NAME
    value = text[at + 1 :].lstrip()
    return field, word, value if closed or value[:2] not in _BOLD else value[2:].lstrip()


@lru_cache(maxsize=4096)
def _name_before(head: str) -> tuple[Field | None, str, bool] | None:
    """Return the field that the text before a line's first colon names, its first word, and if its bold ends.

    None where it takes the whole line to tell.
    """
    word = _FIRST_WORD.match(head)
    if word is None:
        return None
    first = word[1].casefold()
    if first not in _FIRST_WORDS:
        return None, "", False
    if "(" in head or "_" in head or "\uff1a" in head:
        return None
    return _named(head + ":")[0], first, head.rstrip()[-2:] in _BOLD


def _name_in(text: str) -> Name:
    """Return the same from the whole line, whatever signs stand before and around the name."""
    bare = text[2:] if text[:2] == "- " else text
    dressed = not (text[0].isalnum() or (text.isascii() and (bare[0].isalnum() or bare[:2] == "**")))
    plain = _undressed(text) if dressed else text
    word = _FIRST_WORD.match(plain)
    if word is None or word[1].casefold() not in _FIRST_WORDS:
        return NO_NAME
    field, value = _named(plain)
    return field, word[1].casefold(), value


_BOLD = frozenset({"**", "__"})
_SIGNS = re.compile(r"(?P<lead>(?:(?:[-*+]|\d{1,3}[.)])\s+)?[*_]{0,2})[^\w\s\x00-\u1fff]+\s*(?=[\w*])")
_SLANTED = re.compile(
    r"(?P<lead>(?:(?:[-*+]|\d{1,3}[.)])\s+)?)(?P<mark>[*_])(?P<name>[^*_\s][^*_]{1,48})(?P=mark)(?P<rest>\s*[:\uff1a].*)$"
)
_SLANTED_WHOLE = re.compile(
    r"(?P<lead>(?:[-*+]\s+)?)(?P<mark>[*_])(?P<text>[^*_\s][^*_]{1,48}[:\uff1a][^*_]{1,200})(?P=mark)$"
)


@lru_cache(maxsize=4096)
def _undressed(text: str) -> str:
    """Return a line that may name a field without a heading's signs, signs before the name, and italics."""
    if text[0] == "#":
        heading = text.lstrip("#").strip().strip("*_")
        text = heading if ":" in heading or "\uff1a" in heading else f"**{heading}**"
    if not text.isascii() and (signs := _SIGNS.match(text)):
        text = signs["lead"] + text[signs.end() :]
    if slanted := _SLANTED.match(text):
        return f"{slanted['lead']}**{slanted['name']}**{slanted['rest']}"
    whole = _SLANTED_WHOLE.match(text)
    return whole["lead"] + whole["text"] if whole else text


# Plans repeat their labels over and over.
@lru_cache(maxsize=4096)
def _named(text: str) -> tuple[Field | None, str]:
    match = _FIELD.match(text) if ":" in text or "\uff1a" in text else None
    if match is None and "_on" in text[:16]:
        match = _FIELD.match(text.replace("_", " ", 1))  # `depends_on: [1, 2]`
    if match:
        field = field_named(match["name"])
        # `Verify: …` in running text is a sentence; a field that is not bold has one of the plain names.
        if field:
            return field, match["value"].strip()
    bare = _BARE_FIELD.match(text) if "*" in text or "__" in text else None
    return (field_named(bare["name"]), "") if bare else (None, "")
