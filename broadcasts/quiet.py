"""Quiet hours: from 21.00 to 05.30 local time citizens and groups are left in peace."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal, Kind

BEGINS = time(21, 0)
ENDS = time(5, 30)


def is_quiet(at: datetime, zone: ZoneInfo) -> bool:
    """Whether a moment lies in the quiet hours; 21.00 does, 05.30 does not."""
    return not ENDS <= at.astimezone(zone).time() < BEGINS


def disturbs(appeal: Appeal, at: datetime, zone: ZoneInfo) -> bool:
    """Whether an announcement would reach citizens or groups in their quiet hours; officers are on duty."""
    return appeal.audience.kinds != {Kind.OFFICERS} and is_quiet(at, zone)


def held_until(appeal: Appeal, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Until when an announcement that is due must wait (UTC), None when it need not.

    One that comes late, after the machine stood still, would else wake people.
    """
    if appeal.emergency is not None or not disturbs(appeal, now, zone):
        return None
    return awake(now, zone)


def awake(at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from then on outside the quiet hours (UTC)."""
    local = at.astimezone(zone)
    if not is_quiet(at, zone):
        return at.astimezone(UTC)
    day = local.date() + timedelta(days=1) if local.time() >= BEGINS else local.date()
    return datetime.combine(day, ENDS, zone).astimezone(UTC)
