"""Ids at the start of a row: `1.`, `T1.2`, `P0-1`, `Task 1.1:`, 任务1."""

import re
from collections.abc import Collection
from typing import NamedTuple

from sisyphus.model.regex import regex
from sisyphus.parse.pieces import holds_any

_WORDS = (
    r"tasks?|todos?|steps?|item|tareas?|tarefas?|pasos?|passos?|задача|шаг|aufgabe|schritt|tâche|étape|tugas|langkah"
    r"|nhiệm vụ|công việc|bước|任务|任務|步骤|步驟|작업|태스크|단계|タスク|作業|ステップ"
)
_STEP = regex(
    r"(?:steps?|pasos?|passos?|шаг|schritt|étape|langkah|bước|步骤|步驟|단계|ステップ)", re.IGNORECASE
)
_NUMBER = r"\d+(?:[.\-]\d+)*[a-zA-Z]?"
_CODE = r"(?-i:[A-Z]{1,3}-?\d+(?:[.\-][A-Z]{0,3}\d+)*[a-z]?|f\d+|[A-Z]{2,5}(?:-[A-Z]{0,2}\d+)+)"
_LETTER = r"(?-i:(?<=Task )[A-Z](?=[*_]{0,2}\s?[:.)\u2014\u2013]))"
_MARKS = r"(?:\*\*|__|~~|`|\]|\*)*"
_NAME = (
    r"(?-i:[A-Z\u00c0-\u00de\u0410-\u042f][a-z\u00df-\u00ff\u0430-\u044f]"
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])"
)
"""A word that stands right behind the stop: `1.Parser`, and not `3.js`."""
_STOP = r"[.):：、。．）—–]"
# A bare number needs a stop behind it (`3 files changed`) or a hash before it (`#3 Parser`); a code or dotted
# number does not (`T3 Parser`).
_LABEL = regex(
    rf"(?P<open>(?:\*\*|__|~~|`|\[|\*|[(（])*)(?:"
    rf"(?P<word>{_WORDS})\s*[#-]?\s*(?P<a>{_CODE}|{_NUMBER}|{_LETTER})(?P<close_a>{_MARKS})"
    rf"(?:\s*(?:{_STOP}|[|-])+|\s+|$)"
    rf"|#?(?P<b>{_NUMBER})(?P<close_b>{_MARKS})(?:\s*[):：、。．）—–]|\.(?=[\s*_~`]|$|{_NAME})|\s+-+(?=\s))"
    rf"|(?P<e>(?<=[\[`])\d{{1,4}}(?=[\]`]))(?P<close_e>{_MARKS})(?=\s)"
    rf"|#(?P<d>(?-i:[A-Z])?\d{{1,4}})(?P<close_d>{_MARKS})(?=\s)"
    rf"|(?P<c>{_CODE}|\d+\.\d+(?:\.\d+)*)(?P<close_c>{_MARKS})(?:\s*{_STOP}|\s+-*|$)"
    rf")(?P<close>(?:(?:\*\*|__|~~|`|\*)(?=\s|$))?)\s*",
    re.IGNORECASE,
)

_DIGIT = regex(r"\d")
_NUMERO = ("o.", "O.", "r.", "R.", "\u2116", "\u00ba", "\u00b0")
"""Pieces, one of which `No. 7`, `Nr. 7` and `№ 7` hold."""
_NS = frozenset("Nn\u2116")
_BEFORE_NUMERO = _NS | frozenset("*_`~([ ")
_DATE_LENGTH = 10
_DATE = regex(r"\d{4}-\d\d-\d\d")
_TAG = regex(
    r"(?:(?:\[(?!N/A)[^\[\]\n]{2,20}\]|\([^()\n]{1,20}\))\s+|\u3010[^\u3010\u3011\n]{1,20}\u3011\s*)"
    r"(?=\d{1,4}[.):]\s)"
)
"""`[P0]`, `【重要】` or `(backend)` before a number."""


_SIGNS = "\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_SIGN = regex(
    rf"(?:[{_SIGNS}][\ufe0f\u200d\u2600-\u2775\u2794-\u27bf\U0001f300-\U0001faff]{{0,8}}+\s*+){{1,9}}+(?![{_SIGNS}])"
)
"""Emoji before an id, all of them: what follows is no emoji."""


class Label(NamedTuple):
    """An id at the start of a row."""

    label: str
    title: str
    step: bool
    """Whether the author calls it a step: of a task, more often than a task."""


def read_label(text: str) -> Label | None:
    """Read an id such as `1.`, `T1.2`, `P0-1`, `**3.**`, `Task 1.1:` or `任务1` at the start of a title."""
    if text[:1] == "<" or "<" in text[1:3]:
        text = _TAGS.sub(_mark_of, _UNSEEN.sub("", text), count=2)
    plain = text.isascii()
    if text[:1] in _BEFORE_NUMERO and text.lstrip("*_`~([ ")[:1] in _NS and holds_any(text[:6], _NUMERO):
        from sisyphus.parse.plans.numerals import hash_first  # noqa: PLC0415 - start-up: few

        text = hash_first(text)
    if not plain:
        from sisyphus.parse.plans.numerals import in_digits, number_first  # noqa: PLC0415 - start-up: few

        text = number_first(text)
        sign = _SIGN.match(text)
        if sign and (inner := read_label(text[sign.end() :])):
            return inner._replace(title=f"{sign[0]}{inner.title}")
    # Every id but that of `Task A:` holds a digit, and looking for one is far cheaper.
    match = _LABEL.match(text) if _DIGIT.search(text) or "Task " in text[:8] else None
    tag = _TAG.match(text) if text[:1] in {"[", "(", "\u3010"} else None
    if tag and (inner := read_label(text[tag.end() :])):
        return inner._replace(title=f"{tag[0]}{inner.title}")
    if not match:
        return None
    label = match["a"] or match["b"] or match["c"] or match["d"] or match["e"]
    if len(label) == _DATE_LENGTH and _DATE.fullmatch(label):
        return None
    opened = match["open"]
    rest = text[match.end() :].strip()
    closed = match["close"] + (
        match["close_a"] or match["close_b"] or match["close_c"] or match["close_d"] or match["close_e"] or ""
    )
    for mark in ("**", "__", "~~", "`", "*"):
        if mark in opened and mark not in closed:
            rest = rest.replace(mark, "", 1)
    step = bool(match["word"] and _STEP.fullmatch(match["word"]))
    return Label(label if plain else in_digits(label), rest.strip(), step)


_UNSEEN = regex(r"^(?:<!--[^>]{0,200}-->|<a [^<>]{1,100}>\s*</a>|<span [^<>]{1,100}>\s*</span>)\s*")
"""What shows nothing: a comment, an anchor."""
_TAGS = regex(r"</?(?P<tag>b|strong|i|em|code|kbd|mark|u|ins)>", re.IGNORECASE)
_MARKS_OF_TAGS = {"i": "*", "em": "*", "code": "`", "kbd": "`"}


def _mark_of(tag: "re.Match[str]") -> str:
    """Return the mark of Markdown that means what a tag of HTML does, or nearly so."""
    return _MARKS_OF_TAGS.get(tag["tag"].lower(), "**")


def other_spelling(label: str, labels: Collection[str]) -> str:
    """Return `3` for `t3` and the other way round; the label itself where another task has that for an id."""
    bare = without_t(label)
    other = bare if bare != label else f"t{label}"
    return label if other in labels else other


def without_t(label: str) -> str:
    """Return `3` for `t3`; both in lower case."""
    return label[1:] if label[:1] == "t" and label[1:2].isdigit() else label


TASK_STARTS = frozenset(
    [
        "Ta",
        "TA",
        "To",
        "TO",
        "За",
        "Au",
        "Tâ",
        "Tu",
        "Nh",
        "Cô",
        "任务",
        "任務",
        "작업",
        "태스",
        "タス",
        "作業",
    ]
)
"""Two characters that a line such as `Task 1: Title` begins with."""
_NAMED_TASK = regex(r"\w{2,8}(?: \w{2,5})?\s?#?[A-Z]{0,3}-?\d[\w.-]{0,8}?\s?(?:[:：.)—–]|\s-)\s*\S")


def names_task(line: str) -> bool:
    """Whether a line of prose is `Task 1: Title`; `Task 1 is hard` is a sentence."""
    label = read_label(line) if _NAMED_TASK.match(line) else None
    return label is not None and not label.step


def speaks_of_steps(heading: str) -> bool:
    """Whether a heading names steps."""
    return bool(_STEP.search(heading))
