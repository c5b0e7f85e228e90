"""Whether a result that is not understood is perhaps that of a command which is to fail."""

import re

from sisyphus.parse.commands.asked import Asked
from sisyphus.parse.commands.printed import Prints
from sisyphus.parse.commands.said import in_lower_case
from sisyphus.parse.commands.told_tests import is_test_run
from sisyphus.parse.pieces import holds_any

_NEGATED = re.compile(
    r"\b(?:no|not|zero|0|none|nothing|never|gone|removed|absent|empty|without|fail\w*)\b"
    r"|无|没有|不|空|없|sin\b|sem\b|non-?zero",
)
_FAILS = re.compile(
    r"exit\w*\s+(?:with\s+)?(?:code\s+)?`?[1-9]|non-?zero|!= ?0|\bred\b|^\W*(?:\w+ ){0,4}fails?\b"
    r"|失败|실패|falla|falha",
)
"""Words of a result that is perhaps no exit code 0."""
_REFUSES = re.compile(
    r"\bfail|\berror|reject|throw|panic|abort|invalid|refus|den(?:y|ied)|crash|no such|报错|오류",
)
"""Words of the same for a program that is used; a test run that goes well may have them as well."""
_ERROR = re.compile(r"\W*(?:expected\W+)?(?:an? |clear )?(?:\w+ )?error\b")
"""A result that is an error; of a test run it is what the test expects, and the run goes well."""
_OF_FAILING = ("exit", "zero", "!=", "red", "fail", "失败", "실패", "falla", "falha")
_OF_REFUSING = (
    *("fail", "error", "reject", "throw", "panic", "abort", "invalid", "refus", "deny", "denied"),
    *("crash", "no such", "报错", "오류"),
)
"""Pieces of which they hold one."""
_TESTS = re.compile(
    r"\b(?:test|tests|vitest|jest|pytest|build|lint|check|typecheck|tsc|clippy|fmt|spec|rake)\b"
)
_LISTS = frozenset(
    {Prints.MATCHES, Prints.QUIET, Prints.DIFFERENCE, Prints.COUNT, Prints.FILES, Prints.LINES}
)


def may_fail(text: str, kind: Prints, command: Asked) -> bool:
    """Whether a text that is not understood perhaps wants another exit code than 0."""
    text = in_lower_case(text)
    if kind in _LISTS:
        return bool(_NEGATED.search(text))
    if "error" in text and _ERROR.match(text) and not command.ask(is_test_run):
        return True
    if holds_any(text, _OF_FAILING) and _FAILS.search(text):
        return True
    # The command is asked where its answer matters: a reading holds for all that answer alike.
    return holds_any(text, _OF_REFUSING) and not command.matches(_TESTS) and bool(_REFUSES.search(text))
