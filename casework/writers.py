"""People who cannot telephone: the desk writes to them within two minutes, by night as by day, or is reminded."""

from casework import circles, notices
from conversations.buttons.desk import OpenOnDesk
from conversations.callback import Topic
from conversations.screen import Button, Key, Line
from db import reports, waits, writers
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from resort.waits import RULES, Kind, next_due


async def look(uow: UnitOfWork, key: WaitKey) -> None:
    """Nobody has written to the reporter yet: the desk is told each time, else the command, else the operator."""
    wait, writer = await waits.get(uow.tx, key), await writers.waiting(uow.tx, key)
    assert writer is not None
    report = await reports.get(uow.tx, writer.report)
    assert report is not None
    if report.case.closed or not await notices.is_told(uow, report):
        await writers.answered(uow.tx, report.key, uow.now)
        return
    await waits.ring(uow.tx, key, next_due(Kind.WRITER, wait.rings + 1, uow.now))
    minutes = int((uow.now - writer.filed_at).total_seconds() // 60)
    text = Line("ping.only_writes_waits", {"number": report.number, "minutes": minutes})
    rows = ((Button(Key("button.open_report"), OpenOnDesk(report.key)),),)
    await circles.tell(uow, RULES[Kind.WRITER].ladder, text, rows, topic=Topic.DESK)
