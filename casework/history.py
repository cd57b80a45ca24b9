"""What was done on a report since it came, as its reporter may read it: never a word about whoever acted."""

from zoneinfo import ZoneInfo

from conversations.screen import Line
from db import events
from db.database import Tx
from db.events import Event
from db.reports import ReportKey
from locales import Texts
from locales.times import short
from reports.state import RecordedAct


async def lines(tx: Tx, report: ReportKey, texts: Texts, zone: ZoneInfo) -> list[Line]:
    """One line for each act that a reporter is told of, oldest first; none for a tap that was taken back."""
    stands: list[Event] = []
    for event in await events.of_report(tx, report):
        if event.act != RecordedAct.TAKEN_BACK:
            stands.append(event)
            continue
        last = max(index for index, each in enumerate(stands) if each.act == event.text)
        del stands[last]
    return [
        Line(f"event.{event.act}", {"at": short(event.at, zone)}) for event in stands if f"event.{event.act}" in texts
    ]
