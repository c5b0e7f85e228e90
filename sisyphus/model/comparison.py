"""Figures of one check before and after: from its run at another commit and its run here."""

from sisyphus.model.deferred import dataclass
from sisyphus.model.evidence import RAN_THROUGH, Evidence, Outcome, is_time

DURATION = "duration_s"
_ENDED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.UNCHECKED})
"""Outcomes of commands that went to their own end: only of these the figures can be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, before and after; `None` where the run did not show it."""

    name: str
    """`duration_s` (monotonic), or the name of a metric."""
    before: float | None
    after: float | None
    comparable: bool = True
    """False for times of which one is that of a run that failed."""

    @property
    def is_time(self) -> bool:
        """Whether it counts seconds."""
        return is_time(self.name)

    @property
    def change(self) -> float | None:
        """What was added; `None` when one of the two is unknown, or they cannot be compared."""
        if self.before is None or self.after is None or not self.comparable:
            return None
        return self.after - self.before

    @property
    def factor(self) -> float | None:
        """How many times quicker it became, for figures in seconds; below 1 it became slower."""
        if not (self.is_time and self.comparable and self.before and self.after):
            return None
        return self.before / self.after


def compare(before: Evidence, after: Evidence | None) -> tuple[Figure, ...]:
    """Return the duration, then the metrics, in the order in which the later run shows them."""
    then, now = _figures(before), _figures(after)
    through = all(run is None or run.outcome in RAN_THROUGH for run in (before, after))
    return tuple(
        Figure(
            name=name,
            before=then.get(name),
            after=now.get(name),
            comparable=through or not is_time(name),
        )
        for name in dict.fromkeys((*now, *then))
    )


def _figures(evidence: Evidence | None) -> dict[str, float]:
    if evidence is None or evidence.outcome not in _ENDED:
        return {}
    duration = () if evidence.duration_s is None else ((DURATION, evidence.duration_s),)
    return dict((*duration, *evidence.metrics))
