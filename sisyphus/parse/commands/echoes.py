"""Commands that end in an `echo` which tells how they went."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sisyphus.model.check import Assertion, AssertionKind
from sisyphus.model.regex import regex

_TEXT = r"(?:\"(?P<{0}1>[^\"$`]*)\"|'(?P<{0}2>[^']*)'|(?P<{0}3>[\w.:!-]+(?: [\w.:!-]+)*))"
_ECHOED = re.compile(
    rf"(?P<asked>.*\S)\s*&&\s*echo\s+{_TEXT.format('a')}\s*(?P<or>\|\|\s*\(?\s*echo\s+{_TEXT.format('b')}.*)?$",
    re.DOTALL,
)
_CODE = re.compile(
    r"(?:^|[;&|\n])\s*(?:echo|printf)\s+[\"']?(?P<before>[\w .:=-]*?)\$(?:\?|\{\?\}|\{PIPESTATUS\[\d\]\})"
    r"[^;&|\n]*(?:\|\s*tee\b[^;&|\n]*)?\s*$"
)


class Echoed(NamedTuple):
    """What `asked && echo A || echo B` may print."""

    asked: str
    printed: tuple[str, ...]
    either: bool
    """Whether it prints something in both cases, so that its exit code says nothing."""

    def said_in(self, words: str) -> str | None:
        """Return the text that some words are, however they are written."""
        plain = words.strip(" `\"'").casefold()
        return next((text for text in self.printed if text.casefold() == plain), None)


def echoed(command: str) -> Echoed | None:
    """Return the texts that a command ends with; `None` where it does not end so."""
    if "echo" not in command:
        return None
    match = _ECHOED.match(command)
    if not match:
        return None
    texts = [match[f"{side}{form}"] for side in "ab" for form in "123"]
    printed = tuple(text.strip() for text in texts if text is not None)
    return Echoed(match["asked"], printed, match["or"] is not None)


_EXIT_0 = Assertion(kind=AssertionKind.EXIT_CODE, equals=0)
_TESTED = regex(r"[;\n]\s*(?:test|\[)\s+\"?\$\?\"?\s+-(?P<how>eq|ne)\s+(?P<code>\d+)(?:\s*\])?\s*$")


def tested_code(command: str, assertions: Sequence[Assertion]) -> tuple[Assertion, ...]:
    """Return assertions with exit code 0 for a code that the command ends by testing for."""
    found = _TESTED.search(command) if "$?" in command else None
    if not found:
        return tuple(assertions)
    code = int(found["code"])

    def tested(assertion: Assertion) -> bool:
        if assertion.kind is AssertionKind.EXIT_NONZERO:
            return (code != 0) == (found["how"] == "eq")
        wanted = assertion.equals if assertion.kind is AssertionKind.EXIT_CODE else None
        return wanted is not None and (wanted == code) == (found["how"] == "eq")

    return tuple(_EXIT_0 if tested(assertion) else assertion for assertion in assertions)


def echoed_code(command: str, code: str) -> Assertion | None:
    """Return what a command prints that ends in `echo "exit=$?"` and so hides the exit code that it tells."""
    match = _CODE.search(command) if "$" in command else None
    if not match:
        return None
    before = match["before"].strip()
    return Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=rf"(?m)^{re.escape(before)}\s*{code}\b")
