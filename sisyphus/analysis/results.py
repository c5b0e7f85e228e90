"""What checks measured before the work and now."""

from collections.abc import Iterator, Sequence

from sisyphus.model.evidence import RAN_THROUGH, Evidence, is_time
from sisyphus.model.finding import Source
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.results import Figure

DURATION = "duration"


def find_figures(checks: Sequence[CheckStatus]) -> tuple[Figure, ...]:
    """Return every figure that a check's baseline run and its latest run both have."""
    return tuple(figure for status in checks for figure in _figures(status))


def _figures(status: CheckStatus) -> Iterator[Figure]:
    before, after = status.baseline, status.evidence
    if before is None or after is None:
        return
    then, now = figures_of(before), figures_of(after)
    for name, value in now.items():
        if name in then and (then[name] or value):
            yield Figure(
                name=name,
                command=status.check.command,
                source=Source(path=status.check.path, line=status.check.line),
                before=then[name],
                before_at=record_words(before),
                after=value,
                after_at=record_words(after),
                current=status.standing is not Standing.STALE,
            )


def figures_of(evidence: Evidence) -> dict[str, float]:
    """Return the figures of a run by name, its duration in seconds first; times only where it ran through."""
    if evidence.outcome not in RAN_THROUGH:
        return {name: value for name, value in evidence.metrics if not is_time(name)}
    duration = {} if evidence.duration_s is None else {DURATION: evidence.duration_s}
    return duration | dict(evidence.metrics)


def record_words(evidence: Evidence) -> str:
    """Return the record of a run in words: commit, log and number."""
    commit = evidence.subject.commit[:7] if evidence.subject.commit else "no commit"
    return f"{commit}, seq {evidence.seq} of {evidence.writer}"
