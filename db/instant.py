"""Moments at the database's door: whole milliseconds since 1970 UTC inside, aware datetimes outside."""

from datetime import UTC, datetime

DAY = 86_400_000  # milliseconds


def stored(moment: datetime) -> int:
    """A moment as it is stored. Raises `ValueError` for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return int(moment.timestamp() * 1000)


def stored_day(moment: datetime) -> int:
    """The day of a moment: for rows of people, whose minute would tell who made the report of that minute."""
    return stored(moment) // DAY * DAY


def stored_or_none(moment: datetime | None) -> int | None:
    """Like `stored`, for a moment that may be missing."""
    return None if moment is None else stored(moment)


def moment(value: int) -> datetime:
    """A stored moment as an aware UTC datetime."""
    return datetime.fromtimestamp(value / 1000, UTC)


def moment_or_none(value: int | None) -> datetime | None:
    """Like `moment`, for a column that may be NULL."""
    return None if value is None else moment(value)
