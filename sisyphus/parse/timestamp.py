"""Points in time as machines and agents write them."""

import re
from datetime import UTC, datetime

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,6})\d*)? ?(Z|UTC|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE | re.ASCII,
)
_MILLISECONDS_FROM = 100_000_000_000
"""A number of this size or more counts milliseconds: as seconds it would lie beyond the year 5138."""


def parse_timestamp(value: object) -> datetime | None:
    """Read an ISO text or an epoch number (seconds or milliseconds) as UTC; `None` when it is neither.

    A text without a zone is taken as UTC, since that is what the programs that write state files mean.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    if isinstance(value, str):
        return _from_text(value.strip())
    return None


def _from_epoch(value: float) -> datetime | None:
    try:
        seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else float(value)
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _from_text(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    day, clock, fraction, zone = found.groups()
    offset = "+00:00" if zone is None or zone.upper() in {"Z", "UTC"} else zone
    try:
        moment = datetime.fromisoformat(f"{day}T{clock or '00:00'}{_fraction(clock, fraction)}{offset}")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _fraction(clock: str | None, fraction: str | None) -> str:
    """Give the fraction of a second six digits; minutes have none."""
    if fraction is None or clock is None or clock.count(":") == 1:
        return ""
    return f".{fraction:0<6}"
