"""What a report claims: one finder for each kind, over the passages of its text. Nothing is judged here."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from sisyphus.model.claim import Claim, ClaimKind
from sisyphus.model.deferred import replace
from sisyphus.parse.claim_forms.changes import find_commits, find_diffstats, find_files
from sisyphus.parse.claim_forms.counts import find_percentages, find_progress
from sisyphus.parse.claim_forms.passages import Passage, passages_of
from sisyphus.parse.claim_forms.runs import find_coverage, find_durations, find_tests, find_verifications
from sisyphus.parse.claim_forms.standing import find_arrivals, find_completion

FORMS: Mapping[ClaimKind, Callable[[Passage], Iterator[Claim]]] = MappingProxyType(
    {
        ClaimKind.PROGRESS: find_progress,
        ClaimKind.PERCENTAGE: find_percentages,
        ClaimKind.COMMIT: find_commits,
        ClaimKind.DIFFSTAT: find_diffstats,
        ClaimKind.FILE: find_files,
        ClaimKind.TESTS: find_tests,
        ClaimKind.COVERAGE: find_coverage,
        ClaimKind.DURATION: find_durations,
        ClaimKind.PUSH: find_arrivals,
        ClaimKind.COMPLETION: find_completion,
        ClaimKind.VERIFICATION: find_verifications,
    }
)
"""One finder a kind."""

MOST = 2000
"""Claims of one text that are kept: nobody reads more."""

_FINAL = re.compile(
    r"\b(?:final|complet\w+|summary|status|results?|verif\w+|success|done|finished|hand-?off|outcome|commit"
    r"|wrap[- ]?up)\b|总结|完成|结果",
    re.IGNORECASE,
)
"""Headings of a notepad's final sections."""


def find_claims(text: str, path: str, *, final_sections_only: bool = False) -> tuple[Claim, ...]:
    """Return the claims of a Markdown text, by line. Any text gives claims or none.

    `final_sections_only` is for notepads, which mostly hold what was learned on the way.
    """
    found: list[Claim] = []
    for passage in passages_of(text):
        if final_sections_only and not any(_FINAL.search(name) for name in passage.headings[1:]):
            continue
        for find in FORMS.values():
            found += (replace(claim, path=path) for claim in find(passage))
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])
