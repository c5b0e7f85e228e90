"""A finding: something a reader should know about a file, with the place it was seen."""

from sisyphus.model.deferred import dataclass
from sisyphus.model.members import StrEnum

UNEVIDENCED_CLAIMS = "unevidenced-claims"
"""Rule of the one finding that counts what others claim of a plan and nothing stored proves."""


class Severity(StrEnum):
    """How much a finding matters to the reader."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact was read."""

    path: str | None = None
    """Relative to the workspace root, with forward slashes; `None` when the fact is not from a file."""
    line: int | None = None
    """Counted from 1; `None` when the whole file is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One remark of one rule about one place."""

    rule: str
    """The rule's public name, in kebab-case."""
    severity: Severity
    message: str
    source: Source
    against: Source | None = None
    """For a contradiction: where the other side stands."""
