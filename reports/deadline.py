"""How long an election violation can be reported to Bawaslu: seven calendar days since it became known."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

REPORTING_DAYS = timedelta(days=7)
REMINDED_AFTER = (timedelta(days=3), timedelta(days=6))  # of the seven days
REMINDED_AT = time(9)  # in the resort's zone: nobody is woken by it


def days_left(known: date, today: date) -> int:
    """Days left to report to Bawaslu; 0 on the last one, negative when it is too late. Both dates are the resort's."""
    return (known + REPORTING_DAYS - today).days


def next_reminder(known: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the reporter is next reminded of the days left, after `now`; None after the last reminder."""
    day = known.astimezone(zone).date()
    moments = (datetime.combine(day + after, REMINDED_AT, zone) for after in REMINDED_AFTER)
    return next((moment for moment in moments if moment > now), None)
