"""A claim as it is read: the place is filled in when the text's path is known."""

import re
from typing import Any

from sisyphus.model.claim import Claim, ClaimKind
from sisyphus.parse.claim_forms.passages import Passage

_LONGEST = 160
"""Characters of a line that are quoted."""


def draft(passage: Passage, kind: ClaimKind, *, at: re.Match[str] | None = None, **said: Any) -> Claim:  # noqa: ANN401 - the fields of Claim, which checks them
    """Return a claim of a passage; `at` is where in its text the words stand that make it."""
    return Claim(
        kind=kind,
        text=_quote(passage, at),
        path="",
        line=passage.line,
        heading=" > ".join(passage.headings),
        narrow=passage.narrow,
        **said,
    )


def _quote(passage: Passage, at: re.Match[str] | None) -> str:
    """Return the line, or what stands around the words where it is long."""
    text = passage.text.strip()
    if len(text) <= _LONGEST:
        return text
    middle = at.start() if at else 0
    start = max(min(middle - _LONGEST // 3, len(passage.text) - _LONGEST), 0)
    part = passage.text[start : start + _LONGEST].strip()
    return ("…" if start else "") + part + ("…" if start + _LONGEST < len(passage.text) else "")
