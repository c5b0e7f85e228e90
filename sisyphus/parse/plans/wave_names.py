"""Names of waves and phases where tasks refer to them, such as `Wave 1` in `Blocked By: Wave 1, Task 3`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from sisyphus.model.regex import regex

WAVE_WORDS: dict[str, str] = {
    "wave": "wave|波次|웨이브|ウェーブ|ola|oleada|onda|волна|đợt|gelombang|welle|vague",
    "phase": "phase|stage|阶段|階段|단계|フェーズ|fase|фаза|этап|giai đoạn|tahap|étape",
}
"""Words for a group of tasks by what they mean, in lower case and in eleven languages."""

_FAMILY = {word: family for family, words in WAVE_WORDS.items() for word in words.split("|")}
_WORD = rf"(?P<word>{'|'.join(sorted(_FAMILY, key=len, reverse=True))})"
_NUMBER = r"(?P<number>\d{1,4}(?:\.\d{1,4})?[a-z]?|final)"
_FINAL = r"(?P<final>final (?:verification|review)(?: wave)?|final wave)(?![^\W_])"
_NAME = regex(
    rf"[\W_]*(?:{_WORD}s?[\W_]{{0,3}}{_NUMBER}(?![^\W_])|{_FINAL}"
    r"|第?\s?(?P<before>\d{1,4})\s?(?P<behind>波次|阶段|階段|단계|フェーズ))",
    re.IGNORECASE,
)
_WORDS = regex(
    rf"(?<![^\W_])(?:{_WORD}s?\W{{0,3}}(?:\d|final)|{_FINAL})|\d\s?(?:波次|阶段|階段|단계|フェーズ)",
    re.IGNORECASE,
)
_SEVERAL = regex(
    rf"(?<![^\W_])(?:{_WORD})(?P<many>s)?\s?(?P<first>\d{{1,3}})"
    r"(?:\s?(?:-|\u2013|\u2014|~|to)\s?(?P<last>\d{1,3})(?![.\d])|(?P<more>(?:\s?(?:,|&|and)\s?\d{1,3}(?![.\d]))+))",
    re.IGNORECASE,
)
_ITS_TASKS = regex(
    rf"(?:{_WORD}\s?\d{{1,3}}|{_FINAL})\s?[(\uff08]\s?(?P<tasks>(?:tasks?\s|F\d)[^()\uff08\uff09]*)[)\uff09]",
    re.IGNORECASE,
)
_BEFORE = regex(
    r"[\W_]*(?:(?:all|every|the|tasks?|of|in|from|completion|依赖于|依賴於|依赖|依賴|所有|全部|整个|整個)\s{0,3}){1,4}",
    re.IGNORECASE,
)
FINAL = "wave final"
"""The `wave_key` of the final wave, whatever its number."""
EVERY_TASK = "all tasks"
"""The `wave_key` of all tasks that stand before the one that names them."""
Members = Mapping[str, Sequence[tuple[int, str]]]
"""By `wave_key`, the lines and labels of its tasks."""
_WIDEST = 50
"""Waves that one range spells out."""


def names_wave(text: str) -> bool:
    """Whether a list names waves beside tasks."""
    return bool(_WORDS.search(text))


@lru_cache(maxsize=1024)
def wave_key(name: str | None) -> str | None:
    """Return what tells one wave from another in a name such as `Wave 1: Setup`; `None` for other text."""
    if name == EVERY_TASK:
        return EVERY_TASK
    if name and name.strip().isdigit():
        return f"wave {int(name)}"
    match = _NAME.match(name) if name else None
    if match is None:
        return None
    if match["final"]:
        return FINAL
    family = _FAMILY[(match["word"] or match["behind"]).casefold()]
    return f"{family} {(match['number'] or match['before']).casefold().lstrip('0') or '0'}"


def spell_out(text: str) -> str:
    """Write `Waves 1-3` and `Phases 1, 2` as `Wave 1, Wave 2 …`, and `Wave 1 (Tasks 3, 5)` as the tasks."""
    text = _ITS_TASKS.sub(lambda m: m["tasks"], text)
    return _SEVERAL.sub(lambda m: ", ".join(_spelt(m)), text)


def _spelt(match: "re.Match[str]") -> Iterator[str]:
    first = int(match["first"])
    if match["last"]:
        last = min(int(match["last"]), first + _WIDEST)
        yield from (f"{match['word']} {n}" for n in range(first, last + 1))
        return
    # `Wave 1, 2` is a wave and a task; `Waves 1, 2` are two waves.
    yield f"{match['word']} {first}"
    more = re.findall(r"\d+", match["more"])
    yield from (f"{match['word']} {n}" if match["many"] else n for n in more)


def wave_at_start(piece: str) -> tuple[str, str] | None:
    """Return the wave that a piece of a list begins with, as `Wave 1`, and what stands behind it."""
    lead = _BEFORE.match(piece)
    at = lead.end() if lead else 0
    match = _NAME.match(piece, at)
    if match is None:
        return None
    if match["final"]:
        return "Wave FINAL", piece[match.end() :]
    if match["word"]:
        return f"{match['word'].capitalize()} {match['number']}", piece[match.end() :]
    return f"{match['behind']} {match['before']}", piece[match.end() :]


def replace_waves(labels: Sequence[str], members: Members, wave: str | None, line: int) -> tuple[str, ...]:
    """Put the tasks of each wave in its place; a wave without tasks stays, so that it can be said.

    `wave` and `line` are of the task that names them: of its own wave those count that stand before it.
    """
    if not any(" " in label for label in labels):
        return tuple(labels)
    own = wave_key(wave)
    found: dict[str, None] = {}
    for label in labels:
        key = wave_key(label) if " " in label else None
        if key is None or key not in members:
            found[label] = None
        else:
            found.update(
                (inside, None) for at, inside in members[key] if key not in {own, EVERY_TASK} or at < line
            )
    return tuple(found)
