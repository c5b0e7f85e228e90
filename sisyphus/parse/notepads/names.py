"""What a notepad's file name says about it."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from sisyphus.model.members import Enum


class Reading(Enum):
    """How the entries of a kind of notepad become open or closed."""

    UNRESOLVED = "unresolved"
    """Everything written there is open until something closes it."""
    MET = "met"
    """Problems as they were met: open when the words say that somebody must act."""
    BLOCKING = "blocking"
    """The same, and each of them is a blocker, as the file's name says."""
    RECORD = "record"
    """Knowledge: open only when it says in so many words that work is blocked."""


KINDS: Mapping[str, Reading] = MappingProxyType(
    {
        "learnings": Reading.RECORD,
        "decisions": Reading.RECORD,
        "issues": Reading.MET,
        "problems": Reading.UNRESOLVED,
        "verification": Reading.RECORD,
        # Seen in place of the standard names; they keep their own.
        "blockers": Reading.BLOCKING,
        "bugs": Reading.MET,
        "gotchas": Reading.MET,
    }
)

_REPORT_WORDS = frozenset(
    {
        *(
            "announcement",
            "assessment",
            "checklist",
            "commands",
            "complete",
            "completed",
            "completion",
            "final",
        ),
        *(
            "finished",
            "guide",
            "handoff",
            "index",
            "instructions",
            "overview",
            "progress",
            "readme",
            "reference",
        ),
        *(
            "report",
            "reports",
            "results",
            "simulation",
            "start",
            "statement",
            "status",
            "summary",
            "template",
        ),
    }
)
_WORDS = re.compile(r"[^\W_]+")


def kind_of(path: str) -> str:
    """Give the notepad's kind: its file's stem in lower case."""
    return PurePosixPath(path.replace("\\", "/")).stem.lower()


def reading_of(kind: str) -> Reading:
    """Tell how to read a kind; one that nobody knows is knowledge, unless it is named after blockers."""
    known = KINDS.get(kind)
    if known is not None:
        return known
    return Reading.BLOCKING if {"blocker", "blockers"} & set(_WORDS.findall(kind)) else Reading.RECORD


def is_report(path: str) -> bool:
    """Tell whether a file is a report for people: named so, or an unknown name in capitals."""
    stem = PurePosixPath(path.replace("\\", "/")).stem
    if stem.lower() in KINDS:
        return False
    words = {word.lower() for word in _WORDS.findall(stem)}
    return bool(words & _REPORT_WORDS) or (stem.isupper() and len(stem) > 1)
