"""The rules of `lint`, told to people: all in a table, or one with its reasons."""

from collections.abc import Iterator, Sequence

from sisyphus.model.lint import Rule
from sisyphus.render.terminal import Line, Span, Style, line, paint, width_of, wrap
from sisyphus.render.text_lint import SEVERITY_STYLES, SEVERITY_WORDS

_GAP = 2
_LEAST_TEXT = 30


def render_rules(told: Sequence[Rule], *, colour: bool, width: int) -> str:
    """Return a line for each rule: id, severity, what it finds."""
    return paint(_table(told, width), colour=colour)


def render_rule(rule: Rule, *, colour: bool, width: int) -> str:
    """Return all that is told about one rule, and how to silence it."""
    return paint(_page(rule, width), colour=colour)


def _table(told: Sequence[Rule], width: int) -> Iterator[Line]:
    ids = max(width_of(rule.id) for rule in told)
    words = max(width_of(word) for word in SEVERITY_WORDS.values())
    left = ids + words + 2 * _GAP
    for rule in told:
        word = SEVERITY_WORDS[rule.severity]
        summary = rule.summary if rule.default else f"{rule.summary} (off by default)"
        heads = rule.id.ljust(ids + _GAP), Span(word.ljust(words + _GAP), SEVERITY_STYLES[rule.severity])
        if width - left < _LEAST_TEXT:
            yield line(*heads)
            yield from (line("  ", text) for text in wrap(summary, width - 2))
            continue
        first, *rest = wrap(summary, width - left)
        yield line(*heads, first)
        yield from (line(" " * left, text) for text in rest)


def _page(rule: Rule, width: int) -> Iterator[Line]:
    yield line(Span(rule.id, Style.STRONG), f" ({SEVERITY_WORDS[rule.severity]})")
    off = "" if rule.default else "It is off by default: --select names it."
    comment = f"To silence it on one line: <!-- sisyphus: ignore {rule.id} -->"
    for text in filter(None, (rule.summary, f"Why: {rule.why}", f"Fix: {rule.fix}", off, comment)):
        yield line()
        yield from (line(row) for row in wrap(text, width))
