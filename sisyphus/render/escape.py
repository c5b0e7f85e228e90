"""Plan text, commit subjects and command output in Markdown: shown, never obeyed."""

import re

from sisyphus.render.emphasis import unmarked
from sisyphus.render.terminal import inert, safe

_SPECIAL = re.compile(r"([\\`*\[\]<>|~])|(?<!\w)([_#$]|!(?=\[))|(_)(?!\w)|(&)(?=#?\w+;)")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_URL = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data)(:)|\b(www)(\.)")
_MENTION = re.compile(r"[@#](?=\w)")
"""Mentions, mail addresses and issue numbers."""
_LIST_MARKER = re.compile(r"^(\d*)([-+.)])(?=[\s-]|$)")
"""What would begin a list, or a rule, inside a list."""
_BACKTICKS = re.compile(r"`+")
_NO_WIDTH = "\u200b"
"""Breaks what a renderer would link by itself; a backslash does not stop that."""


def prose(text: str, *, in_cell: bool = False) -> str:
    """Return text on one line: code spans stay code, nothing else is markup, a link or a mention.

    `in_cell` is for table cells, where a pipe inside code would end the cell.
    """
    text = safe(unmarked(" ".join(text.split())))
    pieces: list[str] = []
    at = 0
    for span in _CODE_SPAN.finditer(text):
        shown = code(span[2].strip() or span[2])
        pieces += [_plain(text[at : span.start()]), cell(shown) if in_cell else shown]
        at = span.end()
    return _LIST_MARKER.sub(r"\1\\\2", "".join((*pieces, _plain(text[at:]))))


def _plain(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    escaped = _URL.sub(rf"\1\3{_NO_WIDTH}\2\4", escaped)
    return _MENTION.sub(rf"\g<0>{_NO_WIDTH}", escaped).replace("::", f":{_NO_WIDTH}:")


def code(text: str) -> str:
    """Return text as inline code, with as many backticks as it takes."""
    shown = inert(safe(text), begins=False)
    fence = "`" * (max((len(m) for m in _BACKTICKS.findall(shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def cell(text: str) -> str:
    """Return inline code that may stand in a table cell: a pipe must not end the cell."""
    return text.replace("|", "\\|")


def block(text: str, language: str = "") -> str:
    """Return text as a fenced block, with a fence longer than any inside."""
    shown = "\n".join(inert(safe(row)) for row in text.split("\n"))
    fence = "`" * max(max((len(m) for m in _BACKTICKS.findall(shown)), default=0) + 1, 3)
    return f"{fence}{language}\n{shown}\n{fence}"


def shorten(text: str, limit: int) -> str:
    """Cut text to `limit` characters at a blank where there is one; a cut is marked by `…`."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > limit // 2 else cut) + "…"
