"""What was measured: figures before and after the work, and targets that the plan states."""

from sisyphus.model.deferred import dataclass
from sisyphus.model.finding import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one check, before the work and now."""

    name: str
    """`duration` in seconds, or the name of a metric such as `tests_passed`."""
    command: str
    source: Source
    """Of the check."""
    before: float
    before_at: str
    """The commit and the record that say so."""
    after: float
    after_at: str
    current: bool
    """Whether the later run was on the content that is here now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure that the plan wants."""

    text: str
    """The sentence that states it, as written."""
    wanted: str
    """The figure alone, such as `>= 90 %` or `-40 to -50 %`."""
    source: Source
    measured: float | None = None
    """In the unit of `wanted`; `None` when no evidence says it precisely."""
    met: bool | None = None
    """`None` when it was not measured."""
    proof: str | None = None
    """The commit and the record that `measured` comes from."""
