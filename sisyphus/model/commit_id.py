"""How a commit id looks in prose."""

import re
from collections.abc import Iterator

from sisyphus.model.regex import regex

_SHA = regex(r"(?<![\w./-])[0-9a-f]{7,40}(?![\w/-])", re.IGNORECASE | re.ASCII)


def find_commit_ids(text: str) -> Iterator[str]:
    """Yield what looks like a commit id, in lower case; a number or a word of those letters does not."""
    for match in _SHA.finditer(text):
        if any(c.isdigit() for c in match[0]) and any(c.isalpha() for c in match[0]):
            yield match[0].lower()
