"""Pieces of code that only the words around them show to be commands: `./ring` prints, `exit` exits 1."""

import re

from sisyphus.parse.commands.programs import ANSWERS_BARE, BUILTINS, PROGRAMS
from sisyphus.parse.commands.spoken_words import RUN_LEAD

_PROGRAM_PATH = re.compile(r"\.{1,2}/[\w./-]*\w|[\w./-]*\bs?bin/[\w-]+")
_SUFFIX = re.compile(r"\.\w{1,5}$")
_DOES = re.compile(
    r"[\s*]*(?:(?:must|should|will|still|also|not) ){0,2}"
    r"(?:exits?|prints?|outputs?|shows?|passe?s?|succeeds?|fails?|runs?|reports?|lists?|displays?|emits?|starts?|works?|completes?)\b"
)
_OUTPUT_OF = re.compile(
    r"\b(?:output|stdout|stderr|result|exit (?:code|status))s? (?:of|from)(?: (?:running|the command))?\s*$",
    re.IGNORECASE,
)
OF_FILE = re.compile(
    r"\s*(?:(?:is|are|must be|should be)\s+)?(?:exists?|executable|present|created|committed|tracked|ignored"
    r"|documented|updated|deleted|removed|renamed|in place)\b",
    re.IGNORECASE,
)
"""What is said of a file behind its name, and of no command."""
_NEAR = 200
"""Characters before a path in which the words stand that ask for it."""


def is_run(code: str, before: str, after: str) -> bool:
    """Whether a path to a program, which might be that of a folder or a module, is meant to be run."""
    if not _PROGRAM_PATH.fullmatch(code) or _SUFFIX.search(code):
        return False
    near = before[-_NEAR:]
    return bool(_DOES.match(after) or RUN_LEAD.search(near) or _OUTPUT_OF.search(near))


_EXIT = re.compile(
    r"[\s*]*(?:[\u2192\u21d2:\u2014\u2013-]|->|=>)?[\s*]*(?:must |should )?exits?(?: with)?"
    r"(?: (?:code|status))?(?: of)?[\s:=]+(?:code )?(?:\d|non-?zero\b)",
    re.IGNORECASE,
)


def has_exit(code: str, after: str) -> bool:
    """Whether a program's exit code stands behind its name: only a command has one, however short it is."""
    first, *rest = code.split(None, 1) or [""]
    used = first in PROGRAMS if rest else first in ANSWERS_BARE
    return (used or first in BUILTINS) and bool(_EXIT.match(after))
