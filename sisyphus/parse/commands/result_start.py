"""How a sentence goes on behind a command: `… is run, then it exits 2`, `exit code of … is 3`."""

import re

_IS_RUN = re.compile(
    r"(?:is|are|gets?)\s+(?:run|executed|invoked|called)\b\s*,?\s*(?:then\s+)?"
    r"(?:(?:it|the\s+(?:system|command|program|tool|script))\s+)?(?:shall\s+|should\s+|must\s+|will\s+)?",
    re.IGNORECASE,
)
_THEN_IT = re.compile(
    r"[,;]?\s*(?:then|and)?\s*(?:it|the\s+(?:system|command|output|program|tool|script))\s+(?:shall\s+|should\s+|must\s+|will\s+)?"
    r"(?=(?:prints?|exits?|shows?|returns?|outputs?|reports?|contains?|fails?|succeeds?|pass(?:es)?|lists?|displays?)\b)",
    re.IGNORECASE,
)
_CODE_OF = re.compile(r"\bexit (?:code|status) (?:of|from)\s*$", re.IGNORECASE)
_IS = re.compile(r"(?:is|are|equals?|should be|must be|shall be|=+)\b", re.IGNORECASE)


def result_start(before: str, after: str) -> str:
    """Return what follows a command without the words that only lead to its result."""
    words = after.strip()
    if _CODE_OF.search(before) and _IS.match(words):
        return f"exit code {words}"
    lead = _IS_RUN.match(words) or _THEN_IT.match(words)
    return words[lead.end() :] if lead and words[lead.end() :] else words
