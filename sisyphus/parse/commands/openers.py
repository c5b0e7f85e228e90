"""Lines that begin with a bare command, which may go on below them."""

import re

from sisyphus.parse.commands.looks import Looks, looks_like
from sisyphus.parse.commands.programs import PROGRAMS, PROMPT, words
from sisyphus.parse.commands.spoken_words import LEAD_IN

KEYWORDS = words("for while if until [ [[ cd export source set")
"""What the shell itself knows at the start of a command."""


def opens_command(text: str) -> bool:
    """Whether a line begins with a bare command, which may go on below it."""
    if not _may_go_on(text):
        return False
    lead = LEAD_IN.match(text)
    text = PROMPT.sub("", text[lead.end() :] if lead else text)
    first = text.split(None, 1)[0] if text and not text.isspace() else ""
    if not (first in PROGRAMS or first in KEYWORDS or "/" in first or "=" in first) or first in {
        "which",
        "open",
    }:
        return False
    return looks_like(text) in (Looks.COMMAND, Looks.CONTEXT)


def _may_go_on(text: str) -> bool:
    """Whether a line holds what a command does that goes on below its first line."""
    if (
        "'" in text
        or '"' in text
        or "|" in text
        or "(" in text
        or "\\" in text
        or "<<" in text
        or "&&" in text
    ):
        return True
    return ("do" in text or "then" in text) and _BLOCK.search(text) is not None


_BLOCK = re.compile(r"\bdo\b|\bthen\b")
