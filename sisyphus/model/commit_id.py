"""How a commit id looks in prose."""

import re
from collections.abc import Iterator

from sisyphus.model.regex import regex

_WORDS = ("ommit", "sha", "SHA", "hash", "提交", "커밋", "コミット", "коммит")
_SIGNS = (" ", ":", ": ", "：")  # noqa: RUF001 - the colon of Chinese and Japanese
_SAID = "|".join(f"(?<={word}{sign}{tick})" for word in _WORDS for sign in _SIGNS for tick in ("", "`"))
COMMIT_ID = (
    # Seven signs of that kind first: few places hold them, and the words before them are many to look for.
    r"(?=[0-9a-f]{7})(?:(?=[a-f]{0,39}\d)(?=\d{0,39}[a-f])"
    rf"|(?:{_SAID})(?=\d{{7,40}}(?!\w))(?!(?:19|20)\d{{6}}(?!\w)))[0-9a-f]{{7,40}}"
)
"""Pattern: digits and letters both, so that no word or number passes for one; one id in 25 is digits alone.

Such a one is known by the word for commit right before it, a date apart.
"""
_ID = regex(rf"(?<![\w./-]){COMMIT_ID}(?![\w/-])", re.IGNORECASE | re.ASCII)


def find_commit_ids(text: str) -> Iterator[str]:
    """Yield what looks like a commit id, in lower case."""
    yield from (match[0].lower() for match in _ID.finditer(text))
