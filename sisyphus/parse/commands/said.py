"""What a form of results has matched, as the plan writes it.

Forms are matched on text in lower case: patterns that need not ignore case are tried three times as fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re


def in_lower_case(text: str) -> str:
    """Return a text in lower case, each sign in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(sign.lower()[0] for sign in text)


class Said:
    """A match on a text in lower case, read from the text itself."""

    __slots__ = ("_match", "string")

    def __init__(self, match: "re.Match[str]", string: str) -> None:
        self._match = match
        self.string = string
        """The whole text."""

    def __getitem__(self, group: int | str) -> Any:  # noqa: ANN401 - as of a match: a text, or `None`
        """Return what a group holds; `None` where it has no part in the match."""
        start, end = self._match.span(group)
        return self.string[start:end] if start >= 0 else None

    def start(self) -> int:
        """Return where it begins."""
        return self._match.start()

    def end(self) -> int:
        """Return where it ends."""
        return self._match.end()

    def has(self, group: str) -> bool:
        """Whether the form has a group."""
        return group in self._match.re.groupindex
