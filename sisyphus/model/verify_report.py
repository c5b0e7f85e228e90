"""What one `sisyphus verify` came to, as reports for other tools need it."""

from collections.abc import Mapping
from datetime import datetime

from sisyphus.model.deferred import dataclass, field
from sisyphus.model.judgement import CheckStatus
from sisyphus.model.repository import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """The checks that were asked for, as they stand after the run."""

    plan: str
    """Name of the plan."""
    checks: tuple[CheckStatus, ...]
    outputs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Of the checks that ran now, by id: what they wrote to stdout and stderr."""
    subject: Subject
    branch: str | None
    tool_version: str
    ended_at: datetime
    """When the answer was made."""
