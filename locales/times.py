"""Times as people here read them: `06.00 WIB`, `Rabu 27 November`."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from locales.texts import Html, Texts

_SHORT = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def zone_name(moment: datetime) -> str:
    """`WIB`, `WITA` or `WIT`; elsewhere the offset itself."""
    return _SHORT.get(moment.utcoffset() or timedelta(), moment.strftime("%z"))


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """The time of day, `06.00 WIB`."""
    local = moment.astimezone(zone)
    return f"{local:%H.%M} {zone_name(local)}"


def short(moment: datetime, zone: ZoneInfo) -> str:
    """Day and time in a list, `27/11 06.00`."""
    return f"{moment.astimezone(zone):%d/%m %H.%M}"


def day(moment: datetime, zone: ZoneInfo, texts: Texts) -> str:
    """The day, `Rabu 27 November 2024`."""
    local = moment.astimezone(zone)
    weekday = texts(f"calendar.weekday_{local.isoweekday()}")
    month = texts(f"calendar.month_{local.month}")
    return f"{weekday} {local.day} {month} {local.year}"


def calendar_day(at: date, texts: Texts) -> str:
    """The day without its name, `27 November 2024`."""
    return f"{at.day} {texts(f'calendar.month_{at.month}')} {at.year}"


def day_and_clock(moment: datetime, zone: ZoneInfo, texts: Texts) -> Html:
    """Day and time, `Rabu 27 November 2024 pukul 06.00 WIB`."""
    return texts("calendar.day_and_clock", day=day(moment, zone, texts), clock=clock(moment, zone))
