"""Who wrote a report down for another person: what they may hear and do, and what officers read of it."""

from conversations.screen import Key, Line, Value
from db import officers, recorded
from db.officers import Officer
from db.recorded import Recorded
from db.reports import Report
from db.unit_of_work import UnitOfWork


async def recorder(uow: UnitOfWork, report: Report) -> Officer | None:
    """The person who wrote it down; None for a report that its reporter sent."""
    record = await recorded.get(uow.tx, report.key)
    return None if record is None else await officers.get(uow.tx, record.recorder)


async def is_recorded(uow: UnitOfWork, report: Report) -> bool:
    """Whether somebody wrote it down for another."""
    return await recorded.get(uow.tx, report.key) is not None


async def hears(uow: UnitOfWork, report: Report, record: Recorded) -> bool:
    """Whether the person who wrote it down is told of it: not once they are removed, nor where it accuses their own."""
    officer = await officers.get(uow.tx, record.recorder)
    return officer is not None and not officer.removed and not record.accused and not report.keeps_from(officer.unit)


async def is_kept_from_recorder(uow: UnitOfWork, report: Report) -> bool:
    """Whether somebody wrote it down who is not told of it any more."""
    record = await recorded.get(uow.tx, report.key)
    return record is not None and not await hears(uow, report, record)


async def line(uow: UnitOfWork, report: Report) -> tuple[Line, ...]:
    """For officers: who wrote it down, how it came and when it was heard; none for a report that its reporter sent."""
    record = await recorded.get(uow.tx, report.key)
    if record is None:
        return ()
    officer = await officers.get(uow.tx, record.recorder)
    values: dict[str, Value] = {
        "callsign": officer.callsign if officer is not None else Key("report.none"),
        "way": Key(f"recording.way_{record.way}") if record.way is not None else Key("recording.way_unsaid"),
        "heard": record.heard_words or record.heard_at,
    }
    lines = [Line("ping.recorded", values)]
    if record.undated:
        lines.append(Line("ping.recorded_undated"))
    if record.accused:
        lines.append(Line("ping.recorded_accused"))
    return tuple(lines)
