"""A report's location that is told only after it was sent: it is stored, and the people who are nearer are called."""

from dataclasses import replace

from casework import calls
from conversations.report_draft import ReportDraft
from conversations.report_told import name_place
from conversations.screen import Line
from db import reports
from db.reports import Report
from db.unit_of_work import UnitOfWork


async def take_point(uow: UnitOfWork, report: Report, latitude: float, longitude: float) -> Report:
    """Take a point where the report has none; the one it has is never replaced."""
    if report.latitude is not None:
        return report
    report = await reports.amend(uow.tx, replace(report, latitude=latitude, longitude=longitude))
    await calls.refresh(uow, report)
    return report


async def take_words(uow: UnitOfWork, report: Report, words: str) -> Report:
    """Take a place from words where the report has no kecamatan."""
    if report.district is not None:
        return report
    named = name_place(ReportDraft(tps=report.tps), words, uow.scene)
    if named.district is None:
        return report
    place = report.place or words
    report = await reports.amend(
        uow.tx, replace(report, district=named.district, village=named.village, tps=named.tps, place=place)
    )
    await calls.refresh(uow, report)
    if not report.case.taken and not report.case.closed:
        await calls.call_missing(uow, report, Line("ping.place_now"))
    return report
