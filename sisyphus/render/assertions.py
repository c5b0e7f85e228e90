"""What a check should show, in words: as the plan says it, and as it was understood."""

from sisyphus.model.check import Assertion, AssertionKind, Expectation


def expectation_words(expect: Expectation) -> str:
    """Return what a check should show: the plan's words, then how they were understood."""
    understood = ", ".join(assertion_words(a) for a in expect.assertions)
    if expect.text is None:
        return understood
    if not expect.understood:
        return f"{expect.text} (not understood: can never count as passed)"
    return f"{expect.text} ({understood})"


def assertion_words(assertion: Assertion) -> str:
    """Return how one assertion reads, such as `exit 0`."""
    return _WORDS[assertion.kind].format(a=assertion, value=_figure(assertion.value))


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


_WORDS = {
    AssertionKind.EXIT_CODE: "exit {a.equals}",
    AssertionKind.EXIT_NONZERO: "exit other than 0",
    AssertionKind.STDOUT_EMPTY: "no output",
    AssertionKind.STDOUT_CONTAINS: "output contains {a.text!r}",
    AssertionKind.STDOUT_EQUALS: "output is {a.text!r}",
    AssertionKind.STDOUT_MATCHES: "output matches {a.pattern!r}",
    AssertionKind.STDOUT_NUMBER: "printed number {a.op} {value}",
    AssertionKind.TESTS_PASSED: "tests passed {a.op} {value}",
    AssertionKind.FAILURES: "failures {a.op} {value}",
    AssertionKind.FILE_EXISTS: "file {a.path} exists",
}
"""How an assertion reads."""


def expected_briefly(expect: Expectation) -> str:
    """Return what a check should show as it was understood; in the plan's words where it was not."""
    if not expect.understood and expect.text is not None:
        return f"? {expect.text.lstrip('→ ')}"
    return ", ".join(assertion_words(a) for a in expect.assertions) or "-"
