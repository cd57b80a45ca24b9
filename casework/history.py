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

_TOLD_ALWAYS = frozenset({RecordedAct.IDENTITY_SHOWN, RecordedAct.ORIGINALS_SENT})


async def lines(tx: Tx, report: ReportKey, texts: Texts, zone: ZoneInfo) -> list[Line]:
    """One line for each act that a reporter is told of, oldest first; none for a tap that was taken back.

    Of a report that its reporter took back nothing is told but who learnt who they are.
    """
    stands: list[Event] = []
    withdrawn = False
    for event in await events.of_report(tx, report):
        if withdrawn and event.act not in _TOLD_ALWAYS:
            continue
        withdrawn = withdrawn or event.act == RecordedAct.WITHDRAWN
        if event.act != RecordedAct.TAKEN_BACK:
            stands.append(event)
            continue
        last = max(index for index, each in enumerate(stands) if each.act == event.text)
        del stands[last]
    return [
        Line(f"event.{event.act}", {"at": short(event.at, zone)}) for event in stands if f"event.{event.act}" in texts
    ]
