"""Figures that a plan wants, and what evidence says of them: only where it says just that."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from sisyphus.analysis.results import DURATION, figures_of, record_words
from sisyphus.model.evidence import Evidence
from sisyphus.model.finding import Source
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.plan import Plan, State
from sisyphus.model.regex import regex
from sisyphus.model.results import Target

_NUMBER = r"(\d{1,9}(?:\.\d{1,6})?)"
_UNIT = r"\s?(%|ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|KB|MB|GB|毫秒|秒|分钟)(?![\w/])"
UNITS = {
    "%": ("%", 1.0),
    **dict.fromkeys(("ms", "millisecond", "milliseconds", "毫秒"), ("ms", 0.001)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒"), ("s", 1.0)),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "分钟"), ("min", 60.0)),
    **{name: (name.upper(), 1.0) for name in ("kb", "mb", "gb")},
}
"""How a unit is shown, and how many seconds it is where it is a time."""
OPERATORS: dict[str, tuple[str, ...]] = {
    "<": ("<", "under", "below", "less than", "faster than", "低于", "少于", "小于"),
    "<=": ("<=", "≤", "at most", "no more than", "within", "不超过"),
    ">": (">", "more than", "above", "exceeds", "over", "高于", "大于"),
    ">=": (">=", "≥", "at least", "no less than", "不低于", "至少"),
}
_SIGNS = {written: sign for sign, words in OPERATORS.items() for written in words}
_COMPARES: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_WORDS = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_BOUND = regex(rf"(?<![A-Za-z0-9_<>=-])({_WORDS})\s?{_NUMBER}{_UNIT}", re.IGNORECASE)
_CHANGE = regex(
    r"\b(reduc\w+|cut\w*|lower\w*|decreas\w+|shrink\w*|speed\w* up|increas\w+|rais\w+)\b[^.;|\n]{0,80}?"
    rf"\bby {_NUMBER}(?:\s?[-–]\s?{_NUMBER})?\s?%",  # noqa: RUF001 - a dash between figures
    re.IGNORECASE,
)
_RISES = ("increas", "rais")
_COVERAGE = regex(r"coverage|覆盖率|커버리지|カバレッジ|cobertura|покрыти", re.IGNORECASE)
_TAKES = regex(r"\b(?:runs?|finish\w*|complet\w*|duration|takes?|wall time|run ?time)\b", re.IGNORECASE)
_TIME = regex(r"\b(?:time|duration|faster|speed\w*|takes?)\b", re.IGNORECASE)
_TIMES = frozenset({"ms", "s", "min"})
_RAN = frozenset({Standing.PASSED, Standing.ELSEWHERE, Standing.UNCHECKED})
_CODE = regex(r"(`+)[^`]*\1")
_REMARK = regex(r"\([^()]*\)")
_LONGEST = 400


class _Wanted(NamedTuple):
    """A figure as a plan wants it."""

    text: str
    sign: str
    """One of `OPERATORS`."""
    bound: float
    """For a change, in percent of what was before: negative where less is wanted."""
    unit: str
    scale: float
    """Seconds of one unit, for a time."""
    is_change: bool


def find_targets(plan: Plan, checks: Sequence[CheckStatus]) -> tuple[Target, ...]:
    """Return the figures that objective, targets and boxes state, each with what was measured."""
    return tuple(
        _target(Source(path=plan.path, line=line), text, wanted, checks)
        for line, text in _statements(plan)
        for wanted in _wanted(text)
    )


def _statements(plan: Plan) -> Iterator[tuple[int, str]]:
    lines = {aim.line: aim.text for aim in plan.aims}
    lines |= {box.line: box.text for box in plan.boxes if box.state is not State.CANCELLED}
    yield from ((line, lines[line]) for line in sorted(lines) if len(lines[line]) <= _LONGEST)


def _wanted(text: str) -> Iterator[_Wanted]:
    if not any(map(str.isdecimal, text)):
        return  # most texts state no figure
    spoken = _CODE.sub(" ", text)
    # What stands in brackets behind a change is most often what came of it.
    for verb, least, most in _CHANGE.findall(_REMARK.sub(" ", spoken)):
        rises = verb.lower().startswith(_RISES)
        sign = "+" if rises else "−"  # noqa: RUF001 - minus
        words = f"{sign}{least}{f' to {sign}{most}' if most else ''} %"
        bound = float(least) if rises else -float(least)
        yield _Wanted(words, ">=" if rises else "<=", bound, "%", 1.0, is_change=True)
    for written, figure, named in _BOUND.findall(spoken):
        sign = _SIGNS[written.lower()]
        unit, scale = UNITS[named.lower()]
        yield _Wanted(f"{sign} {figure} {unit}", sign, float(figure), unit, scale, is_change=False)


def _target(source: Source, text: str, wanted: _Wanted, checks: Sequence[CheckStatus]) -> Target:
    here = [c for c in checks if c.check.line == source.line]
    measured, proof = _measure(text, wanted, here, checks)
    return Target(
        text=text,
        wanted=wanted.text,
        source=source,
        measured=measured,
        met=None if measured is None else _COMPARES[wanted.sign](measured, wanted.bound),
        proof=proof,
    )


def _measure(
    text: str, wanted: _Wanted, here: Sequence[CheckStatus], checks: Sequence[CheckStatus]
) -> tuple[float | None, str | None]:
    """Return what runs on this content say of just this figure: of the check on its line, or of all alike."""
    if wanted.is_change:
        return _change(here) if _TIME.search(text) else (None, None)
    if wanted.unit == "%" and _COVERAGE.search(text):
        return _only("coverage_percent", 1.0, _runs(here) or _runs(checks))
    if wanted.unit in _TIMES and _TAKES.search(text):
        return _only(DURATION, wanted.scale, _runs(here))
    return None, None


def _change(here: Sequence[CheckStatus]) -> tuple[float | None, str | None]:
    """Return how the duration of the one check on this line changed since its baseline, in percent."""
    runs = [(c.baseline, c.evidence) for c in here if c.standing in _RAN]
    before, after = runs[0] if len(runs) == 1 else (None, None)
    if before is None or after is None:
        return None, None
    then, now = figures_of(before).get(DURATION), figures_of(after).get(DURATION)
    return (
        (round(100 * (now - then) / then, 1), record_words(after))
        if then and now is not None
        else (None, None)
    )


def _runs(checks: Iterable[CheckStatus]) -> list[Evidence]:
    """Return the runs on the content that is here now."""
    fresh = {*_RAN, Standing.FAILED}
    return [c.evidence for c in checks if c.evidence and c.standing in fresh]


def _only(name: str, scale: float, runs: Sequence[Evidence]) -> tuple[float | None, str | None]:
    """Return a figure that one run alone has: of two, nobody can say which was meant."""
    found = [(figures_of(run)[name], run) for run in runs if name in figures_of(run)]
    if len({value for value, _ in found}) != 1:
        return None, None
    return round(found[0][0] / scale, 3), record_words(found[0][1])
