"""Who looked is an act too: each officer's look at a report is recorded, and its reporter sees how many there were."""

from collections.abc import Sequence
from datetime import timedelta

from conversations.screen import Line, Value
from db import events
from db.evidence import Piece
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from reports.state import RecordedAct

AGAIN_AFTER = timedelta(hours=1)  # the same officer's next look at the same report counts again


async def at_report(uow: UnitOfWork, officer: Officer, report: Report) -> None:
    """An officer opened a report and could read its story."""
    last = await events.last_by(uow.tx, report.key, officer.key, RecordedAct.REPORT_SEEN)
    if last is None or uow.now - last >= AGAIN_AFTER:
        await uow.record(RecordedAct.REPORT_SEEN, officer, report=report.key)


async def at_files(uow: UnitOfWork, officer: Officer, report: Report, files: Sequence[tuple[str, Piece]]) -> None:
    """An officer was shown files of a report: which ones, with the hash of each original."""
    shown = "\n".join(f"{name} {piece.sha256 or '-'}" for name, piece in files)
    await uow.record(RecordedAct.EVIDENCE_SEEN, officer, report=report.key, text=shown or None)


async def told(uow: UnitOfWork, report: ReportKey) -> Value:
    """How many officers opened a report, and how often its files were looked at, for its reporter."""
    looks = await events.looks(uow.tx, report)
    if not looks.officers and not looks.at_files:
        return ""
    if not looks.at_files:
        return Line("mine.looks", {"officers": looks.officers})
    return Line("mine.looks_files", {"officers": looks.officers, "files": looks.at_files})
