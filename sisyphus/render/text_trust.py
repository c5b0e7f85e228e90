"""`sisyphus trust`: what was decided, in which repository, when, about which command."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sisyphus.render.terminal import Line, Span, Style, line, paint
from sisyphus.render.text_consent import exact

_KEY_DIGITS = 12


class Decision(NamedTuple):
    """One decision, ready to be listed."""

    key: str
    allowed: bool
    at: datetime
    folder: str | None
    """Where it was decided; `None` when an older version did not keep it."""
    repository: str | None
    place: str
    """Plan and line."""
    text: str
    """The command with its context lines, whole."""


def render_decisions(decisions: Sequence[Decision], *, colour: bool, whole: bool) -> str:
    """Return the decisions, a heading for each repository; `whole` shows every line of a command."""
    if not decisions:
        return "nothing is trusted yet\n"
    lines: list[Line] = []
    for name in dict.fromkeys((d.folder, d.repository) for d in decisions):
        folder, repository = name
        lines += [line()] if lines else []
        where = folder or "decided with an older version, which did not keep where"
        lines.append(line(Span(where, Style.STRONG), Span(_short(repository), Style.MUTED)))
        for decision in decisions:
            if (decision.folder, decision.repository) == name:
                lines += _rows(decision, whole=whole)
    return paint(lines, colour=colour)


def _short(repository: str | None) -> str:
    return f"  repository {repository[:_KEY_DIGITS]}" if repository else ""


def _rows(decision: Decision, *, whole: bool) -> list[Line]:
    rows = decision.text.split("\n")
    style = Style.PLAIN if decision.allowed else Style.ATTENTION
    word = "allowed" if decision.allowed else "denied "
    head = (
        Span(f"{decision.key[:_KEY_DIGITS]}  "),
        Span(word, style),
        Span(f"  {decision.at:%Y-%m-%d %H:%M}  {decision.place}: ", Style.MUTED),
    )
    shown = rows if whole else [" ".join(" ".join(rows).split())]
    return [
        line(*head, Span(exact(shown[0]), Style.COMMAND)),
        *(line("    ", Span(exact(row), Style.COMMAND)) for row in shown[1:]),
    ]
