"""How long an election violation can be reported to Bawaslu: seven calendar days since it became known."""

from datetime import date, timedelta

REPORTING_DAYS = timedelta(days=7)


def days_left(known: date, today: date) -> int:
    """Days left to report to Bawaslu; 0 on the last one, negative when it is too late. Both dates are the resort's."""
    return (known + REPORTING_DAYS - today).days
