"""A user's own exact form beside the prose: `{timeout: 10s, exit: 1, stdout: /re/}`.

It stands in a fence's info string, where it goes for the whole block, behind a command, or in a comment
there. Keys: `timeout` (seconds, or with `s`, `m`, `h`), `exit` (a number or `nonzero`), `stdout`
(`empty`, `/pattern/`, `"contained text"`, or a comparison such as `>= 3`), `tests` and `failures`
(a comparison), `file` (a path).
"""

import re
from typing import NamedTuple

from sisyphus.model.check import Assertion, AssertionKind


class Exact(NamedTuple):
    """What the exact form says."""

    timeout_s: int | None
    assertions: tuple[Assertion, ...]
    start: int = 0
    end: int = 0
    """Where it stands in its text."""


_BRACES = re.compile(r"\{\s*(?:timeout|exit|stdout|tests|failures|file)\s*:")
_PAIR = re.compile(
    r"\s*(?P<key>timeout|exit|stdout|tests|failures|file)\s*:\s*"
    r"(?P<value>/(?:[^/\\\n]|\\.)+/|\"(?:[^\"\\\n]|\\.)*\"|[^,}\n]+?)\s*(?P<end>[,}])"
)
_DURATION = re.compile(r"(\d{1,6})\s*(s|m|h)?$")
_UNITS = {None: 1, "s": 1, "m": 60, "h": 3600}
_COMPARED = re.compile(r"(>=|<=|==|!=|>|<)?\s*(\d{1,15}(?:\.\d{1,15})?)$")
LONGEST_PATTERN = 500
"""Characters of a pattern that is taken; a longer one is refused with the whole form."""


def read_exact(text: str) -> Exact | None:
    """Return the exact form in a text; `None` without one, or where it cannot be read to its end."""
    start = _BRACES.search(text) if "{" in text else None
    if not start:
        return None
    position = start.start() + 1
    timeout: int | None = None
    assertions: list[Assertion] = []
    while True:
        pair = _PAIR.match(text, position)
        if not pair:
            return None
        key, value = pair["key"], pair["value"]
        if key == "timeout":
            duration = _DURATION.match(value)
            if not duration:
                return None
            timeout = int(duration[1]) * _UNITS[duration[2]]
        else:
            assertion = _assertion(key, value)
            if assertion is None:
                return None
            assertions.append(assertion)
        if pair["end"] == "}":
            return Exact(timeout, tuple(assertions), start.start(), pair.end())
        position = pair.end()


def _assertion(key: str, value: str) -> Assertion | None:
    if key == "exit":
        return _exit(value)
    if key == "file":
        return Assertion(kind=AssertionKind.FILE_EXISTS, path=value.strip('"'))
    if key == "stdout" and not _COMPARED.match(value):
        return _shown(value)
    return _compared(key, value)


def _exit(value: str) -> Assertion | None:
    if value == "nonzero":
        return Assertion(kind=AssertionKind.EXIT_NONZERO)
    known = re.fullmatch(r"\d{1,3}", value)
    return Assertion(kind=AssertionKind.EXIT_CODE, equals=int(value)) if known else None


def _shown(value: str) -> Assertion | None:
    if value == "empty":
        return Assertion(kind=AssertionKind.STDOUT_EMPTY)
    if value[0] == '"':
        return Assertion(kind=AssertionKind.STDOUT_CONTAINS, text=re.sub(r"\\(.)", r"\1", value[1:-1]))
    return pattern_of(value[1:-1]) if value[0] == value[-1] == "/" and value != "/" else None


def pattern_of(pattern: str) -> Assertion | None:
    """Take a regular expression; `None` for one that is none, or too long."""
    if len(pattern) > LONGEST_PATTERN:
        return None
    try:
        re.compile(pattern)
    except re.error:
        return None
    return Assertion(kind=AssertionKind.STDOUT_MATCHES, pattern=pattern)


def _compared(key: str, value: str) -> Assertion | None:
    compared = _COMPARED.match(value)
    if not compared:
        return None
    kinds = {
        "stdout": AssertionKind.STDOUT_NUMBER,
        "tests": AssertionKind.TESTS_PASSED,
        "failures": AssertionKind.FAILURES,
    }
    return Assertion(kind=kinds[key], op=compared[1] or "==", value=float(compared[2]))
