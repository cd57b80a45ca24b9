"""Announcements and the quiet hours: which would disturb people, and until when one is held."""

from datetime import datetime
from zoneinfo import ZoneInfo

from broadcasts.appeal import Appeal, Kind
from resort.quiet_hours import awake, is_quiet


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
