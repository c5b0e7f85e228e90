"""Figures of progress: `11/12 tasks`, `91.7% complete`, `all 9 tasks`."""

import re
from collections.abc import Iterator

from sisyphus.model.claim import Claim, ClaimKind, Counted
from sisyphus.parse.claim_forms.drafts import draft
from sisyphus.parse.claim_forms.passages import Passage, Place
from sisyphus.parse.claim_forms.words import NOUN, counted_by, meaning

_RATIO = re.compile(
    r"(?<![\w./:+$#-])(\d{1,5})\s?(?:/|／|of|out of|von|de|sur)\s?(\d{1,5})(?![\w/:]|[.,]\d|\s?[%°])"
)
_ALL_OF = re.compile(
    r"\ball\s(\d{1,4})\s(?:of the\s)?(?:\w+\s){0,2}?(?=tasks?\b|to-?dos?\b|check ?box|deliverables?\b)",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:complete|done|finished|implemented)", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\w.+~<>≥≤=-])(\d{1,3}(?:\.(\d{1,2}))?)\s?%(?![\w-])")
_IS_PROGRESS = re.compile(
    r"\b(?:complete[d]?|completion|progress|done|finished|implementation|overall status)\b|完成|进度",
    re.IGNORECASE,
)
_NO_PROGRESS = re.compile(
    r"\b(?:coverage|covered|faster|slower|reduc\w+|improv\w+|speed\w*|confidence|cpu|memory|success rate|accuracy"
    r"|pass rate|passing|saving|saved|increase\w*|decrease\w*|margin|opacity|width|height|compat\w*|backward\w*"
    r"|usage|token\w*|context|uptime|requests?|users?|probab\w*|likel\w*|risk|parity|match\w*|tests?|typed"
    r"|autom\w*|documentation|docs|preparation|verif\w*|validat\w*|testing|quality|score)\b|覆盖率|测试",
    re.IGNORECASE,
)

Ratio = tuple[re.Match[str], Counted | str]
_NEAR = 30
"""Characters between a ratio and the percentage that repeats it."""


_SENTENCE_END = re.compile(r"[.!?;](?=\s)|[。！？；]")
_PART_END = re.compile(rf",|{_SENTENCE_END.pattern}")


def find_progress(passage: Passage) -> Iterator[Claim]:
    """Yield `n/m` of what a plan counts."""
    for match, counted in ratios(passage):
        if isinstance(counted, Counted):
            done, total = int(match[1]), int(match[2])
            yield draft(passage, ClaimKind.PROGRESS, counted=counted, done=done, total=total, at=match)
    if passage.now and passage.place is not Place.OUTPUT:
        for match in _ALL_OF.finditer(passage.text):
            noun = NOUN.match(passage.text, match.end())
            named = meaning(noun) if noun else None
            behind = passage.text[match.end() : match.end() + 60]
            if isinstance(named, Counted) and _DONE.search(behind):
                total = int(match[1])
                yield draft(passage, ClaimKind.PROGRESS, counted=named, done=total, total=total, at=match)


def ratios(passage: Passage) -> Iterator[Ratio]:
    """Yield each `n/m` of a passage with what it counts; those that no word explains are left out."""
    if not passage.now or passage.place is Place.OUTPUT:
        return
    text, end = passage.text, 0
    for match in _RATIO.finditer(text):
        before, end = _SENTENCE_END.split(text[end : match.start()])[-1], match.end()
        counted = counted_by(before, _PART_END.split(text[match.end() :], maxsplit=1)[0], passage.heading)
        if counted is not None and int(match[2]) > 0 and int(match[1]) <= int(match[2]):
            yield match, counted


def find_percentages(passage: Passage) -> Iterator[Claim]:
    """Yield `n %` of progress."""
    if not passage.now or passage.place is Place.OUTPUT or "%" not in passage.text:
        return
    known = list(ratios(passage))
    for match in _PERCENT.finditer(passage.text):
        value = float(match[1])
        counted = _counted_by_percent(passage, match, known)
        if counted is not None and value <= 100:  # noqa: PLR2004 - per cent
            decimals = len(match[2] or "")
            of = _ratio_of(match, known)
            ratio = {"done": int(of[0][1]), "total": int(of[0][2])} if of else {}
            yield draft(
                passage,
                ClaimKind.PERCENTAGE,
                counted=counted,
                percent=value,
                decimals=decimals,
                at=match,
                **ratio,
            )


def _ratio_of(match: re.Match[str], known: list[Ratio]) -> Ratio | None:
    """Return the ratio that a percentage repeats, as in `11/12 checkboxes (91.7%)` and `100% (3/3 tasks)`."""
    for ratio, counted in known:
        gap = max(match.start() - ratio.end(), ratio.start() - match.end())
        if 0 <= gap <= _NEAR:
            return ratio, counted
    return None


def _counted_by_percent(passage: Passage, match: re.Match[str], known: list[Ratio]) -> Counted | None:
    """Return what a percentage counts; `None` when it is no progress."""
    if ratio := _ratio_of(match, known):
        return ratio[1] if isinstance(ratio[1], Counted) else None
    around = passage.text[max(match.start() - 60, 0) : match.end() + 40]
    if _NO_PROGRESS.search(around) or _NO_PROGRESS.search(passage.heading):
        return None
    if not _IS_PROGRESS.search(around):
        return None
    counted = counted_by(passage.text[: match.start()], passage.text[match.end() :], "")
    return counted if isinstance(counted, Counted) else None
