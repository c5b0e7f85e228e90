"""The state that a task without a box tells in words: `### Task 5 (done)`, `**Status**: ✅ Complete`."""

from collections.abc import Sequence

from sisyphus.model.plan import State
from sisyphus.model.regex import regex
from sisyphus.parse.plans.rows import SYMBOLS
from sisyphus.parse.plans.status_words import heads_states, state_named

_IN_BRACKETS = regex(
    r"^[(\[\uff08【]([^()\[\]]{2,30})[)\]\uff09】]|[(\[\uff08【]([^()\[\]]{2,30})[)\]\uff09】]\W*$"
)
_BEHIND_SIGN = regex(
    rf"(?:[{''.join(SYMBOLS)}]\ufe0f?\s{{0,3}}"
    r"|\s[-\u2013\u2014|]\s{0,3}(?=[A-Z ]+$))([^\W\d_][\w ]{1,30})$"
)
_SIGNS = "".join(SYMBOLS) + "\ufe0f*_` .-"
_STOPS = regex(r"[(\[\uff08,;\uff0c\u2013\u2014]|\s-\s")
_NEAR = 8
"""Lines of a body among which its state stands, if anywhere."""


def told_state(title: str, body: Sequence[str]) -> State:
    """Return the state that a title or a `Status:` line near the top of a body names; OTHER without one."""
    found = (pattern.search(title) for pattern in (_IN_BRACKETS, _BEHIND_SIGN))
    words = (match[match.lastindex or 0] for match in found if match)
    states = (_state(word) for word in (*words, *_status_lines(body[:_NEAR])))
    return next((s for s in states if s), State.OTHER)


def _status_lines(lines: Sequence[str]) -> list[str]:
    """Return what stands behind `Status:`, in any of the languages of the table."""
    found: list[str] = []
    for line in lines:
        name, stop, value = line.replace("\uff1a", ":").partition(":")
        if stop and heads_states(name.strip("-*+_` \t").casefold()):
            found.append(value)
    return found


def _state(text: str) -> State | None:
    return state_named(_STOPS.split(text.strip(_SIGNS), maxsplit=1)[0].strip(_SIGNS).casefold())
