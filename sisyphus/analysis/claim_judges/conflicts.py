"""Reports that contradict each other: each claim keeps its verdict and names the other."""

from collections.abc import Callable, Mapping, Sequence

from sisyphus.model.claim import Claim, ClaimKind, JudgedClaim
from sisyphus.model.deferred import replace

Topic = tuple[object, ...]

_TOPICS: Mapping[ClaimKind, Callable[[Claim], tuple[Topic, object] | None]] = {
    ClaimKind.PROGRESS: lambda c: ((c.counted, c.total), c.done),
    ClaimKind.PERCENTAGE: lambda c: ((c.counted,), c.percent),
    ClaimKind.DIFFSTAT: lambda c: (
        ((c.file,), (c.insertions, c.deletions)) if c.file and c.insertions else None
    ),
    ClaimKind.TESTS: lambda c: ((), c.done) if c.done == c.total else None,
    ClaimKind.COVERAGE: lambda c: ((), c.percent),
}
"""What a claim is about, and what it says of that; `None` for one that others cannot contradict."""


def name_conflicts(claims: Sequence[JudgedClaim]) -> tuple[JudgedClaim, ...]:
    """Name in each claim the first of another report that says something else of the same thing."""
    said: dict[tuple[ClaimKind, Topic], dict[object, Claim]] = {}
    for one in claims:
        if about := _about(one.claim):
            said.setdefault((one.claim.kind, about[0]), {}).setdefault(about[1], one.claim)
    return tuple(_named(one, said) for one in claims)


def _about(claim: Claim) -> tuple[Topic, object] | None:
    topic = _TOPICS.get(claim.kind)
    return None if topic is None or claim.narrow else topic(claim)


def _named(one: JudgedClaim, said: Mapping[tuple[ClaimKind, Topic], Mapping[object, Claim]]) -> JudgedClaim:
    about = _about(one.claim)
    if about is None:
        return one
    # The topic's first two different sayings are enough to find one that differs.
    others = said[(one.claim.kind, about[0])]
    for value, other in list(others.items())[:4]:
        if value != about[1] and other.path != one.claim.path:
            return replace(
                one, actual=f"{one.actual}; {other.path}:{other.line} says otherwise: {_figure(other)}"
            )
    return one


def _figure(claim: Claim) -> str:
    if claim.percent is not None:
        return f"{claim.percent:g} %"
    if claim.insertions is not None:
        return f"+{claim.insertions} -{claim.deletions or 0}"
    return f"{claim.done}" if claim.total is None else f"{claim.done}/{claim.total}"
