"""How long an announcement is still worth sending: what is late for longer would mislead whoever reads it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from broadcasts import quiet
from broadcasts.appeal import Appeal

LASTS = timedelta(hours=3)  # enough for 300,000 recipients at Telegram's pace


def stale_at(appeal: Appeal, planned: datetime, zone: ZoneInfo, until: datetime | None = None) -> datetime:
    """From when on (UTC) what was planned for a moment is not sent any more; `until` where its words say so themselves.

    One planned in the quiet hours waits for their end, and is fresh from then on.
    """
    if until is not None:
        return until
    return (quiet.held_until(appeal, planned, zone) or planned) + LASTS
