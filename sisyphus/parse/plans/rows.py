"""What one row says: its box and its title. Pure text, no structure."""

import re
from typing import NamedTuple

from sisyphus.model.plan import MARKERS, State
from sisyphus.model.regex import regex
from sisyphus.parse.pieces import holds_any
from sisyphus.parse.plans.labels import Label, read_label
from sisyphus.parse.plans.status_words import state_named

_BOX = regex(r"\[([^\[\]\n]|N/A|n/a)\](?:\s+|$)")
_NEAR_BOX = regex(
    r"\[(?:[ \t]*[xX~/-]?[ \t]*|[A-Z0-9]{1,4})\](?:\s|$)|\[[ xX]\]\S"
    r"|[*_~]{1,4}\[[ xX~/-]?\][*_~\s]"
)

SYMBOLS = {
    "☐": State.OPEN,
    "⬜": State.OPEN,
    "◻": State.OPEN,
    "❌": State.OPEN,
    "⏳": State.OPEN,
    "✅": State.DONE,
    "☑": State.DONE,
    "✔": State.DONE,
    "🔄": State.IN_PROGRESS,
    "🚧": State.IN_PROGRESS,
    "⛔": State.BLOCKED,
    "🚫": State.BLOCKED,
}
"""Signs that stand for a box in a table of tasks, or in a heading that is one. An hourglass waits."""

_CANCELLED = regex(
    r"\b(?:SUPERSEDED|CANCELLED|CANCELED|SKIPPED|DROPPED)\b\W*$"
    # With a remark behind it, it is a remark itself: `Sort — SKIPPED: no need`.
    r"|(?:\s[-–—]+|[~:：])[\s*_]{1,4}(?:SUPERSEDED|CANCELLED|CANCELED|SKIPPED|DROPPED)\b"
)
_CANCELLED_NOTE = regex(
    r"[(\[（【](?:superseded|cancell?ed|skipped|dropped)\b[^()\[\]]*[)\]）】]\W*$", re.IGNORECASE
)
_DEFERRED = regex(r"\bDEFERRED\b\W*$|[(\[]deferred\b[^()\[\]]*[)\]]\W*$", re.IGNORECASE)


_GIVEN_UP = ("supersed", "cancel", "skipped", "dropped", "deferred")
"""Pieces, one of which every title holds that takes its box back."""


class BoxText(NamedTuple):
    """A checkbox and what stands behind it."""

    marker: str
    state: State
    text: str


def read_box(text: str) -> BoxText | None:
    """Read a box at the start of an item's text; `None` for links, tags such as `[P1]` and anything else."""
    match = _BOX.match(text)
    if not match:
        return None
    marker = match[1].upper() if len(match[1]) > 1 else match[1]
    if marker.isspace():
        marker = " "
    # `[P]` marks a parallel task and `[1]` a footnote.
    if marker not in MARKERS and (marker.isdigit() or ("A" <= marker <= "Z")):
        return None
    rest = text[match.end() :].strip()
    state = MARKERS.get(marker, State.OTHER)
    # Half the cost of BoxText(...), of which a plan makes hundreds.
    return tuple.__new__(BoxText, (marker, _struck(rest, state), rest))


_CLOSE_BOX = regex(r"\[([ xX~/-])\](?=[^\s(\[:])(?:\*\s+)?|\[\]\s+")
_WIDE_BOX = regex(r"[\u3010\uff3b][ \u3000]{0,4}([xX~/-]?)[ \u3000]{0,4}[\u3011\uff3d][ \u3000]*")
BOX_OPENERS = frozenset("[\u3010\uff3b")
"""Brackets that a box begins with; those of Chinese and Japanese make none for GitHub."""


def read_close_box(text: str) -> tuple[BoxText, Label | None] | None:
    """Read `[x]1. Title`, `[] Title`, `[ ]* 1. Title` or `【x】Title`, whose box is none for GitHub.

    What is glued to a box is a task with an id, and else perhaps a note. A star behind the box is how Kiro
    marks a task that may be left out.
    """
    wide = _WIDE_BOX.match(text)
    match = wide or _CLOSE_BOX.match(text)
    rest = text[match.end() :].strip() if match else ""
    label = read_label(rest) if match else None
    if match is None or not rest or (match[1] and label is None and not wide):
        return None
    marker = match[1] or " "
    return BoxText(marker, _struck(rest, MARKERS[marker]), rest), label


def looks_like_box(text: str) -> bool:
    """Whether text that is no box was perhaps meant as one."""
    return bool(_NEAR_BOX.match(text) or _WIDE_BOX.match(text))


def _struck(title: str, state: State) -> State:
    """Return what the words of a title make of a ticked box; an open one is open, whatever they say."""
    return gives_up(title) or state if state is State.DONE else state


def gives_up(title: str) -> State | None:
    """Return the state of a title that takes its box back: struck through, or with a word such as SKIPPED."""
    if "~~" in title and (_is_struck(title) or ((label := read_label(title)) and _is_struck(label.title))):
        return State.CANCELLED
    if not holds_any(title.lower(), _GIVEN_UP):
        return None
    if _CANCELLED.search(title) or _CANCELLED_NOTE.search(title):
        return State.CANCELLED
    return State.BLOCKED if _DEFERRED.search(title) else None


def lines_that_may_give_up(titles: str) -> list[int]:
    """Return which lines of several titles hold a piece of a word for it, in order, from 0."""
    lowered = titles.lower()
    found: set[int] = set()
    for piece in ("~~", *_GIVEN_UP):
        line = counted = 0
        at = lowered.find(piece)
        while at >= 0:
            line += lowered.count("\n", counted, at)
            found.add(line)
            counted = at
            end = lowered.find("\n", at)
            at = lowered.find(piece, end) if end >= 0 else -1
    return sorted(found)


def _is_struck(title: str) -> bool:
    """Whether a title is struck through from its first word to its last, but for a remark behind it.

    What a remark calls done was crossed out because it is done.
    """
    bare = title.strip("*_ ")
    end = bare.find("~~", 2) if len(bare) > _MARKS_ALONE and bare.startswith("~~") else -1
    if end < 0 or end == len(bare) - 2:
        return end >= 0
    remark = _REMARK.match(bare, end + 2)
    return remark is not None and state_named(remark["word"].casefold()) is not State.DONE


_REMARK = regex(r"[*_]*\s*(?:[(（\[](?=.*[)）\]]$)|(?:→|=>|->|--?|[–—:：])\s)[^\w\n]*(?P<word>\w*)")


_MARKS_ALONE = 4
"""Characters of a title that is struck through and empty."""


def symbol_box(cell: str) -> BoxText | None:
    """Read a box or a sign for one in a table cell."""
    cell = cell.strip()
    box = read_box(cell)
    if box:
        return box
    sign = cell[:1]
    if sign in SYMBOLS:
        text = cell[1:].strip("\ufe0f ")
        # In `❌ Cancelled` the word says it.
        return BoxText(sign, state_named(text.strip("*_` .").casefold()) or SYMBOLS[sign], text)
    return None


def read_sign(title: str) -> BoxText | None:
    """Read a sign for a box at the start or the end of a heading that is a task."""
    bare = title.strip().rstrip("\ufe0f").rstrip()
    if bare[-1:] in SYMBOLS:
        return BoxText(bare[-1], SYMBOLS[bare[-1]], bare[:-1].rstrip())
    return symbol_box(bare) if bare[:1] in SYMBOLS else None


_PLACEHOLDER = regex(r"[*_`]*<[^<>]+>[*_`]*")


def is_placeholder(title: str) -> bool:
    """Whether a title is a template's unfilled `<title>`."""
    return "<" in title and bool(_PLACEHOLDER.fullmatch(title))
