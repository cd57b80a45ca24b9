"""When the reporter of an election violation is next reminded of the days left to report it formally."""

from datetime import datetime, timedelta

from db.database import Tx
from db.instant import moment_or_none, stored, stored_or_none
from db.reports import ReportKey


async def begin(tx: Tx, report: ReportKey, due: datetime | None) -> None:
    """Remember the first reminder; one that was begun or settled before stays as it is."""
    await tx.run("formal_reports.add", report=report, due_at=stored_or_none(due))


async def set_due(tx: Tx, report: ReportKey, due: datetime | None) -> None:
    """The next reminder; None when there is none."""
    await tx.run("formal_reports.set_due", report=report, due_at=stored_or_none(due))


async def settle(tx: Tx, report: ReportKey) -> None:
    """Nothing is left to remind of: it was reported formally, or its reporter does not want to."""
    await set_due(tx, report, None)


async def due(tx: Tx, now: datetime, limit: int = 50) -> list[ReportKey]:
    """The reports whose reporters are to be reminded."""
    return [ReportKey(row["report"]) for row in await tx.all("formal_reports.due", now=stored(now), limit=limit)]


async def next_due(tx: Tx) -> datetime | None:
    """When the next reminder is due."""
    return moment_or_none(await tx.value("formal_reports.next_due"))


async def bring_forward(tx: Tx, by: timedelta) -> None:
    """The machine's clock was set back: what is due goes back with it."""
    await tx.run("formal_reports.bring_forward", by=by // timedelta(milliseconds=1))
