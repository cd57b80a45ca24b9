"""What was done on a report since it came, as its reporter may read it: never a word about whoever acted."""

from zoneinfo import ZoneInfo

from conversations.screen import Line
from db import events
from db.database import Tx
from db.reports import ReportKey
from locales import Texts
from locales.times import short


async def lines(tx: Tx, report: ReportKey, texts: Texts, zone: ZoneInfo) -> list[Line]:
    """One line for each act that a reporter is told of, oldest first."""
    return [
        Line(f"event.{event.act}", {"at": short(event.at, zone)})
        for event in await events.of_report(tx, report)
        if f"event.{event.act}" in texts
    ]
