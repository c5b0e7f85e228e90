"""Verdicts of reviews in ledgers and in running text: `VERDICT: APPROVE`, `F2 … **FAIL**`."""

# ruff: noqa: E501, RUF001
# The words of some languages look like those of others, or are twice as wide.

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sisyphus.model.finding import Source
from sisyphus.model.ledger import LedgerRow
from sisyphus.model.regex import regex
from sisyphus.model.review import Verdict

_YES = r"APPROVED?|PASS(?:ED)?"
_NO = r"REJECT(?:ED)?|FAIL(?:ED)?"
_WORD = regex(rf"(?<![\w-])(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?![\w-])")
_VERDICT = regex(rf"\bVERDICTS?\b\W{{1,12}}(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?![\w-])", re.IGNORECASE)
_SET_APART = regex(
    r"[:\uff1a|=→\u2013—✅❌✔✓✗]\W{0,6}(?:"
    rf"(?P<yes>{_YES}|ok|confirmed|accepted|通过|通過|批准|合格|承認|승인|통과|합격|aprobad[oa]|aprovad[oa]|approuvée?"
    r"|validée?|approvat[oa]|genehmigt|bestanden|freigegeben|одобрен[оа]?|пройден[оа]?|принят[оа]?|đạt|disetujui"
    rf"|lulus)|(?P<no>{_NO}|不通过|未通过|不通過|拒绝|驳回|不合格|却下|반려|거부|불합격|실패|rechaz(?:ad[oa]|o)|rejeitad[oa]|rejeição"
    r"|reprovad[oa]|rejet(?:ée?)?|refusée?|respint[oa]|abgelehnt|ablehnung|nicht bestanden|отклон[её]н[оа]?|не пройден[оа]?"
    r"|không đạt|từ chối|ditolak))(?=\W*$|\s*[.,;|()\uff08\u2013—]|\s-)",
    re.IGNORECASE,
)
"""A word in small letters, or of another language, alone behind a colon, a dash, a bar or a mark."""
_OTHER = regex(rf"[\s\]`*]{{0,4}}(?:/|\||\bor\b)[\s\[`*]{{0,4}}(?:{_YES}|{_NO})\b", re.IGNORECASE)
"""Behind a word: the choice of a template, not a verdict."""
_LABEL = regex(r"(?<![\w.\u2013-])F\d{1,2}(?![\w\u2013]|-F?\d)")
_TELLS_WHAT_TO_DO = regex(
    r"\b(?:must|until|unless|before|after|if|when|whether|needs?|should|requires?|expect(?:ed|s)?|both|all)\b",
    re.IGNORECASE,
)
"""In front of a word: an instruction, not a verdict."""
_ELSEWHERE = regex(r"[\w.-]+/[\w./-]+\.\w{1,5}\b")
"""In front of a verdict: the file that it is quoted from."""
_REACH = 100
"""Characters between a review's id and its verdict."""
_LONGEST = 400
"""Characters of a line that are looked at."""

_APPROVES = regex(r"\W*(?:approved?|pass(?:ed)?|confirmed|accept(?:ed)?|ok|true|success)\b", re.IGNORECASE)
_REJECTS = regex(
    r"\W*(?:reject(?:ed)?|fail(?:ed|ure)?|needs[-_ ]fix|false(?:[-_ ]positive)?)\b", re.IGNORECASE
)


def find_verdicts(
    text: str, path: str, *, about: str | None = None, at: datetime | None = None
) -> Iterator[Verdict]:
    """Yield the verdicts of a text, line by line; `about` is the review that the whole text is of."""
    current = about
    for number, line in enumerate(text.split("\n"), 1):
        line = line[:_LONGEST]  # noqa: PLW2901 - what is behind is not looked at
        source = Source(path=path, line=number)
        of_several = _of_several(line) if "F" in line else None
        if of_several:
            for label in of_several.labels:
                yield Verdict(
                    label=label, approved=of_several.approved, text=line.strip(), at=at, source=source
                )
            line = of_several.rest  # noqa: PLW2901 - what else the line says
        labels = list(_LABEL.finditer(line))
        if len({m[0] for m in labels}) == 1 and line.startswith(("#", "**")):
            current = labels[0][0]
        for label, approved in _of_line(line, labels, current):
            yield Verdict(label=label, approved=approved, text=line.strip(), at=at, source=source)


_SEVERAL = regex(
    r"(?<![\w.-])(?P<labels>F\d{1,2}(?:\s?(?:[,/&+、\u2013\u2014~-]|\.\.|,?\s?\b(?:and|to|through)\b)\s?F?\d{1,2})+)"
    r"[*_)\]]{0,4}\s?[:=\uff1a→|\u2013\u2014-][\W_]{0,6}(?:all\s|\d{1,2}/\d{1,2}\s)?(?:VERDICTS?\W{1,6})?"
    rf"(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?![\w-])"
)
"""`F1-F4: APPROVE`, `F1, F2: all PASS`."""


class _Several(NamedTuple):
    """One verdict of several reviews."""

    labels: tuple[str, ...]
    approved: bool
    rest: str
    """The line without it."""


def _of_several(line: str) -> _Several | None:
    found = _SEVERAL.search(line)
    if found is None or not _is_given(line, 0, found):
        return None
    from sisyphus.parse.plans.dependencies import parse_labels  # noqa: PLC0415 - start-up: few lines need it

    rest = line[: found.start()] + " " * len(found[0]) + line[found.end() :]
    approved = found["yes"] is not None or bool(_TAKEN_BACK.search(line, found.end()))
    return _Several(parse_labels(found["labels"]), approved, rest)


def _of_line(line: str, labels: list[re.Match[str]], current: str | None) -> Iterator[tuple[str, bool]]:
    found = _VERDICT.search(line)
    if found and _ELSEWHERE.search(line, 0, found.start()):
        return
    if found and len({m[0] for m in labels}) <= 1:
        label = labels[0][0] if labels else current
        if label and _is_given(line, 0, found):
            yield label, found["yes"] is not None or bool(_TAKEN_BACK.search(line, found.end()))
        return
    ends = [m.start() for m in labels[1:]] + [len(line)]
    first = 0
    for label_at, end in zip(labels, ends, strict=False):  # without a label, one end is left over
        reach = label_at.end(), min(end, label_at.end() + _REACH)
        word = _WORD.search(line, *reach) or _SET_APART.search(line, *reach)
        if word and _is_given(line, max(first, line.rfind("|", first, label_at.start())), word):
            yield label_at[0], word["yes"] is not None or bool(_TAKEN_BACK.search(line, word.end(), end))
        first = label_at.end()


_TAKEN_BACK = regex(
    r"\b(?:accepted as[- ]is|accepted by|overrid\w+|overrul\w+|waived|user accept\w+)\b", re.IGNORECASE
)
"""Behind a rejection: somebody decided otherwise."""


def _is_given(line: str, first: int, word: re.Match[str]) -> bool:
    """Whether a word is a verdict, rather than a choice or an instruction."""
    return not _OTHER.match(line, word.end()) and not _TELLS_WHAT_TO_DO.search(line, first, word.start())


def ledger_verdicts(rows: Iterable[LedgerRow]) -> Iterator[Verdict]:
    """Yield the verdicts of a ledger's rows; of each task the last row that speaks of it counts."""
    last: dict[str, Verdict | None] = {}
    for row in rows:
        given = [(row.task, row.verdict)] if row.task else []
        for label, words in (*given, *row.checks):
            approved = _judged(words)
            source = Source(path=row.path, line=row.line)
            last[label.casefold()] = (
                None
                if words is None or approved is None
                else Verdict(label=label, approved=approved, text=words, at=row.at, source=source)
            )
    yield from (v for v in last.values() if v is not None)


def _judged(words: str | None) -> bool | None:
    if words is None:
        return None
    return True if _APPROVES.match(words) else False if _REJECTS.match(words) else None
