"""What is said of runs: tests that passed, coverage, durations, verifications."""

import re
from collections.abc import Iterator

from sisyphus.model.claim import Claim, ClaimKind
from sisyphus.parse.claim_forms.counts import ratios
from sisyphus.parse.claim_forms.drafts import draft
from sisyphus.parse.claim_forms.passages import Passage, Place

_TESTS = (
    re.compile(r"(?<![\w./-])(\d{1,6})\s(?:\w+\s){0,2}?(?:tests?|specs?)\s(?:all\s|now\s|are\s)?(?:pass\w*|green|succeed\w*|ok\b)", re.IGNORECASE),
    re.compile(r"\ball\s(\d{1,6})\s(?:\w+\s){0,2}?(?:tests?|specs?)\b", re.IGNORECASE),
    re.compile(r"\btests?(?:\s(?:passed|passing|pass|verified|count|results?|status))?\s?[:：|]\s?(?:[✅✓]\s?)?(\d{1,6})(?![\d./%]|\s?(?:/|files?\b|new\b|s\b|ms\b|seconds|(?:[\w-]+\s){0,3}fail))", re.IGNORECASE),
    re.compile(r"(?<![\w./-])(\d{1,6})\s?(?:passed|passing)\b", re.IGNORECASE),
    re.compile(r"(?<![\w./-])(\d{1,6})\stests?\sin\s\d", re.IGNORECASE),
    re.compile(r"(\d{1,6})\s?个?(?:单元)?测试(?:用例)?(?:全部|均|都|已)?通过"),
)  # fmt: skip
"""How many tests passed; the first that a line fits counts."""
_FAILED = re.compile(r"(?<![\w./-])(\d{1,6})\s(?:tests?\s)?(?:failed|failing|failures?)\b", re.IGNORECASE)
_ABOUT_TESTS = re.compile(r"tests?\b|pytest|jest|vitest|spec\b|测试", re.IGNORECASE)
_COVERAGE = re.compile(r"(?<![\w.<>≥≤=~-])(?<![<>≥≤=] )(\d{1,3}(?:\.(\d{1,2}))?)\s?%")
_ABOUT_COVERAGE = re.compile(r"\bcover(?:age|ed)\b|覆盖率", re.IGNORECASE)
_UNIT = r"(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|秒|分钟|小时)"
_DURATION = re.compile(
    r"(?:\b(?:in|took|takes|time|duration|runtime|elapsed|finished in|completed in)\b|→|用时|耗时)"
    rf"[\s:：=|~≈*]{{0,5}}(?:about |approx\w*\.? |only )?~?(\d{{1,5}}(?:\.\d{{1,3}})?)\s?{_UNIT}(?![\w/-])",
    re.IGNORECASE,
)
_NO_RUN = re.compile(
    r"\b(?:timeout|every|per|interval|ttl|delay|sav(?:ed|ing|es)|expir\w+|debounce|retry|poll\w*)\b",
    re.IGNORECASE,
)
_SECONDS = {"m": 1e-3, "s": 1.0, "秒": 1.0, "分": 60.0, "小": 3600.0, "h": 3600.0}
_UNDER_VERIFICATION = re.compile(
    r"\b(?:verif\w*|validat\w*|checks?|quality gates?|test results?|pre-push)\b|验证", re.IGNORECASE
)
_PASSES = re.compile(
    r"(?<!\w)(?:lint\w*|ruff|eslint|mypy|tsc|type[- ]?checks?|typecheck|builds?|compil\w+|format\w*|ci|pipeline|yaml|syntax"
    r"|diagnostics|lsp|verifications?|validations?|checks|gates|`[^`\n]{2,80}`)`?"
    r"[\s:：—–|-]{0,4}(?:status\s?[:：]\s?)?(?:all |now |is |are |has |have )?[✅✓]?\s?"
    r"(?:pass(?:es|ed|ing)?|clean|success\w*|succeed\w*|valid|verified|ok|green)\b",
    re.IGNORECASE,
)  # fmt: skip
_TOLD_APART = re.compile(r"\bcommit(?:s|ted)?\b|\bhash\b|^task\s\d", re.IGNORECASE)
_COMMAND = re.compile(r"`([^`\n]{3,120})`")


def find_tests(passage: Passage) -> Iterator[Claim]:
    """Yield how many tests are said to pass."""
    if not passage.now or passage.place is Place.OUTPUT:
        return
    told = [m for m, counted in ratios(passage) if counted == "tests"]
    for match in told:
        yield draft(passage, ClaimKind.TESTS, done=int(match[1]), total=int(match[2]), at=match)
    if told or not (_ABOUT_TESTS.search(passage.text) or _ABOUT_TESTS.search(passage.heading)):
        return
    found = next((m for m in (p.search(passage.text) for p in _TESTS) if m), None)
    if found and int(found[1]):
        failed = _FAILED.search(passage.text)
        total = int(found[1]) + int(failed[1]) if failed else None
        yield draft(passage, ClaimKind.TESTS, done=int(found[1]), total=total, at=found)


def find_coverage(passage: Passage) -> Iterator[Claim]:
    """Yield a percentage of coverage: the first of a line."""
    if not passage.now or passage.place is Place.OUTPUT or "%" not in passage.text:
        return
    about = _ABOUT_COVERAGE.search(passage.text)
    match = _COVERAGE.search(passage.text, _behind_arrow(passage.text)) if about else None
    if match and float(match[1]) <= 100:  # noqa: PLR2004 - per cent
        percent, decimals = float(match[1]), len(match[2] or "")
        yield draft(passage, ClaimKind.COVERAGE, percent=percent, decimals=decimals, at=match)


def find_durations(passage: Passage) -> Iterator[Claim]:
    """Yield how long something is said to have taken: the first of a line."""
    if not passage.now or passage.place is Place.OUTPUT or _NO_RUN.search(passage.text):
        return
    text = passage.text
    if match := _DURATION.search(text, max(_behind_arrow(text) - 1, 0)):
        yield draft(passage, ClaimKind.DURATION, seconds=float(match[1]) * _in_seconds(match[2]), at=match)


def _behind_arrow(text: str) -> int:
    """Return where the result of `before → after` begins; 0 without an arrow."""
    return text.rfind("→") + 1


def _in_seconds(unit: str) -> float:
    if unit.lower() == "m" or unit.lower().startswith("min"):
        return 60.0
    return _SECONDS[unit[0].lower()]


def find_verifications(passage: Passage) -> Iterator[Claim]:
    """Yield what is said to have been verified: ratios, ticked lines of verification lists, `lint passes`."""
    if not passage.now or passage.place is Place.OUTPUT:
        return
    told = [m for m, counted in ratios(passage) if counted == "verification"]
    for ratio in told:
        yield draft(passage, ClaimKind.VERIFICATION, done=int(ratio[1]), total=int(ratio[2]), at=ratio)
    if told or passage.box not in {None, "x"}:
        return
    listed = passage.box == "x" and any(_UNDER_VERIFICATION.search(name) for name in passage.headings[-2:])
    match = _PASSES.search(passage.text)
    told_apart = _TOLD_APART.search(passage.text) or any(find_tests(passage)) or any(find_coverage(passage))
    if (listed or match) and not told_apart:
        command = _COMMAND.search(passage.text)
        yield draft(passage, ClaimKind.VERIFICATION, command=command[1] if command else None, at=match)
