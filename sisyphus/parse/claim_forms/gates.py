"""What is no statement about the work as it is: hopes, targets, advice, comparisons, parts of the whole."""

import re
from collections.abc import Sequence

_ELSEWHERE = re.compile(
    r"\b(?:next (?:steps?|actions?)|expected|expectations?|targets?|goals?|objectives?|troubleshoot\w*|rollback"
    r"|recommend\w*|future|remaining|to-?do|user actions?|how to|usage|instructions?|template|examples?"
    r"|post-(?:merge|push|deploy\w*)|follow-?ups?|before|baseline|if .{1,40}(?:fails?|needed)|options?"
    r"|immediate actions?|what you need|pending|original request|requirements?|estimates?|success metrics to"
    r"|background|prerequisites|risks?|mitigation|simulat\w*|scenarios?|quick commands?|commands?|ideas?"
    r"|suggest\w*|must have|must not have|guardrails?|proposed|proposal|upcoming|not started|blocked by)\b"
    r"|下一步|后续|预期|目标|待办|建议",
    re.IGNORECASE,
)
"""Headings under which nothing is said of what is done."""

_NOT_NOW = re.compile(
    r"\b(?:should|will|would|could|might|expect(?:ed|s)?|targets?|goal|must|if|once|unless|until|assum\w+"
    r"|needs? to|to be|planned|estimated?|would-be|ensure|verify that|confirm(?: that)?|aims?|intend\w*"
    r"|after (?:you|the|merge|push|user|review)|when (?:you|the|all|user)|example|e\.g\.|hypothetical\w*"
    r"|previous(?:ly)?|before(?: this)?|was|were|originally|not (?:all|yet)|partially|almost|nearly|cannot|can't"
    r"|isn't|aren't|don't|doesn't|didn't|never|without|fails? to|instead of|rather than|step \d+ of|remaining"
    r"|remain|left|requires?|required|requirement)\b|应该|应当|将会|需要|如果|预期|目标|待",
    re.IGNORECASE,
)

_COMPARED = re.compile(
    r"\([^()]{0,200}?\b(?:targets?|was|were|vs\.?|versus|before|require\w*|requirement|expected|goal|from|exceeds?"
    r"|up from|down from|originally|previous\w*|minimum|threshold)\b[^()]{0,200}\)"
    r"|\b(?:exceeds?|exceeding|beats?|above|over|target(?: of)?|vs\.?|versus|compared (?:to|with)|up from"
    r"|down from)\s(?:the\s)?~?[\d.,]{1,12}(?:-[\d.]{1,8})?\s?%?(?:\s(?:requirement|target|threshold|goal))?",
    re.IGNORECASE,
)

_PART = re.compile(
    r"\b(?:waves?|phases?|sessions?|milestones?|sprints?|stages?|rounds?|days?|parts?|groups?|batch(?:es)?"
    r"|sections?|tiers?|categor(?:y|ies)|sub-?tasks?|critical|blocking|optional|high[- ]priority|p[0-3]"
    r"|core|key|main|implementation|automat(?:ed|able)|actionable|this time|today|first|steps? \d+|tasks? \d[\w.]*(?:\s?[-–]\s?\d+)?)"
    r"\b|第.{1,4}(?:阶段|波)|波次|阶段",
    re.IGNORECASE,
)
"""Words that make a figure one of a part of the plan."""


def speaks_of_now(text: str, headings: Sequence[str]) -> bool:
    """Whether a line says how things are, not how they should, will or used to be."""
    return not (_NOT_NOW.search(text) or any(_ELSEWHERE.search(name) for name in headings))


def under_advice(headings: Sequence[str]) -> bool:
    """Whether the headings say that what follows is still to be done, or by somebody else."""
    return any(_ELSEWHERE.search(name) for name in headings)


def cut_comparisons(text: str) -> str:
    """Take out what a figure is compared with: `(was 427s)`, `exceeds 95 % requirement`."""
    return _COMPARED.sub("", text)


def is_narrow(text: str, headings: Sequence[str]) -> bool:
    """Whether a line speaks of a part of the plan only."""
    return bool(_PART.search(text) or any(_PART.search(name) for name in headings[1:]))
