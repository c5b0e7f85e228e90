"""What the words of a heading say, in whatever dress they come."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sisyphus.parse.plans.section_names import (
    CHAPTER,
    GLOSSES,
    GROUP,
    QUALIFIER,
    SECTION_NAMES,
    TASK_HEADING,
    SectionKind,
)

_EMPHASIS = re.compile(r"[*_`~]+")
_NUMBERING = re.compile(
    r"(?:§\s*)?(?:\d+(?:\.\d+)*[a-z]?[.):、]?|[ivx]+[.)]|[a-z][.)])\s+"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:、|．|[.:：](?!\d))\s*|[ⅰ-ⅿ]+(?:\s*[.、．:：]\s*|\s+)"  # noqa: RUF001 - full width
    r"|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,3})[)）]\s*"  # noqa: RUF001 - full width
)
_TRAILING = re.compile(r"\s*(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】)\s*$")  # noqa: RUF001 - full width
_CLOSING = frozenset(")）]】")  # noqa: RUF001 - full width


@lru_cache(maxsize=4096)
def normalise(heading: str) -> str:
    """Strip emphasis, emoji, numbering and trailing brackets; fold case and blanks."""
    text = _plain(heading)
    for _ in range(3):
        shorter = _TRAILING.sub("", text) if text[-1:] in _CLOSING else text
        if not shorter or shorter == text:
            break
        text = shorter.strip(" :：")  # noqa: RUF001 - full width
    numbered = _NUMBERING.match(text)
    return text[numbered.end() :] if numbered else text


def _plain(heading: str) -> str:
    """Return a heading's words without emphasis, emoji and quotation marks, in lower case."""
    text = _EMPHASIS.sub("", heading.split("\n", 1)[0])
    text = text.replace("^", "").replace('"', "")
    if not text.isascii():
        kept = [c for c in text.replace("\u2019", "'") if c < "\x80" or not _decorates(c)]
        text = "".join(kept)
    return " ".join(text.split()).strip(" :：#-–—").casefold()  # noqa: RUF001 - full width


def _decorates(char: str) -> bool:
    return char in _QUOTES or unicodedata.category(char) in _DECORATION


_QUOTES = frozenset("\u00ab\u00bb\u2018\u201a\u201c\u201d\u201e\u2039\u203a\u300c\u300d\u300e\u300f")
"""Quotation marks, as in the French name for done; a high comma may be an apostrophe."""
_DECORATION = frozenset({"So", "Sk", "Cf", "Mn", "Co", "Cs"})
"""Of ASCII only the circumflex and the backtick."""


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, SectionKind], dict[str, list[tuple[str, SectionKind]]]]:
    """Return the exact names, and by their first letter the prefixes, longest first."""
    exact: dict[str, SectionKind] = {}
    prefixes: list[tuple[str, SectionKind]] = []
    for kind, names in SECTION_NAMES.items():
        for written in names.split("|"):
            name = " ".join(written.split()).casefold()
            if name.endswith("*"):
                prefixes.append((name[:-1], kind))
            exact.setdefault(name.rstrip("*"), kind)
    by_letter: dict[str, list[tuple[str, SectionKind]]] = {}
    for prefix, kind in sorted(prefixes, key=lambda p: -len(p[0])):
        by_letter.setdefault(prefix[0], []).append((prefix, kind))
    return exact, by_letter


@lru_cache(maxsize=4096)
def classify(heading: str) -> SectionKind:
    """Return what a heading's words say; UNKNOWN when they say nothing."""
    text = normalise(heading)
    kind = _named(text)
    if kind is SectionKind.UNKNOWN and GROUP.match(text):
        return _part_of_group(text)
    if kind is SectionKind.UNKNOWN:
        kind = next((k for k in _dressed(heading, text) if k in _DRESSED), kind)
    return SectionKind.GROUP if kind is SectionKind.UNKNOWN and CHAPTER.match(text) else kind


def names_group(heading: str) -> bool:
    """Whether a heading is that of a wave, a phase or a chapter; a quick answer for the many that are not."""
    text = normalise(heading)
    return bool(GROUP.match(text) or CHAPTER.match(text)) and classify(heading) is SectionKind.GROUP


def is_name(heading: str) -> bool:
    """Whether a heading is the name of a section and nothing else."""
    return normalise(heading) in _names()[0]


def _named(text: str) -> SectionKind:
    """Return the kind of a normalised heading that is in the table as it stands."""
    exact, prefixes = _names()
    if text in exact:
        return exact[text]
    if TASK_HEADING.match(text):
        return SectionKind.TASK
    for prefix, kind in prefixes.get(text[:1], ()):
        if text.startswith(prefix) and (
            prefix[-1] >= _UNSPACED or not text[len(prefix) : len(prefix) + 1].isalnum()
        ):
            return kind
    return SectionKind.CHECKLIST if text.endswith(_CHECKLISTS) else SectionKind.UNKNOWN


def _dressed(heading: str, text: str) -> Iterator[SectionKind]:
    """Yield the kinds of `Overall X`, `X — remark`, `X / its translation`, `Part 2: X` and `Title (X)`."""
    exact, _ = _names()
    bare = text
    for _ in range(_MOST_QUALIFIERS):
        qualified = QUALIFIER.match(bare)
        bare = bare[qualified.end() :] if qualified else bare
        yield _named(bare) if bare != text else SectionKind.UNKNOWN
    if chapter := CHAPTER.match(text):
        yield _named(normalise(text[chapter.end() :]))
    for part in _JOINT.split(bare, maxsplit=1)[:1]:
        yield exact.get(part, SectionKind.UNKNOWN)
    if not _CLOSING.isdisjoint(heading) and (bracket := _TRAILING.search(_plain(heading))):
        gloss = bracket[0].strip(_BRACKETS)
        yield exact[gloss] if gloss in exact and (" " in gloss or gloss in GLOSSES) else SectionKind.UNKNOWN


_DRESSED = frozenset(SECTION_NAMES) - {SectionKind.CONTEXT, SectionKind.OBJECTIVE}
"""Kinds that a heading has by a part of its words too; a subject may well begin with `Core architecture`."""
_MOST_QUALIFIERS = 2
_JOINT = re.compile(r"\s+[-–—]+\s+|\s*[/|:：&+]\s*")  # noqa: RUF001 - full width
_BRACKETS = " ()[]（）【】"  # noqa: RUF001 - full width


def _part_of_group(text: str) -> SectionKind:
    """Tell `Phase 1 acceptance criteria` and `Phase 4: Final Verification Wave` from `Phase 4: Testing`."""
    match = _GROUP_NUMBER.match(text)
    if match:
        rest = classify(match["rest"])
        if rest in _CRITERIA and not match["stop"]:
            return rest
        if rest is SectionKind.FINAL_WAVE and _WAVE.search(match["rest"]):
            return rest
    return SectionKind.GROUP


_CHECKLISTS = ("checklist", "检查清单", "檢查清單", "체크리스트", "チェックリスト", "чеклист", "чек-лист")
_GROUP_NUMBER = re.compile(
    r"(?:第\s*)?[^\W\d]*\s*\d+[a-z]?\s*(?:波次|阶段|階段|批次|批|波|阶|階|단계|フェーズ)?\s*(?P<stop>[:：.\-–—]\s*)?(?P<rest>\S.*)"  # noqa: RUF001 - full width
)
_WAVE = re.compile(r"wave|波|웨이브|ウェーブ|onda|ola|волна|đợt|gelombang|welle|vague")
_CRITERIA = {
    SectionKind.ACCEPTANCE,
    SectionKind.CHECKLIST,
    SectionKind.SUCCESS,
    SectionKind.DEFINITION_OF_DONE,
}
_UNSPACED = "\u2e80"
"""From here on scripts do without blanks between words."""
