"""The bold of plans, taken away where a text is shown as words: two stars say nothing on a terminal."""

import re

_BOLD = re.compile(
    r"(`+)(?!`).{1,400}?(?<!`)\1(?!`)|(\*\*)(?=\S)((?:`[^`]{1,100}`|[^*`]){1,200}?)(?<=\S)\*\*(?!\w)"
)


def unmarked(text: str) -> str:
    """Return a text without the stars of its bold words; what stands in code stays as it is."""
    return _BOLD.sub(lambda m: m[3] if m[2] else m[0], text) if "**" in text else text
