"""The commit ids that a report names, each with the line on which it stands."""

import re
from collections.abc import Iterator

from sisyphus.model.commit_id import find_commit_ids
from sisyphus.model.notepad import CommitMention

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*)")
_LONGEST_LINE = 2_000
"""Characters of a line that are looked at; longer ones are output that was pasted."""


def find_commits(text: str) -> Iterator[CommitMention]:
    """Yield the commit ids of a text in order; those in fences too, where people paste `git log`."""
    heading = ""
    for number, line in enumerate(text.split("\n"), start=1):
        shown = line[:_LONGEST_LINE].strip()
        if match := _HEADING.match(line[:_LONGEST_LINE]):
            heading = match[1].strip()
        for sha in find_commit_ids(shown):
            yield CommitMention(sha=sha, line=number, text=shown, heading=heading)
