"""Quiet hours: from 21.00 to 05.30 local time citizens and groups are left in peace."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGINS = time(21, 0)
ENDS = time(5, 30)


def is_quiet(at: datetime, zone: ZoneInfo) -> bool:
    """Whether a moment lies in the quiet hours; 21.00 does, 05.30 does not."""
    return not ENDS <= at.astimezone(zone).time() < BEGINS


def awake(at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from then on outside the quiet hours (UTC)."""
    local = at.astimezone(zone)
    if not is_quiet(at, zone):
        return at.astimezone(UTC)
    day = local.date() + timedelta(days=1) if local.time() >= BEGINS else local.date()
    return datetime.combine(day, ENDS, zone).astimezone(UTC)
